import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember } from '../setup/people.js';
import { evenly } from './items.js';
import { aWorld, checkInsOf, code, consent, engage, SCORES, type World } from './world.js';

let waymark: TestApp;
let world: World;
let submitted: string;
let open: string;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark.database);
  const mine = checkInsOf(waymark, world.client);
  submitted = await mine.take(evenly(9));
  await mine.pulse(2);
  open = (await mine.start()).data.startCheckIn.id;
  await mine.answer(open, [[1, 3]]);
});
afterAll(() => waymark.close());

const TABLES = [
  'instruments',
  'instrument_items',
  'check_ins',
  'check_in_answers',
  'check_in_scores',
  'check_in_labels',
  'weekly_pulses',
  'check_in_schedules',
];
const everything = () =>
  Promise.all(TABLES.map((table) => waymark.database.owner(`select * from ${table} order by id`)));

/** Every operation on what exists. */
const actions: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  answerCheckIn: (as) => checkInsOf(waymark, as).answer(open, [[1, 0]]),
  submitCheckIn: (as) => checkInsOf(waymark, as).submit(open),
  discardCheckIn: (as) => checkInsOf(waymark, as).discard(submitted),
};
/** What a client does for themselves, and nobody for them. */
const own: typeof actions = {
  startCheckIn: (as) => checkInsOf(waymark, as).start(),
  recordPulse: (as) => checkInsOf(waymark, as).pulse(4),
};

