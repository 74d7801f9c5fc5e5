import { startApp, type TestApp } from '../setup/app.js';
import { agendaOf } from './agenda-items.people.js';
import { aCast, bare, code, end, reopen, type Cast } from './content.people.js';
import { act, aSession, book, minute } from './people.js';

let waymark: TestApp;
let cast: Cast;
let agenda: ReturnType<typeof agendaOf>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
  agenda = agendaOf(waymark);
});
afterEach(async () => {
  await waymark.database.owner('delete from agenda_items');
  await waymark.database.owner('delete from sessions');
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const aBooking = (startsInMinutes: number) => aSession(waymark.database, cast.engagement, startsInMinutes);
const stored = () =>
  waymark.database.owner<{ text: string; position: number }>('select * from agenda_items order by id');

test('both sides put items on the agenda, tick them and open them again', async () => {
  const session = await aBooking(600);
  expect((await agenda.add(cast.client, session, ' The talk — Größe! ')).data.addAgendaItem).toEqual({
    id: expect.stringMatching(/^agenda-item_/),
    text: 'The talk — Größe!',
    done: false,
    doneAt: null,
    carried: 0,
    carriedFrom: null,
    version: 1,
    author: { name: 'Clio' },
    session: { id: `session_${session}` },
    createdAt: expect.any(String),
  });
  const { id } = (await agenda.add(cast.coach, session, 'Pay')).data.addAgendaItem;
  expect(await agenda.of(cast.client, session)).toEqual(['The talk — Größe!', 'Pay']);
  const ticked = await agenda.tick(cast.client, id);
  expect(ticked.data.tickAgendaItem).toMatchObject({ done: true, doneAt: expect.any(String), version: 2 });
  expect((await agenda.tick(cast.coach, id)).data).toEqual(ticked.data);
  expect((await agenda.tick(cast.coach, id, 'untickAgendaItem')).data.untickAgendaItem).toMatchObject({
    done: false,
    doneAt: null,
    version: 3,
  });
});

test('an item is changed and removed by who put it there, over what they have seen', async () => {
  const session = await aBooking(600);
  const { id } = (await agenda.add(cast.client, session, 'first')).data.addAgendaItem;
  expect(code(await agenda.change(cast.coach, id, 1, 'x'))).toBe('FORBIDDEN');
  expect(code(await agenda.remove(cast.coach, id))).toBe('FORBIDDEN');
  expect((await agenda.change(cast.client, id, 1, 'second')).data.changeAgendaItem).toMatchObject({
    text: 'second',
    version: 2,
  });
  expect(code(await agenda.change(cast.client, id, 1, 'third'))).toBe('VERSION_CONFLICT');
  expect((await agenda.remove(cast.client, id)).data).toEqual({ removeAgendaItem: true });
  expect(code(await agenda.remove(cast.client, id))).toBe('NOT_FOUND');
});

test('either side puts the agenda in order, naming all of it once', async () => {
  const session = await aBooking(600);
  const ids: string[] = [];
  for (const text of ['a', 'b', 'c'])
    ids.push((await agenda.add(cast.client, session, text)).data.addAgendaItem.id);
  const [a, b, c] = ids as [string, string, string];
  expect((await agenda.reorder(cast.coach, session, [c, a, b])).data.reorderAgenda).toEqual({
    agenda: { nodes: [{ text: 'c' }, { text: 'a' }, { text: 'b' }] },
  });
  expect(code(await agenda.reorder(cast.coach, session, [c, a]))).toBe('CONFLICT');
  expect(code(await agenda.reorder(cast.coach, session, [c, a, a]))).toBe('INVALID_INPUT');
  const other = await aBooking(900);
  const { id: elsewhere } = (await agenda.add(cast.client, other, 'd')).data.addAgendaItem;
  expect(code(await agenda.reorder(cast.coach, session, [c, a, elsewhere]))).toBe('CONFLICT');
  expect(await agenda.of(cast.client, session)).toEqual(['c', 'a', 'b']);
});

test('a session is booked with its agenda, in order', async () => {
  const { data } = await book(waymark, cast.coach, cast.engagement, minute(0), {
    agenda: ['Pay', ' The team '],
  });
  const id = bare(data.bookSession.id);
  expect(await agenda.of(cast.client, id)).toEqual(['Pay', 'The team']);
  for (const wrong of [[' '], ['x'.repeat(501)], Array<string>(31).fill('x')])
    expect(code(await book(waymark, cast.coach, cast.engagement, minute(120), { agenda: wrong }))).toBe(
      'INVALID_INPUT',
    );
});

test('what was not talked about goes on to the next session that is booked, behind what is there', async () => {
  const later = await aBooking(9_000);
  const next = await aBooking(6_000);
  const now = await aBooking(-5);
  await agenda.add(cast.client, next, 'already there');
  const { id: done } = (await agenda.add(cast.coach, now, 'talked about')).data.addAgendaItem;
  await agenda.add(cast.client, now, 'open one');
  await agenda.add(cast.coach, now, 'open two');
  await agenda.tick(cast.coach, done);
  expect(code(await act(waymark, cast.coach, 'markSessionHeld', now))).toBe('OK');
  expect(await agenda.of(cast.client, now)).toEqual(['talked about']);
  expect(await agenda.of(cast.client, next)).toEqual(['already there', 'open one', 'open two']);
  expect(await agenda.of(cast.client, later)).toEqual([]);
  const { data } = await waymark.send(
    cast.client,
    `{ session(id: "session_${next}") { agenda(first: 5) { nodes { carried version carriedFrom { id status } author { name } } } } }`,
  );
  expect(data.session.agenda.nodes.slice(1)).toEqual([
    {
      carried: 1,
      version: 2,
      carriedFrom: { id: `session_${now}`, status: 'HELD' },
      author: { name: 'Clio' },
    },
    {
      carried: 1,
      version: 2,
      carriedFrom: { id: `session_${now}`, status: 'HELD' },
      author: { name: 'Cora' },
    },
  ]);
});

test.each([
  ['a no-show', -5, 'coach', 'markSessionNoShow'],
  ['a cancellation by the coach', 600, 'coach', 'cancelSession'],
  ['a cancellation by the client', 6_000, 'client', 'cancelSession'],
] as const)(
  'after %s items wait for the next booking and take their place there',
  async (_what, at, who, name) => {
    const session = await aBooking(at);
    await agenda.add(cast.client, session, 'a');
    const { id } = (await agenda.add(cast.coach, session, 'b')).data.addAgendaItem;
    expect(code(await act(waymark, cast[who], name, session))).toBe('OK');
    expect(await agenda.waiting(cast.client, cast.engagement)).toEqual([
      { text: 'a', carried: 1 },
      { text: 'b', carried: 1 },
    ]);
    expect(code(await agenda.tick(cast.coach, id))).toBe('CONFLICT');
    const { data } = await book(waymark, cast.coach, cast.engagement, minute(5_000), { agenda: ['new'] });
    expect(await agenda.of(cast.client, bare(data.bookSession.id))).toEqual(['new', 'a', 'b']);
    expect(await agenda.waiting(cast.client, cast.engagement)).toEqual([]);
    expect((await agenda.tick(cast.client, id)).data.tickAgendaItem).toMatchObject({
      done: true,
      carried: 1,
    });
  },
);

test('an item counts each session that it went on from', async () => {
  const [second, first] = [await aBooking(1_200), await aBooking(600)];
  await agenda.add(cast.client, first, 'again');
  await act(waymark, cast.coach, 'cancelSession', first);
  await act(waymark, cast.coach, 'cancelSession', second);
  expect(await agenda.waiting(cast.coach, cast.engagement)).toEqual([{ text: 'again', carried: 2 }]);
});

test('a session that was over before it was marked takes nothing on', async () => {
  const over = await aBooking(-600);
  const now = await aBooking(-5);
  await agenda.add(cast.client, now, 'open');
  await act(waymark, cast.coach, 'markSessionHeld', now);
  expect(await agenda.of(cast.client, over)).toEqual([]);
  expect(await agenda.waiting(cast.client, cast.engagement)).toEqual([{ text: 'open', carried: 1 }]);
});

test('the agenda of a session that is over stays as it is', async () => {
  const session = await aBooking(-5);
  const { id } = (await agenda.add(cast.client, session, 'done')).data.addAgendaItem;
  await agenda.tick(cast.client, id);
  await act(waymark, cast.coach, 'markSessionHeld', session);
  const before = await stored();
  for (const answer of [
    await agenda.add(cast.client, session, 'late'),
    await agenda.change(cast.client, id, 2, 'late'),
    await agenda.tick(cast.client, id, 'untickAgendaItem'),
    await agenda.remove(cast.client, id),
    await agenda.reorder(cast.client, session, [id]),
  ])
    expect(code(answer)).toBe('CONFLICT');
  expect(await stored()).toEqual(before);
});

test('an agenda takes thirty items of five hundred letters', async () => {
  const session = await aBooking(600);
  for (let at = 0; at < 30; at += 1)
    expect(code(await agenda.add(cast.client, session, '語'.repeat(500)))).toBe('OK');
  expect(code(await agenda.add(cast.client, session, 'one more'))).toBe('LIMIT_REACHED');
  expect(code(await agenda.add(cast.client, session, 'x'.repeat(501)))).toBe('INVALID_INPUT');
});

test('after the end the client keeps the agenda and the coach sees none of it', async () => {
  const session = await aBooking(600);
  const { id } = (await agenda.add(cast.client, session, 'mine')).data.addAgendaItem;
  await end(waymark.database, cast.engagement);
  expect(await agenda.of(cast.client, session)).toEqual(['mine']);
  const { data } = await waymark.send(cast.coach, `{ node(id: "${id}") { id } }`);
  expect(data.node).toBeNull();
  expect(await agenda.waiting(cast.coach, cast.engagement)).toEqual([]);
});

test('what is stored is sealed', async () => {
  await agenda.add(cast.client, await aBooking(600), 'canary');
  expect(JSON.stringify(await stored())).not.toContain('canary');
});
