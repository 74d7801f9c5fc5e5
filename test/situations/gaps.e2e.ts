import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aCheckIn, aSkill, code, fill, situationOf } from './situation.people.js';

let waymark: TestApp;
let client: MemberActor;
let mine: ReturnType<typeof situationOf>;

beforeAll(async () => {
  waymark = await startApp();
});
afterAll(() => waymark.close());

beforeEach(async () => {
  const org = await anOrganization(waymark.database, `org-${crypto.randomUUID().slice(0, 8)}`);
  client = await aMember(waymark.database, org, 'Clio', ['CLIENT']);
  mine = situationOf(waymark, client);
});

const found = async () => (await mine.findGaps()).data.findGaps.gaps.nodes;
const stored = () =>
  waymark.database.owner('select * from gaps where client_id = $1 order by id', [client.memberId]);

test('gaps are found in every part, each with the rows that it comes from, and ranked', async () => {
  const { aspect, value, task, constraint, openConstraint, checkIn } = await fill(waymark, client);
  const { gaps } = await mine.read(
    `gaps { nodes { kind source magnitude importance rank status roleAspect { id } value { id } tasks { id }
       constraint { id } checkIn { id } skill { name } skillClaim { level use } targetRole { title } closedAt client { name } } }`,
  );
  const gap = (kind: string, source: string, magnitude: number, importance: number, rows: object = {}) => ({
    kind,
    source,
    magnitude,
    importance,
    rank: Number((magnitude * importance).toFixed(6)),
    status: 'OPEN',
    roleAspect: null,
    value: null,
    tasks: [],
    constraint: null,
    checkIn: null,
    skill: null,
    skillClaim: null,
    targetRole: null,
    closedAt: null,
    client: { name: 'Clio' },
    ...rows,
  });
  const keeping = { skill: { name: 'Bee keeping' }, skillClaim: { level: 2, use: 1 } };
  const expected = [
    gap('CONSTRAINT', 'CONSTRAINT', 1, 4, { constraint: { id: openConstraint } }),
    gap('CONSTRAINT', 'CONSTRAINT', 1, 4, { constraint: { id: constraint } }),
    gap('ALIGNMENT', 'VALUE', 0.7, 5, { value: { id: value } }),
    gap('RECOGNITION', 'ROLE_ASPECT', 1, 3, { roleAspect: { id: aspect } }),
    gap('RECOGNITION', 'CHECK_IN', 0.75, 3, { checkIn: { id: `check-in_${checkIn}` } }),
    gap('ALIGNMENT', 'TASKS', 0.714286, 3, { tasks: [{ id: task }] }),
    gap('SKILL', 'TARGET_ROLE', 0.5, 4, { ...keeping, targetRole: { title: 'Head of data' } }),
    gap('USE', 'SKILL_CLAIM', 0.3, 3, keeping),
  ];
  expect(gaps.nodes).toHaveLength(8);
  expect(gaps.nodes).toEqual(expect.arrayContaining(expected));
  expect(gaps.nodes.map(({ rank }: { rank: number }) => rank)).toEqual([
    4, 4, 3.5, 3, 2.25, 2.142858, 2, 0.9,
  ]);
});

test('finding them again changes nothing', async () => {
  await fill(waymark, client);
  const before = await stored();
  await found();
  expect(await stored()).toEqual(before);
});

test('what the client decided stays when the gap is found anew, and follows the rows', async () => {
  const { gapOf, value } = await fill(waymark, client);
  await mine.addressGap(gapOf.VALUE!);
  await mine.weighGap(gapOf.VALUE!, 2);
  await mine.acceptGap(gapOf.TASKS!, 'This year is for earning');
  await mine.changeValue(value, 1, { rating: 1, weight: 4 });
  const gaps = await found();
  const of = (source: string) => gaps.find((gap: { source: string }) => gap.source === source);
  expect(of('VALUE')).toMatchObject({
    id: gapOf.VALUE,
    status: 'ADDRESSED',
    importance: 2,
    magnitude: 0.9,
    rank: 1.8,
  });
  expect(of('TASKS')).toMatchObject({ status: 'ACCEPTED', reason: 'This year is for earning' });
});

test('an importance that the client never said follows the weight of the value', async () => {
  const { gapOf, value } = await fill(waymark, client);
  await mine.changeValue(value, 1, { weight: 1 });
  const gaps = await found();
  expect(gaps.find(({ id }: { id: string }) => id === gapOf.VALUE)).toMatchObject({
    importance: 1,
    rank: 0.7,
  });
});

