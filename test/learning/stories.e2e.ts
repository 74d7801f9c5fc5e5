import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { asks, aStory, code, does, people, tally, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let tell: ReturnType<typeof does>;
let ask: ReturnType<typeof asks>;
const skills: Record<string, string> = {};

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [ask, tell] = [asks(waymark, cast.mentor), does(waymark, cast.mentor)];
  for (const name of ['Negotiating well', 'Welding boats', 'Herding cats']) {
    const [row] = await waymark.database.owner<{ id: string }>(
      'insert into skills (org_id, name) values ($1, $2) returning id',
      [cast.client.orgId, name],
    );
    skills[name] = row!.id;
  }
});
afterAll(() => waymark.close());
afterEach(async () => {
  const { owner } = waymark.database;
  for (const table of ['story_skills', 'stories', 'gaps', 'target_role_skills', 'target_roles']) {
    await owner(`delete from ${table}`);
  }
  for (const table of ['check_in_labels', 'check_in_scores', 'check_ins'])
    await owner(`delete from ${table}`);
});

const skillId = (name: string) => `skill_${skills[name]}`;
const published = async (input: object = {}): Promise<string> => {
  const { id } = await tell('draftStory', { input: aStory(input) });
  await tell('publishStory', { id });
  return id;
};

/** A submitted check-in of a client that found these labels. */
async function checkIn(
  { orgId, memberId }: MemberActor,
  at: string,
  labels: string[],
  straightLining = false,
): Promise<void> {
  await waymark.database.owner(
    `with used as (select id, code from instruments where org_id = $1 limit 1),
      made as (
        insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at)
        select $1, $2, used.id, 'ON_DEMAND', 'SUBMITTED', $3, $3, $3 from used returning id),
      scored as (
        insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, answered, items,
          coverage, straight_lining, incomplete)
        select $1, made.id, $2, used.id, used.code, $3, 18, 18, 1, $5, false from made, used returning id, instrument_id)
     insert into check_in_labels (org_id, check_in_id, client_id, instrument_id, label, dimensions, next_step)
     select $1, scored.id, $2, scored.instrument_id, given.label, '{BOREDOM}', 'LOOK_SIDEWAYS'
     from scored, unnest($4::text[]) as given (label)`,
    [orgId, memberId, at, labels, straightLining],
  );
}

/** An open gap of a client between a skill and a role that they want. */
async function skillGap({ orgId, memberId }: MemberActor, skill: string): Promise<void> {
  await waymark.database.owner(
    `with wanted as (
       insert into target_roles (org_id, client_id, title, preferred)
       select $1, $2, 'Wanted ' || $3::text, not exists (select from target_roles where org_id = $1 and client_id = $2)
       returning id)
     insert into gaps (org_id, client_id, kind, source, skill_id, target_role_id, magnitude, importance)
     select $1, $2, 'SKILL', 'TARGET_ROLE', $3::uuid, id, 0.5, 3 from wanted`,
    [orgId, memberId, skills[skill]],
  );
}

const forMe = async (as: MemberActor) =>
  (await does(waymark, as)('storiesForMe', {}, 'nodes { title fit }')).nodes.map(
    ({ title, fit }: { title: string; fit: number }) => `${title} ${fit}`,
  );

test('a story comes back as it was told, to everybody once it is published', async () => {
  const input = aStory({
    didNotWork: 'Waiting.',
    labels: ['CONTENT_PLATEAU', 'INERTIA'],
    skillIds: [skillId('Welding boats'), skillId('Herding cats')],
  });
  const fields = 'title situation tried worked didNotWork labels skills { name } isMine status';
  const { skillIds: _, ...told } = input as Record<string, unknown>;
  const seen = {
    ...told,
    skills: [{ name: 'Herding cats' }, { name: 'Welding boats' }],
    status: 'PUBLISHED',
  };
  const { id } = await tell('draftStory', { input });
  for (const other of [cast.client, cast.coach, cast.admin, cast.foreigner]) {
    expect((await asks(waymark, other)('story', { id })).data.story).toBeNull();
  }
  await tell('publishStory', { id });
  for (const other of [cast.client, cast.coach, cast.admin]) {
    expect(await does(waymark, other)('story', { id }, fields)).toEqual({ ...seen, isMine: false });
  }
  expect(await tell('story', { id }, fields)).toEqual({ ...seen, isMine: true });
  expect((await asks(waymark, cast.foreigner)('story', { id })).data.story).toBeNull();
});

