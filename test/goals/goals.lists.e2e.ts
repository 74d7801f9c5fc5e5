import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { code, engage, goalsOf } from './people.js';

let waymark: TestApp;
let client: MemberActor;
let coach: MemberActor;
let mine: ReturnType<typeof goalsOf>;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  await engage(waymark.database, coach, client);
  mine = goalsOf(waymark, client);
});

afterAll(() => waymark.close());
afterEach(() =>
  waymark.database.owner(
    `delete from goal_revisions; delete from goal_milestones; delete from goals; delete from gaps; delete from client_values;
     delete from consents`,
  ),
);

const titles = async (args = ''): Promise<string[]> =>
  (
    await waymark.send(client, `{ me { client { goals${args} { totalCount nodes { title } } } } }`)
  ).data.me.client.goals.nodes.map(({ title }: { title: string }) => title);

test('archived goals leave the list until they are asked for or brought back', async () => {
  const id = await mine.draft({ title: 'Old' });
  await mine.draft({ title: 'New' });
  const archived = await mine.archive(id);
  expect(archived.data.archiveGoal).toEqual({ id, status: 'DRAFT', version: 1 });
  const { archivedAt } = (await mine.read(id, 'archivedAt')).data.goal;
  await mine.archive(id);
  expect((await mine.read(id, 'archivedAt')).data.goal.archivedAt).toBe(archivedAt);
  expect([await titles(), await titles('(archived: true)')]).toEqual([['New'], ['Old']]);
  await mine.unarchive(id);
  expect([await titles(), await titles('(archived: true)')]).toEqual([['New', 'Old'], []]);
});

test('an active goal stays in the list, and what becomes active comes back to it', async () => {
  const id = await mine.draft();
  await mine.activate(id);
  expect(code(await mine.archive(id))).toBe('CONFLICT');
  await mine.complete(id);
  await mine.archive(id);
  await mine.reopen(id);
  expect((await mine.read(id, 'status archivedAt')).data.goal).toEqual({
    status: 'ACTIVE',
    archivedAt: null,
  });
});

test('goals are found by a tag and by letters of their title', async () => {
  const id = await mine.draft({ title: 'Reden vor Öffentlichkeit' });
  await mine.draft({ title: '100 % of the tests_' });
  const tagged = await mine.tag(id, [' stage ', 'stage', 'autumn']);
  expect(tagged.data.tagGoal).toEqual({ id, tags: ['stage', 'autumn'], version: 1 });
  expect(await titles('(tag: "stage")')).toEqual(['Reden vor Öffentlichkeit']);
  expect(await titles('(tag: "stag")')).toEqual([]);
  expect(await titles('(search: "VOR ÖFF")')).toEqual(['Reden vor Öffentlichkeit']);
  expect(await titles('(search: "0 % o")')).toEqual(['100 % of the tests_']);
  expect(await titles('(search: "r_v")')).toEqual([]);
  expect(await titles('(search: "e", tag: "stage", status: DRAFT)')).toEqual(['Reden vor Öffentlichkeit']);
  await mine.tag(id, []);
  expect(await titles('(tag: "stage")')).toEqual([]);
});

test('tags that are too many or too long are told', async () => {
  const id = await mine.draft();
  for (const tags of [Array.from({ length: 11 }, (_, at) => `tag ${at}`), ['x'.repeat(41)], [' ']]) {
    expect(code(await mine.tag(id, tags))).toBe('INVALID_INPUT');
  }
});

describe('linked to a gap or a value', () => {
  let gapId: string;
  let valueId: string;

  beforeEach(async () => {
    const own = [client.orgId, client.memberId];
    const insert = (text: string) => waymark.database.owner<{ id: string }>(text, own);
    const [value] = await insert(
      `insert into client_values (org_id, client_id, name, weight, rating) values ($1, $2, 'Being heard', 5, 2) returning id`,
    );
    const [gap] = await insert(
      `insert into gaps (org_id, client_id, kind, source, magnitude, importance) values ($1, $2, 'ALIGNMENT', 'TASKS', 0.5, 3)
       returning id`,
    );
    [gapId, valueId] = [`gap_${gap!.id}`, `client-value_${value!.id}`];
  });

  const LINKS = 'gap { id } value { id name } smartCheck { letter passed }';
  const seenBy = async (as: MemberActor, id: string) => {
    const { gap, value, smartCheck } = (await goalsOf(waymark, as).read(id, LINKS)).data.goal;
    return { gap, value, isRelevant: smartCheck[3].passed };
  };
  const consent = (subject: string) =>
    waymark.database.owner(
      `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
       select org_id, client_id, coach_id, id, $1 from engagements`,
      [subject],
    );

  test('a goal is relevant by either, and the coach sees each with the consent to it only', async () => {
    const bare = await mine.draft();
    expect(await seenBy(client, bare)).toEqual({ gap: null, value: null, isRelevant: false });
    const id = await mine.draft({ gapId });
    await mine.update(id, 1, { valueId });
    const [gap, value] = [{ id: gapId }, { id: valueId, name: 'Being heard' }];
    expect(await seenBy(client, id)).toEqual({ gap, value, isRelevant: true });
    expect(await seenBy(coach, id)).toEqual({ gap: null, value: null, isRelevant: true });
    await consent('VALUES');
    expect(await seenBy(coach, id)).toEqual({ gap: null, value, isRelevant: true });
    await consent('TASKS');
    expect(await seenBy(coach, id)).toEqual({ gap, value, isRelevant: true });
    await waymark.database.owner('update consents set withdrawn_at = now()');
    expect(await seenBy(coach, id)).toEqual({ gap: null, value: null, isRelevant: true });
  });

  test('the revisions of a goal do not name the gap or the value', async () => {
    const id = await mine.draft();
    await mine.update(id, 1, { gapId, valueId });
    const { data } = await goalsOf(waymark, coach).read(
      id,
      'revisions { nodes { changes { field before after } } }',
    );
    expect(data.goal.revisions.nodes[0].changes).toEqual([
      { field: 'GAP', before: null, after: 'linked' },
      { field: 'VALUE', before: null, after: 'linked' },
    ]);
  });

  test('somebody else’s gap or value cannot be linked, and answers as one that does not exist', async () => {
    const other = goalsOf(
      waymark,
      await aMember(waymark.database, client.orgId, `Odo ${gapId.slice(-4)}`, ['CLIENT']),
    );
    const random = '01890000-0000-7000-8000-000000000000';
    for (const [name, theirs, none] of [
      ['gapId', gapId, `gap_${random}`],
      ['valueId', valueId, `client-value_${random}`],
    ] as const) {
      for (const given of [theirs, none]) {
        const { errors } = await other.create({ [name]: given });
        expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', field: `input.${name}` } }]);
      }
    }
  });
});
