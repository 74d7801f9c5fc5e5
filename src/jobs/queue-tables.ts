import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import pg from 'pg';

/** The one queue; a job's name is its kind. */
export const QUEUE = 'waymark';
/**
 * Where the queue lives in PostgreSQL. No row-level security there: BullMQ works across organizations and its jobs hold
 * ids only. Listed as an exception in the catalogue test.
 */
export const QUEUE_SCHEMA = 'bullmq';

const CHECK_MS = 5_000;

/**
 * Creates or updates the queue's tables as their owner, and lets the app role work in them. Also where the queue is in
 * Redis: moving it back is then a matter of configuration. May run again at any time.
 * @param url of the owner
 * @returns the version before and after
 */
export async function migrateQueue(url: string): Promise<{ from: number; to: number }> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(
      `select to_regclass('${QUEUE_SCHEMA}.migration') is not null as known`,
    );
    const from = rows[0].known ? await version(client) : 0;
    await runMigrations(client, QUEUE_SCHEMA);
    await client.query(`
      set search_path to ${QUEUE_SCHEMA};
      -- BullMQ makes this sequence at the first job of a queue, which the app role may not.
      do $$ begin execute format('create sequence if not exists %I', job_id_seq_name('${QUEUE}')); end $$;
      grant usage on schema ${QUEUE_SCHEMA} to app;
      grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to app;
      grant usage, select, update on all sequences in schema ${QUEUE_SCHEMA} to app;
      -- Adding many jobs at once goes through temporary tables.
      do $$ begin execute format('grant temporary on database %I to app', current_database()); end $$;
      comment on schema ${QUEUE_SCHEMA} is 'The queue: ids only, across organizations, hence no row-level security.';`);
    return { from, to: await version(client) };
  } finally {
    await client.end();
  }
}

async function version(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    `select coalesce(max(version), 0)::int as version from ${QUEUE_SCHEMA}.migration`,
  );
  return rows[0].version as number;
}

/**
 * @param url of the app role
 * @throws Error whose message is one line for the operator, when the tables are not those of this build
 */
export async function checkQueueTables(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CHECK_MS,
    query_timeout: CHECK_MS,
  });
  try {
    await client.connect();
    if ((await version(client)) >= LATEST_SCHEMA_VERSION) return;
  } catch {
    // Not there, or not readable for this role.
  } finally {
    await client.end().catch(() => undefined);
  }
  throw new Error("The queue's tables are missing or old: run the migrate step first.");
}
