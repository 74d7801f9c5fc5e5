// Where a client's work falls short of what they want, from the rows as they are. Unknown is never a gap: it is asked
// about elsewhere.
import { RATING_MAX, valueAlignmentOf, type ValueLived } from './client-value.alignment.js';
import type { GapSource } from './gap.kinds.js';
import { IMPORTANCE_WEIGHTS, type SkillImportance } from './skill.gap.js';
import { taskAlignmentOf, type TaskHours } from './task.alignment.js';

/** A rating from here down is a gap: the first that drains. */
const ASPECT_DRAINS = -1;
const ASPECT_WORST = -2;
/** A value is poorly lived below this alignment: a little worse than the middle would be noise, half is not. */
export const VALUE_ALIGNMENT_LOW = 0.6;
/** A week is misaligned when less than half of it serves what one wants in the long run. */
export const TASK_ALIGNMENT_LOW = 0.5;
/** A skill lies idle from here on: level 3 of 5, used half as much as it could be. */
export const IDLE_FROM = 0.3;
/** Of the skills that lie idle the worst are shown; more would bury the other gaps. */
export const IDLE_MOST = 3;
const LEVEL_MAX = 5;
const USE_MAX = 4;
/** Nothing said, nothing assumed: the middle of 1 to 5. */
const IMPORTANCE_MIDDLE = 3;
/** What is at stake says the client themselves: a hard constraint, and so no less than an essential skill. */
const IMPORTANCE_HARD = 4;

export interface SituationFacts {
  /** What the preferred target role asks for, beside what is claimed. Unknown levels are null. */
  requirements: readonly {
    skillId: string;
    targetRoleId: string;
    required: number;
    importance: SkillImportance;
    level: number | null;
  }[];
  /** Level 0–5, use 0–4, enjoyment −2..+2. */
  claims: readonly { skillId: string; level: number; use: number; enjoyment: number }[];
  /** The role aspect RECOGNITION, null where it is not rated. */
  recognition: { aspectId: string; rating: number } | null;
  /** The last check-in that counts, if it says RECOGNITION_GAP; undervalued 0–100. */
  checkIn: { checkInId: string; undervalued: number } | null;
  values: readonly (ValueLived & { id: string })[];
  tasks: readonly TaskHours[];
  constraints: readonly { id: string; private: boolean; hard: boolean }[];
}

/** A gap with the rows that it comes from; what it does not come from is null. */
export interface FoundGap {
  source: GapSource;
  skillId: string | null;
  targetRoleId: string | null;
  aspectId: string | null;
  checkInId: string | null;
  valueId: string | null;
  constraintId: string | null;
  constraintPrivate: boolean | null;
  /** 0 none – 1 as wide as can be. */
  magnitude: number;
  /** 1–5, until the client says otherwise. */
  importance: number;
}

const NOTHING = {
  skillId: null,
  targetRoleId: null,
  aspectId: null,
  checkInId: null,
  valueId: null,
  constraintId: null,
  constraintPrivate: null,
};

/** Every gap of a situation; each source and row gives at most one. */
export function gapsIn(facts: SituationFacts): FoundGap[] {
  return [
    ...missingSkills(facts),
    ...idleSkills(facts),
    ...lackOfRecognition(facts),
    ...poorlyLivedValues(facts),
    ...misalignedWeek(facts),
    ...hardConstraints(facts),
  ];
}

/** The part of the required level that is missing, as in the gap score of one skill (skill.gap.ts). */
function missingSkills({ requirements }: SituationFacts): FoundGap[] {
  return requirements.flatMap(({ skillId, targetRoleId, required, importance, level }) =>
    level === null || level >= required
      ? []
      : [
          {
            ...NOTHING,
            source: 'TARGET_ROLE',
            skillId,
            targetRoleId,
            magnitude: (required - level) / required,
            // 4 and 2: as the weights of the gap score.
            importance: 2 * IMPORTANCE_WEIGHTS[importance],
          },
        ],
  );
}

/**
 * What each skill adds to the under-use index, level·(1 − use/4), on a scale of 0 to 1. A skill that one does not enjoy is
 * not missed.
 */
function idleSkills({ claims }: SituationFacts): FoundGap[] {
  return claims
    .filter(({ enjoyment }) => enjoyment >= 0)
    .map(({ skillId, level, use, enjoyment }) => ({
      ...NOTHING,
      source: 'SKILL_CLAIM' as const,
      skillId,
      magnitude: (level * (USE_MAX - use)) / (LEVEL_MAX * USE_MAX),
      importance: IMPORTANCE_MIDDLE + enjoyment,
    }))
    .filter(({ magnitude }) => magnitude >= IDLE_FROM)
    .sort((a, b) => b.magnitude - a.magnitude || b.importance - a.importance || byText(a.skillId, b.skillId))
    .slice(0, IDLE_MOST);
}

function lackOfRecognition({ recognition, checkIn }: SituationFacts): FoundGap[] {
  const found: FoundGap[] = [];
  if (recognition && recognition.rating <= ASPECT_DRAINS) {
    found.push({
      ...NOTHING,
      source: 'ROLE_ASPECT',
      aspectId: recognition.aspectId,
      magnitude: recognition.rating / ASPECT_WORST,
      importance: IMPORTANCE_MIDDLE,
    });
  }
  if (checkIn) {
    found.push({
      ...NOTHING,
      source: 'CHECK_IN',
      checkInId: checkIn.checkInId,
      magnitude: checkIn.undervalued / 100,
      importance: IMPORTANCE_MIDDLE,
    });
  }
  return found;
}

/** Where the values taken together are poorly lived, those that pull them down. */
function poorlyLivedValues({ values }: SituationFacts): FoundGap[] {
  const alignment = valueAlignmentOf(values);
  if (alignment === null || alignment >= VALUE_ALIGNMENT_LOW) return [];
  return values
    .filter(({ rating }) => rating / RATING_MAX < VALUE_ALIGNMENT_LOW)
    .map(({ id, weight, rating }) => ({
      ...NOTHING,
      source: 'VALUE',
      valueId: id,
      magnitude: (RATING_MAX - rating) / RATING_MAX,
      importance: weight,
    }));
}

function misalignedWeek({ tasks }: SituationFacts): FoundGap[] {
  const alignment = taskAlignmentOf(tasks);
  if (alignment === null || alignment >= TASK_ALIGNMENT_LOW) return [];
  return [{ ...NOTHING, source: 'TASKS', magnitude: 1 - alignment, importance: IMPORTANCE_MIDDLE }];
}

/** A hard constraint cannot be worked around by degrees. */
function hardConstraints({ constraints }: SituationFacts): FoundGap[] {
  return constraints
    .filter(({ hard }) => hard)
    .map(({ id, private: isPrivate }) => ({
      ...NOTHING,
      source: 'CONSTRAINT',
      constraintId: id,
      constraintPrivate: isPrivate,
      magnitude: 1,
      importance: IMPORTANCE_HARD,
    }));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
