// SPEC 3.8 once more: an open group is the organization's to find; who is in it and when it meets is its members'; what
// one answers and whether one was there is one's own and the leader's.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import { admin, any, inOrg, is, names, nobody, type Judgement, type Rule } from './judgements.js';

const mayLead = (who: Who) => is('ADMIN', who) || is('COACH', who) || is('MENTOR', who);

const rowOf = (table: string, id: unknown, atlas: Atlas): Row | undefined =>
  atlas.byId.get(id as string)?.find((row) => row.table === table);

function isIn(who: Who, groupId: unknown, atlas: Atlas): Row | undefined {
  return atlas
    .of('group_memberships', who.orgId)
    .find(
      ({ values }) =>
        values.group_id === groupId && values.member_id === who.memberId && values.left_at === null,
    );
}

const leads = (who: Who, groupId: unknown, atlas: Atlas) =>
  mayLead(who) && rowOf('groups', groupId, atlas)?.values.leader_id === who.memberId;

/** A group whose leader may not sign in, or is no longer what it takes: an admin may take it over. */
function isLeaderless(groupId: unknown, atlas: Atlas): boolean {
  const leader = rowOf('members', rowOf('groups', groupId, atlas)?.values.leader_id, atlas);
  const roles = (leader?.values.roles ?? []) as string[];
  return (
    leader !== undefined &&
    (leader.values.status !== 'ACTIVE' ||
      !roles.some((role) => role === 'ADMIN' || role === 'COACH' || role === 'MENTOR'))
  );
}

const seesGroup: Judgement = (who, row, atlas) =>
  inOrg(who, row) &&
  (row.values.status === 'OPEN' || is('ADMIN', who) || isIn(who, row.id, atlas) !== undefined);

const runs: Judgement = (who, row, atlas) => {
  const groupId = row.table === 'groups' ? row.id : row.values.group_id;
  return (
    inOrg(who, row) && (leads(who, groupId, atlas) || (is('ADMIN', who) && isLeaderless(groupId, atlas)))
  );
};

function seesMeeting(who: Who, meetingId: unknown, atlas: Atlas): boolean {
  const meeting = rowOf('group_meetings', meetingId, atlas);
  const own = meeting && isIn(who, meeting.values.group_id, atlas);
  if (!meeting || !own || meeting.orgId !== who.orgId) return false;
  const time = (value: unknown) => new Date(value as string | Date).getTime();
  const marks = atlas
    .of('group_attendance_marks', who.orgId)
    .filter(({ values }) => values.meeting_id === meetingId && values.member_id === who.memberId)
    .sort((one, other) => Number(other.values.position) - Number(one.values.position));
  return (
    time(meeting.values.ends_at) > time(own.values.joined_at) ||
    meeting.values.leader_id === who.memberId ||
    leads(who, meeting.values.group_id, atlas) ||
    marks[0]?.values.present === true
  );
}

const ledMeeting: Judgement = (who, row, atlas) =>
  inOrg(who, row) &&
  mayLead(who) &&
  rowOf('group_meetings', row.values.meeting_id, atlas)?.values.leader_id === who.memberId &&
  isIn(who, row.values.group_id, atlas) !== undefined;

const ofSeenMeeting: Judgement = (who, row, atlas) => seesMeeting(who, row.values.meeting_id, atlas);

export const GROUPS: Record<string, Rule> = {
  groups: {
    sees: seesGroup,
    changes: runs,
    adds: (who, row, atlas) => mayLead(who) && names('leader_id')(who, row, atlas),
  },
  group_memberships: {
    sees: any(
      names('member_id'),
      (who, row, atlas) =>
        inOrg(who, row) &&
        ((row.values.left_at === null && isIn(who, row.values.group_id, atlas) !== undefined) ||
          (row.values.removed_by !== null && leads(who, row.values.group_id, atlas))),
    ),
    changes: any(names('member_id'), runs),
    adds: names('member_id'),
  },
  group_meetings: { sees: (who, row, atlas) => seesMeeting(who, row.id, atlas), changes: runs },
  group_meeting_corrections: { sees: ofSeenMeeting, changes: nobody, adds: runs },
  group_answers: { sees: any(names('member_id'), ledMeeting), changes: names('member_id') },
  group_attendance_marks: { sees: any(names('member_id'), ledMeeting), changes: nobody, adds: ledMeeting },
  group_meeting_notes: { sees: ofSeenMeeting, changes: names('author_id') },
};

/** Whom a group shows by name: its leader to whoever finds it, its members to each other. */
export const knownByGroup: Judgement = (who, member, atlas) =>
  inOrg(who, member) &&
  (atlas
    .of('groups', who.orgId)
    .some((group) => group.values.leader_id === member.id && seesGroup(who, group, atlas)) ||
    atlas
      .of('group_memberships', who.orgId)
      .some((row) => row.values.member_id === member.id && GROUPS.group_memberships!.sees(who, row, atlas)) ||
    atlas
      .of('group_attendance_marks', who.orgId)
      .some((row) => row.values.member_id === member.id && ledMeeting(who, row, atlas)));

/** A reminder of a meeting, which whoever sets the meeting plans for every member. */
export const remindsOfGroup: Judgement = (who, reminder, atlas) => {
  const meeting = rowOf('group_meetings', reminder.values.subject_id, atlas);
  return (
    inOrg(who, reminder) &&
    reminder.values.purpose === 'GROUP_MEETING' &&
    // One that was set just now is in no atlas yet.
    (meeting === undefined ? mayLead(who) : admin(who, reminder, atlas) || runs(who, meeting, atlas))
  );
};

/** The atlas as it is once somebody has joined a group, where they may. */
export function havingJoined(atlas: Atlas, who: Who, group: Row): Atlas {
  const own = (row: Row) => row.values.group_id === group.id && row.values.member_id === who.memberId;
  const isShutOut = atlas
    .of('group_memberships', who.orgId)
    .some((row) => own(row) && row.values.removed_by !== null && row.values.readmitted_at === null);
  if (!inOrg(who, group) || group.values.status !== 'OPEN' || isShutOut) return atlas;
  const membership: Row = {
    table: 'group_memberships',
    orgId: who.orgId,
    id: '',
    at: -1,
    values: {
      group_id: group.id,
      member_id: who.memberId,
      joined_at: new Date(),
      left_at: null,
      removed_by: null,
    },
  };
  const of: Atlas['of'] = (table, orgId) =>
    table === membership.table && orgId === who.orgId
      ? [...atlas.of(table, orgId), membership]
      : atlas.of(table, orgId);
  return { ...atlas, of };
}
