export const riskStatuses = ['DRAFT', 'RUNNING', 'REVIEW', 'DECIDED'] as const;
export type RiskStatus = (typeof riskStatuses)[number];

/** Every legal step. What was agreed before the start stays as it is until the review has decided. */
const steps: Record<RiskStatus, readonly RiskStatus[]> = {
  DRAFT: ['RUNNING'],
  RUNNING: ['REVIEW'],
  REVIEW: ['DECIDED'],
  DECIDED: [],
};

export function mayStep(from: RiskStatus, to: RiskStatus): boolean {
  return steps[from].includes(to);
}

/**
 * Where a risk stands on a day: as its stop date begins in the client's zone its review is open, whether a sweep has
 * written that down or not.
 * @param today 'YYYY-MM-DD' in the client's zone
 */
export function statusOn(today: string, risk: { status: RiskStatus; stopOn: string | null }): RiskStatus {
  return risk.status === 'RUNNING' && risk.stopOn !== null && risk.stopOn <= today ? 'REVIEW' : risk.status;
}

export interface StartFacts {
  hasStopRule: boolean;
  hasSuccessCriterion: boolean;
  stopOn: string | null;
}

/**
 * What stands against a start (SPEC 3.4): a stop rule, a success criterion, and a day to stop and look that is still to
 * come.
 * @returns a sentence for the caller, null when nothing does
 */
export function obstacleToStart(risk: StartFacts, today: string): string | null {
  if (!risk.hasStopRule) return 'No risk starts without a stop rule.';
  if (!risk.hasSuccessCriterion) return 'No risk starts without a success criterion.';
  if (risk.stopOn === null) return 'No risk starts without a day to stop and look.';
  return risk.stopOn <= today ? 'The day to stop and look has to be still to come.' : null;
}
