import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a member who coaches presents themselves; it has the member's id. */
@Entity('coaches')
export class CoachEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  biography: string;

  @Column('text', { array: true })
  specialties: string[];

  /** BCP 47 tags. */
  @Column('text', { array: true })
  languages: string[];

  @Column('text', { array: true })
  credentials: string[];

  /** Open engagements at most. */
  @Column('integer')
  capacity: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
