import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SkillImportance } from './skill.gap.js';

/** A skill that a client's target role asks for. */
@Entity('target_role_skills')
export class TargetRoleSkillEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'target_role_id' })
  targetRoleId: string;

  @Column('uuid', { name: 'skill_id' })
  skillId: string;

  /** 0–5. */
  @Column('smallint')
  level: number;

  @Column('text')
  importance: SkillImportance;
}
