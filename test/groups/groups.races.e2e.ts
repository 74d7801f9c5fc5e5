import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember } from '../setup/people.js';
import { aGroup, aMeeting, asks, began, does, inHours, people, tally, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let lead: ReturnType<typeof does>;
let asLeader: ReturnType<typeof asks>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [lead, asLeader] = [does(waymark, cast.leader), asks(waymark, cast.leader)];
});
afterAll(() => waymark.close());

const started = async (input: object = {}): Promise<string> =>
  (await lead('createGroup', { input: aGroup(input) })).id;
const uuid = (id: string) => id.split('_')[1];
const standing = async (groupId: string) =>
  (
    await waymark.database.owner<{ count: number }>(
      'select count(*)::int from group_memberships where group_id = $1 and left_at is null',
      [uuid(groupId)],
    )
  )[0]!.count;

let made = 0;
async function manyMembers(count: number): Promise<MemberActor[]> {
  const members: MemberActor[] = [];
  for (let at = 0; at < count; at += 1)
    members.push(await aMember(waymark.database, cast.leader.orgId, `Member ${(made += 1)}`, ['CLIENT']));
  return members;
}

test('of five hundred who join at once as many get in as there are seats', async () => {
  const groupId = await started({ seats: 7 });
  const takers = await manyMembers(500);
  const answers = await Promise.all(takers.map((taker) => asks(waymark, taker)('joinGroup', { groupId })));
  expect(tally(answers)).toEqual({ OK: 7, LIMIT_REACHED: 493 });
  expect(await standing(groupId)).toBe(8);
});

test('somebody who presses the button twenty times gets one seat', async () => {
  const groupId = await started();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => asks(waymark, cast.client)('joinGroup', { groupId })),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
});

test('seats given back and taken at once are never more than there are', async () => {
  const groupId = await started({ seats: 5 });
  const takers = await manyMembers(30);
  await Promise.all(takers.slice(0, 5).map((taker) => does(waymark, taker)('joinGroup', { groupId })));
  await Promise.all([
    ...takers.slice(0, 5).map((taker) => does(waymark, taker)('leaveGroup', { groupId })),
    ...takers.slice(5).map((taker) => asks(waymark, taker)('joinGroup', { groupId })),
  ]);
  expect(await standing(groupId)).toBeLessThanOrEqual(6);
  await Promise.all(takers.map((taker) => asks(waymark, taker)('joinGroup', { groupId })));
  expect(await standing(groupId)).toBe(6);
});

test('of two moves that saw the same version one wins', async () => {
  const { id } = await lead('scheduleGroupMeeting', { groupId: await started(), input: aMeeting() });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      asLeader('moveGroupMeeting', { id, version: 1, startsAt: inHours(100 + at), minutes: 30 }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 1, VERSION_CONFLICT: 19 });
  expect(await lead('groupMeeting', { id }, 'sequence version')).toEqual({ sequence: 1, version: 2 });
});

test('of a hundred meetings at one time the leader gets one', async () => {
  const groups = await Promise.all(Array.from({ length: 4 }, () => started()));
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      asLeader('scheduleGroupMeeting', {
        groupId: groups[at % 4],
        input: aMeeting({ startsAt: inHours(200), minutes: 60 }),
      }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 99 });
});

test('answers of one person at once leave one row', async () => {
  const groupId = await started();
  await does(waymark, cast.client)('joinGroup', { groupId });
  const { id } = await lead('scheduleGroupMeeting', {
    groupId,
    input: aMeeting({ startsAt: inHours(300) }),
  });
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      asks(waymark, cast.client)('answerGroupMeeting', {
        id,
        sequence: 0,
        answer: at % 2 === 0 ? 'YES' : 'NO',
      }),
    ),
  );
  expect(tally(answers)).toEqual({ OK: 20 });
  const rows = await waymark.database.owner('select id from group_answers where meeting_id = $1', [uuid(id)]);
  expect(rows).toHaveLength(1);
});

test('marks of one person at once leave one, and so do corrections of it', async () => {
  const groupId = await started();
  const client = does(waymark, cast.client);
  const membershipIds = [(await client('joinGroup', { groupId })).id];
  const { id } = await lead('scheduleGroupMeeting', {
    groupId,
    input: aMeeting({ startsAt: inHours(310) }),
  });
  await began(waymark, id);
  const times = Array.from({ length: 20 });
  expect(
    tally(await Promise.all(times.map(() => asLeader('markGroupAttendance', { id, membershipIds })))),
  ).toEqual({
    OK: 20,
  });
  const { attendance } = await lead('groupMeeting', { id }, 'attendance { nodes { id } }');
  expect(attendance.nodes).toHaveLength(1);
  const take = { id: attendance.nodes[0].id, reason: 'No' };
  expect(tally(await Promise.all(times.map(() => asLeader('correctGroupAttendance', take))))).toEqual({
    OK: 1,
    CONFLICT: 19,
  });
});

