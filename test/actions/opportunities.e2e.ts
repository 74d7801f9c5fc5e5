import { code, inDays, opportunitiesOf, startWorld, takenUp, type World } from './opportunities.world.js';

let world: World;
const by = (person: keyof World) => opportunitiesOf(world, world[person] as never);

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const titles = ({ data }: { data: Record<string, { nodes: { title: string }[] }> }) =>
  Object.values(data)[0]!.nodes.map(({ title }) => title);

async function aSkill(name: string): Promise<string> {
  const [row] = await world.database.owner<{ id: string }>(
    'insert into skills (org_id, name) values ($1, $2) returning id',
    [world.client.orgId, name],
  );
  return `skill_${row!.id}`;
}

test('what a mentor posts is there for everybody in the organization, with the name of who posted it', async () => {
  const skillIds = [await aSkill('Zeal of tests'), await aSkill('Art of tests')];
  const { data } = await by('mentor').post({
    title: '  Open the fair ',
    kind: 'EVENT',
    description: 'Say a few words.',
    place: 'Hall 3',
    startsOn: inDays(20),
    effortMinutes: 90,
    seats: 2,
    tags: ['stage', 'stage', 'autumn'],
    skillIds: [...skillIds, skillIds[0]],
  });
  const posted = data.postOpportunity;
  expect(posted).toEqual({
    id: expect.stringMatching(/^opportunity_/),
    kind: 'EVENT',
    title: 'Open the fair',
    description: 'Say a few words.',
    postedBy: 'Mel',
    mine: true,
    place: 'Hall 3',
    startsOn: inDays(20),
    endsOn: null,
    lastOn: inDays(20),
    effortMinutes: 90,
    seats: 2,
    seatsTaken: 0,
    status: 'OPEN',
    available: true,
    skills: [{ name: 'Art of tests' }, { name: 'Zeal of tests' }],
    tags: ['stage', 'autumn'],
    closedAt: null,
    archivedAt: null,
    version: 1,
    myApplication: null,
  });
  for (const person of ['client', 'coach', 'admin', 'otherClient'] as const) {
    expect((await by(person).read(posted.id)).data.opportunity).toEqual({ ...posted, mine: false });
  }
});

test('taking it up makes a step of it and takes a seat; the poster learns the name and nothing of the step', async () => {
  const id = await by('admin').posted({
    kind: 'ROLE',
    title: 'Lead the guild',
    seats: 3,
    startsOn: inDays(9),
  });
  const { data } = await by('client').takeUp(id);
  expect(data.takeUpOpportunity).toEqual({
    id: expect.stringMatching(/^opportunity-application_/),
    applicantName: 'Clio',
    appliedAt: expect.any(String),
    withdrawnAt: null,
    opportunity: { id, seatsTaken: 1 },
    action: {
      id: expect.stringMatching(/^action_/),
      kind: 'LATERAL_MOVE',
      title: 'Lead the guild',
      status: 'TODO',
      dueOn: inDays(9),
      effortMinutes: null,
      reason: null,
      goal: null,
    },
  });
  const fields =
    'seatsTaken applications { totalCount nodes { applicantName action { id } } } myApplication { id }';
  expect((await by('admin').read(id, fields)).data.opportunity).toEqual({
    seatsTaken: 1,
    applications: { totalCount: 1, nodes: [{ applicantName: 'Clio', action: null }] },
    myApplication: null,
  });
  expect((await by('client').read(id, fields)).data.opportunity).toMatchObject({
    applications: { totalCount: 0, nodes: [] },
    myApplication: { id: data.takeUpOpportunity.id },
  });
});

