// One PostgreSQL for the run (script/test hands one over; a bare jest starts its own), and in it a migrated template
// that every test file clones in some 50 ms.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
// Node strips the types by itself; jest's own module names do not reach a global setup.
import { migrate } from '../../src/db/migrate.ts';
import { migrateQueue } from '../../src/jobs/queue-tables.ts';
import { prepareDatabase } from '../../script/lib/roles.js';
import { startPostgres, wipePostgres } from '../../script/lib/postgres.js';
import { OWNER_PASSWORD, APP_PASSWORD, TEMPLATE } from './roles.js';

const root = join(import.meta.dirname, '../..');

export default async function globalSetup() {
  if (!process.env.TEST_PG_URL) {
    const home = join(root, '.waymark', `test-${process.pid}`);
    const server = await startPostgres({ home, durable: false });
    process.env.TEST_PG_URL = server.url();
    Object.assign(globalThis, {
      stopPostgres: async () => {
        await server.stop();
        await wipePostgres({ home });
        rmSync(home, { recursive: true, force: true });
      },
    });
  }
  const superuserUrl = process.env.TEST_PG_URL;
  const client = new pg.Client(superuserUrl);
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await prepareDatabase({
    superuserUrl,
    database: TEMPLATE,
    ownerPassword: OWNER_PASSWORD,
    appPassword: APP_PASSWORD,
  });
  const owner = new URL(superuserUrl);
  owner.username = 'waymark_owner';
  owner.password = OWNER_PASSWORD;
  owner.pathname = TEMPLATE;
  await migrate(owner.href, join(root, 'migrations'));
  await migrateQueue(owner.href);
  // A template cannot be cloned while somebody is connected to it.
  await client.query(`alter database ${TEMPLATE} with allow_connections false`);
  await client.end();
}
