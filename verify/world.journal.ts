// What the world's clients write for themselves, what of it is shared with whom, who has a pact with whom, and what they
// won: each in every state in which something can be done with it.
import { createHash } from 'node:crypto';
import { canary } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

/** Opens the proposal of `formerClient` in either organization, spelled as the product hashes it. */
export const PACT_CODE = 'VERF-1111-2222-3333';

export async function addJournal(system: System, organization: Organization): Promise<void> {
  for (const person of CLIENTS) {
    await addTexts(system, organization.people[person]);
    await addWins(system, organization.people[person]);
  }
  await addPacts(system, organization);
  await addShares(system, organization);
  await addAudiences(system, organization);
}

async function firstOf(system: System, table: string, { memberId }: Who, where = 'true'): Promise<string> {
  const { rows } = await system.sql.query<{ id: string }>(
    `select id from ${table} where client_id = $1 and ${where} order by id limit 1`,
    [memberId],
  );
  return rows[0]!.id;
}

/** Setbacks open, closed and opened again; questions alike; entries with what they belong to, and one put away. */
async function addTexts(system: System, client: Who): Promise<void> {
  const latest = async (table: string, kind: string) => {
    const { rows } = await system.sql.query<{ id: string }>(
      `select id from ${table} where client_id = $1 order by id desc limit 1`,
      [client.memberId],
    );
    return `${kind}_${rows[0]!.id}`;
  };
  const goalId = `goal_${await firstOf(system, 'goals', client, `status = 'ACTIVE'`)}`;
  const setback = async (input: object) => {
    await say(system, client, 'mutation ($input: LogSetbackInput!) { logSetback(input: $input) { id } }', {
      input: { what: canary('Setback'), controllability: 3, nextExperiment: canary('Experiment'), ...input },
    });
    return latest('setbacks', 'setback');
  };
  const close = 'mutation ($id: ID!, $lesson: String!) { closeSetback(id: $id, lesson: $lesson) { id } }';
  const reopen = (name: string) => `mutation ($id: ID!, $r: String!) { ${name}(id: $id, reason: $r) { id } }`;
  const again = await setback({ goalId });
  await say(system, client, close, { id: again, lesson: canary('Lesson') });
  await say(system, client, reopen('reopenSetback'), { id: again, r: canary('Reopened') });
  await say(system, client, close, { id: await setback({}), lesson: canary('Lesson') });
  const open = await setback({});
  const question = async () => {
    await say(system, client, 'mutation ($input: AskQuestionInput!) { askQuestion(input: $input) { id } }', {
      input: { text: canary('Question'), goalId },
    });
    return latest('questions', 'question');
  };
  const answer = 'mutation ($id: ID!, $a: String!) { answerQuestion(id: $id, answer: $a) { id } }';
  const anew = await question();
  await say(system, client, answer, { id: anew, a: canary('Answer') });
  await say(system, client, reopen('reopenQuestion'), { id: anew, r: canary('Reopened') });
  await say(system, client, answer, { id: await question(), a: canary('Answer') });
  await question();
  const actionId = `action_${await firstOf(system, 'actions', client)}`;
  const write = 'mutation ($input: WriteJournalEntryInput!) { writeJournalEntry(input: $input) { id } }';
  for (const [kind, links] of [
    ['GOAL', { goalId, actionId, setbackId: open }],
    ['REFLECTION', {}],
    ['QUESTION', {}],
  ] as const)
    await say(system, client, write, { input: { kind, text: canary('Entry'), ...links } });
  await system.sql.query(
    `update journal_entries set archived_at = now() where client_id = $1 and kind = 'QUESTION'`,
    [client.memberId],
  );
}

async function addWins(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const action = await firstOf(system, 'actions', client, `status = 'DONE' and assignee_id = client_id`);
  await add('wins', { ...own, kind: 'ACTION_DONE', won_on: dayIn(-2), at: inDays(-2), action_id: action });
  const milestone = await firstOf(system, 'goal_milestones', client);
  await add('wins', {
    ...own,
    kind: 'MILESTONE_DONE',
    won_on: dayIn(-3),
    at: inDays(-3),
    milestone_id: milestone,
  });
  await add('wins', {
    ...own,
    kind: 'ACTIVE_WEEKS',
    won_on: '2026-11-03',
    at: new Date('2026-11-03T12:00:00Z'),
    week_on: '2026-11-02',
    active_weeks: 4,
    withdrawn_at: new Date(),
  });
}

