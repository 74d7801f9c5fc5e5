import { randomUUID } from 'node:crypto';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aCoached, HOME, type Coached } from './world.js';

let waymark: TestApp;
let north: string;
let serial = 0;

beforeAll(async () => {
  waymark = await startApp();
  north = await anOrganization(waymark.database, 'north');
});
afterAll(() => waymark.close());

const aCoach = () => aMember(waymark.database, north, `Cora ${(serial += 1)}`, ['COACH']);
const homeOf = async (coach: MemberActor) =>
  (await waymark.send(coach, `{ coachHome { ${HOME} } }`)).data.coachHome;

type Life = (coached: Coached) => Promise<unknown>;
const met: Life = ({ session }) => session(-1);
const both =
  (...lives: Life[]): Life =>
  async (coached) => {
    for (const life of lives) await life(coached);
  };

/** What a client lived through, and the reasons that come of it. */
const LIVES: Record<
  string,
  [life: Life, reasons: string[], began?: { sinceDays?: number; status?: string }]
> = {
  'met yesterday': [met, []],
  'met 21 days ago': [({ session }) => session(-21.9), []],
  'met 22 days ago': [({ session }) => session(-22.01), ['NO_SESSION_21_DAYS']],
  'met long ago, one is booked': [
    both(
      ({ session }) => session(-40),
      ({ session }) => session(3.1, 'BOOKED'),
    ),
    [],
  ],
  'met long ago, one was booked and is not marked': [
    both(
      ({ session }) => session(-40),
      ({ session }) => session(-2.1, 'BOOKED'),
    ),
    ['NO_SESSION_21_DAYS'],
  ],
  'met long ago, it rests': [({ session }) => session(-41), [], { status: 'PAUSED' }],
  'never met, new': [async () => undefined, [], { sinceDays: -21 }],
  'never met, not new': [async () => undefined, ['NO_SESSION_21_DAYS'], { sinceDays: -23 }],
  'silent for 13 days': [both(met, ({ goal }) => goal(-13.9)), []],
  'silent for 14 days': [both(met, ({ goal }) => goal(-14.1)), ['STALE_GOAL']],
  'a milestone since': [both(met, ({ goal }) => goal(-90, { milestoneDays: -3 })), []],
  'silent for two periods of 30 days': [
    both(
      met,
      ({ plan }) => plan(30),
      ({ goal }) => goal(-60.1),
    ),
    ['STALE_GOAL'],
  ],
  'silent for less than two periods': [
    both(
      met,
      ({ plan }) => plan(30),
      ({ goal }) => goal(-59.9),
    ),
    [],
  ],
  'silent, and its date has passed': [both(met, ({ goal }) => goal(-50, { targetDays: -5 })), ['STALE_GOAL']],
  'a review is due': [both(met, ({ review }) => review(-0.01)), ['OVERDUE_REVIEW']],
  'a review is to come': [both(met, ({ review }) => review(0.1)), []],
  'the last pulse tells of a rupture': [
    both(
      met,
      ({ pulse }) => pulse(4, -60, false),
      ({ pulse }) => pulse(8, -5, true),
    ),
    ['RUPTURE_RISK'],
  ],
  'the pulse before told of a rupture': [
    both(
      met,
      ({ pulse }) => pulse(4, -60, true),
      ({ pulse }) => pulse(8, -5, false),
    ),
    [],
  ],
  'did not come last time': [
    both(
      ({ session }) => session(-9),
      ({ session }) => session(-3, 'NO_SHOW'),
    ),
    ['NO_SHOW'],
  ],
  'did not come the time before': [
    both(
      ({ session }) => session(-9, 'NO_SHOW'),
      ({ session }) => session(-3),
    ),
    [],
  ],
  'one session is left': [both(met, ({ grant }) => grant('SESSIONS', 1)), ['ALLOCATION_LOW']],
  'two sessions are left': [both(met, ({ grant }) => grant('SESSIONS', 2)), []],
  'an hour is left': [both(met, ({ grant }) => grant('MINUTES', 60)), ['ALLOCATION_LOW']],
  'more than an hour is left': [both(met, ({ grant }) => grant('MINUTES', 61)), []],
};

test.each(Object.entries(LIVES))('%s', async (name, [life, reasons, began]) => {
  const coach = await aCoach();
  const coached = await aCoached(waymark, coach, name, began);
  await life(coached);
  const { attention } = await homeOf(coach);
  expect(attention.map((each: { reasons: string[] }) => each.reasons)).toEqual(
    reasons.length ? [reasons] : [],
  );
});

