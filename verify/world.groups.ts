// Groups of the world's leaders in each state, with members, whom they removed, and meetings that are to come, on, held and
// cancelled; answers, attendance that stands and was taken back, notes; and a group that nobody leads any more.
import { canary } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Add, type Organization } from './world.js';

/** Who leads, and who of those who may lead as well is in the same group. */
const LEADERS: [Person, Person][] = [
  ['admin', 'adminCoach'],
  ['coach', 'mentor'],
  ['mentor', 'otherCoach'],
  ['coachClient', 'coach'],
];
const MEMBERS = ['client', 'formerClient', 'newClient', 'traveller'] as const;

const HOUR = 3_600_000;
/** Far from all sessions of the world, and from the time that the verifier asks for. */
const fromNow = (hours: number) => new Date(Math.ceil(Date.now() / HOUR) * HOUR + hours * HOUR);
const TO_COME = 1_000;

export async function addGroups(system: System, organization: Organization): Promise<void> {
  const { people } = organization;
  for (const [person, heir] of LEADERS) {
    const leader = people[person];
    const group = await aGroup(system, leader, {});
    for (const member of [heir, ...MEMBERS]) await join(system, group, people[member]);
    await join(system, group, people.otherClient, {
      left_at: fromNow(-10),
      removed_by: leader.memberId,
    });
    await addMeetings(system, leader, group, people);
    const closed = { status: 'CLOSED', closed_at: fromNow(-20) };
    await join(system, await aGroup(system, leader, closed), people.client);
    await aGroup(system, leader, { ...closed, status: 'ARCHIVED', archived_at: fromNow(-10) });
    // Nothing is to come in it: it can be put away.
    await aGroup(system, leader, { seats: 1 });
  }
  await join(system, await aGroup(system, people.disabled, {}), people.client);
}

function aGroup(system: System, leader: Who, row: Record<string, unknown>): Promise<string> {
  return adder(system)('groups', {
    org_id: leader.orgId,
    leader_id: leader.memberId,
    name: canary('Group'),
    industry: canary('Industry'),
    about: canary('About'),
    created_at: fromNow(-2_000),
    ...row,
  });
}

function join(
  system: System,
  group: string,
  member: Who,
  row: Record<string, unknown> = {},
): Promise<string> {
  return adder(system)('group_memberships', {
    org_id: member.orgId,
    group_id: group,
    member_id: member.memberId,
    joined_at: fromNow(member.roles.includes('CLIENT') ? -800 : -100),
    ...row,
  });
}

async function addMeetings(
  system: System,
  leader: Who,
  group: string,
  people: Organization['people'],
): Promise<void> {
  const add = adder(system);
  const client = people.client;
  const meeting = (hours: number, row: Record<string, unknown> = {}) =>
    add('group_meetings', {
      org_id: leader.orgId,
      group_id: group,
      leader_id: leader.memberId,
      title: canary('Meeting'),
      starts_at: fromNow(hours),
      ends_at: fromNow(hours + 1),
      place: canary('Place'),
      ...row,
    });
  const own = { org_id: leader.orgId, group_id: group };
  const toCome = await meeting(TO_COME);
  await add('group_answers', {
    ...own,
    meeting_id: toCome,
    member_id: client.memberId,
    answer: 'MAYBE',
    sequence: 0,
  });
  // Before the client came, and before those came who may lead.
  const [first, held] = [await meeting(-1_500, { status: 'HELD' }), await meeting(-600, { status: 'HELD' })];
  await meeting(-50);
  const cancelled = await meeting(-40, {
    status: 'CANCELLED',
    cancelled_at: fromNow(-45),
    cancel_reason: canary('Reason'),
  });
  await mark(add, leader, { ...own, meeting_id: first }, client, [null, canary('Wrong')]);
  await mark(add, leader, { ...own, meeting_id: held }, client, [null]);
  await mark(add, leader, { ...own, meeting_id: held }, people.formerClient, [null, canary('Wrong'), null]);
  await add('group_meeting_corrections', {
    ...own,
    meeting_id: cancelled,
    was: 'HELD',
    is_now: 'CANCELLED',
    reason: canary('Correction'),
    author_id: leader.memberId,
  });
  for (const id of [toCome, held]) {
    await say(
      system,
      leader,
      'mutation ($id: ID!, $text: String!) { addGroupMeetingNote(meetingId: $id, text: $text) { id } }',
      { id: `group-meeting_${id}`, text: canary('Note') },
    );
  }
}

/** Marks somebody as there, and takes it back by turns. @param reasons null for each mark that says present */
async function mark(
  add: Add,
  author: Who,
  meeting: Record<string, unknown>,
  { memberId }: Who,
  reasons: (string | null)[],
): Promise<void> {
  for (const [index, reason] of reasons.entries()) {
    await add('group_attendance_marks', {
      ...meeting,
      member_id: memberId,
      position: index + 1,
      present: reason === null,
      reason,
      author_id: author.memberId,
    });
  }
}
