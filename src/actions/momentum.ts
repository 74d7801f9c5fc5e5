/** What a client did in one ISO week, and what they meant to do. */
export interface WeekRecord {
  /** Its Monday, 'YYYY-MM-DD'. */
  weekOn: string;
  /** Actions that the client did in it. */
  done: number;
  /** Actions that the client meant to do in it; null without a commitment. */
  commitment: number | null;
  /** Whether the client took it off. */
  off: 'LEAVE' | 'GRACE' | null;
}

export interface ActiveWeeks {
  active: number;
  of: number;
}

/** How many ISO weeks momentum looks at, this one included. */
export const MOMENTUM_WEEKS = 12;
/** What a week's weight loses with each week that passes: eight weeks later a sixth of it is left. */
const FADING = 0.8;
/** How many weeks "active weeks 6 of 8" looks at: about two months, so that one bad week is one of several. */
export const ACTIVE_WEEKS = 8;
const DAYS_OF_WEEK = 7;

/**
 * SPEC 3.5: 100·Σ wᵢ·min(1, doneᵢ/targetᵢ) / Σ wᵢ with w = 0.8ⁱ; of the current week only the part that has begun counts,
 * in its target and in its weight. Weeks without a commitment, of leave or of grace leave both sums.
 * @param weeks the latest first, this week at index 0; what lies behind the twelfth does not count
 * @param daysBegun of this week: 1 on Monday, 7 on Sunday
 * @returns 0–100 to one decimal; null when nothing is left
 */
export function momentumOf(weeks: readonly WeekRecord[], daysBegun: number): number | null {
  let kept = 0;
  let whole = 0;
  for (const [ago, week] of weeks.slice(0, MOMENTUM_WEEKS).entries()) {
    if (week.commitment === null || week.off !== null) continue;
    const begun = ago === 0 ? daysBegun / DAYS_OF_WEEK : 1;
    const weight = begun * FADING ** ago;
    kept += weight * Math.min(1, week.done / (begun * week.commitment));
    whole += weight;
  }
  return whole === 0 ? null : Math.round((1000 * kept) / whole) / 10;
}

/**
 * "Active weeks 6 of 8": in how many of the last eight weeks something was done. Weeks off do not count, nor those before
 * the client began, nor this one while it is still empty: it is not over.
 * @param weeks the latest first, this week at index 0
 */
export function activeWeeksOf(weeks: readonly WeekRecord[]): ActiveWeeks {
  const began = weeks.findLastIndex(({ done, commitment }) => done > 0 || commitment !== null);
  const counted = weeks
    .slice(0, Math.min(ACTIVE_WEEKS, began + 1))
    .filter(({ done, off }, ago) => off === null && (ago > 0 || done > 0));
  return { active: counted.filter(({ done }) => done > 0).length, of: counted.length };
}
