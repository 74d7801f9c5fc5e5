import fc from 'fast-check';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { act, aSession, anEngagement, book, minute, reschedule } from './people.js';

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
afterEach(() => waymark.database.owner('delete from sessions'));

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

test('of 200 who book one slot at once one wins, and the others are told CONFLICT', async () => {
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      book(waymark, at % 2 ? coaches[0]! : clients[0]!, engagements[0]!, minute(0)),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 199 });
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

const step = fc.record({
  action: fc.constantFrom('book', 'book', 'move', 'cancel'),
  engagement: fc.nat(4),
  session: fc.nat(30),
  at: fc.nat(47).map((tenth) => tenth * 10),
  minutes: fc.integer({ min: 15, max: 120 }),
  bufferMinutes: fc.integer({ min: 0, max: 60 }),
});

test('whatever is booked, moved and cancelled, also at once, nobody sits in two sessions', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
    await waymark.database.owner('delete from sessions');
    const sessions: { id: string; as: MemberActor }[] = [];
    const take = async ({ action, engagement, session, at, minutes, bufferMinutes }: (typeof steps)[0]) => {
      const as = coaches[engagement < 2 || engagement === 4 ? 0 : 1]!;
      const chosen = sessions[session % Math.max(sessions.length, 1)];
      if (action === 'book' || !chosen) {
        const answer = await book(waymark, as, engagements[engagement]!, minute(at), {
          minutes,
          bufferMinutes,
        });
        if (code(answer) === 'OK')
          sessions.push({ id: answer.data.bookSession.id.slice('session_'.length), as });
        return code(answer);
      }
      if (action === 'move') return code(await reschedule(waymark, chosen.as, chosen.id, minute(at)));
      return code(await act(waymark, chosen.as, 'cancelSession', chosen.id));
    };
    // Three at once, so that they race and yet leave something to move.
    for (let at = 0; at < steps.length; at += 3) {
      const codes = await Promise.all(steps.slice(at, at + 3).map(take));
      expect(codes.filter((each) => each !== 'OK' && each !== 'CONFLICT')).toEqual([]);
    }
    expect(await overlaps()).toEqual([]);
  });
  await fc.assert(property, { numRuns: 25 });
});
