import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { AddRoleInput, ChangeRoleInput } from './catalogue.graphql.js';
import type { AddSkillInput, ChangeSkillInput, RequiredSkillInput } from './skills.graphql.js';
import { MOST_REQUIRED } from './catalogue.limits.js';
import { CatalogueRepository, type Catalogue } from './catalogue.repository.js';

type Reference = Promise<{ id: string }>;

const what: Record<Catalogue, string> = { skills: 'Skill', catalogue_roles: 'Role' };

/** The catalogues of an organization, as its admins keep them. */
@Injectable()
export class CatalogueService {
  constructor(private readonly catalogue: CatalogueRepository) {}

  /** @throws AppError CONFLICT where a skill is called so */
  async addSkill({ name, group, description }: AddSkillInput): Reference {
    const columns = { name, skill_group: group ?? null, description: description ?? null };
    return { id: await this.catalogue.insert('skills', columns) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT where another skill is called so */
  changeSkill(id: string, version: number, { name, group, description }: ChangeSkillInput): Reference {
    if (name === null) throw invalidInput('A skill has a name.', 'input.name');
    return this.change('skills', id, version, { name, skill_group: group, description });
  }

  /** @throws AppError CONFLICT where a role has the title or the code */
  async addRole({ title, code, description }: AddRoleInput): Reference {
    const columns = { title, code: code ?? null, description: description ?? null };
    return { id: await this.catalogue.insert('catalogue_roles', columns) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT where another role has the title or the code */
  changeRole(id: string, version: number, { title, code, description }: ChangeRoleInput): Reference {
    if (title === null) throw invalidInput('A role has a title.', 'input.title');
    return this.change('catalogue_roles', id, version, { title, code, description });
  }

  /**
   * Retires an entry or offers it again; what is so already stays.
   * @throws AppError NOT_FOUND
   */
  async retire(catalogue: Catalogue, id: string, retired: boolean): Reference {
    if (!(await this.catalogue.retire(catalogue, id, retired))) throw notFound(what[catalogue]);
    return { id };
  }

  /** @throws AppError NOT_FOUND for the role or the skill, CONFLICT for a retired skill, LIMIT_REACHED */
  async requireSkill(roleId: string, required: RequiredSkillInput): Reference {
    if (!(await this.catalogue.lockRole(roleId))) throw notFound('Role', 'roleId');
    if (await this.catalogue.adjustSkill(roleId, required)) return { id: roleId };
    await this.needsOffered(required.skillId);
    if ((await this.catalogue.countSkills(roleId)) >= MOST_REQUIRED) throw tooManyRequired();
    await this.catalogue.addSkillTo(roleId, required);
    return { id: roleId };
  }

  /** @throws AppError NOT_FOUND */
  async dropRequiredSkill(id: string): Reference {
    const roleId = await this.catalogue.dropSkill(id);
    if (!roleId) throw notFound('CatalogueRoleSkill');
    return { id: roleId };
  }

  /**
   * What is newly said of a skill is said of one that is offered.
   * @throws AppError NOT_FOUND, CONFLICT for a retired one
   */
  async needsOffered(skillId: string): Promise<void> {
    const skill = await this.catalogue.findSkill(skillId);
    if (!skill) throw notFound('Skill', 'input.skillId');
    if (skill.isRetired) throw new AppError('CONFLICT', 'The skill is retired.', 'input.skillId');
  }

  private async change(
    catalogue: Catalogue,
    id: string,
    version: number,
    columns: Record<string, string | null | undefined>,
  ): Reference {
    const given = Object.entries(columns).filter(([, value]) => value !== undefined);
    if (await this.catalogue.change(catalogue, id, version, Object.fromEntries(given))) return { id };
    if (!(await this.catalogue.exists(catalogue, id))) throw notFound(what[catalogue]);
    throw new AppError('VERSION_CONFLICT', 'It was changed meanwhile; look again.', 'version');
  }
}

/** The same of the catalogue's roles and of a client's. */
export function tooManyRequired(): AppError {
  return new AppError('LIMIT_REACHED', `A role requires at most ${MOST_REQUIRED} skills.`);
}
