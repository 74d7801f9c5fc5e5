import { jest } from '@jest/globals';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { idsOf, skillsOf } from './catalogue.people.js';
import { code, consent, engage } from './situation.people.js';

let waymark: TestApp;
let callers: Record<string, MemberActor | null>;
let client: MemberActor;
let coach: MemberActor;
let skill: Record<string, string>;
let role: Record<string, string>;
let roleSkill: string;
let claim: string;
let target: { id: string; skills: { id: string }[] };

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  const buddy = await aMember(database, north, 'Bea', ['CLIENT']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  callers = {
    anonymous: null,
    foreigner: await aMember(database, south, 'Finn', ['CLIENT']),
    foreignAdmin: await aMember(database, south, 'Sol', ['ADMIN', 'CLIENT']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    otherCoach,
    coach,
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    buddy,
    client,
  };
  await engage(database, coach, client);
  await engage(database, otherCoach, buddy);
  ({ skill, role } = await idsOf(waymark, client));
  const own = skillsOf(waymark, client);
  claim = (await own.claim({ skillId: skill.Programming, level: 4, use: 2, enjoyment: 1 })).data.claimSkill
    .id;
  target = (await own.addTarget({ roleId: role['Software developer'] })).data.addTargetRole;
  await consent(database, client, 'SKILLS', 'TARGET_ROLES');
  const [row] = await database.owner<{ id: string }>(
    `select id from catalogue_role_skills where 'catalogue-role_' || role_id = $1 limit 1`,
    [role['Team lead']],
  );
  roleSkill = `catalogue-role-skill_${row!.id}`;
});

afterAll(() => waymark.close());

const tables = [
  'skills',
  'catalogue_roles',
  'catalogue_role_skills',
  'skill_claims',
  'target_roles',
  'target_role_skills',
];
const everything = () =>
  Promise.all(tables.map((table) => waymark.database.owner(`select * from ${table} order by id`)));

type Calls = Record<string, (own: ReturnType<typeof skillsOf>) => Promise<Answer>>;

/** Every operation that changes what a client says, aimed at what exists. */
const ofClients: Calls = {
  claimSkill: (own) => own.claim({ skillId: skill.Programming, level: 1, use: 1, enjoyment: 1 }),
  takeSkillClaimBack: (own) => own.takeBack(claim),
  addTargetRole: (own) => own.addTarget({ roleId: role['Data scientist'] }),
  changeTargetRole: (own) => own.changeTarget(target.id, 1, { title: 'Mine now' }),
  preferTargetRole: (own) => own.prefer(target.id),
  archiveTargetRole: (own) => own.archive(target.id),
  unarchiveTargetRole: (own) => own.unarchive(target.id),
  requireTargetSkill: (own) =>
    own.requireTargetSkill(target.id, { skillId: skill.Hiring, level: 1, importance: 'OPTIONAL' }),
  dropTargetSkill: (own) => own.dropTargetSkill(target.skills[0]!.id),
};

/** Every operation that changes a catalogue. */
const ofAdmins: Calls = {
  changeSkill: (own) => own.changeSkill(skill.Hiring!, 1, { name: 'Ours now' }),
  retireSkill: (own) => own.retireSkill(skill.Hiring!),
  restoreSkill: (own) => own.restoreSkill(skill.Hiring!),
  changeRole: (own) => own.changeRole(role['Team lead']!, 1, { title: 'Ours now' }),
  retireRole: (own) => own.retireRole(role['Team lead']!),
  restoreRole: (own) => own.restoreRole(role['Team lead']!),
  requireSkill: (own) =>
    own.requireSkill(role['Team lead']!, { skillId: skill.Hiring, level: 1, importance: 'OPTIONAL' }),
  dropRequiredSkill: (own) => own.dropRequiredSkill(roleSkill),
};

const adding: Calls = {
  addSkill: (own) => own.addSkill({ name: 'Whittling' }),
  addRole: (own) => own.addRole({ title: 'Whittler' }),
};

/** Calls each; @returns the codes that came, each once */
async function codesOf(calls: Calls, caller: string): Promise<string[]> {
  const own = skillsOf(waymark, callers[caller]!);
  const codes = new Set<string>();
  for (const call of Object.values(calls)) codes.add(code(await call(own)));
  return [...codes];
}

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND'],
  ['foreignAdmin', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN'],
  ['otherCoach', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN'],
])('%s changes nothing of what a client says, and is told %s', async (caller, expected) => {
  const before = await everything();
  expect(await codesOf(ofClients, caller)).toEqual([expected]);
  expect(await everything()).toEqual(before);
});

