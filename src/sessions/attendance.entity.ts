import { Column, Entity, PrimaryColumn } from 'typeorm';

export const attendanceOutcomes = ['HELD', 'NO_SHOW', 'LATE_CANCELLED'] as const;
export type AttendanceOutcome = (typeof attendanceOutcomes)[number];

/** Whether a client came to a session; follows from the session, whose id it has. */
@Entity('attendances')
export class AttendanceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'engagement_id' })
  engagementId: string;

  @Column('uuid', { name: 'coach_id' })
  coachId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** What the session was booked under. */
  @Column('uuid', { name: 'agreement_id' })
  agreementId: string;

  /** `YYYY-MM-DD`: when the session began, in the client's zone. */
  @Column('date', { name: 'held_on' })
  heldOn: string;

  @Column('text')
  outcome: AttendanceOutcome;
}
