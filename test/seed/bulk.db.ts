import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { Keys } from '../../src/db/keys.js';
import { Links } from '../../src/db/links.js';
import { UPDATES } from '../../src/seed/bulk.organization.js';
import { passwordOf, seedBulk, sizesOf, type BulkOptions, type Seeded } from '../../src/seed/bulk.js';
import { TABLES } from '../../src/seed/loader.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

const NOW = Date.UTC(2026, 10, 18, 13, 30);
const DAY = 86_400_000;
const tiny: BulkOptions = { orgs: 2, clients: 22, seed: 7, now: NOW };
const quiet = { add: () => undefined, end: () => undefined };

/** Made anew each time: hashes, keys, what is sealed with them, and the agreements, which the database makes itself. */
const RANDOM = [
  'password_hash',
  'wrapped',
  'went_well',
  'blockers',
  'next_commitment',
  'text',
  'agreement_id',
];

async function seeded(database: TestDatabase, options: BulkOptions): Promise<Seeded> {
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    const keys = new Keys(randomBytes(32), new Links(randomBytes(32), 'http://127.0.0.1'));
    return await seedBulk(client, keys, options, 'hash', quiet as never);
  } finally {
    await client.end();
  }
}

/** Made with their engagement or organization, with ids of their own. */
const MADE_BY_DATABASE: readonly string[] = ['agreements', 'note_templates'];

/** Of every row of every other table, or of their ids alone. */
async function checksum(database: TestDatabase, of: 'rows' | 'ids'): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const table of TABLES.filter((one) => !MADE_BY_DATABASE.includes(one))) {
    const rows = await database.owner<{ row: unknown }>(
      `select ${of === 'ids' ? 'to_jsonb(t.id)' : 'to_jsonb(t) - $1::text[]'} as row from ${table} t
       where cardinality($1::text[]) > 0 order by to_jsonb(t) ->> 'org_id', t.id`,
      [RANDOM],
    );
    const hash = createHash('sha256').update(JSON.stringify(rows.map(({ row }) => row)));
    sums[table] = `${rows.length} ${hash.digest('hex')}`;
  }
  return sums;
}

describe('the seed', () => {
  let database: TestDatabase;
  let first: Seeded;

  beforeAll(async () => {
    database = await createDatabase();
    first = await seeded(database, tiny);
  });
  afterAll(() => database.drop());

  it('loads the same rows for the same seed', async () => {
    const other = await createDatabase();
    expect(await seeded(other, tiny)).toEqual(first);
    expect(await checksum(other, 'rows')).toEqual(await checksum(database, 'rows'));
    await other.drop();
  });

  it('gives the same ids on another day, and other ids for another seed', async () => {
    const other = await createDatabase();
    expect(await seeded(other, { ...tiny, now: NOW + 3 * DAY })).toEqual(first);
    expect(await checksum(other, 'ids')).toEqual(await checksum(database, 'ids'));
    const again = await seeded(other, { ...tiny, seed: 8 });
    expect(again.organizations[0]!.id).not.toBe(first.organizations[0]!.id);
    await other.drop();
  });

  it('leaves what is there already, and tells its ids again', async () => {
    const before = await checksum(database, 'rows');
    expect(await seeded(database, tiny)).toEqual(first);
    expect(await checksum(database, 'rows')).toEqual(before);
  });

  it('tells of everybody the ids and the credentials', async () => {
    const [biggest] = first.organizations;
    expect(Object.keys(biggest!)).toEqual(['id', 'slug', 'name', 'people']);
    const inRole = (role: string) => biggest!.people.filter(({ roles }) => roles.includes(role));
    expect(['ADMIN', 'COACH', 'MENTOR', 'CLIENT'].map((role) => inRole(role).length)).toEqual([1, 2, 1, 22]);
    const [client] = inRole('CLIENT');
    expect(client).toEqual({
      id: expect.stringMatching(/^member_[0-9a-f-]{36}$/),
      name: expect.any(String),
      email: expect.stringMatching(/@seed-7-1\.example$/),
      password: passwordOf(7),
      roles: ['CLIENT'],
      engagements: expect.arrayContaining([expect.stringMatching(/^engagement_/)]),
      goals: Array.from({ length: 5 }, () => expect.stringMatching(/^goal_/)),
      sessions: Array.from({ length: 8 }, () => expect.stringMatching(/^session_/)),
      reviewPlans: [expect.stringMatching(/^review-plan_/)],
      reviews: expect.arrayContaining([expect.stringMatching(/^review_/)]),
    });
    const goals = await database.owner<{ count: number }>(
      'select count(*)::int from goals where id = any ($1)',
      [client!.goals!.map((id) => id.slice('goal_'.length))],
    );
    expect(goals).toEqual([{ count: 5 }]);
  });

  it('leaves beside each goal what the application would have kept', async () => {
    const wrong = await database.owner(
      `select g.id from goals g
       left join lateral (select p.id, p.at, p.value from goal_progress p where p.org_id = g.org_id and p.goal_id = g.id
                          order by p.at desc, p.id desc limit 1) l on true
       where (g.last_progress_id, g.last_progress_at, g.last_value) is distinct from (l.id, l.at, l.value)
          or g.version <> 1 + (select count(*) from goal_revisions r where r.org_id = g.org_id and r.goal_id = g.id)`,
    );
    expect(wrong).toEqual([]);
  });

  it('puts nothing that has happened into the future, and booked sessions there', async () => {
    const [counts] = await database.owner(
      `select (select count(*)::int from goal_progress where at > $1) as progress,
              (select count(*)::int from reviews where due_at > $1 or answered_at > $1) as reviews,
              (select count(*)::int from sessions where (status = 'BOOKED') <> (starts_at > $1)) as sessions,
              (select count(*)::int from review_plans where next_at <= $1) as plans`,
      [new Date(NOW - (NOW % DAY))],
    );
    expect(counts).toEqual({ progress: 0, reviews: 0, sessions: 0, plans: 0 });
  });
});

describe('the sizes of a seed', () => {
  it('fall from the biggest organization on, and hold a million updates where the benchmark asks for them', () => {
    expect(sizesOf({ orgs: 4, clients: 60 })).toEqual([60, 30, 20, 15]);
    expect(sizesOf({ orgs: 3, clients: 2 })).toEqual([2, 2, 2]);
    const clients = sizesOf({ orgs: 200, clients: 2000 }).reduce((sum, size) => sum + size, 0);
    const updates = Object.values(UPDATES).reduce((sum, count) => sum + count, 0);
    expect(clients * updates).toBeGreaterThanOrEqual(1_000_000);
  });
});
