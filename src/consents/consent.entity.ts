import { Column, Entity, PrimaryColumn } from 'typeorm';

export const consentSubjects = [
  'CHECK_INS',
  'ROLE_ASPECTS',
  'TASKS',
  'SKILLS',
  'TARGET_ROLES',
  'VALUES',
  'CONSTRAINTS',
  'DOCUMENTS',
  'COACH_HOURS',
] as const;
export type ConsentSubject = (typeof consentSubjects)[number];

/** A client lets the coach of one engagement see one subject. `app.client_ids` reads it. */
@Entity('consents')
export class ConsentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('text')
  subject: ConsentSubject;

  @Column({ type: 'timestamptz', name: 'given_at', precision: 3, insert: false })
  givenAt: Date;

  /** The first instant at which it no longer holds. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  until: Date | null;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;
}
