import type { MemberActor } from '../../src/db/actor.js';
import type { TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';

const HOUR = 3_600_000;
/** On the hour, some days ahead, so that tests can speak of tomorrow at that hour. */
const DAY_ZERO = Math.ceil(Date.now() / HOUR) * HOUR + 48 * HOUR;

/** An instant so many minutes behind a full hour that is two days ahead. */
export const minute = (minutes: number) => new Date(DAY_ZERO + minutes * 60_000).toISOString();

/** An engagement that both have signed. @returns its bare id */
export async function anEngagement(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
  status = 'ACTIVE',
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', $4, now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId, status],
  );
  return row!.id;
}

/** A session of an engagement beside the API: at any time, also past. @returns its bare id */
export async function aSession(
  database: TestDatabase,
  engagementId: string,
  startsInMinutes: number,
  minutes = 60,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
     select e.org_id, e.id, e.coach_id, e.client_id, now() + $2 * interval '1 minute',
            now() + ($2 + $3) * interval '1 minute', 'Room 1' from engagements e where e.id = $1 returning id`,
    [engagementId, startsInMinutes, minutes],
  );
  return row!.id;
}

const SESSION = 'id status startsAt endsAt minutes lateCancel version';

/** Books through the API; `input` overrides. */
export const book = (
  waymark: TestApp,
  as: MemberActor | null,
  engagementId: string,
  startsAt: string,
  input: Record<string, unknown> = {},
) =>
  waymark.send(
    as,
    `mutation ($e: ID!, $input: BookSessionInput!) { bookSession(engagementId: $e, input: $input) { ${SESSION} bufferMinutes place videoUrl } }`,
    { e: `engagement_${engagementId}`, input: { startsAt, minutes: 60, place: 'Room 1', ...input } },
  );

/** Calls one of the actions on a session by its bare id. */
export const act = (waymark: TestApp, as: MemberActor | null, name: string, id: string, more = '') =>
  waymark.send(
    as,
    `mutation ($id: ID!) { ${name}(id: $id${more}) { ${SESSION} cancelReason cancelledBy { name } } }`,
    { id: `session_${id}` },
  );

export const reschedule = (
  waymark: TestApp,
  as: MemberActor | null,
  id: string,
  startsAt: string,
  more = '',
) => act(waymark, as, 'rescheduleSession', id, `, startsAt: "${startsAt}", minutes: 60${more}`);

/** Grants an engagement sessions or minutes, beside the API. */
export async function anAllocation(
  database: TestDatabase,
  engagementId: string,
  unit: 'SESSIONS' | 'MINUTES',
  amount: number,
): Promise<void> {
  await database.owner(
    `insert into allocations (org_id, id, coach_id, client_id, unit)
     select org_id, id, coach_id, client_id, $2 from engagements where id = $1`,
    [engagementId, unit],
  );
  await database.owner(
    `insert into allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount)
     select org_id, id, coach_id, client_id, 'GRANT', $2 from engagements where id = $1`,
    [engagementId, amount],
  );
}

/** What is left, held and used of an allocation. */
export async function balance(database: TestDatabase, engagementId: string): Promise<number[]> {
  const [row] = await database.owner<{ remaining: number; held: number; used: number }>(
    'select remaining, held, used from allocation_balances where id = $1',
    [engagementId],
  );
  return [row!.remaining, row!.held, row!.used];
}

/** Puts an agreement of these clauses in force in the place of what was, as if all had signed. @returns its bare id */
export async function anAgreement(
  database: TestDatabase,
  engagementId: string,
  clauses: { lateCancelHours?: number; namesInAttendance?: boolean },
): Promise<string> {
  await database.owner(
    `update agreements set status = 'SUPERSEDED' where engagement_id = $1 and status = 'IN_FORCE'`,
    [engagementId],
  );
  const [row] = await database.owner<{ id: string }>(
    `insert into agreements (org_id, engagement_id, coach_id, client_id, number, status, late_cancel_hours,
       names_in_attendance, coach_signed_at, client_signed_at, org_signed_at, in_force_from)
     select e.org_id, e.id, e.coach_id, e.client_id,
       1 + (select max(a.number) from agreements a where a.engagement_id = e.id), 'IN_FORCE', $2, $3, now(), now(), now(), now()
     from engagements e where e.id = $1 returning id`,
    [engagementId, clauses.lateCancelHours ?? 24, clauses.namesInAttendance ?? false],
  );
  return row!.id;
}

/** Removes all sessions and engagements, with what hangs on them. */
export async function clear(database: TestDatabase): Promise<void> {
  for (const table of [
    'reports',
    'allocation_entries',
    'allocation_balances',
    'allocations',
    'sessions',
    'session_series',
    'engagements',
  ])
    await database.owner(`delete from ${table}`);
}

/** Lets a session begin, or be due, so many minutes from now. */
export const shift = (database: TestDatabase, id: string, startsInMinutes: number) =>
  database.owner(
    `update sessions set starts_at = now() + $2 * interval '1 minute',
            ends_at = now() + $2 * interval '1 minute' + (ends_at - starts_at), moved_alone = series_id is not null
     where id = $1`,
    [id, startsInMinutes],
  );

const SERIES = `id rrule startsOn localTime zone minutes version follows { id }
  sessions { id status startsAt endsAt occurrenceOn movedAlone lateCancel version }`;

/** Books Mondays at nine in Berlin from two weeks ahead on; `input` overrides. */
export const bookSeries = (
  waymark: TestApp,
  as: MemberActor | null,
  engagementId: string,
  input: Record<string, unknown> = {},
) =>
  waymark.send(
    as,
    `mutation ($e: ID!, $input: BookSessionSeriesInput!) { bookSessionSeries(engagementId: $e, input: $input) { ${SERIES} } }`,
    {
      e: `engagement_${engagementId}`,
      input: {
        rrule: 'FREQ=WEEKLY;COUNT=5',
        startsOn: monday(2),
        localTime: '09:00',
        zone: 'Europe/Berlin',
        minutes: 60,
        place: 'Room 1',
        ...input,
      },
    },
  );

export const rescheduleSeries = (
  waymark: TestApp,
  as: MemberActor | null,
  sessionId: string,
  scope: string,
  input: Record<string, unknown>,
) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $input: RescheduleSeriesInput!) { rescheduleSeries(sessionId: $id, scope: ${scope}, input: $input) { ${SERIES} } }`,
    { id: sessionId, input },
  );

export const cancelSeries = (waymark: TestApp, as: MemberActor | null, sessionId: string, scope: string) =>
  waymark.send(
    as,
    `mutation ($id: ID!) { cancelSeries(sessionId: $id, scope: ${scope}, reason: "Away") { ${SERIES} } }`,
    { id: sessionId },
  );

/** The Monday so many weeks ahead of this one, moved by days. */
export function monday(weeks: number, days = 0): string {
  const now = new Date();
  const back = (now.getUTCDay() + 6) % 7;
  return new Date(now.getTime() + (weeks * 7 - back + days) * 86_400_000).toISOString().slice(0, 10);
}
