// Scaled goals of the world's clients, on the way to be agreed on and rated; goals that answer gaps and values; and what
// can be corrected, replaced or brought back.
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { adder, type Add, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const dayFromNow = (days: number) => daysAgo(-days).toISOString().slice(0, 10);

interface Coached {
  id: string;
  coach_id: string;
}

export async function addGoals(system: System, organization: Organization): Promise<void> {
  const add = adder(system);
  for (const person of CLIENTS) {
    const client = organization.people[person];
    const of = [organization.id, client.memberId];
    const { rows } = await system.sql.query<Coached>(
      `select id, coach_id from engagements where org_id = $1 and client_id = $2 and status <> 'PROPOSED' order by id limit 1`,
      of,
    );
    await addScaled(add, client, rows[0]!);
    await addOthers(add, client);
    // One goal for each gap and value, so that a coach meets those that they may not see.
    for (const [table, column] of [
      ['gaps', 'gap_id'],
      ['client_values', 'value_id'],
    ]) {
      await system.sql.query(
        `with link as (
           select id, row_number() over (order by id) as nth from ${table} where org_id = $1 and client_id = $2),
         goal as (select id, row_number() over (order by id) as nth from goals where org_id = $1 and client_id = $2)
         update goals g set ${column} = link.id from link join goal using (nth) where g.org_id = $1 and g.id = goal.id`,
        of,
      );
    }
  }
}

const goalOf = (add: Add, client: Who) => (row: Record<string, unknown>) =>
  add('goals', {
    org_id: client.orgId,
    client_id: client.memberId,
    horizon: 'SHORT',
    kind: 'SKILL',
    title: canary('Goal'),
    measure: 'NUMBER',
    unit: 'talks',
    baseline: 0,
    target: 10,
    target_on: dayFromNow(25),
    tags: [canary('Tag')],
    ...row,
  });

/** One that waits for both, one that waits for the coach, and one that is locked, with ratings confirmed and not. */
async function addScaled(add: Add, client: Who, engagement: Coached): Promise<void> {
  const own = { org_id: client.orgId, client_id: client.memberId };
  const scaled = () =>
    goalOf(
      add,
      client,
    )({
      measure: 'GAS',
      unit: null,
      target: null,
      baseline: -1,
      levels: Array.from({ length: 5 }, () => canary('Level')),
      importance: 2,
      difficulty: 3,
      status: 'ACTIVE',
      activated_at: daysAgo(10),
    });
  const confirm = (goal: string, side: object) =>
    add('goal_scale_confirmations', { ...own, goal_id: goal, scale_version: 1, ...side });
  const byClient = { member_id: client.memberId };
  const byCoach = { member_id: engagement.coach_id, engagement_id: engagement.id };
  await scaled();
  await confirm(await scaled(), byClient);
  const locked = await scaled();
  await confirm(locked, byClient);
  await confirm(locked, byCoach);
  const rate = (value: number, days: number) =>
    add('goal_progress', { ...own, goal_id: locked, value, note: canary('Note'), at: daysAgo(days) });
  await add('goal_rating_confirmations', {
    ...own,
    goal_id: locked,
    progress_id: await rate(0, 5),
    coach_id: engagement.coach_id,
    engagement_id: engagement.id,
  });
  await rate(1, 1);
}

async function addOthers(add: Add, client: Who): Promise<void> {
  const goal = goalOf(add, client);
  const begun = { activated_at: daysAgo(10) };
  const over = { ...begun, closed_at: daysAgo(1) };
  await goal({ ...over, status: 'ABANDONED' });
  await goal({ ...over, status: 'ACHIEVED', archived_at: daysAgo(1) });
  const successor = await goal({ ...begun, status: 'ACTIVE' });
  await goal({ ...over, status: 'SUPERSEDED', successor_id: successor });
  for (const [position, done_at] of [daysAgo(1), null].entries()) {
    await add('goal_milestones', {
      org_id: client.orgId,
      client_id: client.memberId,
      goal_id: successor,
      position: position + 1,
      title: canary('Milestone'),
      done_at,
    });
  }
}
