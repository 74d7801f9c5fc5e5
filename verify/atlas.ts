// Every row of the world, and where each canary stands: read from the catalogue, so that a new table is seen by itself.
import { Keys } from '../src/db/keys.js';
import { canariesIn } from './canary.js';
import type { System } from './system.js';
import type { World } from './world.js';

/** A row as JSON, with what is needed to speak of it. */
export interface Row {
  table: string;
  /** The organization it belongs to; null for what belongs to a person or to nobody. */
  orgId: string | null;
  id: string;
  /** Its place among the rows of its table and organization: the same as its twin's. */
  at: number;
  values: Record<string, unknown>;
}

/** Where a canary stands. */
interface Perch {
  row: Row;
  column: string;
}

export interface Atlas {
  tables: string[];
  rows: Row[];
  canaries: Map<string, Perch[]>;
  byId: Map<string, Row[]>;
  /** The rows of a table in an organization, in the order in which they were made. */
  of(table: string, orgId: string): Row[];
}

const SEALED = /^s1\./;

export async function draw({ sql, app }: System, { home, other }: World): Promise<Atlas> {
  const { rows: names } = await sql.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     and relname <> 'migrations' order by 1`,
  );
  const tables = names.map(({ name }) => name);
  const atlas: Atlas = {
    tables,
    rows: [],
    canaries: new Map(),
    byId: new Map(),
    of: (table, orgId) => atlas.rows.filter((row) => row.table === table && row.orgId === orgId),
  };
  for (const table of tables) {
    const found = await sql.query<{ values: Record<string, unknown> }>(
      `select to_jsonb(t) as values from ${table} t order by to_jsonb(t)->>'id'`,
    );
    const counts = new Map<string | null, number>();
    for (const { values } of found.rows) {
      const orgId = table === 'organizations' ? (values.id as string) : ((values.org_id as string) ?? null);
      const at = counts.get(orgId) ?? 0;
      counts.set(orgId, at + 1);
      const row = { table, orgId, id: String(values.id ?? values.key), at, values };
      atlas.rows.push(row);
      push(atlas.byId, row.id, row);
    }
  }
  const wrapped = new Map(
    atlas.rows.filter(({ table }) => table === 'data_keys').map((row) => [row.id, row]),
  );
  for (const row of atlas.rows) {
    for (const [column, value] of Object.entries(row.values)) {
      const text =
        typeof value === 'string' && SEALED.test(value) ? open(value, row, column) : JSON.stringify(value);
      for (const mark of canariesIn(text)) push(atlas.canaries, mark, { row, column });
    }
  }
  for (const org of [home, other]) complete(atlas, org.id);
  return atlas;

  function open(sealed: string, row: Row, column: string): string {
    const key = wrapped.get(sealed.split('.')[1]!)!.values.wrapped as string;
    const place = { orgId: row.orgId!, table: row.table, column, rowId: row.id };
    return app.get(Keys).open(sealed, Buffer.from(key.slice(2), 'hex'), place);
  }
}

/** A table of organizations without rows would be probed with nothing: the world must learn of it. */
function complete(atlas: Atlas, orgId: string): void {
  const tenant = atlas.tables.filter((table) => !['users', 'attempts', 'password_resets'].includes(table));
  const empty = tenant.filter((table) => atlas.of(table, orgId).length === 0);
  if (empty.length > 0) throw new Error(`The verifier's world has no rows in: ${empty.join(', ')}.`);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
