export type SnapshotGoalHealth = 'ON_TRACK' | 'AT_RISK' | 'OFF_TRACK' | 'OVERDUE' | 'STALE' | 'UNKNOWN';

/** Everything that a caseload report says, fixed at `asOf` and already redacted; the renderer adds no facts. */
export interface CaseloadSnapshot {
  /** The layout that the snapshot was taken for; a stored snapshot renders with its own version for ever. */
  templateVersion: 1;
  /** ISO 8601 instant. */
  asOf: string;
  /** IANA zone in which every instant is printed. */
  zone: string;
  /** BCP 47. */
  locale: string;
  organization: { name: string; /** `#rrggbb` */ color: string };
  coachName: string;
  totals: {
    clients: number;
    /** Sessions held in the 28 days before `asOf`. */
    sessionsHeld: number;
    /** Hours of those sessions. */
    hours: number;
    overdueReviews: number;
    staleGoals: number;
  };
  /** Oldest first; `weekStart` is a calendar date. */
  sessionsPerWeek: { weekStart: string; held: number }[];
  /** In the order in which they are printed. */
  clients: CaseloadClient[];
}

export interface CaseloadClient {
  name: string;
  jobTitle: string | null;
  /** Calendar date on which the engagement began. */
  since: string;
  /** ISO 8601 instants. */
  lastSessionAt: string | null;
  nextSessionAt: string | null;
  overdueReviews: number;
  /** One sentence on why this client comes first, or null. */
  attention: string | null;
  goals: CaseloadGoal[];
}

export interface CaseloadGoal {
  title: string;
  health: SnapshotGoalHealth;
  /** Clamped to 0..1. */
  progress: number;
  /** Calendar date. */
  targetDate: string;
  /** ISO 8601 instant. */
  lastProgressAt: string | null;
}
