import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { evenly, scale } from './items.js';
import { aWorld, bare, checkInsOf, clear, code, sweepAt, type World } from './world.js';

let waymark: TestApp;
let world: World;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark.database);
});
afterEach(async () => {
  await clear(waymark);
  const { owner } = waymark.database;
  await owner(
    'delete from instrument_items where instrument_id in (select id from instruments where author_id is not null)',
  );
  await owner('delete from instruments where author_id is not null');
  await owner('update instruments set current = true');
});
afterAll(() => waymark.close());

const items = scale.map(({ dimension, reversed, position }) => ({
  dimension,
  reversed,
  text: `Sentence ${position}`,
}));
const define = (as: MemberActor | null, input: object = {}) =>
  waymark.send(
    as,
    `mutation ($input: DefineInstrumentInput!) { defineInstrument(input: $input) {
       id code edition title shipped current items { position dimension reversed text } } }`,
    { input: { code: 'ours', title: 'How we are', items, ...input } },
  );
const choose = (as: MemberActor | null, id: string) =>
  waymark.send(as, 'mutation ($id: ID!) { chooseInstrument(id: $id) { id current } }', { id });
const current = async (as: MemberActor) =>
  (await waymark.send(as, '{ currentInstrument { id code } }')).data.currentInstrument;
const defined = async (input: object = {}) =>
  (await define(world.admin, input)).data.defineInstrument.id as string;
const stored = () => waymark.database.owner('select * from instruments order by id');

test('the shipped instrument is there for every organization, new ones too', async () => {
  for (const as of [world.client, world.coach, world.mentor, world.admin, world.stranger]) {
    const { data } = await waymark.send(
      as,
      '{ currentInstrument { code edition title shipped current items { position } } instruments { nodes { code } } }',
    );
    expect(data).toEqual({
      currentInstrument: {
        code: 'stuck-18',
        edition: 1,
        title: 'Am I stuck?',
        shipped: true,
        current: true,
        items: Array.from({ length: 21 }, (_, at) => ({ position: at + 1 })),
      },
      instruments: { nodes: [{ code: 'stuck-18' }] },
    });
  }
});

test('an admin adds the organization’s own, in editions', async () => {
  const first = await define(world.admin);
  expect(first.data.defineInstrument).toMatchObject({
    code: 'ours',
    edition: 1,
    title: 'How we are',
    shipped: false,
    current: false,
    items: items.map((item, at) => ({ ...item, position: at + 1 })),
  });
  expect((await define(world.admin, { title: 'Again' })).data.defineInstrument).toMatchObject({ edition: 2 });
  expect((await define(world.stranger)).data.defineInstrument).toMatchObject({ edition: 1 });
});

test('the structural part may be left out', async () => {
  const id = await defined({ items: items.slice(0, 18) });
  await choose(world.admin, id);
  await checkInsOf(waymark, world.client).take(evenly(12));
  const { data } = await checkInsOf(waymark, world.client).mine('latestScores { index blockedAbove items }');
  expect(data.me.client.latestScores).toEqual({ index: 100, blockedAbove: null, items: 18 });
});

test.each([
  ['items of a dimension too few', { items: items.slice(1) }, 'input.items'],
  ['no reversed item', { items: items.map((item) => ({ ...item, reversed: false })) }, 'input.items'],
  ['an item without words', { items: items.map((item) => ({ ...item, text: '  ' })) }, 'input.items.0.text'],
  [
    'half a character in an item',
    { items: items.map((item) => ({ ...item, text: 'Half a \ud83d' })) },
    'input.items.0.text',
  ],
  ['a code of odd letters', { code: 'Our Own' }, 'input.code'],
  ['no title', { title: '' }, 'input.title'],
])('an instrument with %s is refused', async (_case, input, field) => {
  const { errors } = await define(world.admin, input);
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
});

test('the code of a shipped one is not an organization’s to add to', async () => {
  expect(code(await define(world.admin, { code: 'stuck-18' }))).toBe('CONFLICT');
});

test('20 editions added at once get numbers of their own, or are a conflict', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => define(world.admin)));
  const editions = answers.flatMap(({ data }) => (data ? [data.defineInstrument.edition as number] : []));
  expect(answers.map(code).filter((each) => each !== 'OK' && each !== 'CONFLICT')).toEqual([]);
  expect(editions.toSorted((a, b) => a - b)).toEqual(editions.map((_, at) => at + 1));
  expect(await stored()).toHaveLength(2 + editions.length);
});

test('the chosen one is what new check-ins are answered by; what is under way stays with its own', async () => {
  const { client, otherClient, admin } = world;
  const underWay = (await checkInsOf(waymark, client).start()).data.startCheckIn.id;
  const id = await defined();
  expect((await choose(admin, id)).data.chooseInstrument).toEqual({ id, current: true });
  expect(await current(otherClient)).toEqual({ id, code: 'ours' });
  const theirs = (await checkInsOf(waymark, otherClient).start()).data.startCheckIn.id;
  const codeOf = async (as: MemberActor, checkIn: string): Promise<string> =>
    (await checkInsOf(waymark, as).read(checkIn, 'instrument { code }')).data.checkIn.instrument.code;
  expect([await codeOf(client, underWay), await codeOf(otherClient, theirs)]).toEqual(['stuck-18', 'ours']);
  expect(await current(world.stranger)).toMatchObject({ code: 'stuck-18' });
});

test('a check-in that waits is answered by what is chosen when it is started', async () => {
  await sweepAt(waymark, new Date());
  await choose(world.admin, await defined());
  const { id } = (await checkInsOf(waymark, world.client).start()).data.startCheckIn;
  const { data } = await checkInsOf(waymark, world.client).read(id, 'trigger instrument { code }');
  expect(data.checkIn).toEqual({ trigger: 'INTAKE', instrument: { code: 'ours' } });
});

test.each([
  ['anonymous', null, 'UNAUTHENTICATED'],
  ['a client', 'client', 'FORBIDDEN'],
  ['a coach', 'coach', 'FORBIDDEN'],
  ['a mentor', 'mentor', 'FORBIDDEN'],
] as const)('%s neither adds nor chooses an instrument', async (_case, who, expected) => {
  const id = await defined();
  const before = await stored();
  const actor = who && world[who];
  expect([code(await define(actor)), code(await choose(actor, id))]).toEqual([expected, expected]);
  expect(await stored()).toEqual(before);
});

test('another organization’s admin neither finds nor chooses it, and no such id answers alike', async () => {
  const id = await defined();
  const before = await stored();
  const random = 'instrument_01890000-0000-7000-8000-000000000000';
  const answer = async (each: string) =>
    (await choose(world.stranger, each)).text.replace(/"traceId":"[^"]+"/, '');
  expect(await answer(id)).toBe(await answer(random));
  expect(code(await choose(world.stranger, id))).toBe('NOT_FOUND');
  const read = await waymark.send(world.stranger, 'query ($id: ID!) { instrument(id: $id) { id } }', { id });
  expect(read.data).toEqual({ instrument: null });
  expect(await stored()).toEqual(before);
});

test('once a check-in refers to it, not even the database’s owner changes it', async () => {
  const id = await defined();
  await waymark.database.owner(
    `update instrument_items set text = 'Better words' where instrument_id = $1 and position = 1`,
    [bare(id)],
  );
  await choose(world.admin, id);
  await checkInsOf(waymark, world.client).start();
  await expect(
    waymark.database.owner(`update instrument_items set text = 'Worse words' where instrument_id = $1`, [
      bare(id),
    ]),
  ).rejects.toThrow('An instrument stays as it is once a check-in refers to it.');
});
