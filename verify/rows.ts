// Row-level security without anything before it: as the app role and each caller, plain SQL reads, alters, removes and
// adds rows of every table, whatever the operations of the API would ask for.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { enter, NOBODY } from '../src/db/actor.js';
import type { Row } from './atlas.js';
import type { Caller } from './cast.js';
import type { Stage } from './controls.js';
import { mayChange, reaches } from './model.js';
import type { Findings } from './probes.js';

/** Copies of rows that a caller may not add, tried for each table. */
const MOST = 8;

interface Table {
  name: string;
  /** A column that the app role may update; null where it may update none. */
  updates: string | null;
  deletes: boolean;
  inserts: boolean;
}

export async function probeRows(stage: Stage, callers: Caller[], findings: Findings): Promise<void> {
  const client = new pg.Client(stage.system.database.appUrl);
  await client.connect();
  try {
    const tables = await tablesOf(stage);
    for (const caller of callers) {
      // Whoever is worth nothing does not get as far as the database.
      if (!caller.who && caller.token !== null) continue;
      for (const table of tables) await new TableProbe(stage, client, caller, table, findings).run();
    }
  } finally {
    await client.end();
  }
}

/** The tables that the app role has any right to. */
async function tablesOf({ system, atlas }: Stage): Promise<Table[]> {
  const { rows } = await system.sql.query<Table>(
    `select t.name,
       (select min(column_name::text) from information_schema.column_privileges p
        where p.table_schema = 'public' and p.table_name = t.name and p.grantee = 'app' and p.privilege_type = 'UPDATE') as updates,
       has_table_privilege('app', 'public.' || t.name, 'delete') as deletes,
       has_table_privilege('app', 'public.' || t.name, 'insert') as inserts
     from unnest($1::text[]) t (name) where has_table_privilege('app', 'public.' || t.name, 'select')`,
    [atlas.tables],
  );
  return rows;
}

class TableProbe {
  constructor(
    private readonly stage: Stage,
    private readonly client: pg.Client,
    private readonly caller: Caller,
    private readonly table: Table,
    private readonly findings: Findings,
  ) {}

  async run(): Promise<void> {
    const { caller, stage, table } = this;
    const reach = (row: Row) => reaches(caller.who, row, stage.atlas);
    const change = (row: Row) => mayChange(caller.who, row, stage.atlas);
    await this.touch('SQL shows', `select id from ${table.name}`, reach);
    if (table.updates) {
      const column = `"${table.updates}"`;
      await this.touch('SQL alters', `update ${table.name} set ${column} = ${column} returning id`, change);
    }
    if (table.deletes) await this.touch('SQL removes', `delete from ${table.name} returning id`, change);
    if (table.inserts) await this.add();
  }

  /** Runs a statement over all rows and compares those that it met with those that it may meet. */
  private async touch(what: string, text: string, may: (row: Row) => boolean): Promise<void> {
    const { stage, table } = this;
    const ids = await this.as(async () => (await this.client.query<{ id: string }>(text)).rows);
    const met = new Set(ids?.map(({ id }) => id));
    const wrong = stage.atlas.rows.filter((row) => row.table === table.name && met.has(row.id) && !may(row));
    for (const row of wrong) this.note(`${what} a row of ${table.name} of ${this.ownerOf(row)}`);
  }

  /** Adds copies of rows that only others may add; a constraint that refuses is as good as a policy. */
  private async add(): Promise<void> {
    const { stage, table, caller } = this;
    const forbidden = stage.atlas.rows.filter(
      (row) => row.table === table.name && !mayChange(caller.who, row, stage.atlas, true),
    );
    for (const row of spread(forbidden, MOST)) {
      const copy = { ...row.values, id: randomUUID() };
      const added = await this.as(() =>
        this.client.query(
          `insert into ${table.name} select * from jsonb_populate_record(null::${table.name}, $1)`,
          [JSON.stringify(copy)],
        ),
      );
      if (added) this.note(`SQL adds a row to ${table.name} of ${this.ownerOf(row)}`);
    }
  }

  /** Works as the caller, and leaves nothing behind; undefined where the database refuses. */
  private async as<T>(work: () => Promise<T>): Promise<T | undefined> {
    const { who } = this.caller;
    const { text, values } = enter(who ? { kind: 'member', ...who } : NOBODY);
    this.findings.probes += 1;
    await this.client.query('begin');
    try {
      await this.client.query(text, values);
      return await work();
    } catch (error) {
      if (error instanceof pg.DatabaseError) return undefined;
      throw error;
    } finally {
      await this.client.query('rollback');
    }
  }

  private note(fault: string): void {
    this.findings.note(this.table.name, this.caller, 'plain SQL', [fault]);
  }

  private ownerOf(row: Row): string {
    return row.orgId === this.caller.who?.orgId
      ? 'somebody else in the organization'
      : 'another organization';
  }
}

/** So many of a list at most, from all over it. */
function spread<T>(list: T[], most: number): T[] {
  const stride = Math.max(1, Math.ceil(list.length / most));
  return list.filter((_, at) => at % stride === 0);
}
