import type { DataSource } from 'typeorm';
import { dueThisWeekSql, slippedSql, todaySql } from '../../src/actions/action.sql.js';
import { mirrorNeeds, momentumNeeds } from '../../src/actions/momentum.sql.js';
import type { MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import type { Scope } from '../../src/graphql/read/declaration.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;

// Two hundred clients with two years of three actions a week.
beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 2, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  await database.owner(
    `with u as (insert into users (email) select 'c' || n || '@example.test' from generate_series(1, 199) n returning id, email)
     insert into members (org_id, user_id, name, email, roles, time_zone)
     select $1, u.id, 'Client', u.email, '{CLIENT}', 'Europe/Berlin' from u`,
    [north],
  );
  await database.owner(
    `insert into actions (org_id, client_id, assignee_id, created_by, kind, title, status, due_on, done_at, done_on)
     select c.org_id, c.id, c.id, c.id, 'CUSTOM', 'x', s.status, s.day, s.done, s.done
     from clients c, generate_series(0, 311) n,
          lateral (select '2026-11-20'::date - n * 7 / 3 as day) d,
          lateral (select case when n % 12 = 0 then 'TODO' else 'DONE' end as status, d.day,
                          case when n % 12 = 0 then null else d.day end as done) s`,
  );
  await database.owner('analyze actions');
}, 60_000);

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const scope = { asOf: () => `'2026-11-18T12:00:00Z'::timestamptz` } as Scope;

/** The plan of one expression about the client, as the client. */
const planOf = async (sql: string) => {
  const lines = await db.run(client, () =>
    db.query<{ 'QUERY PLAN': string }>(
      `explain select ${sql} from clients who where who.org_id = (select app.org_id()) and who.id = $1`,
      [client.memberId],
    ),
  );
  return lines.map((line) => line['QUERY PLAN']).join('\n');
};

test.each([
  ['the weeks of momentum', () => momentumNeeds('who', scope).weeks, /actions_done_idx/],
  ['the day of the last deed', () => momentumNeeds('who', scope).lastDoneOn, /actions_done_idx/],
  ['what is open of the mirror', () => mirrorNeeds('who', scope).dated, /actions_open_idx/],
  ['what slipped of the mirror', () => mirrorNeeds('who', scope).overdue, /actions_open_idx/],
])('%s is found by its index, whatever a client has done', async (_, sql, index) => {
  const plan = await planOf(sql());
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/Seq Scan on actions/);
});

test('what is due this week and what slipped is found by the index of open actions', async () => {
  const today = todaySql('who.org_id', 'who.id', scope);
  for (const condition of [dueThisWeekSql('a', today), slippedSql('a', today)]) {
    const plan = await planOf(
      `array(select a.id from actions a where a.org_id = who.org_id and a.client_id = who.id and ${condition}
             order by a.due_on, a.id limit 50)`,
    );
    expect(plan).toMatch(/actions_open_idx/);
    expect(plan).not.toMatch(/Seq Scan on actions/);
  }
});
