import { startApp, type TestApp } from '../setup/app.js';
import { aGroup, aMeeting, asks, began, code, does, inHours, people, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let lead: ReturnType<typeof does>;
let mine: ReturnType<typeof does>;
let ask: ReturnType<typeof asks>;
let asLeader: ReturnType<typeof asks>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [lead, mine] = [does(waymark, cast.leader), does(waymark, cast.client)];
  [ask, asLeader] = [asks(waymark, cast.client), asks(waymark, cast.leader)];
});
afterAll(() => waymark.close());
beforeEach(async () => {
  // Each test begins with the leader's calendar free.
  await waymark.database.owner('delete from busy_times');
});

/** A group with the client in it. */
async function aMetGroup(): Promise<string> {
  const { id } = await lead('createGroup', { input: aGroup() });
  await mine('joinGroup', { groupId: id });
  return id;
}
const set = async (groupId: string, input: object = {}): Promise<string> =>
  (await lead('scheduleGroupMeeting', { groupId, input: aMeeting(input) })).id;
const membershipOf = async (who: ReturnType<typeof does>, groupId: string): Promise<string> =>
  (await who('group', { id: groupId }, 'myMembership { id }')).myMembership.id;

test('an answer is one’s own to give and the leader’s to read, and ends with the time that it was to', async () => {
  const groupId = await aMetGroup();
  await does(waymark, cast.buddy)('joinGroup', { groupId });
  const id = await set(groupId);
  await mine('answerGroupMeeting', { id, sequence: 0, answer: 'MAYBE' });
  expect(await mine('answerGroupMeeting', { id, sequence: 0, answer: 'YES' }, 'myAnswer yesCount')).toEqual({
    myAnswer: 'YES',
    yesCount: null,
  });
  await does(waymark, cast.buddy)('answerGroupMeeting', { id, sequence: 0, answer: 'NO' });
  const fields = 'yesCount maybeCount noCount answers { nodes { name answer } }';
  expect(await lead('groupMeeting', { id }, fields)).toEqual({
    yesCount: 1,
    maybeCount: 0,
    noCount: 1,
    answers: {
      nodes: [
        { name: 'Clio', answer: 'YES' },
        { name: 'Bea', answer: 'NO' },
      ],
    },
  });
  expect((await mine('groupMeeting', { id }, fields)).answers.nodes).toEqual([
    { name: 'Clio', answer: 'YES' },
  ]);
  await does(waymark, cast.buddy)('leaveGroup', { groupId });
  expect(await lead('groupMeeting', { id }, 'noCount')).toEqual({ noCount: 0 });
  await lead('moveGroupMeeting', { id, version: 1, startsAt: inHours(77), minutes: 60 });
  expect(await mine('groupMeeting', { id }, 'myAnswer')).toEqual({ myAnswer: null });
  expect(await lead('groupMeeting', { id }, fields)).toMatchObject({ yesCount: 0, answers: { nodes: [] } });
  expect(code(await ask('answerGroupMeeting', { id, sequence: 0, answer: 'YES' }))).toBe('VERSION_CONFLICT');
  expect(await mine('answerGroupMeeting', { id, sequence: 1, answer: 'NO' }, 'myAnswer')).toEqual({
    myAnswer: 'NO',
  });
  await began(waymark, id);
  expect(code(await ask('answerGroupMeeting', { id, sequence: 1, answer: 'YES' }))).toBe('CONFLICT');
});

test('who was there is said once it has begun, and read by who led and by each of themselves', async () => {
  const groupId = await aMetGroup();
  await does(waymark, cast.buddy)('joinGroup', { groupId });
  const id = await set(groupId);
  const membershipIds = [await membershipOf(mine, groupId)];
  expect(code(await asLeader('markGroupAttendance', { id, membershipIds }))).toBe('CONFLICT');
  await began(waymark, id);
  expect(code(await ask('markGroupAttendance', { id, membershipIds }))).toBe('FORBIDDEN');
  const elsewhere = await membershipOf(mine, await aMetGroup());
  expect(code(await asLeader('markGroupAttendance', { id, membershipIds: [elsewhere] }))).toBe('NOT_FOUND');
  await lead('markGroupAttendance', { id, membershipIds: [...membershipIds, ...membershipIds] });
  await lead('markGroupAttendance', { id, membershipIds });
  const fields = 'wasPresent presentCount attendance { nodes { id name present } }';
  expect(await lead('groupMeeting', { id }, fields)).toMatchObject({
    wasPresent: null,
    presentCount: 1,
    attendance: { nodes: [{ name: 'Clio', present: true }] },
  });
  expect(await mine('groupMeeting', { id }, fields)).toMatchObject({
    wasPresent: true,
    presentCount: null,
    attendance: { nodes: [{ name: 'Clio', present: true }] },
  });
  expect(await does(waymark, cast.buddy)('groupMeeting', { id }, fields)).toEqual({
    wasPresent: null,
    presentCount: null,
    attendance: { nodes: [] },
  });
});