const callers = () =>
  ({
    anonymous: null,
    'a client of another organization': world.stranger,
    'an admin': world.admin,
    'an admin who coaches': world.adminCoach,
    'the coach of another client': world.coachOfAnother,
    'the own coach, with consent': world.coach,
    'the own coach, without': world.coachWithout,
    'a mentor': world.mentor,
    'another client': world.otherClient,
  }) satisfies Record<string, MemberActor | null>;

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['a client of another organization', 'NOT_FOUND'],
  ['an admin', 'FORBIDDEN'],
  ['an admin who coaches', 'FORBIDDEN'],
  ['the coach of another client', 'NOT_FOUND'],
  ['the own coach, with consent', 'FORBIDDEN'],
  ['the own coach, without', 'FORBIDDEN'],
  ['a mentor', 'FORBIDDEN'],
  ['another client', 'NOT_FOUND'],
] as const)('%s changes nothing of a client’s check-ins and is told %s', async (caller, expected) => {
  const before = await everything();
  for (const [name, call] of Object.entries(actions)) {
    expect([name, code(await call(callers()[caller]))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['an admin', 'FORBIDDEN'],
  ['an admin who coaches', 'FORBIDDEN'],
  ['the own coach, with consent', 'FORBIDDEN'],
  ['the own coach, without', 'FORBIDDEN'],
  ['a mentor', 'FORBIDDEN'],
] as const)('%s starts no check-in and records no pulse, and is told %s', async (caller, expected) => {
  const before = await everything();
  for (const [name, call] of Object.entries(own)) {
    expect([name, code(await call(callers()[caller]))]).toEqual([name, expected]);
  }
  expect(await everything()).toEqual(before);
});

test('whoever may not see a check-in reads null, whether it exists or not', async () => {
  const random = 'check-in_01890000-0000-7000-8000-000000000000';
  for (const as of [
    world.stranger,
    world.coachOfAnother,
    world.coachWithout,
    world.otherClient,
    world.adminCoach,
  ]) {
    for (const id of [submitted, open, random]) {
      expect((await checkInsOf(waymark, as).read(id)).text).toBe('{"data":{"checkIn":null}}\n');
    }
  }
  for (const as of [world.admin, world.mentor]) {
    expect(code(await checkInsOf(waymark, as).read(submitted))).toBe('FORBIDDEN');
  }
  expect(code(await checkInsOf(waymark, null).read(submitted))).toBe('UNAUTHENTICATED');
});

test('the coach with consent reads what is submitted without its answers, and not what is under way', async () => {
  const theirs = checkInsOf(waymark, world.coach);
  const { data } = await theirs.read(submitted, `status answers { given { answer } } scores { ${SCORES} }`);
  expect(data.checkIn).toMatchObject({
    status: 'SUBMITTED',
    answers: null,
    scores: { index: 75, flagged: false },
  });
  expect((await theirs.read(open)).data.checkIn).toBeNull();
});

test('node finds a check-in for those who may see it', async () => {
  const node = async (as: MemberActor) =>
    (await waymark.send(as, 'query ($id: ID!) { node(id: $id) { id } }', { id: submitted })).data.node;
  for (const as of [world.client, world.coach]) expect(await node(as)).toEqual({ id: submitted });
  for (const as of [world.coachWithout, world.admin, world.mentor, world.stranger, world.otherClient]) {
    expect(await node(as)).toBeNull();
  }
});

const HIDDEN = {
  openCheckIn: null,
  latestScores: null,
  nextCheckInAt: null,
  checkIns: { nodes: [] },
  pulses: { nodes: [] },
  pulseThisWeek: null,
};

test('an admin who finds the client finds no trace of check-ins', async () => {
  const { data } = await waymark.send(
    world.admin,
    `query ($id: ID!) { client(id: $id) { openCheckIn { id } latestScores { index } nextCheckInAt checkIns { nodes { id } }
       pulses { nodes { felt } } pulseThisWeek { felt } checkInTrends { slope checkIns } } }`,
    { id: `client_${world.client.memberId}` },
  );
  expect(data.client).toEqual({ ...HIDDEN, checkInTrends: Array(7).fill({ slope: null, checkIns: 0 }) });
});

test('a foreign id and a random one get the same bytes', async () => {
  const answer = async (id: string) =>
    (await checkInsOf(waymark, world.otherClient).submit(id)).text.replace(/"traceId":"[^"]+"/, '');
  expect(await answer(open)).toBe(await answer('check-in_01890000-0000-7000-8000-000000000000'));
});

test('a role that was taken away takes the check-ins along', async () => {
  const { database } = waymark;
  const former = await aMember(database, world.north, 'Fay', ['CLIENT']);
  const id = await checkInsOf(waymark, former).take(evenly(3));
  await database.owner(`update members set roles = '{MENTOR}' where id = $1`, [former.memberId]);
  const now = { ...former, roles: ['MENTOR'] as const };
  expect(code(await checkInsOf(waymark, now).read(id))).toBe('FORBIDDEN');
  expect(
    (await waymark.send(now, '{ me { client { checkIns { nodes { id } } } } }')).data.me.client,
  ).toBeNull();
});

test('check-ins of 1 and of 20 clients, whole, are one statement for their coach', async () => {
  const { database } = waymark;
  const home = `{ me { coach { clients(first: 20) { nodes { latestScores { index labels { label } change { verdict } }
    openCheckIn { id } pulseThisWeek { felt } checkInTrends { slope }
    checkIns(first: 2) { edges { cursor node { id instrument { title } scores { band } } } } } } } } }`;
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  try {
    for (const clients of [1, 20]) {
      const have = await database.owner(`select from engagements where coach_id = $1`, [
        world.coach.memberId,
      ]);
      for (let at = have.length; at < clients; at += 1) {
        const client = await aMember(database, world.north, `Client ${at}`, ['CLIENT']);
        await engage(database, world.coach, client);
        await consent(database, world.coach, client);
        await checkInsOf(waymark, client).take(evenly(6));
      }
      run.mockClear();
      const { data } = await waymark.send(world.coach, home);
      const nodes = data.me.coach.clients.nodes as { latestScores: { index: number } | null }[];
      expect(nodes).toHaveLength(clients);
      expect(nodes.every(({ latestScores }) => latestScores !== null)).toBe(true);
      // The first of the two says who asks.
      expect(run.mock.calls.map(([statements]) => statements.length)).toEqual([2]);
    }
  } finally {
    run.mockRestore();
  }
});
