import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { APP_PASSWORD, OWNER_PASSWORD, TEMPLATE } from './roles.js';

/** A migrated database of a test file's own, and the ways into it. */
export interface TestDatabase {
  /** As the app role: what the product connects as; row-level security holds. */
  appUrl: string;
  /** As the owner: migrates and backfills. */
  ownerUrl: string;
  /** As the superuser: sees and may do all. */
  superUrl: string;
  /** Rows of one statement as the owner, who sees every organization: for arranging and for asserting. */
  owner<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

async function superuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(process.env.TEST_PG_URL);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Clones the migrated template. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `t_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(6).toString('hex')}`;
  await superuser((client) => client.query(`create database ${name} template ${TEMPLATE}`));
  const url = (user?: string, password?: string) => {
    const made = new URL(process.env.TEST_PG_URL!);
    if (user) [made.username, made.password] = [user, password!];
    made.pathname = name;
    return made.href;
  };
  const ownerUrl = url('waymark_owner', OWNER_PASSWORD);
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  // Dropping the database ends its connections; that is no news.
  pool.on('error', () => undefined);
  return {
    appUrl: url('waymark_app', APP_PASSWORD),
    ownerUrl,
    superUrl: url(),
    owner: async (text, values) => (await pool.query(text, values)).rows,
    drop: async () => {
      await pool.end();
      await superuser((client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
