import { startApp, type TestApp } from '../setup/app.js';
import { aWorld, bare, clear, moveTo, PLAN, sweepAt, weekly, type World } from './world.js';

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark);
});

afterAll(() => waymark.close());
afterEach(async () => {
  await clear(waymark);
  await waymark.database.owner(`update members set time_zone = 'Europe/Berlin'`);
});

const plan = async (input: object = {}) => {
  const { data } = await waymark.send(world.client, PLAN, weekly(input));
  return data.planReviews.id as string;
};
const opened = () =>
  waymark.database
    .owner('select due_on::text, due_at, status from reviews order by due_at')
    .then((rows) =>
      rows.map(
        ({ due_on, due_at, status }) =>
          `${due_on as string} ${(due_at as Date).toISOString()} ${status as string}`,
      ),
    );
const reminders = () =>
  waymark.database
    .owner('select due_at, state, reason from reminders order by due_at')
    .then((rows) => rows.map(({ due_at, state, reason }) => [(due_at as Date).toISOString(), state, reason]));
const nextOf = async (id: string) => {
  const [row] = await waymark.database.owner('select next_at from review_plans where id = $1', [bare(id)]);
  return (row!.next_at as Date | null)?.toISOString() ?? null;
};

test.each([
  ['Europe/Berlin', '09:00', ['2026-03-23T08:00Z', '2026-03-30T07:00Z']],
  ['Europe/Berlin', '09:00', ['2026-10-19T07:00Z', '2026-10-26T08:00Z']],
  ['America/New_York', '09:00', ['2026-03-02T14:00Z', '2026-03-09T13:00Z']],
  ['America/New_York', '09:00', ['2026-10-26T13:00Z', '2026-11-02T14:00Z']],
  ['Australia/Lord_Howe', '09:00', ['2026-03-29T22:00Z', '2026-04-05T22:30Z']],
  ['Asia/Kathmandu', '09:00', ['2026-05-04T03:15Z', '2026-05-11T03:15Z']],
])('in %s reviews at %s keep the wall clock across DST: %s', async (zone, localTime, [first, second]) => {
  const id = await plan({ zone, localTime });
  await moveTo(waymark, id, localDate(first!, zone), first!);
  for (const at of [first!, second!]) {
    const due = new Date(at).toISOString();
    await sweepAt(waymark, new Date(Date.parse(due) - 1).toISOString());
    expect((await opened()).join()).not.toContain(due);
    await sweepAt(waymark, due);
    expect((await opened()).at(-1)).toBe(`${localDate(at, zone)} ${due} DUE`);
  }
});

test.each([
  [
    'a time that does not exist moves by the gap',
    '2026-03-22',
    '2026-03-22T01:30Z',
    '2026-03-29 2026-03-29T01:30:00.000Z DUE',
  ],
  [
    'a time that occurs twice fires once, at its first',
    '2026-10-18',
    '2026-10-18T00:30Z',
    '2026-10-25 2026-10-25T00:30:00.000Z DUE',
  ],
])('%s', async (_case, on, at, expected) => {
  const id = await plan({ rrule: 'FREQ=WEEKLY;BYDAY=SU', localTime: '02:30' });
  await moveTo(waymark, id, on, at);
  await sweepAt(waymark, at);
  for (let minutes = 0; minutes <= 8 * 24 * 60; minutes += 30) {
    await sweepAt(waymark, new Date(Date.parse(at) + minutes * 60_000).toISOString());
  }
  expect((await opened()).slice(1)).toEqual([expected]);
});

test('a review that falls due closes the one before, and its reminder is due in the same moment', async () => {
  const id = await plan();
  await moveTo(waymark, id, '2026-06-01', '2026-06-01T07:00Z');
  await sweepAt(waymark, '2026-06-01T07:00:10Z');
  await sweepAt(waymark, '2026-06-08T07:00:10Z');
  expect(await opened()).toEqual([
    '2026-06-01 2026-06-01T07:00:00.000Z MISSED',
    '2026-06-08 2026-06-08T07:00:00.000Z DUE',
  ]);
  expect(await reminders()).toEqual([
    ['2026-06-01T07:00:00.000Z', 'PENDING', null],
    ['2026-06-08T07:00:00.000Z', 'PENDING', null],
  ]);
  expect(await nextOf(id)).toBe('2026-06-15T07:00:00.000Z');
});

