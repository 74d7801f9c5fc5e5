import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Dimension } from './check-in.dimensions.js';
import type { NextStep, StuckLabel } from './check-in.labels.js';

/** What scores say in a word, with the dimensions whose items it cites. */
@Entity('check_in_labels')
export class CheckInLabelEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'check_in_id' })
  checkInId: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'instrument_id' })
  instrumentId: string;

  @Column('text')
  label: StuckLabel;

  @Column('text', { array: true })
  dimensions: Dimension[];

  @Column('text', { name: 'next_step' })
  nextStep: NextStep;
}
