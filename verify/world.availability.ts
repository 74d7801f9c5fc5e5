// When the world's coaches can be met: at every hour, so that sessions can be booked whenever the verifier runs, with days
// far ahead on which they are away, for a reason, or there as well, and another calendar.
import { canary } from './canary.js';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

const COACHES = ['coach', 'otherCoach', 'adminCoach', 'coachClient'] as const;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

export async function addAvailability(system: System, { people }: Organization): Promise<void> {
  const add = adder(system);
  for (const person of COACHES) {
    const { orgId, memberId } = people[person];
    const own = { org_id: orgId, coach_id: memberId };
    await system.sql.query('update coach_schedules set hours_set = true where org_id = $1 and id = $2', [
      orgId,
      memberId,
    ]);
    for (const weekday of [1, 2, 3, 4, 5, 6, 7])
      await add('availability_hours', { ...own, weekday, from_minute: 0, until_minute: 1440 });
    const away = { ...own, kind: 'AWAY', first_on: dayIn(300), last_on: dayIn(305) };
    const id = await add('availability_exceptions', away);
    await add('availability_reasons', { ...own, id, reason: canary('Reason') });
    const extra = { from_minute: 600, until_minute: 660 };
    await add('availability_exceptions', { ...away, ...extra, kind: 'EXTRA' });
    const busy = `{[${inDays(310).toISOString()},${inDays(311).toISOString()})}`;
    await add('imported_calendars', { ...own, name: canary('Calendar'), busy, times: 1, until: inDays(400) });
  }
}
