import type { MemberActor } from '../../src/db/actor.js';
import type { TestApp } from '../setup/app.js';

/** What a person can do with skills, roles and the catalogues, through the API; ids as the API writes them. */
export function skillsOf(waymark: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => waymark.send(as, text, variables);
  const ofId = (name: string, fields: string) => (id: string) =>
    act(`mutation ($id: ID!) { ${name}(id: $id) { ${fields} } }`, { id });
  const ROLE = 'id title code description retiredAt version skills { level importance skill { name } }';
  const SKILL = 'id name group description retiredAt version';
  const TARGET = `id title note preferred archivedAt version catalogueRole { title }
    skills { id level importance skill { name } claim { level } } gapScore { score coverage confidence unknown }`;
  return {
    act,
    skills: (filter = '') => act(`{ skills(first: 100${filter}) { totalCount nodes { ${SKILL} } } }`),
    roles: (filter = '') => act(`{ roles(first: 100${filter}) { totalCount nodes { ${ROLE} } } }`),
    addSkill: (input: object) =>
      act(`mutation ($input: AddSkillInput!) { addSkill(input: $input) { ${SKILL} } }`, { input }),
    changeSkill: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: ChangeSkillInput!) {
           changeSkill(id: $id, version: $v, input: $input) { ${SKILL} } }`,
        { id, v: version, input },
      ),
    retireSkill: ofId('retireSkill', SKILL),
    restoreSkill: ofId('restoreSkill', SKILL),
    addRole: (input: object) =>
      act(`mutation ($input: AddRoleInput!) { addRole(input: $input) { ${ROLE} } }`, { input }),
    changeRole: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: ChangeRoleInput!) {
           changeRole(id: $id, version: $v, input: $input) { ${ROLE} } }`,
        { id, v: version, input },
      ),
    retireRole: ofId('retireRole', ROLE),
    restoreRole: ofId('restoreRole', ROLE),
    requireSkill: (roleId: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: RequiredSkillInput!) { requireSkill(roleId: $id, input: $input) { ${ROLE} } }`,
        { id: roleId, input },
      ),
    dropRequiredSkill: ofId('dropRequiredSkill', ROLE),
    claim: (input: object) =>
      act(
        `mutation ($input: ClaimSkillInput!) { claimSkill(input: $input) {
           id level use enjoyment skill { name } } }`,
        { input },
      ),
    takeBack: ofId('takeSkillClaimBack', 'situation { underUse skillClaims { totalCount } }'),
    addTarget: (input: object) =>
      act(`mutation ($input: AddTargetRoleInput!) { addTargetRole(input: $input) { ${TARGET} } }`, { input }),
    changeTarget: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: ChangeTargetRoleInput!) {
           changeTargetRole(id: $id, version: $v, input: $input) { ${TARGET} } }`,
        { id, v: version, input },
      ),
    prefer: ofId('preferTargetRole', TARGET),
    archive: ofId('archiveTargetRole', TARGET),
    unarchive: ofId('unarchiveTargetRole', TARGET),
    requireTargetSkill: (id: string, input: object) =>
      act(
        `mutation ($id: ID!, $input: RequiredSkillInput!) {
           requireTargetSkill(targetRoleId: $id, input: $input) { ${TARGET} } }`,
        { id, input },
      ),
    dropTargetSkill: ofId('dropTargetSkill', TARGET),
    targetRole: (id: string) => act(`query ($id: ID!) { targetRole(id: $id) { ${TARGET} } }`, { id }),
    /** All that is said of the skills and target roles of a client. */
    situation: (clientId: string) =>
      act(
        `query ($id: ID!) { client(id: $id) { situation { underUse preferredTargetRole { title }
           skillClaims { totalCount nodes { level skill { name } } }
           targetRoles { nodes { ${TARGET} } } } } }`,
        { id: `client_${clientId}` },
      ),
  };
}

/** Ids of the starter set, by name. */
export async function idsOf(
  waymark: TestApp,
  as: MemberActor,
): Promise<{ skill: Record<string, string>; role: Record<string, string> }> {
  const { skills, roles } = skillsOf(waymark, as);
  const named = (nodes: { id: string; name?: string; title?: string }[]) =>
    Object.fromEntries(nodes.map(({ id, name, title }) => [name ?? title, id]));
  return {
    skill: named((await skills()).data.skills.nodes),
    role: named((await roles()).data.roles.nodes),
  };
}