test('each reason names what it stands on, and nothing else is named', async () => {
  const coach = await aCoach();
  const full = await aCoached(waymark, coach, 'Fulvia');
  await full.session(-50);
  const missed = await full.session(-30, 'NO_SHOW');
  const last = await full.session(-40);
  const goal = await full.goal(-100);
  const older = await full.goal(-120);
  const review = await full.review(-2);
  const pulse = await full.pulse(4, -20, true);
  await full.grant('SESSIONS', 1);
  const calm = await aCoached(waymark, coach, 'Calvin');
  await calm.session(-1.5);
  await calm.review(-1);
  const { attention } = await homeOf(coach);
  expect(attention).toEqual([
    {
      client: { name: 'Fulvia' },
      engagement: { id: `engagement_${full.engagement}` },
      reasons: [
        'NO_SESSION_21_DAYS',
        'STALE_GOAL',
        'OVERDUE_REVIEW',
        'RUPTURE_RISK',
        'NO_SHOW',
        'ALLOCATION_LOW',
      ],
      since: expect.any(String),
      lastSession: { id: `session_${last}` },
      staleGoals: [older, goal].map((id) => ({ id: `goal_${id}`, title: 'Speak' })),
      overdueReviews: [{ id: `review_${review}`, dueAt: expect.any(String) }],
      alliance: { id: `alliance-pulse_${pulse}`, mean: 5 },
      missedSession: { id: `session_${missed}` },
      allocation: { unit: 'SESSIONS', balance: { left: 1 } },
    },
    {
      client: { name: 'Calvin' },
      engagement: { id: `engagement_${calm.engagement}` },
      reasons: ['OVERDUE_REVIEW'],
      since: expect.any(String),
      lastSession: null,
      staleGoals: [],
      overdueReviews: [{ id: expect.any(String), dueAt: expect.any(String) }],
      alliance: null,
      missedSession: null,
      allocation: null,
    },
  ]);
  const days = (Date.now() - Date.parse(attention[0].since)) / 86_400_000;
  // Nothing was heard of the older goal for 120 days; that is too long since the 14th of them.
  expect(Math.round(days)).toBe(106);
});

test('twenty clients are one statement: most reasons first, then the oldest', async () => {
  const coach = await aCoach();
  const expected: [name: string, reasons: number, age: number][] = [];
  for (let at = 0; at < 20; at += 1) {
    const coached = await aCoached(waymark, coach, `Client ${at}`);
    const [missed, silent] = [at % 2 === 0, at % 3 === 0];
    await coached.session(-3 - at / 10, missed ? 'NO_SHOW' : 'HELD');
    // Held at a time of their own, so that nobody is quiet.
    await coached.session(-10 - at / 10);
    if (silent) await coached.goal(-20 - ((at * 7) % 20));
    if (missed || silent)
      expected.push([`Client ${at}`, +missed + +silent, silent ? 6 + ((at * 7) % 20) : 3 + at / 10]);
  }
  const { attention } = await homeOf(coach);
  const inOrder = expected.sort((a, b) => b[1] - a[1] || b[2] - a[2]).map(([name]) => name);
  expect(attention.map(({ client }: { client: { name: string } }) => client.name)).toEqual(inOrder);
});

test('stale is what the health of a goal calls stale', async () => {
  const coach = await aCoach();
  const healths: Record<string, string> = {};
  for (const [at, period] of [null, 7, 10, 30].entries()) {
    const coached = await aCoached(waymark, coach, `Greta ${at}`);
    if (period) await coached.plan(period);
    for (const heard of [1, 13.9, 14.1, 19.9, 20.1, 59.9, 60.1]) await coached.goal(-heard);
    const { data } = await waymark.send(
      coach,
      `{ client(id: "client_${coached.client.memberId}") { goals(first: 20) { nodes { id health } } } }`,
    );
    for (const { id, health } of data.client.goals.nodes) healths[id] = health;
  }
  const { attention } = await homeOf(coach);
  const stale = attention.flatMap(({ staleGoals }: any) => staleGoals.map(({ id }: { id: string }) => id));
  expect(stale.sort()).toEqual(
    Object.keys(healths)
      .filter((id) => healths[id] === 'STALE')
      .sort(),
  );
  expect(stale).toHaveLength(5 + 5 + 3 + 1);
});

