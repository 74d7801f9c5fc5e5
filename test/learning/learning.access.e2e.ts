import { jest } from '@jest/globals';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type TestApp } from '../setup/app.js';
import {
  aProgramme,
  aRisk,
  asks,
  aStory,
  code,
  does,
  inDays,
  operations,
  people,
  type Cast,
  type Operation,
} from './people.js';

let waymark: TestApp;
let cast: Cast;
let callers: Record<string, MemberActor | null>;
/** What each operation is called with: things of the client, of the mentor who posted and told, and a document. */
let values: Record<Operation, Record<string, unknown>>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  callers = {
    anonymous: null,
    foreigner: cast.foreigner,
    admin: cast.admin,
    otherCoach: cast.otherCoach,
    coach: cast.coach,
    mentor: cast.mentor,
    buddy: cast.buddy,
    client: cast.client,
  };
  values = await arrange();
});
afterAll(() => waymark.close());

async function arrange(): Promise<typeof values> {
  const client = does(waymark, cast.client);
  const mentor = does(waymark, cast.mentor);
  const item = await client('planLearning', { input: { kind: 'BOOK', title: 'Deep Work' } });
  const credential = await client('addCredential', {
    input: { title: 'Scrum', issuer: 'Board', issuedOn: '2025-01-01', expiresOn: '2030-01-01' },
  });
  const programme = await mentor('postProgramme', { input: aProgramme() }, 'id steps { id }');
  const enrolment = await client('enrolInProgramme', { programmeId: programme.id });
  const story = await mentor('draftStory', { input: aStory() });
  const risk = await client('draftRisk', { input: aRisk() });
  const study = await client('recordPeerStudy', {
    input: { who: 'Ruth', did: 'Wrote.', experiment: 'Write.' },
  });
  const [row] = await waymark.database.owner<{ id: string }>(
    `insert into documents (org_id, client_id, kind, title) values ($1, $2, 'RESUME', 'Resume') returning id`,
    [cast.client.orgId, cast.client.memberId],
  );
  const ids: Record<string, string> = {
    Learning: item.id,
    Credential: credential.id,
    Programme: programme.id,
    Enrolment: enrolment.id,
    Story: story.id,
    Risk: risk.id,
    PeerStudy: study.id,
    Experiment: study.id,
  };
  const special: Partial<typeof values> = {
    planLearning: { input: { kind: 'BOOK', title: 'Deep Work' } },
    changeLearning: { version: 1, input: { title: 'Mine now' } },
    completeLearning: { doneOn: inDays(-1) },
    correctLearning: { reason: 'No', doneOn: inDays(-2) },
    addCredential: { input: { title: 'Scrum', issuer: 'Board', issuedOn: '2025-01-01' } },
    changeCredential: { version: 1, input: { title: 'Mine now' } },
    renewCredential: { issuedOn: '2026-01-01' },
    listCredentialInDocument: { id: credential.id, documentId: `document_${row!.id}` },
    unlistCredentialInDocument: { id: credential.id, documentId: `document_${row!.id}` },
    postProgramme: { input: aProgramme() },
    changeProgramme: { version: 1, input: { title: 'Mine now' } },
    enrolInProgramme: { programmeId: programme.id },
    leaveProgramme: { id: enrolment.id },
    completeProgrammeStep: { stepId: programme.steps[0].id },
    correctProgrammeStep: { stepId: programme.steps[0].id, reason: 'No' },
    draftStory: { input: aStory() },
    changeStory: { version: 1, input: { title: 'Mine now' } },
    draftRisk: { input: aRisk() },
    changeRisk: { version: 1, input: { upside: 'Mine now' } },
    decideRisk: { decision: 'Mine', outcome: 'Mine' },
    correctRisk: { reason: 'No', outcome: 'Mine' },
    recordPeerStudy: { input: { who: 'Ruth', did: 'Wrote.' } },
    changePeerStudy: { version: 1, input: { who: 'Mine now' } },
    tryExperiment: { input: { title: 'Mine now' } },
  };
  return Object.fromEntries(
    (Object.keys(operations) as Operation[]).map((name) => {
      const kind = Object.keys(ids).find((word) => name.toLowerCase().includes(word.toLowerCase()))!;
      const takesId = 'id' in operations[name].args;
      return [name, { ...(takesId && { id: ids[kind] }), ...special[name] }];
    }),
  ) as typeof values;
}

