import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { RequiredSkillInput } from './skills.graphql.js';
import { MOST_REQUIRED, MOST_TARGETS } from './catalogue.limits.js';
import { CatalogueService, tooManyRequired } from './catalogue.service.js';
import { SituationRowsService } from './situation-rows.service.js';
import type { AddTargetRoleInput, ChangeTargetRoleInput } from './target-roles.graphql.js';
import { TargetRolesRepository, type StandingRole } from './target-roles.repository.js';

type Reference = Promise<{ id: string }>;

/**
 * The roles that a client wants. Every step takes the client's row first, so that counts and the one preference are
 * settled one step after the other; the database holds the preference besides.
 */
@Injectable()
export class TargetRolesService {
  constructor(
    private readonly roles: TargetRolesRepository,
    private readonly catalogue: CatalogueService,
    private readonly rows: SituationRowsService,
  ) {}

  /**
   * Adds one of the catalogue, with what it requires, or one of the client's own. The first is preferred.
   * @throws AppError NOT_FOUND, INVALID_INPUT, CONFLICT for a retired role or a title that stands, LIMIT_REACHED
   */
  async add({ roleId, title, note }: AddTargetRoleInput): Reference {
    const catalogued = roleId ? await this.titleOf(roleId) : null;
    const named = title ?? catalogued;
    if (!named) throw invalidInput('A target role has a title or comes from the catalogue.', 'input.title');
    await this.rows.lockClient();
    const standing = await this.countWithRoom();
    const id = await this.roles.insert(named, note ?? null, roleId ?? null, standing === 0);
    if (roleId) await this.roles.copySkills(id, roleId);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, INVALID_INPUT, CONFLICT for a title that stands */
  async change(id: string, version: number, { title, note }: ChangeTargetRoleInput): Reference {
    if (title === null) throw invalidInput('A target role has a title.', 'input.title');
    const columns = { ...(title === undefined ? {} : { title }), ...(note === undefined ? {} : { note }) };
    if (await this.roles.change(id, version, columns)) return { id };
    await this.find(id);
    throw new AppError('VERSION_CONFLICT', 'It was changed meanwhile; look again.', 'version');
  }

  /** @throws AppError NOT_FOUND, CONFLICT for an archived one */
  async prefer(id: string): Reference {
    await this.rows.lockClient();
    const { preferred, isArchived } = await this.find(id);
    if (isArchived) throw new AppError('CONFLICT', 'It is archived; take it back first.');
    if (preferred) return { id };
    await this.roles.preferNone();
    await this.roles.prefer(id);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT for the preferred one of several */
  async archive(id: string): Reference {
    await this.rows.lockClient();
    const { preferred, isArchived } = await this.find(id);
    if (isArchived) return { id };
    if (preferred && (await this.roles.countStanding()) > 1) {
      throw new AppError('CONFLICT', 'It is the preferred one: prefer another first.');
    }
    await this.roles.archive(id, new Date(), false);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT for a title that stands, LIMIT_REACHED */
  async unarchive(id: string): Reference {
    await this.rows.lockClient();
    const { isArchived } = await this.find(id);
    if (!isArchived) return { id };
    const standing = await this.countWithRoom();
    await this.roles.archive(id, null, standing === 0);
    return { id };
  }

  /** @throws AppError NOT_FOUND for the target role or the skill, CONFLICT for a retired skill, LIMIT_REACHED */
  async requireSkill(id: string, required: RequiredSkillInput): Reference {
    await this.rows.lockClient();
    await this.find(id, 'targetRoleId');
    if (await this.roles.adjustSkill(id, required)) return { id };
    await this.catalogue.needsOffered(required.skillId);
    if ((await this.roles.countSkills(id)) >= MOST_REQUIRED) throw tooManyRequired();
    await this.roles.addSkill(id, required);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async dropSkill(id: string): Reference {
    const roleId = await this.roles.dropSkill(id);
    if (!roleId) throw notFound('TargetRoleSkill');
    return { id: roleId };
  }

  private async titleOf(roleId: string): Promise<string> {
    const role = await this.roles.findCatalogueRole(roleId);
    if (!role) throw notFound('Role', 'input.roleId');
    if (role.isRetired) throw new AppError('CONFLICT', 'The role is retired.', 'input.roleId');
    return role.title;
  }

  private async countWithRoom(): Promise<number> {
    const standing = await this.roles.countStanding();
    if (standing < MOST_TARGETS) return standing;
    throw new AppError(
      'LIMIT_REACHED',
      `At most ${MOST_TARGETS} target roles stand at once: archive one first.`,
    );
  }

  private async find(id: string, field?: string): Promise<StandingRole> {
    const role = await this.roles.find(id);
    if (!role) throw notFound('TargetRole', field);
    return role;
  }
}
