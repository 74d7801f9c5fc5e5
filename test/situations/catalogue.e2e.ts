import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { idsOf, skillsOf } from './catalogue.people.js';
import { code, tally } from './situation.people.js';

let waymark: TestApp;
let admin: MemberActor;
let client: MemberActor;
let kept: ReturnType<typeof skillsOf>;
let skill: Record<string, string>;
let role: Record<string, string>;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  admin = await aMember(waymark.database, north, 'Ada', ['ADMIN']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
  kept = skillsOf(waymark, admin);
  ({ skill, role } = await idsOf(waymark, client));
});
afterAll(() => waymark.close());

test('an organization begins with the starter set', async () => {
  const { data } = await skillsOf(waymark, client).skills();
  expect(data.skills.totalCount).toBe(62);
  expect(data.skills.nodes[0]).toEqual({
    id: skill.Accounting,
    name: 'Accounting',
    group: 'Business and money',
    description: 'Keeps books that an auditor signs.',
    retiredAt: null,
    version: 1,
  });
  const { data: roles } = await skillsOf(waymark, client).roles(', search: "team LEAD"');
  expect(roles.roles).toEqual({
    totalCount: 1,
    nodes: [
      {
        id: role['Team lead'],
        title: 'Team lead',
        code: null,
        description: 'Leads a small team day to day and still does part of its work.',
        retiredAt: null,
        version: 1,
        skills: [
          { level: 4, importance: 'ESSENTIAL', skill: { name: 'Giving feedback' } },
          { level: 3, importance: 'ESSENTIAL', skill: { name: 'Delegation' } },
          { level: 3, importance: 'ESSENTIAL', skill: { name: 'Developing people' } },
          { level: 3, importance: 'ESSENTIAL', skill: { name: 'Prioritisation' } },
          { level: 3, importance: 'OPTIONAL', skill: { name: 'Conflict resolution' } },
          { level: 3, importance: 'OPTIONAL', skill: { name: 'Running meetings' } },
          { level: 2, importance: 'OPTIONAL', skill: { name: 'Hiring' } },
        ].map((asked) => expect.objectContaining(asked)),
      },
    ],
  });
  expect(roles.roles.nodes[0].skills).toHaveLength(7);
});

test('a search finds what stands anywhere in a name, and pages go on by name', async () => {
  const { data } = await skillsOf(waymark, client).skills(', search: "  LISTEN "');
  expect(data.skills.nodes.map(({ name }: { name: string }) => name)).toEqual(['Active listening']);
  const { data: grouped } = await skillsOf(waymark, client).skills(
    ', group: "Managing oneself", search: "e"',
  );
  expect(grouped.skills.nodes.map(({ name }: { name: string }) => name)).toEqual([
    'Learning to learn',
    'Resilience',
    'Self-awareness',
    'Time management',
  ]);
  const page = (after: string) =>
    waymark.send(
      client,
      `{ roles(first: 2${after}) { nodes { title } pageInfo { endCursor hasNextPage } } }`,
    );
  const { data: first } = await page('');
  expect(first.roles.nodes.map(({ title }: { title: string }) => title)).toEqual([
    'Account manager',
    'Customer care lead',
  ]);
  const { data: second } = await page(`, after: "${first.roles.pageInfo.endCursor}"`);
  expect(second.roles.nodes.map(({ title }: { title: string }) => title)).toEqual([
    'Data analyst',
    'Data scientist',
  ]);
  expect(code(await kept.skills(', search: " "'))).toBe('INVALID_INPUT');
});

test('an admin adds, renames, retires and restores a skill', async () => {
  const { data } = await kept.addSkill({ name: ' Bookbinding ', group: 'Crafts' });
  const { id } = data.addSkill;
  expect(data.addSkill).toEqual({
    id,
    name: 'Bookbinding',
    group: 'Crafts',
    description: null,
    retiredAt: null,
    version: 1,
  });
  const changed = await kept.changeSkill(id, 1, { name: 'Binding books', group: null });
  expect(changed.data.changeSkill).toMatchObject({ name: 'Binding books', group: null, version: 2 });
  expect(code(await kept.changeSkill(id, 1, { name: 'Late' }))).toBe('VERSION_CONFLICT');
  expect(code(await kept.changeSkill(id, 2, { name: null }))).toBe('INVALID_INPUT');
  const { retiredAt } = (await kept.retireSkill(id)).data.retireSkill;
  expect((await kept.retireSkill(id)).data.retireSkill.retiredAt).toBe(retiredAt);
  expect((await kept.skills(', search: "binding"')).data.skills.totalCount).toBe(0);
  expect((await kept.skills(', search: "binding", retired: true')).data.skills.totalCount).toBe(1);
  expect((await kept.restoreSkill(id)).data.restoreSkill.retiredAt).toBeNull();
});

