import { startApp, type TestApp } from '../setup/app.js';
import { aGroup, aMeeting, asks, code, does, inHours, people, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let lead: ReturnType<typeof does>;
let mine: ReturnType<typeof does>;
let ask: ReturnType<typeof asks>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [lead, mine, ask] = [does(waymark, cast.leader), does(waymark, cast.client), asks(waymark, cast.client)];
});
afterAll(() => waymark.close());

const started = async (input: object = {}): Promise<string> =>
  (await lead('createGroup', { input: aGroup(input) })).id;

const SEEN =
  'name industry about leaderName isMine status seats memberCount isFull canJoin needsLeader members { nodes { name isLeader isMine } }';

test('an open group is everybody’s to find, and its people only each other’s to know', async () => {
  const id = await started({ about: 'For who builds it.', seats: 2 });
  const fromOutside = {
    name: 'Wind and water',
    industry: 'Energy',
    about: 'For who builds it.',
    leaderName: 'Mona',
    isMine: false,
    status: 'OPEN',
    seats: 2,
    memberCount: 1,
    isFull: false,
    canJoin: true,
    needsLeader: false,
    members: { nodes: [] },
  };
  for (const reader of [cast.client, cast.coach, cast.admin]) {
    expect(await does(waymark, reader)('group', { id }, SEEN)).toEqual(fromOutside);
  }
  expect((await asks(waymark, cast.foreigner)('group', { id })).data.group).toBeNull();
  await mine('joinGroup', { groupId: id });
  expect(await mine('group', { id }, SEEN)).toEqual({
    ...fromOutside,
    memberCount: 2,
    canJoin: false,
    members: {
      nodes: [
        { name: 'Mona', isLeader: true, isMine: false },
        { name: 'Clio', isLeader: false, isMine: true },
      ],
    },
  });
  expect((await does(waymark, cast.buddy)('group', { id }, SEEN)).members).toEqual({ nodes: [] });
});

test('groups are found by name and by industry, in the order of their names', async () => {
  await started({ name: 'Aeroplanes', industry: 'Aviation' });
  await started({ name: 'Zeppelins', industry: 'aviation' });
  const names = async (values: object) =>
    (await mine('groups', { first: 50, ...values }, 'nodes { name }')).nodes.map(
      ({ name }: { name: string }) => name,
    );
  expect(await names({ industry: 'AVIATION' })).toEqual(['Aeroplanes', 'Zeppelins']);
  expect(await names({ search: 'avi' })).toEqual(['Aeroplanes', 'Zeppelins']);
  expect(await names({ search: 'zEPP' })).toEqual(['Zeppelins']);
  expect(await names({ industry: 'avi' })).toEqual([]);
});

test('a page of groups goes on where the one before ended', async () => {
  const first = await mine('groups', { first: 1 }, 'nodes { name } pageInfo { endCursor hasNextPage }');
  const second = await mine('groups', { first: 1, after: first.pageInfo.endCursor }, 'nodes { name }');
  expect([first.nodes, first.pageInfo.hasNextPage, second.nodes]).toEqual([
    [{ name: 'Aeroplanes' }],
    true,
    [{ name: 'Wind and water' }],
  ]);
});

test('who leaves frees the seat, sees nothing of the group any more, and may come back', async () => {
  const id = await started({ seats: 1 });
  await lead('scheduleGroupMeeting', { groupId: id, input: aMeeting({ startsAt: inHours(50) }) });
  const first = await mine('joinGroup', { groupId: id });
  const buddy = asks(waymark, cast.buddy);
  expect(code(await buddy('joinGroup', { groupId: id }))).toBe('LIMIT_REACHED');
  expect(code(await ask('joinGroup', { groupId: id }))).toBe('CONFLICT');
  expect((await mine('group', { id }, 'meetings { nodes { title } }')).meetings.nodes).toHaveLength(1);
  const left = await mine('leaveGroup', { groupId: id });
  expect(left.leftAt).not.toBeNull();
  expect(await mine('leaveGroup', { groupId: id })).toEqual(left);
  expect(
    await mine(
      'group',
      { id },
      'memberCount members { nodes { name } } meetings { nodes { title } } nextMeeting { title } myMembership { id }',
    ),
  ).toEqual({
    memberCount: 1,
    members: { nodes: [] },
    meetings: { nodes: [] },
    nextMeeting: null,
    myMembership: null,
  });
  const theirs = await buddy('joinGroup', { groupId: id });
  expect(code(theirs)).toBe('OK');
  await buddy('leaveGroup', { groupId: id });
  const second = await mine('joinGroup', { groupId: id });
  expect([second.id === first.id, second.leftAt]).toEqual([false, null]);
});

