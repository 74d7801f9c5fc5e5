import type { GoalChangeValue, GoalField } from './goal-revision.entity.js';
import type { GoalKind } from './goal.entity.js';
import type { GoalMeasure } from './goal.progress.js';
import type { GoalHorizon } from './goal.smart.js';

/** What a goal says of itself, as its author writes it. */
export interface GoalContent {
  horizon: GoalHorizon;
  kind: GoalKind;
  title: string;
  behaviour: string | null;
  measure: GoalMeasure;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  /** The texts of levels −2 to +2 of an attainment scale. */
  levels: string[] | null;
  /** 1–3, as the difficulty. */
  importance: number | null;
  difficulty: number | null;
  /** 'YYYY-MM-DD' in the client's zone. */
  targetOn: string | null;
  confidence: number | null;
  support: string | null;
  gapId: string | null;
  valueId: string | null;
  parentId: string | null;
  weight: number | null;
}

const fields: Record<keyof GoalContent, GoalField> = {
  horizon: 'HORIZON',
  kind: 'KIND',
  title: 'TITLE',
  behaviour: 'BEHAVIOUR',
  measure: 'MEASURE',
  unit: 'UNIT',
  baseline: 'BASELINE',
  target: 'TARGET',
  levels: 'LEVELS',
  importance: 'IMPORTANCE',
  difficulty: 'DIFFICULTY',
  targetOn: 'TARGET_ON',
  confidence: 'CONFIDENCE',
  support: 'SUPPORT',
  gapId: 'GAP',
  valueId: 'VALUE',
  parentId: 'PARENT',
  weight: 'WEIGHT',
};

/** Values before and after one of these cannot be read on one line with one pace. */
const segmentOpening: readonly GoalField[] = ['MEASURE', 'UNIT', 'BASELINE', 'TARGET', 'TARGET_ON'];
/** Values before and after one of these are not the same quantity. */
const valueEnding: readonly GoalField[] = ['MEASURE', 'UNIT'];

const links: readonly (keyof GoalContent)[] = ['gapId', 'valueId'];

/**
 * What differs, in a fixed order. Ids of goals are written as the API writes them; of a gap or a value only that there is
 * one: whoever reads the change may not see it.
 */
export function changesOf(before: GoalContent, after: GoalContent): GoalChangeValue[] {
  return (Object.keys(fields) as (keyof GoalContent)[])
    .filter((name) => !isSame(before[name], after[name]))
    .map((name) => ({
      field: fields[name],
      before: textOf(name, before[name]),
      after: textOf(name, after[name]),
    }));
}

/** SPEC 3.3: a change of measure or date opens a new segment. */
export function opensSegment(changes: readonly GoalChangeValue[]): boolean {
  return changes.some(({ field }) => segmentOpening.includes(field));
}

/** Whether the latest value no longer says anything, so that progress begins anew at the baseline. */
export function endsValue(changes: readonly GoalChangeValue[]): boolean {
  return changes.some(({ field }) => valueEnding.includes(field));
}

function isSame(before: GoalContent[keyof GoalContent], after: GoalContent[keyof GoalContent]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function textOf(name: keyof GoalContent, value: GoalContent[keyof GoalContent]): string | null {
  if (value === null) return null;
  if (links.includes(name)) return 'linked';
  if (Array.isArray(value)) return value.join('\n');
  return name === 'parentId' ? `goal_${value}` : String(value);
}