test('a story that nobody could find is not published', async () => {
  const { id } = await tell('draftStory', { input: aStory({ labels: [] }) });
  expect(code(await ask('publishStory', { id }))).toBe('CONFLICT');
  await tell('changeStory', { id, version: 1, input: { skillIds: [skillId('Herding cats')] } });
  expect((await tell('publishStory', { id })).status).toBe('PUBLISHED');
  expect((await tell('publishStory', { id })).version).toBe(3);
  expect(code(await ask('changeStory', { id, version: 3, input: { skillIds: [] } }))).toBe('CONFLICT');
  expect(await tell('story', { id }, 'version skills { name }')).toEqual({
    version: 3,
    skills: [{ name: 'Herding cats' }],
  });
});

test('a skill of another organization’s catalogue is not found', async () => {
  const input = aStory({ skillIds: ['skill_01890000-0000-7000-8000-000000000000'] });
  expect(code(await ask('draftStory', { input }))).toBe('NOT_FOUND');
  expect(await waymark.database.owner('select from stories')).toHaveLength(0);
});

test('what is withdrawn is gone for everybody but its author and admins, for good', async () => {
  const id = await published();
  const draft = (await tell('draftStory', { input: aStory() })).id;
  expect(code(await ask('withdrawStory', { id: draft }))).toBe('CONFLICT');
  expect((await tell('withdrawStory', { id })).status).toBe('WITHDRAWN');
  expect((await tell('withdrawStory', { id })).version).toBe(3);
  for (const other of [cast.client, cast.coach]) {
    expect((await asks(waymark, other)('story', { id })).data.story).toBeNull();
  }
  expect((await does(waymark, cast.admin)('story', { id })).status).toBe('WITHDRAWN');
  expect(code(await ask('publishStory', { id }))).toBe('CONFLICT');
  expect(code(await ask('changeStory', { id, version: 3, input: { title: 'Again' } }))).toBe('CONFLICT');
});

test('an admin withdraws what somebody else published, and changes nothing else of it', async () => {
  const id = await published();
  const admin = asks(waymark, cast.admin);
  expect(code(await admin('changeStory', { id, version: 2, input: { title: 'Mine' } }))).toBe('NOT_FOUND');
  expect(code(await asks(waymark, cast.coach)('withdrawStory', { id }))).toBe('NOT_FOUND');
  expect((await does(waymark, cast.admin)('withdrawStory', { id })).status).toBe('WITHDRAWN');
});

test('stories are searched, and filtered by label and skill', async () => {
  await published({ title: 'Plateau', skillIds: [skillId('Herding cats')] });
  await published({ title: 'Strain', labels: ['STRAIN'] });
  const titles = async (values: object) =>
    (await does(waymark, cast.client)('stories', { ...values }, 'nodes { title }')).nodes.map(
      ({ title }: { title: string }) => title,
    );
  expect(await titles({})).toEqual(['Strain', 'Plateau']);
  expect(await titles({ label: 'STRAIN' })).toEqual(['Strain']);
  expect(await titles({ skillId: skillId('Herding cats') })).toEqual(['Plateau']);
  expect(await titles({ search: 'plat' })).toEqual(['Plateau']);
});

