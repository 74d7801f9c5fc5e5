// What a run says.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './layer.js';
import type { System } from './system.js';

/** Probes that a whole run sends at least, in each layer. */
export const LEAST_PROBES = 1_500;
const SHOWN = 40;

const TITLES: Record<System['layer'], string> = {
  all: 'everything on',
  'without scoping': 'row-level security alone',
  'with bypass': 'the application alone',
};

export function tableOf(outcomes: Outcome[]): string {
  const lines = [['Layer', 'Operations', 'Probes', 'Leaks']];
  for (const { layer, operations, uncovered, findings } of outcomes) {
    const covered = operations.length - new Set(uncovered.map((name) => name.split(' ')[0])).size;
    lines.push([
      TITLES[layer],
      `${covered}/${operations.length}`,
      String(findings.probes),
      String(findings.leaks.length),
    ]);
  }
  const widths = [0, 1, 2, 3].map((at) => Math.max(...lines.map((line) => line[at]!.length)));
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join('  '),
    )
    .join('\n');
}

/** What was wrong, one line each, with all to whom it happened. */
export function leaksOf({ layer, uncovered, findings }: Outcome): string[] {
  const callers = new Map<string, Set<string>>();
  for (const { operation, caller, probe, fault } of findings.leaks) {
    const what = `${operation}, ${probe}: ${fault}`;
    callers.set(what, (callers.get(what) ?? new Set()).add(caller));
  }
  const lines = [...callers].map(([what, by]) => `  ${what} (by ${[...by].join(', ')})`);
  const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : [];
  const missing = uncovered.map(
    (name) => `  ${name}: no call was found that succeeds, so that nothing is proven`,
  );
  const all = [...missing, ...lines.slice(0, SHOWN), ...more];
  return all.length > 0 ? [`With ${TITLES[layer]}:`, ...all] : [];
}

/** Root fields of which docs/access.json does not say what the schema does. */
export function differencesOfAccess({ access }: Outcome, root: string): string[] {
  const file = join(root, 'docs/access.json');
  if (!existsSync(file)) return [];
  const committed = flat(JSON.parse(readFileSync(file, 'utf8')) as Outcome['access']);
  const served = flat(access);
  const names = new Set([...committed.keys(), ...served.keys()]);
  const differ = [...names].filter((name) => committed.get(name) !== served.get(name));
  return differ.map((name) => `  ${name}: docs/access.json and the schema do not agree (npm run generate)`);
}

function flat(access: Outcome['access']): Map<string, string> {
  return new Map(
    Object.entries(access).flatMap(([type, fields]) =>
      Object.entries(fields).map(([name, rule]) => [`${type}.${name}`, JSON.stringify(rule)] as const),
    ),
  );
}