test('a closed group takes nobody in, and only who is in it and an admin find it', async () => {
  const id = await started();
  await mine('joinGroup', { groupId: id });
  expect((await lead('closeGroup', { id })).status).toBe('CLOSED');
  expect(code(await asks(waymark, cast.admin)('joinGroup', { groupId: id }))).toBe('CONFLICT');
  expect(code(await asks(waymark, cast.buddy)('joinGroup', { groupId: id }))).toBe('NOT_FOUND');
  expect((await asks(waymark, cast.buddy)('group', { id })).data.group).toBeNull();
  expect((await mine('group', { id }, 'memberCount closedAt canJoin')).memberCount).toBe(2);
  const ofAdmin = await does(waymark, cast.admin)('group', { id }, 'memberCount members { nodes { name } }');
  expect(ofAdmin).toEqual({ memberCount: 2, members: { nodes: [] } });
  expect((await lead('closeGroup', { id })).status).toBe('CLOSED');
  expect((await lead('reopenGroup', { id })).status).toBe('OPEN');
  expect(code(await asks(waymark, cast.buddy)('joinGroup', { groupId: id }))).toBe('OK');
});

test('a group is put away once it has no meeting to come, and taken out by reopening it', async () => {
  const id = await started();
  const meeting = await lead('scheduleGroupMeeting', {
    groupId: id,
    input: aMeeting({ startsAt: inHours(53) }),
  });
  const asLeader = asks(waymark, cast.leader);
  expect(code(await asLeader('archiveGroup', { id }))).toBe('CONFLICT');
  await lead('cancelGroupMeeting', { id: meeting.id });
  expect((await lead('archiveGroup', { id })).status).toBe('ARCHIVED');
  expect((await lead('archiveGroup', { id })).status).toBe('ARCHIVED');
  expect(code(await asLeader('closeGroup', { id }))).toBe('CONFLICT');
  const again = { groupId: id, input: aMeeting({ startsAt: inHours(53) }) };
  expect(code(await asLeader('scheduleGroupMeeting', again))).toBe('CONFLICT');
  const listed = async (archived: boolean) =>
    (await lead('myGroups', { first: 50, archived })).nodes.some((group: { id: string }) => group.id === id);
  expect([await listed(true), await listed(false)]).toEqual([true, false]);
  expect((await mine('groups', { first: 50 })).nodes.map((group: { id: string }) => group.id)).not.toContain(
    id,
  );
  expect(await lead('reopenGroup', { id }, 'status closedAt archivedAt')).toEqual({
    status: 'OPEN',
    closedAt: null,
    archivedAt: null,
  });
});

test('a leader changes what they saw, and never to fewer seats than are taken', async () => {
  const id = await started({ seats: 3 });
  await mine('joinGroup', { groupId: id });
  await does(waymark, cast.buddy)('joinGroup', { groupId: id });
  const asLeader = asks(waymark, cast.leader);
  expect(code(await asLeader('changeGroup', { id, version: 2, input: { name: 'Other' } }))).toBe(
    'VERSION_CONFLICT',
  );
  expect(code(await asLeader('changeGroup', { id, version: 1, input: { seats: 1 } }))).toBe('CONFLICT');
  expect(code(await asLeader('changeGroup', { id, version: 1, input: { industry: null } }))).toBe(
    'INVALID_INPUT',
  );
  expect(
    await lead('changeGroup', { id, version: 1, input: { seats: 2, about: 'More' } }, 'seats about version'),
  ).toEqual({ seats: 2, about: 'More', version: 2 });
  expect(await lead('changeGroup', { id, version: 2, input: { seats: null } }, 'seats isFull')).toEqual({
    seats: null,
    isFull: false,
  });
});

test('whoever was removed comes back only when the leader lets them in again', async () => {
  const id = await started();
  const membership = await mine('joinGroup', { groupId: id });
  expect(code(await ask('removeGroupMember', { id: membership.id }))).toBe('FORBIDDEN');
  expect((await lead('removeGroupMember', { id: membership.id })).wasRemoved).toBe(true);
  expect((await lead('removeGroupMember', { id: membership.id })).wasRemoved).toBe(true);
  expect((await mine('group', { id }, 'canJoin members { nodes { name } }')).canJoin).toBe(false);
  expect(code(await ask('joinGroup', { groupId: id }))).toBe('CONFLICT');
  const removed = 'removedMembers { nodes { name } }';
  expect((await lead('group', { id }, removed)).removedMembers.nodes).toEqual([{ name: 'Clio' }]);
  await does(waymark, cast.buddy)('joinGroup', { groupId: id });
  expect((await does(waymark, cast.buddy)('group', { id }, removed)).removedMembers.nodes).toEqual([]);
  const { readmittedAt } = await lead('readmitGroupMember', { id: membership.id }, 'readmittedAt');
  expect(readmittedAt).not.toBeNull();
  expect(await lead('readmitGroupMember', { id: membership.id }, 'readmittedAt')).toEqual({ readmittedAt });
  expect(code(await ask('joinGroup', { groupId: id }))).toBe('OK');
});

