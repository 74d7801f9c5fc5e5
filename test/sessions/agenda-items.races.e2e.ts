import fc from 'fast-check';
import { startApp, type TestApp } from '../setup/app.js';
import { agendaOf } from './agenda-items.people.js';
import { aCast, bare, code, counts, markHeld, type Cast } from './content.people.js';
import { act, aSession, book, minute } from './people.js';

let waymark: TestApp;
let cast: Cast;
let agenda: ReturnType<typeof agendaOf>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
  agenda = agendaOf(waymark);
});
afterEach(clear);
afterAll(() => waymark.close());

async function clear(): Promise<void> {
  await waymark.database.owner('delete from agenda_items');
  await waymark.database.owner('delete from sessions');
}

interface Placed {
  id: string;
  done: boolean;
  position: number;
  status: string | null;
}
const placed = () =>
  waymark.database.owner<Placed>(
    `select i.id, i.done_at is not null as done, i.position, s.status
     from agenda_items i left join sessions s on s.id = i.session_id order by s.id, i.position, i.id`,
  );

/** What must hold whatever happened at once. */
async function expectNothingLost(count: number): Promise<void> {
  const items = await placed();
  expect(items).toHaveLength(count);
  const booked = await waymark.database.owner(
    `select from sessions where status = 'BOOKED' and ends_at > now()`,
  );
  for (const { done, status } of items) {
    if (!done) expect(status).toBe(booked.length > 0 ? 'BOOKED' : null);
  }
}

test('an item goes on to a session that is booked while the one before is marked', async () => {
  for (let round = 0; round < 12; round += 1) {
    const now = await aSession(waymark.database, cast.engagement, -5);
    await agenda.add(cast.client, now, 'open');
    const [marked, booked] = await Promise.all([
      markHeld(waymark, cast.coach, now),
      book(waymark, cast.coach, cast.engagement, minute(0)),
    ]);
    expect([code(marked), code(booked)]).toEqual(['OK', 'OK']);
    expect(await agenda.of(cast.client, bare(booked.data.bookSession.id))).toEqual(['open']);
    await clear();
  }
});

test('two sessions cancelled at once leave their items waiting, and each counts', async () => {
  for (let round = 0; round < 8; round += 1) {
    const sessions = [
      await aSession(waymark.database, cast.engagement, 600),
      await aSession(waymark.database, cast.engagement, 900),
    ];
    for (const session of sessions) await agenda.add(cast.client, session, session);
    const answers = await Promise.all(
      sessions.map((session) => act(waymark, cast.coach, 'cancelSession', session)),
    );
    expect(counts(answers)).toEqual({ OK: 2 });
    const waiting = await agenda.waiting(cast.client, cast.engagement);
    expect(waiting.map(({ text }) => text).sort()).toEqual([...sessions].sort());
    // The one whose session went second had gone nowhere before.
    expect(waiting.map(({ carried }) => carried).sort()).toEqual([1, 2]);
    await clear();
  }
});

test('a tick raced by the mark is either on the record or on the next agenda', async () => {
  for (let round = 0; round < 12; round += 1) {
    const now = await aSession(waymark.database, cast.engagement, -5);
    const next = await aSession(waymark.database, cast.engagement, 600);
    const { id } = (await agenda.add(cast.client, now, 'raced')).data.addAgendaItem;
    const [ticked, marked] = await Promise.all([
      agenda.tick(cast.client, id),
      markHeld(waymark, cast.coach, now),
    ]);
    expect([code(ticked), code(marked)]).toEqual(['OK', 'OK']);
    const there = ticked.data.tickAgendaItem.session.id === `session_${now}`;
    expect(await agenda.of(cast.client, now)).toEqual(there ? ['raced'] : []);
    expect(await agenda.of(cast.client, next)).toEqual(there ? [] : ['raced']);
    await clear();
  }
});

test('of many who put an agenda in order at once each finds all of it, and one order stays', async () => {
  const session = await aSession(waymark.database, cast.engagement, 600);
  const ids: string[] = [];
  for (const text of ['a', 'b', 'c', 'd'])
    ids.push((await agenda.add(cast.client, session, text)).data.addAgendaItem.id);
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, at) =>
      agenda.reorder(at % 2 ? cast.coach : cast.client, session, [
        ...ids.slice(at % 4),
        ...ids.slice(0, at % 4),
      ]),
    ),
  );
  expect(counts(answers)).toEqual({ OK: 24 });
  expect((await placed()).map(({ position }) => position)).toEqual([1, 2, 3, 4]);
});

test('an order raced by what it does not name is refused or comes first', async () => {
  for (let round = 0; round < 8; round += 1) {
    const session = await aSession(waymark.database, cast.engagement, 600);
    const ids: string[] = [];
    for (const text of ['a', 'b'])
      ids.push((await agenda.add(cast.client, session, text)).data.addAgendaItem.id);
    const [ordered, added] = await Promise.all([
      agenda.reorder(cast.coach, session, ids.toReversed()),
      agenda.add(cast.client, session, 'c'),
    ]);
    expect(code(added)).toBe('OK');
    const first = code(ordered) === 'OK';
    if (!first) expect(code(ordered)).toBe('CONFLICT');
    expect(await agenda.of(cast.client, session)).toEqual(first ? ['b', 'a', 'c'] : ['a', 'b', 'c']);
    await clear();
  }
});

test('of forty who add to an agenda at once thirty find room', async () => {
  const session = await aSession(waymark.database, cast.engagement, 600);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => agenda.add(at % 2 ? cast.coach : cast.client, session, `${at}`)),
  );
  expect(counts(answers)).toEqual({ OK: 30, LIMIT_REACHED: 10 });
  expect((await placed()).map(({ position }) => position)).toEqual(
    Array.from({ length: 30 }, (_, at) => at + 1),
  );
});

const step = fc.record({
  action: fc.constantFrom('add', 'add', 'tick', 'book', 'cancel', 'held'),
  which: fc.nat(20),
  hour: fc.nat(40),
});

test('whatever is added, ticked, booked, cancelled and marked, also at once, no item is lost or left behind', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 9, maxLength: 24 }), async (steps) => {
    await clear();
    const sessions = [await aSession(waymark.database, cast.engagement, -5)];
    const items: string[] = [];
    const take = async ({ action, which, hour }: (typeof steps)[0]) => {
      const session = sessions[which % sessions.length]!;
      const item = items[which % Math.max(items.length, 1)];
      if (action === 'book') {
        const answer = await book(waymark, cast.coach, cast.engagement, minute(hour * 60));
        if (code(answer) === 'OK') sessions.push(bare(answer.data.bookSession.id));
        return code(answer);
      }
      if (action === 'cancel') return code(await act(waymark, cast.coach, 'cancelSession', session));
      if (action === 'held') return code(await markHeld(waymark, cast.coach, session));
      if (action === 'tick' && item) return code(await agenda.tick(cast.coach, item));
      const answer = await agenda.add(cast.client, session, 'something');
      if (code(answer) === 'OK') items.push(answer.data.addAgendaItem.id);
      return code(answer);
    };
    // Three at once, so that they race and yet leave something to move.
    for (let at = 0; at < steps.length; at += 3) {
      const codes = await Promise.all(steps.slice(at, at + 3).map(take));
      expect(codes.filter((each) => each !== 'OK' && each !== 'CONFLICT')).toEqual([]);
    }
    await expectNothingLost(items.length);
  });
  await fc.assert(property, { numRuns: 20 });
});
