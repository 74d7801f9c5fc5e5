import type { MemberActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { consentSubjects, type ConsentSubject } from '../../src/consents/consent.entity.js';
import { checkInsOf } from '../checkins/world.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

type Sight = Exclude<ConsentSubject, 'COACH_HOURS'>;

/** The subjects that open rows of the client's. The log of hours names the client, and opens none. */
export const SUBJECTS = consentSubjects.filter((subject): subject is Sight => subject !== 'COACH_HOURS');

/** The tables whose rows of a client a subject opens; for each, whether all of them. */
export const TABLES: Record<Sight, string[]> = {
  CHECK_INS: ['check_ins', 'check_in_scores', 'weekly_pulses'],
  ROLE_ASPECTS: ['role_snapshots', 'role_aspects'],
  TASKS: ['tasks'],
  SKILLS: ['skill_claims'],
  TARGET_ROLES: ['target_roles'],
  VALUES: ['client_values'],
  CONSTRAINTS: ['client_constraints'],
  DOCUMENTS: ['documents', 'document_versions'],
};

/** What no consent opens. */
export const NEVER = ['check_in_answers', 'contacts', 'document_loose_files'];

export interface World extends TestApp {
  admin: MemberActor;
  client: MemberActor;
  otherClient: MemberActor;
  coach: MemberActor;
  /** Coaches the same client, in an engagement of their own. */
  otherCoach: MemberActor;
  foreigner: MemberActor;
  /** Of client and coach, and of client and other coach. */
  engagement: string;
  otherEngagement: string;
}

/** A client who has written down something of every subject, and two coaches. */
export async function startWorld(): Promise<World> {
  const waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const people = {
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    client: await aMember(database, north, 'Clio', ['CLIENT']),
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    foreigner: await aMember(database, south, 'Finn', ['CLIENT', 'COACH', 'ADMIN']),
  };
  const world = { ...waymark, ...people, engagement: '', otherEngagement: '' };
  world.engagement = await agree(world, people.coach);
  world.otherEngagement = await agree(world, people.otherCoach);
  await writeDown(world, people.client);
  return world;
}

/** An engagement of the client, proposed and signed as people do it. @returns its id as the API writes it */
export async function agree(world: World, coach: MemberActor): Promise<string> {
  const { admin, client } = world;
  const proposed = await told(
    world.send(
      admin,
      'mutation ($input: ProposeEngagementInput!) { proposeEngagement(input: $input) { id } }',
      {
        input: {
          clientId: `client_${client.memberId}`,
          coachId: `coach_${coach.memberId}`,
          startsOn: '2026-01-05',
        },
      },
    ),
  );
  const { id } = proposed.proposeEngagement as { id: string };
  for (const side of [coach, client]) {
    await told(world.send(side, 'mutation ($id: ID!) { signEngagement(id: $id) { id } }', { id }));
  }
  return id;
}

export async function end(world: World, id: string): Promise<void> {
  await told(
    world.send(world.client, 'mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { id } }', {
      id,
    }),
  );
}

/** @throws Error for an answer with errors */
export async function told(answer: Promise<Answer>): Promise<Answer['data']> {
  const { data, errors, text } = await answer;
  if (errors) throw new Error(text);
  return data;
}

async function writeDown(world: World, client: MemberActor): Promise<void> {
  const [skill] = await world.database.owner<{ id: string }>(
    `insert into skills (org_id, name) values ($1, 'A skill of tests') returning id`,
    [client.orgId],
  );
  const write = (name: string, input: object, type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`) =>
    told(world.send(client, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, { input }));
  await write('addRoleAspect', { name: 'The canteen', rating: -1 });
  await write('recordRole', { title: 'Planner', since: '2020-01-01', satisfaction: 4 });
  await write('addTask', { name: 'Plan the week', hours: 10 });
  await write('claimSkill', { skillId: `skill_${skill!.id}`, level: 4, use: 1, enjoyment: 2 });
  await write('addTargetRole', { title: 'Head of planning' });
  await write('addValue', { name: 'Fairness', weight: 5, rating: 3 });
  await write('addConstraint', { kind: 'TIME', hard: true, private: false, text: 'Fridays off' });
  await write('addConstraint', { kind: 'CARE', hard: true, private: true, text: 'Canary of care' });
  await write('addDocument', { kind: 'RESUME', title: 'My resume', url: 'https://example.test/cv' });
  await write('addContact', { name: 'Canary Person', tie: 3 });
  const checkIns = checkInsOf(world, client);
  await checkIns.take({
    BOREDOM: 9,
    UNCHALLENGED: 9,
    UNDERVALUED: 3,
    POSTPONING: 3,
    FRUSTRATION: 3,
    MOTIVATION_LOSS: 3,
  });
  await told(checkIns.pulse(2));
}

export function consentsOf(world: TestApp, as: MemberActor | null) {
  return {
    give: (engagementId: string, subject: string, until?: string) =>
      world.send(
        as,
        `mutation ($id: ID!, $subject: ConsentSubject!, $until: Instant) {
           giveConsent(engagementId: $id, subject: $subject, until: $until) { id subject until withdrawnAt stands } }`,
        { id: engagementId, subject, until },
      ),
    withdraw: (id: string) =>
      world.send(as, 'mutation ($id: ID!) { withdrawConsent(id: $id) { id withdrawnAt stands } }', { id }),
    list: (filter = '') =>
      world.send(as, `{ consents(first: 100${filter}) { nodes { id subject stands engagement { id } } } }`),
  };
}

const SIGHT = `query ($id: ID!) { client(id: $id) {
  checkIns { nodes { id answers { given { answer } } } } latestScores { index } pulses { nodes { felt } }
  documents { totalCount nodes { id current { url } } }
  situation {
    role { title } aspects { nodes { rating } } lowestAspects { rating }
    tasks { nodes { name } } taskAlignment
    skillClaims { nodes { level } } underUse
    targetRoles { nodes { title } } preferredTargetRole { title }
    values { nodes { name } } valueAlignment
    constraints { nodes { text private } }
  } } }`;

/**
 * What somebody sees of the client through the API.
 * @returns the subjects of which anything is shown; what is shown of a subject only in part is named with a question mark
 */
export async function sightOf(world: World, as: MemberActor): Promise<string[]> {
  const { data, errors, text } = await world.send(as, SIGHT, { id: `client_${world.client.memberId}` });
  if (errors) throw new Error(text);
  if (as !== world.client && /Canary/.test(text)) throw new Error('Something shows that no consent opens.');
  const { client } = data;
  if (!client) return [];
  const { situation } = client;
  const some = (list: { nodes: unknown[] } | unknown[]) => ('nodes' in list ? list.nodes : list).length > 0;
  const shown: Record<string, boolean[]> = {
    CHECK_INS: [some(client.checkIns), client.latestScores !== null, some(client.pulses)],
    ROLE_ASPECTS: [situation.role !== null, some(situation.aspects), some(situation.lowestAspects)],
    TASKS: [some(situation.tasks), situation.taskAlignment !== null],
    SKILLS: [some(situation.skillClaims), situation.underUse !== null],
    TARGET_ROLES: [some(situation.targetRoles), situation.preferredTargetRole !== null],
    VALUES: [some(situation.values), situation.valueAlignment !== null],
    CONSTRAINTS: [some(situation.constraints)],
    DOCUMENTS: [some(client.documents), client.documents.totalCount > 0],
  };
  return Object.entries(shown)
    .filter(([, parts]) => parts.some(Boolean))
    .map(([subject, parts]) => (parts.every(Boolean) ? subject : `${subject}?`));
}

/** Plain SQL as the app role and this person. */
export function sqlAs<Row>({ app }: TestApp, as: MemberActor, text: string, values: unknown[] = []) {
  return app.get(Db).run(as, () => app.get(Db).query<Row>(text, values));
}

/** The same as `sightOf` by plain SQL: the subjects whose tables show a row of the client. */
export async function rowsSeen(world: World, as: MemberActor): Promise<string[]> {
  const count = async (table: string) =>
    (await sqlAs(world, as, `select from ${table} where client_id = $1`, [world.client.memberId])).length;
  const seen: string[] = [];
  for (const [subject, tables] of Object.entries(TABLES)) {
    const counts = await Promise.all(tables.map(count));
    if (counts.some((rows) => rows > 0))
      seen.push(counts.every((rows) => rows > 0) ? subject : `${subject}?`);
  }
  for (const table of NEVER) if ((await count(table)) > 0) seen.push(`${table}!`);
  return seen;
}
