import { Temporal } from 'temporal-polyfill';
import type { Cadence } from './review.cadence.js';

export interface CadenceSources<T> {
  client: T | null;
  /** `beganOn` is 'YYYY-MM-DD'; a cohort without a cadence of its own has null. */
  cohorts: readonly { beganOn: string; cadence: T | null }[];
  organization: T | null;
}

/**
 * SPEC 3.7: the client's own cadence, else that of the cohort that began last (among those that have begun by `today` and
 * have one), else the organization's; null when nobody set one.
 */
export function resolveCadence<T>(sources: CadenceSources<T>, today: string): T | null {
  if (sources.client !== null) return sources.client;
  const begun = sources.cohorts.filter((cohort) => cohort.cadence !== null && cohort.beganOn <= today);
  const latest = begun.reduce<(typeof begun)[number] | null>(
    (last, cohort) => (last === null || cohort.beganOn > last.beganOn ? cohort : last),
    null,
  );
  return latest?.cadence ?? sources.organization;
}

/** Reviews are at least a week apart, across a change as well. */
const daysApartMin = 7;

/**
 * A changed cadence takes effect at the next occurrence boundary: the old one's next occurrence stays, and the new rule
 * starts a week after it, so that none is lost or doubled. Without one to come it starts today, or a week after the
 * last. `boundary` is the date of that occurrence, null where there never was one; dates are 'YYYY-MM-DD'.
 */
export function cadenceAfterChange(rrule: string, boundary: string | null, today: string): Cadence {
  if (boundary === null) return { rrule, startsOn: today };
  const startsOn = Temporal.PlainDate.from(boundary).add({ days: daysApartMin }).toString();
  return { rrule, startsOn: startsOn > today ? startsOn : today };
}
