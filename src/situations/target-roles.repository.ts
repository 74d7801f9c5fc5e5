import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { RequiredSkillInput } from './skills.graphql.js';

constraintMeans(
  'target_roles_title_key',
  () => new AppError('CONFLICT', 'This is one of your target roles already.', 'input.title'),
);

/** A target role as far as its steps go. */
export interface StandingRole {
  preferred: boolean;
  isArchived: boolean;
  version: number;
}

/** Only the client has target roles: every statement says so itself, beside row-level security. */
@Injectable()
export class TargetRolesRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined where the actor has no such target role */
  async find(id: string): Promise<StandingRole | undefined> {
    const [row] = await this.db.query<StandingRole>(
      `select preferred, archived_at is not null as "isArchived", version from target_roles
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id],
    );
    return row;
  }

  /** How many of the actor's are not archived. */
  async countStanding(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from target_roles
       where org_id = app.org_id() and client_id = app.member_id() and archived_at is null`,
    );
    return row!.count;
  }

  async findCatalogueRole(id: string): Promise<{ title: string; isRetired: boolean } | undefined> {
    const [row] = await this.db.query<{ title: string; isRetired: boolean }>(
      `select title, retired_at is not null as "isRetired" from catalogue_roles
       where org_id = app.org_id() and id = $1`,
      [id],
    );
    return row;
  }

  /** @returns the new target role's id */
  async insert(
    title: string,
    note: string | null,
    catalogueRoleId: string | null,
    preferred: boolean,
  ): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into target_roles (org_id, client_id, title, note, catalogue_role_id, preferred)
       values (app.org_id(), app.member_id(), $1, $2, $3, $4) returning id`,
      [title, note, catalogueRoleId, preferred],
    );
    return row!.id;
  }

  /** Copies what a role of the catalogue requires; a retired skill is not offered any more. Equals are shown in the order of their ids: by name. */
  async copySkills(id: string, catalogueRoleId: string): Promise<void> {
    await this.db.query(
      `insert into target_role_skills (org_id, client_id, target_role_id, skill_id, level, importance)
       select r.org_id, app.member_id(), $1, r.skill_id, r.level, r.importance
       from catalogue_role_skills r join skills s on s.org_id = r.org_id and s.id = r.skill_id
       where r.org_id = app.org_id() and r.role_id = $2 and s.retired_at is null
       order by s.name`,
      [id, catalogueRoleId],
    );
  }

  /** @param columns `title` and `note` as they shall be; @returns whether it was still at this version */
  async change(id: string, version: number, columns: Record<string, string | null>): Promise<boolean> {
    const sets = Object.keys(columns).map((name, at) => `, ${name} = $${at + 3}`);
    const rows = await this.db.query(
      `update target_roles set version = version + 1${sets.join('')}
       where org_id = app.org_id() and client_id = app.member_id() and id = $1 and version = $2 returning id`,
      [id, version, ...Object.values(columns)],
    );
    return rows.length === 1;
  }

  /** Takes the preference from the one that has it. */
  async preferNone(): Promise<void> {
    await this.db.query(
      `update target_roles set preferred = false
       where org_id = app.org_id() and client_id = app.member_id() and preferred`,
    );
  }

  async prefer(id: string): Promise<void> {
    await this.db.query(
      `update target_roles set preferred = true
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id],
    );
  }

  /** Archives one, or where `at` is null takes it back. */
  async archive(id: string, at: Date | null, preferred: boolean): Promise<void> {
    await this.db.query(
      `update target_roles set archived_at = $2, preferred = $3
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id, at, preferred],
    );
  }

  /** @returns whether the target role required the skill before */
  async adjustSkill(id: string, { skillId, level, importance }: RequiredSkillInput): Promise<boolean> {
    const rows = await this.db.query(
      `update target_role_skills set level = $3, importance = $4
       where org_id = app.org_id() and client_id = app.member_id() and target_role_id = $1 and skill_id = $2
       returning id`,
      [id, skillId, level, importance],
    );
    return rows.length === 1;
  }

  async countSkills(id: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from target_role_skills
       where org_id = app.org_id() and client_id = app.member_id() and target_role_id = $1`,
      [id],
    );
    return row!.count;
  }

  async addSkill(id: string, { skillId, level, importance }: RequiredSkillInput): Promise<void> {
    await this.db.query(
      `insert into target_role_skills (org_id, client_id, target_role_id, skill_id, level, importance)
       values (app.org_id(), app.member_id(), $1, $2, $3, $4)`,
      [id, skillId, level, importance],
    );
  }

  /** @returns the target role that required it, undefined where the actor has no such requirement */
  async dropSkill(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ roleId: string }>(
      `delete from target_role_skills where org_id = app.org_id() and client_id = app.member_id() and id = $1
       returning target_role_id as "roleId"`,
      [id],
    );
    return row?.roleId;
  }
}