test('of many cancellations of one meeting one wins, and of holding or cancelling it too', async () => {
  const groupId = await started();
  const set = async (hours: number) =>
    (await lead('scheduleGroupMeeting', { groupId, input: aMeeting({ startsAt: inHours(hours) }) })).id;
  const cancelled = await set(400);
  const times = Array.from({ length: 20 });
  expect(
    tally(await Promise.all(times.map(() => asLeader('cancelGroupMeeting', { id: cancelled })))),
  ).toEqual({ OK: 1, CONFLICT: 19 });
  const begun = await set(402);
  await began(waymark, begun, 5);
  const answers = await Promise.all(
    times.map((_, at) => asLeader(at % 2 ? 'markGroupMeetingHeld' : 'cancelGroupMeeting', { id: begun })),
  );
  expect(tally(answers)).toEqual({ OK: 1, CONFLICT: 19 });
});

test('a group has one leader who is in it, though the lead and the heir leave at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await started();
    const coach = does(waymark, cast.coach);
    const { id: membershipId } = await coach('joinGroup', { groupId: id });
    await Promise.all([
      asLeader('handOverGroup', { id, version: 1, membershipId }),
      asks(waymark, cast.coach)('leaveGroup', { groupId: id }),
    ]);
    const [held] = await waymark.database.owner<{ held: boolean }>(
      `select exists (select from group_memberships m where m.group_id = g.id and m.member_id = g.leader_id
         and m.left_at is null) as held from groups g where g.id = $1`,
      [uuid(id)],
    );
    expect(held).toEqual({ held: true });
  }
});

test('nobody who joins while a meeting is set misses its reminder', async () => {
  const groupId = await started();
  const takers = await manyMembers(20);
  const [meeting] = await Promise.all([
    lead('scheduleGroupMeeting', { groupId, input: aMeeting({ startsAt: inHours(500) }) }),
    ...takers.map((taker) => does(waymark, taker)('joinGroup', { groupId })),
  ]);
  const [row] = await waymark.database.owner('select count(*)::int from reminders where subject_id = $1', [
    uuid(meeting.id),
  ]);
  expect(row).toEqual({ count: 21 });
});

test('the time of a leader is one, in all that they are and wherever they are it', async () => {
  const { database } = waymark;
  const south = cast.foreigner.orgId;
  const [twin] = await database.owner<{ id: string; sign_in: string }>(
    `with m as (
       insert into members (org_id, user_id, name, email, roles, time_zone)
       select $2, user_id, name, email, '{COACH}', time_zone from members where id = $1 returning id, user_id)
     insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
     select user_id, $2, id, sha256(id::text::bytea), now() + interval '1 day' from m
     returning member_id as id, id as sign_in`,
    [cast.leader.memberId, south],
  );
  const elsewhere = {
    ...cast.leader,
    orgId: south,
    memberId: twin!.id,
    roles: ['COACH'],
    signInId: twin!.sign_in,
  };
  const there = does(waymark, elsewhere as MemberActor);
  const { id: theirs } = await there('createGroup', { input: aGroup({ name: 'Southern' }) });
  const { id } = await there('scheduleGroupMeeting', {
    groupId: theirs,
    input: aMeeting({ startsAt: inHours(600) }),
  });
  const groupId = await started();
  const same = { groupId, input: aMeeting({ startsAt: inHours(600), minutes: 30 }) };
  const refused = await asLeader('scheduleGroupMeeting', same);
  const taken = await asLeader('scheduleGroupMeeting', {
    groupId,
    input: aMeeting({ startsAt: inHours(200), minutes: 30 }),
  });
  // The same answer as for any time that is taken here: neither organization learns of the other.
  expect(refused.errors!.map(({ message }) => message)).toEqual(['This time is taken.']);
  expect(refused.text.replace(/"traceId":"[^"]+"/, '')).toBe(taken.text.replace(/"traceId":"[^"]+"/, ''));
  await there('cancelGroupMeeting', { id });
  await lead('scheduleGroupMeeting', same);
});
