import type { MemberActor, Role } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

const DAY = 86_400_000;

/** The day so many days from today in Berlin, where the people of tests live; counted in days, whatever its clocks do. */
export const inDays = (days: number) => {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });
  return new Date(Date.parse(today) + days * DAY).toISOString().slice(0, 10);
};

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

const ID = { id: 'ID!' };
const VERSIONED = { ...ID, version: 'Int!' };
const PAGE = { archived: 'Boolean', status: 'LearningStatus', search: 'String', tag: 'String' };
const page = (fields: string, args: Record<string, string> = {}) => ({
  kind: 'query' as const,
  args: { first: 'Int', ...args },
  fields: `nodes { ${fields} }`,
});
const read = (fields: string) => ({ kind: 'query' as const, args: ID, fields });
const change = (fields: string, args: Record<string, string> = ID) => ({
  kind: 'mutation' as const,
  args,
  fields,
});

const item = 'id status doneOn version';
const credential = 'id issuedOn expiresOn remindOn version';
const programme = 'id status seats version';
const enrolment = 'id status stepsDone stepsAll';
const story = 'id status version';
const risk = 'id status version';
const study = 'id version action { id title kind }';
const lists = { archived: 'Boolean', tag: 'String', search: 'String' };

/** Every operation of learning: what it takes, and what a test asks of its answer unless it says so. */
export const operations = {
  learningItem: read(item),
  myLearningItems: page(item, { ...PAGE, kind: 'LearningKind' }),
  planLearning: change(item, { input: 'PlanLearningInput!' }),
  changeLearning: change(item, { ...VERSIONED, input: 'ChangeLearningInput!' }),
  enrolInLearning: change(item),
  startLearning: change(item),
  completeLearning: change(item, { ...ID, doneOn: 'LocalDate' }),
  dropLearning: change(item),
  planLearningAgain: change(item),
  correctLearning: change(item, { ...ID, reason: 'String!', doneOn: 'LocalDate' }),
  archiveLearning: change(item),
  unarchiveLearning: change(item),
  credential: read(credential),
  myCredentials: page(credential, lists),
  addCredential: change(credential, { input: 'AddCredentialInput!' }),
  changeCredential: change(credential, { ...VERSIONED, input: 'ChangeCredentialInput!' }),
  renewCredential: change(credential, { ...ID, issuedOn: 'LocalDate!', expiresOn: 'LocalDate' }),
  archiveCredential: change(credential),
  unarchiveCredential: change(credential),
  listCredentialInDocument: change(credential, { ...ID, documentId: 'ID!' }),
  unlistCredentialInDocument: change(credential, { ...ID, documentId: 'ID!' }),
  programme: read(programme),
  programmes: page(programme, { canEnrol: 'Boolean', tag: 'String', search: 'String' }),
  myProgrammes: page(programme, lists),
  postProgramme: change(programme, { input: 'PostProgrammeInput!' }),
  changeProgramme: change(programme, { ...VERSIONED, input: 'ChangeProgrammeInput!' }),
  closeProgramme: change(programme),
  reopenProgramme: change(programme),
  archiveProgramme: change(programme),
  unarchiveProgramme: change(programme),
  enrolment: read(enrolment),
  myEnrolments: page(enrolment, { status: 'EnrolmentStatus' }),
  enrolInProgramme: change(enrolment, { programmeId: 'ID!' }),
  leaveProgramme: change(enrolment),
  completeProgrammeStep: change(enrolment, { stepId: 'ID!' }),
  correctProgrammeStep: change(enrolment, { stepId: 'ID!', reason: 'String!' }),
  story: read(story),
  stories: page(story, { label: 'StuckLabel', skillId: 'ID', search: 'String' }),
  storiesForMe: page(story),
  myStories: page(story, { status: 'StoryStatus', search: 'String' }),
  draftStory: change(story, { input: 'DraftStoryInput!' }),
  changeStory: change(story, { ...VERSIONED, input: 'ChangeStoryInput!' }),
  publishStory: change(story),
  withdrawStory: change(story),
  risk: read(risk),
  myRisks: page(risk, { archived: 'Boolean', status: 'RiskStatus' }),
  draftRisk: change(risk, { input: 'DraftRiskInput!' }),
  changeRisk: change(risk, { ...VERSIONED, input: 'ChangeRiskInput!' }),
  startRisk: change(risk),
  stopRisk: change(risk),
  decideRisk: change(risk, { ...ID, decision: 'String!', outcome: 'String!' }),
  correctRisk: change(risk, { ...ID, reason: 'String!', decision: 'String', outcome: 'String' }),
  archiveRisk: change(risk),
  unarchiveRisk: change(risk),
  peerStudy: read(study),
  myPeerStudies: page(study, { archived: 'Boolean' }),
  recordPeerStudy: change(study, { input: 'RecordPeerStudyInput!' }),
  changePeerStudy: change(study, { ...VERSIONED, input: 'ChangePeerStudyInput!' }),
  tryExperiment: change(study, { ...ID, input: 'TryExperimentInput!' }),
  archivePeerStudy: change(study),
  unarchivePeerStudy: change(study),
};
export type Operation = keyof typeof operations;