test('another client changes nothing of it, and finds none of it', async () => {
  const before = await everything();
  const { claimSkill, addTargetRole, ...aimed } = ofClients;
  expect(await codesOf(aimed, 'buddy')).toEqual(['NOT_FOUND']);
  expect(await everything()).toEqual(before);
  expect(await codesOf({ claimSkill: claimSkill!, addTargetRole: addTargetRole! }, 'buddy')).toEqual(['OK']);
  const own = (rows: { client_id?: unknown }[]) =>
    rows.filter(({ client_id: id }) => id === undefined || id === client.memberId);
  expect((await everything()).map(own)).toEqual(before.map(own));
});

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['foreignAdmin', 'NOT_FOUND'],
  ['foreigner', 'FORBIDDEN'],
  ['otherCoach', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN'],
  ['buddy', 'FORBIDDEN'],
  ['client', 'FORBIDDEN'],
])('%s changes nothing in the catalogues, and is told %s', async (caller, expected) => {
  const before = await everything();
  const calls = caller === 'foreignAdmin' ? ofAdmins : { ...ofAdmins, ...adding };
  expect(await codesOf(calls, caller)).toEqual([expected]);
  expect(await everything()).toEqual(before);
});

test('everybody of an organization reads its catalogues, and nobody another’s', async () => {
  for (const caller of ['admin', 'otherCoach', 'coach', 'mentor', 'buddy', 'client']) {
    const own = skillsOf(waymark, callers[caller]!);
    expect((await own.skills()).data.skills.nodes[0].id).toBe(skill.Accounting);
    expect((await own.act(`{ role(id: "${role['Team lead']}") { title } }`)).data.role.title).toBe(
      'Team lead',
    );
    expect((await own.act(`{ skill(id: "${skill.Hiring}") { name } }`)).data.skill.name).toBe('Hiring');
  }
  const theirs = skillsOf(waymark, callers.foreignAdmin!);
  expect((await theirs.skills()).data.skills.nodes[0].id).not.toBe(skill.Accounting);
  expect((await theirs.act(`{ role(id: "${role['Team lead']}") { title } }`)).data.role).toBeNull();
  expect((await theirs.act(`{ skill(id: "${skill.Hiring}") { name } }`)).data.skill).toBeNull();
  expect(code(await skillsOf(waymark, null).skills())).toBe('UNAUTHENTICATED');
});

test('whoever may not see a target role reads null, or is forbidden', async () => {
  for (const caller of ['foreigner', 'otherCoach', 'buddy']) {
    const { data } = await skillsOf(waymark, callers[caller]!).targetRole(target.id);
    expect([caller, data.targetRole]).toEqual([caller, null]);
  }
  for (const caller of ['admin', 'mentor']) {
    expect(code(await skillsOf(waymark, callers[caller]!).targetRole(target.id))).toBe('FORBIDDEN');
  }
});

describe('what the coach sees of skills and target roles', () => {
  const seen = async () => (await skillsOf(waymark, coach).situation(client.memberId)).data.client.situation;

  test('is nothing without consent', async () => {
    await consent(waymark.database, client);
    expect(await seen()).toEqual({
      underUse: null,
      preferredTargetRole: null,
      skillClaims: { totalCount: 0, nodes: [] },
      targetRoles: { nodes: [] },
    });
  });

  test('with consent to skills alone is the skills', async () => {
    await consent(waymark.database, client, 'SKILLS');
    expect(await seen()).toEqual({
      underUse: 0.5,
      preferredTargetRole: null,
      skillClaims: { totalCount: 1, nodes: [{ level: 4, skill: { name: 'Programming' } }] },
      targetRoles: { nodes: [] },
    });
  });

  test('with consent to target roles alone is what they require, and no gap: hidden is not unknown', async () => {
    await consent(waymark.database, client, 'TARGET_ROLES');
    const { underUse, preferredTargetRole, skillClaims, targetRoles } = await seen();
    expect({ underUse, preferredTargetRole, skillClaims }).toEqual({
      underUse: null,
      preferredTargetRole: { title: 'Software developer' },
      skillClaims: { totalCount: 0, nodes: [] },
    });
    expect(targetRoles.nodes[0].gapScore).toBeNull();
    expect(targetRoles.nodes[0].skills).toHaveLength(6);
    expect(targetRoles.nodes[0].skills.every((asked: { claim: unknown }) => asked.claim === null)).toBe(true);
  });

  test('with both is what the client sees', async () => {
    await consent(waymark.database, client, 'SKILLS', 'TARGET_ROLES');
    const own = await skillsOf(waymark, client).situation(client.memberId);
    expect(await seen()).toEqual(own.data.client.situation);
    expect(own.data.client.situation.targetRoles.nodes[0].gapScore).toEqual({
      score: 0,
      coverage: 0.275862,
      confidence: 'LOW',
      unknown: 5,
    });
  });
});

test('ten target roles with their gaps are one statement, as one is', async () => {
  const own = skillsOf(waymark, client);
  const statements = async (roles: number) => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    const { data } = await own.situation(client.memberId);
    const sent = run.mock.calls.flatMap(([statement]) => statement);
    run.mockRestore();
    expect(data.client.situation.targetRoles.nodes).toHaveLength(roles);
    return sent.length;
  };
  const one = await statements(1);
  for (const title of Object.keys(role)
    .filter((name) => name !== 'Software developer')
    .slice(0, 9)) {
    await own.addTarget({ roleId: role[title] });
  }
  expect([one, await statements(10)]).toEqual([2, 2]);
});
