import { Column, Entity, PrimaryColumn } from 'typeorm';

export const organizationStatuses = ['ACTIVE', 'SUSPENDED', 'CLOSED'] as const;
export type OrganizationStatus = (typeof organizationStatuses)[number];

/** The tenant. */
@Entity('organizations')
export class OrganizationEntity {
  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  slug: string;

  /** IANA name. */
  @Column('text', { name: 'time_zone' })
  timeZone: string;

  /** BCP 47 tag. */
  @Column('text')
  locale: string;

  /** ISO weekdays, 1 Monday to 7 Sunday. */
  @Column('smallint', { array: true })
  weekend: number[];

  /** The smallest group of people that an aggregate may speak of; at least 5. */
  @Column('integer', { name: 'min_group_size' })
  minGroupSize: number;

  /** How many goals a client may have active at once. */
  @Column('integer', { name: 'active_goal_cap' })
  activeGoalCap: number;

  /** Local wall-clock times between which no reminder leaves, as `20:00:00`. */
  @Column('time', { name: 'quiet_from' })
  quietFrom: string;

  @Column('time', { name: 'quiet_until' })
  quietUntil: string;

  /** Shown in mails and reports instead of the name. */
  @Column('text', { name: 'brand_name', nullable: true })
  brandName: string | null;

  /** `#rrggbb` in mails and reports. */
  @Column('text', { name: 'brand_color' })
  brandColor: string;

  @Column('text')
  status: OrganizationStatus;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
