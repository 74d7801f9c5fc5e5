import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { idsOf, skillsOf } from './catalogue.people.js';
import { code, tally } from './situation.people.js';

let waymark: TestApp;
let north: string;
let skill: Record<string, string>;
let role: Record<string, string>;
let admin: MemberActor;

beforeAll(async () => {
  waymark = await startApp();
  north = await anOrganization(waymark.database, 'north');
  admin = await aMember(waymark.database, north, 'Ada', ['ADMIN']);
  ({ skill, role } = await idsOf(waymark, admin));
});
afterAll(() => waymark.close());

let people = 0;
/** A client of their own for each test. */
async function aClient() {
  people += 1;
  const client = await aMember(waymark.database, north, `Client ${people}`, ['CLIENT']);
  return { client, own: skillsOf(waymark, client) };
}
const preferredOf = (client: MemberActor) =>
  waymark.database.owner(`select title from target_roles where client_id = $1 and preferred order by title`, [
    client.memberId,
  ]);

test('a skill is claimed once, said anew, and taken back', async () => {
  const { client, own } = await aClient();
  const first = await own.claim({ skillId: skill.Planning, level: 4, use: 1, enjoyment: 2 });
  const { id } = first.data.claimSkill;
  const again = await own.claim({ skillId: skill.Planning, level: 3, use: 4, enjoyment: -2 });
  expect(again.data.claimSkill).toEqual({
    id,
    level: 3,
    use: 4,
    enjoyment: -2,
    skill: { name: 'Planning' },
  });
  await own.claim({ skillId: skill.Hiring, level: 5, use: 0, enjoyment: 0 });
  const { data } = await own.situation(client.memberId);
  expect(data.client.situation).toMatchObject({ underUse: 0.625, skillClaims: { totalCount: 2 } });
  const back = await own.takeBack(id);
  expect(back.data.takeSkillClaimBack.situation).toEqual({ underUse: 1, skillClaims: { totalCount: 1 } });
  expect(code(await own.takeBack(id))).toBe('NOT_FOUND');
  for (const wrong of [{ level: 6 }, { level: -1 }, { use: 5 }, { enjoyment: 3 }]) {
    const answer = await own.claim({ skillId: skill.Planning, level: 1, use: 1, enjoyment: 1, ...wrong });
    expect(code(answer)).toBe('INVALID_INPUT');
  }
});

test('a retired skill is not newly claimed; what was claimed stays and can be said anew', async () => {
  const { own } = await aClient();
  const kept = skillsOf(waymark, admin);
  const claim = { skillId: skill.Selling!, level: 1, use: 1, enjoyment: 1 };
  await kept.retireSkill(claim.skillId);
  expect(code(await own.claim(claim))).toBe('CONFLICT');
  await kept.restoreSkill(claim.skillId);
  await own.claim(claim);
  await kept.retireSkill(claim.skillId);
  expect((await own.claim({ ...claim, level: 2 })).data.claimSkill.level).toBe(2);
  await kept.restoreSkill(claim.skillId);
});

test('claiming a skill twenty times at once leaves one claim', async () => {
  const { client, own } = await aClient();
  const claim = { skillId: skill.Planning, level: 1, use: 1, enjoyment: 1 };
  const answers = await Promise.all(Array.from({ length: 20 }, () => own.claim(claim)));
  expect(tally(answers)).toEqual({ OK: 20 });
  expect((await own.situation(client.memberId)).data.client.situation.skillClaims.totalCount).toBe(1);
});

test('a target role of the catalogue brings what it requires, to be adjusted without touching the catalogue', async () => {
  const { own } = await aClient();
  const { data } = await own.addTarget({ roleId: role['UX designer'], note: 'In two years.' });
  const target = data.addTargetRole;
  expect(target).toMatchObject({
    title: 'UX designer',
    note: 'In two years.',
    preferred: true,
    catalogueRole: { title: 'UX designer' },
    gapScore: { score: null, coverage: 0, confidence: 'LOW', unknown: 6 },
  });
  expect(target.skills.map((asked: { skill: { name: string } }) => asked.skill.name)).toEqual([
    'Interaction design',
    'User research',
    'Collaboration across teams',
    'Creativity',
    'Presenting',
    'Data analysis',
  ]);
  await own.dropTargetSkill(target.skills[3].id);
  const adjusted = await own.requireTargetSkill(target.id, {
    skillId: skill['Data analysis'],
    level: 5,
    importance: 'ESSENTIAL',
  });
  expect(adjusted.data.requireTargetSkill.skills).toHaveLength(5);
  expect(adjusted.data.requireTargetSkill.skills[0]).toMatchObject({
    level: 5,
    skill: { name: 'Data analysis' },
  });
  const { data: catalogue } = await own.roles(', search: "ux designer"');
  expect(catalogue.roles.nodes[0].skills).toHaveLength(6);
});

