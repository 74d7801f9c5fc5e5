import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One edition of a set of items; as it is for good once a check-in refers to it. */
@Entity('instruments')
export class InstrumentEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  code: string;

  /** From 1, within the code. */
  @Column('integer')
  edition: number;

  @Column('text')
  title: string;

  /** Null for what came with the product. */
  @Column('uuid', { name: 'author_id', nullable: true })
  authorId: string | null;

  /** New check-ins are answered by it; one an organization. */
  @Column('boolean')
  current: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}
