import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { RequiredSkillInput } from './skills.graphql.js';

const taken = (message: string, field: string) => () => new AppError('CONFLICT', message, field);
constraintMeans('skills_name_key', taken('A skill is called so already; it may be retired.', 'input.name'));
constraintMeans(
  'catalogue_roles_title_key',
  taken('A role has this title already; it may be retired.', 'input.title'),
);
constraintMeans(
  'catalogue_roles_code_key',
  taken('A role has this code already; it may be retired.', 'input.code'),
);

/** A table of entries that an admin keeps. */
export type Catalogue = 'skills' | 'catalogue_roles';

/** Columns and their values; the names are written by this module, never by a caller of the API. */
type Columns = Record<string, string | null | undefined>;

@Injectable()
export class CatalogueRepository {
  constructor(private readonly db: Db) {}

  /** @returns the new entry's id */
  async insert(catalogue: Catalogue, columns: Columns): Promise<string> {
    const names = Object.keys(columns);
    const [row] = await this.db.query<{ id: string }>(
      `insert into ${catalogue} (org_id, ${names.join(', ')})
       values (app.org_id(), ${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
      Object.values(columns),
    );
    return row!.id;
  }

  /** @returns whether the entry was still at this version */
  async change(catalogue: Catalogue, id: string, version: number, columns: Columns): Promise<boolean> {
    const sets = Object.keys(columns).map((name, at) => `, ${name} = $${at + 3}`);
    const rows = await this.db.query(
      `update ${catalogue} set version = version + 1${sets.join('')}
       where org_id = app.org_id() and id = $1 and version = $2 returning id`,
      [id, version, ...Object.values(columns)],
    );
    return rows.length === 1;
  }

  /** @returns whether there is such an entry */
  async retire(catalogue: Catalogue, id: string, retired: boolean): Promise<boolean> {
    const rows = await this.db.query(
      `update ${catalogue} set retired_at = case when $2 then coalesce(retired_at, now()) end
       where org_id = app.org_id() and id = $1 returning id`,
      [id, retired],
    );
    return rows.length === 1;
  }

  async exists(catalogue: Catalogue, id: string): Promise<boolean> {
    const rows = await this.db.query(`select from ${catalogue} where org_id = app.org_id() and id = $1`, [
      id,
    ]);
    return rows.length === 1;
  }

  async findSkill(id: string): Promise<{ isRetired: boolean } | undefined> {
    const [row] = await this.db.query<{ isRetired: boolean }>(
      `select retired_at is not null as "isRetired" from skills where org_id = app.org_id() and id = $1`,
      [id],
    );
    return row;
  }

  /** Lets one change at a time count what the role requires. @returns whether there is such a role */
  async lockRole(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from catalogue_roles where org_id = app.org_id() and id = $1 for no key update`,
      [id],
    );
    return rows.length === 1;
  }

  /** @returns whether the role required the skill before */
  async adjustSkill(roleId: string, { skillId, level, importance }: RequiredSkillInput): Promise<boolean> {
    const rows = await this.db.query(
      `update catalogue_role_skills set level = $3, importance = $4
       where org_id = app.org_id() and role_id = $1 and skill_id = $2 returning id`,
      [roleId, skillId, level, importance],
    );
    return rows.length === 1;
  }

  async countSkills(roleId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from catalogue_role_skills where org_id = app.org_id() and role_id = $1`,
      [roleId],
    );
    return row!.count;
  }

  async addSkillTo(roleId: string, { skillId, level, importance }: RequiredSkillInput): Promise<void> {
    await this.db.query(
      `insert into catalogue_role_skills (org_id, role_id, skill_id, level, importance)
       values (app.org_id(), $1, $2, $3, $4)`,
      [roleId, skillId, level, importance],
    );
  }

  /** @returns the role that required it, undefined where there is no such requirement */
  async dropSkill(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ roleId: string }>(
      `delete from catalogue_role_skills where org_id = app.org_id() and id = $1 returning role_id as "roleId"`,
      [id],
    );
    return row?.roleId;
  }
}