/** Sends one operation as a person. */
export function asks(waymark: TestApp, as: MemberActor | null) {
  return (name: Operation, values: Record<string, unknown> = {}, fields?: string): Promise<Answer> => {
    const { kind, args, fields: usual } = operations[name];
    const given = Object.entries(args).filter(([argument]) => argument in values);
    const head = given.map(([argument, type]) => `$${argument}: ${type}`).join(', ');
    const passed = given.map(([argument]) => `${argument}: $${argument}`).join(', ');
    const call = `${name}${passed && `(${passed})`} { ${fields ?? usual} }`;
    return waymark.send(as, `${kind}${head && ` (${head})`} { ${call} }`, values);
  };
}

/** As `asks`, for what has to succeed. @returns what the operation answered */
export function does(waymark: TestApp, as: MemberActor) {
  const ask = asks(waymark, as);
  return async (name: Operation, values: Record<string, unknown> = {}, fields?: string): Promise<any> => {
    const answer = await ask(name, values, fields);
    if (answer.errors) throw new Error(`${name}: ${answer.text}`);
    return answer.data[name];
  };
}

/** One organization with a person of each kind; the coach works with the client. */
export async function people(waymark: TestApp) {
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const member = (name: string, ...roles: Role[]) => aMember(database, north, name, roles);
  const cast = {
    client: await member('Clio', 'CLIENT'),
    buddy: await member('Bea', 'CLIENT'),
    coach: await member('Cora', 'COACH'),
    otherCoach: await member('Otto', 'COACH'),
    mentor: await member('Mona', 'MENTOR'),
    admin: await member('Ada', 'ADMIN'),
    foreigner: await aMember(database, south, 'Finn', ['CLIENT']),
  };
  for (const [coach, client] of [
    [cast.coach, cast.client],
    [cast.otherCoach, cast.buddy],
  ] as const) {
    await database.owner(
      `with pair as (
         insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
         values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning *)
       insert into consents (org_id, client_id, coach_id, engagement_id, subject)
       select org_id, client_id, coach_id, id, unnest(array['CHECK_INS', 'ROLE_ASPECTS', 'TASKS', 'SKILLS',
         'TARGET_ROLES', 'VALUES', 'CONSTRAINTS', 'DOCUMENTS']) from pair`,
      [north, coach.memberId, client.memberId],
    );
  }
  return cast;
}
export type Cast = Awaited<ReturnType<typeof people>>;

export const aProgramme = (input: object = {}) => ({
  title: 'Leading without a title',
  startsOn: inDays(10),
  endsOn: inDays(60),
  steps: [{ title: 'Read' }, { title: 'Try', dueOn: inDays(30) }, { title: 'Tell' }],
  ...input,
});

export const aStory = (input: object = {}) => ({
  title: 'Out of a plateau',
  situation: 'The same reports for three years.',
  tried: 'Asked for other reports.',
  worked: 'Asked for the people who read them.',
  labels: ['CONTENT_PLATEAU'],
  ...input,
});

export const aRisk = (input: object = {}) => ({
  hypothesis: 'A four-day week will be granted to me.',
  upside: 'A day for the thesis.',
  worstCase: 'A no, and a look.',
  reversible: true,
  maximumLoss: 'One awkward month.',
  stopRule: 'When the team covers for me twice.',
  successCriterion: 'Two months without a complaint.',
  stopOn: inDays(60),
  ...input,
});
