import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { Role } from '../db/actor.js';
import type { MemberEntity, MemberStatus } from './member.entity.js';
import type { UpdateProfileInput } from './members.graphql.js';

@Injectable()
export class MembersRepository {
  constructor(private readonly db: Db) {}

  /** A member of the organization whom the actor may see. */
  async find(id: string): Promise<Pick<MemberEntity, 'roles' | 'status' | 'version'> | undefined> {
    const [row] = await this.db.query<Pick<MemberEntity, 'roles' | 'status' | 'version'>>(
      'select roles, status, version from members where org_id = (select app.org_id()) and id = $1',
      [id],
    );
    return row;
  }

  async hasAddress(email: string): Promise<boolean> {
    const rows = await this.db.query(
      'select from members where org_id = (select app.org_id()) and email = $1',
      [email],
    );
    return rows.length > 0;
  }

  /**
   * Locks those who are active admins, in one order. What waited here sees what those before it have changed.
   * @returns their ids
   */
  async lockActiveAdmins(): Promise<string[]> {
    const rows = await this.db.query<{ id: string }>(
      `select id from members
       where org_id = (select app.org_id()) and status = 'ACTIVE' and 'ADMIN' = any (roles)
       order by id for update`,
    );
    return rows.map(({ id }) => id);
  }

  /** @returns whether the member was still at this version */
  async setStatus(id: string, version: number, status: MemberStatus): Promise<boolean> {
    return this.change('status = $3', [id, version, status]);
  }

  /** @returns whether the member was still at this version */
  async setRoles(id: string, version: number, roles: Role[]): Promise<boolean> {
    return this.change('roles = $3', [id, version, roles]);
  }

  /** As the system. @returns undefined for who may not sign in */
  async findRoles(id: string): Promise<Role[] | undefined> {
    const [row] = await this.db.query<{ roles: Role[] }>(
      `select roles from members where org_id = app.org_id() and id = $1 and status = 'ACTIVE'`,
      [id],
    );
    return row?.roles;
  }

  /** @returns the id of the actor */
  async updateOwn({ name, timeZone, locale }: UpdateProfileInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `update members set name = coalesce($1, name), time_zone = coalesce($2, time_zone),
                          locale = coalesce($3, locale), version = version + 1
       where org_id = (select app.org_id()) and id = (select app.member_id()) returning id`,
      [name, timeZone, locale],
    );
    return row!.id;
  }

  /** A new member, in the organization's zone and language until they say otherwise. @returns the id */
  async add({ userId, name, email, roles }: Pick<MemberEntity, 'userId' | 'name' | 'email' | 'roles'>) {
    const [row] = await this.db.query<{ id: string }>(
      `insert into members (user_id, name, email, roles, time_zone, locale)
       select $1, $2, $3, $4, o.time_zone, o.locale from organizations o where o.id = (select app.org_id())
       returning id`,
      [userId, name, email, roles],
    );
    return row!.id;
  }

  private async change(assignment: string, values: [id: string, version: number, value: unknown]) {
    const rows = await this.db.query(
      `update members set ${assignment}, version = version + 1
       where org_id = (select app.org_id()) and id = $1 and version = $2 returning id`,
      values,
    );
    return rows.length === 1;
  }
}
