// What the names of zones in an iCalendar file mean: by the time zone database where it knows them, otherwise by the
// file's own VTIMEZONE, as those of Outlook are.
import { Temporal } from 'temporal-polyfill';
import { occurrencesOf, onlyRuleOf, UNTIL, withoutEnd } from './ics.rule.js';
import { IcsError, propertiesOf, propertyNamed, type IcsComponent, type IcsProperty } from './ics.parse.js';
import { timeOf, timesOf, type IcsZone, type IcsZones } from './ics.times.js';
import type { TimeRange } from './time-ranges.js';

const DAY = 86_400_000;
/** A rule of a zone has had its last change before a time at most so long ago. */
const LOOK_BACK = 2 * 366 * DAY;
/** Changes of its rules that a zone of a file describes at most. */
const MAX_OBSERVANCES = 50;
/** How such a change recurs in any zone that there is; other rules name one every day. */
const YEARLY =
  /^FREQ=YEARLY(;(INTERVAL=1|BYMONTH=\d+|BYMONTHDAY=[\d,-]+|BYDAY=[+-]?\d?[A-Z]{2}|WKST=[A-Z]{2}|(UNTIL|COUNT)=\w+))*$/i;
const OFFSET = /^([+-])(\d\d)(\d\d)(\d\d)?$/;

/** A change of a zone's clock; offsets are ms ahead of UTC. */
interface Change {
  at: number;
  before: number;
  after: number;
}

/** @param horizon the instants (ms) between which times matter */
export function zonesOf(calendar: IcsComponent, horizon: TimeRange): IcsZones {
  const own = new Map(
    calendar.components
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((component) => [
        propertyNamed(component, 'TZID')?.value.trim().replaceAll(/\\(.)/g, '$1'),
        component,
      ]),
  );
  const known = new Map<string, IcsZone>();
  return (tzid, line) => {
    const found = known.get(tzid);
    if (found) return found;
    const definition = own.get(tzid);
    const name =
      ianaOf(tzid) ?? ianaOf((definition && propertyNamed(definition, 'X-LIC-LOCATION')?.value) ?? '');
    if (!name && !definition)
      throw new IcsError(line, 'this names a time zone that the file does not define.');
    const zone = name ? ianaZone(name) : zoneBy(changesOf(definition!, horizon));
    known.set(tzid, zone);
    return zone;
  };
}

/** By the wall-clock rule as `instantOf` has it, but not by way of texts: a file has thousands of times. */
export const ianaZone =
  (name: string): IcsZone =>
  (local) =>
    local.toZonedDateTime(name, { disambiguation: 'compatible' }).epochMilliseconds;

/** The zone itself, or the end of a longer name, as in /example.org/20260101_1/Europe/Berlin. */
function ianaOf(tzid: string): string | undefined {
  const parts = tzid.trim().split('/');
  const names = [0, ...[3, 2].map((length) => parts.length - length)].map((from) =>
    from < 0 ? '' : parts.slice(from).join('/'),
  );
  return names.find((name) => {
    if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(name)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  });
}

function changesOf({ components, line }: IcsComponent, [from, until]: TimeRange): Change[] {
  if (components.length > MAX_OBSERVANCES) throw new IcsError(line, 'this time zone has too many parts.');
  const changes = components.flatMap((observance) => {
    const before = offsetOf(observance, 'TZOFFSETFROM');
    const after = offsetOf(observance, 'TZOFFSETTO');
    const start = propertyNamed(observance, 'DTSTART');
    if (!start) throw new IcsError(observance.line, 'this has no DTSTART.');
    const first = timeOf(start, () => clockMs).local;
    const dates = propertiesOf(observance, 'RDATE').flatMap((property) => timesOf(property, () => clockMs));
    const rule = onlyRuleOf(observance);
    if (rule && !YEARLY.test(rule.value))
      throw new IcsError(rule.line, 'the clock of a zone changes on a day of a month of each year.');
    const end = rule ? endOf(rule) : Infinity;
    const window: TimeRange = [Math.min(from, end) - LOOK_BACK, until + LOOK_BACK];
    const named = rule ? occurrencesOf(rule, withoutEnd(rule), first, window) : [];
    const ruled = named.map((onset) => clockMs(onset) - before).filter((at) => at <= end);
    const listed = [first, ...dates.map(({ local }) => local)].map((onset) => clockMs(onset) - before);
    return [...listed, ...ruled].map((at) => ({ at, before, after }));
  });
  if (changes.length === 0) throw new IcsError(line, 'this time zone never says its offset.');
  return changes.sort((a, b) => a.at - b.at);
}

/** UNTIL is in UTC in the rules of zones. */
function endOf(rule: IcsProperty): number {
  const [, text] = UNTIL.exec(rule.value) ?? [];
  return text ? clockMs(timeOf({ ...rule, params: new Map() }, () => clockMs, text).local) : Infinity;
}

function offsetOf(observance: IcsComponent, name: string): number {
  const property = propertyNamed(observance, name);
  const [, sign, hours, minutes, seconds] = OFFSET.exec(property?.value.trim() ?? '') ?? [];
  if (sign === undefined)
    throw new IcsError(property?.line ?? observance.line, `${name} is missing or no offset.`);
  const ahead = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -ahead : ahead;
}

/** What the clock shows, as if it were UTC. */
const clockMs = (local: Temporal.PlainDateTime) => local.toZonedDateTime('UTC').epochMilliseconds;

/** A time that does not exist moves forward by the gap; of one that occurs twice the first counts. */
function zoneBy(changes: readonly Change[]): IcsZone {
  const aheadAt = (at: number) => changes.findLast((change) => change.at <= at)?.after ?? changes[0]!.before;
  return (local) => {
    const clock = clockMs(local);
    const [earlier, later] = [aheadAt(clock - DAY), aheadAt(clock + DAY)];
    const fitting = [earlier, later].find((ahead) => aheadAt(clock - ahead) === ahead);
    return clock - (fitting ?? earlier);
  };
}
