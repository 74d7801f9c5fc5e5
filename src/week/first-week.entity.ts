import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The steps of the first week, one for each of the eight ways out of a rut, in their order. */
export const firstWeekSteps = [
  'RECOGNISE',
  'EVALUATE',
  'SET_GOAL',
  'LEARN',
  'ACT',
  'GROW',
  'COMMIT',
  'GET_SUPPORT',
] as const;
export type FirstWeekStepName = (typeof firstWeekSteps)[number];

/** What a client lets be of their first week. */
@Entity('first_weeks')
export class FirstWeekEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  /** The client's. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { array: true })
  skipped: FirstWeekStepName[];

  @Column({ type: 'timestamptz', name: 'left_at', precision: 3, nullable: true })
  leftAt: Date | null;
}