test('a name, a title and a code are there once in an organization, retired or not', async () => {
  await kept.retireSkill(skill.Statistics!);
  expect(code(await kept.addSkill({ name: 'STATISTICS' }))).toBe('CONFLICT');
  await kept.restoreSkill(skill.Statistics!);
  expect(code(await kept.changeSkill(skill.Statistics!, 1, { name: 'hiring' }))).toBe('CONFLICT');
  expect(code(await kept.addRole({ title: 'team lead' }))).toBe('CONFLICT');
  expect(code(await kept.addRole({ title: 'Baker', code: 'B-1' }))).toBe('OK');
  expect(code(await kept.addRole({ title: 'Butcher', code: 'B-1' }))).toBe('CONFLICT');
  const south = await anOrganization(waymark.database, 'south');
  const theirs = skillsOf(waymark, await aMember(waymark.database, south, 'Sol', ['ADMIN']));
  expect(code(await theirs.addRole({ title: 'Baker', code: 'B-1' }))).toBe('OK');
});

test('of twenty admins who add the same skill at once, one does', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => kept.addSkill({ name: 'Glass blowing' })),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
});

test('an admin says what a role requires, says it otherwise, and takes it back', async () => {
  const { data } = await kept.addRole({ title: 'Beekeeper', description: 'Keeps bees.' });
  const { id } = data.addRole;
  const asks = { skillId: skill.Planning, level: 2, importance: 'OPTIONAL' };
  await kept.requireSkill(id, asks);
  const again = await kept.requireSkill(id, { ...asks, level: 4, importance: 'ESSENTIAL' });
  expect(again.data.requireSkill.skills).toEqual([
    { level: 4, importance: 'ESSENTIAL', skill: { name: 'Planning' } },
  ]);
  const [row] = await waymark.database.owner<{ id: string }>(
    `select id from catalogue_role_skills where 'catalogue-role_' || role_id = $1`,
    [id],
  );
  const dropped = await kept.dropRequiredSkill(`catalogue-role-skill_${row!.id}`);
  expect(dropped.data.dropRequiredSkill).toMatchObject({ id, skills: [] });
  expect(code(await kept.dropRequiredSkill(`catalogue-role-skill_${row!.id}`))).toBe('NOT_FOUND');
  const changed = await kept.changeRole(id, 1, { title: 'Apiarist', description: null });
  expect(changed.data.changeRole).toMatchObject({ title: 'Apiarist', description: null, version: 2 });
  expect((await kept.retireRole(id)).data.retireRole.retiredAt).not.toBeNull();
  expect((await kept.restoreRole(id)).data.restoreRole.retiredAt).toBeNull();
});

test('a role newly requires only what is offered, and goes on requiring what was retired since', async () => {
  const { id } = (await kept.addRole({ title: 'Lighthouse keeper' })).data.addRole;
  const asks = { skillId: skill.Resilience, level: 5, importance: 'ESSENTIAL' };
  await kept.retireSkill(skill.Resilience!);
  expect(code(await kept.requireSkill(id, asks))).toBe('CONFLICT');
  await kept.restoreSkill(skill.Resilience!);
  await kept.requireSkill(id, asks);
  await kept.retireSkill(skill.Resilience!);
  expect(code(await kept.requireSkill(id, { ...asks, level: 4 }))).toBe('OK');
  await kept.restoreSkill(skill.Resilience!);
});

test('a role requires at most 50 skills, however many are said at once', async () => {
  const { id } = (await kept.addRole({ title: 'Polymath' })).data.addRole;
  const ids = Object.values(skill).slice(0, 55);
  const answers = await Promise.all(
    ids.map((skillId) => kept.requireSkill(id, { skillId, level: 1, importance: 'OPTIONAL' })),
  );
  expect(tally(answers)).toEqual({ OK: 50, LIMIT_REACHED: 5 });
  const [row] = await waymark.database.owner(
    `select count(*)::int as skills from catalogue_role_skills where 'catalogue-role_' || role_id = $1`,
    [id],
  );
  expect(row).toEqual({ skills: 50 });
});
