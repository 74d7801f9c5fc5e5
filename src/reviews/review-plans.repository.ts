import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { NOBODY } from '../db/actor.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { Occurrence } from './review.cadence.js';
import type { ReviewKind, ReviewPlanStatus } from './review-plan.entity.js';

constraintMeans(
  'review_plans_open_key',
  () =>
    new AppError(
      'CONFLICT',
      'There is a plan of this kind already; change that one, or end it.',
      'input.kind',
    ),
);

/** When a plan has reviews. */
export interface Rhythm {
  rrule: string;
  startsOn: string;
  localTime: string;
  /** Null follows the client's. */
  zone: string | null;
  timeChosen: boolean;
  periodDays: number;
}

/** The next occurrence, with its own time on the wall. */
export interface Next extends Occurrence {
  time: string;
}

/** A plan whose row is locked until the commit. */
export interface LockedPlan {
  id: string;
  clientId: string;
  kind: ReviewKind;
  rhythm: Rhythm;
  /** The zone that counts: the plan's own, or else the client's. */
  zone: string;
  clientZone: string;
  status: ReviewPlanStatus;
  next: Next | null;
  lastOn: string | null;
  zoneMoved: boolean;
  version: number;
}

interface PlanRow {
  id: string;
  client_id: string;
  kind: ReviewKind;
  rrule: string;
  starts_on: string;
  local_time: string;
  time_chosen: boolean;
  zone: string | null;
  client_zone: string;
  period_days: number;
  status: ReviewPlanStatus;
  next_on: string | null;
  next_time: string | null;
  next_at: Date | null;
  last_on: string | null;
  zone_moved: boolean;
  version: number;
}

const COLUMNS = `p.id, p.client_id, p.kind, p.rrule, p.starts_on::text, p.local_time::text, p.time_chosen, p.zone,
  m.time_zone as client_zone, p.period_days, p.status, p.next_on::text, p.next_time::text, p.next_at, p.last_on::text,
  p.zone_moved, p.version`;

@Injectable()
export class ReviewPlansRepository {
  constructor(private readonly db: Db) {}

  /** The zone of a client whose reviews the actor may plan; undefined for any other. */
  async findClientZone(clientId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ time_zone: string }>(
      `select m.time_zone from clients c join members m on m.org_id = c.org_id and m.id = c.id
       where c.org_id = app.org_id() and c.id = $1 and c.id = any ((select app.client_ids('reviews'))::uuid[])`,
      [clientId],
    );
    return row?.time_zone;
  }

  async insert(clientId: string, kind: ReviewKind, rhythm: Rhythm, next: Next | null): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into review_plans (client_id, kind, rrule, starts_on, local_time, zone, time_chosen, period_days,
                                 next_on, next_time, next_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
      [clientId, kind, ...valuesOf(rhythm), ...nextValues(next)],
    );
    return row!.id;
  }

  /** A plan that the actor may see. */
  async lock(id: string): Promise<LockedPlan | undefined> {
    const [row] = await this.db.query<PlanRow>(
      `select ${COLUMNS} from review_plans p join members m on m.org_id = p.org_id and m.id = p.client_id
       where p.org_id = app.org_id() and p.id = $1 for update of p`,
      [id],
    );
    return row && planOf(row);
  }

  /** A plan with an occurrence to come, unless somebody else is at it. */
  async lockRunning(id: string): Promise<LockedPlan | undefined> {
    const [row] = await this.db.query<PlanRow>(
      `select ${COLUMNS} from review_plans p join members m on m.org_id = p.org_id and m.id = p.client_id
       where p.org_id = app.org_id() and p.id = $1 and p.next_at is not null for update of p skip locked`,
      [id],
    );
    return row && planOf(row);
  }

  async change(id: string, rhythm: Rhythm, next: Next | null): Promise<void> {
    await this.db.query(
      `update review_plans set rrule = $2, starts_on = $3, local_time = $4, zone = $5, time_chosen = $6,
         period_days = $7, next_on = $8, next_time = $9, next_at = $10, version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, ...valuesOf(rhythm), ...nextValues(next)],
    );
  }

  async step(id: string, status: ReviewPlanStatus, next: Next | null): Promise<void> {
    await this.db.query(
      `update review_plans set status = $2, next_on = $3, next_time = $4, next_at = $5, zone_moved = false,
         version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id, status, ...nextValues(next)],
    );
  }

  /** Moves on in time; nobody changed the plan, so its version stays. */
  async advance(id: string, next: Next | null, lastOn: string | null): Promise<void> {
    await this.db.query(
      `update review_plans set next_on = $2, next_time = $3, next_at = $4, last_on = $5, zone_moved = false
       where org_id = app.org_id() and id = $1`,
      [id, ...nextValues(next), lastOn],
    );
  }

  /** Across organizations, outside any unit of work: plans with something due, or whose client has moved. */
  async findDue(now: Date, batch: number): Promise<{ orgId: string; id: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.due_review_plans($1, $2)',
      values: [now, batch],
    });
    return (rows as { org_id: string; id: string }[]).map((row) => ({ orgId: row.org_id, id: row.id }));
  }
}

function valuesOf({ rrule, startsOn, localTime, zone, timeChosen, periodDays }: Rhythm): unknown[] {
  return [rrule, startsOn, localTime, zone, timeChosen, periodDays];
}

function nextValues(next: Next | null): unknown[] {
  return next ? [next.on, next.time, new Date(next.at)] : [null, null, null];
}

function planOf(row: PlanRow): LockedPlan {
  return {
    id: row.id,
    clientId: row.client_id,
    kind: row.kind,
    rhythm: {
      rrule: row.rrule,
      startsOn: row.starts_on,
      localTime: row.local_time,
      zone: row.zone,
      timeChosen: row.time_chosen,
      periodDays: row.period_days,
    },
    zone: row.zone ?? row.client_zone,
    clientZone: row.client_zone,
    status: row.status,
    next: row.next_at && { on: row.next_on!, time: row.next_time!, at: row.next_at.getTime() },
    lastOn: row.last_on,
    zoneMoved: row.zone_moved,
    version: row.version,
  };
}
