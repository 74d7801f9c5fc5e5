import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Another day that an action was put to. Append-only. */
@Entity('action_reschedules')
export class ActionRescheduleEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'action_id' })
  actionId: string;

  @Column('date', { name: 'from_on' })
  fromOn: string;

  @Column('date', { name: 'to_on' })
  toOn: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}

/** A done mark that was wrong and was put right. Append-only. */
@Entity('action_corrections')
export class ActionCorrectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'action_id' })
  actionId: string;

  @Column('date', { name: 'was_on' })
  wasOn: string;

  /** Null: it had not been done. */
  @Column('date', { name: 'is_on', nullable: true })
  isOn: string | null;

  @Column('text')
  reason: string;

  @Column({ type: 'uuid', name: 'author_id', insert: false })
  authorId: string;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  at: Date;
}

/** What a client learned from a stretch, sealed; has the id of the action. */
@Entity('action_reflections')
export class ActionReflectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  answer: string;

  @Column({ type: 'timestamptz', name: 'answered_at', precision: 3 })
  answeredAt: Date;
}
