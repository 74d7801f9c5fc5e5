import { jest } from '@jest/globals';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aCast, code, consent, fill, situationOf, SUBJECTS } from './situation.people.js';

let waymark: TestApp;
let callers: Record<string, MemberActor | null>;
let client: MemberActor;
let coach: MemberActor;
let theirs: Awaited<ReturnType<typeof fill>>;
let archivedTask: string;

beforeAll(async () => {
  waymark = await startApp();
  const cast = await aCast(waymark.database);
  callers = { anonymous: null, ...cast };
  client = cast.client!;
  coach = cast.coach!;
  theirs = await fill(waymark, client);
  await consent(waymark.database, client, ...SUBJECTS);
  const mine = situationOf(waymark, client);
  archivedTask = (await mine.addTask({ name: 'Old', hours: 1 })).data.addTask.id;
  await mine.archiveTask(archivedTask);
});
afterAll(() => waymark.close());

const tables = ['role_snapshots', 'role_aspects', 'tasks', 'client_values', 'client_constraints', 'gaps'];
const everything = () =>
  Promise.all(
    tables.map((table) =>
      waymark.database.owner(`select * from ${table} where client_id = $1 order by id`, [client.memberId]),
    ),
  );

type Call = (as: MemberActor | null) => Promise<Answer>;

/** Every operation that changes something of the client's. */
const onTheirs: Record<string, Call> = {
  changeRoleAspect: (as) => situationOf(waymark, as).changeAspect(theirs.aspect, 1, { rating: 2 }),
  archiveRoleAspect: (as) => situationOf(waymark, as).archiveAspect(theirs.aspect),
  unarchiveRoleAspect: (as) => situationOf(waymark, as).unarchiveAspect(theirs.aspect),
  addTask: (as) => situationOf(waymark, as).addTask({ name: 'Mine', hours: 1, goalId: theirs.goal }),
  changeTask: (as) => situationOf(waymark, as).changeTask(theirs.task, 1, { hours: 2 }),
  archiveTask: (as) => situationOf(waymark, as).archiveTask(theirs.task),
  unarchiveTask: (as) => situationOf(waymark, as).unarchiveTask(archivedTask),
  changeValue: (as) => situationOf(waymark, as).changeValue(theirs.value, 1, { rating: 9 }),
  archiveValue: (as) => situationOf(waymark, as).archiveValue(theirs.value),
  unarchiveValue: (as) => situationOf(waymark, as).unarchiveValue(theirs.value),
  changeConstraint: (as) =>
    situationOf(waymark, as).changeConstraint(theirs.constraint, 1, { private: false }),
  archiveConstraint: (as) => situationOf(waymark, as).archiveConstraint(theirs.openConstraint),
  unarchiveConstraint: (as) => situationOf(waymark, as).unarchiveConstraint(theirs.openConstraint),
  addressGap: (as) => situationOf(waymark, as).addressGap(theirs.gapOf.VALUE!),
  reopenGap: (as) => situationOf(waymark, as).reopenGap(theirs.gapOf.VALUE!),
  acceptGap: (as) => situationOf(waymark, as).acceptGap(theirs.gapOf.VALUE!, 'No'),
  weighGap: (as) => situationOf(waymark, as).weighGap(theirs.gapOf.VALUE!, 1),
};

/** Every operation that adds something to one's own. */
const onOwn: Record<string, Call> = {
  recordRole: (as) => situationOf(waymark, as).recordRole({ title: 'Chief', satisfaction: 9 }),
  rateRoleAspect: (as) => situationOf(waymark, as).rateAspect('PAY', { rating: 0 }),
  addRoleAspect: (as) => situationOf(waymark, as).addAspect({ name: 'The view', rating: 0 }),
  addValue: (as) => situationOf(waymark, as).addValue({ name: 'Calm', weight: 1, rating: 1 }),
  addConstraint: (as) => situationOf(waymark, as).addConstraint({ kind: 'TIME', hard: false, text: 'Mine' }),
  findGaps: (as) => situationOf(waymark, as).findGaps(),
  situation: (as) => waymark.send(as, '{ situation { taskAlignment } }'),
};

test.each([
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND', 'OK'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['adminWhoCoaches', 'FORBIDDEN', 'FORBIDDEN'],
  ['otherCoach', 'FORBIDDEN', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'FORBIDDEN'],
  ['buddy', 'NOT_FOUND', 'OK'],
])(
  '%s changes nothing of a client’s situation: told %s there, and %s for their own',
  async (caller, there, own) => {
    const before = await everything();
    const as = callers[caller]!;
    for (const [name, call] of Object.entries(onTheirs))
      expect([name, code(await call(as))]).toEqual([name, there]);
    for (const [name, call] of Object.entries(onOwn))
      expect([name, code(await call(as))]).toEqual([name, own]);
    expect(await everything()).toEqual(before);
  },
);

const PARTS = `role { title } roleHistory { nodes { title } } aspects { nodes { note } } lowestAspects { rating }
  tasks { nodes { name goal { title } } } taskAlignment values { nodes { name } } valueAlignment
  constraints { nodes { text } } gaps { totalCount nodes { source reason } }`;
const EMPTY = {
  role: null,
  roleHistory: { nodes: [] },
  aspects: { nodes: [] },
  lowestAspects: [],
  tasks: { nodes: [] },
  taskAlignment: null,
  values: { nodes: [] },
  valueAlignment: null,
  constraints: { nodes: [] },
  gaps: { totalCount: 0, nodes: [] },
};
const seenBy = async (as: MemberActor) =>
  (await situationOf(waymark, as).readOf(client, PARTS)).data?.client?.situation;

