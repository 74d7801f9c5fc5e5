import { startApp, type TestApp } from '../setup/app.js';
import { aWorld, bare, PLAN, weekly, type World } from './world.js';

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark);
});

afterAll(() => waymark.close());
afterEach(() => waymark.database.owner('delete from review_plans'));

const plan = async (input: object = {}) => {
  const { data } = await waymark.send(world.client, PLAN, weekly(input));
  return data.planReviews as {
    id: string;
    version: number;
    nextDueOn: string;
    nextDueAt: string;
    zone: string | null;
  };
};
const step = (name: string, id: string, version: number) =>
  waymark.send(
    world.client,
    `mutation { ${name}(id: "${id}", version: ${version}) { status nextDueOn version } }`,
  );
const CHANGE = `mutation ($id: ID!, $version: Int!, $input: ReviewRhythmInput!) {
  changeReviewPlan(id: $id, version: $version, input: $input) {
    rrule startsOn localTime zone periodDays status nextDueOn nextDueAt version } }`;
const codes = (answer: { errors?: { extensions: { code: string; field?: string } }[] }) =>
  answer.errors?.map(({ extensions }) =>
    extensions.field ? `${extensions.code} ${extensions.field}` : extensions.code,
  );

test('a client plans weekly reviews and sees the next one, on the wall clock of their own zone', async () => {
  const planned = await plan();
  expect(planned).toMatchObject({
    kind: 'SELF',
    rrule: 'FREQ=WEEKLY;BYDAY=MO',
    localTime: '09:00',
    zone: null,
    periodDays: 7,
    status: 'ACTIVE',
    version: 1,
  });
  const next = new Date(planned.nextDueAt);
  expect(next.getTime()).toBeGreaterThan(Date.now());
  expect(next.getTime() - Date.now()).toBeLessThanOrEqual(7 * 86_400_000);
  expect(next.toLocaleString('sv', { timeZone: 'Europe/Berlin' })).toBe(`${planned.nextDueOn} 09:00:00`);
});

test('a coach plans for an own client, and both see the plan', async () => {
  const input = { clientId: `client_${world.client.memberId}`, kind: 'WITH_COACH', zone: 'Asia/Kathmandu' };
  const { data } = await waymark.send(world.coach, PLAN, weekly(input));
  expect(data.planReviews).toMatchObject({ kind: 'WITH_COACH', zone: 'Asia/Kathmandu' });
  for (const actor of [world.client, world.coach]) {
    const seen = await waymark.send(
      actor,
      `{ client(id: "client_${world.client.memberId}") { reviewPlans { id client { name } } } }`,
    );
    expect(seen.data.client).toEqual({
      reviewPlans: [{ id: data.planReviews.id, client: { name: 'Clio' } }],
    });
  }
});

test('of two plans of one kind that are made at once, one is left', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => waymark.send(world.client, PLAN, weekly())));
  expect(answers.map(codes).sort()).toEqual([
    ['CONFLICT input.kind'],
    ['CONFLICT input.kind'],
    ['CONFLICT input.kind'],
    undefined,
  ]);
});

test.each([
  ['a rule that is daily', { rrule: 'FREQ=DAILY' }, 'INVALID_INPUT input.rrule'],
  ['two weekdays', { rrule: 'FREQ=WEEKLY;BYDAY=MO,TH' }, 'INVALID_INPUT input.rrule'],
  ['an offset for a zone', { zone: '+02:00' }, 'INVALID_INPUT input.zone'],
  ['a zone that is none', { zone: 'Mars/Olympus' }, 'INVALID_INPUT input.zone'],
  ['a first day in another century', { startsOn: '2126-01-01' }, 'INVALID_INPUT input.startsOn'],
  [
    'the id of a goal',
    { clientId: 'goal_01890000-0000-7000-8000-000000000000' },
    'INVALID_INPUT input.clientId',
  ],
  ['nobody’s id', { clientId: 'client_01890000-0000-7000-8000-000000000000' }, 'NOT_FOUND input.clientId'],
])('a plan with %s is refused', async (_case, input, code) => {
  expect(codes(await waymark.send(world.client, PLAN, weekly(input)))).toEqual([code]);
  expect(await waymark.database.owner('select from review_plans')).toEqual([]);
});

test('a change keeps the next review as announced and begins a week behind it, also when changed twice', async () => {
  const { id, nextDueOn, nextDueAt } = await plan();
  const input = { rrule: 'FREQ=WEEKLY;BYDAY=FR', localTime: '17:30', zone: 'America/New_York' };
  const first = await waymark.send(world.client, CHANGE, { id, version: 1, input });
  const startsOn = new Date(Date.parse(nextDueOn) + 7 * 86_400_000).toISOString().slice(0, 10);
  expect(first.data.changeReviewPlan).toEqual({
    ...input,
    startsOn,
    periodDays: 7,
    status: 'ACTIVE',
    nextDueOn,
    nextDueAt,
    version: 2,
  });
  const again = { rrule: 'FREQ=MONTHLY;BYMONTHDAY=31', localTime: '08:00' };
  const second = await waymark.send(world.client, CHANGE, { id, version: 2, input: again });
  expect(second.data.changeReviewPlan).toMatchObject({
    startsOn,
    nextDueOn,
    nextDueAt,
    zone: null,
    periodDays: 30,
  });
});

