import type { DataSource } from 'typeorm';
import type { MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let admin: MemberActor;
let coach: MemberActor;
let client: MemberActor;
let otherClient: MemberActor;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  admin = await aMember(database, north, 'Alma', ['ADMIN', 'COACH']);
  coach = await aMember(database, north, 'Cora', ['COACH']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  otherClient = await aMember(database, north, 'Odo', ['CLIENT']);
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});
beforeEach(() => database.owner('delete from engagements'));

const rows = () => database.owner('select * from engagements order by id');
const between = (status: string, signedAt: string | null) =>
  database.owner(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', $4, $5, $5)`,
    [coach.orgId, coach.memberId, client.memberId, status, signedAt],
  );
/** By plain SQL, as the app role: what its policies let through is refused all the same. */
async function refused(actor: MemberActor, sql: string, ...values: unknown[]): Promise<void> {
  const before = await rows();
  await expect(db.run(actor, () => db.query(sql, values))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await rows()).toEqual(before);
}

test('a coach makes no engagement of theirs into one with another client', async () => {
  await between('ACTIVE', '2026-01-06T09:00:00Z');
  await refused(coach, 'update engagements set client_id = $1', otherClient.memberId);
  await refused(admin, 'update engagements set coach_id = $1', admin.memberId);
});

test('nobody signs for somebody else, an admin neither as it is proposed nor later', async () => {
  await between('PROPOSED', null);
  for (const actor of [coach, admin]) {
    await refused(
      actor,
      `update engagements set status = 'ACTIVE', coach_signed_at = now(), client_signed_at = now()`,
    );
  }
  await refused(client, 'update engagements set coach_signed_at = now()');
  await refused(
    admin,
    `insert into engagements (coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, '2026-01-05', 'ACTIVE', now(), now())`,
    admin.memberId,
    client.memberId,
  );
});

test('what is over does not begin again, and no consent with it', async () => {
  for (const status of ['COMPLETED', 'ENDED_EARLY']) {
    await between(status, '2026-01-06T09:00:00Z');
    for (const actor of [coach, client, admin]) {
      await refused(actor, `update engagements set status = 'ACTIVE'`);
    }
  }
});

test('nobody moves the last day once it is over, nor ends it on a day that is far ahead, and keeps notes for longer', async () => {
  await between('ACTIVE', '2026-01-06T09:00:00Z');
  await refused(coach, `update engagements set status = 'COMPLETED', ends_on = '2099-01-01'`);
  await database.owner(`update engagements set status = 'COMPLETED', ends_on = '2026-02-01'`);
  for (const actor of [coach, client, admin])
    await refused(actor, `update engagements set ends_on = '2099-01-01'`);
});
