import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAllocation,
  anEngagement,
  aSession,
  balance,
  book,
  bookSeries,
  minute,
  reschedule,
  rescheduleSeries,
  shift,
} from './people.js';

let waymark: TestApp;
let coaches: MemberActor[];
let clients: MemberActor[];
/** Of every coach with every client, by `coach * clients.length + client`. */
let engagements: string[];

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  coaches = [
    await aMember(database, north, 'Cora', ['COACH']),
    await aMember(database, north, 'Otto', ['COACH', 'CLIENT']),
  ];
  clients = [
    await aMember(database, north, 'Clio', ['CLIENT']),
    await aMember(database, north, 'Odo', ['CLIENT']),
  ];
  engagements = [];
  for (const coach of coaches) {
    for (const client of clients) engagements.push(await anEngagement(database, coach, client));
  }
  // Whoever coaches can be coached.
  engagements.push(await anEngagement(database, coaches[0]!, coaches[1]!));
});

afterAll(() => waymark.close());
afterEach(async () => {
  await waymark.database.owner('delete from sessions');
  await waymark.database.owner('delete from session_series');
});

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const tally = (answers: Answer[]) =>
  Object.groupBy(answers.map(code), (each) => each) as Record<string, string[]>;
const counts = (answers: Answer[]) =>
  Object.fromEntries(Object.entries(tally(answers)).map(([each, all]) => [each, all.length]));

/** People who sit in two sessions at once. */
const overlaps = () =>
  waymark.database.owner(
    `with seats as (
       select s.id, p.person, app.busy(s.starts_at, s.ends_at, s.buffer_minutes) as during
       from sessions s, lateral (values (s.coach_id), (s.client_id)) as p (person) where s.status <> 'CANCELLED')
     select a.person from seats a join seats b on a.person = b.person and a.id < b.id and a.during && b.during`,
  );

test('of 1,000 who book one slot at once one wins, and the others are told CONFLICT', async () => {
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, at) =>
      book(waymark, at % 2 ? coaches[0]! : clients[0]!, engagements[0]!, minute(0)),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 999 });
  expect(await waymark.database.owner('select from sessions')).toHaveLength(1);
});

test('overlapping slots of crossing pairs end in no deadlock', async () => {
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, at) => {
      const which = at % 4;
      return book(waymark, coaches[Math.floor(which / 2)]!, engagements[which]!, minute((at % 7) * 10));
    }),
  );
  expect(Object.keys(tally(answers)).sort()).toEqual(['CONFLICT', 'OK']);
  expect(await overlaps()).toEqual([]);
  const [row] = await waymark.database.owner<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  expect(row).toEqual({ deadlocks: 0 });
});

test('a move raced by a cancellation leaves one story', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { data } = await book(waymark, coaches[0]!, engagements[0]!, minute(0));
    const id = data.bookSession.id.slice('session_'.length);
    const [moved, cancelled] = await Promise.all([
      reschedule(waymark, coaches[0]!, id, minute(120)),
      act(waymark, clients[0]!, 'cancelSession', id),
    ]);
    expect(code(cancelled)).toBe('OK');
    const [row] = await waymark.database.owner(
      `select status, sequence, version, starts_at = $2 as moved from sessions where id = $1`,
      [id, minute(120)],
    );
    const won = code(moved) === 'OK';
    if (!won) expect(code(moved)).toBe('CONFLICT');
    expect(row).toEqual({
      status: 'CANCELLED',
      sequence: won ? 2 : 1,
      version: won ? 3 : 2,
      moved: won,
    });
  }
});

test('of 50 movers who saw one version one wins', async () => {
  const { data } = await book(waymark, coaches[0]!, engagements[0]!, minute(0));
  const id = data.bookSession.id.slice('session_'.length);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      reschedule(waymark, at % 2 ? coaches[0]! : clients[0]!, id, minute(at), ', version: 1'),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 49 });
});

test('of two marks at once one counts', async () => {
  const begun = await aSession(waymark.database, engagements[0]!, -5);
  const answers = await Promise.all([
    act(waymark, coaches[0]!, 'markSessionHeld', begun),
    act(waymark, coaches[0]!, 'markSessionNoShow', begun),
    act(waymark, coaches[0]!, 'markSessionHeld', begun),
  ]);
  expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 2 });
});

test('a booking raced by a pause lands before it or not at all', async () => {
  const pause = `mutation { pauseEngagement(id: "engagement_${engagements[0]}") { id } }`;
  const resume = `mutation { resumeEngagement(id: "engagement_${engagements[0]}") { id } }`;
  const answers = await Promise.all([
    waymark.send(coaches[0]!, pause),
    ...Array.from({ length: 20 }, (_, at) => book(waymark, clients[0]!, engagements[0]!, minute(at * 60))),
  ]);
  const [paused, ...bookings] = answers;
  expect(code(paused!)).toBe('OK');
  const landed = bookings.filter((answer) => code(answer) === 'OK').length;
  expect(bookings.filter((answer) => code(answer) === 'CONFLICT')).toHaveLength(20 - landed);
  expect(await waymark.database.owner('select from sessions')).toHaveLength(landed);
  expect(code(await waymark.send(coaches[0]!, resume))).toBe('OK');
});

