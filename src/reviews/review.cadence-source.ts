import { Temporal } from 'temporal-polyfill';
import { nextOccurrence, type Cadence, type Occurrence } from './review.cadence.js';
import { localDateOf } from './review.wall-clock.js';

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

export interface CadenceChange {
  /** The occurrence that still happens under the old cadence; null when the old one has no more. */
  kept: Occurrence | null;
  cadence: Cadence;
}

/** Reviews are at least a week apart, across a change as well. */
const daysApartMin = 7;

/**
 * A changed cadence takes effect at the next occurrence boundary: the next occurrence of the old one is kept, and the
 * new rule starts a week after it, so that none is lost or doubled. `changedAt` is epoch ms.
 */
export function cadenceAfterChange(
  old: Cadence,
  rrule: string,
  zone: string,
  localTime: string,
  changedAt: number,
): CadenceChange {
  const kept = nextOccurrence(old, zone, localTime, changedAt);
  const startsOn = kept
    ? Temporal.PlainDate.from(kept.on).add({ days: daysApartMin }).toString()
    : localDateOf(changedAt, zone);
  return { kept, cadence: { rrule, startsOn } };
}
