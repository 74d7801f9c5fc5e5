export const groupStatuses = ['OPEN', 'CLOSED', 'ARCHIVED'] as const;
export type GroupStatus = (typeof groupStatuses)[number];

/** What decides whether somebody can join. */
export interface JoinFacts {
  status: GroupStatus;
  isFull: boolean;
  /** Whether they are in it already. */
  isIn: boolean;
  /** Whether the leader has removed them, and not let them in again. */
  isShutOut: boolean;
}

/** Why somebody cannot join; the first that applies, in this order. */
export type JoinObstacle = 'IN_IT' | 'NOT_OPEN' | 'SHUT_OUT' | 'FULL';

/** What stands against joining; null when nothing does. The database settles it once more, at the seat. */
export function obstacleToJoin({ status, isFull, isIn, isShutOut }: JoinFacts): JoinObstacle | null {
  if (isIn) return 'IN_IT';
  if (status !== 'OPEN') return 'NOT_OPEN';
  if (isShutOut) return 'SHUT_OUT';
  return isFull ? 'FULL' : null;
}
