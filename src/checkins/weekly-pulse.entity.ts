import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How stuck a week felt; one an ISO week where the client is. */
@Entity('weekly_pulses')
export class WeeklyPulseEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** The Monday of the week, `YYYY-MM-DD`. */
  @Column('date', { name: 'week_on' })
  weekOn: string;

  /** 0 not at all … 4 completely. */
  @Column('smallint')
  felt: number;

  @Column({ type: 'timestamptz', name: 'recorded_at', precision: 3 })
  recordedAt: Date;

  @Column('integer')
  version: number;
}
