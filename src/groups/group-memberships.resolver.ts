import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row } from '../graphql/read/declaration.js';
import { Action, declared, One, Page } from '../graphql/read/declare.js';
import { GroupMembershipsService } from './group-memberships.service.js';
import { Group, GroupMembership, GroupMembershipConnection, isIn, leads } from './groups.graphql.js';

type Reference = Promise<{ id: string }>;
const LEADERS = ['ADMIN', 'COACH', 'MENTOR'] as const;
const args = { id: id('group-membership') };
const idArg = { type: () => ID, description: 'Id of the membership.' };
const groupArgs = { groupId: id('group') };
const groupArg = { type: () => ID, description: 'Id of the group.' };

@Resolver()
export class GroupMembershipsResolver {
  constructor(private readonly memberships: GroupMembershipsService) {}

  @Action(() => GroupMembership, {
    description:
      'Takes a seat in an open group: its members see your name, and you theirs. LIMIT_REACHED where every seat is taken; CONFLICT where it takes nobody in, you are in it, or its leader has removed you.',
    allow: 'MEMBER',
    args: groupArgs,
  })
  joinGroup(@Args('groupId', groupArg) groupId: string): Reference {
    return this.memberships.join(groupId);
  }

  @Action(() => GroupMembership, {
    description:
      'Leaves a group at once: the seat is free, and its people and meetings are out of your sight. CONFLICT for who leads it. Once more changes nothing.',
    allow: 'MEMBER',
    args: groupArgs,
  })
  leaveGroup(@Args('groupId', groupArg) groupId: string): Reference {
    return this.memberships.leave(groupId);
  }

  @Action(() => GroupMembership, {
    description:
      'Removes somebody from a group that you lead; they come back only after `readmitGroupMember`. Once more changes nothing.',
    allow: LEADERS,
    args,
  })
  removeGroupMember(@Args('id', idArg) membershipId: string): Reference {
    return this.memberships.remove(membershipId);
  }

  @Action(() => GroupMembership, {
    description:
      'Lets somebody join again who was removed from a group that you lead; whether they do is theirs. Once more changes nothing.',
    allow: LEADERS,
    args,
  })
  readmitGroupMember(@Args('id', idArg) membershipId: string): Reference {
    return this.memberships.readmit(membershipId);
  }
}

const inOrderOfJoining = [
  { sql: (membership: Row) => `${membership}.joined_at`, type: 'timestamptz' as const },
  { sql: (membership: Row) => `${membership}.id`, type: 'uuid' as const },
];

/** Who is in a group. */
@Resolver(() => Group)
export class GroupMembers {
  @Page(() => GroupMembershipConnection, {
    description: 'Who is in it, in the order of joining; empty for anybody who is not.',
    on: (group, membership) =>
      `${membership}.group_id = ${group}.id and ${membership}.left_at is null and ${isIn(`${group}.id`, `${group}.org_id`)}`,
    order: inOrderOfJoining,
  })
  members(@Args() _page: PageArgs): object {
    return declared();
  }

  @Page(() => GroupMembershipConnection, {
    description: 'Whom the leader has removed and not let in again; empty for anybody but the leader.',
    on: (group, membership) =>
      `${membership}.group_id = ${group}.id and ${membership}.removed_by is not null` +
      ` and ${membership}.readmitted_at is null and ${leads(group)}`,
    order: inOrderOfJoining,
  })
  removedMembers(@Args() _page: PageArgs): object {
    return declared();
  }

  @One(() => GroupMembership, {
    nullable: true,
    description: 'Your membership; null where you are not in it.',
    on: (group, membership) =>
      `${membership}.group_id = ${group}.id and ${membership}.member_id = (select app.member_id())` +
      ` and ${membership}.left_at is null`,
  })
  myMembership(): GroupMembership {
    return declared();
  }
}
