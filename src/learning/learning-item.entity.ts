import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LearningStatus } from './learning-item.states.js';

export const learningKinds = [
  'COURSE',
  'CERTIFICATION',
  'WORKSHOP',
  'SEMINAR',
  'CONFERENCE',
  'BOOK',
  'TALK',
] as const;
export type LearningKind = (typeof learningKinds)[number];

/** Something that a client learns from. Numbers of PostgreSQL's `numeric` arrive as text. */
@Entity('learning_items')
export class LearningItemEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: LearningKind;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  provider: string | null;

  @Column('date', { name: 'starts_on', nullable: true })
  startsOn: string | null;

  @Column('date', { name: 'ends_on', nullable: true })
  endsOn: string | null;

  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  hours: string | null;

  /** In `currency`; both or neither. */
  @Column('numeric', { precision: 15, scale: 6, nullable: true })
  cost: string | null;

  @Column('text', { nullable: true })
  currency: string | null;

  @Column('uuid', { name: 'gap_id', nullable: true })
  gapId: string | null;

  @Column('text')
  status: LearningStatus;

  /** A day in the client's zone. */
  @Column('date', { name: 'done_on', nullable: true })
  doneOn: string | null;

  @Column('text', { array: true })
  tags: string[];

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}

/** A wrong done mark that was put right; append-only. */
@Entity('learning_item_corrections')
export class LearningItemCorrectionEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'item_id' })
  itemId: string;

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
