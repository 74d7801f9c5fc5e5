// What the world's people learn, offer to learn and tell: items and risks in each state, credentials that a document tells
// of, seats in programmes that are taken, done and given back, stories that are drafts, told and taken back.
import { canary, mark } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;
const POSTERS = ['admin', 'coach', 'mentor', 'coachClient'] as const;

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const dayIn = (days: number) => inDays(days).toISOString().slice(0, 10);

export async function addLearning(system: System, organization: Organization): Promise<void> {
  const { people } = organization;
  const offered = new Map<Person, string>();
  for (const person of POSTERS) {
    offered.set(person, await addProgrammes(system, people[person]));
    await addStories(system, people[person]);
  }
  for (const person of CLIENTS) {
    const client = people[person];
    await addItems(system, client);
    await addCredentials(system, client);
    await addSeats(system, client, offered);
    await addRisks(system, client);
    await addStudies(system, client);
  }
}

/** @returns the one that clients enrol in; the steps of another open one are still free to change */
async function addProgrammes(system: System, poster: Who): Promise<string> {
  const add = adder(system);
  const own = { org_id: poster.orgId, poster_id: poster.memberId };
  const programme = async (row: Record<string, unknown> = {}) => {
    const id = await add('programmes', {
      ...own,
      title: canary('Programme'),
      description: canary('Description'),
      starts_on: dayIn(10),
      ends_on: dayIn(60),
      enrol_by: dayIn(30),
      seats: 20,
      tags: [mark()],
      ...row,
    });
    for (const position of [1, 2]) {
      const text = { title: canary('Step'), details: canary('Details') };
      await add('programme_steps', { ...own, programme_id: id, position, ...text });
    }
    return id;
  };
  const closed = { status: 'CLOSED', closed_at: new Date() };
  await programme();
  await programme(closed);
  await programme({ ...closed, archived_at: new Date() });
  return programme();
}

async function addStories(system: System, author: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: author.orgId, author_id: author.memberId };
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from skills where org_id = $1 order by id limit 1',
    [author.orgId],
  );
  const published = { status: 'PUBLISHED', published_at: inDays(-3) };
  for (const state of [{}, published, { ...published, status: 'WITHDRAWN', withdrawn_at: inDays(-1) }]) {
    const story = await add('stories', {
      ...own,
      title: canary('Story'),
      situation: canary('Situation'),
      tried: canary('Tried'),
      worked: canary('Worked'),
      did_not_work: canary('Failed'),
      labels: ['INERTIA', 'STRAIN'],
      ...state,
    });
    await add('story_skills', { ...own, story_id: story, skill_id: rows[0]!.id });
  }
}

async function addItems(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const item = (row: Record<string, unknown>) =>
    add('learning_items', {
      ...own,
      kind: 'COURSE',
      title: canary('Learning'),
      provider: canary('Provider'),
      tags: [canary('Tag')],
      ...row,
    });
  for (const status of ['PLANNED', 'ENROLLED', 'DOING', 'DROPPED']) await item({ status });
  await item({ archived_at: inDays(-1) });
  const done = await item({ status: 'DONE', done_on: dayIn(-2) });
  await add('learning_item_corrections', {
    ...own,
    item_id: done,
    was_on: dayIn(-3),
    is_on: dayIn(-2),
    reason: canary('Correction'),
    author_id: client.memberId,
  });
}

async function addCredentials(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const credential = (row: Record<string, unknown> = {}) =>
    add('credentials', {
      ...own,
      title: canary('Credential'),
      issuer: canary('Issuer'),
      issued_on: dayIn(-300),
      expires_on: dayIn(20),
      tags: [canary('Tag')],
      ...row,
    });
  const listed = await credential();
  await credential({ archived_at: inDays(-1) });
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from documents where client_id = $1 order by id limit 1',
    [client.memberId],
  );
  await add('document_credentials', { ...own, document_id: rows[0]!.id, credential_id: listed });
}

