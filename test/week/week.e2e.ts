import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { WEEK } from './week.queries.js';
import { liveTwoYears } from './week.two-years.js';

let waymark: TestApp;
let client: MemberActor;
let newcomer: MemberActor;
let coach: MemberActor;
const others: Record<string, MemberActor | null> = {};

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  newcomer = await aMember(database, north, 'Nia', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  Object.assign(others, {
    anonymous: null,
    'a coach elsewhere': await aMember(database, south, 'Finn', ['COACH']),
    'an admin': await aMember(database, north, 'Ada', ['ADMIN']),
    'a coach of another': await aMember(database, north, 'Otto', ['COACH']),
    'a mentor': await aMember(database, north, 'Mel', ['MENTOR']),
    'another client': newcomer,
  });
  const engagement = await engage(coach, client);
  await liveTwoYears(database, coach, client, engagement);
});
afterAll(() => waymark.close());

async function engage(by: MemberActor, whom: MemberActor): Promise<string> {
  const [row] = await waymark.database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2024-11-04', 'ACTIVE', now(), now()) returning id`,
    [by.orgId, by.memberId, whom.memberId],
  );
  return row!.id;
}
const mine = (as: MemberActor | null) => waymark.send(as, `{ myWeek { ${WEEK} } }`);
const theirs = (as: MemberActor | null, whom = client) =>
  waymark.send(as, `{ clientWeek(clientId: "client_${whom.memberId}") { ${WEEK} } }`);
const firstWeek = (as: MemberActor | null, action: string) =>
  waymark.send(as, `mutation { ${action} { firstWeek { steps { step state } } } }`);
const states = (week: any): string[] | undefined => week.firstWeek?.steps.map(({ state }: any) => state);

// That it was one statement is asserted for every query that is sent, by test/setup/statements.ts.
test('the week of a client with two years behind them is read in one statement, all of it', async () => {
  const { data, errors } = await mine(client);
  expect(errors).toBeUndefined();
  const week = data.myWeek;
  expect(week.client.name).toBe('Clio');
  expect(week.firstWeek).toBeNull();
  expect([...week.dueActions, ...week.slippedActions].map(({ title }: any) => title).sort()).toEqual([
    'Step 0.5',
    'Step 1.5',
  ]);
  expect(week.slippedGoals.map(({ title }: any) => title)).toEqual([]);
  expect(week.stuck).toEqual({
    index: 56,
    band: 'STUCK',
    labels: [
      { label: 'CONTENT_PLATEAU', nextStep: 'ASK_FOR_HARDER_WORK', nextStepWords: expect.any(String) },
    ],
  });
  expect(week.momentum.weeks).toHaveLength(12);
  expect(
    week.momentum.weeks.slice(1).every(({ done, commitment }: any) => done === 4 && commitment === 4),
  ).toBe(true);
  expect(week.momentum.activeWeeks).toBe(7);
  expect(week.nextSession.id).toMatch(/^session_/);
});

