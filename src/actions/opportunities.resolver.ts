import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { reasonCheck, tagCheck } from './actions.input.graphql.js';
import {
  isAvailable,
  Opportunity,
  OpportunityApplication,
  OpportunityApplicationConnection,
  OpportunityConnection,
  OpportunityKindEnum,
  OpportunityStatusEnum,
} from './opportunities.graphql.js';
import {
  ChangeOpportunityInput,
  PostOpportunityInput,
  searchCheck,
  TakeUpInput,
} from './opportunities.input.graphql.js';
import { OpportunitiesService } from './opportunities.service.js';
import type { OpportunityKind, OpportunityStatus } from './opportunity.entity.js';

type Reference = Promise<{ id: string }>;
const POSTERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('opportunity') };
const idArg = { type: () => ID, description: 'Id of the opportunity.' };
const searchArg = {
  type: () => String,
  nullable: true,
  description: 'Only those whose title holds this, upper and lower case alike; at most 200 letters.',
};
const tagArg = { type: () => String, nullable: true, description: 'Only those with this tag.' };
const kindArg = { type: () => OpportunityKindEnum, nullable: true, description: 'Only those of this kind.' };

const holdsTitle = (row: string, sought: string) => `position(lower(${sought}) in lower(${row}.title)) > 0`;

@Resolver()
export class OpportunitiesResolver {
  constructor(private readonly service: OpportunitiesService) {}

  @ReadOne(() => Opportunity, {
    description: 'An opportunity by id; null where there is none in the organization.',
    allow: 'MEMBER',
    args,
    where: (opportunity, { arg }) => `${opportunity}.id = ${arg('id', 'uuid')}`,
  })
  opportunity(@Args('id', idArg) _id: string): Opportunity {
    return declared();
  }