/** One seat with a step done and one taken back, one with all steps done, and one that was given back. */
async function addSeats(system: System, client: Who, offered: Map<Person, string>): Promise<void> {
  const take = async (poster: Person) => {
    const id = `programme_${offered.get(poster)!}`;
    await say(system, client, 'mutation ($id: ID!) { enrolInProgramme(programmeId: $id) { id } }', { id });
    const steps = await idsOf(system, 'programme_steps', 'programme_id', offered.get(poster)!);
    const [seat] = await idsOf(system, 'enrolments', 'client_id', client.memberId);
    return { seat: seat!, steps };
  };
  const complete = (step: string) =>
    say(system, client, 'mutation ($id: ID!) { completeProgrammeStep(stepId: $id) { id } }', {
      id: `programme-step_${step}`,
    });
  const begun = await take('mentor');
  await complete(begun.steps[0]!);
  await complete(begun.steps[1]!);
  await say(
    system,
    client,
    'mutation ($id: ID!, $reason: String!) { correctProgrammeStep(stepId: $id, reason: $reason) { id } }',
    { id: `programme-step_${begun.steps[1]!}`, reason: canary('Correction') },
  );
  const finished = await take('admin');
  for (const step of finished.steps) await complete(step);
  const { seat } = await take('coach');
  const leave = 'mutation ($id: ID!) { leaveProgramme(id: $id) { id } }';
  await say(system, client, leave, { id: `enrolment_${seat}` });
}

async function addRisks(system: System, client: Who): Promise<void> {
  const risk = async (
    ...steps: ('startRisk' | 'stopRisk' | 'decideRisk' | 'correctRisk' | 'archiveRisk')[]
  ) => {
    const input = {
      hypothesis: canary('Hypothesis'),
      upside: canary('Upside'),
      worstCase: canary('Worst'),
      reversible: true,
      maximumLoss: canary('Loss'),
      stopRule: canary('Stop'),
      successCriterion: canary('Success'),
      stopOn: dayIn(30),
    };
    await say(system, client, 'mutation ($input: DraftRiskInput!) { draftRisk(input: $input) { id } }', {
      input,
    });
    const [newest] = await idsOf(system, 'risks', 'client_id', client.memberId);
    const texts = { decision: canary('Decision'), outcome: canary('Outcome') };
    for (const step of steps) {
      const [head, given] =
        step === 'decideRisk'
          ? [', $decision: String!, $outcome: String!', ', decision: $decision, outcome: $outcome']
          : step === 'correctRisk'
            ? [', $outcome: String!, $reason: String!', ', outcome: $outcome, reason: $reason']
            : ['', ''];
      await say(system, client, `mutation ($id: ID!${head}) { ${step}(id: $id${given}) { id } }`, {
        id: `risk_${newest!}`,
        ...(head && texts),
        ...(step === 'correctRisk' && { decision: undefined, reason: canary('Reason') }),
      });
    }
  };
  await risk();
  await risk('archiveRisk');
  await risk('startRisk');
  await risk('startRisk', 'stopRisk');
  await risk('startRisk', 'stopRisk', 'decideRisk', 'correctRisk');
}

async function addStudies(system: System, client: Who): Promise<void> {
  const study = async () => {
    const input = {
      who: canary('Who'),
      did: canary('Did'),
      source: canary('Source'),
      principle: canary('Principle'),
      experiment: canary('Experiment'),
    };
    await say(
      system,
      client,
      'mutation ($input: RecordPeerStudyInput!) { recordPeerStudy(input: $input) { id } }',
      { input },
    );
    return `peer-study_${(await idsOf(system, 'peer_studies', 'client_id', client.memberId))[0]!}`;
  };
  await study();
  await say(system, client, 'mutation ($id: ID!) { archivePeerStudy(id: $id) { id } }', {
    id: await study(),
  });
  await say(
    system,
    client,
    'mutation ($id: ID!, $input: TryExperimentInput!) { tryExperiment(id: $id, input: $input) { id } }',
    { id: await study(), input: { title: canary('Experiment') } },
  );
}

/** Ids of rows by a column, the newest first. */
async function idsOf(system: System, table: string, column: string, value: string): Promise<string[]> {
  const { rows } = await system.sql.query<{ id: string }>(
    `select id from ${table} where ${column} = $1 order by id desc`,
    [value],
  );
  return rows.map(({ id }) => id);
}