test('after weeks without a worker the latest is opened, and the earlier ones are on record with the reason', async () => {
  const id = await plan();
  await moveTo(waymark, id, '2026-06-01', '2026-06-01T07:00Z');
  await sweepAt(waymark, '2026-06-16T03:00Z');
  expect(await opened()).toEqual([
    '2026-06-01 2026-06-01T07:00:00.000Z MISSED',
    '2026-06-08 2026-06-08T07:00:00.000Z MISSED',
    '2026-06-15 2026-06-15T07:00:00.000Z DUE',
  ]);
  expect(await reminders()).toEqual([
    ['2026-06-01T07:00:00.000Z', 'EXPIRED', 'LATER_REVIEW'],
    ['2026-06-08T07:00:00.000Z', 'EXPIRED', 'LATER_REVIEW'],
    ['2026-06-15T07:00:00.000Z', 'PENDING', null],
  ]);
});

test('several sweeps at once open each review once', async () => {
  for (const actor of [world.client, world.otherClient, world.stranger, world.otherCoach]) {
    const { data } = await waymark.send(actor, PLAN, weekly());
    await moveTo(waymark, data.planReviews.id, '2026-06-01', '2026-06-01T07:00Z');
  }
  await Promise.all([1, 2, 3, 4, 5].map(() => sweepAt(waymark, '2026-06-08T07:00Z')));
  await sweepAt(waymark, '2026-06-08T07:00Z');
  expect((await opened()).map((line) => line.split(' ')[2])).toEqual([
    ...Array<string>(4).fill('MISSED'),
    ...Array<string>(4).fill('DUE'),
  ]);
  expect(await reminders()).toHaveLength(8);
});

test('a change counts from the next occurrence on, which is neither lost nor doubled', async () => {
  const id = await plan({ zone: 'UTC' });
  await moveTo(waymark, id, '2026-06-15', '2026-06-15T09:00Z');
  await waymark.send(
    world.client,
    `mutation { changeReviewPlan(id: "${id}", version: 1, input: { rrule: "FREQ=WEEKLY;BYDAY=FR", localTime: "07:00", zone: "UTC" }) { id } }`,
  );
  await waymark.database.owner(`update review_plans set starts_on = '2026-06-22'`);
  for (let day = 1; day <= 30; day += 1) {
    await sweepAt(waymark, `2026-06-${String(day).padStart(2, '0')}T12:00Z`);
  }
  expect((await opened()).map((line) => line.split(' ')[1])).toEqual([
    '2026-06-15T09:00:00.000Z',
    '2026-06-26T07:00:00.000Z',
  ]);
});

describe('a client who moves', () => {
  const moves = (zone: string) =>
    waymark.database.owner('update members set time_zone = $2 where id = $1', [world.client.memberId, zone]);

  test('takes along a plan that follows, east and west', async () => {
    const id = await plan();
    await moveTo(waymark, id, '2026-06-08', '2026-06-08T07:00Z');
    await moves('America/New_York');
    await sweepAt(waymark, '2026-06-05T00:00Z');
    expect(await nextOf(id)).toBe('2026-06-08T13:00:00.000Z');
    await moves('Asia/Tokyo');
    await sweepAt(waymark, '2026-06-08T00:30Z');
    expect(await opened()).toEqual(['2026-06-08 2026-06-08T00:00:00.000Z DUE']);
  });

  test('has no second review on a date that comes twice', async () => {
    const id = await plan();
    await moveTo(waymark, id, '2026-06-08', '2026-06-08T07:00Z');
    await sweepAt(waymark, '2026-06-08T07:00Z');
    await moves('America/New_York');
    await sweepAt(waymark, '2026-06-08T14:00Z');
    expect(await opened()).toHaveLength(1);
    expect(await nextOf(id)).toBe('2026-06-15T13:00:00.000Z');
  });

  test('leaves a plan with a zone of its own where it is', async () => {
    const id = await plan({ zone: 'Europe/Berlin' });
    await moveTo(waymark, id, '2026-06-08', '2026-06-08T07:00Z');
    await moves('Asia/Tokyo');
    await sweepAt(waymark, '2026-06-08T06:59Z');
    expect(await opened()).toEqual([]);
    expect(await nextOf(id)).toBe('2026-06-08T07:00:00.000Z');
  });
});

test('a plan that rests or has ended opens nothing', async () => {
  const [resting, ended] = [await plan(), await plan({ kind: 'WITH_COACH' })];
  for (const id of [resting, ended]) await moveTo(waymark, id, '2026-06-08', '2026-06-08T07:00Z');
  await waymark.send(world.client, `mutation { pauseReviewPlan(id: "${resting}", version: 1) { id } }`);
  await waymark.send(world.client, `mutation { endReviewPlan(id: "${ended}", version: 1) { id } }`);
  await sweepAt(waymark, '2026-07-01T00:00Z');
  expect(await opened()).toEqual([]);
});

function localDate(at: string, zone: string): string {
  return new Date(at).toLocaleDateString('sv', { timeZone: zone });
}
