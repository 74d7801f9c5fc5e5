import { Column, Entity, PrimaryColumn } from 'typeorm';

export const constraintKinds = [
  'TIME',
  'MONEY',
  'LOCATION',
  'CARE',
  'LEGAL',
  'ORGANIZATION',
  'OTHER',
] as const;
export type ConstraintKind = (typeof constraintKinds)[number];

/** What limits a client in what they can do next. */
@Entity('client_constraints')
export class ConstraintEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: ConstraintKind;

  /** Nothing that crosses it is possible; otherwise it weighs against. */
  @Column('boolean')
  hard: boolean;

  /** The client's alone, whatever consent stands. */
  @Column('boolean')
  private: boolean;

  /** Sealed for this row. */
  @Column('text')
  text: string;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
