export const skillImportances = ['ESSENTIAL', 'OPTIONAL'] as const;
export type SkillImportance = (typeof skillImportances)[number];

/** What a missing essential skill weighs against an optional one (SPEC 3.2). */
export const IMPORTANCE_WEIGHTS: Record<SkillImportance, number> = { ESSENTIAL: 2, OPTIONAL: 1 };

/** A skill that a role asks for, beside what is known of it. */
export interface RequiredSkill {
  /** 0–5. */
  required: number;
  importance: SkillImportance;
  /** 0–5; null where nothing is known, which is not 0. */
  level: number | null;
}

export const gapConfidences = ['LOW', 'NORMAL'] as const;
export type GapConfidence = (typeof gapConfidences)[number];

export interface SkillGapScore {
  /** 0 nothing is missing – 1 all is; null where no known skill is asked for. */
  score: number | null;
  /** The part of what is asked for about which something is known, 0–1; null where nothing is asked for. */
  coverage: number | null;
  confidence: GapConfidence;
  /** How many of the skills asked for are unknown. */
  unknown: number;
}

/**
 * How far somebody is from a role: Σ max(0, required − level)·w / Σ required·w over the known skills, and the coverage
 * Σ required·w of the known skills / of all. All sums are of whole numbers, so the order of the skills is of no account.
 */
export function gapScoreOf(skills: readonly RequiredSkill[]): SkillGapScore {
  let [missing, known, all, unknown] = [0, 0, 0, 0];
  for (const { required, importance, level } of skills) {
    const asked = required * IMPORTANCE_WEIGHTS[importance];
    all += asked;
    if (level === null) {
      unknown += 1;
    } else {
      known += asked;
      missing += Math.max(0, required - level) * IMPORTANCE_WEIGHTS[importance];
    }
  }
  return {
    score: known === 0 ? null : missing / known,
    coverage: all === 0 ? null : known / all,
    // Coverage below 0.6, in whole numbers.
    confidence: all === 0 || known * 5 < all * 3 ? 'LOW' : 'NORMAL',
    unknown,
  };
}
