// The days and times that an RRULE of somebody else's calendar names, on the clock that its first time is on.
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { IcsError, propertiesOf, type IcsComponent, type IcsProperty } from './ics.parse.js';
import type { TimeRange } from './time-ranges.js';

/** A rule whose first time lies further back, counted by occurrences, is refused: it takes seconds. */
const MAX_ITERATIONS = 4_000;
/** What recurs within a day is no appointment, and can name a time for each second of a century. */
const REFUSED = /FREQ=(HOURLY|MINUTELY|SECONDLY)|BY(HOUR|MINUTE|SECOND)=|RSCALE=/i;

export const UNTIL = /;?UNTIL=([^;]*)/i;

export const withoutEnd = ({ value }: IcsProperty): string => value.replace(UNTIL, '');

/** @throws IcsError for a second one */
export function onlyRuleOf(component: IcsComponent): IcsProperty | undefined {
  const [rule, second] = propertiesOf(component, 'RRULE');
  if (second) throw new IcsError(second.line, 'a second rule is not read.');
  return rule;
}

/**
 * The occurrences of a rule within a window, its first time among them. They are on a clock that never changes: what an
 * hour that is skipped or repeated makes of one is for its zone to say.
 * @param rule as RRULE's value says, without its UNTIL
 * @param window instants (ms) of that clock
 * @throws IcsError
 */
export function occurrencesOf(
  { line }: IcsProperty,
  rule: string,
  first: Temporal.PlainDateTime,
  [from, until]: TimeRange,
): Temporal.PlainDateTime[] {
  if (REFUSED.test(rule)) throw new IcsError(line, 'a rule that names times within a day is not read.');
  try {
    const found = new RRuleTemporal({
      rruleString: `RRULE:${rule}`,
      dtstart: first.toZonedDateTime('UTC'),
      includeDtstart: true,
      cache: false,
      maxIterations: MAX_ITERATIONS,
    }).between(new Date(from), new Date(until), true);
    return found.map((at) => Temporal.PlainDateTime.from(at.toString().slice(0, 19)));
  } catch {
    throw new IcsError(line, 'this rule is none that RFC 5545 knows, or goes too far back.');
  }
}
