import type { GoalStatus } from './goal.states.js';

export interface RollupChild {
  status: GoalStatus;
  /** Relative to the siblings'; null counts as 1. Zero or less takes no part. */
  weight: number | null;
  /** 0..1, clamped; null where the measure gives no fraction. */
  progress: number | null;
}

export interface Rollup {
  /** 0..1; null when no child counts. */
  progress: number | null;
  counted: number;
  paused: number;
  /** Drafts, abandoned and superseded goals, and goals without a fraction or weight. */
  leftOut: number;
  /** What the reader must know about the figure, in a sentence; null when every child counts. */
  note: string | null;
}

const counting: ReadonlySet<GoalStatus> = new Set(['ACTIVE', 'ACHIEVED', 'PARTLY']);

/**
 * The children's progress by relative weight, the weights normalised over the children that count. Paused children are
 * excluded and said so. An achieved child counts as whole, whatever its last update says.
 */
export function rollupOf(children: readonly RollupChild[]): Rollup {
  let weighted = 0;
  let weights = 0;
  let counted = 0;
  for (const child of children) {
    const progress = child.status === 'ACHIEVED' ? 1 : child.progress;
    const weight = child.weight ?? 1;
    if (!counting.has(child.status) || progress === null || !(weight > 0)) continue;
    weighted += weight * progress;
    weights += weight;
    counted++;
  }
  const paused = children.filter((child) => child.status === 'PAUSED').length;
  const leftOut = children.length - counted - paused;
  return {
    progress: counted > 0 ? Math.min(1, Math.max(0, weighted / weights)) : null,
    counted,
    paused,
    leftOut,
    note: noteOn(paused, leftOut),
  };
}

function noteOn(paused: number, leftOut: number): string | null {
  const parts = [
    ...(paused > 0 ? [`${paused} paused`] : []),
    ...(leftOut > 0 ? [`${leftOut} not begun, given up, replaced or not measurable`] : []),
  ];
  if (parts.length === 0) return null;
  return `Left out of this figure: ${parts.join('; ')}.`;
}
