import type { HealthNeeds } from '../goals/goal.needs.js';

/** What the database says of a coach's caseload, read in one statement. Instants are epoch milliseconds. */
export interface CaseloadFacts {
  coach: { name: string; zone: string; locale: string };
  organization: { name: string; color: string };
  clients: ClientFacts[];
  /** Sessions held with these clients in the weeks that the report charts. */
  held: { startsAt: number; endsAt: number }[];
}

export interface ClientFacts {
  id: string;
  name: string;
  jobTitle: string | null;
  /** Calendar date on which the engagement began. */
  since: string;
  /** Since when no session was held, where that is too long and none is booked; null where it is not. */
  quietSince: number | null;
  lastSessionAt: number | null;
  nextSessionAt: number | null;
  overdueReviews: number;
  /** The active ones, by target date. */
  goals: GoalFacts[];
}

export type GoalFacts = HealthNeeds & {
  title: string;
  targetOn: string;
  /** 0..1; null where it cannot be measured. */
  progress: number | null;
};