  @ReadPage(() => OpportunityConnection, {
    description: 'The opportunities of the organization that nobody has put away, newest first.',
    allow: 'MEMBER',
    where: (opportunity) => `${opportunity}.archived_at is null`,
    filters: {
      available: (opportunity, scope) =>
        `(${isAvailable(opportunity, scope)}) = ${scope.arg('available', 'boolean')}`,
      kind: (opportunity, { arg }) => `${opportunity}.kind = ${arg('kind', 'text')}`,
      skillId: (opportunity, { arg }) =>
        `exists (select from opportunity_skills s where s.org_id = ${opportunity}.org_id` +
        ` and s.opportunity_id = ${opportunity}.id and s.skill_id = ${arg('skillId', 'uuid')})`,
      tag: (opportunity, { arg }) => `${arg('tag', 'text')} = any (${opportunity}.tags)`,
      search: (opportunity, { arg }) => holdsTitle(opportunity, arg('search', 'text')),
    },
    order: [{ sql: (opportunity) => `${opportunity}.id`, type: 'uuid', descending: true }],
    args: { skillId: id('skill'), tag: tagCheck, search: searchCheck },
  })
  opportunities(
    @Args() _page: PageArgs,
    @Args('available', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that can, or cannot, be taken up now.',
    })
    _available?: boolean,
    @Args('kind', kindArg) _kind?: OpportunityKind,
    @Args('skillId', { type: () => ID, nullable: true, description: 'Only those that name this skill.' })
    _skillId?: string,
    @Args('tag', tagArg) _tag?: string,
    @Args('search', searchArg) _search?: string,
  ): object {
    return declared();
  }

  @ReadPage(() => OpportunityConnection, {
    description: 'The opportunities that you posted, newest first.',
    allow: POSTERS,
    where: (opportunity) => `${opportunity}.poster_id = (select app.member_id())`,
    filters: {
      archived: (opportunity, { arg }) =>
        `(${opportunity}.archived_at is not null) = ${arg('archived', 'boolean')}`,
      status: (opportunity, { arg }) => `${opportunity}.status = ${arg('status', 'text')}`,
      tag: (opportunity, { arg }) => `${arg('tag', 'text')} = any (${opportunity}.tags)`,
      search: (opportunity, { arg }) => holdsTitle(opportunity, arg('search', 'text')),
    },
    order: [{ sql: (opportunity) => `${opportunity}.id`, type: 'uuid', descending: true }],
    args: { tag: tagCheck, search: searchCheck },
  })
  myOpportunities(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that you put away, instead of the others.',
    })
    _archived: boolean,
    @Args('status', {
      type: () => OpportunityStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: OpportunityStatus,
    @Args('tag', tagArg) _tag?: string,
    @Args('search', searchArg) _search?: string,
  ): object {
    return declared();
  }

  @ReadPage(() => OpportunityApplicationConnection, {
    description: 'What you took up, newest first; also what you stepped back from.',
    allow: CLIENT,
    counted: true,
    where: (application) => `${application}.client_id = (select app.member_id())`,
    order: [{ sql: (application) => `${application}.id`, type: 'uuid', descending: true }],
  })
  myApplications(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Opportunity, {
    description: 'Offers something to the clients of the organization.',
    allow: POSTERS,
  })
  postOpportunity(
    @Args('input', { type: () => PostOpportunityInput, description: 'What to offer.' })
    input: PostOpportunityInput,
  ): Reference {
    return this.service.post(input);
  }

  @Action(() => Opportunity, {
    description: 'Changes what you posted. CONFLICT for fewer seats than are taken.',
    allow: POSTERS,
    args,
  })
  changeOpportunity(
    @Args('id', idArg) opportunityId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeOpportunityInput, description: 'What to change.' })
    input: ChangeOpportunityInput,
  ): Reference {
    return this.service.change(opportunityId, version, input);
  }

  @Action(() => Opportunity, {
    description:
      'Offers what you posted no longer; who took it up keeps it. Closing it again changes nothing.',
    allow: POSTERS,
    args,
  })
  closeOpportunity(@Args('id', idArg) opportunityId: string): Reference {
    return this.service.close(opportunityId);
  }

  @Action(() => Opportunity, {
    description: 'Offers again what you closed.',
    allow: POSTERS,
    args,
  })
  reopenOpportunity(@Args('id', idArg) opportunityId: string): Reference {
    return this.service.reopen(opportunityId);
  }

  @Action(() => Opportunity, {
    description:
      'Puts away what you closed: it is in no list but your own archive. CONFLICT while it is open.',
    allow: POSTERS,
    args,
  })
  archiveOpportunity(@Args('id', idArg) opportunityId: string): Reference {
    return this.service.archive(opportunityId);
  }

  @Action(() => Opportunity, { description: 'Takes out what you put away.', allow: POSTERS, args })
  unarchiveOpportunity(@Args('id', idArg) opportunityId: string): Reference {
    return this.service.unarchive(opportunityId);
  }

  @Action(() => OpportunityApplication, {
    description:
      'Takes an opportunity up: a seat is yours, and a step of yours comes of it. Who posted it learns your name. LIMIT_REACHED when every seat is taken; CONFLICT when it is closed, over, your own, or taken up by you already.',
    allow: CLIENT,
    args,
  })
  takeUpOpportunity(
    @Args('id', idArg) opportunityId: string,
    @Args('input', {
      type: () => TakeUpInput,
      defaultValue: {},
      description: 'How you go about it.',
    })
    input: TakeUpInput,
  ): Reference {
    return this.service.takeUp(opportunityId, input);
  }

  @Action(() => OpportunityApplication, {
    description:
      'Gives the seat of an opportunity back; the step that came of it is dropped unless it is over. Doing so again changes nothing.',
    allow: CLIENT,
    args: { id: id('opportunity-application'), reason: reasonCheck },
  })
  withdrawApplication(
    @Args('id', { type: () => ID, description: 'Id of the application.' }) applicationId: string,
    @Args('reason', {
      type: () => String,
      description: 'Why, for the dropped step; who posted it does not learn it. At most 500 letters.',
    })
    reason: string,
  ): Reference {
    return this.service.stepBack(applicationId, reason);
  }
}

/** Who took an opportunity up. */
@Resolver(() => Opportunity)
export class OpportunityApplications {
  @Page(() => OpportunityApplicationConnection, {
    description:
      'Who took it up, first come first; without those who stepped back. Empty for everybody but who posted it.',
    counted: true,
    on: (opportunity, application) =>
      `${application}.opportunity_id = ${opportunity}.id and ${application}.withdrawn_at is null` +
      ` and ${application}.poster_id = (select app.member_id())`,
    order: [{ sql: (application) => `${application}.id`, type: 'uuid' }],
  })
  applications(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** What was taken up; here, because the two types name each other. */
@Resolver(() => OpportunityApplication)
export class ApplicationOpportunity {
  @One(() => Opportunity, {
    description: 'What was taken up.',
    on: (application, opportunity) => `${opportunity}.id = ${application}.opportunity_id`,
  })
  opportunity(): Opportunity {
    return declared();
  }
}
