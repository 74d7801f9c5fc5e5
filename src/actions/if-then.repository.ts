import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { IfThenCue } from './if-then.entity.js';

/** What a plan says, its words sealed. */
export interface SealedPlan {
  cue: IfThenCue;
  cueTime: string | null;
  cueWeekdays: number[];
  cueMinutes: number | null;
  place: string | null;
  response: string;
  nextAt: Date | null;
}

/** A plan of the actor's that nobody else changes before the unit of work ends. */
export interface LockedPlan {
  cue: IfThenCue;
  cueTime: string | null;
  cueWeekdays: number[];
  isArchived: boolean;
  version: number;
  zone: string;
}

/** A TIME plan whose time has come, or whose client has moved. */
export interface DuePlan {
  id: string;
  time: string;
  weekdays: number[];
  nextAt: Date;
  zoneMoved: boolean;
  zone: string;
}

/** A cue that was met. */
export interface Met {
  id: string;
  cue: IfThenCue;
  at: Date;
  expiresAt: Date;
}

const OWN = 'org_id = app.org_id() and client_id = app.member_id()';

/** The words of if-then plans are the client's alone, and so is every statement. */
@Injectable()
export class IfThenRepository {
  constructor(private readonly db: Db) {}

  /** Lets one change at a time count the actor's plans. @returns the zone; undefined when the actor is no client */
  async lockClient(): Promise<{ zone: string; live: number } | undefined> {
    const [client] = await this.db.query<{ zone: string }>(
      `select m.time_zone as zone from clients c join members m on m.org_id = c.org_id and m.id = c.id
       where c.org_id = app.org_id() and c.id = app.member_id() for no key update of c`,
    );
    if (!client) return undefined;
    const [count] = await this.db.query<{ live: number }>(
      `select count(*)::int as live from if_then_plans where ${OWN} and archived_at is null`,
    );
    return { ...client, ...count! };
  }

  /** @returns the id of a plan to be, which its words are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async insert(id: string, plan: SealedPlan, at: Date): Promise<void> {
    await this.db.query(
      `insert into if_then_plans (id, client_id, since, cue, cue_time, cue_weekdays, cue_minutes, place, response, next_at)
       values ($1, app.member_id(), $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, at, ...valuesOf(plan)],
    );
  }

  async lock(id: string): Promise<LockedPlan | undefined> {
    const [row] = await this.db.query<LockedPlan>(
      `select p.cue, p.cue_time::text as "cueTime", p.cue_weekdays as "cueWeekdays",
              p.archived_at is not null as "isArchived", p.version,
              (select m.time_zone from members m where m.org_id = p.org_id and m.id = p.client_id) as zone
       from if_then_plans p where p.org_id = app.org_id() and p.id = $1 and p.client_id = app.member_id()
       for no key update of p`,
      [id],
    );
    return row;
  }

  /** Replaces what a locked plan says. */
  async change(id: string, plan: SealedPlan, at: Date): Promise<void> {
    await this.db.query(
      `update if_then_plans set since = $2, cue = $3, cue_time = $4, cue_weekdays = $5, cue_minutes = $6, place = $7,
         response = $8, next_at = $9, zone_moved = false, version = version + 1
       where ${OWN} and id = $1`,
      [id, at, ...valuesOf(plan)],
    );
  }