const TABLES = [
  'learning_items',
  'learning_item_corrections',
  'credentials',
  'document_credentials',
  'programmes',
  'programme_steps',
  'enrolments',
  'enrolment_marks',
  'stories',
  'story_skills',
  'risks',
  'risk_corrections',
  'peer_studies',
  'actions',
];
const everything = () =>
  Promise.all(TABLES.map((table) => waymark.database.owner(`select * from ${table} order by id`)));

const all = Object.keys(operations) as Operation[];
const isRead = (name: Operation) => operations[name].kind === 'query';
/** Who may call it at all, in words of the brief's cast. */
const forPosters = all.filter((name) =>
  /^(myProgrammes|postProgramme|changeProgramme|closeProgramme|reopenProgramme|archiveProgramme|unarchiveProgramme|myStories|draftStory|changeStory|publishStory|withdrawStory)$/.test(
    name,
  ),
);
const forAll: Operation[] = ['programme', 'programmes', 'story', 'stories'];
const forClients = all.filter((name) => !forPosters.includes(name) && !forAll.includes(name));
/** Actions that make something new, of nobody else's. */
const MAKING: Operation[] = [
  'planLearning',
  'addCredential',
  'draftRisk',
  'recordPeerStudy',
  'postProgramme',
  'draftStory',
];

/** The code that each caller is to get for what belongs to the client, or to the mentor who posted it. */
function expected(caller: string, name: Operation): string {
  if (caller === 'anonymous') return 'UNAUTHENTICATED';
  const isClient = ['foreigner', 'buddy', 'client'].includes(caller);
  if (forClients.includes(name) && !isClient) return 'FORBIDDEN';
  if (forPosters.includes(name) && isClient) return 'FORBIDDEN';
  if (isRead(name) || MAKING.includes(name)) return 'OK';
  if (caller === 'buddy' && name === 'enrolInProgramme') return 'OK';
  // The step is everybody's to read, so that it is no secret that they are not in the programme.
  if (caller === 'buddy' && name.endsWith('ProgrammeStep')) return 'CONFLICT';
  return 'NOT_FOUND';
}

test.each(['anonymous', 'foreigner', 'admin', 'otherCoach', 'coach', 'mentor', 'buddy'])(
  '%s changes nothing that is somebody else’s, and is told so',
  async (caller) => {
    const own = caller === 'mentor' ? forPosters : [];
    const isOwn = (name: Operation) =>
      MAKING.includes(name) || (caller === 'buddy' && name === 'enrolInProgramme');
    const ask = asks(waymark, callers[caller]!);
    const before = await everything();
    for (const name of all.filter((each) => !own.includes(each) && !isOwn(each))) {
      expect([name, code(await ask(name, values[name]))]).toEqual([name, expected(caller, name)]);
    }
    expect(await everything()).toEqual(before);
  },
);

test.each(['anonymous', 'foreigner', 'admin', 'otherCoach', 'coach', 'mentor', 'buddy', 'client'])(
  '%s makes what is theirs to make, and nothing else',
  async (caller) => {
    const ask = asks(waymark, callers[caller]!);
    for (const name of MAKING) {
      expect([name, code(await ask(name, values[name]))]).toEqual([name, expected(caller, name)]);
    }
  },
);