test('a client finds the stories that share most with the latest check-in and the open skill gaps first', async () => {
  await published({ title: 'Plateau', labels: ['CONTENT_PLATEAU'] });
  await published({
    title: 'Both',
    labels: ['CONTENT_PLATEAU', 'STRAIN'],
    skillIds: [skillId('Negotiating well')],
  });
  await published({ title: 'Older label', labels: ['INERTIA'] });
  await published({
    title: 'Skill',
    labels: [],
    skillIds: [skillId('Negotiating well'), skillId('Herding cats')],
  });
  await published({ title: 'Strain', labels: ['STRAIN'] });
  await tell('draftStory', { input: aStory({ title: 'Draft' }) });
  await checkIn(cast.client, '2026-01-05T10:00:00Z', ['INERTIA']);
  await checkIn(cast.client, '2026-06-05T10:00:00Z', ['CONTENT_PLATEAU', 'STRAIN']);
  await skillGap(cast.client, 'Negotiating well');
  await skillGap(cast.client, 'Welding boats');
  expect(await forMe(cast.client)).toEqual(['Both 3', 'Strain 1', 'Skill 1', 'Plateau 1']);
  const { data } = await waymark.send(cast.client, '{ me { client { fittingStories { title } } } }');
  expect(data.me.client.fittingStories).toEqual([{ title: 'Both' }, { title: 'Strain' }, { title: 'Skill' }]);
});

test('a check-in that is flagged finds no stories; the one before it does', async () => {
  await published({ title: 'Plateau', labels: ['CONTENT_PLATEAU'] });
  await published({ title: 'Strain', labels: ['STRAIN'] });
  await checkIn(cast.client, '2026-01-05T10:00:00Z', ['STRAIN']);
  await checkIn(cast.client, '2026-06-05T10:00:00Z', ['CONTENT_PLATEAU', 'STRAIN'], true);
  expect(await forMe(cast.client)).toEqual(['Strain 1']);
});

test('pages of fitting stories follow each other without gap or repeat', async () => {
  for (let at = 0; at < 7; at += 1) {
    await published({ title: `Story ${at}`, labels: at % 3 ? ['STRAIN'] : ['STRAIN', 'INERTIA'] });
  }
  await checkIn(cast.client, '2026-06-05T10:00:00Z', ['INERTIA', 'STRAIN']);
  const titles: string[] = [];
  let after: string | null = null;
  do {
    const { data } = await waymark.send(
      cast.client,
      `query ($after: String) { storiesForMe(first: 2, after: $after) { nodes { title } pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    const page: any = data.storiesForMe;
    titles.push(...page.nodes.map(({ title }: { title: string }) => title));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(titles).toEqual(['Story 6', 'Story 3', 'Story 0', 'Story 5', 'Story 4', 'Story 2', 'Story 1']);
});

test('a gap that is closed or accepted, and a check-in of somebody else, find nothing', async () => {
  await published({ skillIds: [skillId('Negotiating well'), skillId('Welding boats')] });
  await checkIn(cast.buddy, '2026-06-05T10:00:00Z', ['CONTENT_PLATEAU']);
  await skillGap(cast.client, 'Negotiating well');
  await waymark.database.owner('update gaps set closed_at = now()');
  expect(await forMe(cast.client)).toEqual([]);
  expect(await forMe(cast.buddy)).toEqual(['Out of a plateau 1']);
  await waymark.database.owner('update gaps set closed_at = null');
  expect(await forMe(cast.client)).toEqual(['Out of a plateau 1']);
  await waymark.database.owner(`update gaps set status = 'ADDRESSED'`);
  expect(await forMe(cast.client)).toEqual([]);
  // Their coach finds nothing by it either.
  expect((await does(waymark, cast.otherCoach)('stories', {}, 'nodes { fit }')).nodes).toEqual([{ fit: 0 }]);
});

test('of twenty who publish and withdraw one story at once, it ends in one of its states, with no step done twice', async () => {
  const { id } = await tell('draftStory', { input: aStory() });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => ask(at % 2 ? 'publishStory' : 'withdrawStory', { id })),
  );
  expect(Object.keys(tally(answers)).filter((word) => !['OK', 'CONFLICT'].includes(word))).toEqual([]);
  const { status, version } = await tell('story', { id });
  expect([status, version]).toEqual(status === 'PUBLISHED' ? ['PUBLISHED', 2] : ['WITHDRAWN', 3]);
});
