import type { CareerStage } from '../clients/client.entity.js';
import type { GoalKind } from '../goals/goal.entity.js';
import type { GoalMeasure } from '../goals/goal.progress.js';
import type { GoalHorizon } from '../goals/goal.smart.js';
import type { GoalStatus } from '../goals/goal.states.js';
import type { Answers, ScaleFacts } from './sheet.facts.js';

// The shape of a client's story. Days count from today; those that have been are negative.

export type Day = number;

export interface GoalStory {
  title: string;
  behaviour?: string;
  kind: GoalKind;
  horizon: GoalHorizon;
  measure: GoalMeasure;
  unit?: string;
  baseline?: number;
  target?: number;
  /** Of a goal measured by attainment levels; both sides have agreed on it. */
  scale?: ScaleFacts;
  /** When it was written down; it is activated a day later, where it is. */
  begun: Day;
  due?: Day;
  /** What became of it after its activation; absent for a draft. */
  outcome?: { status: GoalStatus; day: Day; reason?: string }[];
  draft?: boolean;
  /** Updates on the way, evenly spread up to a day, and the share of the way made by then. */
  way?: { count: number; until: Day; share: number };
  /** Updates told one by one. */
  told?: [day: Day, value: number, note?: string][];
  milestones?: [title: string, due: Day, done?: Day][];
  /** Took the place of the goal before it in the list. */
  replaces?: boolean;
  /** Serves the goal before it in the list that serves none. */
  serves?: boolean;
  confidence?: number;
  support?: string;
}

export interface ClientStory {
  name: string;
  zone: string;
  location: string;
  jobTitle: string;
  department: string;
  careerStage: CareerStage;
  /** Which of the coaches; absent for who has none yet. */
  coach?: 0 | 1 | 2;
  engagement?: 'PROPOSED' | 'ACTIVE' | 'PAUSED';
  /** A coach from before. */
  earlier?: 0 | 1 | 2;
  begun?: Day;
  /** When they became a client of the organization; where it is not said, some days before it all began. */
  joined?: Day;
  goals: GoalStory[];
  /** Past sessions, two weeks apart, the latest last: held, no-show, cancelled late, not marked yet. */
  sessions?: string;
  agenda?: string;
  note?: string;
  today?: boolean;
  /** Past reviews, a week apart, the latest last: answered, missed, due. */
  reviews?: string;
  /** Days since the latest of them, 1 to 6; 7 makes the next one due right now. */
  reviewedAgo?: Day;
  said?: Answers[];
}
