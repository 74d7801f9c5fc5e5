import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A word of the organization for something that one can learn. */
@Entity('skills')
export class SkillEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  /** Unique in the organization, upper and lower case alike. */
  @Column('text')
  name: string;

  @Column('text', { name: 'skill_group', nullable: true })
  skillGroup: string | null;

  @Column('text', { nullable: true })
  description: string | null;

  @Column({ type: 'timestamptz', name: 'retired_at', precision: 3, nullable: true })
  retiredAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
