// When a calendar in an iCalendar file is busy, and nothing of with what.
import { setImmediate } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import {
  IcsError,
  parseIcs,
  propertiesOf,
  propertyNamed,
  type IcsComponent,
  type IcsProperty,
} from './ics.parse.js';
import { occurrencesOf, onlyRuleOf, UNTIL, withoutEnd } from './ics.rule.js';
import { durationOf, timeOf, timesOf, type IcsTime, type IcsZone, type IcsZones } from './ics.times.js';
import { ianaZone, zonesOf } from './ics.zones.js';
import { union, type TimeRange } from './time-ranges.js';

const DAY = 86_400_000;
/** A file that takes longer to read is refused, in ms. */
const PATIENCE = 10_000;
/** How long it is read before others are served, in ms. */
const TURN = 20;

interface Reading {
  zones: IcsZones;
  /** Of times that name none: the coach's. */
  floating: IcsZone;
  horizon: TimeRange;
}

/**
 * The busy times of a file between two instants (ms), in order and apart. Recurrences are followed by the wall-clock rule
 * (SPEC 3.7), with what was excluded, moved and cancelled of them; what is transparent or cancelled is not busy; a day
 * without times lasts from midnight to midnight in `zone`, as do times without a zone.
 * @throws IcsError that names the first line at fault
 */
export async function busyTimesOf(text: string, zone: string, horizon: TimeRange): Promise<TimeRange[]> {
  const busy: TimeRange[] = [];
  const pause = turns();
  for (const calendar of parseIcs(text)) {
    const reading: Reading = { zones: zonesOf(calendar, horizon), floating: ianaZone(zone), horizon };
    const changed = await changedOf(calendar, reading, pause);
    for (const component of calendar.components) {
      if (component.name === 'VEVENT') busy.push(...occasionsOf(component, changed, reading));
      if (component.name === 'VFREEBUSY')
        busy.push(...propertiesOf(component, 'FREEBUSY').flatMap((property) => periodsOf(property, reading)));
      await pause(component);
    }
  }
  const [from, until] = horizon;
  return union(busy.map(([start, end]): TimeRange => [Math.max(start, from), Math.min(end, until)]));
}

/** Lets others have their turn between two components. @throws IcsError once the file has taken too long */
function turns(): (behind: IcsComponent) => Promise<void> {
  const deadline = performance.now() + PATIENCE;
  let turn = performance.now();
  return async ({ line }) => {
    if (performance.now() < turn + TURN) return;
    await setImmediate();
    turn = performance.now();
    if (turn > deadline) throw new IcsError(line, 'up to here the file took too long.');
  };
}

type Changed = ReadonlyMap<string, ReadonlySet<number>>;

/** By the UIDs of events, the instants at which another one stands in their place. */
async function changedOf(
  { components }: IcsComponent,
  reading: Reading,
  pause: (behind: IcsComponent) => Promise<void>,
): Promise<Changed> {
  const changed = new Map<string, Set<number>>();
  for (const event of components) {
    const recurrence = event.name === 'VEVENT' && propertyNamed(event, 'RECURRENCE-ID');
    if (!recurrence) continue;
    if (recurrence.params.has('RANGE'))
      throw new IcsError(
        recurrence.line,
        'a change of all that follow is not read; export it as two series.',
      );
    const at = instantOfTime(timeOf(recurrence, reading.zones), reading);
    changed.set(uidOf(event), (changed.get(uidOf(event)) ?? new Set<number>()).add(at));
    await pause(event);
  }
  return changed;
}

const uidOf = (event: IcsComponent) => propertyNamed(event, 'UID')?.value ?? '';

function occasionsOf(event: IcsComponent, changed: Changed, reading: Reading): TimeRange[] {
  const dtstart = propertyNamed(event, 'DTSTART');
  if (!dtstart) throw new IcsError(event.line, 'this event has no DTSTART.');
  const first = timeOf(dtstart, reading.zones);
  const end = endOf(event, first, reading);
  const isBusy =
    propertyNamed(event, 'STATUS')?.value.trim().toUpperCase() !== 'CANCELLED' &&
    propertyNamed(event, 'TRANSP')?.value.trim().toUpperCase() !== 'TRANSPARENT';
  if (!isBusy) return [];
  const gone = excludedOf(event, reading);
  const starts = startsOf(event, first, end, reading).filter((at) => !gone(at));
  const added = propertiesOf(event, 'RDATE').flatMap((property) =>
    property.params.get('VALUE')?.toUpperCase() === 'PERIOD'
      ? periodsOf(property, reading)
      : timesOf(property, reading.zones)
          .filter((at) => !gone(at))
          .map((at) => rangeOf(at, end, reading)),
  );
  const all = [...starts.map((at) => rangeOf(at, end, reading)), ...added];
  const moved = propertyNamed(event, 'RECURRENCE-ID') ? undefined : changed.get(uidOf(event));
  return moved ? all.filter(([from]) => !moved.has(from)) : all;
}

