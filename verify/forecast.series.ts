// Ways in which people make progress, each as a generator of series of which the true day of arrival is known.
import { dayMs, type Point } from '../src/checkins/theil-sen.js';
import type { Random } from '../src/seed/random.js';

/** What a goal's owner has logged so far, in fractions of the way, and when the goal is reached in the end. */
export interface Series {
  points: Point[];
  /** Epoch ms; infinite where it is not reached within ten years. */
  arrival: number;
}

export interface Generator {
  name: string;
  describes: string;
  /** @returns null for a series that arrives before the last update: there is nothing to forecast */
  make(updates: number, random: Random): Series | null;
}

const START = Date.UTC(2026, 0, 1, 12);
const LONGEST = 3650;
/** Twenty weeks from start to target, on average. */
const PER_DAY = 1 / 140;
/** What a person misjudges when they log where they stand. */
const MISREADING = 0.005;

export const GENERATORS: readonly Generator[] = [
  {
    name: 'steady',
    describes:
      'a line to the target in 15 to 30 weeks, each update off it by normal noise of 1 to 4 % of the way',
    make: (updates, random) => {
      const days = 105 + 105 * random.fraction();
      const noise = 0.01 + 0.03 * random.fraction();
      return days > lastDay(updates) ? observe((day) => day / days, days, updates, random, noise) : null;
    },
  },
  {
    name: 'bursts',
    describes:
      'nothing on most days, and every four weeks on average a burst of a fifth of the way (exponential)',
    make: (updates, random) => {
      const step = () => (random.chance(1 / 28) ? exponential(random, 28 * PER_DAY) : 0);
      return follow(step, updates, random);
    },
  },
  {
    name: 'random walk',
    describes: 'daily steps with a drift, whose spread over a week is as large as the drift (normal)',
    make: (updates, random) => {
      const spread = (7 * PER_DAY) / Math.sqrt(7);
      return follow(() => PER_DAY + spread * normal(random), updates, random);
    },
  },
  {
    name: 'plateaus',
    describes: 'steady work and standstill in turn, each for three weeks on average (exponential)',
    make: (updates, random) => {
      let works = random.chance(0.5);
      let daysLeft = exponential(random, 21);
      const step = () => {
        daysLeft -= 1;
        if (daysLeft <= 0) {
          works = !works;
          daysLeft = exponential(random, 21);
        }
        return works ? 2 * PER_DAY : 0;
      };
      return follow(step, updates, random);
    },
  },
];

/** Walks day by day to the target; what is logged on the way is the walk itself, a little misread. */
function follow(step: () => number, updates: number, random: Random): Series | null {
  const path = [0];
  while (path.at(-1)! < 1 && path.length <= LONGEST) path.push(path.at(-1)! + step());
  const days = path.length - 1;
  if (days <= lastDay(updates)) return null;
  const arrival = path.at(-1)! < 1 ? Infinity : days;
  return observe((day) => path[day]!, arrival, updates, random, MISREADING);
}

/** One update a week, up to two days early or late. */
function observe(
  at: (day: number) => number,
  days: number,
  updates: number,
  random: Random,
  noise: number,
): Series {
  const points = Array.from({ length: updates }, (_, week) => {
    const day = 2 + 7 * week + random.between(-2, 2);
    return { at: START + day * dayMs, value: at(day) + noise * normal(random) };
  });
  return { points, arrival: START + days * dayMs };
}

const lastDay = (updates: number) => 7 * (updates - 1) + 4;

const exponential = (random: Random, mean: number) => -mean * Math.log(1 - random.fraction());

/** Standard normal (Box and Muller). */
const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());
