import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { WeekOffKind } from './commitment.entity.js';

// The client's lock settles both before; these hold whoever writes without it.
constraintMeans('commitment_weeks_off_week_key', () => new AppError('CONFLICT', 'This week is off already.'));
constraintMeans(
  'commitment_weeks_off_grace_key',
  () => new AppError('LIMIT_REACHED', 'The grace weeks of this quarter are taken.'),
);

const OWN = 'org_id = app.org_id() and client_id = app.member_id()';

/** Only the client commits: every statement says so itself. */
@Injectable()
export class CommitmentsRepository {
  constructor(private readonly db: Db) {}

  /** Lets one change at a time count the actor's weeks. @returns the zone; undefined when the actor is no client */
  async lockClient(): Promise<string | undefined> {
    const [row] = await this.db.query<{ zone: string }>(
      `select m.time_zone as zone from clients c join members m on m.org_id = c.org_id and m.id = c.id
       where c.org_id = app.org_id() and c.id = app.member_id() for no key update of c`,
    );
    return row?.zone;
  }

  /** The row that was set last. */
  async findLatest(): Promise<
    { id: string; position: number; fromOn: string; target: number | null } | undefined
  > {
    const [row] = await this.db.query<{
      id: string;
      position: number;
      fromOn: string;
      target: number | null;
    }>(
      `select id, position, from_on::text as "fromOn", target from weekly_commitments
       where ${OWN} order by position desc limit 1`,
    );
    return row;
  }

  async insert(position: number, fromOn: string, target: number | null, at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into weekly_commitments (client_id, position, from_on, target, set_at)
       values (app.member_id(), $1, $2, $3, $4) returning id`,
      [position, fromOn, target, at],
    );
    return row!.id;
  }

  /** The standing row of a week. */
  async findWeekOff(weekOn: string): Promise<{ id: string; kind: WeekOffKind } | undefined> {
    const [row] = await this.db.query<{ id: string; kind: WeekOffKind }>(
      `select id, kind from commitment_weeks_off where ${OWN} and week_on = $1 and returned_at is null`,
      [weekOn],
    );
    return row;
  }

  async takeLeave(weekOn: string, at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into commitment_weeks_off (client_id, week_on, kind, taken_at)
       values (app.member_id(), $1, 'LEAVE', $2) returning id`,
      [weekOn, at],
    );
    return row!.id;
  }

  /** Takes the first free of the quarter's grace weeks. @returns undefined when none is left */
  async takeGrace(weekOn: string, at: Date): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into commitment_weeks_off (client_id, week_on, kind, slot, taken_at)
       select app.member_id(), $1::date, 'GRACE', free.slot, $2
       from (select s.slot from generate_series(1, 2) s (slot)
             where not exists (
               select from commitment_weeks_off w
               where w.org_id = app.org_id() and w.client_id = app.member_id() and w.returned_at is null
                 and w.quarter_on = date_trunc('quarter', ($1::date + 3)::timestamp)::date and w.slot = s.slot)
             order by s.slot limit 1) free
       returning id`,
      [weekOn, at],
    );
    return row?.id;
  }

  /** @returns whether there is such a week of the actor's; one that was taken back stays so */
  async giveBack(id: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update commitment_weeks_off set returned_at = coalesce(returned_at, $2) where ${OWN} and id = $1 returning id`,
      [id, at],
    );
    return rows.length === 1;
  }
}
