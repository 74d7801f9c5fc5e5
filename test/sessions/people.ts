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
    `mutation ($e: ID!, $input: BookSessionInput!) { bookSession(engagementId: $e, input: $input) { ${SESSION} bufferMinutes place videoUrl agenda } }`,
    { e: `engagement_${engagementId}`, input: { startsAt, minutes: 60, place: 'Room 1', ...input } },
  );

/** Calls one of the actions on a session by its bare id. */
export const act = (waymark: TestApp, as: MemberActor | null, name: string, id: string, more = '') =>
  waymark.send(
    as,
    `mutation ($id: ID!) { ${name}(id: $id${more}) { ${SESSION} agenda cancelReason cancelledBy { name } } }`,
    { id: `session_${id}` },
  );

export const reschedule = (
  waymark: TestApp,
  as: MemberActor | null,
  id: string,
  startsAt: string,
  more = '',
) => act(waymark, as, 'rescheduleSession', id, `, startsAt: "${startsAt}", minutes: 60${more}`);