/** Where an occasion ends that starts at a time: an exact length, or one on the clock. */
type End = (start: IcsTime) => number;

function endOf(event: IcsComponent, first: IcsTime, reading: Reading): End {
  const dtend = propertyNamed(event, 'DTEND');
  const duration = propertyNamed(event, 'DURATION');
  const on = (start: IcsTime, length: Temporal.Duration) => {
    const { weeks, days, hours, minutes, seconds } = length;
    const exact = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    return instantOfTime({ ...start, local: start.local.add({ weeks, days }) }, reading) + exact;
  };
  if (dtend) {
    const end = timeOf(dtend, reading.zones);
    if (first.isDay && end.isDay) {
      const days = first.local.until(end.local, { largestUnit: 'days' });
      return (start) => on(start, days);
    }
    const length = instantOfTime(end, reading) - instantOfTime(first, reading);
    if (length < 0) throw new IcsError(dtend.line, 'this ends before it begins.');
    return (start) => instantOfTime(start, reading) + length;
  }
  const length = duration
    ? durationOf(duration, duration.value)
    : Temporal.Duration.from({ days: first.isDay ? 1 : 0 });
  return (start) => on(start, length);
}

/** What the rules of an event name, its first time among them, as far as it can touch the horizon. */
function startsOf(event: IcsComponent, first: IcsTime, end: End, reading: Reading): IcsTime[] {
  const rule = onlyRuleOf(event);
  if (!rule) return [first];
  const [from, until] = reading.horizon;
  const length = end(first) - instantOfTime(first, reading);
  // Clocks are less than a day apart from UTC.
  const window: TimeRange = [from - length - 2 * DAY, until + 2 * DAY];
  const isOver = lastOf(rule, first, reading);
  return occurrencesOf(rule, withoutEnd(rule), first.local, window)
    .map((local) => ({ ...first, local }))
    .filter((at) => !isOver(at));
}

/** Whether a time is behind the UNTIL of a rule: an instant, or a day that counts in full. */
function lastOf(rule: IcsProperty, first: IcsTime, reading: Reading): (at: IcsTime) => boolean {
  const [, text] = UNTIL.exec(rule.value) ?? [];
  if (text === undefined) return () => false;
  const last = timeOf({ ...rule, params: new Map() }, reading.zones, text);
  if (last.isDay || first.isDay)
    return ({ local }) => Temporal.PlainDate.compare(local.toPlainDate(), last.local.toPlainDate()) > 0;
  const zone = last.zone ?? first.zone;
  const end = instantOfTime({ ...last, zone }, reading);
  return (at) => instantOfTime(at, reading) > end;
}

/** Whether a time is excluded; a day without a time excludes all that starts on it. */
function excludedOf(event: IcsComponent, reading: Reading): (at: IcsTime) => boolean {
  const excluded = propertiesOf(event, 'EXDATE').flatMap((property) => timesOf(property, reading.zones));
  if (excluded.length === 0) return () => false;
  const instants = new Set(excluded.map((at) => instantOfTime(at, reading)));
  const days = new Set(
    excluded.filter(({ isDay }) => isDay).map(({ local }) => local.toPlainDate().toString()),
  );
  return (at) => instants.has(instantOfTime(at, reading)) || days.has(at.local.toPlainDate().toString());
}

/** Periods: a start, and an end or a duration. Those that are marked free are none. */
function periodsOf(property: IcsProperty, reading: Reading): TimeRange[] {
  if (property.params.get('FBTYPE')?.toUpperCase() === 'FREE') return [];
  return property.value.split(',').map((period) => {
    const [from = '', until = ''] = period.split('/');
    const start = timeOf(property, reading.zones, from);
    if (until.startsWith('P')) {
      const end = start.local.add(durationOf(property, until));
      return [instantOfTime(start, reading), instantOfTime({ ...start, local: end }, reading)];
    }
    return [instantOfTime(start, reading), instantOfTime(timeOf(property, reading.zones, until), reading)];
  });
}

const rangeOf = (start: IcsTime, end: End, reading: Reading): TimeRange => [
  instantOfTime(start, reading),
  end(start),
];

function instantOfTime({ local, zone }: IcsTime, { floating }: Reading): number {
  return (zone ?? floating)(local);
}
