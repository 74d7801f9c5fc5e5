import { FEW } from '../../verify/callers.js';
import { runLayer, type Options } from '../../verify/layer.js';
import { leaksOf } from '../../verify/report.js';

// The verifier itself, on a few operations: `npm run verify:isolation` probes them all.
const SHORT: Options = { operations: /^(goal|member|logProgress|reportChanged)$/, callers: FEW };

test('finds nothing in a system whose policies stand', async () => {
  const outcome = await runLayer('all', SHORT);
  expect(leaksOf(outcome)).toEqual([]);
  expect(outcome.operations).toEqual(['goal', 'member', 'logProgress', 'reportChanged']);
  expect(outcome.findings.probes).toBeGreaterThan(100);
});

test.each(['goals', 'members'])('notices when the policy of %s lets everybody read', async (table) => {
  const { findings } = await runLayer('all', { ...SHORT, broken: [table] });
  const faults = new Set(findings.leaks.map(({ fault }) => fault));
  const column = table === 'goals' ? 'title' : 'name';
  expect(faults).toContain(`shows ${table}.${column} of somebody else in the organization`);
});

test('notices a broken policy across organizations when the application’s own scoping is off', async () => {
  const { findings } = await runLayer('without scoping', { ...SHORT, broken: ['goals'] });
  const faults = new Set(findings.leaks.map(({ fault }) => fault));
  expect(faults).toContain('shows goals.title of another organization');
});
