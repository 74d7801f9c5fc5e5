import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { CoachProfileInput } from './coaches.graphql.js';

@Injectable()
export class CoachesRepository {
  constructor(private readonly db: Db) {}

  /** @returns whether the coach was there to be changed, at this version */
  async change(id: string, version: number, change: CoachProfileInput): Promise<boolean> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined && value !== null);
    const sets = given.map(([column], at) => `, ${column} = $${at + 3}`).join('');
    const rows = await this.db.query(
      `update coaches set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and version = $2 returning id`,
      [id, version, ...given.map(([, value]) => value)],
    );
    return rows.length === 1;
  }

  /** @returns the version of a coach whose profile the actor may change */
  async versionOfOwn(id: string): Promise<number | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      `select version from coaches where org_id = app.org_id() and id = $1
         and (id = app.member_id() or app.has_role('ADMIN'))`,
      [id],
    );
    return row?.version;
  }
}
