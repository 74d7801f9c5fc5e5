// A network group of the demo organization: people who would meet nowhere else, one meeting behind them and one to come.
import type { GroupMeetingStatus } from '../groups/group-meeting.states.js';
import { DemoClock } from './demo.clock.js';
import { HOUR, instant, type Sheet } from './sheet.js';

const LEADER = 'Hana Sato';
const MEMBERS = ['Mara Vogel', 'Lena Hoffmann', 'Tomas Novak', 'Carla Rossi'] as const;
const WERE_THERE = ['Lena Hoffmann', 'Tomas Novak'] as const;
const COME = [
  ['Lena Hoffmann', 'YES'],
  ['Carla Rossi', 'MAYBE'],
] as const;

/** @param ids of the people, by their names */
export function addGroup(sheet: Sheet, ids: ReadonlyMap<string, string>, now: number, zone: string): void {
  const clock = new DemoClock(now, zone);
  const leader_id = ids.get(LEADER)!;
  const began = clock.at(-45);
  const group_id = sheet.id(began);
  sheet.add('groups', {
    id: group_id,
    leader_id,
    name: 'Power, water, heat',
    industry: 'Energy and utilities',
    about:
      'For everybody who works on what runs through pipes and wires, or would like to. We meet once a month for an hour: ' +
      'one of us tells of a week at work, the others ask.',
    seats: 15,
    created_at: instant(began),
  });
  // The leader is in it by starting it.
  for (const [index, name] of MEMBERS.entries()) {
    const joined = clock.at(-40 + index);
    const id = sheet.id(joined);
    sheet.add('group_memberships', { id, group_id, member_id: ids.get(name)!, joined_at: instant(joined) });
  }
  const meeting = (day: number, title: string, status: GroupMeetingStatus) => {
    const [set, starts] = [clock.at(day - 21), clock.at(day, 11)];
    const id = sheet.id(set);
    sheet.add('group_meetings', {
      id,
      group_id,
      leader_id,
      title,
      starts_at: instant(starts),
      ends_at: instant(starts + HOUR),
      video_url: 'https://meet.harbour-and-pine.example/power-water-heat',
      status,
      created_at: instant(set),
      version: status === 'HELD' ? 2 : 1,
    });
    return { id, ends: starts + HOUR };
  };
  const held = meeting(-16, 'A week in a waterworks', 'HELD');
  for (const name of WERE_THERE) {
    sheet.add('group_attendance_marks', {
      id: sheet.id(held.ends),
      group_id,
      meeting_id: held.id,
      member_id: ids.get(name)!,
      position: 1,
      present: true,
      author_id: leader_id,
      at: instant(held.ends),
    });
  }
  const note = sheet.id(held.ends);
  sheet.add('group_meeting_notes', {
    id: note,
    group_id,
    meeting_id: held.id,
    author_id: leader_id,
    text: sheet.sealRow('group_meeting_notes', note)(
      'text',
      'Two questions stayed open: who decides when a pump is replaced, and how one gets from the laboratory to the control room. ' +
        'Whoever knows somebody to ask, bring them along next time.',
    ),
    created_at: instant(held.ends),
  });
  const next = meeting(12, 'From the laboratory to the control room', 'BOOKED');
  for (const [name, answer] of COME) {
    const answered = clock.at(-3);
    sheet.add('group_answers', {
      id: sheet.id(answered),
      group_id,
      meeting_id: next.id,
      member_id: ids.get(name)!,
      answer,
      sequence: 0,
      answered_at: instant(answered),
    });
  }
}
