// What the world's clients do: an action in each state, one that a coach took on, a commitment with weeks off, if-then
// plans of each cue, live and archived, and a prompt that waits.
import { canary } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;
const COACHES: Partial<Record<Person, Person>> = {
  client: 'coach',
  otherClient: 'otherCoach',
  formerClient: 'coach',
  newClient: 'coachClient',
  coachClient: 'otherCoach',
};

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

/** The Monday of the week so many weeks from now. */
function monday(weeks: number): string {
  const back = (inDays(0).getUTCDay() + 6) % 7;
  return dayIn(7 * weeks - back);
}

export async function addActions(system: System, organization: Organization): Promise<void> {
  for (const person of CLIENTS) {
    const client = organization.people[person];
    await addPlans(system, client);
    await addSteps(system, client, organization.people[COACHES[person]!]);
    await addCommitments(system, client);
  }
}

async function addSteps(system: System, client: Who, coach: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const { rows } = await system.sql.query<{ id: string }>(
    `select id from goals where client_id = $1 and status = 'ACTIVE' order by id limit 1`,
    [client.memberId],
  );
  const action = (row: Record<string, unknown>) =>
    add('actions', {
      ...own,
      kind: 'NETWORKING',
      title: canary('Action'),
      assignee_id: client.memberId,
      created_by: client.memberId,
      tags: [canary('Tag')],
      ...row,
    });
  const done = { status: 'DONE', done_at: inDays(-2), done_on: dayIn(-2), evidence: canary('Evidence') };
  const open = await action({ goal_id: rows[0]?.id, due_on: dayIn(3), reschedules: 1 });
  await add('action_reschedules', {
    ...own,
    action_id: open,
    from_on: dayIn(1),
    to_on: dayIn(3),
    author_id: client.memberId,
  });
  await action({ status: 'DOING', due_on: dayIn(-1), split_from_id: open });
  const corrected = await action(done);
  await add('action_corrections', {
    ...own,
    action_id: corrected,
    was_on: dayIn(-1),
    is_on: dayIn(-2),
    reason: canary('Correction'),
    author_id: client.memberId,
  });
  await action({ status: 'SKIPPED', reason: canary('Skipped') });
  await action({ status: 'DROPPED', reason: canary('Dropped'), archived_at: inDays(-1) });
  await action({ assignee_id: coach.memberId, created_by: coach.memberId, due_on: dayIn(5) });
  await action({ ...done, assignee_id: coach.memberId, created_by: coach.memberId });
  const stretch = await action({ stretch: 4 });
  const id = `action_${stretch}`;
  // Through the API: it meets the cue of a plan.
  await say(system, client, 'mutation ($id: ID!) { completeAction(id: $id) { id } }', { id });
  await say(
    system,
    client,
    'mutation ($id: ID!, $answer: String!) { reflectOnAction(id: $id, answer: $answer) { id } }',
    { id, answer: canary('Reflection') },
  );
}

async function addCommitments(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  await add('weekly_commitments', { ...own, position: 1, from_on: monday(-4), target: 3 });
  await add('weekly_commitments', { ...own, position: 2, from_on: monday(-1), target: 5 });
  await add('commitment_weeks_off', { ...own, week_on: monday(-2), kind: 'GRACE', slot: 1 });
  await add('commitment_weeks_off', { ...own, week_on: monday(1), kind: 'LEAVE', returned_at: new Date() });
}

async function addPlans(system: System, client: Who): Promise<void> {
  for (const input of [
    { cue: 'TIME', time: '09:00', weekdays: [1, 4] },
    { cue: 'BEFORE_SESSION', minutes: 30 },
    { cue: 'ACTION_DONE' },
    { cue: 'PLACE', place: canary('Place') },
  ]) {
    await say(
      system,
      client,
      'mutation ($input: IfThenPlanInput!) { createIfThenPlan(input: $input) { id } }',
      { input: { ...input, response: canary('Response') } },
    );
  }
  await system.sql.query(
    `update if_then_plans set archived_at = now() where client_id = $1 and cue = 'PLACE'`,
    [client.memberId],
  );
}
