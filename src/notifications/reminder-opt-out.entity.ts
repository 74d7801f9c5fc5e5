import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person can decline as one. */
export const reminderTopics = ['REVIEWS', 'CHECK_INS', 'ACTIONS', 'LEARNING', 'SESSIONS'] as const;
export type ReminderTopic = (typeof reminderTopics)[number];

/** A member who wants no more mails on a topic. */
@Entity('reminder_opt_outs')
export class ReminderOptOutEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'member_id' })
  memberId: string;

  @Column('text')
  topic: ReminderTopic;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
