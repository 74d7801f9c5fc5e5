// npm run verify:isolation: probes every operation of the schema as every kind of caller, with each layer of isolation
// switched off in turn. Exit code 0 when every operation is covered and nothing leaked.
//   --layer all|without scoping|with bypass   only this one
//   --only <pattern>                          only operations whose names match
//   --break <table>                           opens the table's policy first, to see that it is noticed
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import startServers from '../test/setup/global-setup.js';
import stopServers from '../test/setup/global-teardown.js';
import { runLayer, type Outcome } from './layer.js';
import { LEAST_PROBES, leaksOf, differencesOfAccess, tableOf } from './report.js';
import { LAYERS, type Layer } from './system.js';

const { values } = parseArgs({
  options: {
    layer: { type: 'string' },
    only: { type: 'string' },
    break: { type: 'string', multiple: true },
  },
});

function progress(done: number, all: number, name: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done}/${all} ${name}`);
}

async function main(): Promise<number> {
  const layers = values.layer ? [values.layer as Layer] : LAYERS;
  const outcomes: Outcome[] = [];
  for (const layer of layers) {
    const began = Date.now();
    const outcome = await runLayer(layer, {
      broken: values.break,
      operations: values.only ? new RegExp(values.only) : undefined,
      progress,
    });
    outcomes.push(outcome);
    progress(0, 0, '');
    console.log(
      `${layer}: ${outcome.findings.probes} probes in ${Math.round((Date.now() - began) / 1000)} s`,
    );
  }
  const whole = !values.only && !values.layer;
  const problems = outcomes.flatMap(leaksOf);
  if (whole) problems.push(...differencesOfAccess(outcomes[0]!, join(import.meta.dirname, '..')));
  for (const { layer, findings } of whole ? outcomes : []) {
    if (findings.probes < LEAST_PROBES) problems.push(`  ${layer}: fewer than ${LEAST_PROBES} probes`);
  }
  if (problems.length > 0) console.log(`\n${problems.join('\n')}`);
  console.log(`\n${tableOf(outcomes)}`);
  return problems.length === 0 ? 0 : 1;
}

await startServers();
try {
  process.exitCode = await main();
} finally {
  await stopServers();
}
