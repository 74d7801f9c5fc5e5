import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { ROLES, type Role } from '../db/actor.js';
import { connectionOf } from '../graphql/connections.js';
import { Id, Input, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { enumOf } from '../graphql/enums.js';
import { localeCheck, nameCheck, timeZoneCheck } from '../orgs/orgs.graphql.js';
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

/** Roles in one order and each once: tokens and rows are compared by them. */
export const rolesCheck = z
  .array(z.enum(ROLES))
  .min(1, 'must name at least one role')
  .transform((roles) => ROLES.filter((role) => roles.includes(role)));

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

@Reads('app.own_memberships()', { description: 'An organization that the signed-in person belongs to.' })
export class OwnOrganization {
  @Id('organization')
  id: string;

  @Stored(() => String, { description: 'What the organization is called.' })
  name: string;

  @Stored(() => String, { description: 'Its short name, which `signIn` takes.' })
  slug: string;

  @Stored(() => [RoleEnum], { description: 'What the person is there.' })
  roles: Role[];

  @Sql(() => Boolean, {
    description: 'Whether this is the organization that the person acts in now.',
    sql: (own) => `${own}.id = ${own}.org_id`,
  })
  current: boolean;
}

@InputType({ description: 'What to change of one’s own profile; what is left out or null stays as it is.' })
export class UpdateProfileInput {
  @Input(() => String, { nullable: true, description: 'What to be called here.', check: nameCheck })
  name?: string | null;

  @Input(() => String, {
    nullable: true,
    description: 'The IANA time zone to live in, as Europe/Berlin.',
    check: timeZoneCheck,
  })
  timeZone?: string | null;

  @Input(() => String, {
    nullable: true,
    description: 'The BCP 47 tag of the language to read.',
    check: localeCheck,
  })
  locale?: string | null;
}
