import { InputType, registerEnumType } from '@nestjs/graphql';
import { emailCheck } from '../auth/passwords.js';
import type { Role } from '../db/actor.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Id, Input, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { nameCheck } from '../orgs/orgs.graphql.js';
import { invitationStatuses, type InvitationEntity, type InvitationStatus } from './invitation.entity.js';
import { Member, RoleEnum, rolesCheck } from './members.graphql.js';

export const InvitationStatusEnum = enumOf(invitationStatuses);
registerEnumType(InvitationStatusEnum, {
  name: 'InvitationStatus',
  description: 'What has become of an invitation.',
  valuesMap: {
    PENDING: { description: 'Its link can be used.' },
    ACCEPTED: { description: 'The person is a member.' },
    REVOKED: { description: 'Withdrawn by an admin; its link is dead.' },
    EXPIRED: { description: 'Nobody used the link in time; it can be sent anew.' },
  },
});

/** An invitation runs out by itself, without anybody writing it down. */
export const statusSql = (row: Row, { asOf }: Scope): string =>
  `case when ${row}.status = 'PENDING' and ${row}.expires_at <= ${asOf()} then 'EXPIRED' else ${row}.status end`;

@Reads('invitations', { idKind: 'invitation', description: 'A person who was asked to become a member.' })
export class Invitation implements Pick<InvitationEntity, 'email' | 'name' | 'roles' | 'undeliverable'> {
  @Id('invitation')
  id: string;

  @Stored(() => String, { description: 'The address that the link was sent to.' })
  email: string;

  @Stored(() => String, { description: 'What the person will be called.' })
  name: string;

  @Stored(() => [RoleEnum], { description: 'What the person will be.' })
  roles: Role[];

  @Sql(() => InvitationStatusEnum, { description: 'What has become of it.', sql: statusSql })
  status: InvitationStatus;

  @Stored(() => Boolean, { description: 'Whether the server of the address refused the mail for good.' })
  undeliverable: boolean;

  @One(() => Member, {
    nullable: true,
    description: 'Who invited.',
    on: (invitation, member) => `${member}.id = ${invitation}.invited_by`,
  })
  invitedBy: Member | null;

  @One(() => Member, {
    nullable: true,
    description: 'Whom the person has become, once accepted.',
    on: (invitation, member) => `${member}.id = ${invitation}.member_id`,
  })
  member: Member | null;

  @Stored(() => Instant, { description: 'When the person was first invited.' })
  createdAt: string;

  @Stored(() => Instant, { description: 'Until when the newest link works.' })
  expiresAt: string;
}

export const InvitationConnection = connectionOf(Invitation, 'invitations', true);

@InputType({ description: 'Whom to invite.' })
export class InviteMemberInput {
  @Input(() => String, { description: 'The address that the link is sent to.', check: emailCheck })
  email: string;

  @Input(() => String, {
    description: 'What the person will be called; they can change it.',
    check: nameCheck,
  })
  name: string;

  @Input(() => [RoleEnum], { description: 'What the person will be; at least one.', check: rolesCheck })
  roles: Role[];
}
