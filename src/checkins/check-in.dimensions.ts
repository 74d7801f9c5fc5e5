/** The six dimensions of being stuck (SPEC 3.1), in the order in which they are shown. */
export const stuckDimensions = [
  'BOREDOM',
  'UNCHALLENGED',
  'UNDERVALUED',
  'POSTPONING',
  'FRUSTRATION',
  'MOTIVATION_LOSS',
] as const;
export type StuckDimension = (typeof stuckDimensions)[number];

/** The structural one beside them: reported apart, and never part of the index. */
export const dimensions = [...stuckDimensions, 'BLOCKED_ABOVE'] as const;
export type Dimension = (typeof dimensions)[number];
