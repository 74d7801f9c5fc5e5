import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GroupStatus } from './group.states.js';

/** People of one industry who meet. */
@Entity('groups')
export class GroupEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column({ type: 'uuid', name: 'leader_id', insert: false })
  leaderId: string;

  @Column('text')
  name: string;

  @Column('text')
  industry: string;

  @Column('text', { nullable: true })
  about: string | null;

  /** Beside the leader; null: as many as like to. */
  @Column('integer', { nullable: true })
  seats: number | null;

  @Column('text')
  status: GroupStatus;

  @Column({ type: 'timestamptz', name: 'closed_at', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** That somebody is, or was, in a group. */
@Entity('group_memberships')
export class GroupMembershipEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'member_id' })
  memberId: string;

  @Column({ type: 'timestamptz', name: 'joined_at', precision: 3, insert: false })
  joinedAt: Date;

  @Column({ type: 'timestamptz', name: 'left_at', precision: 3, nullable: true })
  leftAt: Date | null;

  /** The leader who ended it; null where the member left. */
  @Column('uuid', { name: 'removed_by', nullable: true })
  removedBy: string | null;

  @Column({ type: 'timestamptz', name: 'readmitted_at', precision: 3, nullable: true })
  readmittedAt: Date | null;
}
