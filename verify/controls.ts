// For each operation a call that succeeds, and for each id in its arguments one in which that id is accepted. Without
// it a refusal proves nothing: anything else in the arguments might have been what was refused.
import type { GraphQLSchema } from 'graphql';
import { allows } from '../src/auth/authorize.js';
import { RefreshTokens } from '../src/auth/opaque-tokens.js';
import type { Atlas, Row } from './atlas.js';
import type { Caller } from './cast.js';
import { sees } from './model.js';
import { documentFor, withIds, type Operation, type Slot, type Variables } from './operations.js';
import type { Change, State } from './state.js';
import type { Reply, System } from './system.js';
import { send } from './wire.js';
import { PASSWORD, refreshSecret, type World } from './world.js';

/** A call that succeeded. */
export interface Control {
  caller: Caller;
  slots: Slot[];
  /** The rows that its slots name. */
  rows: Row[];
  variables: Variables;
  reply: Reply;
  changes: Change[];
}

/** Calls that were tried for one operation at most. */
const MOST = 900;

export interface Stage {
  system: System;
  schema: GraphQLSchema;
  world: World;
  atlas: Atlas;
  state: State;
  kinds: Map<string, string>;
}

export function succeeded(name: string, { text }: Reply): boolean {
  const { data, errors } = JSON.parse(text) as { data: Variables | null; errors?: unknown };
  return errors === undefined && data !== null && data?.[name] !== null && data?.[name] !== undefined;
}

/** @returns the calls, by the slots that they prove; empty where none was found */
export async function findControls(
  stage: Stage,
  operation: Operation,
  callers: Caller[],
): Promise<Control[]> {
  const needed = new Set(operation.slots);
  const required = operation.slots.filter((slot) => slot.required);
  const optional = operation.slots.filter((slot) => !slot.required);
  const shapes: [Variables, Slot[]][] = [
    [operation.full, operation.slots],
    ...optional.flatMap((slot): [Variables, Slot[]][] => [
      [operation.full, [...required, slot]],
      [operation.bare, [...required, slot]],
    ]),
    [operation.full, required],
    [operation.bare, required],
  ];
  const controls: Control[] = [];
  for (const [variables, slots] of shapes) {
    const proves = slots.some((slot) => needed.has(slot)) || (controls.length === 0 && slots.length === 0);
    if (!proves) continue;
    const control = await findControl(stage, operation, callers, variables, slots);
    if (!control) continue;
    controls.push(control);
    for (const slot of slots) needed.delete(slot);
  }
  return needed.size === 0 ? controls : [];
}

async function findControl(
  stage: Stage,
  operation: Operation,
  callers: Caller[],
  variables: Variables,
  slots: Slot[],
): Promise<Control | undefined> {
  const { system, schema, atlas, state, kinds } = stage;
  const document = documentFor(schema, operation);
  let tries = 0;
  for (const caller of callers) {
    if (!mayCall(operation, caller)) continue;
    const choices = slots.map((slot) =>
      atlas.rows.filter((row) => names(slot, row, kinds) && sees(caller.who, row, atlas, 'id')),
    );
    for (const rows of combinations(choices)) {
      if ((tries += 1) > MOST) return undefined;
      const filled = fill(stage, operation, caller, variables, slots, rows);
      const reply = await send(system, caller, operation, document, filled);
      const changes = operation.root === 'mutation' ? await state.restore() : [];
      if (succeeded(operation.name, reply)) return { caller, slots, rows, variables, reply, changes };
    }
  }
  return undefined;
}

function mayCall({ allow }: Pick<Operation, 'allow'>, { who, name }: Caller): boolean {
  if (allow === 'PUBLIC') return name === 'nobody';
  return who !== null && allows(allow, { kind: 'member', ...who });
}

function names(slot: Slot, row: Row, kinds: Map<string, string>): boolean {
  return slot.kinds.some((kind) => kinds.get(kind) === row.table);
}

export function idOf({ table, id }: Row, slot: Slot, kinds: Map<string, string>): string {
  return `${slot.kinds.find((kind) => kinds.get(kind) === table)!}_${id}`;
}

/** The variables of a call: its ids, the version of what it changes, and what only this world knows. */
export function fill(
  stage: Stage,
  operation: Operation,
  { who }: Caller,
  variables: Variables,
  slots: Slot[],
  rows: (Row | string)[],
): Variables {
  const { world, system, kinds } = stage;
  const ids = rows.map((row, at) => (typeof row === 'string' ? row : idOf(row, slots[at]!, kinds)));
  const filled = withIds({ ...variables, ...secretsFor(operation.name, world, system) }, slots, ids);
  if ('version' in filled) {
    const [first] = rows;
    const named = typeof first === 'object' ? first : stage.atlas.byId.get(who?.orgId ?? '')?.[0];
    filled.version = named?.values.version ?? 1;
  }
  return filled;
}

/** Texts that open something, where an operation takes one. */
function secretsFor(name: string, { home }: World, { app }: System): Variables {
  const { mentor } = home.people;
  switch (name) {
    case 'signIn':
      return { input: { email: mentor.email, password: PASSWORD } };
    case 'refreshSignIn':
      // The secret whose hash stands in the world's sign-ins.
      return { refreshToken: app.get(RefreshTokens).seal(mentor.signInId, refreshSecret(mentor.memberId)) };
    case 'acceptInvitation':
      return { token: home.secrets.invitation };
    case 'resetPassword':
      return { token: home.secrets.reset };
    case 'changePassword':
      return { input: { currentPassword: PASSWORD, newPassword: 'another long password' } };
    default:
      return {};
  }
}

function* combinations(choices: Row[][]): Generator<Row[]> {
  const [first, ...rest] = choices;
  if (!first) return yield [];
  for (const tail of combinations(rest)) for (const row of first) yield [row, ...tail];
}