test('who leads a group does not leave it, and is not removed', async () => {
  const id = await started();
  const asLeader = asks(waymark, cast.leader);
  expect(code(await asLeader('leaveGroup', { groupId: id }))).toBe('CONFLICT');
  const { myMembership } = await lead('group', { id }, 'myMembership { id isLeader }');
  expect(myMembership.isLeader).toBe(true);
  expect(code(await asLeader('removeGroupMember', { id: myMembership.id }))).toBe('CONFLICT');
});

test('the lead passes to another member who may lead, with the meetings to come, and the seats stay as many', async () => {
  const id = await started({ seats: 1 });
  const meeting = await lead('scheduleGroupMeeting', {
    groupId: id,
    input: aMeeting({ startsAt: inHours(100) }),
  });
  const coach = does(waymark, cast.coach);
  const { id: membershipId } = await coach('joinGroup', { groupId: id });
  const asLeader = asks(waymark, cast.leader);
  expect(code(await asks(waymark, cast.coach)('handOverGroup', { id, version: 1, membershipId }))).toBe(
    'FORBIDDEN',
  );
  expect(code(await asLeader('handOverGroup', { id, version: 9, membershipId }))).toBe('VERSION_CONFLICT');
  await lead('handOverGroup', { id, version: 1, membershipId });
  expect(await coach('group', { id }, 'leaderName isMine isFull memberCount version')).toEqual({
    leaderName: 'Cora',
    isMine: true,
    isFull: true,
    memberCount: 2,
    version: 2,
  });
  expect((await coach('groupMeeting', { id: meeting.id }, 'isMine')).isMine).toBe(true);
  expect((await lead('groupMeeting', { id: meeting.id }, 'isMine')).isMine).toBe(false);
  const busy = await waymark.database.owner(
    `select m.name from busy_times b join members m on m.user_id = b.user_id where b.occasion_id = $1`,
    [meeting.id.split('_')[1]],
  );
  expect(busy).toEqual([{ name: 'Cora' }]);
  expect(
    code(
      await asLeader('moveGroupMeeting', { id: meeting.id, version: 2, startsAt: inHours(101), minutes: 30 }),
    ),
  ).toBe('FORBIDDEN');
  expect((await lead('leaveGroup', { groupId: id })).leftAt).not.toBeNull();
});

test('the lead passes to nobody who may not lead, and to nobody who is taken when the group meets', async () => {
  const id = await started();
  const { id: client } = await mine('joinGroup', { groupId: id });
  const asLeader = asks(waymark, cast.leader);
  expect(code(await asLeader('handOverGroup', { id, version: 1, membershipId: client }))).toBe('CONFLICT');
  const { id: coach } = await does(waymark, cast.coach)('joinGroup', { groupId: id });
  await lead('scheduleGroupMeeting', { groupId: id, input: aMeeting({ startsAt: inHours(120) }) });
  const own = await does(waymark, cast.coach)('createGroup', { input: aGroup({ name: 'Own' }) });
  await does(waymark, cast.coach)('scheduleGroupMeeting', {
    groupId: own.id,
    input: aMeeting({ startsAt: inHours(120) }),
  });
  const refused = await asLeader('handOverGroup', { id, version: 1, membershipId: coach });
  expect(refused.errors![0]!.message).toBe('This time is taken.');
  expect(await lead('group', { id }, 'isMine version')).toEqual({ isMine: true, version: 1 });
});

test('an admin takes over a group that nobody leads any more, and no other', async () => {
  const id = await started();
  await mine('joinGroup', { groupId: id });
  const admin = does(waymark, cast.admin);
  expect(code(await asks(waymark, cast.admin)('takeOverGroup', { id }))).toBe('CONFLICT');
  const meeting = await lead('scheduleGroupMeeting', {
    groupId: id,
    input: aMeeting({ startsAt: inHours(130) }),
  });
  await lead('closeGroup', { id });
  await waymark.database.owner(`update members set roles = '{CLIENT}' where id = $1`, [cast.leader.memberId]);
  expect(
    (await admin('groups', { first: 50, needsLeader: true })).nodes.map((group: { id: string }) => group.id),
  ).toContain(id);
  const now = await admin('takeOverGroup', { id }, 'isMine needsLeader members { nodes { name } }');
  await waymark.database.owner(`update members set roles = '{MENTOR}' where id = $1`, [cast.leader.memberId]);
  expect(now).toEqual({
    isMine: true,
    needsLeader: false,
    members: { nodes: [{ name: 'Clio' }, { name: 'Ada' }] },
  });
  expect((await admin('groupMeeting', { id: meeting.id }, 'isMine')).isMine).toBe(true);
  expect((await asks(waymark, cast.leader)('group', { id })).data.group).toBeNull();
});
