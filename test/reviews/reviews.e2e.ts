import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aWorld, bare, clear, moveTo, PLAN, sweepAt, weekly, type World } from './world.js';

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark);
});

afterAll(() => waymark.close());
afterEach(() => clear(waymark));

const CANARY = 'I finally told Hugo that the migration is late';
const ANSWER = `mutation ($id: ID!, $input: AnswerReviewInput!) {
  answerReview(id: $id, input: $input) {
    status answeredAt version answer { wentWell blockers nextCommitment } goals { lastValue goal { title } } } }`;

/** A due review of the client. */
async function aReview(of: MemberActor = world.client): Promise<string> {
  const { data } = await waymark.send(of, PLAN, weekly());
  await moveTo(waymark, data.planReviews.id, '2026-06-01', '2026-06-01T07:00Z');
  await sweepAt(waymark, '2026-06-01T07:00Z');
  const [row] = await waymark.database.owner<{ id: string }>('select id from reviews where plan_id = $1', [
    bare(data.planReviews.id),
  ]);
  return `review_${row!.id}`;
}
const answer = (id: string, input: object = { wentWell: CANARY }, as: MemberActor | null = world.client) =>
  waymark.send(as, ANSWER, { id, input });
const codes = (given: { errors?: { extensions: { code: string } }[] }) =>
  given.errors?.map(({ extensions }) => extensions.code);

test('a client answers, and reads the answer and where the active goals stood', async () => {
  const id = await aReview();
  for (const [title, status, value] of [
    ['Speak up', 'ACTIVE', 2.5],
    ['Rest', 'PAUSED', 1],
    ['Read', 'ACTIVE', null],
  ]) {
    await waymark.database.owner(
      `insert into goals (org_id, client_id, horizon, kind, title, measure, status, activated_at, last_value, last_progress_id, last_progress_at)
       values ($1, $2, 'SHORT', 'SKILL', $3, 'NUMBER', $4, now(), $5::numeric, case when $5::numeric is not null then uuidv7() end, now())`,
      [world.north, world.client.memberId, title, status, value],
    );
  }
  const { data, errors } = await answer(id, { wentWell: `  ${CANARY}  `, nextCommitment: 'Ask Ines' });
  expect(errors).toBeUndefined();
  expect(data.answerReview).toEqual({
    status: 'ANSWERED',
    answeredAt: expect.stringMatching(/Z$/) as string,
    version: 2,
    answer: { wentWell: CANARY, blockers: null, nextCommitment: 'Ask Ines' },
    goals: [
      { lastValue: 2.5, goal: { title: 'Speak up' } },
      { lastValue: null, goal: { title: 'Read' } },
    ],
  });
});

test('what was answered is sealed where it is stored, and opens for client and coach only', async () => {
  const id = await aReview();
  await answer(id, { wentWell: CANARY, blockers: CANARY, nextCommitment: CANARY });
  expect(JSON.stringify(await waymark.database.owner('select * from review_answers'))).not.toContain('Hugo');
  const read = (actor: MemberActor) => waymark.send(actor, `{ review(id: "${id}") { answer { blockers } } }`);
  for (const actor of [world.client, world.coach]) {
    expect((await read(actor)).data).toEqual({ review: { answer: { blockers: CANARY } } });
  }
  for (const actor of [world.otherClient, world.otherCoach, world.stranger]) {
    expect((await read(actor)).data).toEqual({ review: null });
  }
  expect(codes(await read(world.admin))).toEqual(['FORBIDDEN']);
  expect(
    (
      await waymark.send(
        world.admin,
        `{ client(id: "client_${world.client.memberId}") { reviews { nodes { id } } reviewPlans { id } } }`,
      )
    ).data,
  ).toEqual({ client: { reviews: { nodes: [] }, reviewPlans: [] } });
});

test('of many answers at once one is taken, and a second one is a conflict', async () => {
  const id = await aReview();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => answer(id, { wentWell: `answer ${at}` })),
  );
  expect(answers.filter((given) => !given.errors)).toHaveLength(1);
  expect(answers.flatMap((given) => codes(given) ?? [])).toEqual(Array(9).fill('CONFLICT'));
  expect(await waymark.database.owner('select from review_answers')).toHaveLength(1);
});

