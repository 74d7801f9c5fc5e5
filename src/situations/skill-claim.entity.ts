import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a client says of one skill of theirs. */
@Entity('skill_claims')
export class SkillClaimEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'skill_id' })
  skillId: string;

  /** 0–5. */
  @Column('smallint')
  level: number;

  /** 0 never – 4 all the time. */
  @Column('smallint')
  use: number;

  /** −2…+2. */
  @Column('smallint')
  enjoyment: number;

  /** When it was last said. */
  @Column({ type: 'timestamptz', name: 'claimed_at', precision: 3 })
  claimedAt: Date;
}
