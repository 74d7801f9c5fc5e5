import { Column, Entity, PrimaryColumn } from 'typeorm';

export const reminderPurposes = [
  'REVIEW_DUE',
  'CHECK_IN_DUE',
  'CUE',
  'CREDENTIAL_RENEWAL',
  'RISK_REVIEW',
  'GROUP_MEETING',
  'SESSION_DAY_BEFORE',
  'SESSION_HOUR_BEFORE',
] as const;
export type ReminderPurpose = (typeof reminderPurposes)[number];

export const reminderStates = ['PENDING', 'CLAIMED', 'SENT', 'SUPPRESSED', 'EXPIRED', 'FAILED'] as const;
export type ReminderState = (typeof reminderStates)[number];

export const reminderReasons = [
  'RECIPIENT_LEFT',
  'ORGANIZATION_CLOSED',
  'NO_LONGER_DUE',
  'PLAN_NOT_ACTIVE',
  'OPTED_OUT',
  'TOO_LATE',
  'LATER_REVIEW',
  'REFUSED',
] as const;
export type ReminderReason = (typeof reminderReasons)[number];

/** The reason to write to somebody, and what became of it. Unique by subject, its version, recipient and purpose. */
@Entity('reminders')
export class ReminderEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  purpose: ReminderPurpose;

  @Column('uuid', { name: 'subject_id' })
  subjectId: string;

  @Column('integer', { name: 'subject_version' })
  subjectVersion: number;

  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  @Column({ type: 'timestamptz', name: 'due_at', precision: 3 })
  dueAt: Date;

  /** Later than this it is of no use. */
  @Column({ type: 'timestamptz', name: 'expires_at', precision: 3 })
  expiresAt: Date;

  /** The recipient chose this time of day, so that it is not quiet. */
  @Column('boolean', { name: 'chosen_time' })
  chosenTime: boolean;

  @Column('text')
  state: ReminderState;

  /** Why no mail came; set exactly where it never will. */
  @Column('text', { nullable: true })
  reason: ReminderReason | null;

  /** When the sweep looks at it: the time to send, or the end of a worker's lease. Null once it is over. */
  @Column({ type: 'timestamptz', name: 'wake_at', precision: 3, nullable: true })
  wakeAt: Date | null;

  /** Deliveries that the mail server put off. */
  @Column('integer')
  attempts: number;

  @Column({ type: 'timestamptz', name: 'sent_at', precision: 3, nullable: true })
  sentAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