test('the first texts of an organization, sealed at once, share one key', async () => {
  const reviews = [
    { id: await aReview(), as: world.client },
    { id: await aReview(world.otherClient), as: world.otherClient },
    { id: await aReview(world.otherCoach), as: world.otherCoach },
  ];
  const answers = await Promise.all(reviews.map(({ id, as }) => answer(id, { blockers: 'Time' }, as)));
  expect(answers.map((given) => given.data.answerReview.answer.blockers)).toEqual(['Time', 'Time', 'Time']);
  expect(await waymark.database.owner('select from data_keys')).toHaveLength(1);
});

test('a missed review is closed for answers', async () => {
  const id = await aReview();
  await sweepAt(waymark, '2026-06-08T07:00Z');
  const { errors } = await answer(id);
  expect(errors).toMatchObject([
    { message: 'This review is closed: the next one has come.', extensions: { code: 'CONFLICT' } },
  ]);
});

test.each([
  ['says nothing', { wentWell: '   ' }, 'input'],
  ['says too much', { blockers: 'x'.repeat(4001) }, 'input.blockers'],
])('an answer that %s is refused', async (_case, input, field) => {
  const id = await aReview();
  expect((await answer(id, input)).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
  expect(await waymark.database.owner('select status from reviews')).toEqual([{ status: 'DUE' }]);
});

test.each([
  ['nobody', () => null, 'UNAUTHENTICATED'],
  ['a stranger of another organization', (all: World) => all.stranger, 'NOT_FOUND'],
  ['another client', (all: World) => all.otherClient, 'NOT_FOUND'],
  ['a coach of others', (all: World) => all.otherCoach, 'NOT_FOUND'],
  ['the own coach', (all: World) => all.coach, 'FORBIDDEN'],
  ['an admin', (all: World) => all.admin, 'FORBIDDEN'],
])('answering is refused to %s, and nothing changes', async (_who, as, code) => {
  const id = await aReview();
  const before = await waymark.database.owner('select * from reviews');
  expect(codes(await answer(id, { wentWell: 'x' }, as(world)))).toEqual([code]);
  expect(await waymark.database.owner('select * from reviews')).toEqual(before);
  expect(await waymark.database.owner('select from review_answers')).toEqual([]);
});

test('a client lists reviews by state, latest first, and sees why each mail came or did not', async () => {
  const id = await aReview();
  await sweepAt(waymark, '2026-06-22T07:00Z');
  const { data } = await waymark.send(
    world.client,
    `{ me { client { due: reviews(status: DUE) { nodes { dueOn plan { kind } } } missed: reviews(first: 1, status: MISSED) { nodes { dueOn } pageInfo { hasNextPage } } } }
       myReminders { nodes { purpose dueAt state reason sentAt review { id dueOn } } } }`,
  );
  expect(data.me.client).toEqual({
    due: { nodes: [{ dueOn: '2026-06-22', plan: { kind: 'SELF' } }] },
    missed: { nodes: [{ dueOn: '2026-06-15' }], pageInfo: { hasNextPage: true } },
  });
  expect(data.myReminders.nodes).toMatchObject([
    { purpose: 'REVIEW_DUE', state: 'PENDING', reason: null, review: { dueOn: '2026-06-22' } },
    { state: 'EXPIRED', reason: 'LATER_REVIEW', sentAt: null, review: { dueOn: '2026-06-15' } },
    { state: 'EXPIRED', reason: 'LATER_REVIEW' },
    { state: 'PENDING', dueAt: '2026-06-01T07:00:00.000Z', review: { id, dueOn: '2026-06-01' } },
  ]);
  for (const actor of [world.coach, world.admin, world.otherClient]) {
    expect((await waymark.send(actor, '{ myReminders { nodes { id } } }')).data).toEqual({
      myReminders: { nodes: [] },
    });
  }
  expect(codes(await waymark.send(null, '{ myReminders { nodes { id } } }'))).toEqual(['UNAUTHENTICATED']);
});
