// The walk over a parsed answer: what PostgreSQL could not say itself is put in its place, where the needs stood.
import type { Keys } from '../../db/keys.js';
import type { Moment } from './declaration.js';

/** One place to fill, by response key. */
export type Fill =
  | { kind: 'within'; key: string; fills: Fill[] }
  | {
      kind: 'computed';
      key: string;
      compute: (needs: never, moment: Moment) => unknown;
      project: Projection | null;
    }
  | { kind: 'sealed'; key: string }
  | { kind: 'given'; key: string; name: string }
  | Projection;

/** The places to fill below a key; none where there is nothing to fill. */
export function within(key: string, fills: Fill[]): Fill[] {
  return fills.length > 0 ? [{ kind: 'within', key, fills }] : [];
}

/** How an object that was computed answers a selection. */
export interface Projection {
  kind: 'projection';
  type: string;
  fields: { key: string; name: string; project: Projection | null }[];
}

/** What a walk can use: the moment, and for an action the values that it hands over. */
export interface FillContext extends Moment {
  given?: Record<string, unknown>;
}

type Json = Record<string, unknown>;

interface SealedNeeds {
  text: string;
  orgId: string;
  table: string;
  column: string;
  rowId: string;
  key: string;
}

/** Fills an object, or each object of a list, in place; null stays null. */
export function fill(value: unknown, fills: Fill[], context: FillContext): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const item of value) fill(item, fills, context);
    return;
  }
  const object = value as Json;
  for (const each of fills) {
    switch (each.kind) {
      case 'within':
        fill(object[each.key], each.fills, context);
        break;
      case 'computed': {
        const computed = each.compute(object[each.key] as never, context);
        object[each.key] = each.project ? project(computed, each.project) : (computed ?? null);
        break;
      }
      case 'sealed':
        object[each.key] = open(object[each.key] as SealedNeeds | null, context.keys);
        break;
      case 'given':
        object[each.key] = context.given?.[each.name] ?? null;
        break;
    }
  }
}

function open(needs: SealedNeeds | null, keys: Keys): string | null {
  return needs && keys.open(needs.text, Buffer.from(needs.key ?? '', 'hex'), needs);
}

function project(value: unknown, { type, fields }: Projection): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((item) => project(item, { kind: 'projection', type, fields }));
  // Without a prototype, since __proto__ is a name that a client may choose.
  const object = Object.create(null) as Json;
  for (const { key, name, project: inner } of fields) {
    const field = name === '__typename' ? type : ((value as Json)[name] ?? null);
    object[key] = inner ? project(field, inner) : field;
  }
  return object;
}
