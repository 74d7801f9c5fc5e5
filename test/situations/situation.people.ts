import type { MemberActor } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

/** How many answers had each code. */
export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

/** Lets the two work together. @returns the engagement's id */
export async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId],
  );
  return row!.id;
}

/** Makes what the client lets their coaches see exactly this. */
export async function consent(
  database: TestDatabase,
  client: MemberActor,
  ...subjects: string[]
): Promise<void> {
  await database.owner('delete from consents where client_id = $1', [client.memberId]);
  await database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select e.org_id, e.client_id, e.coach_id, e.id, subject
     from engagements e, unnest($2::text[]) subject where e.client_id = $1`,
    [client.memberId, subjects],
  );
}

export const SUBJECTS = [
  'CHECK_INS',
  'ROLE_ASPECTS',
  'TASKS',
  'SKILLS',
  'TARGET_ROLES',
  'VALUES',
  'CONSTRAINTS',
];

/** The kinds of people that an access table asks; `own` is engaged with the client. */
export async function aCast(database: TestDatabase): Promise<Record<string, MemberActor>> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const cast = {
    foreigner: await aMember(database, south, 'Finn', ['CLIENT', 'COACH', 'ADMIN']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    adminWhoCoaches: await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    mentor: await aMember(database, north, 'Mona', ['MENTOR']),
    buddy: await aMember(database, north, 'Bo', ['CLIENT']),
    client: await aMember(database, north, 'Clio', ['CLIENT']),
  };
  await engage(database, cast.coach, cast.client);
  await engage(database, cast.otherCoach, cast.buddy);
  return cast;
}

/** A LONG or SHORT goal of the client's. @returns its id as the API writes it */
export async function aGoal(database: TestDatabase, client: MemberActor, horizon = 'LONG'): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into goals (org_id, client_id, horizon, kind, title, measure)
     values ($1, $2, $3, 'SKILL', 'Lead a team', 'BINARY') returning id`,
    [client.orgId, client.memberId, horizon],
  );
  return `goal_${row!.id}`;
}

/** A skill that the client claims and their preferred target role requires. @returns its id, bare */
export async function aSkill(
  database: TestDatabase,
  client: MemberActor,
  name: string,
  { level = 2, use = 4, required = 4 } = {},
): Promise<string> {
  const own = [client.orgId, client.memberId];
  const [skill] = await database.owner<{ id: string }>(
    'insert into skills (org_id, name) values ($1, $2) returning id',
    [client.orgId, name],
  );
  await database.owner(
    `insert into skill_claims (org_id, client_id, skill_id, level, use, enjoyment) values ($1, $2, $3, $4, $5, 0)`,
    [...own, skill!.id, level, use],
  );
  await database.owner(
    `insert into target_roles (org_id, client_id, title, preferred) values ($1, $2, 'Head of data', true)
     on conflict do nothing`,
    own,
  );
  await database.owner(
    `insert into target_role_skills (org_id, client_id, target_role_id, skill_id, level, importance)
     select org_id, client_id, id, $3, $4, 'ESSENTIAL' from target_roles
     where org_id = $1 and client_id = $2 and preferred`,
    [...own, skill!.id, required],
  );
  return skill!.id;
}

/** A submitted check-in that says RECOGNITION_GAP. @returns its id, bare */
export async function aCheckIn(
  database: TestDatabase,
  client: MemberActor,
  { undervalued = 75, label = 'RECOGNITION_GAP', at = '2026-03-02T09:00:00Z' } = {},
): Promise<string> {
  const [row] = await database.owner<{ id: string; instrument: string }>(
    `insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at)
     select $1, $2, i.id, 'ON_DEMAND', 'SUBMITTED', $3, $3, $3 from instruments i where i.org_id = $1 and i.current
     returning id, instrument_id as instrument`,
    [client.orgId, client.memberId, at],
  );
  const own = [client.orgId, row!.id, client.memberId, row!.instrument];
  await database.owner(
    `insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, undervalued,
       answered, items, coverage, straight_lining, incomplete)
     values ($1, $2, $3, $4, 'stuck-18', $5, $6, 18, 18, 1, false, false)`,
    [...own, at, undervalued],
  );
  await database.owner(
    `insert into check_in_labels (org_id, check_in_id, client_id, instrument_id, label, dimensions, next_step)
     values ($1, $2, $3, $4, $5, '{UNDERVALUED}', 'MAKE_WORK_VISIBLE')`,
    [...own, label],
  );
  return row!.id;
}

