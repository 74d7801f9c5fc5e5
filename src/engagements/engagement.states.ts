import type { EngagementStatus } from './engagement.entity.js';

const STEPS: Record<EngagementStatus, readonly EngagementStatus[]> = {
  // Both have signed, or one side or the organization lets it be.
  PROPOSED: ['ACTIVE', 'ENDED_EARLY'],
  ACTIVE: ['PAUSED', 'COMPLETED', 'ENDED_EARLY'],
  PAUSED: ['ACTIVE', 'COMPLETED', 'ENDED_EARLY'],
  COMPLETED: [],
  ENDED_EARLY: [],
};

/** Whether an engagement may go from one state to another. */
export function mayStep(from: EngagementStatus, to: EngagementStatus): boolean {
  return STEPS[from].includes(to);
}

/** The states that an engagement may come from. */
export function sourcesOf(to: EngagementStatus): EngagementStatus[] {
  return (Object.keys(STEPS) as EngagementStatus[]).filter((from) => mayStep(from, to));
}
