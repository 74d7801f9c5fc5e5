import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { OrganizationEntity } from './organization.entity.js';
import type { UpdateOrganizationInput } from './orgs.graphql.js';

@Injectable()
export class OrgsRepository {
  constructor(private readonly db: Db) {}

  /** The actor's organization. */
  async own(): Promise<Pick<OrganizationEntity, 'id' | 'minGroupSize' | 'version'>> {
    const [row] = await this.db.query<Pick<OrganizationEntity, 'id' | 'minGroupSize' | 'version'>>(
      `select id, min_group_size as "minGroupSize", version from organizations where id = (select app.org_id())`,
    );
    return row!;
  }

  /** @returns whether it was still at this version */
  async update(version: number, input: UpdateOrganizationInput): Promise<boolean> {
    const rows = await this.db.query(
      `update organizations set
         name = coalesce($2, name), time_zone = coalesce($3, time_zone), locale = coalesce($4, locale),
         weekend = coalesce($5::smallint[], weekend), min_group_size = coalesce($6, min_group_size),
         active_goal_cap = coalesce($7, active_goal_cap), quiet_from = coalesce($8::time, quiet_from),
         quiet_until = coalesce($9::time, quiet_until),
         brand_name = case when $10::text is null then brand_name else nullif($10, '') end,
         brand_color = coalesce($11, brand_color), version = version + 1
       where id = (select app.org_id()) and version = $1
       returning id`,
      [
        version,
        input.name,
        input.timeZone,
        input.locale,
        input.weekend,
        input.minGroupSize,
        input.activeGoalCap,
        input.quietFrom,
        input.quietUntil,
        input.brandName,
        input.brandColor,
      ],
    );
    return rows.length === 1;
  }
}
