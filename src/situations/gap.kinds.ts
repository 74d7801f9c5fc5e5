// The words of a gap: what it is about, where it was found, what the client decided.

export const gapKinds = ['SKILL', 'USE', 'RECOGNITION', 'ALIGNMENT', 'CONSTRAINT'] as const;
export type GapKind = (typeof gapKinds)[number];

export const gapSources = [
  'TARGET_ROLE',
  'SKILL_CLAIM',
  'ROLE_ASPECT',
  'CHECK_IN',
  'VALUE',
  'TASKS',
  'CONSTRAINT',
] as const;
export type GapSource = (typeof gapSources)[number];

export const gapStatuses = ['OPEN', 'ADDRESSED', 'ACCEPTED'] as const;
export type GapStatus = (typeof gapStatuses)[number];

/** The kind that is found at each source. */
export const kindOf: Record<GapSource, GapKind> = {
  TARGET_ROLE: 'SKILL',
  SKILL_CLAIM: 'USE',
  ROLE_ASPECT: 'RECOGNITION',
  CHECK_IN: 'RECOGNITION',
  VALUE: 'ALIGNMENT',
  TASKS: 'ALIGNMENT',
  CONSTRAINT: 'CONSTRAINT',
};
