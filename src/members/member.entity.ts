import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../db/actor.js';

export const memberStatuses = ['ACTIVE', 'DISABLED'] as const;
export type MemberStatus = (typeof memberStatuses)[number];

/** A person inside one organization. */
@Entity('members')
export class MemberEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'user_id' })
  userId: string;

  @Column('text')
  name: string;

  /** A copy of the sign-in's address, kept equal by whoever changes that one. */
  @Column('text')
  email: string;

  @Column('text', { array: true })
  roles: Role[];

  @Column('text')
  status: MemberStatus;

  /** IANA name. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  @Column('text')
  locale: string;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