test('nobody but the client reads anything of theirs, and nobody but its author a draft', async () => {
  const singles: Operation[] = ['learningItem', 'credential', 'enrolment', 'risk', 'peerStudy', 'story'];
  for (const caller of ['foreigner', 'buddy']) {
    for (const name of singles) {
      const { data } = await asks(waymark, callers[caller]!)(name, values[name]);
      expect([caller, name, data[name]]).toEqual([caller, name, null]);
    }
  }
  for (const caller of ['admin', 'otherCoach', 'coach', 'client']) {
    const { data } = await asks(waymark, callers[caller]!)('story', values.story);
    expect([caller, data.story]).toEqual([caller, null]);
  }
  for (const name of singles.slice(0, 5)) {
    const node = (as: MemberActor) =>
      waymark.send(as, 'query ($id: ID!) { node(id: $id) { __typename } }', { id: values[name].id });
    for (const caller of ['foreigner', 'admin', 'otherCoach', 'coach', 'mentor', 'buddy']) {
      expect([caller, name, (await node(callers[caller]!)).data.node]).toEqual([caller, name, null]);
    }
    expect((await node(cast.client)).data.node).not.toBeNull();
  }
});

const WEEK = 'risksToReview { id } expiringCredentials { id } nextLearning { title } fittingStories { id }';

test('the coach who sees the client finds none of their learning there', async () => {
  const { data } = await waymark.send(cast.coach, `query ($id: ID!) { client(id: $id) { name ${WEEK} } }`, {
    id: `client_${cast.client.memberId}`,
  });
  expect(data.client).toEqual({
    name: 'Clio',
    risksToReview: [],
    expiringCredentials: [],
    nextLearning: [],
    fittingStories: [],
  });
});

test('a foreign id and a random one get the same bytes', async () => {
  const random = '01890000-0000-7000-8000-000000000000';
  for (const name of [
    'startRisk',
    'archiveCredential',
    'startLearning',
    'leaveProgramme',
    'archivePeerStudy',
  ] as const) {
    const answer = async (id: string) =>
      (await asks(waymark, cast.buddy)(name, { id })).text.replace(/"traceId":"[^"]+"/, '');
    const id = values[name].id as string;
    expect(await answer(id)).toBe(await answer(`${id.split('_')[0]}_${random}`));
  }
});

test('all that a client learns is one statement, for one of each and for twenty', async () => {
  const mine = does(waymark, cast.client);
  const HOME = `{ me { client { ${WEEK} } } myLearningItems(first: 50) { totalCount nodes { title gap { id } corrections { reason } } }
    myCredentials(first: 50) { nodes { title daysLeft documents { title } } } programmes(first: 50) { nodes { title isFull canEnrol enrolled
      steps { title doneAt } enrolment { stepsDone stepsAll } } } myRisks(first: 50) { nodes { hypothesis status corrections { reason } } }
    myPeerStudies(first: 50) { nodes { who action { title } } } storiesForMe { nodes { title fit skills { name } } } }`;
  const statements = async () => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    const { data } = await waymark.send(cast.client, HOME);
    const sent = run.mock.calls.flatMap(([statement]) => statement);
    run.mockRestore();
    return [sent.length, data.myRisks.nodes.length > 0];
  };
  // The actor, and the one statement.
  expect(await statements()).toEqual([2, true]);
  for (let more = 0; more < 19; more += 1) {
    await mine('planLearning', values.planLearning);
    await mine('addCredential', values.addCredential);
    await mine('draftRisk', values.draftRisk);
    await does(waymark, cast.mentor)('postProgramme', values.postProgramme);
  }
  expect(await statements()).toEqual([2, true]);
});

test('what comes next is what is under way, then booked, then planned; the first to begin first', async () => {
  await waymark.database.owner('delete from learning_items');
  const mine = does(waymark, cast.client);
  const plan = async (title: string, startsOn?: string) =>
    (await mine('planLearning', { input: { kind: 'COURSE', title, startsOn } })).id as string;
  await plan('Undated plan');
  await plan('Plan for spring', '2027-03-01');
  await mine('enrolInLearning', { id: await plan('Booked for summer', '2027-06-01') });
  await mine('enrolInLearning', { id: await plan('Booked for winter', '2027-01-11') });
  await mine('startLearning', { id: await plan('Under way') });
  await mine('dropLearning', { id: await plan('Given up') });
  const { data } = await waymark.send(cast.client, '{ me { client { nextLearning { title } } } }');
  expect(data.me.client.nextLearning).toEqual([
    { title: 'Under way' },
    { title: 'Booked for winter' },
    { title: 'Booked for summer' },
  ]);
});
