import { jest } from '@jest/globals';
import type { MemberActor } from '../../src/db/actor.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { startApp, type TestApp } from '../setup/app.js';
import {
  aGroup,
  aMeeting,
  asks,
  began,
  code,
  does,
  inHours,
  operations,
  people,
  type Cast,
  type Operation,
} from './people.js';

let waymark: TestApp;
let cast: Cast;
let callers: Record<string, MemberActor | null>;
/** What each operation is called with: things of a closed group that the mentor leads and the client is in. */
let values: Record<Operation, Record<string, unknown>>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  callers = {
    anonymous: null,
    foreigner: cast.foreigner,
    outsider: cast.outsider,
    coach: cast.coach,
    admin: cast.admin,
    client: cast.client,
    leader: cast.leader,
  };
  values = await arrange();
});
afterAll(() => waymark.close());

async function arrange(): Promise<typeof values> {
  const lead = does(waymark, cast.leader);
  const client = does(waymark, cast.client);
  const { id } = await lead('createGroup', { input: aGroup() });
  const membership = await client('joinGroup', { groupId: id });
  const removed = await does(waymark, cast.buddy)('joinGroup', { groupId: id });
  await lead('removeGroupMember', { id: removed.id });
  const held = await lead('scheduleGroupMeeting', { groupId: id, input: aMeeting() });
  await began(waymark, held.id);
  const marked = await lead(
    'markGroupAttendance',
    { id: held.id, membershipIds: [membership.id] },
    'attendance { nodes { id } }',
  );
  await lead('markGroupMeetingHeld', { id: held.id });
  const meeting = await lead('scheduleGroupMeeting', { groupId: id, input: aMeeting() });
  await client('answerGroupMeeting', { id: meeting.id, sequence: 0, answer: 'MAYBE' });
  const note = await lead('addGroupMeetingNote', { meetingId: meeting.id, text: 'Bring a question.' });
  await lead('closeGroup', { id });
  const ofMeeting = { id: meeting.id, version: 1 };
  return {
    group: { id },
    groups: {},
    myGroups: {},
    createGroup: { input: aGroup() },
    changeGroup: { id, version: 2, input: { name: 'Mine now' } },
    closeGroup: { id },
    reopenGroup: { id },
    archiveGroup: { id },
    handOverGroup: { id, version: 2, membershipId: membership.id },
    takeOverGroup: { id },
    joinGroup: { groupId: id },
    leaveGroup: { groupId: id },
    removeGroupMember: { id: membership.id },
    readmitGroupMember: { id: removed.id },
    groupMeeting: { id: meeting.id },
    myGroupMeetings: {},
    scheduleGroupMeeting: { groupId: id, input: aMeeting({ startsAt: inHours(90) }) },
    moveGroupMeeting: { ...ofMeeting, startsAt: inHours(95), minutes: 30 },
    changeGroupMeeting: { ...ofMeeting, input: { title: 'Mine now' } },
    cancelGroupMeeting: { id: meeting.id },
    markGroupMeetingHeld: { id: held.id },
    correctGroupMeeting: { id: held.id, version: 2, outcome: 'CANCELLED', reason: 'No' },
    answerGroupMeeting: { id: meeting.id, sequence: 0, answer: 'YES' },
    markGroupAttendance: { id: held.id, membershipIds: [membership.id] },
    correctGroupAttendance: { id: marked.attendance.nodes[0].id, reason: 'No' },
    addGroupMeetingNote: { meetingId: meeting.id, text: 'Mine' },
    changeGroupMeetingNote: { id: note.id, version: 1, text: 'Mine' },
  };
}

const TABLES = [
  'groups',
  'group_memberships',
  'group_meetings',
  'group_meeting_corrections',
  'group_answers',
  'group_attendance_marks',
  'group_meeting_notes',
  'reminders',
];
const everything = () =>
  Promise.all(TABLES.map((table) => waymark.database.owner(`select * from ${table} order by id`)));

const all = Object.keys(operations) as Operation[];
const isRead = (name: Operation) => operations[name].kind === 'query';
const forMembers: Operation[] = ['joinGroup', 'leaveGroup', 'answerGroupMeeting'];
/** Actions on the group itself, which an admin sees though it is closed. */
const onGroup: Operation[] = [
  'changeGroup',
  'closeGroup',
  'reopenGroup',
  'archiveGroup',
  'handOverGroup',
  'scheduleGroupMeeting',
];

/** The code that each caller is to get for what belongs to the closed group. */
function expected(caller: string, name: Operation): string {
  if (caller === 'anonymous') return 'UNAUTHENTICATED';
  const mayLead = ['foreigner', 'coach', 'admin', 'leader'].includes(caller);
  const isAdmin = ['foreigner', 'admin'].includes(caller);
  if (isRead(name)) return 'OK';
  if (name === 'takeOverGroup') return caller === 'admin' ? 'CONFLICT' : isAdmin ? 'NOT_FOUND' : 'FORBIDDEN';
  if (!forMembers.includes(name) && !mayLead) return 'FORBIDDEN';
  if (name === 'createGroup') return 'OK';
  if (caller === 'admin' && onGroup.includes(name)) return 'FORBIDDEN';
  // An admin sees that it is closed.
  if (caller === 'admin' && name === 'joinGroup') return 'CONFLICT';
  if (caller === 'client' && name === 'joinGroup') return 'CONFLICT';
  return 'NOT_FOUND';
}

