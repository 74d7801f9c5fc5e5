import { Int, registerEnumType } from '@nestjs/graphql';
import { ROLES, type Role } from '../db/actor.js';
import { connectionOf } from '../graphql/connections.js';
import { Id, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { enumOf } from '../graphql/enums.js';
import { memberStatuses, type MemberEntity, type MemberStatus } from './member.entity.js';

export const RoleEnum = enumOf(ROLES);
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a member is in an organization; one person may be several things.',
  valuesMap: {
    ADMIN: { description: 'Invites people and reads totals; sees nobody’s content.' },
    COACH: { description: 'Coaches clients.' },
    MENTOR: { description: 'Shares experience with mentees.' },
    CLIENT: { description: 'Is coached.' },
  },
});

export const MemberStatusEnum = enumOf(memberStatuses);
registerEnumType(MemberStatusEnum, {
  name: 'MemberStatus',
  description: 'Whether a member may sign in.',
  valuesMap: {
    ACTIVE: { description: 'May sign in.' },
    DISABLED: { description: 'May not; every sign-in ended when it was disabled.' },
  },
});

@Reads('members', { idKind: 'member', description: 'A person inside one organization.' })
export class Member implements Pick<
  MemberEntity,
  'name' | 'email' | 'roles' | 'status' | 'timeZone' | 'locale' | 'version'
> {
  @Id('member')
  id: string;

  @Stored(() => String, { description: 'What the person is called here.' })
  name: string;

  @Stored(() => String, { description: 'The address that the person signs in with.' })
  email: string;

  @Stored(() => [RoleEnum], { description: 'What the person is in this organization; never empty.' })
  roles: Role[];

  @Stored(() => MemberStatusEnum, { description: 'Whether the person may sign in.' })
  status: MemberStatus;

  @Stored(() => String, { description: 'The IANA time zone that the person lives in.' })
  timeZone: string;

  @Stored(() => String, { description: 'The BCP 47 tag of the language that the person reads.' })
  locale: string;

  @Stored(() => Instant, { description: 'Since when the person is a member.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const MemberConnection = connectionOf(Member, 'members', true);
