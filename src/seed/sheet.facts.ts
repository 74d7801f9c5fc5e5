import type { CareerStage } from '../clients/client.entity.js';
import type { Role } from '../db/actor.js';
import type { EngagementStatus } from '../engagements/engagement.entity.js';
import type { GoalKind } from '../goals/goal.entity.js';
import type { GoalMeasure } from '../goals/goal.progress.js';
import type { GoalHorizon } from '../goals/goal.smart.js';
import type { GoalStatus } from '../goals/goal.states.js';
import type { ReminderPurpose } from '../notifications/reminder.entity.js';
import type { SessionStatus } from '../sessions/session.states.js';

// What is told of each thing to seed; instants are ms since the epoch.

export interface PersonFacts {
  name: string;
  email: string;
  roles: Role[];
  zone: string;
  at: number;
  passwordHash: string;
  disabled?: boolean;
}

export interface ProfileOfClient {
  jobTitle: string;
  department: string;
  location: string;
  careerStage: CareerStage;
}

export interface ProfileOfCoach {
  biography: string;
  specialties: string[];
  languages: string[];
  credentials: string[];
  capacity: number;
}

export interface EngagementFacts {
  coachId: string;
  clientId: string;
  from: number;
  until?: number;
  status: EngagementStatus;
  paid?: boolean;
}

/** One observation of a goal. */
export interface Update {
  at: number;
  value: number;
  note?: string;
}

/** What a goal's five levels look like, and its weight. */
export interface ScaleFacts {
  levels: [string, string, string, string, string];
  importance: number;
  difficulty: number;
}

export interface GoalFacts {
  clientId: string;
  parent?: GoalHandle;
  horizon: GoalHorizon;
  kind: GoalKind;
  title: string;
  behaviour?: string;
  measure: GoalMeasure;
  unit?: string;
  baseline?: number;
  target?: number;
  scale?: ScaleFacts;
  createdAt: number;
  targetAt?: number;
  confidence?: number;
  support?: string;
  /** The steps after the draft, in order. */
  steps: { status: GoalStatus; at: number; reason?: string }[];
  updates?: Update[];
  milestones?: { title: string; dueAt?: number; doneAt?: number }[];
}

export interface GoalHandle {
  id: string;
  updates: readonly (Update & { id: string })[];
  /** Where the goal stood at an instant, from its updates. */
  at(instant: number): Update | undefined;
  wasActive(instant: number): boolean;
}

export interface SessionFacts {
  engagementId: string;
  coachId: string;
  clientId: string;
  startsAt: number;
  minutes: number;
  createdAt: number;
  status: SessionStatus;
  place?: string;
  videoUrl?: string;
  agenda?: string;
  cancelled?: { at: number; by: string; reason: string; late: boolean };
}

export interface PlanFacts {
  clientId: string;
  zone: string;
  startsOn: string;
  localTime: string;
  createdAt: number;
  lastOn: string | null;
  /** The next occurrence is the first after this instant. */
  after: number;
}

export interface Answers {
  wentWell: string;
  blockers: string | null;
  nextCommitment: string;
}

/** A reminder that was sent. */
export interface ReminderFacts {
  clientId: string;
  purpose: ReminderPurpose;
  subjectId: string;
  dueAt: number;
  expiresAt: number;
  chosenTime: boolean;
  sentAt: number;
}
