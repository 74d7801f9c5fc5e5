import { Temporal } from 'temporal-polyfill';
import { RRuleTemporal } from 'rrule-temporal';
import { instantOf } from '../availability/wall-clock.js';
import { uidOf, type Entry } from './ics.js';
import { compact, plainWall, utc } from './ics.zone.js';

/** The rule of a series. */
export interface Series {
  id: string;
  /** RFC 5545; how it ends does not matter, the sessions say it. */
  rrule: string;
  /** `YYYY-MM-DD`, the first occurrence of the rule. */
  startsOn: string;
  /** `HH:MM` or `HH:MM:SS` on the wall clock of the zone. */
  localTime: string;
  zone: string;
  minutes: number;
  sequence: number;
}

/** A session of a series; instants are epoch ms. */
export interface Occurrence {
  /** `YYYY-MM-DD`: the day that the rule gave it, wherever it was moved since. */
  on: string;
  startsAt: number;
  endsAt: number;
  sequence: number;
  cancelled: boolean;
  place: string | null;
  videoUrl: string | null;
}

/** Where a text is made, and of which moment. */
interface Making {
  host: string;
  changedAt: number;
}

/**
 * A series as calendars take it: the rule, what it leaves out, and each session that is otherwise than the rule says.
 * Empty when none of its sessions stands.
 */
export function seriesEntries(series: Series, all: readonly Occurrence[], making: Making): Entry[] {
  const standing = inOrder(all).filter(({ cancelled }) => !cancelled);
  const [first] = standing;
  if (!first) return [];
  const ruled = ruledDates(series, all);
  const until = nominal(series, standing.at(-1)!.on).endsAt;
  const time = { ...nominal(series, ruled ? series.startsOn : first.on), until, inUtc: ruled === null };
  const main: Entry = {
    uid: uidOf('series', series.id, making.host),
    sequence: series.sequence,
    changedAt: making.changedAt,
    time,
    recurrence: ruled ? ruleLines(series, ruled, standing) : dateLines(series, standing),
    summary: 'Session',
    cancelled: false,
    place: first.place,
    videoUrl: first.videoUrl,
  };
  const others = standing.filter((each) => !isAsSaid(series, each, first));
  return [main, ...others.map((each) => exception(series, each, ruled !== null, making))];
}

/** One session of a series by itself, which was moved or cancelled alone. @param all the sessions of the series */
export function occurrenceEntry(
  series: Series,
  occurrence: Occurrence,
  all: readonly Occurrence[],
  making: Making,
): Entry {
  return exception(series, occurrence, ruledDates(series, all) !== null, making);
}

function exception(series: Series, occurrence: Occurrence, ruled: boolean, making: Making): Entry {
  const { startsAt, endsAt, cancelled, place, videoUrl } = occurrence;
  const id = ruled
    ? `RECURRENCE-ID;TZID=${series.zone}:${wallOf(series, occurrence.on)}`
    : `RECURRENCE-ID:${utc(nominal(series, occurrence.on).startsAt)}`;
  return {
    uid: uidOf('series', series.id, making.host),
    // Each of the two only grows, and so does their sum: whichever changed, it is newer than what was told before.
    sequence: series.sequence + occurrence.sequence,
    changedAt: making.changedAt,
    time: { startsAt, endsAt },
    recurrence: [id],
    summary: 'Session',
    cancelled,
    place,
    videoUrl,
  };
}

/**
 * The dates of the rule up to its last session, when every calendar program makes the same instants of them. Null where
 * the rule cannot be told: a session lies beside it, or falls on a time that the clock skips or repeats. Then the
 * sessions are told one by one in UTC.
 */
function ruledDates(series: Series, all: readonly Occurrence[]): Set<string> | null {
  const last = inOrder(all).at(-1)!.on;
  const dates = datesOf(series, last);
  const isPlain = (on: string) => {
    const { startsAt, endsAt } = nominal(series, on);
    return plainWall(startsAt, endsAt, series.zone)?.[0] === wallOf(series, on);
  };
  const tellable = dates[0] === series.startsOn && all.every(({ on }) => dates.includes(on));
  return tellable && dates.every(isPlain) ? new Set(dates) : null;
}

function datesOf({ rrule, startsOn }: Series, last: string): string[] {
  const day = (date: string) => `${date.replaceAll('-', '')}T000000Z`;
  const rule = `${endless(rrule)};UNTIL=${day(last)}`;
  return new RRuleTemporal({ rruleString: `DTSTART:${day(startsOn)}\nRRULE:${rule}` })
    .all()
    .map((date) => date.toPlainDate().toString());
}

/** Without its end: programs that count a time that does not exist, and those that do not, would end it elsewhere. */
function endless(rrule: string): string {
  return rrule
    .split(';')
    .filter((part) => !/^(COUNT|UNTIL)=/.test(part))
    .join(';');
}

function ruleLines(series: Series, ruled: Set<string>, standing: readonly Occurrence[]): string[] {
  const last = standing.at(-1)!.on;
  const stands = new Set(standing.map(({ on }) => on));
  const left = [...ruled].filter((on) => on <= last && !stands.has(on));
  return [
    `RRULE:${endless(series.rrule)};UNTIL=${utc(nominal(series, last).startsAt)}`,
    ...left.map((on) => `EXDATE;TZID=${series.zone}:${wallOf(series, on)}`),
  ];
}

/** The first is said twice, by DTSTART and here: some readers take only these, and all show once what is said twice. */
function dateLines(series: Series, standing: readonly Occurrence[]): string[] {
  return standing.map(({ on }) => `RDATE:${utc(nominal(series, on).startsAt)}`);
}

function isAsSaid(series: Series, occurrence: Occurrence, first: Occurrence): boolean {
  const { startsAt, endsAt } = nominal(series, occurrence.on);
  return (
    occurrence.startsAt === startsAt &&
    occurrence.endsAt === endsAt &&
    occurrence.place === first.place &&
    occurrence.videoUrl === first.videoUrl
  );
}

/** When the rule has the session of a day. */
function nominal({ localTime, zone, minutes }: Series, on: string): { startsAt: number; endsAt: number } {
  const startsAt = instantOf(on, localTime, zone);
  return { startsAt, endsAt: startsAt + minutes * 60_000 };
}

function wallOf({ localTime }: Series, on: string): string {
  return compact(Temporal.PlainDate.from(on).toPlainDateTime(Temporal.PlainTime.from(localTime)));
}

function inOrder(all: readonly Occurrence[]): Occurrence[] {
  return [...all].sort((a, b) => (a.on < b.on ? -1 : 1));
}