test.each(['anonymous', 'foreigner', 'outsider', 'coach', 'admin', 'client'])(
  '%s changes nothing of a group that is not theirs, and is told so',
  async (caller) => {
    const ask = asks(waymark, callers[caller]!);
    const own: Operation[] = caller === 'client' ? ['leaveGroup', 'answerGroupMeeting'] : [];
    const before = await everything();
    for (const name of all.filter((each) => each !== 'createGroup' && !own.includes(each))) {
      expect([name, code(await ask(name, values[name]))]).toEqual([name, expected(caller, name)]);
    }
    expect(await everything()).toEqual(before);
  },
);

test.each(['anonymous', 'outsider', 'client'])('%s starts no group', async (caller) => {
  const answer = await asks(waymark, callers[caller]!)('createGroup', values.createGroup);
  expect(code(answer)).toBe(expected(caller, 'createGroup'));
});

test('a member who may lead elsewhere is told that this group is not theirs to lead', async () => {
  const lead = does(waymark, cast.leader);
  await lead('reopenGroup', { id: values.group.id });
  await does(waymark, cast.coach)('joinGroup', { groupId: values.group.id });
  const before = await everything();
  const ask = asks(waymark, cast.coach);
  const leading = all.filter(
    (name) => !isRead(name) && ![...forMembers, 'createGroup', 'takeOverGroup'].includes(name),
  );
  const codes: Record<string, string> = {};
  for (const name of leading) codes[name] = code(await ask(name, values[name]));
  expect(await everything()).toEqual(before);
  // What was before they came, whom the leader removed and what others were marked as is not theirs to see.
  const unseen = [
    'readmitGroupMember',
    'markGroupMeetingHeld',
    'correctGroupMeeting',
    'markGroupAttendance',
    'correctGroupAttendance',
  ];
  expect(codes).toEqual(
    Object.fromEntries(leading.map((name) => [name, unseen.includes(name) ? 'NOT_FOUND' : 'FORBIDDEN'])),
  );
  await does(waymark, cast.coach)('leaveGroup', { groupId: values.group.id });
  await lead('closeGroup', { id: values.group.id });
});

test('by its id nobody finds what lists would not show them', async () => {
  const { attendance, notes } = (
    await waymark.send(
      cast.leader,
      `{ myGroupMeetings { nodes { id attendance { nodes { id } } notes { nodes { id } } answers { nodes { id } } } } }`,
    )
  ).data.myGroupMeetings.nodes.reduce(
    (found: Record<string, string[]>, meeting: Record<string, { nodes: { id: string }[] }>) => ({
      attendance: [...found.attendance!, ...meeting.attendance!.nodes.map(({ id }) => id)],
      notes: [...found.notes!, ...[...meeting.notes!.nodes, ...meeting.answers!.nodes].map(({ id }) => id)],
    }),
    { attendance: [], notes: [] },
  );
  const ids = [
    values.group.id,
    values.removeGroupMember.id,
    values.readmitGroupMember.id,
    values.groupMeeting.id,
    ...attendance,
    ...notes,
  ];
  expect(ids).toHaveLength(7);
  const node = async (as: MemberActor, id: unknown) =>
    (await waymark.send(as, 'query ($id: ID!) { node(id: $id) { __typename } }', { id })).data.node;
  for (const id of ids) {
    expect([id, await node(cast.leader, id)]).not.toEqual([id, null]);
    for (const other of [cast.outsider, cast.coach, cast.foreigner]) {
      expect([id, await node(other, id)]).toEqual([id, null]);
    }
  }
  const ofAdmin = await Promise.all(ids.map((id) => node(cast.admin, id)));
  expect(ofAdmin).toEqual([{ __typename: 'Group' }, null, null, null, null, null, null]);
});

test('a foreign id and a random one get the same bytes', async () => {
  const random = '01890000-0000-7000-8000-000000000000';
  for (const name of ['joinGroup', 'leaveGroup', 'answerGroupMeeting'] as const) {
    const argument = 'groupId' in values[name] ? 'groupId' : 'id';
    const id = values[name][argument] as string;
    const answer = async (given: string) =>
      (await asks(waymark, cast.outsider)(name, { ...values[name], [argument]: given })).text.replace(
        /"traceId":"[^"]+"/,
        '',
      );
    expect(await answer(id)).toBe(await answer(`${id.split('_')[0]}_${random}`));
  }
});

test('all of one’s groups and their meetings are one statement, for one of each and for twenty', async () => {
  const lead = does(waymark, cast.leader);
  const HOME = `{ myGroups(first: 50) { nodes { name memberCount isFull leaderName canJoin needsLeader
      members { nodes { name isLeader } } removedMembers { nodes { name } } nextMeeting { title } myMembership { id }
      meetings(first: 5) { nodes { title myAnswer yesCount wasPresent presentCount
        answers { nodes { name } } attendance { nodes { name } } notes { nodes { text } } corrections { nodes { reason } } } } } }
    myGroupMeetings(first: 20) { nodes { title group { name } } } }`;
  const statements = async () => {
    const run = jest.spyOn(PipelinedClient.prototype, 'run');
    const { data } = await waymark.send(cast.leader, HOME);
    const sent = run.mock.calls.flatMap(([statement]) => statement);
    run.mockRestore();
    return [sent.length, data.myGroups.nodes.length];
  };
  // The actor, and the one statement.
  expect(await statements()).toEqual([2, 1]);
  for (let more = 0; more < 19; more += 1) {
    const { id } = await lead('createGroup', { input: aGroup({ name: `Group ${more}` }) });
    await does(waymark, cast.client)('joinGroup', { groupId: id });
    await lead('scheduleGroupMeeting', {
      groupId: id,
      input: aMeeting({ startsAt: inHours(200 + 2 * more) }),
    });
  }
  expect(await statements()).toEqual([2, 20]);
});