  async archive(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update if_then_plans set archived_at = $2, next_at = null, zone_moved = false, version = version + 1
       where ${OWN} and id = $1`,
      [id, at],
    );
  }

  async unarchive(id: string, nextAt: Date | null, at: Date): Promise<void> {
    await this.db.query(
      `update if_then_plans set archived_at = null, since = $2, next_at = $3, version = version + 1
       where ${OWN} and id = $1`,
      [id, at, nextAt],
    );
  }

  /** Meets the cues of a kind by one event, each plan once whatever happens at the same time. */
  async meet(cue: IfThenCue, eventKey: string, at: Date, expiresAt: Date): Promise<Met[]> {
    return this.db.query<Met>(
      `insert into if_then_prompts (client_id, plan_id, event_key, at, expires_at)
       select p.client_id, p.id, $2, $3, $4 from if_then_plans p
       where p.org_id = app.org_id() and p.client_id = app.member_id() and p.cue = $1 and p.archived_at is null
       on conflict on constraint if_then_prompts_event_key do nothing
       returning id, $1 as cue, at, expires_at as "expiresAt"`,
      [cue, eventKey, at, expiresAt],
    );
  }

  /** As `meet`, for one plan. */
  async meetPlan(id: string, eventKey: string, at: Date, expiresAt: Date): Promise<Met[]> {
    return this.db.query<Met>(
      `insert into if_then_prompts (client_id, plan_id, event_key, at, expires_at)
       values (app.member_id(), $1, $2, $3, $4)
       on conflict on constraint if_then_prompts_event_key do nothing
       returning id, 'TIME' as cue, at, expires_at as "expiresAt"`,
      [id, eventKey, at, expiresAt],
    );
  }

  /** Meets the actor's cues that hang on sessions. */
  async meetSessions(now: Date, lateMs: number): Promise<Met[]> {
    return this.db.query<Met>(
      `with met as (
         insert into if_then_prompts (client_id, plan_id, event_key, at, expires_at)
         select p.client_id, p.id, d.event_key, d.at, d.expires_at
         from if_then_plans p, lateral app.due_cue_sessions(p, $1, make_interval(secs => $2)) d
         where p.org_id = app.org_id() and p.client_id = app.member_id() and p.archived_at is null
           and p.cue in ('BEFORE_SESSION', 'AFTER_SESSION')
         on conflict on constraint if_then_prompts_event_key do nothing
         returning org_id, plan_id, id, at, expires_at)
       select met.id, p.cue, met.at, met.expires_at as "expiresAt"
       from met join if_then_plans p on p.org_id = met.org_id and p.id = met.plan_id`,
      [now, lateMs / 1_000],
    );
  }

  /** The clients for whom some cue has come, in all organizations; outside any unit of work. */
  async findDueClients(
    now: Date,
    lateMs: number,
    batch: number,
  ): Promise<{ orgId: string; clientId: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.due_cue_clients($1, make_interval(secs => $2), $3)',
      values: [now, lateMs / 1_000, batch],
    });
    return (rows as { org_id: string; id: string }[]).map((row) => ({ orgId: row.org_id, clientId: row.id }));
  }

  /** The actor's TIME plans whose time has come; what another worker is at is passed over. */
  async lockDue(now: Date): Promise<DuePlan[]> {
    return this.db.query<DuePlan>(
      `select p.id, p.cue_time::text as time, p.cue_weekdays as weekdays, p.next_at as "nextAt",
              p.zone_moved as "zoneMoved",
              (select m.time_zone from members m where m.org_id = p.org_id and m.id = p.client_id) as zone
       from if_then_plans p
       where p.org_id = app.org_id() and p.client_id = app.member_id() and (p.next_at <= $1 or p.zone_moved)
       for no key update of p skip locked`,
      [now],
    );
  }

  async setNext(id: string, nextAt: Date): Promise<void> {
    await this.db.query(
      `update if_then_plans set next_at = $2, zone_moved = false where ${OWN} and id = $1`,
      [id, nextAt],
    );
  }

  /** @returns whether there is such a prompt of the actor's */
  async markSeen(id: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update if_then_prompts set seen_at = coalesce(seen_at, $2) where ${OWN} and id = $1 returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** What decides whether to remind of a prompt of the actor's; undefined when there is none. */
  async findForReminder(id: string): Promise<{ isSeen: boolean; isArchived: boolean } | undefined> {
    const [row] = await this.db.query<{ isSeen: boolean; isArchived: boolean }>(
      `select q.seen_at is not null as "isSeen", p.archived_at is not null as "isArchived"
       from if_then_prompts q join if_then_plans p on p.org_id = q.org_id and p.id = q.plan_id
       where q.org_id = app.org_id() and q.id = $1 and q.client_id = app.member_id()`,
      [id],
    );
    return row;
  }
}

function valuesOf(plan: SealedPlan): unknown[] {
  return [plan.cue, plan.cueTime, plan.cueWeekdays, plan.cueMinutes, plan.place, plan.response, plan.nextAt];
}
