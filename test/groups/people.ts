import type { MemberActor, Role } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

const HOUR = 3_600_000;

/** The next whole hour when the test began, so that no two of its instants lie on either side of one. */
const NEXT_HOUR = Math.ceil(Date.now() / HOUR) * HOUR;

/** A whole hour, so many from now. */
export const inHours = (hours: number) => new Date(NEXT_HOUR + hours * HOUR).toISOString();

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

const ID = { id: 'ID!' };
const GROUP_ID = { groupId: 'ID!' };
const VERSIONED = { ...ID, version: 'Int!' };
const BETWEEN = { status: 'GroupMeetingStatus', from: 'Instant', until: 'Instant' };
const page = (fields: string, args: Record<string, string> = {}) => ({
  kind: 'query' as const,
  args: { first: 'Int', after: 'String', ...args },
  fields: `nodes { ${fields} }`,
});
const read = (fields: string) => ({ kind: 'query' as const, args: ID, fields });
const change = (fields: string, args: Record<string, string> = ID) => ({
  kind: 'mutation' as const,
  args,
  fields,
});

const group = 'id status seats version';
const membership = 'id leftAt wasRemoved';
const meeting = 'id status sequence version';

/** Every operation of groups: what it takes, and what a test asks of its answer unless it says so. */
export const operations = {
  group: read(group),
  groups: page(group, { search: 'String', industry: 'String', needsLeader: 'Boolean' }),
  myGroups: page(group, { archived: 'Boolean', search: 'String' }),
  createGroup: change(group, { input: 'CreateGroupInput!' }),
  changeGroup: change(group, { ...VERSIONED, input: 'ChangeGroupInput!' }),
  closeGroup: change(group),
  reopenGroup: change(group),
  archiveGroup: change(group),
  handOverGroup: change(group, { ...VERSIONED, membershipId: 'ID!' }),
  takeOverGroup: change(group),
  joinGroup: change(membership, GROUP_ID),
  leaveGroup: change(membership, GROUP_ID),
  removeGroupMember: change(membership),
  readmitGroupMember: change(membership),
  groupMeeting: read(meeting),
  myGroupMeetings: page(meeting, BETWEEN),
  scheduleGroupMeeting: change(meeting, { ...GROUP_ID, input: 'ScheduleGroupMeetingInput!' }),
  moveGroupMeeting: change(meeting, { ...VERSIONED, startsAt: 'Instant!', minutes: 'Int!' }),
  changeGroupMeeting: change(meeting, { ...VERSIONED, input: 'ChangeGroupMeetingInput!' }),
  cancelGroupMeeting: change(meeting, { ...ID, reason: 'String' }),
  markGroupMeetingHeld: change(meeting),
  correctGroupMeeting: change(meeting, {
    ...VERSIONED,
    outcome: 'GroupMeetingOutcome!',
    reason: 'String!',
  }),
  answerGroupMeeting: change(meeting, { ...ID, sequence: 'Int!', answer: 'GroupAnswerWord!' }),
  markGroupAttendance: change(meeting, { ...ID, membershipIds: '[ID!]!' }),
  correctGroupAttendance: change(meeting, { ...ID, reason: 'String!' }),
  addGroupMeetingNote: change('id text version', { meetingId: 'ID!', text: 'String!' }),
  changeGroupMeetingNote: change('id text version', { ...VERSIONED, text: 'String!' }),
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

/** One organization with a person of each kind, and somebody of another. */
export async function people(waymark: TestApp) {
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const member = (name: string, ...roles: Role[]) => aMember(database, north, name, roles);
  return {
    leader: await member('Mona', 'MENTOR'),
    client: await member('Clio', 'CLIENT'),
    buddy: await member('Bea', 'CLIENT'),
    coach: await member('Cora', 'COACH'),
    admin: await member('Ada', 'ADMIN'),
    outsider: await member('Otto', 'CLIENT'),
    foreigner: await aMember(database, south, 'Finn', ['ADMIN', 'COACH']),
  };
}
export type Cast = Awaited<ReturnType<typeof people>>;

export const aGroup = (input: object = {}) => ({ name: 'Wind and water', industry: 'Energy', ...input });

export const aMeeting = (input: object = {}) => ({
  title: 'Spring meeting',
  startsAt: inHours(72),
  minutes: 60,
  place: 'Room 4',
  ...input,
});

/** Moves a meeting into the past, as time would. */
export async function began(waymark: TestApp, meetingId: string, hoursAgo = 1): Promise<void> {
  await waymark.database.owner(
    `update group_meetings set starts_at = now() - make_interval(hours => $2),
       ends_at = now() - make_interval(hours => $2) + (ends_at - starts_at) where id = $1`,
    [meetingId.split('_')[1], hoursAgo],
  );
}
