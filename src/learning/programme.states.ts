export const programmeStatuses = ['OPEN', 'CLOSED'] as const;
export type ProgrammeStatus = (typeof programmeStatuses)[number];

export const enrolmentStatuses = ['ENROLLED', 'COMPLETED', 'LEFT'] as const;
export type EnrolmentStatus = (typeof enrolmentStatuses)[number];

/** What decides whether somebody can enrol; days are 'YYYY-MM-DD' in the organization's zone. */
export interface EnrolmentFacts {
  status: ProgrammeStatus;
  enrolBy: string;
  isFull: boolean;
  /** Whether the client is in it already. */
  isIn: boolean;
}

/** Why somebody cannot enrol; the first that applies, in this order. */
export type EnrolmentObstacle = 'IN_IT' | 'CLOSED' | 'OVER' | 'FULL';

/** What stands against enrolling on that day; null when nothing does. The database settles it once more, at the seat. */
export function obstacleToEnrol(facts: EnrolmentFacts, today: string): EnrolmentObstacle | null {
  if (facts.isIn) return 'IN_IT';
  if (facts.status === 'CLOSED') return 'CLOSED';
  if (facts.enrolBy < today) return 'OVER';
  return facts.isFull ? 'FULL' : null;
}

/** Where an enrolment stands by its steps. Whoever left stays so; a programme without steps is never completed. */
export function statusBySteps(status: EnrolmentStatus, done: number, all: number): EnrolmentStatus {
  if (status === 'LEFT') return status;
  return all > 0 && done >= all ? 'COMPLETED' : 'ENROLLED';
}
