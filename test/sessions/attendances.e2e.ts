import type { MemberActor } from '../../src/db/actor.js';
import type { DataSource } from 'typeorm';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { act, anAgreement, anEngagement, aSession, clear } from './people.js';

let waymark: TestApp;
let source: DataSource;
let db: Db;
let coach: MemberActor;
let client: MemberActor;
let admin: MemberActor;
let others: MemberActor[];
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  source = await appDataSource(database.appUrl, 2, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  coach = await aMember(database, north, 'Cora', ['COACH']);
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  admin = await aMember(database, north, 'Ada', ['ADMIN']);
  others = [
    await aMember(database, north, 'Otto', ['COACH']),
    await aMember(database, north, 'Odo', ['CLIENT']),
    await aMember(database, north, 'Mia', ['MENTOR']),
    await aMember(database, await anOrganization(database, 'south'), 'Finn', ['ADMIN', 'COACH', 'CLIENT']),
  ];
});
afterAll(async () => {
  await source.destroy();
  await waymark.close();
});
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
  await anEngagement(waymark.database, others[0]!, client);
});
afterEach(() => clear(waymark.database));

const FIELDS = 'heldOn outcome client { name } coach { name } session { id }';
const listed = async (as: MemberActor, more = '') =>
  (await waymark.send(as, `{ attendances(first: 50${more}) { nodes { ${FIELDS} } } }`)).data.attendances
    .nodes;
/** By plain SQL, as the role that serves. */
const rows = (as: MemberActor) =>
  db.run(as, () => db.query<{ outcome: string }>('select outcome from attendances order by outcome'));
const seenBy = async (as: MemberActor) => {
  const [api, sql] = [await listed(as), await rows(as)];
  expect(api.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual(
    sql.map(({ outcome }) => outcome),
  );
  return sql.map(({ outcome }) => outcome);
};
const named = (namesInAttendance: boolean) =>
  anAgreement(waymark.database, engagement, { namesInAttendance });
let hoursAgo = 0;
/** A session that has just been, marked. */
async function past(mark: 'markSessionHeld' | 'markSessionNoShow'): Promise<string> {
  hoursAgo += 2;
  const id = await aSession(waymark.database, engagement, -hoursAgo * 60);
  await act(waymark, coach, mark, id);
  return id;
}

test('both sides see who came, who did not and who cancelled late, and nobody else does', async () => {
  await past('markSessionHeld');
  await past('markSessionNoShow');
  await act(waymark, client, 'cancelSession', await aSession(waymark.database, engagement, 60));
  await act(waymark, coach, 'cancelSession', await aSession(waymark.database, engagement, 180));
  await act(waymark, client, 'cancelSession', await aSession(waymark.database, engagement, 3000));
  await aSession(waymark.database, engagement, -1000);
  for (const side of [coach, client])
    expect(await seenBy(side)).toEqual(['HELD', 'LATE_CANCELLED', 'NO_SHOW']);
  for (const who of [admin, ...others])
    if (!who.roles.includes('MENTOR')) expect(await seenBy(who)).toEqual([]);
  expect(await rows(others[2]!)).toEqual([]);
});

test('it is kept by the day where the client is, and leads to the session', async () => {
  await waymark.database.owner(`update members set time_zone = 'Pacific/Kiritimati' where id = $1`, [
    client.memberId,
  ]);
  const id = await past('markSessionHeld');
  const [row] = await waymark.database.owner<{ day: string }>(
    `select (starts_at at time zone 'Pacific/Kiritimati')::date::text as day from sessions where id = $1`,
    [id],
  );
  const expected = {
    heldOn: row!.day,
    outcome: 'HELD',
    client: { name: 'Clio' },
    coach: { name: 'Cora' },
    session: { id: `session_${id}` },
  };
  expect(await listed(coach)).toEqual([expected]);
  expect(await listed(coach, `, from: "${row!.day}", until: "${row!.day}"`)).toEqual([expected]);
  expect(await listed(coach, `, until: "2026-01-01"`)).toEqual([]);
  expect(await listed(client, `, clientId: "client_${others[1]!.memberId}"`)).toEqual([]);
});

test('it follows a correction', async () => {
  const id = await past('markSessionNoShow');
  const correct = (version: number, status: string) =>
    waymark.send(
      coach,
      `mutation { correctSession(id: "session_${id}", version: ${version}, status: ${status}, why: "Slip") { id } }`,
    );
  await correct(2, 'HELD');
  expect(await seenBy(client)).toEqual(['HELD']);
  await correct(3, 'CANCELLED');
  expect(await seenBy(client)).toEqual([]);
  await correct(4, 'NO_SHOW');
  expect(await seenBy(client)).toEqual(['NO_SHOW']);
});

test('an admin sees by name what agreements show, until one side no longer wants it, and from then on none of it', async () => {
  await past('markSessionHeld');
  await named(true);
  // What was booked before nobody had agreed to show.
  expect(await seenBy(admin)).toEqual([]);
  await past('markSessionNoShow');
  expect(await listed(admin)).toEqual([
    {
      heldOn: expect.any(String),
      outcome: 'NO_SHOW',
      client: { name: 'Clio' },
      coach: { name: 'Cora' },
      session: null,
    },
  ]);
  await named(false);
  expect(await seenBy(admin)).toEqual([]);
  await past('markSessionHeld');
  expect(await seenBy(admin)).toEqual([]);
  // On again: only what was booked while it said so.
  await named(true);
  expect(await seenBy(admin)).toEqual(['NO_SHOW']);
  expect(await seenBy(coach)).toEqual(['HELD', 'HELD', 'NO_SHOW']);
});

test('it waits for all signatures before admins see more', async () => {
  await waymark.database.owner(
    `insert into agreements (org_id, engagement_id, coach_id, client_id, number, names_in_attendance, client_signed_at)
     select org_id, id, coach_id, client_id, 2, true, now() from engagements where id = $1`,
    [engagement],
  );
  await past('markSessionHeld');
  expect(await seenBy(admin)).toEqual([]);
});

test('nobody writes attendance, nor chooses the agreement that judges a session', async () => {
  await past('markSessionHeld');
  for (const as of [coach, client, admin]) {
    const write = db.run(as, () => db.query(`update attendances set outcome = 'NO_SHOW'`));
    await expect(write).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const remove = db.run(as, () => db.query('delete from attendances'));
    await expect(remove).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  const shown = await named(true);
  await named(false);
  const choose = db.run(coach, () => db.query('update sessions set agreement_id = $1', [shown]));
  await expect(choose).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const [booked] = await db.run(client, () =>
    db.query<{ mine: boolean }>(
      `insert into sessions (engagement_id, coach_id, client_id, agreement_id, starts_at, ends_at, place)
       values ($1, $2, $3, $4, now() + interval '9 days', now() + interval '217 hours', 'Room 1')
       returning agreement_id = $4 as mine`,
      [engagement, coach.memberId, client.memberId, shown],
    ),
  );
  expect(booked).toEqual({ mine: false });
});
