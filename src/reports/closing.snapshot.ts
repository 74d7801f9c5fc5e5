import type { Band } from '../checkins/check-in-score.entity.js';
import type { GoalMeasure } from '../goals/goal.progress.js';
import type { GoalStatus } from '../goals/goal.states.js';
import type { WinKind } from '../journal/win.entity.js';
import type { LearningKind } from '../learning/learning-item.entity.js';

export type EngagementEnding = 'COMPLETED' | 'ENDED_EARLY';

/** Everything that a closing report says to its client, fixed at `asOf`; the renderer adds no facts. */
export interface ClosingSnapshot {
  /** The layout that the snapshot was taken for; a stored snapshot renders with its own version for ever. */
  templateVersion: 1;
  /** ISO 8601 instant. */
  asOf: string;
  /** IANA zone in which days are counted and instants printed. */
  zone: string;
  /** BCP 47. */
  locale: string;
  organization: { name: string; /** `#rrggbb` */ color: string };
  clientName: string;
  coachName: string;
  /** Calendar dates, both included. */
  engagement: { startsOn: string; endsOn: string; ending: EngagementEnding };
  sessions: { held: number; missed: number; /** Of those held, two decimals. */ hours: number };
  /** About its beginning and its end; null where nothing can be said, or nothing compared. */
  checkIns: { start: CheckInIndex | null; end: CheckInIndex | null };
  goals: ClosingGoal[];
  /** In the order of time; where there were more than are listed, the latest. */
  wins: Listed<ClosingWin>;
  actions: Listed<{ title: string; /** Calendar date. */ doneOn: string }>;
  learning: Listed<{
    kind: LearningKind;
    title: string;
    provider: string | null;
    /** Calendar date. */ doneOn: string;
  }>;
  thanks: Listed<ClosingThanks>;
}

/** 0 to 100; more is more stuck. */
export interface CheckInIndex {
  /** Calendar date. */
  on: string;
  index: number;
  band: Band;
}

/** `count` is of all, `items` are those that are told one by one. */
export interface Listed<Item> {
  count: number;
  items: Item[];
}

/** `start`, `target` and `latest` are in `unit`; of MILESTONES how many are done, of BINARY 0 or 1, of GAS levels. */
export interface ClosingGoal {
  title: string;
  measure: GoalMeasure;
  unit: string | null;
  start: number | null;
  target: number | null;
  latest: number | null;
  /** Clamped to 0..1; null where it cannot be measured. */
  progress: number | null;
  status: GoalStatus;
  /** Calendar dates. */
  targetDate: string | null;
  closedOn: string | null;
}

export interface ClosingWin {
  kind: WinKind;
  /** Calendar date. */
  on: string;
  /** What was done; null for ACTIVE_WEEKS. */
  title: string | null;
  /** The goal that it was about. */
  goal: string | null;
  activeWeeks: number | null;
}

export interface ClosingThanks {
  /** Null for somebody who is not here any more. */
  from: string | null;
  /** Calendar date. */
  on: string;
  win: ClosingWin;
}
