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

  @Column('text', { name: 'went_well' })
  wentWell: string;

  @Column('text')
  blockers: string;

  @Column('text', { name: 'next_commitment' })
  nextCommitment: string;
}
