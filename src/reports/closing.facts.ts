import type { Band } from '../checkins/check-in-score.entity.js';
import type { GoalMeasure } from '../goals/goal.progress.js';
import type { GoalStatus } from '../goals/goal.states.js';
import type { ClosingSnapshot, ClosingWin, EngagementEnding, Listed } from './closing.snapshot.js';

/**
 * What the database says to a client of an engagement that is over, read in one statement. Instants are epoch
 * milliseconds; what is listed comes latest first.
 */
export interface ClosingFacts {
  client: { id: string; name: string; zone: string; locale: string };
  organization: { name: string; color: string };
  engagement: { coachName: string; startsOn: string; endsOn: string; ending: EngagementEnding };
  sessions: { held: number; missed: number; minutes: number };
  /** Those about its time that count, oldest first. */
  checkIns: CheckInFacts[];
  /** Those that were worked on in its time, as they stand now. */
  goals: ClosingGoalFacts[];
  wins: Listed<ClosingWin>;
  actions: ClosingSnapshot['actions'];
  learning: ClosingSnapshot['learning'];
  thanks: Listed<{ from: string | null; at: number; win: ClosingWin }>;
}

export interface CheckInFacts {
  at: number;
  /** Scores compare only within one. */
  instrument: string;
  index: number;
  band: Band;
}

export interface ClosingGoalFacts {
  title: string;
  measure: GoalMeasure;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  lastValue: number | null;
  milestones: number;
  milestonesDone: number;
  /** 0..1; null where it cannot be measured. */
  progress: number | null;
  status: GoalStatus;
  targetDate: string | null;
  closedAt: number | null;
}
