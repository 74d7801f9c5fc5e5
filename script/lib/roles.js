// Prepares a database for Waymark as the superuser: the database itself, its owner, and the role that serves.
import { readFileSync } from 'node:fs';

const sql = readFileSync(new URL('roles.sql', import.meta.url), 'utf8');

async function connected(url, work) {
  // Loaded late: this file is imported before the packages are installed.
  const { default: pg } = await import('pg');
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Creates what is missing and sets the passwords; does no harm when all is there. `superuserUrl` names any database of
 * the server, `database` the one to prepare.
 */
export async function prepareDatabase({ superuserUrl, database, ownerPassword, appPassword }) {
  await connected(superuserUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  });
  const url = new URL(superuserUrl);
  url.pathname = encodeURIComponent(database);
  await connected(url.href, async (client) => {
    await client.query(
      `select set_config('waymark.owner_password', $1, false), set_config('waymark.app_password', $2, false)`,
      [ownerPassword, appPassword],
    );
    await client.query(sql);
  });
}
