// What hangs on engagements: an allocation with a ledger, an agreement with a change that waits, coaches offered and
// asked, and clients who go on with another coach, or want to.
import { canary } from './canary.js';
import type { Person } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

interface Pair {
  id: string;
  coach_id: string;
  client_id: string;
}

export async function addEngagements(system: System, organization: Organization): Promise<void> {
  const { people, id: orgId } = organization;
  const add = adder(system);
  const find = async (coach: Person, client: Person): Promise<Pair> => {
    const { rows } = await system.sql.query<Pair>(
      'select id, coach_id, client_id from engagements where org_id = $1 and coach_id = $2 and client_id = $3',
      [orgId, people[coach].memberId, people[client].memberId],
    );
    return rows[0]!;
  };
  const row = ({ id, coach_id, client_id }: Pair, more: Record<string, unknown>) => ({
    org_id: orgId,
    engagement_id: id,
    coach_id,
    client_id,
    ...more,
  });
  const engage = (coach: Person, client: Person, more: Record<string, unknown>) =>
    add('engagements', {
      org_id: orgId,
      coach_id: people[coach].memberId,
      client_id: people[client].memberId,
      starts_on: '2026-01-05',
      ...more,
    });
  const working = await find('coach', 'client');
  for (const pair of [
    working,
    await find('otherCoach', 'otherClient'),
    await find('coach', 'formerClient'),
    await find('coach', 'newClient'),
  ]) {
    await addLedger(system, orgId, pair);
  }
  await system.sql.query(
    'update agreements set recording = true, names_in_attendance = true where org_id = $1 and number = 1',
    [orgId],
  );
  await add(
    'agreements',
    row(working, { number: 2, proposed_by: people.coach.memberId, coach_signed_at: new Date() }),
  );
  for (const coach of ['otherCoach', 'adminCoach'] as const)
    await add('coach_offers', {
      org_id: orgId,
      client_id: people.client.memberId,
      coach_id: people[coach].memberId,
      offered_by: people.admin.memberId,
    });
  await say(
    system,
    people.otherClient,
    'mutation ($coach: ID!, $message: String) { askForCoach(coachId: $coach, message: $message) { id } }',
    { coach: `coach_${people.coachClient.memberId}`, message: canary('Request') },
  );
  await add('hand_over_requests', {
    org_id: orgId,
    engagement_id: working.id,
    client_id: people.client.memberId,
  });
  await addHandOvers();

  /** One that waits for the client's signature, and one that is done, with all that can travel. */
  async function addHandOvers(): Promise<void> {
    const signed = new Date();
    const steps = [
      {
        from: await find('coachClient', 'newClient'),
        client: 'newClient',
        next: { coach_signed_at: signed },
      },
      {
        from: await find('coach', 'formerClient'),
        client: 'formerClient',
        next: { status: 'ACTIVE', coach_signed_at: signed, client_signed_at: signed },
      },
    ] as const;
    for (const { from, client, next } of steps) {
      const id = await engage('otherCoach', client, next);
      await add('hand_overs', {
        org_id: orgId,
        id,
        client_id: from.client_id,
        coach_id: people.otherCoach.memberId,
        from_engagement_id: from.id,
        from_coach_id: from.coach_id,
        completed_at: 'status' in next ? signed : null,
      });
      for (const subject of ['SESSIONS', 'SHARED_NOTES'])
        await add('hand_over_picks', { org_id: orgId, hand_over_id: id, client_id: from.client_id, subject });
    }
  }
}

/** A grant, and a session that was held of it. */
async function addLedger(system: System, orgId: string, { id, coach_id, client_id }: Pair): Promise<void> {
  const add = adder(system);
  const entry = (kind: string, amount: number, more: Record<string, unknown> = {}) =>
    add('allocation_entries', {
      org_id: orgId,
      engagement_id: id,
      coach_id,
      client_id,
      kind,
      amount,
      ...more,
    });
  await add('allocations', { org_id: orgId, id, coach_id, client_id, unit: 'SESSIONS' });
  await entry('GRANT', 10, { reason: canary('Grant') });
  const { rows } = await system.sql.query<{ id: string }>(
    `select id from sessions where org_id = $1 and engagement_id = $2 and status = 'HELD' order by starts_at limit 1`,
    [orgId, id],
  );
  for (const session of rows) {
    const hold = await entry('HOLD', 1, { session_id: session.id });
    await entry('CONSUME', 1, { session_id: session.id, entry_id: hold });
  }
}
