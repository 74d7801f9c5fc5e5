import { Temporal } from 'temporal-polyfill';
import type { GoalMeasure } from './goal.progress.js';

export const goalHorizons = ['SHORT', 'LONG'] as const;
export type GoalHorizon = (typeof goalHorizons)[number];

export const smartLetters = ['S', 'M', 'A', 'R', 'T'] as const;
export type SmartLetter = (typeof smartLetters)[number];

export interface SmartVerdict {
  letter: SmartLetter;
  passed: boolean;
  /** Activation requires M and T; the others advise. */
  required: boolean;
  /** One sentence for the client: what is good, or what to add. */
  message: string;
}

/** Dates are 'YYYY-MM-DD' in the client's zone. */
export interface SmartFacts {
  horizon: GoalHorizon;
  title: string;
  behaviour: string | null;
  measure: GoalMeasure;
  unit: string | null;
  baseline: number | null;
  target: number | null;
  /** The texts of levels −2..+2; empty unless the measure is GAS. */
  levelTexts: readonly string[];
  milestoneDates: readonly (string | null)[];
  targetDate: string | null;
  /** 0–10. */
  confidence: number | null;
  /** Who or what helps, in the client's words. */
  support: string | null;
  /** Answers a gap or a value, or has a parent. */
  isLinked: boolean;
}

export const shortHorizonDays = 180;
export const longHorizonYears = 5;
const confidenceEnough = 7;
/** A first result further off than this lets the start slip. */
const firstResultDays = 30;

/**
 * The SMART check of SPEC 3.3: five verdicts in the order S, M, A, R, T. `startsOn` is the day from which the horizon and
 * the first 30 days count: the client's today for a draft, the day of activation afterwards.
 */
export function smartCheck(goal: SmartFacts, startsOn: string): SmartVerdict[] {
  return [specific(goal), measurable(goal), achievable(goal), relevant(goal), timely(goal, startsOn)];
}

/** The client may go on over advice: only M and T stand in the way. */
export function mayActivate(verdicts: readonly SmartVerdict[]): boolean {
  return verdicts.every((verdict) => verdict.passed || !verdict.required);
}

function verdict(letter: SmartLetter, problem: string | null, praise: string): SmartVerdict {
  const required = letter === 'M' || letter === 'T';
  return { letter, passed: problem === null, required, message: problem ?? praise };
}

function specific({ title, behaviour }: SmartFacts): SmartVerdict {
  const praise = 'It is clear what you will do.';
  const words = wordsOf(behaviour ?? '');
  if (words.length === 0) return verdict('S', 'Describe what you will be seen doing.', praise);
  const titleWords = new Set(wordsOf(title));
  const repeats = words.every((word) => titleWords.has(word));
  return verdict(
    'S',
    repeats ? 'This repeats the title: describe what you will be seen doing.' : null,
    praise,
  );
}

function measurable(goal: SmartFacts): SmartVerdict {
  return verdict('M', measureProblem(goal), 'It is clear when this is reached.');
}

function measureProblem(goal: SmartFacts): string | null {
  switch (goal.measure) {
    case 'GAS':
      if (!areLevels(goal.levelTexts)) return 'Write five different attainment levels, from −2 to +2.';
      return goal.baseline === null ? 'Say at which level you start: −2 or −1.' : null;
    case 'MILESTONES':
      return goal.milestoneDates.length >= 2 ? null : 'Add at least two milestones.';
    case 'BINARY':
      return goal.milestoneDates.length >= 2 || valueProblem(goal) === null
        ? null
        : 'Add at least two milestones on the way, or a unit with a baseline and a different target.';
    default:
      return valueProblem(goal);
  }
}

/** Five texts of which no two are alike but for case, spacing and encoding. */
export function areLevels(levelTexts: readonly string[]): boolean {
  const texts = levelTexts
    .map((text) => text.trim().normalize('NFKC').toLowerCase())
    .filter((text) => text !== '');
  return texts.length === 5 && new Set(texts).size === 5;
}

function valueProblem({ measure, unit, baseline, target }: SmartFacts): string | null {
  // PERCENT is its own unit.
  if (measure !== 'PERCENT' && !unit?.trim()) return 'Name the unit that you count in.';
  if (baseline === null) return 'Say where you start: the baseline is missing.';
  if (target === null) return 'Say where you want to arrive: the target is missing.';
  return baseline === target ? 'The target equals the baseline: nothing would change.' : null;
}

function achievable({ confidence, support }: SmartFacts): SmartVerdict {
  const enough = (confidence ?? 0) >= confidenceEnough || Boolean(support?.trim());
  const problem = `Your confidence is below ${confidenceEnough} of 10: make the goal smaller, or name who or what will support you.`;
  return verdict('A', enough ? null : problem, 'It is within reach.');
}

function relevant({ isLinked }: SmartFacts): SmartVerdict {
  const problem = 'Link it to a gap, a value or a larger goal, so that you know why it matters.';
  return verdict('R', isLinked ? null : problem, 'It is clear why this matters.');
}

function timely(goal: SmartFacts, startsOn: string): SmartVerdict {
  return verdict('T', dateProblem(goal, startsOn), 'It has a date and a first result soon.');
}

function dateProblem({ horizon, targetDate, milestoneDates }: SmartFacts, startsOn: string): string | null {
  if (targetDate === null) return 'Set a target date.';
  if (targetDate < startsOn) return `The target date lies before ${startsOn}: choose a later one.`;
  const lastShort = addDays(startsOn, shortHorizonDays);
  if (horizon === 'SHORT' && targetDate > lastShort) {
    return `A short goal ends within ${shortHorizonDays} days, by ${lastShort}: choose an earlier date or make it a long goal.`;
  }
  if (horizon === 'LONG' && targetDate <= lastShort) {
    return `A long goal ends after ${lastShort}: choose a later date or make it a short goal.`;
  }
  const lastLong = Temporal.PlainDate.from(startsOn).add({ years: longHorizonYears }).toString();
  if (targetDate > lastLong) {
    return `A long goal ends within ${longHorizonYears} years, by ${lastLong}: choose an earlier date.`;
  }
  const soon = addDays(startsOn, firstResultDays);
  const isSoon = (date: string | null) => date !== null && date >= startsOn && date <= soon;
  return isSoon(targetDate) || milestoneDates.some(isSoon)
    ? null
    : `Add a first milestone by ${soon}, so that there is a result within ${firstResultDays} days.`;
}

function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Words without case, accents' encoding, punctuation and spacing. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  );
}