test('a gap that is gone is closed, and the same gap when it comes back', async () => {
  const { gapOf, value } = await fill(waymark, client);
  await mine.addressGap(gapOf.VALUE!);
  await mine.archiveValue(value);
  expect((await found()).map(({ id }: { id: string }) => id)).not.toContain(gapOf.VALUE);
  const { closed } = await mine.read('closed: gaps(closed: true) { nodes { id status closedAt } }');
  expect(closed.nodes).toEqual([{ id: gapOf.VALUE, status: 'ADDRESSED', closedAt: expect.any(String) }]);
  for (const refused of [
    await mine.acceptGap(gapOf.VALUE!, 'So be it'),
    await mine.addressGap(gapOf.VALUE!),
    await mine.reopenGap(gapOf.VALUE!),
    await mine.weighGap(gapOf.VALUE!, 1),
  ]) {
    expect(code(refused)).toBe('CONFLICT');
  }
  await mine.unarchiveValue(value);
  expect((await found()).find(({ id }: { id: string }) => id === gapOf.VALUE)).toMatchObject({
    status: 'ADDRESSED',
    closedAt: null,
  });
});

test('accepting takes a reason, which is sealed; reopening forgets it', async () => {
  const { gapOf } = await fill(waymark, client);
  const gap = gapOf.CONSTRAINT!;
  expect(code(await mine.acceptGap(gap, ' '))).toBe('INVALID_INPUT');
  expect((await mine.acceptGap(gap, 'He is old')).data.acceptGap).toMatchObject({
    status: 'ACCEPTED',
    reason: 'He is old',
    version: 2,
  });
  expect((await mine.acceptGap(gap, 'He is my father')).data.acceptGap.reason).toBe('He is my father');
  const [row] = await waymark.database.owner<{ reason: string }>('select reason from gaps where id = $1', [
    gap.slice(4),
  ]);
  expect(row!.reason).toMatch(/^s1\./);
  expect((await mine.reopenGap(gap)).data.reopenGap).toMatchObject({
    status: 'OPEN',
    reason: null,
    version: 4,
  });
  expect((await mine.reopenGap(gap)).data.reopenGap.version).toBe(4);
});

test('gaps are asked for by kind and by what was decided', async () => {
  const { gapOf } = await fill(waymark, client);
  await mine.addressGap(gapOf.TASKS!);
  const { alignment, addressed } = await mine.read(
    `alignment: gaps(kind: ALIGNMENT) { totalCount nodes { source } }
     addressed: gaps(status: ADDRESSED) { nodes { id } }`,
  );
  expect(alignment).toEqual({ totalCount: 2, nodes: [{ source: 'VALUE' }, { source: 'TASKS' }] });
  expect(addressed.nodes).toEqual([{ id: gapOf.TASKS }]);
});

test('the newest check-in takes the place of the one before, and one taken back takes its gap along', async () => {
  const { gapOf } = await fill(waymark, client);
  const newer = await aCheckIn(waymark.database, client, { undervalued: 100, at: '2026-06-02T09:00:00Z' });
  const gap = (await found()).find(({ id }: { id: string }) => id === gapOf.CHECK_IN);
  expect(gap).toMatchObject({ magnitude: 1, version: 2 });
  await waymark.database.owner('delete from check_in_labels where check_in_id = $1', [newer]);
  await waymark.database.owner('delete from check_in_scores where id = $1', [newer]);
  const { gaps } = await mine.read('gaps(kind: RECOGNITION) { nodes { source } }');
  expect(gaps.nodes).toEqual([{ source: 'ROLE_ASPECT' }]);
  expect((await found()).find(({ id }: { id: string }) => id === gapOf.CHECK_IN)).toMatchObject({
    magnitude: 0.75,
  });
});

test('a newer check-in without the label closes the gap', async () => {
  await fill(waymark, client);
  await aCheckIn(waymark.database, client, { label: 'INERTIA', at: '2026-06-02T09:00:00Z' });
  expect((await found()).map(({ source }: { source: string }) => source)).not.toContain('CHECK_IN');
});

test('a claim that was taken back leaves no gap of its skill', async () => {
  const skill = await aSkill(waymark.database, client, 'Bee keeping', { level: 3, use: 0 });
  const sources = (await found()).map(({ source }: { source: string }) => source);
  expect(sources).toEqual(['SKILL_CLAIM', 'TARGET_ROLE']);
  await waymark.database.owner('delete from skill_claims where skill_id = $1', [skill]);
  expect(await found()).toEqual([]);
});
