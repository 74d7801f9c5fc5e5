// What has become of sessions of the world's pairs, and what recurs.
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

const HOUR = 3_600_000;
const DAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const fromNow = (hours: number) => new Date(Math.floor(Date.now() / HOUR) * HOUR + hours * HOUR);

interface Pair {
  engagement: string;
  coach: Who;
  client: Who;
}

/** A no-show that was corrected from held, a late cancellation, and three weeks of a series that is ahead. */
export async function addRecurring(
  system: System,
  { id: org_id }: Organization,
  { engagement, coach, client }: Pair,
  hour: number,
): Promise<void> {
  const add = adder(system);
  const own = { org_id, engagement_id: engagement, coach_id: coach.memberId, client_id: client.memberId };
  const session = (hours: number, more: Record<string, unknown>) =>
    add('sessions', {
      ...own,
      starts_at: fromNow(hours + hour),
      ends_at: fromNow(hours + hour + 1),
      place: canary('Room'),
      ...more,
    });
  const missed = await session(-150, { status: 'NO_SHOW' });
  await add('session_corrections', {
    ...own,
    session_id: missed,
    was_status: 'HELD',
    is_status: 'NO_SHOW',
    was_late_cancel: false,
    reason: canary('Correction'),
    author_id: coach.memberId,
  });
  await session(-170, {
    status: 'CANCELLED',
    cancelled_at: fromNow(-171 + hour),
    cancelled_by: client.memberId,
    cancel_reason: canary('Cancelled'),
    late_cancel: true,
  });
  const first = fromNow(240 + hour);
  const series_id = await add('session_series', {
    ...own,
    rrule: `FREQ=WEEKLY;BYDAY=${DAYS[first.getUTCDay()]};COUNT=3`,
    starts_on: first.toISOString().slice(0, 10),
    local_time: first.toISOString().slice(11, 16),
    zone: 'UTC',
    minutes: 60,
    buffer_minutes: 0,
    place: canary('Room'),
  });
  for (const week of [0, 1, 2]) {
    const hours = 240 + week * 168;
    const occurrence_on = fromNow(hours + hour)
      .toISOString()
      .slice(0, 10);
    await session(hours, { series_id, occurrence_on });
  }
}