test('a coach without consent reads an empty situation, like an admin', async () => {
  await consent(waymark.database, client);
  expect(await seenBy(coach)).toEqual(EMPTY);
  expect(await seenBy(callers.admin!)).toEqual(EMPTY);
  await consent(waymark.database, client, ...SUBJECTS);
  expect(await seenBy(callers.admin!)).toEqual(EMPTY);
  expect(await seenBy(callers.adminWhoCoaches!)).toEqual(EMPTY);
  for (const stranger of ['otherCoach', 'foreigner', 'buddy'])
    expect(await seenBy(callers[stranger]!)).toBeUndefined();
});

const aspects = [{ note: 'Nobody says a word' }, { note: null }];
test.each([
  [
    ['ROLE_ASPECTS'],
    {
      role: { title: 'Analyst' },
      roleHistory: { nodes: [{ title: 'Analyst' }] },
      aspects: { nodes: aspects },
      lowestAspects: [{ rating: -2 }, { rating: -1 }],
    },
    ['ROLE_ASPECT'],
  ],
  [
    ['TASKS'],
    {
      tasks: {
        nodes: [
          { name: 'Reports', goal: null },
          { name: 'Mentoring', goal: { title: 'Lead a team' } },
        ],
      },
      taskAlignment: 0.285714,
    },
    ['TASKS'],
  ],
  [['VALUES'], { values: { nodes: [{ name: 'Fairness' }] }, valueAlignment: 0.3 }, ['VALUE']],
  [['CONSTRAINTS'], { constraints: { nodes: [{ text: 'I stay in this town' }] } }, ['CONSTRAINT']],
  [['SKILLS'], {}, ['SKILL_CLAIM']],
  [['TARGET_ROLES'], {}, []],
  [['SKILLS', 'TARGET_ROLES'], {}, ['TARGET_ROLE', 'SKILL_CLAIM']],
  [['CHECK_INS'], {}, ['CHECK_IN']],
])(
  'with consent to %p the coach reads that part and the gaps that come from it alone',
  async (subjects, parts, sources) => {
    await consent(waymark.database, client, ...subjects);
    const gaps = { totalCount: sources.length, nodes: sources.map((source) => ({ source, reason: null })) };
    expect(await seenBy(coach)).toEqual({ ...EMPTY, ...parts, gaps });
  },
);

test('with every consent the coach sees all but what is private, and what becomes private goes at once', async () => {
  await consent(waymark.database, client, ...SUBJECTS);
  const mine = situationOf(waymark, client);
  const constraintGaps = async () => {
    const { data } = await situationOf(waymark, coach).readOf(
      client,
      'gaps(kind: CONSTRAINT) { nodes { id } }',
    );
    return data.client.situation.gaps.nodes.length;
  };
  expect((await seenBy(coach)).gaps.totalCount).toBe(7);
  expect((await seenBy(client)).gaps.totalCount).toBe(8);
  const open = async (isPrivate: boolean, version: number) =>
    code(await mine.changeConstraint(theirs.openConstraint, version, { private: isPrivate }));
  expect([await open(true, 1), await constraintGaps()]).toEqual(['OK', 0]);
  expect([await open(false, 2), await constraintGaps()]).toEqual(['OK', 1]);
});

test('a single gap, task or constraint is read by its id where it may be seen, and null else', async () => {
  await consent(waymark.database, client, 'VALUES', 'CONSTRAINTS');
  const read = async (as: MemberActor, id: string) =>
    (await waymark.send(as, 'query ($id: ID!) { node(id: $id) { id } }', { id })).data.node;
  const gap = async (as: MemberActor, id: string) =>
    (await waymark.send(as, 'query ($id: ID!) { gap(id: $id) { id } }', { id })).data.gap;
  const { VALUE, TASKS } = theirs.gapOf;
  expect([await gap(client, VALUE!), await gap(coach, VALUE!)]).toEqual([{ id: VALUE }, { id: VALUE }]);
  expect([await gap(client, TASKS!), await gap(coach, TASKS!)]).toEqual([{ id: TASKS }, null]);
  for (const id of [theirs.role, theirs.aspect, theirs.task, theirs.constraint]) {
    expect([await read(client, id), await read(coach, id)]).toEqual([{ id }, null]);
  }
  for (const id of [theirs.value, theirs.openConstraint, VALUE!]) {
    expect([await read(coach, id), await read(callers.buddy!, id)]).toEqual([{ id }, null]);
  }
  expect(
    code(await waymark.send(callers.admin!, 'query ($id: ID!) { gap(id: $id) { id } }', { id: VALUE })),
  ).toBe('FORBIDDEN');
});

test('a foreign id and a random one get the same bytes', async () => {
  const answer = async (id: string) =>
    (await situationOf(waymark, callers.buddy!).addressGap(id)).text.replace(/"traceId":"[^"]+"/, '');
  expect(await answer(theirs.gapOf.VALUE!)).toBe(await answer('gap_01890000-0000-7000-8000-000000000000'));
});

test('a whole situation is one statement, with one row in each part and with twenty', async () => {
  const mine = situationOf(waymark, client);
  const statements = async (tasks: number) => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    const { data } = await waymark.send(
      client,
      `{ situation { ${PARTS} gapRows: gaps { nodes { tasks { id } value { id } } } } }`,
    );
    const sent = run.mock.calls.flatMap(([statement]) => statement);
    run.mockRestore();
    expect(data.situation.tasks.nodes).toHaveLength(tasks);
    return sent.length;
  };
  // The actor, and the one statement.
  expect(await statements(2)).toBe(2);
  for (let more = 0; more < 18; more += 1) await mine.addTask({ name: `Task ${more}`, hours: 1 });
  expect(await statements(20)).toBe(2);
});
