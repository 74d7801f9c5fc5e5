import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Dimension } from './check-in.dimensions.js';

@Entity('instrument_items')
export class InstrumentItemEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'instrument_id' })
  instrumentId: string;

  /** From 1; what an answer names. */
  @Column('smallint')
  position: number;

  @Column('text')
  dimension: Dimension;

  /** Often is good: its answer counts as 4 minus itself. */
  @Column('boolean')
  reversed: boolean;

  @Column('text')
  text: string;
}
