// Check-ins of the world's clients in every state, and an instrument of the organization's own beside the shipped one.
import { stuckDimensions } from '../src/checkins/check-in.dimensions.js';
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;

/** The Monday of a week that is over. */
const WEEK = '2026-06-01';

export async function addCheckIns(system: System, organization: Organization): Promise<void> {
  await addInstrument(system, organization);
  for (const person of CLIENTS) {
    const client = organization.people[person];
    await take(system, client);
    if (person === 'newClient') await wait(system, client);
    else await begin(system, client);
    await addDiscarded(system, client);
    await adder(system)('weekly_pulses', {
      org_id: client.orgId,
      client_id: client.memberId,
      week_on: WEEK,
      felt: 2,
      recorded_at: new Date(),
    });
  }
}

async function addInstrument(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  const instrument = await add('instruments', {
    org_id: id,
    code: 'ours',
    edition: 1,
    title: canary('Instrument'),
    author_id: people.admin.memberId,
  });
  for (const [at, dimension] of stuckDimensions.entries()) {
    for (const place of [1, 2, 3]) {
      await add('instrument_items', {
        org_id: id,
        instrument_id: instrument,
        position: at * 3 + place,
        dimension,
        reversed: place === 3,
        text: canary('Item'),
      });
    }
  }
}

/** Stuck all over, so that every label holds, and within the hours in which it can be discarded. */
async function take(system: System, client: Who): Promise<void> {
  const id = await begin(system, client);
  await say(system, client, 'mutation ($id: ID!) { submitCheckIn(id: $id) { id } }', { id });
}

/** @returns the id of a check-in under way, all answered */
async function begin(system: System, client: Who): Promise<string> {
  await say(system, client, 'mutation { startCheckIn { id } }', {});
  const { rows } = await system.sql.query<{ id: string; position: number; reversed: boolean }>(
    `select c.id, i.position, i.reversed from check_ins c
     join instrument_items i on i.org_id = c.org_id and i.instrument_id = c.instrument_id
     where c.org_id = $1 and c.client_id = $2 and c.status = 'STARTED'`,
    [client.orgId, client.memberId],
  );
  const id = `check-in_${rows[0]!.id}`;
  await say(
    system,
    client,
    `mutation ($id: ID!, $answers: [CheckInAnswerInput!]!) { answerCheckIn(id: $id, answers: $answers) { id } }`,
    { id, answers: rows.map(({ position, reversed }) => ({ position, answer: reversed ? 0 : 4 })) },
  );
  return id;
}

async function wait({ sql }: System, { orgId, memberId }: Who): Promise<void> {
  await sql.query(
    `insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at)
     select $1, $2, id, 'SCHEDULED', 'DUE', now() from instruments where org_id = $1 and current`,
    [orgId, memberId],
  );
}

async function addDiscarded({ sql }: System, { orgId, memberId }: Who): Promise<void> {
  await sql.query(
    `insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at, discarded_at)
     select $1, $2, id, 'ON_DEMAND', 'DISCARDED', t, t, t, t
     from instruments, (select now() - interval '40 days' as t) as past where org_id = $1 and current`,
    [orgId, memberId],
  );
}