/** In force between two pairs, over between a third; one that waits for a yes, and one whose code nobody has opened. */
async function addPacts(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  const pact = (proposer: Person, partner: Person | null, row: Record<string, unknown>): Promise<string> =>
    add('buddy_pacts', {
      org_id: id,
      proposer_id: people[proposer].memberId,
      partner_id: partner && people[partner].memberId,
      cadence_weeks: 2,
      starts_on: dayIn(-10),
      ends_on: dayIn(60),
      starts_at: inDays(-10),
      ends_at: inDays(60),
      code_expires_at: inDays(5),
      ...row,
    });
  const active = { status: 'ACTIVE', accepted_at: inDays(-9) };
  for (const pair of [
    ['client', 'otherClient'],
    ['coachClient', 'newClient'],
  ] as const) {
    const pactId = `buddy-pact_${await pact(pair[0], pair[1], active)}`;
    for (const person of pair) {
      const goalId = `goal_${await firstOf(system, 'goals', people[person], `status = 'ACTIVE'`)}`;
      await say(
        system,
        people[person],
        'mutation ($id: ID!, $input: PactGoalInput!) { addPactGoal(pactId: $id, input: $input) { id } }',
        { id: pactId, input: { goalId, commitment: canary('Commitment') } },
      );
    }
  }
  const ended = { status: 'ENDED', ended_at: inDays(-1), ended_by: people.formerClient.memberId };
  await pact('formerClient', 'client', ended);
  await pact('newClient', 'client', {});
  const code = createHash('sha256').update(PACT_CODE.replaceAll('-', '')).digest();
  await pact('formerClient', null, { code_hash: code });
}

/** Of each client one entry and one setback by each tie that they have or had, and one that was taken back. */
async function addShares(system: System, { id }: Organization): Promise<void> {
  const add = adder(system);
  const { rows: ties } = await system.sql.query<Record<string, string | null>>(
    `select client_id, coach_id as person_id, id as engagement_id, null as pact_id from engagements
     where org_id = $1 and status <> 'PROPOSED'
     union all select proposer_id, partner_id, null, id from buddy_pacts where org_id = $1 and partner_id is not null
     union all select partner_id, proposer_id, null, id from buddy_pacts where org_id = $1 and partner_id is not null`,
    [id],
  );
  for (const tie of ties) {
    const of = { memberId: tie.client_id } as Who;
    const entry = await firstOf(system, 'journal_entries', of);
    const setback = await firstOf(system, 'setbacks', of, 'closed_at is null');
    await add('journal_shares', { org_id: id, ...tie, entry_id: entry, until: inDays(9) });
    await add('journal_shares', { org_id: id, ...tie, setback_id: setback, until: inDays(9) });
    const other = await firstOf(system, 'journal_entries', of, `kind = 'REFLECTION'`);
    await add('journal_shares', {
      org_id: id,
      ...tie,
      entry_id: other,
      given_at: inDays(-5),
      until: inDays(9),
      taken_back_at: new Date(),
    });
  }
}

/** One client shows their wins to all whom they can, one to buddies, one to nobody; the others have not chosen. */
async function addAudiences(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  for (const [person, shown] of [
    ['client', ['COACH', 'BUDDY']],
    ['coachClient', ['BUDDY']],
    ['otherClient', []],
  ] as const)
    await add('win_audiences', { org_id: id, id: people[person].memberId, shown_to: shown });
  const win = await firstOf(system, 'wins', people.client);
  for (const giver of ['coach', 'otherClient'] as const)
    await add('kudos', {
      org_id: id,
      client_id: people.client.memberId,
      win_id: win,
      giver_id: people[giver].memberId,
    });
}
