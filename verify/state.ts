// What the database holds, before and after a probe, and the way back.
import type { Atlas, Row } from './atlas.js';
import type { System } from './system.js';

/** A row that a probe has added, altered or removed. */
export interface Change {
  row: Row;
  how: 'added' | 'altered' | 'removed';
}

export class State {
  private position = '';
  private readonly sums = new Map<string, string>();

  private constructor(
    private readonly system: System,
    private readonly atlas: Atlas,
  ) {}

  /** Keeps a copy of each table beside it. */
  static async keep(system: System, atlas: Atlas): Promise<State> {
    const state = new State(system, atlas);
    await system.sql.query('create schema kept; set session_replication_role = replica');
    for (const table of atlas.tables) {
      await system.sql.query(`create table kept.${table} as table public.${table}`);
    }
    for (const [table, sum] of await state.sum()) state.sums.set(table, sum);
    state.position = await state.written();
    return state;
  }

  /** What has changed since the last call, put back as it was. */
  async restore(): Promise<Change[]> {
    // Where nothing was written at all, nothing was changed.
    const position = await this.written();
    if (position === this.position) return [];
    const changes: Change[] = [];
    for (const [table, sum] of await this.sum()) {
      if (sum === this.sums.get(table)) continue;
      changes.push(...(await this.differences(table)));
      const columns = await this.columns(table);
      await this.system.sql.query(
        `delete from public.${table}; insert into public.${table} (${columns}) select ${columns} from kept.${table}`,
      );
    }
    this.position = await this.written();
    return changes;
  }

  /** Those that can be written: generated ones write themselves. */
  private async columns(table: string): Promise<string> {
    const { rows } = await this.system.sql.query<{ names: string }>(
      `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
       where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [`public.${table}`],
    );
    return rows[0]!.names;
  }

  private async written(): Promise<string> {
    const { rows } = await this.system.sql.query<{ at: string }>(
      'select pg_current_wal_insert_lsn()::text as at',
    );
    return rows[0]!.at;
  }

  /** A sum of each table, asked in one statement: there are many tables and many probes. */
  private async sum(): Promise<[table: string, sum: string][]> {
    const sums = this.atlas.tables.map(
      (table) =>
        `select '${table}' as name, count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from public.${table} t`,
    );
    const { rows } = await this.system.sql.query<{ name: string; sum: string }>(sums.join(' union all '));
    return rows.map(({ name, sum }) => [name, sum]);
  }

  private async differences(table: string): Promise<Change[]> {
    const rowsOf = async (schema: string, without: string) => {
      const { rows } = await this.system.sql.query<{ values: Row['values'] }>(
        `select to_jsonb(t) as values from (table ${schema}.${table} except table ${without}.${table}) t`,
      );
      return new Map(
        rows.map(({ values }) => {
          const id = String(values.id ?? values.key);
          const orgId = table === 'organizations' ? id : ((values.org_id as string) ?? null);
          return [id, { table, orgId, id, at: -1, values }] as const;
        }),
      );
    };
    const [gone, come] = [await rowsOf('kept', 'public'), await rowsOf('public', 'kept')];
    // What it was and what it has become: neither may be somebody else's.
    const altered = [...gone.values()].flatMap((row): Change[] => {
      const now = come.get(row.id);
      return now ? [row, now].map((one) => ({ row: one, how: 'altered' })) : [{ row, how: 'removed' }];
    });
    const added = [...come.values()]
      .filter(({ id }) => !gone.has(id))
      .map((row): Change => ({ row, how: 'added' }));
    return [...altered, ...added];
  }
}
