// Guarantees: a process serves only as a role that row-level security holds, on a database that its code fits.
import { join } from 'node:path';
import pg from 'pg';
import { newestMigration } from './migrate.js';
import type { Statement } from './statement.js';

/** The migrations that this build of the code expects. */
export const MIGRATIONS = join(import.meta.dirname, '../../migrations');

const CONNECT_MS = 5_000;

interface Rights {
  bypasses: boolean;
  owns: boolean;
  creates: boolean;
}

/**
 * Refuses what the promises of tenancy do not hold on.
 * @param mayBypass tests only: the role may bypass row-level security
 * @throws Error whose message is one line for the operator
 */
export async function selfCheck(databaseUrl: string, mayBypass: boolean): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: CONNECT_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`The database cannot be reached (${(error as { code?: string }).code ?? 'no answer'}).`);
  }
  try {
    if (!mayBypass) await refuseRights(client);
    const statement = migrationStatement();
    const { rowCount } = await client.query(statement.text, statement.values).catch(refuseUnmigrated);
    if (rowCount === 0) throw new Error('A migration is pending: run the migrate step first.');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Finds a row when the database has the newest migration of this build. */
export function migrationStatement(): Statement {
  return { text: 'select true from migrations where name = $1', values: [newestMigration(MIGRATIONS)] };
}

async function refuseRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Rights>(`
    select r.rolsuper or r.rolbypassrls as bypasses,
           exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where n.nspname in ('public', 'app') and pg_has_role(c.relowner, 'usage')) as owns,
           has_database_privilege(current_database(), 'create')
             or exists (select from pg_namespace where nspname in ('public', 'app', 'bullmq')
                        and has_schema_privilege(oid, 'create')) as creates
    from pg_roles r where r.rolname = current_user`);
  const [rights] = rows as [Rights];
  const refuse = (why: string) => new Error(`The role in DATABASE_URL ${why}: use the app role.`);
  if (rights.bypasses) throw refuse('is a superuser or bypasses row-level security');
  if (rights.owns) throw refuse('owns tables');
  if (rights.creates) throw refuse('may create tables');
}

function refuseUnmigrated(error: { code?: string }): never {
  // No such table, or not yet readable: the migrations that make it so have not run.
  if (error.code === '42P01' || error.code === '42501') {
    throw new Error('The database has not been migrated: run the migrate step first.');
  }
  throw new Error(`The database cannot be checked (${error.code ?? 'no answer'}).`);
}
