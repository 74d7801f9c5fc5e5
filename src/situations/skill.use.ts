/** A skill as far as its use goes. */
export interface UsedSkill {
  /** 0–5. */
  level: number;
  /** 0 never – 4 all the time. */
  use: number;
}

/**
 * How much of what somebody can do lies idle: Σ level·(1 − use/4) / Σ level (SPEC 3.2). Summed in quarters, which are
 * whole, so that the order of the skills is of no account.
 * @returns 0–1; null where no skill has a level above 0
 */
export function underUseOf(skills: readonly UsedSkill[]): number | null {
  let [idleQuarters, levels] = [0, 0];
  for (const { level, use } of skills) {
    idleQuarters += level * (4 - use);
    levels += level;
  }
  return levels === 0 ? null : idleQuarters / (4 * levels);
}