test('target roles stand side by side, each with its own gap over the skills that are known', async () => {
  const { client, own } = await aClient();
  const { id } = (await own.addTarget({ title: 'Head of data' })).data.addTargetRole;
  for (const [name, level, importance] of [
    ['Statistics', 4, 'ESSENTIAL'],
    ['Presenting', 3, 'OPTIONAL'],
    ['Hiring', 5, 'ESSENTIAL'],
    ['Budgeting', 2, 'OPTIONAL'],
  ] as const) {
    await own.requireTargetSkill(id, { skillId: skill[name], level, importance });
  }
  await own.addTarget({ title: 'Nothing in particular' });
  for (const [name, level] of [
    ['Statistics', 2],
    ['Presenting', 3],
    ['Budgeting', 1],
  ] as const) {
    await own.claim({ skillId: skill[name], level, use: 2, enjoyment: 0 });
  }
  const { data } = await own.situation(client.memberId);
  const nodes = data.client.situation.targetRoles.nodes as { title: string; gapScore: object }[];
  expect(nodes.map(({ title, gapScore }) => [title, gapScore])).toEqual([
    ['Head of data', { score: 0.384615, coverage: 0.565217, confidence: 'LOW', unknown: 1 }],
    ['Nothing in particular', { score: null, coverage: null, confidence: 'LOW', unknown: 0 }],
  ]);
  expect((await own.targetRole(id)).data.targetRole.skills[0]).toMatchObject({
    skill: { name: 'Hiring' },
    claim: null,
  });
});

test('exactly one target role is preferred, through every step', async () => {
  const { client, own } = await aClient();
  const add = async (title: string) => (await own.addTarget({ title })).data.addTargetRole.id as string;
  const [one, two] = [await add('One'), await add('Two')];
  expect(await preferredOf(client)).toEqual([{ title: 'One' }]);
  expect((await own.prefer(two)).data.preferTargetRole.preferred).toBe(true);
  expect(await preferredOf(client)).toEqual([{ title: 'Two' }]);
  expect(code(await own.archive(two))).toBe('CONFLICT');
  expect(code(await own.archive(one))).toBe('OK');
  expect(code(await own.prefer(one))).toBe('CONFLICT');
  expect((await own.archive(two)).data.archiveTargetRole.preferred).toBe(false);
  expect(await preferredOf(client)).toEqual([]);
  expect((await own.unarchive(one)).data.unarchiveTargetRole.preferred).toBe(true);
  expect((await own.unarchive(two)).data.unarchiveTargetRole.preferred).toBe(false);
  expect(await preferredOf(client)).toEqual([{ title: 'One' }]);
});

test('of many who are preferred at once the last stays, and of twenty that are added at once one is preferred', async () => {
  const { client, own } = await aClient();
  const adds = await Promise.all(Array.from({ length: 20 }, (_, at) => own.addTarget({ title: `R${at}` })));
  expect(tally(adds)).toEqual({ OK: 10, LIMIT_REACHED: 10 });
  expect(await preferredOf(client)).toHaveLength(1);
  const ids = adds.flatMap(({ data }) => data?.addTargetRole?.id ?? []);
  const steps = ids.flatMap((id: string) => [own.prefer(id), own.archive(id), own.unarchive(id)]);
  for (const answer of await Promise.all(steps)) {
    expect(['OK', 'CONFLICT']).toContain(code(answer));
  }
  expect(await preferredOf(client)).toHaveLength(1);
});

test('what stands already cannot be added or taken back again', async () => {
  const { own } = await aClient();
  const { id } = (await own.addTarget({ roleId: role['Team lead'] })).data.addTargetRole;
  expect(code(await own.addTarget({ title: 'TEAM LEAD' }))).toBe('CONFLICT');
  await own.archive(id);
  expect(code(await own.addTarget({ roleId: role['Team lead'] }))).toBe('OK');
  expect(code(await own.unarchive(id))).toBe('CONFLICT');
  expect(code(await own.addTarget({}))).toBe('INVALID_INPUT');
  await skillsOf(waymark, admin).retireRole(role['Data analyst']!);
  expect(code(await own.addTarget({ roleId: role['Data analyst'] }))).toBe('CONFLICT');
});

test('its words change at the version that was seen', async () => {
  const { own } = await aClient();
  const { id } = (await own.addTarget({ title: 'Baker', note: 'Bread' })).data.addTargetRole;
  const changed = await own.changeTarget(id, 1, { title: 'Master baker', note: null });
  expect(changed.data.changeTargetRole).toMatchObject({ title: 'Master baker', note: null, version: 2 });
  expect(code(await own.changeTarget(id, 1, { note: 'Late' }))).toBe('VERSION_CONFLICT');
  expect(code(await own.changeTarget(id, 2, { title: null }))).toBe('INVALID_INPUT');
});
