import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client took an opportunity up. Written by `app.take_up` and `app.step_back` alone, with the seats. */
@Entity('opportunity_applications')
export class OpportunityApplicationEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'opportunity_id' })
  opportunityId: string;

  @Column('uuid', { name: 'poster_id' })
  posterId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'action_id' })
  actionId: string;

  @Column({ type: 'timestamptz', name: 'applied_at', precision: 3, insert: false })
  appliedAt: Date;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;
}
