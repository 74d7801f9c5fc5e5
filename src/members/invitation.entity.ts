import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../db/actor.js';

/** EXPIRED is stored only where a newer invitation took the place; by time alone it is worked out when read. */
export const invitationStatuses = ['PENDING', 'ACCEPTED', 'REVOKED', 'EXPIRED'] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

/** A person who is asked to become a member. */
@Entity('invitations')
export class InvitationEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Trimmed and in lower case. */
  @Column('text')
  email: string;

  @Column('text')
  name: string;

  @Column('text', { array: true })
  roles: Role[];

  /** SHA-256 of the token in the newest mail; null until that mail is made. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash: Buffer | null;

  @Column('text')
  status: InvitationStatus;

  @Column('uuid', { name: 'invited_by' })
  invitedBy: string;

  @Column('uuid', { name: 'member_id', nullable: true })
  memberId: string | null;

  @Column('integer', { name: 'sent_version', nullable: true })
  sentVersion: number | null;

  @Column('boolean')
  undeliverable: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;

  @Column('integer')
  version: number;
}
