// When a career document no longer tells what is true.

export const staleReasons = ['AGE', 'GOAL_MISSING', 'CREDENTIAL_MISSING'] as const;
export type StaleReason = (typeof staleReasons)[number];

/** Days after the last change from which a document is stale: a quarter, in which most careers see something new. */
export const STALE_AFTER_DAYS = 90;

const DAY = 86_400_000;

export interface StalenessFacts {
  /** When the newest version came, in ms since the epoch; null while there is none. */
  changedAt: number | null;
  /** When each goal that the document does not tell of was achieved, in ms since the epoch. */
  missingGoals: number[];
  /** Whether a credential earned since the last change is missing in it. */
  lacksCredential: boolean;
}

/**
 * What was achieved before the last change and left out then, was left out by choice.
 * @param asOf ms since the epoch
 * @returns none for a document that is up to date, or has no content yet; in the order of the words above
 */
export function staleReasonsOf(facts: StalenessFacts, asOf: number): StaleReason[] {
  const { changedAt, missingGoals, lacksCredential } = facts;
  if (changedAt === null) return [];
  const holds: Record<StaleReason, boolean> = {
    AGE: asOf - changedAt >= STALE_AFTER_DAYS * DAY,
    GOAL_MISSING: missingGoals.some((achievedAt) => achievedAt > changedAt),
    CREDENTIAL_MISSING: lacksCredential,
  };
  return staleReasons.filter((reason) => holds[reason]);
}