test('a wrong mark is taken back, stays on record, and can be set again', async () => {
  const groupId = await aMetGroup();
  const id = await set(groupId);
  await began(waymark, id);
  const membershipIds = [await membershipOf(mine, groupId)];
  const marked = await lead('markGroupAttendance', { id, membershipIds }, 'attendance { nodes { id } }');
  const take = { id: marked.attendance.nodes[0].id, reason: 'Another Clio' };
  expect(code(await ask('correctGroupAttendance', take))).toBe('FORBIDDEN');
  expect(code(await asks(waymark, cast.coach)('correctGroupAttendance', take))).toBe('NOT_FOUND');
  expect(await lead('correctGroupAttendance', take, 'presentCount')).toEqual({ presentCount: 0 });
  expect(code(await asLeader('correctGroupAttendance', take))).toBe('CONFLICT');
  await lead('markGroupAttendance', { id, membershipIds });
  expect(
    await mine('groupMeeting', { id }, 'wasPresent attendanceHistory { nodes { present reason isMine } }'),
  ).toEqual({
    wasPresent: true,
    attendanceHistory: {
      nodes: [
        { present: true, reason: null, isMine: true },
        { present: false, reason: 'Another Clio', isMine: true },
        { present: true, reason: null, isMine: true },
      ],
    },
  });
});

test('a note is written by who leads the meeting, sealed, and read by its members', async () => {
  const groupId = await aMetGroup();
  const id = await set(groupId);
  expect(code(await ask('addGroupMeetingNote', { meetingId: id, text: 'Mine' }))).toBe('FORBIDDEN');
  const note = await lead('addGroupMeetingNote', { meetingId: id, text: 'Bring one question.' });
  expect(note).toMatchObject({ text: 'Bring one question.', version: 1 });
  const notes = 'notes { nodes { text changedAt } }';
  expect((await mine('groupMeeting', { id }, notes)).notes.nodes).toEqual([
    { text: 'Bring one question.', changedAt: null },
  ]);
  const [row] = await waymark.database.owner<{ text: string }>('select text from group_meeting_notes');
  expect(row!.text).toMatch(/^s1\./);
  const change = { id: note.id, version: 1, text: 'Bring two.' };
  expect(code(await ask('changeGroupMeetingNote', change))).toBe('FORBIDDEN');
  expect(code(await asks(waymark, cast.coach)('changeGroupMeetingNote', change))).toBe('NOT_FOUND');
  expect((await lead('changeGroupMeetingNote', change)).version).toBe(2);
  expect(code(await asLeader('changeGroupMeetingNote', change))).toBe('VERSION_CONFLICT');
  expect((await mine('groupMeeting', { id }, notes)).notes.nodes[0].text).toBe('Bring two.');
});

test('who led a meeting before the lead changed hands still says who was there, and nobody else learns it', async () => {
  const groupId = await aMetGroup();
  const coach = does(waymark, cast.coach);
  const { id: membershipId } = await coach('joinGroup', { groupId });
  const id = await set(groupId);
  await began(waymark, id);
  const client = await membershipOf(mine, groupId);
  await lead('handOverGroup', { id: groupId, version: 1, membershipId });
  await lead('markGroupAttendance', { id, membershipIds: [client] });
  expect(code(await asks(waymark, cast.coach)('markGroupAttendance', { id, membershipIds: [client] }))).toBe(
    'FORBIDDEN',
  );
  expect((await coach('markGroupMeetingHeld', { id }, 'status presentCount')).presentCount).toBeNull();
  expect((await lead('groupMeeting', { id }, 'presentCount')).presentCount).toBe(1);
});
