import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a client answered, all items in one sealed text; has the id of the check-in. Nobody else ever reads it. */
@Entity('check_in_answers')
export class CheckInAnswerEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  /** Sealed for this row: JSON, the answer 0 to 4 by the position of its item. */
  @Column('text')
  answers: string;
}
