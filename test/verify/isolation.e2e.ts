import { FEW } from '../../verify/callers.js';
import { runLayer, type Options } from '../../verify/layer.js';
import { leaksOf } from '../../verify/report.js';
import type { Layer } from '../../verify/system.js';

// The verifier itself, on a few operations: `npm run verify:isolation` probes them all.
const SHORT: Options = { operations: /^(goal|member|logProgress)$/, callers: FEW };

jest.setTimeout(300_000);

test('finds nothing in a system whose policies stand', async () => {
  const operations = /^(goal|logProgress|reportChanged)$/;
  const outcome = await runLayer('all', { ...SHORT, operations });
  expect(leaksOf(outcome)).toEqual([]);
  expect(outcome.operations).toEqual(['goal', 'logProgress', 'reportChanged']);
  expect(outcome.findings.probes).toBeGreaterThan(100);
});

const faultsWith = async (layer: Layer, broken: string[]) => {
  const { findings } = await runLayer(layer, { ...SHORT, broken });
  return new Set(findings.leaks.map(({ operation, fault }) => `${operation}: ${fault}`));
};

test('notices when policies let everybody read', async () => {
  const faults = await faultsWith('all', ['goals', 'members']);
  expect(faults).toContain('goal: shows goals.title of somebody else in the organization');
  expect(faults).toContain('member: shows members.email of somebody else in the organization');
});

test('notices across organizations, and in plain SQL, when only the policies are left', async () => {
  const faults = await faultsWith('without scoping', ['goals']);
  expect(faults).toContain('goal: shows goals.title of another organization');
  expect(faults).toContain('goals: SQL alters a row of goals of another organization');
});