test('bookings raced by the end of the engagement are cancelled with it or never land, and nothing stays held', async () => {
  const { database } = waymark;
  const coach = await aMember(database, coaches[0]!.orgId, 'Ena', ['COACH']);
  const ending = await anEngagement(database, coach, clients[0]!);
  await anAllocation(database, ending, 'SESSIONS', 30);
  const [ended, ...bookings] = await Promise.all([
    waymark.send(coach, `mutation { endEngagement(id: "engagement_${ending}", ending: ENDED_EARLY) { id } }`),
    ...Array.from({ length: 20 }, (_, at) =>
      book(waymark, at % 2 ? coach : clients[0]!, ending, minute(at * 60)),
    ),
  ]);
  expect(code(ended!)).toBe('OK');
  const landed = bookings.filter((answer) => code(answer) === 'OK').length;
  // The coach of an engagement that is over no longer sees it.
  expect(bookings.map(code).filter((each) => !['OK', 'CONFLICT', 'NOT_FOUND'].includes(each))).toEqual([]);
  expect(await database.owner('select status from sessions where engagement_id = $1', [ending])).toEqual(
    Array(landed).fill({ status: 'CANCELLED' }),
  );
  const [after] = await database.owner('select held, used from allocation_balances where id = $1', [ending]);
  expect(after).toEqual({ held: 0, used: 0 });
  await database.owner('delete from allocation_entries where engagement_id = $1', [ending]);
});

test('a cancellation raced by a mark leaves one of the two, and the ledger says the same', async () => {
  const { database } = waymark;
  const coach = await aMember(database, coaches[0]!.orgId, 'Mara', ['COACH']);
  const ledger = await anEngagement(database, coach, clients[1]!);
  await anAllocation(database, ledger, 'SESSIONS', 10);
  for (let round = 1; round <= 8; round += 1) {
    const { data } = await book(waymark, coach, ledger, minute(0));
    const id = data.bookSession.id.slice('session_'.length);
    await shift(database, id, -round * 90);
    const answers = await Promise.all([
      act(waymark, coach, 'cancelSession', id),
      act(waymark, coach, round % 2 ? 'markSessionHeld' : 'markSessionNoShow', id),
    ]);
    expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 1 });
  }
  const [row] = await database.owner<{ marked: number }>(
    `select count(*)::int as marked from sessions where engagement_id = $1 and status <> 'CANCELLED'`,
    [ledger],
  );
  expect(await balance(database, ledger)).toEqual([10 - row!.marked, 0, row!.marked]);
  await database.owner('delete from allocation_entries where engagement_id = $1', [ledger]);
});

test('of 50 who book different hours as many land as the allocation has left', async () => {
  const { database } = waymark;
  const coach = await aMember(database, coaches[0]!.orgId, 'Lena', ['COACH']);
  const scarce = await anEngagement(database, coach, clients[0]!);
  await anAllocation(database, scarce, 'SESSIONS', 3);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      book(waymark, at % 2 ? coach : clients[0]!, scarce, minute(at * 60)),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 3, LIMIT_REACHED: 47 });
  expect(await balance(database, scarce)).toEqual([0, 3, 0]);
  await database.owner('delete from allocation_entries where engagement_id = $1', [scarce]);
});

test('of series that are booked and moved at once each lands whole or not at all', async () => {
  const booked = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      bookSeries(waymark, at % 2 ? coaches[0]! : clients[0]!, engagements[0]!, {
        localTime: at % 3 ? '09:00' : '09:30',
      }),
    ),
  );
  expect(counts(booked)).toEqual({ OK: 1, CONFLICT: 11 });
  const won = booked.find(({ errors }) => !errors)!.data.bookSessionSeries;
  const moved = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      rescheduleSeries(
        waymark,
        at % 2 ? coaches[0]! : clients[0]!,
        won.sessions[at % 5].id,
        at % 3 ? 'THIS_AND_FOLLOWING' : 'ALL',
        { localTime: `1${at % 10}:15` },
      ),
    ),
  );
  expect(moved.map(code).filter((each) => !['OK', 'VERSION_CONFLICT'].includes(each))).toEqual([]);
  expect(await overlaps()).toEqual([]);
  const wrong = await waymark.database.owner(
    `select s.id from sessions s join session_series r on r.org_id = s.org_id and r.id = s.series_id
     where s.starts_at <> (s.occurrence_on + r.local_time) at time zone r.zone`,
  );
  expect(wrong).toEqual([]);
});

test('of 20 corrections who saw one version one counts', async () => {
  const begun = await aSession(waymark.database, engagements[0]!, -5);
  await act(waymark, coaches[0]!, 'markSessionHeld', begun);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      act(waymark, coaches[0]!, 'correctSession', begun, ', version: 2, status: NO_SHOW, why: "Slip"'),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 19 });
  expect(await waymark.database.owner('select from session_corrections')).toHaveLength(1);
});
