import { Injectable } from '@nestjs/common';
import { invalidInput } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { ExceptionKind } from './availability-exception.entity.js';
import type { Offer, WeeklyHours } from './offer.js';
import type { TimeRange } from './time-ranges.js';

constraintMeans('availability_hours_apart', () => invalidInput('Two hours of one day overlap.', 'hours'));

/** What may change of the rules of booking; what is left out stays, a zone of null is the member's. */
export interface RulesChange {
  zone?: string | null;
  bufferMinutes?: number | null;
  minNoticeHours?: number | null;
  furthestDays?: number | null;
  stepMinutes?: number | null;
  sessionMinutes?: number | null;
}

export interface NewException {
  kind: ExceptionKind;
  firstOn: string;
  lastOn: string;
  fromMinute: number | null;
  untilMinute: number | null;
}

const OWN = `org_id = app.org_id() and coach_id = app.member_id()`;

/** Only coaches write, and only what is theirs: every statement says so itself. */
@Injectable()
export class AvailabilityRepository {
  constructor(private readonly db: Db) {}

  /** What a coach offers between two instants. @returns null for who neither is the coach nor an active client of theirs */
  async findOffer(coachId: string, since: Date, until: Date): Promise<Offer | null> {
    const [row] = await this.db.query<{ offer: Offer | null }>(
      `select app.coach_offer($1, $2, $3) as offer`,
      [coachId, since, until],
    );
    return row!.offer;
  }

  /** Lets one change of the actor's exceptions and calendars at a time count them. @returns whether the actor coaches */
  async lockOwn(): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from coach_schedules where org_id = app.org_id() and id = app.member_id() for update`,
    );
    return row?.id;
  }

  /** @returns the id of the actor's schedule; undefined where it was not at this version */
  async claim(version: number): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `update coach_schedules set version = version + 1
       where org_id = app.org_id() and id = app.member_id() and version = $1 returning id`,
      [version],
    );
    return row?.id;
  }

  async replaceHours(hours: readonly WeeklyHours[]): Promise<void> {
    await this.db.query(
      `update coach_schedules set hours_set = true where org_id = app.org_id() and id = app.member_id()`,
    );
    await this.db.query(`delete from availability_hours where ${OWN}`);
    await this.db.query(
      `insert into availability_hours (coach_id, weekday, from_minute, until_minute)
       select app.member_id(), h.* from unnest($1::int[], $2::int[], $3::int[]) h`,
      [hours.map(({ weekday }) => weekday), hours.map(({ from }) => from), hours.map(({ until }) => until)],
    );
  }

  async changeRules({ zone, ...rules }: RulesChange): Promise<void> {
    await this.db.query(
      `update coach_schedules set zone = case when $1 then $2 else zone end,
         buffer_minutes = coalesce($3, buffer_minutes), min_notice_hours = coalesce($4, min_notice_hours),
         furthest_days = coalesce($5, furthest_days), step_minutes = coalesce($6, step_minutes),
         session_minutes = coalesce($7, session_minutes)
       where org_id = app.org_id() and id = app.member_id()`,
      [
        zone !== undefined,
        zone ?? null,
        rules.bufferMinutes ?? null,
        rules.minNoticeHours ?? null,
        rules.furthestDays ?? null,
        rules.stepMinutes ?? null,
        rules.sessionMinutes ?? null,
      ],
    );
  }

  /** How many of the actor's exceptions are not over on a day. */
  async countExceptions(from: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from availability_exceptions where ${OWN} and last_on >= $1`,
      [from],
    );
    return row!.count;
  }

  async addException({ kind, firstOn, lastOn, fromMinute, untilMinute }: NewException): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into availability_exceptions (coach_id, kind, first_on, last_on, from_minute, until_minute)
       values (app.member_id(), $1, $2, $3, $4, $5) returning id`,
      [kind, firstOn, lastOn, fromMinute, untilMinute],
    );
    return row!.id;
  }

  async addReason(exceptionId: string, reason: string): Promise<void> {
    await this.db.query(
      `insert into availability_reasons (id, coach_id, reason) values ($1, app.member_id(), $2)`,
      [exceptionId, reason],
    );
  }

  /** @returns whether there was one of the actor's */
  async removeException(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `delete from availability_exceptions where ${OWN} and id = $1 returning id`,
      [id],
    );
    return rows.length === 1;
  }

  /** How many calendars the actor has imported under other names. */
  async countOtherCalendars(name: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int as count from imported_calendars where ${OWN} and name <> $1`,
      [name],
    );
    return row!.count;
  }

  /** In place of the actor's calendar of that name. @param busy ms since the epoch @returns the id */
  async putCalendar(name: string, busy: readonly TimeRange[], until: Date, at: Date): Promise<string> {
    const ranges = busy.map((range) => `[${range.map((edge) => new Date(edge).toISOString()).join(',')})`);
    const [row] = await this.db.query<{ id: string }>(
      `insert into imported_calendars (coach_id, name, busy, times, until, imported_at)
       values (app.member_id(), $1, $2::tstzmultirange, $3, $4, $5)
       on conflict (org_id, coach_id, name) do update
         set busy = excluded.busy, times = excluded.times, until = excluded.until, imported_at = excluded.imported_at
       returning id`,
      [name, `{${ranges.join(',')}}`, busy.length, until, at],
    );
    return row!.id;
  }

  /** The zone that the actor's hours are on. */
  async zoneOfOwn(): Promise<string | undefined> {
    const [row] = await this.db.query<{ zone: string }>(
      `select coalesce(s.zone, m.time_zone) as zone from coach_schedules s
       join members m on m.org_id = s.org_id and m.id = s.id
       where s.org_id = app.org_id() and s.id = app.member_id()`,
    );
    return row?.zone;
  }

  /** @returns whether there was one of the actor's */
  async removeCalendar(id: string): Promise<boolean> {
    const rows = await this.db.query(`delete from imported_calendars where ${OWN} and id = $1 returning id`, [
      id,
    ]);
    return rows.length === 1;
  }
}
