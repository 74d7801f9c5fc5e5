import { say } from '../script/lib/progress.js';
import type { Cpu } from './cpu.js';
import type { Work, WorkName } from './works.js';

/** CPU ms a request, of the two servers measured right after one another. */
export interface Round {
  waymark: Cpu;
  floor: Cpu;
}

export const perRequest = ({ server, database }: Cpu, requests: number): Cpu => ({
  server: server / requests,
  database: database / requests,
});

const total = ({ server, database }: Cpu) => server + database;
const sorted = (values: number[]) => values.toSorted((a, b) => a - b);
export const median = (values: number[]) => sorted(values)[Math.floor(values.length / 2)]!;

function line(name: string, costs: Cpu[]): string {
  const of = (pick: (cpu: Cpu) => number) => median(costs.map(pick)).toFixed(3).padStart(7);
  return `  ${name.padEnd(8)} ${of(total)} ms   node ${of(({ server }) => server)}   PostgreSQL ${of(({ database }) => database)}`;
}

/**
 * Prints what a work costs.
 * @returns whether the product kept its figure
 */
export function report(name: WorkName, work: Work, rounds: Round[]): boolean {
  const shares = sorted(rounds.map(({ waymark, floor }) => (total(floor) / total(waymark)) * 100));
  const share = median(shares);
  const kept = share >= work.least;
  say(`\n${name}  ${work.title}; CPU ms a request, median of ${rounds.length} rounds`);
  say(
    line(
      'floor',
      rounds.map(({ floor }) => floor),
    ),
  );
  say(
    line(
      'Waymark',
      rounds.map(({ waymark }) => waymark),
    ),
  );
  const spread = `${shares[0]!.toFixed(0)} to ${shares.at(-1)!.toFixed(0)}`;
  say(
    `  ${share.toFixed(1)} % of the floor (${spread}), at least ${work.least} wanted: ${kept ? 'kept' : 'MISSED'}`,
  );
  return kept;
}
