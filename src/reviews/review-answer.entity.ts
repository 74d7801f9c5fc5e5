import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was answered in the review of the same id; the texts are sealed. */
@Entity('review_answers')
export class ReviewAnswerEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text', { name: 'went_well', nullable: true })
  wentWell: string | null;

  @Column('text', { nullable: true })
  blockers: string | null;

  @Column('text', { name: 'next_commitment', nullable: true })
  nextCommitment: string | null;
}
