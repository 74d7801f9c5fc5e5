import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { GroupEntity } from './group.entity.js';
import { groupStatuses, type GroupStatus } from './group.states.js';
import { industryCheck, text } from './groups.checks.js';

export const GroupStatusEnum = enumOf(groupStatuses);
registerEnumType(GroupStatusEnum, {
  name: 'GroupStatus',
  description: 'Whether a group takes anybody in.',
  valuesMap: {
    OPEN: { description: 'Everybody in the organization finds it, and can join while there are seats.' },
    CLOSED: {
      description: 'Takes nobody in; it goes on for whoever is in it, and only they and admins find it.',
    },
    ARCHIVED: { description: 'Put away: it meets no more.' },
  },
});

/** Whether the actor is in a group, as a condition. */
export const isIn = (groupId: string, org: string) =>
  `exists (select from group_memberships own where own.org_id = ${org} and own.group_id = ${groupId}` +
  ` and own.member_id = (select app.member_id()) and own.left_at is null)`;

const isInGroup = (group: Row) => isIn(`${group}.id`, `${group}.org_id`);

/** Whether the actor leads a group, and is what it takes. */
export const leads = (group: Row) =>
  `${group}.leader_id = (select app.member_id()) and (select app.may_lead())`;

@Reads('groups', {
  idKind: 'group',
  description:
    'People of one industry who meet. What an open one is about is everybody’s in the organization to read; who is in it, and when it meets, is for its members.',
})
export class Group implements Pick<
  GroupEntity,
  'name' | 'industry' | 'about' | 'seats' | 'status' | 'version'
> {
  @Id('group')
  id: string;

  @Stored(() => String, { description: 'What it is called.' })
  name: string;

  @Stored(() => String, { description: 'The industry that its people work in, or would like to.' })
  industry: string;

  @Stored(() => String, { nullable: true, description: 'What it is about, and for whom.' })
  about: string | null;

  @Stored(() => GroupStatusEnum, { description: 'Whether it takes anybody in.' })
  status: GroupStatus;

  @Sql(() => String, {
    description: 'The name of who leads it: an admin, a coach or a mentor.',
    sql: (group) => `app.group_leader_name(${group}.id)`,
  })
  leaderName: string;

  @Sql(() => Boolean, { description: 'Whether you lead it, and may change it.', sql: leads })
  isMine: boolean;

  @Sql(() => Boolean, {
    description:
      'Whether nobody leads it any more: its leader may not sign in, or is no admin, coach or mentor. An admin can take it over.',
    sql: (group) => `app.group_needs_leader(${group}.id)`,
  })
  needsLeader: boolean;

  @Stored(() => Int, {
    nullable: true,
    description: 'How many can be in it at once beside its leader; null: as many as like to.',
  })
  seats: number | null;

  @Sql(() => Int, {
    description: 'How many are in it, its leader too.',
    sql: (group) => `select s.members from app.group_size(${group}.id) s`,
  })
  memberCount: number;

  @Sql(() => Boolean, {
    description: 'Whether every seat is taken.',
    sql: (group) => `select s.is_full from app.group_size(${group}.id) s`,
  })
  isFull: boolean;

  @Sql(() => Boolean, {
    description:
      'Whether you could join now: it is open, a seat is free, you are not in it, and its leader has not removed you.',
    sql: (group) =>
      `${group}.status = 'OPEN' and not (select s.is_full from app.group_size(${group}.id) s)` +
      ` and not ${isInGroup(group)} and not app.is_shut_out(${group}.id)`,
  })
  canJoin: boolean;

  @Stored(() => Instant, {
    nullable: true,
    description: 'Since when it takes nobody in; null while it is open.',
  })
  closedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it was not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was started.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const GroupConnection = connectionOf(Group, 'groups');

@Reads('group_memberships', {
  idKind: 'group-membership',
  description:
    'That somebody is in a group. For who is in the group too; one that is over for whom it was, and where the leader ended it, for the leader.',
})
export class GroupMembership {
  @Id('group-membership')
  id: string;

  @One(() => Group, {
    nullable: true,
    description: 'The group; null where you have left it and it is not open.',
    on: (membership, group) => `${group}.id = ${membership}.group_id`,
  })
  group: Group | null;

  @Sql(() => String, {
    description: 'The name of who is in it.',
    sql: (membership) => `app.group_person_name(${membership}.member_id)`,
  })
  name: string;

  @Sql(() => Boolean, {
    description: 'Whether it is yours.',
    sql: (membership) => `${membership}.member_id = (select app.member_id())`,
  })
  isMine: boolean;

  @Sql(() => Boolean, {
    description: 'Whether this is who leads the group.',
    sql: (membership) =>
      `exists (select from groups led where led.org_id = ${membership}.org_id and led.id = ${membership}.group_id` +
      ` and led.leader_id = ${membership}.member_id and ${membership}.left_at is null)`,
  })
  isLeader: boolean;

  @Stored(() => Instant, { description: 'Since when they are in it.' })
  joinedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it ended; null while it has not.' })
  leftAt: string | null;

  @Sql(() => Boolean, {
    description: 'Whether the leader ended it.',
    sql: (membership) => `${membership}.removed_by is not null`,
  })
  wasRemoved: boolean;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When the leader said that they may come back; null where nobody did, or had to.',
  })
  readmittedAt: string | null;
}

export const GroupMembershipConnection = connectionOf(GroupMembership, 'memberships');

const seatsCheck = z.number().min(1).max(10_000);

@InputType({ description: 'A group to be started, open at once; you lead it.' })
export class CreateGroupInput {
  @Input(() => String, { check: text(120), description: 'What it is called; at most 120 letters.' })
  name: string;

  @Input(() => String, { check: industryCheck, description: 'The industry; at most 80 letters.' })
  industry: string;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What it is about, and for whom; at most 4000 letters.',
  })
  about?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: seatsCheck,
    description: 'How many can be in it at once beside you, 1 to 10000; as many as like to when left out.',
  })
  seats?: number | null;
}

@InputType({ description: 'What to change of a group; what is left out stays, null empties.' })
export class ChangeGroupInput {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'What it is called; at most 120 letters, cannot be emptied.',
  })
  name?: string | null;

  @Input(() => String, {
    nullable: true,
    check: industryCheck,
    description: 'The industry; at most 80 letters, cannot be emptied.',
  })
  industry?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What it is about, and for whom; at most 4000 letters.',
  })
  about?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: seatsCheck,
    description: 'How many can be in it at once beside you, not fewer than are; null: as many as like to.',
  })
  seats?: number | null;
}
