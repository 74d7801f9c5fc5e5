import { InputType, Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import type { OrderBy } from '../graphql/read/declaration.js';
import { Id, Input, Many, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { CatalogueRoleSkillEntity } from './catalogue-role-skill.entity.js';
import type { CatalogueRoleEntity } from './catalogue-role.entity.js';
import { MOST_REQUIRED } from './catalogue.limits.js';
import { text } from './situation.checks.js';
import type { SkillImportance } from './skill.gap.js';
import { Skill, SkillImportanceEnum } from './skills.graphql.js';

@Reads('catalogue_role_skills', {
  idKind: 'catalogue-role-skill',
  description: 'A skill that a role of the catalogue requires.',
})
export class CatalogueRoleSkill implements Pick<CatalogueRoleSkillEntity, 'level' | 'importance'> {
  @Id('catalogue-role-skill')
  id: string;

  @One(() => Skill, { description: 'The skill.', on: (asked, skill) => `${skill}.id = ${asked}.skill_id` })
  skill: Skill;

  @Stored(() => Int, { description: 'The level that the role requires, 0 none to 5 expert.' })
  level: number;

  @Stored(() => SkillImportanceEnum, { description: 'How much the role depends on it.' })
  importance: SkillImportance;
}

/** Essential ones first, the highest level first. */
export const requirementOrder: OrderBy[] = [
  { sql: (asked) => `${asked}.importance`, type: 'text' },
  { sql: (asked) => `5 - ${asked}.level`, type: 'int' },
  { sql: (asked) => `${asked}.id`, type: 'uuid' },
];

@Reads('catalogue_roles', {
  idKind: 'catalogue-role',
  description: 'A role of the organization’s catalogue, which everybody in it reads: what one can become.',
})
export class CatalogueRole implements Pick<
  CatalogueRoleEntity,
  'title' | 'code' | 'description' | 'version'
> {
  @Id('catalogue-role')
  id: string;

  @Stored(() => String, {
    description: 'What it is called; once in an organization, upper and lower case alike.',
  })
  title: string;

  @Stored(() => String, {
    nullable: true,
    description:
      'Its code in the classification that it was imported from, as 11-2021.00; null where it has none.',
  })
  code: string | null;

  @Stored(() => String, { nullable: true, description: 'What somebody in this role does.' })
  description: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description:
      'Since when it is not offered any more; target roles made from it stay. Null while it is offered.',
  })
  retiredAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change of its words; pass it back to change them.' })
  version: number;

  @Many(() => [CatalogueRoleSkill], {
    description: 'The skills that it requires, essential ones and high levels first; at most 50.',
    on: (role, asked) => `${asked}.role_id = ${role}.id`,
    order: requirementOrder,
    limit: MOST_REQUIRED,
  })
  skills: CatalogueRoleSkill[];
}

export const CatalogueRoleConnection = connectionOf(CatalogueRole, 'roles', true);

const roleTitle = text(200);
@InputType({ isAbstract: true })
abstract class CatalogueRoleDetails {
  @Input(() => String, {
    nullable: true,
    check: text(40),
    description: 'Its code in a classification; at most 40 letters, once in an organization.',
  })
  code?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What somebody in this role does; at most 4000 letters.',
  })
  description?: string | null;
}

@InputType({ description: 'A role to be added to the catalogue; what it requires is added afterwards.' })
export class AddRoleInput extends CatalogueRoleDetails {
  @Input(() => String, { check: roleTitle, description: 'What it is called; at most 200 letters.' })
  title: string;
}

@InputType({ description: 'What to change of a role’s words; what is left out stays, null empties.' })
export class ChangeRoleInput extends CatalogueRoleDetails {
  @Input(() => String, {
    nullable: true,
    check: roleTitle,
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;
}
