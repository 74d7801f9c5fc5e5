import { Column, Entity, PrimaryColumn } from 'typeorm';

export const calendarSubjects = ['SESSION', 'SERIES'] as const;
export type CalendarSubject = (typeof calendarSubjects)[number];

export const calendarMethods = ['REQUEST', 'CANCEL'] as const;
/** What a mail asks a calendar to do (RFC 5546). */
export type CalendarMethod = (typeof calendarMethods)[number];

export type CalendarMailState = 'PENDING' | 'CLAIMED' | 'SENT' | 'SUPPRESSED' | 'EXPIRED' | 'FAILED';

export type CalendarMailReason =
  | 'RECIPIENT_LEFT'
  | 'ORGANIZATION_CLOSED'
  | 'SUPERSEDED'
  | 'NOT_BOOKED'
  | 'NEVER_INVITED'
  | 'TOO_LATE'
  | 'REFUSED';

/** A mail that brings a calendar entry, and what became of it. Unique by subject, its sequence, recipient and method. */
@Entity('calendar_mails')
export class CalendarMailEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'subject_kind' })
  subjectKind: CalendarSubject;

  @Column('uuid', { name: 'subject_id' })
  subjectId: string;

  /** Of the subject when it was changed; a mail of a later one makes this one needless. */
  @Column('integer')
  sequence: number;

  @Column('uuid', { name: 'recipient_id' })
  recipientId: string;

  @Column('text')
  method: CalendarMethod;

  @Column('text')
  state: CalendarMailState;

  /** Why no mail came; set exactly where it never will. */
  @Column('text', { nullable: true })
  reason: CalendarMailReason | null;

  /** When the sweep looks at it: the time to send, or the end of a worker's lease. Null once it is over. */
  @Column({ type: 'timestamptz', name: 'wake_at', precision: 3, nullable: true })
  wakeAt: Date | null;

  /** Deliveries that the mail server put off. */
  @Column('integer')
  attempts: number;

  /** When it was first handed to the mail server, whatever came of it: from then on it may have arrived. */
  @Column({ type: 'timestamptz', name: 'handed_at', precision: 3, nullable: true })
  handedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', precision: 3, nullable: true })
  sentAt: Date | null;

  /** When the change was made that it tells of. */
  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