test('of changes of one version one wins', async () => {
  const { id } = await plan();
  const change = (localTime: string) =>
    waymark.send(world.client, CHANGE, { id, version: 1, input: { rrule: 'FREQ=WEEKLY', localTime } });
  const answers = await Promise.all(['10:00', '11:00', '12:00', '13:00'].map(change));
  expect(answers.filter((answer) => !answer.errors)).toHaveLength(1);
  expect(answers.filter((answer) => codes(answer)?.[0] === 'VERSION_CONFLICT version')).toHaveLength(3);
});

test('a plan rests, is taken up again and ends; other steps are conflicts', async () => {
  const { id, nextDueOn } = await plan();
  expect((await step('pauseReviewPlan', id, 1)).data.pauseReviewPlan).toEqual({
    status: 'PAUSED',
    nextDueOn: null,
    version: 2,
  });
  expect(codes(await step('pauseReviewPlan', id, 2))).toEqual(['CONFLICT']);
  expect(codes(await step('resumeReviewPlan', id, 1))).toEqual(['VERSION_CONFLICT version']);
  expect((await step('resumeReviewPlan', id, 2)).data.resumeReviewPlan).toEqual({
    status: 'ACTIVE',
    nextDueOn,
    version: 3,
  });
  expect((await step('endReviewPlan', id, 3)).data.endReviewPlan).toMatchObject({
    status: 'ENDED',
    nextDueOn: null,
  });
  for (const name of ['pauseReviewPlan', 'resumeReviewPlan', 'endReviewPlan']) {
    expect(codes(await step(name, id, 4))).toEqual(['CONFLICT']);
  }
  expect((await plan()).id).not.toBe(id);
});

test('the goal’s health asks for the shortest period of the active plans', async () => {
  await plan({ rrule: 'FREQ=MONTHLY' });
  const { id } = await plan({ kind: 'WITH_COACH', rrule: 'FREQ=WEEKLY;INTERVAL=2' });
  const days = () =>
    waymark.database.owner('select app.review_period_days($1, $2) as days', [
      world.north,
      world.client.memberId,
    ]);
  expect(await days()).toEqual([{ days: 14 }]);
  await step('endReviewPlan', id, 1);
  expect(await days()).toEqual([{ days: 30 }]);
});

describe('who may', () => {
  const operations: [string, (target: { plan: string; client: string }) => [string, object?]][] = [
    ['planReviews', ({ client }) => [PLAN, weekly({ clientId: client, kind: 'WITH_COACH' })]],
    [
      'changeReviewPlan',
      ({ plan: id }) => [CHANGE, { id, version: 1, input: { rrule: 'FREQ=WEEKLY', localTime: '10:00' } }],
    ],
    ['pauseReviewPlan', ({ plan: id }) => [`mutation { pauseReviewPlan(id: "${id}", version: 1) { id } }`]],
    ['endReviewPlan', ({ plan: id }) => [`mutation { endReviewPlan(id: "${id}", version: 1) { id } }`]],
    ['resumeReviewPlan', ({ plan: id }) => [`mutation { resumeReviewPlan(id: "${id}", version: 1) { id } }`]],
  ];
  const callers: [string, (all: World) => World['client'] | null, string][] = [
    ['nobody', () => null, 'UNAUTHENTICATED'],
    ['a stranger of another organization', (all) => all.stranger, 'NOT_FOUND'],
    ['another client', (all) => all.otherClient, 'NOT_FOUND'],
    ['a coach of others', (all) => all.otherCoach, 'NOT_FOUND'],
    ['an admin', (all) => all.admin, 'FORBIDDEN'],
  ];

  test.each(
    callers.flatMap(([who, as, code]) =>
      operations.map(([name, make]) => [name, who, code, as, make] as const),
    ),
  )('%s is refused to %s with %s, and nothing changes', async (_name, _who, code, as, make) => {
    const { id } = await plan();
    const before = await waymark.database.owner('select * from review_plans');
    const [query, variables] = make({ plan: id, client: `client_${world.client.memberId}` });
    const answer = await waymark.send(as(world), query, variables as Record<string, unknown>);
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await waymark.database.owner('select * from review_plans')).toEqual(before);
  });

  test('a coach whose engagement is over', async () => {
    const { id } = await plan();
    const read = `{ me { name } client(id: "client_${world.client.memberId}") { reviewPlans { id } } }`;
    expect((await waymark.send(world.coach, read)).data.client).toEqual({ reviewPlans: [{ id }] });
    await waymark.database.owner(`update engagements set status = 'COMPLETED' where coach_id = $1`, [
      world.coach.memberId,
    ]);
    try {
      expect((await waymark.send(world.coach, read)).data.client).toBeNull();
      const { errors } = await waymark.send(
        world.coach,
        `mutation { endReviewPlan(id: "${id}", version: 1) { id } }`,
      );
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    } finally {
      await waymark.database.owner(`update engagements set status = 'ACTIVE' where coach_id = $1`, [
        world.coach.memberId,
      ]);
    }
    expect(await waymark.database.owner('select status from review_plans where id = $1', [bare(id)])).toEqual(
      [{ status: 'ACTIVE' }],
    );
  });
});
