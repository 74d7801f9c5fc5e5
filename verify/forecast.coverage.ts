// How often the 80 % interval of a forecast holds the true day, and whether the API owns up where it does not.
import { forecastOf } from '../src/goals/goal.forecast.js';
import { Random } from '../src/seed/random.js';
import { GENERATORS, type Generator, type Series } from './forecast.series.js';

/** An interval of 80 % may hold the true day this often and be called right. */
const BAND = { least: 0.75, most: 0.85 };
/** Outside the band, so many of the series have to be told to be of LOW confidence. */
const LOW_LEAST = 0.8;

export const UPDATES = [6, 8, 12] as const;

/** Shares are of 1; null where there is nothing to take a share of. */
export interface Coverage {
  generator: string;
  updates: number;
  series: number;
  /** Of the series with an interval, those that hold the true day. */
  covered: number | null;
  /** Of all series, those without an interval. */
  withoutInterval: number;
  /** Of all series, those told to be of LOW confidence. */
  low: number;
  /** Of the others, those that hold the true day. */
  coveredOfNormal: number | null;
}

export function coverageOf(generator: Generator, updates: number, series: number, seed: number): Coverage {
  const random = new Random('forecast', generator.name, updates, seed);
  const seen = Array.from({ length: series }, () => judge(next(generator, updates, random)));
  const intervals = seen.filter(({ holds }) => holds !== null);
  const normal = seen.filter(({ isLow }) => !isLow);
  return {
    generator: generator.name,
    updates,
    series,
    covered: share(intervals, ({ holds }) => holds!),
    withoutInterval: 1 - intervals.length / series,
    low: 1 - normal.length / series,
    coveredOfNormal: share(normal, ({ holds }) => holds!),
  };
}

export function coverages(series: number, seed: number): Coverage[] {
  return GENERATORS.flatMap((generator) =>
    UPDATES.map((updates) => coverageOf(generator, updates, series, seed)),
  );
}

/** What must not be: a steady interval off its 80 %, or one that is off it elsewhere without saying so. */
export function problemsOf(rows: readonly Coverage[]): string[] {
  return rows.flatMap(({ generator, updates, covered, low }) => {
    const holds = covered !== null && covered >= BAND.least && covered <= BAND.most;
    if (holds) return [];
    if (generator === 'steady') return [`steady, ${updates} updates: ${percent(covered)} is not 75 to 85 %`];
    return low >= LOW_LEAST
      ? []
      : [`${generator}, ${updates} updates: ${percent(covered)}, and only ${percent(low)} are told LOW`];
  });
}

export function tableOf(rows: readonly Coverage[]): string {
  const lines = rows.map((row) => [
    row.generator,
    String(row.updates),
    percent(row.covered),
    percent(row.withoutInterval),
    percent(row.low),
    percent(row.coveredOfNormal),
  ]);
  const head = ['generator', 'updates', '80 % interval holds', 'no interval', 'told LOW', 'holds of NORMAL'];
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]!.length)));
  return [head, ...lines]
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
    )
    .join('\n');
}

function next(generator: Generator, updates: number, random: Random): Series {
  for (;;) {
    const series = generator.make(updates, random);
    if (series) return series;
  }
}

/** Whether the interval holds the true day, null without one; a goal never reached is held by an open end only. */
function judge({ points, arrival }: Series): { holds: boolean | null; isLow: boolean } {
  const forecast = forecastOf(points, 'UTC');
  const isLow = forecast?.confidence !== 'NORMAL';
  if (!forecast?.interval) return { holds: null, isLow };
  const { earliestOn, latestOn } = forecast.interval;
  const day = Number.isFinite(arrival) ? new Date(arrival).toISOString().slice(0, 10) : null;
  const isInTime = latestOn === null || (day !== null && day <= latestOn);
  return { holds: isInTime && (day === null || earliestOn <= day), isLow };
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(is).length / items.length;
}

const percent = (part: number | null) => (part === null ? '–' : `${(100 * part).toFixed(1)} %`);