test('a step can serve a goal, have another day, and takes over an effort of up to a week', async () => {
  const [goal] = await world.database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure) values ($1, $2, 'SHORT', 'SKILL', 'Speak', 'BINARY')
     returning id`,
    [world.client.orgId, world.client.memberId],
  );
  const week = await by('coach').posted({ title: 'A week', effortMinutes: 10_080 });
  const taken = await by('client').takeUp(week, { goalId: `goal_${goal!.id}`, dueOn: inDays(40) });
  expect(taken.data.takeUpOpportunity.action).toMatchObject({
    kind: 'VOLUNTEER_PROJECT',
    goal: { title: 'Speak' },
    dueOn: inDays(40),
    effortMinutes: 10_080,
  });
  const more = await by('coach').posted({ title: 'More', effortMinutes: 10_081, kind: 'EVENT' });
  expect((await by('client').takeUp(more)).data.takeUpOpportunity.action).toMatchObject({
    kind: 'WORKSHOP',
    dueOn: null,
    effortMinutes: null,
  });
  const other = await by('otherClient').takeUp(week, { goalId: `goal_${goal!.id}` });
  expect(code(other)).toBe('NOT_FOUND');
  expect((await by('coach').read(week)).data.opportunity.seatsTaken).toBe(1);
});

test('stepping back gives the seat back, drops the open step, and can be done twice without effect', async () => {
  const id = await by('mentor').posted({ title: 'One seat', seats: 1 });
  const application = await takenUp(world, world.client, id);
  expect((await by('client').read(id)).data.opportunity).toMatchObject({ available: false, seatsTaken: 1 });
  expect((await by('otherClient').takeUp(id)).errors![0]!.message).toBe('Every seat is taken.');
  const { data } = await by('client').stepBack(application, 'Ill');
  expect(data.withdrawApplication).toEqual({
    id: application,
    withdrawnAt: expect.any(String),
    opportunity: { seatsTaken: 0 },
    action: { status: 'DROPPED', reason: 'Ill' },
  });
  expect((await by('client').stepBack(application, 'Again')).data.withdrawApplication).toEqual(
    data.withdrawApplication,
  );
  await takenUp(world, world.otherClient, id);
  expect(code(await by('client').takeUp(id))).toBe('LIMIT_REACHED');
  expect((await by('mentor').read(id, 'applications { nodes { applicantName } }')).data.opportunity).toEqual({
    applications: { nodes: [{ applicantName: 'Odo' }] },
  });
});

test('a step that was done stays done when the seat is given back, and it can be taken up again', async () => {
  const id = await by('mentor').posted({ title: 'Again and again', seats: 1 });
  const application = await takenUp(world, world.client, id);
  await world.database.owner(
    `update actions set status = 'DONE', done_at = now(), done_on = current_date
     where id = (select action_id from opportunity_applications where id = $1)`,
    [application.slice('opportunity-application_'.length)],
  );
  expect((await by('client').stepBack(application)).data.withdrawApplication).toMatchObject({
    opportunity: { seatsTaken: 0 },
    action: { status: 'DONE', reason: null },
  });
  expect(await takenUp(world, world.client, id)).not.toBe(application);
  expect((await by('client').applications()).data.myApplications.nodes.slice(0, 2)).toMatchObject([
    { withdrawnAt: null, opportunity: { title: 'Again and again' }, action: { status: 'TODO' } },
    {
      withdrawnAt: expect.any(String),
      opportunity: { title: 'Again and again' },
      action: { status: 'DONE' },
    },
  ]);
});

test('what is closed, over, or one’s own is not taken up, and nothing stays of the try', async () => {
  const closed = await by('admin').posted({ title: 'Closed' });
  await by('admin').close(closed);
  const over = await by('admin').posted({ title: 'Over', startsOn: inDays(-9), endsOn: inDays(-1) });
  const past = await by('admin').posted({ title: 'Past', kind: 'EVENT', startsOn: inDays(-1) });
  const before = await world.database.owner('select count(*) from actions');
  for (const [id, message] of [
    [closed, 'It is closed.'],
    [over, 'It is over.'],
    [past, 'It is over.'],
  ] as const) {
    const { errors } = await by('client').takeUp(id);
    expect([errors![0]!.extensions.code, errors![0]!.message]).toEqual(['CONFLICT', message]);
    expect((await by('client').read(id)).data.opportunity).toMatchObject({ available: false, seatsTaken: 0 });
  }
  const both = { ...world.mentor, roles: ['MENTOR', 'CLIENT'] as const };
  await world.database.owner(`update members set roles = '{MENTOR,CLIENT}' where id = $1`, [both.memberId]);
  const own = await opportunitiesOf(world, both).posted({ title: 'My own' });
  expect((await opportunitiesOf(world, both).takeUp(own)).errors![0]!.message).toBe(
    'You posted it yourself.',
  );
  await world.database.owner(`update members set roles = '{MENTOR}' where id = $1`, [both.memberId]);
  expect(await world.database.owner('select count(*) from actions')).toEqual(before);
});

test('on its last day it can still be taken up; a role or project that has begun as well', async () => {
  for (const input of [
    { kind: 'EVENT', startsOn: inDays(0) },
    { kind: 'PROJECT', startsOn: inDays(-30), endsOn: inDays(0) },
    { kind: 'ROLE', startsOn: inDays(-30) },
  ]) {
    const id = await by('admin').posted(input);
    expect((await by('client').read(id)).data.opportunity.available).toBe(true);
    expect(code(await by('client').takeUp(id, { dueOn: inDays(3) }))).toBe('OK');
  }
});

test('what was posted is changed at the version that was seen; seats cannot fall below those taken', async () => {
  const id = await by('coach').posted({ seats: 3, place: 'Room 1', tags: ['a'], startsOn: inDays(5) });
  await takenUp(world, world.client, id);
  await takenUp(world, world.otherClient, id);
  expect(code(await by('coach').change(id, 1, { seats: 1 }))).toBe('CONFLICT');
  const { data } = await by('coach').change(id, 1, { seats: 2, place: null, title: 'Plan the fairs' });
  expect(data.changeOpportunity).toMatchObject({
    seats: 2,
    seatsTaken: 2,
    place: null,
    title: 'Plan the fairs',
    tags: ['a'],
    startsOn: inDays(5),
    available: false,
    version: 2,
  });
  expect(code(await by('coach').change(id, 1, { title: 'Late' }))).toBe('VERSION_CONFLICT');
  expect(code(await by('coach').change(id, 2, { title: null }))).toBe('INVALID_INPUT');
  expect(code(await by('coach').change(id, 2, { endsOn: inDays(1) }))).toBe('INVALID_INPUT');
  expect((await by('coach').change(id, 2, { seats: null, tags: null })).data.changeOpportunity).toMatchObject(
    {
      seats: null,
      tags: [],
      available: true,
      version: 3,
    },
  );
});

test('skills are replaced as a whole; one of another organization is not found', async () => {
  const [one, two, three] = [await aSkill('One'), await aSkill('Two'), await aSkill('Three')];
  const [foreign] = await world.database.owner<{ id: string }>(
    `insert into skills (org_id, name) values ($1, 'Foreign') returning id`,
    [world.foreigner.orgId],
  );
  const id = await by('coach').posted({ skillIds: [one, two] });
  const { data } = await by('coach').change(id, 1, { skillIds: [three, two] });
  expect(data.changeOpportunity.skills).toEqual([{ name: 'Three' }, { name: 'Two' }]);
  expect(titles(await by('client').list(`, skillId: "${three}"`))).toEqual(['Plan the fair']);
  expect(titles(await by('client').list(`, skillId: "${one}"`))).toEqual([]);
  const refused = await by('coach').change(id, 2, { title: 'No', skillIds: [`skill_${foreign!.id}`] });
  expect([code(refused), refused.errors![0]!.extensions.field]).toEqual(['NOT_FOUND', 'input.skillIds']);
  expect((await by('coach').change(id, 2, { skillIds: [] })).data.changeOpportunity).toMatchObject({
    title: 'Plan the fair',
    skills: [],
  });
});

test('only what is closed is put away; reopening brings it back', async () => {
  const id = await by('mentor').posted({ title: 'Attic' });
  expect(code(await by('mentor').archive(id))).toBe('CONFLICT');
  expect((await by('mentor').close(id)).data.closeOpportunity).toMatchObject({
    status: 'CLOSED',
    version: 2,
  });
  expect((await by('mentor').close(id)).data.closeOpportunity.version).toBe(2);
  expect(titles(await by('client').list(', search: "ATTIC"'))).toEqual(['Attic']);
  const archived = await by('mentor').archive(id);
  expect(archived.data.archiveOpportunity.archivedAt).toEqual(expect.any(String));
  expect((await by('mentor').archive(id)).text).toBe(archived.text);
  expect(titles(await by('client').list(', search: "attic"'))).toEqual([]);
  expect(titles(await by('mentor').mine(', archived: true'))).toEqual(['Attic']);
  expect((await by('mentor').unarchive(id)).data.unarchiveOpportunity.archivedAt).toBeNull();
  await by('mentor').archive(id);
  expect((await by('mentor').reopen(id)).data.reopenOpportunity).toMatchObject({
    status: 'OPEN',
    closedAt: null,
    archivedAt: null,
  });
});

test('lists are found by kind, tag, words of the title, and whether a seat can be had', async () => {
  const seek = async (filter: string) => titles(await by('otherClient').list(`, tag: "seek"${filter}`));
  await by('coach').posted({ title: 'Seek 100%', tags: ['seek'], kind: 'ROLE' });
  const full = await by('coach').posted({ title: 'Seek full', tags: ['seek'], seats: 1 });
  await takenUp(world, world.client, full);
  expect(await seek('')).toEqual(['Seek full', 'Seek 100%']);
  expect(await seek(', available: true')).toEqual(['Seek 100%']);
  expect(await seek(', available: false')).toEqual(['Seek full']);
  expect(await seek(', kind: ROLE')).toEqual(['Seek 100%']);
  expect(await seek(', search: "0%"')).toEqual(['Seek 100%']);
  expect(await seek(', search: "_"')).toEqual([]);
  expect(titles(await by('coach').mine(', tag: "seek", status: OPEN, search: "full"'))).toEqual([
    'Seek full',
  ]);
  expect(titles(await by('otherCoach').mine())).toEqual([]);
});

test.each([
  [{ title: ' ' }, 'input.title'],
  [{ title: 'x'.repeat(201) }, 'input.title'],
  [{ seats: 0 }, 'input.seats'],
  [{ effortMinutes: 0 }, 'input.effortMinutes'],
  [{ tags: Array.from({ length: 11 }, (_, at) => `tag ${at}`) }, 'input.tags'],
  [{ tags: [''] }, 'input.tags.0'],
  [{ startsOn: '1999-01-01' }, 'input.startsOn'],
  [{ startsOn: '2026-12-02', endsOn: '2026-12-01' }, 'input.endsOn'],
  [{ skillIds: ['goal_01890000-0000-7000-8000-000000000000'] }, 'input.skillIds.0'],
])('%j is refused', async (input, field) => {
  const { errors } = await by('coach').post(input);
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
});
