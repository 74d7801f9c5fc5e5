import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { OrderBy } from '../graphql/read/declaration.js';
import { Action, declared, Many, Page } from '../graphql/read/declare.js';
import type { RoleAspectKind } from './role-aspect.entity.js';
import {
  AddRoleAspectInput,
  ChangeRoleAspectInput,
  RateRoleAspectInput,
  RoleAspect,
  RoleAspectConnection,
  RoleAspectKindEnum,
} from './role-aspects.graphql.js';
import { RoleAspectsService } from './role-aspects.service.js';
import { SituationRowsService } from './situation-rows.service.js';
import { Situation } from './situation.graphql.js';
import { archivedArg, archivedFilter } from './situation.lists.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('role-aspect') };
const idArg = { type: () => ID, description: 'Id of the aspect.' };
const CLIENT = ['CLIENT'] as const;

/** How many of the aspects that drain most are shown apart (SPEC 3.2). */
const LOWEST = 3;

const lowestFirst: OrderBy[] = [
  { sql: (aspect) => `${aspect}.rating`, type: 'int' },
  { sql: (aspect) => `${aspect}.id`, type: 'uuid' },
];

@Resolver()
export class RoleAspectsResolver {
  constructor(
    private readonly aspects: RoleAspectsService,
    private readonly rows: SituationRowsService,
  ) {}

  @Action(() => RoleAspect, {
    description:
      'Says how an aspect of your role feels now, in place of what you said before. An archived one stands again.',
    allow: CLIENT,
  })
  rateRoleAspect(
    @Args('kind', { type: () => RoleAspectKindEnum, description: 'Which aspect.' }) kind: RoleAspectKind,
    @Args('input', { type: () => RateRoleAspectInput, description: 'How it feels.' })
    input: RateRoleAspectInput,
  ): Reference {
    return this.aspects.rate(kind, input);
  }

  @Action(() => RoleAspect, {
    description: 'Adds an aspect of your own; at most 30 aspects stand at once.',
    allow: CLIENT,
  })
  addRoleAspect(
    @Args('input', { type: () => AddRoleAspectInput, description: 'The aspect.' }) input: AddRoleAspectInput,
  ): Reference {
    return this.aspects.add(input);
  }

  @Action(() => RoleAspect, {
    description: 'Changes what you said of an aspect; only one of your own has a name.',
    allow: CLIENT,
    args,
  })
  changeRoleAspect(
    @Args('id', idArg) aspectId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeRoleAspectInput, description: 'What to change.' })
    input: ChangeRoleAspectInput,
  ): Reference {
    return this.aspects.change(aspectId, version, input);
  }

  @Action(() => RoleAspect, {
    description: 'Puts an aspect of your role away; doing so again changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveRoleAspect(@Args('id', idArg) aspectId: string): Reference {
    return this.rows.archive('role_aspects', aspectId);
  }

  @Action(() => RoleAspect, {
    description: 'Takes an archived aspect of your role back; at most 30 aspects stand at once.',
    allow: CLIENT,
    args,
  })
  unarchiveRoleAspect(@Args('id', idArg) aspectId: string): Reference {
    return this.rows.unarchive('role_aspects', aspectId);
  }
}

/** How the aspects of a client's role feel. */
@Resolver(() => Situation)
export class SituationAspects {
  @Page(() => RoleAspectConnection, {
    description: 'The aspects of the role, the lowest rating first. Consent: ROLE_ASPECTS.',
    on: (situation, aspect) => `${aspect}.client_id = ${situation}.id`,
    filters: archivedFilter,
    order: lowestFirst,
  })
  aspects(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }

  @Many(() => [RoleAspect], {
    description: 'The three aspects with the lowest rating, lowest first. Consent: ROLE_ASPECTS.',
    on: (situation, aspect) => `${aspect}.client_id = ${situation}.id and ${aspect}.archived_at is null`,
    order: lowestFirst,
    limit: LOWEST,
  })
  lowestAspects(): RoleAspect[] {
    return declared();
  }
}