/** What a person can do with a situation, through the API; ids as the API writes them. */
export function situationOf(waymark: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => waymark.send(as, text, variables);
  const withInput = (name: string, type: string, fields: string) => (input: object) =>
    act(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
  const change =
    (name: string, type: string, fields: string) => (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $v: Int!, $input: ${type}!) { ${name}(id: $id, version: $v, input: $input) { ${fields} } }`,
        { id, v: version, input },
      );
  const ofId = (name: string, fields: string) => (id: string) =>
    act(`mutation ($id: ID!) { ${name}(id: $id) { ${fields} } }`, { id });
  const aspect = 'id kind name rating note archivedAt version';
  const task = 'id name hours servesLongGoal goal { id } archivedAt version';
  const value = 'id name weight rating archivedAt version';
  const constraint = 'id kind hard private text archivedAt version';
  const gap = 'id kind source magnitude importance rank status reason closedAt version';
  return {
    recordRole: withInput('recordRole', 'RecordRoleInput', 'id title since satisfaction'),
    rateAspect: (kind: string, input: object) =>
      act(
        `mutation ($kind: RoleAspectKind!, $input: RateRoleAspectInput!) {
           rateRoleAspect(kind: $kind, input: $input) { ${aspect} } }`,
        { kind, input },
      ),
    addAspect: withInput('addRoleAspect', 'AddRoleAspectInput', aspect),
    changeAspect: change('changeRoleAspect', 'ChangeRoleAspectInput', aspect),
    archiveAspect: ofId('archiveRoleAspect', aspect),
    unarchiveAspect: ofId('unarchiveRoleAspect', aspect),
    addTask: withInput('addTask', 'AddTaskInput', task),
    changeTask: change('changeTask', 'ChangeTaskInput', task),
    archiveTask: ofId('archiveTask', task),
    unarchiveTask: ofId('unarchiveTask', task),
    addValue: withInput('addValue', 'AddValueInput', value),
    changeValue: change('changeValue', 'ChangeValueInput', value),
    archiveValue: ofId('archiveValue', value),
    unarchiveValue: ofId('unarchiveValue', value),
    addConstraint: withInput('addConstraint', 'AddConstraintInput', constraint),
    changeConstraint: change('changeConstraint', 'ChangeConstraintInput', constraint),
    archiveConstraint: ofId('archiveConstraint', constraint),
    unarchiveConstraint: ofId('unarchiveConstraint', constraint),
    findGaps: () => act(`mutation { findGaps { gaps(first: 100) { totalCount nodes { ${gap} } } } }`),
    addressGap: ofId('addressGap', gap),
    reopenGap: ofId('reopenGap', gap),
    acceptGap: (id: string, reason: string) =>
      act(`mutation ($id: ID!, $reason: String!) { acceptGap(id: $id, reason: $reason) { ${gap} } }`, {
        id,
        reason,
      }),
    weighGap: (id: string, importance: number) =>
      act(`mutation ($id: ID!, $n: Int!) { weighGap(id: $id, importance: $n) { ${gap} } }`, {
        id,
        n: importance,
      }),
    read: async (fields: string) => (await act(`{ situation { ${fields} } }`)).data.situation,
    readOf: (client: MemberActor, fields: string) =>
      act(`{ client(id: "client_${client.memberId}") { situation { ${fields} } } }`),
  };
}

/** A client's situation with something in each part, and its gaps. */
export async function fill(waymark: TestApp, client: MemberActor) {
  const { database } = waymark;
  const mine = situationOf(waymark, client);
  const goal = await aGoal(database, client);
  const ids = {
    role: (await mine.recordRole({ title: 'Analyst', since: '2020-05-01', satisfaction: 4 })).data.recordRole
      .id,
    aspect: (await mine.rateAspect('RECOGNITION', { rating: -2, note: 'Nobody says a word' })).data
      .rateRoleAspect.id,
    ownAspect: (await mine.addAspect({ name: 'The commute', rating: -1 })).data.addRoleAspect.id,
    task: (await mine.addTask({ name: 'Reports', hours: 25 })).data.addTask.id,
    goalTask: (await mine.addTask({ name: 'Mentoring', hours: 10, goalId: goal })).data.addTask.id,
    value: (await mine.addValue({ name: 'Fairness', weight: 5, rating: 3 })).data.addValue.id,
    constraint: (
      await mine.addConstraint({ kind: 'CARE', hard: true, text: 'My father needs me on Mondays' })
    ).data.addConstraint.id,
    openConstraint: (
      await mine.addConstraint({ kind: 'LOCATION', hard: true, private: false, text: 'I stay in this town' })
    ).data.addConstraint.id,
    goal,
  };
  const skill = await aSkill(database, client, 'Bee keeping', { level: 2, use: 1 });
  const checkIn = await aCheckIn(database, client);
  const gaps = (await mine.findGaps()).data.findGaps.gaps.nodes as { id: string; source: string }[];
  const gapOf = Object.fromEntries(gaps.map((gap) => [gap.source, gap.id])) as Record<string, string>;
  return { ...ids, skill, checkIn, gaps, gapOf };
}