describe('the day', () => {
  /** A zone in which it is noon, so that no test runs over midnight. */
  const noon = () => {
    const off = new Date().getUTCHours() - 12;
    return `Etc/GMT${off < 0 ? off : `+${off}`}`;
  };
  const at = (text: string, zone: string) =>
    `((now() at time zone '${zone}')::date + time '00:00' + interval '${text}') at time zone '${zone}'`;

  test('is the coach’s: from midnight to midnight where they are', async () => {
    const coach = await aCoach();
    const zone = noon();
    await waymark.database.owner('update members set time_zone = $2 where id = $1', [coach.memberId, zone]);
    const { client, engagement } = await aCoached(waymark, coach, 'Dora');
    const add = async (text: string, status = 'BOOKED') => {
      const [row] = await waymark.database.owner<{ id: string }>(
        `insert into sessions (org_id, client_id, engagement_id, coach_id, starts_at, ends_at, place, status, cancelled_at)
         values ($1, $2, $3, $4, ${at(text, zone)}, ${at(text, zone)} + interval '30 minutes', 'Room 1', $5,
           case when $5 = 'CANCELLED' then now() end) returning id`,
        [north, client.memberId, engagement, coach.memberId, status],
      );
      return `session_${row!.id}`;
    };
    const yesterday = await add('-31 minutes');
    const first = await add('0');
    const held = await add('8 hours', 'HELD');
    await add('9 hours', 'CANCELLED');
    const begun = await add('10 hours');
    const last = await add('23 hours 59 minutes');
    await add('24 hours 40 minutes');
    const home = await homeOf(coach);
    const ids = (list: { id: string }[]) => list.map(({ id }) => id);
    expect(ids(home.todaysSessions)).toEqual([first, held, begun, last]);
    expect(ids(home.unmarkedSessions)).toEqual([yesterday, first, begun]);
    const [day] = await waymark.database.owner<{ day: string }>(
      `select ((now() at time zone '${zone}')::date)::text as day`,
    );
    expect(home.today).toBe(day!.day);
  });

  test('holds the meetings of groups that the coach leads', async () => {
    const coach = await aCoach();
    const zone = noon();
    await waymark.database.owner('update members set time_zone = $2 where id = $1', [coach.memberId, zone]);
    const created = await waymark.send(
      coach,
      `mutation { createGroup(input: { name: "Data people", industry: "Software", seats: 10 }) { id } }`,
    );
    expect(created.errors).toBeUndefined();
    const group = created.data.createGroup.id.split('_')[1];
    for (const [title, when] of [
      ['Breakfast', '8 hours'],
      ['Tomorrow', '30 hours'],
    ])
      await waymark.database.owner(
        `insert into group_meetings (org_id, group_id, leader_id, title, starts_at, ends_at, place)
         values ($1, $2, $3, $4, ${at(when!, zone)}, ${at(when!, zone)} + interval '1 hour', 'Room 2')`,
        [north, group, coach.memberId, title],
      );
    expect((await homeOf(coach)).todaysMeetings).toEqual([{ title: 'Breakfast' }]);
  });
});

test('requests wait until the coach signs, and so do changes of what was agreed, for both sides', async () => {
  const coach = await aCoach();
  const admin = await aMember(waymark.database, north, `Ada ${serial}`, ['ADMIN']);
  const client = await aMember(waymark.database, north, `Rita ${serial}`, ['CLIENT']);
  const act = async (as: MemberActor, text: string) => {
    const { data, errors } = await waymark.send(as, `mutation { ${text} }`);
    expect(errors).toBeUndefined();
    return data;
  };
  const due = async () => {
    const { requests, signaturesDue } = await homeOf(coach);
    const week = (await waymark.send(client, '{ myWeek { signaturesDue { id } } }')).data.myWeek;
    return [requests.length, signaturesDue.length, week.signaturesDue.length];
  };
  const { proposeEngagement } = await act(
    admin,
    `proposeEngagement(input: { coachId: "coach_${coach.memberId}", clientId: "client_${client.memberId}", startsOn: "2026-11-02" }) { id }`,
  );
  const { id } = proposeEngagement;
  expect(await due()).toEqual([1, 1, 1]);
  await act(client, `signEngagement(id: "${id}") { id }`);
  expect(await due()).toEqual([1, 1, 0]);
  await act(coach, `signEngagement(id: "${id}") { id }`);
  expect(await due()).toEqual([0, 0, 0]);
  await act(admin, `proposeAgreement(engagementId: "${id}", input: { recording: true }) { id }`);
  expect(await due()).toEqual([0, 1, 1]);
  const { signaturesDue } = await homeOf(coach);
  expect(signaturesDue).toEqual([{ id, proposedAgreement: { number: 2 } }]);
});

test('unread messages are counted over open engagements', async () => {
  const coach = await aCoach();
  const [one, two] = [await aCoached(waymark, coach, 'Una'), await aCoached(waymark, coach, 'Duo')];
  const send = ({ client, engagement }: Coached) =>
    waymark.send(
      client,
      'mutation ($id: ID!, $input: SendMessageInput!) { sendMessage(engagementId: $id, input: $input) { id } }',
      { id: `engagement_${engagement}`, input: { key: randomUUID(), text: 'Hello' } },
    );
  const { data } = await send(one);
  await send(one);
  await send(two);
  expect(await homeOf(coach)).toMatchObject({
    unreadMessages: 3,
    unreadFrom: [one, two].map(({ engagement }) => ({ id: `engagement_${engagement}` })),
  });
  await waymark.send(coach, `mutation { markMessagesRead(id: "${data.sendMessage.id}") { id } }`);
  await waymark.database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [two.engagement]);
  expect(await homeOf(coach)).toMatchObject({
    unreadMessages: 1,
    unreadFrom: [{ id: `engagement_${one.engagement}` }],
  });
});
