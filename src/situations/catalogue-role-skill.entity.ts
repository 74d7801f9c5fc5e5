import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SkillImportance } from './skill.gap.js';

/** A skill that a role of the catalogue asks for. */
@Entity('catalogue_role_skills')
export class CatalogueRoleSkillEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'role_id' })
  roleId: string;

  @Column('uuid', { name: 'skill_id' })
  skillId: string;

  /** 0–5. */
  @Column('smallint')
  level: number;

  @Column('text')
  importance: SkillImportance;
}
