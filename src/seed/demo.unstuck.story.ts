import type { ActionKind } from '../actions/action.entity.js';
import type { ActionStatus } from '../actions/action.states.js';
import type { WeekOffKind } from '../actions/commitment.entity.js';
import type { DocumentKind } from '../actions/document.entity.js';
import type { IfThenCue } from '../actions/if-then.entity.js';
import type { ConsentSubject } from '../consents/consent.entity.js';
import type { JournalKind } from '../journal/journal-entry.entity.js';
import type { WinAudience } from '../journal/win.entity.js';
import type { LearningKind } from '../learning/learning-item.entity.js';
import type { LearningStatus } from '../learning/learning-item.states.js';
import type { ConstraintKind } from '../situations/constraint.entity.js';
import type { AnyAspectKind } from '../situations/role-aspect.entity.js';
import type { DayOfWeek } from './demo.clock.js';
import type { Day } from './demo.story.js';

// The shape of how a client gets unstuck, beside the story of the client. Goals are named by their place in that story.

export interface CheckInStory {
  day: Day;
  /** Answers 0 to 4 by the position of their item; a dash was left out. */
  answers: string;
  /** Under way and not handed in. */
  open?: boolean;
}

export interface SituationStory {
  role: { title: string; since: Day; satisfaction: number };
  aspects: [kind: Exclude<AnyAspectKind, 'OWN'>, rating: number, note?: string][];
  tasks: [name: string, hours: number, goal?: number][];
  values: [name: string, weight: number, rating: number][];
  constraints: [kind: ConstraintKind, text: string, options: { hard: boolean; private: boolean }][];
  /** By the names of the catalogue. */
  skills: [name: string, level: number, use: number, enjoyment: number][];
  /** The first is preferred. Of the catalogue, or the client's own with what it asks for. */
  roles: { title: string; note?: string; asks?: [skill: string, level: number][] }[];
  /** Gaps that a goal answers, by the skill that they are about. */
  answered?: [skill: string, goal: number][];
  /** What the client lives with, by the skill, and why. */
  accepted?: [skill: string, reason: string][];
}

export interface MoreOfDeed {
  goal?: number;
  minutes?: number;
  stretch?: number;
  evidence?: string;
  /** Answers the question of a stretch. */
  learned?: string;
}

/** An action on its day: done in the evening of it, and until then due. */
export type DeedStory = [day: DayOfWeek, kind: ActionKind, title: string, more?: MoreOfDeed];

/** An action that was not done. */
export interface StepStory {
  title: string;
  kind: ActionKind;
  goal?: number;
  due: DayOfWeek;
  /** The days that it was due before, in their order. */
  moved?: DayOfWeek[];
  status?: Exclude<ActionStatus, 'DONE'>;
  reason?: string;
  /** Written down by the coach, for the coach. */
  byCoach?: boolean;
}

export interface CueStory {
  /** A TIME is the last full hour, so that the cue has just been met. */
  cue: IfThenCue;
  minutes?: number;
  place?: string;
  response: string;
}

export interface JournalStory {
  setbacks?: {
    day: Day;
    what: string;
    goal?: number;
    controllability: number;
    lesson?: string;
    next?: string;
    shared?: boolean;
  }[];
  questions?: { day: Day; text: string; goal?: number; answer?: string }[];
  entries?: { day: Day; kind: JournalKind; text: string; goal?: number; shared?: boolean }[];
}

export interface LearningStory {
  items?: {
    kind: LearningKind;
    title: string;
    provider?: string;
    status: LearningStatus;
    days?: [from: Day, to: Day];
    hours?: number;
    cost?: number;
    skill?: string;
  }[];
  credentials?: { title: string; issuer: string; issued: Day; expires?: Day }[];
  risks?: {
    begun: Day;
    stop: Day;
    hypothesis: string;
    upside: string;
    worst: string;
    loss: string;
    rule: string;
    success: string;
    reversible: boolean;
  }[];
  peers?: { day: Day; who: string; did: string; source?: string; principle: string; experiment: string }[];
}

export interface UnstuckStory {
  /** As in the story of the client. */
  name: string;
  checkIns: CheckInStory[];
  /** How stuck the latest weeks felt, 0 to 4; this week's last. */
  pulses: number[];
  situation: SituationStory;
  /** Actions a week, from the week so many weeks ago on. */
  commitments: [weeksAgo: number, target: number][];
  weeksOff?: [weeksAgo: number, kind: WeekOffKind][];
  deeds: DeedStory[];
  steps: StepStory[];
  cues: CueStory[];
  journal: JournalStory;
  learning: LearningStory;
  winsShownTo: WinAudience[];
  /** Who gave kudos for milestones, by their names. */
  kudosOf?: string[];
  consents?: { subject: ConsentSubject; day: Day; withdrawn?: Day }[];
  documents?: { kind: DocumentKind; title: string; url: string; day: Day; goals?: number[] }[];
  contacts?: { name: string; field: string; next?: string; tie: number; last: Day }[];
}
