import { Column, Entity, PrimaryColumn } from 'typeorm';

export const careerStages = ['EARLY', 'MID', 'SENIOR', 'EXECUTIVE'] as const;
export type CareerStage = (typeof careerStages)[number];

/** What coaching needs to know of a member who is a client; it has the member's id. */
@Entity('clients')
export class ClientEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'job_title', nullable: true })
  jobTitle: string | null;

  @Column('text', { nullable: true })
  department: string | null;

  @Column('text', { nullable: true })
  location: string | null;

  @Column('text', { name: 'career_stage', nullable: true })
  careerStage: CareerStage | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
