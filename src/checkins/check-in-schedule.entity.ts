import { Column, Entity, PrimaryColumn } from 'typeorm';

/** When the sweep looks at a client again; has the id of the client. */
@Entity('check_in_schedules')
export class CheckInScheduleEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Null while a check-in waits for the client. */
  @Column({ type: 'timestamptz', name: 'next_at', precision: 3, nullable: true })
  nextAt: Date | null;
}
