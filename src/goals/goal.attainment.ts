/**
 * One scaled goal: importance and difficulty 1–3; `level` −2..+2 is the one last rated by the client and confirmed by the
 * coach, null before that; `baselineLevel` is −2 or −1.
 */
export interface AttainmentGoal {
  importance: number;
  difficulty: number;
  level: number | null;
  baselineLevel: number;
}

/** T-scores have mean 50 and standard deviation 10; both are null while no goal is rated. */
export interface Attainment {
  t: number | null;
  /** T of the same rated goals at their baseline levels, so that the two can be compared. */
  tAtBaseline: number | null;
  rated: number;
  unrated: number;
}

/** The correlation between a person's goals that Kiresuk and Sherman assume. */
const correlation = 0.3;

/** Goal attainment scaling over the scaled goals of one client in one engagement; unrated ones are left out and counted. */
export function attainmentOf(goals: readonly AttainmentGoal[]): Attainment {
  const rated = goals.flatMap(({ importance, difficulty, level, baselineLevel }) =>
    level === null ? [] : [{ weight: importance * difficulty, level, baselineLevel }],
  );
  return {
    t: tScore(rated),
    tAtBaseline: tScore(rated.map((goal) => ({ ...goal, level: goal.baselineLevel }))),
    rated: rated.length,
    unrated: goals.length - rated.length,
  };
}

/**
 * Kiresuk & Sherman (1968): T = 50 + 10·Σwx / √((1−ρ)Σw² + ρ(Σw)²). Null without goals or weight.
 */
export function tScore(goals: readonly { weight: number; level: number }[]): number | null {
  let weighted = 0;
  let weights = 0;
  let squares = 0;
  for (const { weight, level } of goals) {
    weighted += weight * level;
    weights += weight;
    squares += weight * weight;
  }
  const spread = Math.sqrt((1 - correlation) * squares + correlation * weights * weights);
  return spread > 0 ? 50 + (10 * weighted) / spread : null;
}
