// Guarantees: the same seed loads the same rows, an organization whole or not at all; what is there already stays.
import type { Client } from 'pg';
import type { Keys } from '../db/keys.js';
import { BulkOrganization, type SeededOrganization } from './bulk.organization.js';
import { insertRows, TABLES } from './loader.js';
import { ProgressBar } from './progress-bar.js';
import { Random } from './random.js';
import { DAY } from './sheet.js';

/** No organization is smaller, unless the biggest is. */
const SMALLEST = 5;
/** The password of every seeded person begins so; the seed's number follows. */
const PASSWORD = 'seeded-with-';

export interface BulkOptions {
  orgs: number;
  /** Of the biggest organization; the others have a half, a third, a fourth … of it. */
  clients: number;
  seed: number;
  /** Any instant of the day that everything is told from. */
  now: number;
}

export interface Seeded {
  seed: number;
  organizations: SeededOrganization[];
}

/** Clients of each organization, the biggest first. */
export function sizesOf({ orgs, clients }: Pick<BulkOptions, 'orgs' | 'clients'>): number[] {
  return Array.from({ length: orgs }, (_, index) =>
    Math.max(Math.min(SMALLEST, clients), Math.round(clients / (index + 1))),
  );
}

export const passwordOf = (seed: number) => `${PASSWORD}${seed}`;

/**
 * Loads the organizations of a seed as the owner.
 * @param passwordHash of `passwordOf(seed)`: one for all, since hashing a password for each of ten thousand people
 *   would take minutes and say nothing
 * @returns the ids and credentials, also of what had been loaded before
 */
export async function seedBulk(
  client: Client,
  keys: Keys,
  options: BulkOptions,
  passwordHash: string,
  bar = new ProgressBar(
    'Seeding clients',
    sizesOf(options).reduce((sum, size) => sum + size, 0),
  ),
): Promise<Seeded> {
  const { seed, now } = options;
  const today = now - (now % DAY);
  const organizations: SeededOrganization[] = [];
  for (const [index, clients] of sizesOf(options).entries()) {
    const random = new Random('waymark', seed, index);
    const facts = { seed, index, clients, today, password: passwordOf(seed), passwordHash };
    const organization = new BulkOrganization(random, facts, keys);
    organizations.push(organization.seeded);
    const rows = organization.sheet.rowCount;
    await load(client, organization, (count) => bar.add((clients * count) / rows));
  }
  bar.end();
  // Statistics, and which pages hold nothing that must be looked up.
  for (const table of TABLES) await client.query(`vacuum (analyze) ${table}`);
  return { seed, organizations };
}

async function load(
  client: Client,
  { sheet }: BulkOrganization,
  done: (count: number) => void,
): Promise<void> {
  const known = await client.query('select from organizations where id = $1', [sheet.orgId]);
  if (known.rowCount === 1) return done(sheet.rowCount);
  await client.query('begin');
  try {
    for (const table of TABLES) await insertRows(client, table, sheet.tables[table], done);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
