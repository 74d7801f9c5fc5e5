import { bare, journalOf, startWorld, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;

beforeAll(async () => {
  world = await startWorld();
  mine = journalOf(world.waymark, world.client);
});
afterAll(() => world.waymark.close());

const SECRET = 'The words of one row';
const owner = (text: string, values: unknown[]) => world.waymark.database.owner(text, values);

/** A read that fails for what is sealed elsewhere: the same words each time, and none of what was written. */
async function expectUnreadable(query: string): Promise<void> {
  const { data, errors, text } = await mine.ask(query);
  expect(data ?? null).toBeNull();
  expect(errors).toMatchObject([
    { message: 'Something private cannot be opened where it stands.', extensions: { code: 'INTERNAL' } },
  ]);
  expect(text).not.toContain(SECRET);
  expect(text).not.toMatch(/s1\.|sealed|decrypt|aes|data_keys/i);
}

test('a text that is copied into another row cannot be read there', async () => {
  const [from, to] = [await mine.write({ text: SECRET }), await mine.write()].map(
    ({ data }) => data.writeJournalEntry.id as string,
  ) as [string, string];
  await owner(
    'update journal_entries set text = (select text from journal_entries where id = $1) where id = $2',
    [bare(from), bare(to)],
  );
  await expectUnreadable(`{ journalEntry(id: "${to}") { id text } }`);
  await expectUnreadable('{ myJournal { nodes { text } } }');
  // Where it was written it still opens, and what is not asked for does no harm.
  expect((await mine.entry(from)).data.journalEntry.text).toBe(SECRET);
  expect((await mine.ask(`{ journalEntry(id: "${to}") { kind } }`)).data.journalEntry).toEqual({
    kind: 'REFLECTION',
  });
});

test('a text that is copied into another column of its row, or into another table, cannot be read there', async () => {
  const setback = (await mine.logSetback({ what: SECRET })).data.logSetback.id;
  const question = (await mine.askQuestion()).data.askQuestion.id;
  await owner('update setbacks set lesson = what where id = $1', [bare(setback)]);
  await owner('update questions set text = (select what from setbacks where id = $1) where id = $2', [
    bare(setback),
    bare(question),
  ]);
  await expectUnreadable(`{ setback(id: "${setback}") { lesson } }`);
  await expectUnreadable(`{ question(id: "${question}") { text } }`);
  expect((await mine.ask(`{ setback(id: "${setback}") { what } }`)).data.setback.what).toBe(SECRET);
});

test('a text that was altered by a letter, or whose key is unknown, cannot be read', async () => {
  const { id } = (await mine.write({ text: SECRET })).data.writeJournalEntry;
  const [row] = (await owner('select text from journal_entries where id = $1', [bare(id)])) as [
    { text: string },
  ];
  const alter = (text: string) =>
    owner('update journal_entries set text = $2 where id = $1', [bare(id), text]);
  const at = row.text.length - 10;
  await alter(row.text.slice(0, at) + (row.text[at] === 'A' ? 'B' : 'A') + row.text.slice(at + 1));
  await expectUnreadable(`{ journalEntry(id: "${id}") { text } }`);
  await alter(row.text.replace(/^s1\.[0-9a-f-]{36}/, 's1.01890000-0000-7000-8000-000000000000'));
  await expectUnreadable(`{ journalEntry(id: "${id}") { text } }`);
  await alter(row.text);
  expect((await mine.entry(id)).data.journalEntry.text).toBe(SECRET);
});

test('a commitment that is copied from one pact into another cannot be read there', async () => {
  const { waymark, client, buddy } = world;
  await waymark.database.owner(
    `insert into goals (org_id, client_id, horizon, kind, title, measure) values ($1, $2, 'SHORT', 'SKILL', 'One', 'BINARY'),
       ($1, $2, 'SHORT', 'SKILL', 'Two', 'BINARY')`,
    [client.orgId, client.memberId],
  );
  const { data } = await mine.ask('{ me { client { goals { nodes { id } } } } }');
  const ids: string[] = [];
  for (const [at, { id }] of data.me.client.goals.nodes.entries())
    ids.push((await mine.addGoal(world.withBuddy.pactId, id, `${SECRET} ${at}`)).data.addPactGoal.id);
  await owner(
    'update pact_goals set commitment = (select commitment from pact_goals where id = $1) where id = $2',
    ids.map(bare),
  );
  const { errors, text } = await journalOf(waymark, buddy).pact(world.withBuddy.pactId);
  expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  expect(text).not.toContain(SECRET);
});
