import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { industryCheck, searchCheck } from './groups.checks.js';
import { ChangeGroupInput, CreateGroupInput, Group, GroupConnection, isIn } from './groups.graphql.js';
import { GroupsService } from './groups.service.js';

type Reference = Promise<{ id: string }>;
const LEADERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('group') };
const idArg = { type: () => ID, description: 'Id of the group.' };
const versionArg = { type: () => Int, description: 'The version that you saw.' };

const byName = [
  { sql: (group: Row) => `${group}.name`, type: 'text' as const },
  { sql: (group: Row) => `${group}.id`, type: 'uuid' as const },
];
const bySearch = (group: Row, { arg }: Scope) =>
  `(position(lower(${arg('search', 'text')}) in lower(${group}.name)) > 0` +
  ` or position(lower(${arg('search', 'text')}) in lower(${group}.industry)) > 0)`;
const byIndustry = (group: Row, { arg }: Scope) =>
  `lower(${group}.industry) = lower(${arg('industry', 'text')})`;
const searchArg = {
  type: () => String,
  nullable: true,
  description:
    'Only those whose name or industry holds this, upper and lower case alike; at most 200 letters.',
};
const industryArg = {
  type: () => String,
  nullable: true,
  description: 'Only those of exactly this industry, upper and lower case alike.',
};

/** Everybody in the organization finds an open group; its leader runs it. */
@Resolver()
export class GroupsResolver {
  constructor(private readonly service: GroupsService) {}

  @ReadOne(() => Group, {
    description: 'A group by id; null where there is none that you may see.',
    allow: 'MEMBER',
    args,
    where: (group, { arg }) => `${group}.id = ${arg('id', 'uuid')}`,
  })
  group(@Args('id', idArg) _id: string): Group {
    return declared();
  }

  @ReadPage(() => GroupConnection, {
    description:
      'The groups of the organization that nobody has put away, by name: the open ones, and the closed ones that you are in. An admin finds all.',
    allow: 'MEMBER',
    where: (group) =>
      `(${group}.status = 'OPEN' or (${group}.status = 'CLOSED' and ((select app.has_role('ADMIN'))` +
      ` or ${isIn(`${group}.id`, `${group}.org_id`)})))`,
    filters: {
      search: bySearch,
      industry: byIndustry,
      needsLeader: (group, { arg }) =>
        `app.group_needs_leader(${group}.id) = ${arg('needsLeader', 'boolean')}`,
    },
    order: byName,
    args: { search: searchCheck, industry: industryCheck },
  })
  groups(
    @Args() _page: PageArgs,
    @Args('search', searchArg) _search?: string,
    @Args('industry', industryArg) _industry?: string,
    @Args('needsLeader', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that nobody leads any more, or that somebody leads.',
    })
    _needsLeader?: boolean,
  ): object {
    return declared();
  }

  @ReadPage(() => GroupConnection, {
    description: 'The groups that you are in, by name; also those that you lead.',
    allow: 'MEMBER',
    where: (group) => isIn(`${group}.id`, `${group}.org_id`),
    filters: {
      archived: (group, { arg }) => `(${group}.status = 'ARCHIVED') = ${arg('archived', 'boolean')}`,
      search: bySearch,
    },
    order: byName,
    args: { search: searchCheck },
  })
  myGroups(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Those that were put away, instead of the others.',
    })
    _archived: boolean,
    @Args('search', searchArg) _search?: string,
  ): object {
    return declared();
  }

  @Action(() => Group, {
    description: 'Starts a group, open at once. You lead it and are in it.',
    allow: LEADERS,
  })
  createGroup(
    @Args('input', { type: () => CreateGroupInput, description: 'What it is.' }) input: CreateGroupInput,
  ): Reference {
    return this.service.create(input);
  }

  @Action(() => Group, {
    description: 'Changes a group that you lead. CONFLICT for fewer seats than are taken.',
    allow: LEADERS,
    args,
  })
  changeGroup(
    @Args('id', idArg) groupId: string,
    @Args('version', versionArg) version: number,
    @Args('input', { type: () => ChangeGroupInput, description: 'What to change.' }) input: ChangeGroupInput,
  ): Reference {
    return this.service.change(groupId, version, input);
  }

  @Action(() => Group, {
    description: 'Takes nobody in any more; it goes on for whoever is in it. Once more changes nothing.',
    allow: LEADERS,
    args,
  })
  closeGroup(@Args('id', idArg) groupId: string): Reference {
    return this.service.close(groupId);
  }

  @Action(() => Group, {
    description: 'Takes members in again, also into one that was put away. Once more changes nothing.',
    allow: LEADERS,
    args,
  })
  reopenGroup(@Args('id', idArg) groupId: string): Reference {
    return this.service.reopen(groupId);
  }

  @Action(() => Group, {
    description:
      'Puts a group that you lead away: it takes nobody in and meets no more. CONFLICT while a meeting is to come. Once more changes nothing.',
    allow: LEADERS,
    args,
  })
  archiveGroup(@Args('id', idArg) groupId: string): Reference {
    return this.service.archive(groupId);
  }

  @Action(() => Group, {
    description:
      'Hands the lead to another member of the group who is an admin, a coach or a mentor; the meetings to come pass to them, and you stay a member. CONFLICT where they are taken at the time of one.',
    allow: LEADERS,
    args: { ...args, membershipId: id('group-membership') },
  })
  handOverGroup(
    @Args('id', idArg) groupId: string,
    @Args('version', versionArg) version: number,
    @Args('membershipId', { type: () => ID, description: 'The membership of who leads it from now on.' })
    membershipId: string,
  ): Reference {
    return this.service.handOver(groupId, version, membershipId);
  }

  @Action(() => Group, {
    description:
      'Takes over a group that nobody leads any more, with its meetings to come; you are in it from then on, and the leader of before is not. CONFLICT while somebody leads it, or where you are taken at the time of a meeting.',
    allow: ['ADMIN'],
    args,
  })
  takeOverGroup(@Args('id', idArg) groupId: string): Reference {
    return this.service.takeOver(groupId);
  }
}
