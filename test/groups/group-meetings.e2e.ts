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
const titles = async (who: ReturnType<typeof does>, groupId: string): Promise<string[]> =>
  (await who('group', { id: groupId }, 'meetings { nodes { title } }')).meetings.nodes.map(
    ({ title }: { title: string }) => title,
  );
const membershipOf = async (who: ReturnType<typeof does>, groupId: string): Promise<string> =>
  (await who('group', { id: groupId }, 'myMembership { id }')).myMembership.id;

test('members read when and where their group meets', async () => {
  const groupId = await aMetGroup();
  const startsAt = inHours(30);
  const id = await set(groupId, { startsAt, minutes: 90 });
  const fields =
    'title startsAt minutes place videoUrl status sequence isMine myAnswer yesCount wasPresent presentCount version group { name }';
  const seen = {
    title: 'Spring meeting',
    startsAt,
    minutes: 90,
    place: 'Room 4',
    videoUrl: null,
    status: 'BOOKED',
    sequence: 0,
    isMine: false,
    myAnswer: null,
    yesCount: null,
    wasPresent: null,
    presentCount: null,
    version: 1,
    group: { name: 'Wind and water' },
  };
  expect(await mine('groupMeeting', { id }, fields)).toEqual(seen);
  expect(await lead('groupMeeting', { id }, fields)).toEqual({
    ...seen,
    isMine: true,
    yesCount: 0,
    presentCount: 0,
  });
  for (const other of [cast.outsider, cast.admin, cast.foreigner]) {
    expect((await asks(waymark, other)('groupMeeting', { id })).data.groupMeeting).toBeNull();
    expect((await asks(waymark, other)('myGroupMeetings')).data.myGroupMeetings.nodes).toEqual([]);
  }
});

test.each([
  ['in the past', { startsAt: inHours(-2) }, 'input.startsAt'],
  ['more than a year ahead', { startsAt: inHours(24 * 366) }, 'input.startsAt'],
  ['shorter than a quarter of an hour', { minutes: 14 }, 'input.minutes'],
  ['longer than a working day', { minutes: 481 }, 'input.minutes'],
  ['nowhere', { place: null }, 'input.place'],
  ['at two places', { videoUrl: 'https://meet.example.test/r' }, 'input.place'],
  [
    'at an address that nobody should open',
    { place: null, videoUrl: 'http://meet.example.test' },
    'input.videoUrl',
  ],
])('a meeting %s is refused', async (_what, input, field) => {
  const groupId = await aMetGroup();
  const { errors } = await asLeader('scheduleGroupMeeting', { groupId, input: aMeeting(input) });
  expect([errors?.[0]?.extensions.code, errors?.[0]?.extensions.field]).toEqual(['INVALID_INPUT', field]);
});

test('my calendar holds the meetings of all my groups, within the time that I ask for', async () => {
  const [first, second] = [await aMetGroup(), await aMetGroup()];
  await set(first, { title: 'One', startsAt: inHours(2001) });
  await set(second, { title: 'Two', startsAt: inHours(2003) });
  await set(first, { title: 'Three', startsAt: inHours(2005) });
  const between = { from: inHours(2001), until: inHours(2005) };
  expect((await mine('myGroupMeetings', between, 'nodes { title }')).nodes).toEqual([
    { title: 'One' },
    { title: 'Two' },
  ]);
  expect((await mine('group', { id: first }, 'nextMeeting { title }')).nextMeeting).toEqual({ title: 'One' });
});

test('whoever joins later sees the meetings to come, and after a return also those that they attended', async () => {
  const groupId = await aMetGroup();
  const [missed, attended] = [
    await set(groupId, { title: 'Missed' }),
    await set(groupId, { title: 'Attended', startsAt: inHours(80) }),
  ];
  await set(groupId, { title: 'To come', startsAt: inHours(90) });
  await waymark.database.owner(`update group_memberships set joined_at = now() - interval '2 days'`);
  await began(waymark, missed, 30);
  await began(waymark, attended, 20);
  const client = await membershipOf(mine, groupId);
  await lead('markGroupAttendance', { id: attended, membershipIds: [client] });
  expect(await titles(mine, groupId)).toEqual(['Missed', 'Attended', 'To come']);
  const buddy = does(waymark, cast.buddy);
  await buddy('joinGroup', { groupId });
  expect(await titles(buddy, groupId)).toEqual(['To come']);
  await mine('leaveGroup', { groupId });
  expect(await titles(mine, groupId)).toEqual([]);
  await mine('joinGroup', { groupId });
  expect(await titles(mine, groupId)).toEqual(['Attended', 'To come']);
  expect(await titles(lead, groupId)).toEqual(['Missed', 'Attended', 'To come']);
});

