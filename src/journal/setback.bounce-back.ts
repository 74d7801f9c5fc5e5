/** A setback on a goal, and the first action on the same goal that was done after it. Epoch milliseconds. */
export interface Bounce {
  happenedAt: number;
  /** Null while nothing was done on that goal since. */
  doneAt: number | null;
}

export interface BounceBackTime {
  /** Hours from a setback to the next done action on the same goal, the median; null where there is none yet. */
  medianHours: number | null;
  /** Setbacks that the median is of. */
  counted: number;
  /** Setbacks on a goal that wait for an action. */
  waiting: number;
}

const HOUR = 3_600_000;

/**
 * SPEC 3.6: bounce-back time = setback → next done action on the same goal, the median. It is the client's own and no
 * score of a person: setbacks that wait are told beside it, never counted as long ones.
 */
export function bounceBackOf(bounces: readonly Bounce[]): BounceBackTime {
  const hours = bounces
    .flatMap(({ happenedAt, doneAt }) => (doneAt === null ? [] : [(doneAt - happenedAt) / HOUR]))
    .sort((one, other) => one - other);
  return {
    medianHours: hours.length === 0 ? null : toTenths(medianOf(hours)),
    counted: hours.length,
    waiting: bounces.length - hours.length,
  };
}

/** @param sorted not empty; of an even count the mean of the middle two */
function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function toTenths(hours: number): number {
  return Math.round(hours * 10) / 10;
}
