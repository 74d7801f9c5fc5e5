// One run: a world, every operation probed, with one layer of isolation off or none.
import { accessOf } from '../src/auth/authorize.js';
import type { Caller } from './cast.js';
import { callersOf, renewTokens } from './callers.js';
import { draw } from './atlas.js';
import { findControls, type Control, type Stage } from './controls.js';
import type { Judge } from './judge.js';
import { coversAll } from './model.js';
import { idKinds, operationsOf, type Operation } from './operations.js';
import { Findings, Prober } from './probes.js';
import { probeRows } from './rows.js';
import { State } from './state.js';
import { startSystem, type Layer, type System } from './system.js';
import { walk } from './walk.js';
import { makeWorld } from './world.js';

export interface Options {
  /** Tables whose policies are opened to everybody by hand, to see that it is noticed. */
  broken?: string[];
  /** Only these operations and callers; all when absent. */
  operations?: RegExp;
  callers?: string[];
  /** Told of each operation before it is probed. */
  progress?: (done: number, all: number, name: string) => void;
}

export interface Outcome {
  layer: Layer;
  /** Names of the root fields. */
  operations: string[];
  /** Who may call what, as docs/access.json says it. */
  access: ReturnType<typeof accessOf>;
  /** Those for which no call that succeeds, or none with each of its ids, was found. */
  uncovered: string[];
  findings: Findings;
}

export async function runLayer(layer: Layer, options: Options = {}): Promise<Outcome> {
  const system = await startSystem(layer);
  try {
    return await probe(system, options);
  } finally {
    await system.close();
  }
}

async function probe(system: System, options: Options): Promise<Outcome> {
  const { schema, layer } = system;
  const world = await makeWorld(system);
  const atlas = await draw(system, world);
  coversAll(atlas);
  for (const table of options.broken ?? []) {
    const name = system.sql.escapeIdentifier(table);
    await system.sql.query(`alter policy app_reads on ${name} using (true)`);
    await system.sql.query(`alter policy app_updates on ${name} using (true) with check (true)`);
  }
  const state = await State.keep(system, atlas);
  const kinds = idKinds(schema);
  const stage: Stage = { system, schema, world, atlas, state, kinds };
  const judge: Judge = { atlas, kinds, within: layer !== 'with bypass' };
  const everybody = await callersOf(system, world);
  const callers = everybody.filter(({ name }) => options.callers?.includes(name) ?? true);
  const operations = operationsOf(schema).filter(({ name }) => options.operations?.test(name) ?? true);
  const findings = new Findings();
  const uncovered: string[] = [];
  for (const [done, operation] of operations.entries()) {
    options.progress?.(done, operations.length, operation.name);
    await renewTokens(everybody, system, world);
    for (const variant of variantsOf(operation)) {
      const controls = await findControls(stage, variant, everybody);
      if (controls.length === 0) uncovered.push(nameOf(variant));
      const prober = new Prober(stage, judge, variant, findings);
      for (const caller of callers) await probeAs(prober, variant, controls, caller);
    }
  }
  await renewTokens(everybody, system, world);
  for (const caller of callers) await walk(stage, judge, caller, findings);
  if (layer === 'without scoping') await probeRows(stage, callers, findings);
  const names = operations.map(({ name }) => name);
  return { layer, operations: names, access: accessOf(schema), uncovered, findings };
}

async function probeAs(
  prober: Prober,
  operation: Operation,
  controls: Control[],
  caller: Caller,
): Promise<void> {
  if (operation.slots.every(({ required }) => !required)) await prober.withoutIds(caller);
  const proven = new Set<unknown>();
  for (const control of controls) {
    for (const [at, slot] of control.slots.entries()) {
      if (proven.has(slot)) continue;
      proven.add(slot);
      await prober.withIds(caller, control, at);
    }
  }
}

/** An id of any kind is as many places as there are kinds. */
function variantsOf(operation: Operation): Operation[] {
  const open = operation.slots.find(({ kinds }) => kinds.length > 1);
  if (!open) return [operation];
  return open.kinds.map((kind) => ({
    ...operation,
    slots: operation.slots.map((slot) => (slot === open ? { ...slot, kinds: [kind] } : slot)),
  }));
}

function nameOf({ name, slots }: Operation): string {
  return slots.length === 0
    ? name
    : `${name} (${slots.map(({ path, kinds }) => `${path.join('.')}: ${kinds.join()}`).join(', ')})`;
}
