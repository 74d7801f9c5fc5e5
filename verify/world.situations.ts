// The situations of the world's clients: each part as it stands and archived, gaps of every status, and consents that
// stand, were taken back or ran out.
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;

export async function addSituations(system: System, organization: Organization): Promise<void> {
  for (const person of CLIENTS) {
    const client = organization.people[person];
    await addParts(system, client);
    await addGaps(system, client);
  }
  await addConsents(system, organization);
}

async function addParts(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const archived = { archived_at: new Date() };
  await add('role_snapshots', { ...own, title: canary('Role'), since: '2020-05-01', satisfaction: 4 });
  await add('role_snapshots', { ...own, title: canary('Role'), satisfaction: 3 });
  await add('role_aspects', { ...own, kind: 'RECOGNITION', rating: -2, note: canary('Note') });
  const aspect = { ...own, kind: 'OWN', rating: 0, note: canary('Note') };
  await add('role_aspects', { ...aspect, name: canary('Aspect') });
  await add('role_aspects', { ...aspect, name: canary('Aspect'), ...archived });
  const goal = await add('goals', {
    ...own,
    horizon: 'LONG',
    kind: 'LEADERSHIP',
    title: canary('Goal'),
    measure: 'BINARY',
  });
  await add('tasks', { ...own, name: canary('Task'), hours: 10, goal_id: goal });
  await add('tasks', { ...own, name: canary('Task'), hours: 25 });
  await add('tasks', { ...own, name: canary('Task'), hours: 5, ...archived });
  const value = { ...own, weight: 5, rating: 3 };
  await add('client_values', { ...value, name: canary('Value') });
  await add('client_values', { ...value, name: canary('Value') });
  await add('client_values', { ...value, name: canary('Value'), ...archived });
  for (const input of [
    { kind: 'CARE', hard: true, private: true },
    { kind: 'TIME', hard: true, private: false },
    { kind: 'MONEY', hard: false, private: false },
  ]) {
    await say(
      system,
      client,
      'mutation ($input: AddConstraintInput!) { addConstraint(input: $input) { id } }',
      { input: { ...input, text: canary('Constraint') } },
    );
  }
  await system.sql.query(
    `update client_constraints set archived_at = now() where client_id = $1 and kind = 'MONEY'`,
    [client.memberId],
  );
}

/** All that are found: the task gap accepted, the first value's addressed, the second's closed, the others open. */
async function addGaps(system: System, client: Who): Promise<void> {
  await say(system, client, 'mutation { findGaps { client { id } } }', {});
  const { rows } = await system.sql.query<{ id: string; source: string }>(
    'select id, source from gaps where client_id = $1 order by id',
    [client.memberId],
  );
  const [addressed, closed] = rows.filter(({ source }) => source === 'VALUE');
  const week = rows.find(({ source }) => source === 'TASKS');
  await say(system, client, 'mutation ($id: ID!) { addressGap(id: $id) { id } }', {
    id: `gap_${addressed!.id}`,
  });
  await say(
    system,
    client,
    'mutation ($id: ID!, $reason: String!) { acceptGap(id: $id, reason: $reason) { id } }',
    { id: `gap_${week!.id}`, reason: canary('Reason') },
  );
  await system.sql.query('update gaps set closed_at = now() where id = $1', [closed!.id]);
}

/** Everybody lets their coaches see all of it, but one who took it all back, and one whose consents ran out. */
async function addConsents(system: System, { id, people }: Organization): Promise<void> {
  await system.sql.query(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject, given_at, withdrawn_at, until)
     select e.org_id, e.client_id, e.coach_id, e.id, subject, now() - interval '2 days',
       case when e.client_id = $2 then now() end, case when e.client_id = $3 then now() - interval '1 day' end
     from engagements e, unnest(array['ROLE_ASPECTS', 'TASKS', 'SKILLS', 'TARGET_ROLES', 'VALUES', 'CONSTRAINTS',
       'CHECK_INS']) subject
     where e.org_id = $1 and e.status <> 'PROPOSED' on conflict do nothing`,
    [id, people.otherClient.memberId, people.coachClient.memberId],
  );
}
