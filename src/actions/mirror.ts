/** What a client's deeds look like, each by itself; null where there is nothing to tell from. */
export interface MirrorFacts {
  /** Open actions with a due day. */
  dated: number;
  /** Those of them whose day has passed. */
  overdue: number;
  /** Reschedules of the last four weeks; null without any action. */
  reschedules: number | null;
  /** Since the last done action, or since the first was written down where none was ever done; null without any. */
  daysSinceDone: number | null;
  activeGoals: number;
  /** Those of them of which nothing was heard for too long. */
  staleGoals: number;
}

export interface Reflected {
  value: number;
  isRed: boolean;
}

export interface Mirror {
  overdueRatio: Reflected | null;
  reschedules: Reflected | null;
  daysSinceDone: Reflected | null;
  staleGoals: Reflected | null;
}

export const divergences = ['FEELS_MOVING_ACTS_STUCK', 'FEELS_STUCK_ACTS_MOVING'] as const;
export type Divergence = (typeof divergences)[number];

/** A third of what was planned has slipped: more than a bad week. */
export const OVERDUE_RATIO_RED = 1 / 3;
/** The API suggests to split or drop an action at its third; three in four weeks say the same of the plan. */
export const RESCHEDULES_RED = 3;
/** How far back reschedules are counted. */
export const RESCHEDULES_DAYS = 28;
/** Two weeks: the time after which a goal without review plan is stale too. */
export const DAYS_SINCE_DONE_RED = 14;
/** Half of the active goals or more, so that one goal of three may rest. */
export const STALE_GOALS_SHARE_RED = 1 / 2;

/** The check-in's bands (SPEC 3.1): below 25 is moving, from 50 on stuck. */
const MOVING_BELOW = 25;
const STUCK_FROM = 50;
/** How many red figures contradict somebody who feels to be moving. */
const REDS_TO_DIVERGE = 3;

/** SPEC 3.1: four figures side by side, never blended into one, nor into the index. */
export function mirrorOf(facts: MirrorFacts): Mirror {
  const ratio = facts.overdue / facts.dated;
  return {
    overdueRatio:
      facts.dated === 0 ? null : { value: Number(ratio.toFixed(6)), isRed: ratio >= OVERDUE_RATIO_RED },
    reschedules: figure(facts.reschedules, (value) => value >= RESCHEDULES_RED),
    daysSinceDone: figure(facts.daysSinceDone, (value) => value >= DAYS_SINCE_DONE_RED),
    staleGoals: figure(
      facts.activeGoals === 0 ? null : facts.staleGoals,
      (value) => value >= facts.activeGoals * STALE_GOALS_SHARE_RED,
    ),
  };
}

function figure(value: number | null, isRed: (value: number) => boolean): Reflected | null {
  return value === null ? null : { value, isRed: isRed(value) };
}

/**
 * SPEC 3.1: what is felt and what is done contradict each other: an index below 25 with three or more figures red, or of
 * 50 and above with none.
 * @param index of the latest check-in, 0–100; null where there is none that the reader may see
 * @returns null where they agree, and where deeds show nothing
 */
export function divergenceOf(index: number | null, mirror: Mirror): Divergence | null {
  const figures = [mirror.overdueRatio, mirror.reschedules, mirror.daysSinceDone, mirror.staleGoals].filter(
    (each) => each !== null,
  );
  if (index === null || figures.length === 0) return null;
  const reds = figures.filter(({ isRed }) => isRed).length;
  if (index < MOVING_BELOW && reds >= REDS_TO_DIVERGE) return 'FEELS_MOVING_ACTS_STUCK';
  return index >= STUCK_FROM && reds === 0 ? 'FEELS_STUCK_ACTS_MOVING' : null;
}