test('a coach sees the week of a client as far as they may, in one statement', async () => {
  const { data } = await theirs(coach);
  const { myWeek: own } = (await mine(client)).data;
  const week = data.clientWeek;
  expect(week).toEqual({ ...own, stuck: null, openSetbacks: [], mirror: own.mirror });
  await waymark.database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, 'CHECK_INS' from engagements where client_id = $1`,
    [client.memberId],
  );
  expect((await theirs(coach)).data.clientWeek.stuck).toEqual(own.stuck);
});

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['a coach elsewhere', 'FORBIDDEN', null],
  ['an admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['a coach of another', 'FORBIDDEN', null],
  ['a mentor', 'FORBIDDEN', 'FORBIDDEN'],
  ['another client', 'OK', 'FORBIDDEN'],
])('%s: an own week %s, the week of a client %s', async (person, own, other) => {
  const as = others[person]!;
  expect((await mine(as)).errors?.[0]?.extensions.code ?? 'OK').toBe(own);
  const { data, errors } = await theirs(as);
  if (other === null) expect(data).toEqual({ clientWeek: null });
  else expect(errors![0]!.extensions.code).toBe(other);
});

test.each(['skipFirstWeekStep(step: LEARN)', 'leaveFirstWeek', 'returnToFirstWeek'])(
  '%s is a client’s alone, and refused changes nothing',
  async (action) => {
    for (const [person, as] of Object.entries(others)) {
      if (person === 'another client') continue;
      const { errors } = await firstWeek(as, action);
      expect(errors![0]!.extensions.code).toBe(as ? 'FORBIDDEN' : 'UNAUTHENTICATED');
    }
    const { errors } = await firstWeek(coach, action);
    expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await waymark.database.owner('select * from first_weeks')).toEqual([]);
  },
);

describe('the first week', () => {
  beforeEach(() => waymark.database.owner('delete from first_weeks'));

  test('is a path of eight steps that what a client does walks along', async () => {
    expect(states((await mine(newcomer)).data.myWeek)).toEqual(['NEXT', ...Array(7).fill('OPEN')]);
    await waymark.database.owner(
      `insert into weekly_commitments (org_id, client_id, position, from_on, target)
       values ($1, $2, 1, date_trunc('week', now())::date, 4)`,
      [newcomer.orgId, newcomer.memberId],
    );
    expect(states((await mine(newcomer)).data.myWeek)![6]).toBe('DONE');
  });

  test('is not walked along by what a coach does for the client', async () => {
    const done = (assignee: MemberActor) =>
      waymark.database.owner(
        `insert into actions (org_id, client_id, kind, title, assignee_id, created_by, status, done_at, done_on)
         values ($1, $2, 'CUSTOM', 'A step', $3, $3, 'DONE', now(), current_date)`,
        [newcomer.orgId, newcomer.memberId, assignee.memberId],
      );
    await done(coach);
    expect(states((await mine(newcomer)).data.myWeek)![4]).toBe('OPEN');
    await done(newcomer);
    expect(states((await mine(newcomer)).data.myWeek)![4]).toBe('DONE');
    await waymark.database.owner('delete from actions where client_id = $1', [newcomer.memberId]);
  });

  test('lets each step be skipped, also by ten at once', async () => {
    const steps = ['RECOGNISE', 'EVALUATE', 'SET_GOAL', 'LEARN'];
    await Promise.all(
      [...steps, ...steps].map((step) => firstWeek(newcomer, `skipFirstWeekStep(step: ${step})`)),
    );
    expect(states((await mine(newcomer)).data.myWeek)!.slice(0, 5)).toEqual([
      ...Array(4).fill('SKIPPED'),
      'NEXT',
    ]);
  });

  test('can be left at any step and taken up again', async () => {
    expect((await firstWeek(newcomer, 'leaveFirstWeek')).data.leaveFirstWeek.firstWeek).toBeNull();
    expect((await firstWeek(newcomer, 'leaveFirstWeek')).data.leaveFirstWeek.firstWeek).toBeNull();
    expect((await mine(newcomer)).data.myWeek.firstWeek).toBeNull();
    const { data } = await firstWeek(newcomer, 'returnToFirstWeek');
    expect(states(data.returnToFirstWeek)![0]).toBe('NEXT');
  });

  test('is over after seven days, and is never a coach’s to see', async () => {
    await engage(coach, newcomer);
    expect((await theirs(coach, newcomer)).data.clientWeek.firstWeek).toBeNull();
    expect((await mine(newcomer)).data.myWeek.firstWeek).not.toBeNull();
    await waymark.database.owner(`update clients set created_at = now() - interval '7 days' where id = $1`, [
      newcomer.memberId,
    ]);
    expect((await mine(newcomer)).data.myWeek.firstWeek).toBeNull();
  });
});

test('plain SQL shows a client nobody’s first week but their own', async () => {
  await firstWeek(newcomer, 'leaveFirstWeek');
  const { Db } = await import('../../src/db/db.js');
  const db = waymark.app.get(Db);
  const seen = (actor: MemberActor) => db.run(actor, () => db.query('select id from first_weeks'));
  expect(await seen(newcomer)).toEqual([{ id: newcomer.memberId }]);
  expect(await seen(client)).toEqual([]);
  expect(await seen(coach)).toEqual([]);
  expect(await seen(others['an admin']!)).toEqual([]);
});
