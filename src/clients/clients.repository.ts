import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { ClientProfileInput } from './clients.graphql.js';

@Injectable()
export class ClientsRepository {
  constructor(private readonly db: Db) {}

  /** @returns whether the client was there to be changed, at this version */
  async change(id: string, version: number, change: ClientProfileInput): Promise<boolean> {
    const columns = {
      job_title: change.jobTitle,
      department: change.department,
      location: change.location,
      career_stage: change.careerStage,
    };
    const given = Object.entries(columns).filter(([, value]) => value !== undefined);
    const sets = given.map(([column], at) => `, ${column} = $${at + 3}`).join('');
    const rows = await this.db.query(
      `update clients set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and version = $2 returning id`,
      [id, version, ...given.map(([, value]) => value)],
    );
    return rows.length === 1;
  }

  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query(`select from clients where org_id = app.org_id() and id = $1`, [id]);
    return rows.length === 1;
  }
}
