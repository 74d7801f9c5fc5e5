import { Column, Entity, PrimaryColumn } from 'typeorm';

export const ifThenCues = [
  'TIME',
  'BEFORE_SESSION',
  'AFTER_SESSION',
  'ACTION_DONE',
  'SETBACK_LOGGED',
  'PLACE',
] as const;
export type IfThenCue = (typeof ifThenCues)[number];

/** "If this happens, I will do that." The words are sealed. */
@Entity('if_then_plans')
export class IfThenPlanEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  cue: IfThenCue;

  @Column('time', { name: 'cue_time', precision: 0, nullable: true })
  cueTime: string | null;

  /** ISO days, 1 Monday to 7 Sunday; empty is every day. */
  @Column('smallint', { name: 'cue_weekdays', array: true })
  cueWeekdays: number[];

  @Column('integer', { name: 'cue_minutes', nullable: true })
  cueMinutes: number | null;

  @Column('text', { nullable: true })
  place: string | null;

  @Column('text')
  response: string;

  /** Events before it are not the cue's. */
  @Column({ type: 'timestamptz', precision: 3 })
  since: Date;

  @Column({ type: 'timestamptz', name: 'next_at', precision: 3, nullable: true })
  nextAt: Date | null;

  @Column('boolean', { name: 'zone_moved' })
  zoneMoved: boolean;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A cue that was met, once for each event. */
@Entity('if_then_prompts')
export class IfThenPromptEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'plan_id' })
  planId: string;

  @Column('text', { name: 'event_key' })
  eventKey: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', name: 'seen_at', precision: 3, nullable: true })
  seenAt: Date | null;
}