test('a meeting is moved by who saw it as it is, and takes its old time no more', async () => {
  const groupId = await aMetGroup();
  const id = await set(groupId, { startsAt: inHours(40) });
  const move = { id, version: 1, startsAt: inHours(44), minutes: 45 };
  expect(code(await asLeader('moveGroupMeeting', { ...move, version: 2 }))).toBe('VERSION_CONFLICT');
  expect(await lead('moveGroupMeeting', move, 'startsAt minutes sequence version')).toEqual({
    startsAt: inHours(44),
    minutes: 45,
    sequence: 1,
    version: 2,
  });
  await set(groupId, { startsAt: inHours(40) });
  expect(code(await asLeader('moveGroupMeeting', { ...move, version: 2, startsAt: inHours(40) }))).toBe(
    'CONFLICT',
  );
  await began(waymark, id);
  expect(code(await asLeader('moveGroupMeeting', { ...move, version: 2 }))).toBe('CONFLICT');
});

test('a place takes the place of a video link, and nobody has to look at their calendar for it', async () => {
  const id = await set(await aMetGroup());
  const change = (version: number, input: object) =>
    lead('changeGroupMeeting', { id, version, input }, 'title place videoUrl sequence');
  expect(await change(1, { videoUrl: 'https://meet.example.test/r' })).toEqual({
    title: 'Spring meeting',
    place: null,
    videoUrl: 'https://meet.example.test/r',
    sequence: 0,
  });
  expect(await change(2, { place: 'Hall', title: 'Meeting' })).toEqual({
    title: 'Meeting',
    place: 'Hall',
    videoUrl: null,
    sequence: 0,
  });
  expect(await change(3, {})).toMatchObject({ title: 'Meeting', place: 'Hall' });
});

test('what became of a meeting is said once, and corrected on record', async () => {
  const groupId = await aMetGroup();
  const id = await set(groupId);
  expect(code(await asLeader('markGroupMeetingHeld', { id }))).toBe('CONFLICT');
  await began(waymark, id);
  expect((await lead('markGroupMeetingHeld', { id })).status).toBe('HELD');
  expect(code(await asLeader('markGroupMeetingHeld', { id }))).toBe('CONFLICT');
  expect(code(await asLeader('cancelGroupMeeting', { id }))).toBe('CONFLICT');
  await lead('markGroupAttendance', { id, membershipIds: [await membershipOf(mine, groupId)] });
  const correct = { id, version: 2, outcome: 'CANCELLED', reason: 'Nobody came' };
  expect(code(await asLeader('correctGroupMeeting', { ...correct, outcome: 'HELD' }))).toBe('CONFLICT');
  expect(code(await asLeader('correctGroupMeeting', { ...correct, version: 1 }))).toBe('VERSION_CONFLICT');
  expect(
    await lead(
      'correctGroupMeeting',
      correct,
      'status presentCount corrections { nodes { was isNow reason } }',
    ),
  ).toEqual({
    status: 'CANCELLED',
    presentCount: 0,
    corrections: { nodes: [{ was: 'HELD', isNow: 'CANCELLED', reason: 'Nobody came' }] },
  });
  expect(await mine('groupMeeting', { id }, 'wasPresent')).toEqual({ wasPresent: null });
  const back = { ...correct, version: 3, outcome: 'HELD', reason: 'They did' };
  expect((await lead('correctGroupMeeting', back)).status).toBe('HELD');
  expect(await mine('groupMeeting', { id }, 'wasPresent')).toEqual({ wasPresent: true });
});

test('a cancelled meeting says why, frees the time, and is not corrected before it would have begun', async () => {
  const groupId = await aMetGroup();
  const startsAt = inHours(60);
  const id = await set(groupId, { startsAt });
  expect(code(await ask('cancelGroupMeeting', { id }))).toBe('FORBIDDEN');
  expect(await lead('cancelGroupMeeting', { id, reason: 'Storm' }, 'status cancelReason sequence')).toEqual({
    status: 'CANCELLED',
    cancelReason: 'Storm',
    sequence: 1,
  });
  const correct = { id, version: 2, outcome: 'HELD', reason: 'It was' };
  expect(code(await asLeader('correctGroupMeeting', correct))).toBe('CONFLICT');
  await set(groupId, { startsAt });
});
