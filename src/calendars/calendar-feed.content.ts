import { uidOf, type CalendarObject, type Party } from './ics.js';

/** A session, or a meeting of a group, that its reader sits in. */
export interface FeedEntry {
  kind: 'session' | 'group-meeting';
  id: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  videoUrl: string | null;
  status: string;
  sequence: number;
  changedAt: Date;
}

const SUMMARIES = { session: 'Session', 'group-meeting': 'Group meeting' } as const;

/**
 * What a feed shows. The sessions of a series stand in it one by one: some programs that take in the entries of mails well
 * know fewer kinds of recurrence in what they subscribe to.
 * @param host of the product's address
 */
export function feedCalendar(
  entries: readonly FeedEntry[],
  zone: string,
  organizer: Party,
  host: string,
): CalendarObject {
  return {
    method: 'PUBLISH',
    organizer,
    attendees: [],
    zone,
    entries: entries.map((entry) => ({
      uid: uidOf(entry.kind, entry.id, host),
      sequence: entry.sequence,
      changedAt: entry.changedAt.getTime(),
      time: { startsAt: entry.startsAt.getTime(), endsAt: entry.endsAt.getTime() },
      recurrence: [],
      summary: SUMMARIES[entry.kind],
      cancelled: entry.status === 'CANCELLED',
      place: entry.place,
      videoUrl: entry.videoUrl,
    })),
  };
}
