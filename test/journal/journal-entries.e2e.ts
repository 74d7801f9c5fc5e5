import { aGoal, anAction, bare, code, journalOf, startWorld, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;

beforeAll(async () => {
  world = await startWorld();
  mine = journalOf(world.waymark, world.client);
});
afterAll(() => world.waymark.close());

const written = async (input: object = {}) => (await mine.write(input)).data.writeJournalEntry;

test('an entry keeps what was written and what it belongs to', async () => {
  const { database } = world.waymark;
  const goal = await aGoal(database, world.client);
  const action = await anAction(database, world.client, goal, null);
  const setback = (await mine.logSetback()).data.logSetback.id;
  const links = { goalId: `goal_${goal}`, actionId: `action_${action}`, setbackId: setback };
  expect(await written({ kind: 'ACCOMPLISHMENT', text: ' Done ', ...links })).toEqual({
    id: expect.stringMatching(/^journal-entry_/),
    kind: 'ACCOMPLISHMENT',
    text: 'Done',
    goal: { id: links.goalId },
    action: { id: links.actionId },
    setback: { id: setback },
    createdAt: expect.any(String),
    changedAt: null,
    archivedAt: null,
    version: 1,
  });
});

test('what belongs to somebody else is not there to be linked', async () => {
  const { database } = world.waymark;
  const goal = await aGoal(database, world.buddy);
  const action = await anAction(database, world.buddy, goal, null);
  const setback = (await journalOf(world.waymark, world.buddy).logSetback()).data.logSetback.id;
  for (const [link, field] of [
    [{ goalId: `goal_${goal}` }, 'input.goalId'],
    [{ actionId: `action_${action}` }, 'input.actionId'],
    [{ setbackId: setback }, 'input.setbackId'],
  ] as const) {
    const { errors } = await mine.write(link);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field });
  }
});

test('a change takes what was seen; of twenty at once one gets through', async () => {
  const { id } = await written({ kind: 'QUESTION' });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => mine.change(id, 1, { text: `Text ${at}` })),
  );
  const codes = answers.map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(1);
  expect(codes.filter((each) => each === 'VERSION_CONFLICT')).toHaveLength(19);
  const { data } = await mine.entry(id);
  expect(data.journalEntry).toMatchObject({ version: 2, kind: 'QUESTION', changedAt: expect.any(String) });
});

test('a link is taken away by null and kept when it is left out', async () => {
  const goal = await aGoal(world.waymark.database, world.client);
  const { id } = await written({ goalId: `goal_${goal}` });
  const kept = await mine.change(id, 1, { kind: 'GOAL' });
  expect(kept.data.changeJournalEntry).toMatchObject({
    kind: 'GOAL',
    goal: { id: `goal_${goal}` },
    text: 'What a day',
  });
  expect((await mine.change(id, 2, { goalId: null })).data.changeJournalEntry).toMatchObject({
    goal: null,
    version: 3,
  });
});

test('what was put away is out of the list until it is brought back', async () => {
  const { id } = await written();
  const has = async (archived: boolean) =>
    (
      await mine.ask(`{ myJournal(archived: ${archived}, first: 100) { nodes { id } } }`)
    ).data.myJournal.nodes.some((entry: { id: string }) => entry.id === id);
  await mine.archive(id);
  expect([await has(false), await has(true)]).toEqual([false, true]);
  await mine.unarchive(id);
  expect([await has(false), await has(true)]).toEqual([true, false]);
});

test('the journal is filtered by kind, goal and the days of the client’s own zone', async () => {
  const { database } = world.waymark;
  const theirs = journalOf(world.waymark, world.otherClient);
  const goal = await aGoal(database, world.otherClient);
  const ids: string[] = [];
  for (const input of [{}, { goalId: `goal_${goal}` }, { kind: 'QUESTION' }])
    ids.push((await theirs.write(input)).data.writeJournalEntry.id);
  // The last minute of the 9th and the first of the 10th and the 11th, in Berlin.
  for (const [at, instant] of [
    '2026-03-09T22:59:00Z',
    '2026-03-09T23:00:00Z',
    '2026-03-10T23:00:00Z',
  ].entries())
    await database.owner('update journal_entries set created_at = $2 where id = $1', [
      bare(ids[at]!),
      instant,
    ]);
  const list = async (args: string) =>
    (await theirs.ask(`{ myJournal${args} { nodes { id } } }`)).data.myJournal.nodes.map(
      ({ id }: { id: string }) => ids.indexOf(id),
    );
  expect(await list('')).toEqual([2, 1, 0]);
  expect(await list('(kind: QUESTION)')).toEqual([2]);
  expect(await list(`(goalId: "goal_${goal}")`)).toEqual([1]);
  expect(await list('(from: "2026-03-10")')).toEqual([2, 1]);
  expect(await list('(until: "2026-03-10")')).toEqual([1, 0]);
  expect(await list('(from: "2026-03-10", until: "2026-03-10", kind: REFLECTION)')).toEqual([1]);
});

test('no word of a journal stands in the database', async () => {
  const secret = 'xylophone-of-mine';
  const { id } = await written({ text: `My ${secret}` });
  await mine.change(id, 1, { text: `Still my ${secret}` });
  const { data } = await mine.logSetback({ what: secret, lesson: secret, nextExperiment: secret });
  await mine.closeSetback(data.logSetback.id, {});
  await mine.reopenSetback(data.logSetback.id, secret);
  const question = (await mine.askQuestion({ text: secret })).data.askQuestion.id;
  await mine.answerQuestion(question, secret);
  await mine.reopenQuestion(question, secret);
  const tables = await world.waymark.database.owner<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema in ('public', 'bullmq') and table_type = 'BASE TABLE' and has_table_privilege(
       quote_ident(table_schema) || '.' || quote_ident(table_name), 'select')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await world.waymark.database.owner(
      `select 1 from ${name} t where position($1 in t::text) > 0`,
      [secret],
    );
    if (rows.length > 0) found.push(name);
  }
  expect(tables.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});
