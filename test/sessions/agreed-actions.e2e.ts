import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aCast, aHeldSession, code, end, reopen, type Cast } from './content.people.js';
import { aSession } from './people.js';

let waymark: TestApp;
let cast: Cast;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
});
afterEach(async () => {
  for (const table of ['session_actions', 'actions', 'sessions'])
    await waymark.database.owner(`delete from ${table}`);
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const agree = (as: MemberActor, session: string, input: Record<string, unknown> = {}) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $input: CreateActionInput!) { agreeAction(sessionId: $id, input: $input) { id title client { name } assignee { name } agreedIn { id status } } }`,
    { id: `session_${session}`, input: { kind: 'NETWORKING', title: 'Call the head of research', ...input } },
  );
const agreedIn = async (as: MemberActor, session: string) => {
  const { data } = await waymark.send(
    as,
    `{ session(id: "session_${session}") { agreedActions(first: 5) { totalCount nodes { title } } } }`,
  );
  return data.session.agreedActions;
};

test('either side writes down what the client does next, and the client sees where it comes from', async () => {
  const session = await aHeldSession(waymark.database, cast.engagement);
  const { data } = await agree(cast.coach, session);
  expect(data.agreeAction).toEqual({
    id: expect.stringMatching(/^action_/),
    title: 'Call the head of research',
    client: { name: 'Clio' },
    assignee: { name: 'Clio' },
    agreedIn: { id: `session_${session}`, status: 'HELD' },
  });
  expect(code(await agree(cast.client, session, { title: 'Write to her' }))).toBe('OK');
  for (const side of [cast.coach, cast.client])
    expect(await agreedIn(side, session)).toEqual({
      totalCount: 2,
      nodes: [{ title: 'Call the head of research' }, { title: 'Write to her' }],
    });
  const mine = await waymark.send(
    cast.client,
    `{ action(id: "${data.agreeAction.id}") { agreedIn { id coach { name } } } }`,
  );
  expect(mine.data.action.agreedIn).toEqual({ id: `session_${session}`, coach: { name: 'Cora' } });
});

test('a coach takes one on', async () => {
  const session = await aHeldSession(waymark.database, cast.engagement);
  const { data } = await agree(cast.coach, session, { assigneeId: `member_${cast.coach.memberId}` });
  expect(data.agreeAction.assignee).toEqual({ name: 'Cora' });
});

test('another coach of the client sees the action, and not the session that it comes from', async () => {
  const session = await aHeldSession(waymark.database, cast.engagement);
  const { id } = (await agree(cast.client, session)).data.agreeAction;
  const { data } = await waymark.send(cast.otherCoach, `{ action(id: "${id}") { title agreedIn { id } } }`);
  expect(data.action).toEqual({ title: 'Call the head of research', agreedIn: null });
});

test('actions are agreed on from the start of a session on, unless it did not take place', async () => {
  const ahead = await aSession(waymark.database, cast.engagement, 600);
  const runs = await aSession(waymark.database, cast.engagement, -5);
  expect(code(await agree(cast.coach, ahead))).toBe('CONFLICT');
  expect(code(await agree(cast.coach, runs))).toBe('OK');
  for (const [status, cancelledAt] of [
    ['NO_SHOW', null],
    ['CANCELLED', new Date()],
  ]) {
    await waymark.database.owner(`update sessions set status = $2, cancelled_at = $3 where id = $1`, [
      runs,
      status,
      cancelledAt,
    ]);
    expect(code(await agree(cast.coach, runs))).toBe('CONFLICT');
  }
  expect(await waymark.database.owner('select from actions')).toHaveLength(1);
});

test('what the action names must be the client’s, and nothing is left of one that is refused', async () => {
  const session = await aHeldSession(waymark.database, cast.engagement);
  const [goal] = await waymark.database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure) values ($1, $2, 'SHORT', 'SKILL', 'Not hers', 'BINARY') returning id`,
    [cast.coach.orgId, cast.otherClient.memberId],
  );
  const refused = await agree(cast.coach, session, { goalId: `goal_${goal!.id}` });
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'input.goalId' });
  expect(await waymark.database.owner('select from actions')).toEqual([]);
});

test('after the end the client keeps what was agreed on', async () => {
  const session = await aHeldSession(waymark.database, cast.engagement);
  await agree(cast.coach, session);
  await end(waymark.database, cast.engagement);
  expect(code(await agree(cast.coach, session))).toBe('NOT_FOUND');
  expect((await agreedIn(cast.client, session)).totalCount).toBe(1);
});
