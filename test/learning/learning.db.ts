import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let buddy: MemberActor;
let mentor: MemberActor;
let admin: MemberActor;
/** Of the same organization, and neither the client nor who posted and told. */
let colleagues: MemberActor[];
let outsiders: Actor[];

const SEALED = `'s1.00000000-0000-0000-0000-000000000000.x'`;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  buddy = await aMember(database, north, 'Bea', ['CLIENT']);
  mentor = await aMember(database, north, 'Mona', ['MENTOR']);
  admin = await aMember(database, north, 'Ada', ['ADMIN']);
  const coach = await aMember(database, north, 'Cora', ['COACH', 'ADMIN']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  colleagues = [buddy, admin, coach, otherCoach];
  outsiders = [
    await aMember(database, await anOrganization(database, 'south'), 'Finn', ['CLIENT', 'COACH', 'ADMIN']),
    { kind: 'nobody' },
  ];
  await database.owner(
    `with pair as (
       insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
       values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning *)
     insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, unnest(array['SKILLS', 'DOCUMENTS', 'CHECK_INS']) from pair`,
    [north, coach.memberId, client.memberId],
  );
  await arrange();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** One row of the client's in each table, and one of each that the mentor wrote. */
async function arrange(): Promise<void> {
  await db.run(mentor, async () => {
    await db.query(
      `with posted as (
         insert into programmes (title, starts_on, ends_on, enrol_by) values ('P', '2026-01-01', '2099-01-01', '2099-01-01')
         returning id)
       insert into programme_steps (programme_id, position, title) select id, 1, 'S' from posted`,
    );
    await db.query(`insert into stories (title, situation, tried, worked) values ('T', 's', 't', 'w')`);
    await db.query(
      `insert into story_skills (story_id, skill_id) select s.id, k.id from stories s, lateral (select id from skills limit 1) k`,
    );
  });
  await db.run(client, async () => {
    await db.query(
      `insert into learning_items (client_id, kind, title) values (app.member_id(), 'BOOK', 'B')`,
    );
    await db.query(
      `insert into learning_item_corrections (client_id, item_id, was_on, reason)
       select client_id, id, '2026-01-01', 'r' from learning_items`,
    );
    await db.query(
      `insert into credentials (client_id, title, issuer, issued_on) values (app.member_id(), 'C', 'I', '2026-01-01')`,
    );
    await db.query(`insert into documents (client_id, kind, title) values (app.member_id(), 'RESUME', 'R')`);
    await db.query(
      `insert into document_credentials (client_id, document_id, credential_id)
       select c.client_id, d.id, c.id from credentials c, documents d`,
    );
    await db.query(`select app.enrol(id, '2026-06-01') from programmes`);
    await db.query(
      `insert into enrolment_marks (client_id, programme_id, enrolment_id, step_id, position, done)
       select e.client_id, e.programme_id, e.id, s.id, 1, true from enrolments e, programme_steps s`,
    );
    await db.query(`insert into risks (client_id, hypothesis) values (app.member_id(), ${SEALED})`);
    await db.query(
      `insert into risk_corrections (client_id, risk_id, was_decision, was_outcome, reason)
       select client_id, id, ${SEALED}, ${SEALED}, ${SEALED} from risks`,
    );
    await db.query(
      `insert into peer_studies (client_id, who, did) values (app.member_id(), ${SEALED}, ${SEALED})`,
    );
  });
}

const OWN = [
  'learning_items',
  'learning_item_corrections',
  'credentials',
  'document_credentials',
  'enrolments',
  'enrolment_marks',
  'risks',
  'risk_corrections',
  'peer_studies',
];
const count = (actor: Actor, table: string) =>
  db.run(actor, async () => (await db.query(`select id from ${table}`)).length);

test('what a client learns is the client’s alone: no coach, whatever the consent, no admin, mentor or other client', async () => {
  for (const table of OWN) {
    expect([table, await count(client, table)]).toEqual([table, 1]);
    for (const other of [
      ...colleagues,
      mentor,
      ...outsiders,
      { kind: 'system', orgId: client.orgId } as const,
    ]) {
      expect([table, await count(other, table)]).toEqual([table, 0]);
    }
  }
});

test('programmes and their steps are the organization’s, and nobody else’s', async () => {
  for (const table of ['programmes', 'programme_steps']) {
    for (const reader of [client, mentor, ...colleagues]) expect(await count(reader, table)).toBe(1);
    for (const outsider of outsiders) expect(await count(outsider, table)).toBe(0);
  }
});

test('a draft is its author’s, a published story the organization’s, a withdrawn one its author’s and the admins’', async () => {
  const readers = async (table: string) => {
    const seen: string[] = [];
    for (const [name, actor] of Object.entries({ client, buddy, mentor, admin, outsider: outsiders[0]! })) {
      if ((await count(actor, table)) === 1) seen.push(name);
    }
    return seen;
  };
  for (const [change, expected] of [
    [`status = 'DRAFT'`, ['mentor']],
    [`status = 'PUBLISHED', published_at = now()`, ['client', 'buddy', 'mentor', 'admin']],
    [`status = 'WITHDRAWN', withdrawn_at = now()`, ['mentor', 'admin']],
  ] as const) {
    await database.owner(`update stories set ${change}`);
    expect([await readers('stories'), await readers('story_skills')]).toEqual([expected, expected]);
  }
});

const alter = (actor: Actor, table: string, set = 'version = version') =>
  db.run(actor, async () => (await db.query(`update ${table} set ${set} returning id`)).length);

test('nobody but the client alters what is theirs', async () => {
  for (const table of ['learning_items', 'credentials', 'enrolments', 'risks', 'peer_studies']) {
    expect([table, await alter(client, table)]).toEqual([table, 1]);
    for (const other of [...colleagues, mentor, ...outsiders]) {
      expect([table, await alter(other, table)]).toEqual([table, 0]);
    }
  }
});

test('corrections and marks can be neither altered nor deleted, not even by the client', async () => {
  for (const table of ['learning_item_corrections', 'enrolment_marks', 'risk_corrections']) {
    await expect(alter(client, table, 'at = at')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(db.run(client, () => db.query(`delete from ${table}`))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
});

test('nobody writes themselves into a programme, and a seat that was given back is not taken again by hand', async () => {
  const write = db.run(buddy, () =>
    db.query('insert into enrolments (programme_id, client_id) select id, app.member_id() from programmes'),
  );
  await expect(write).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const enrol = (actor: MemberActor) =>
    db.run(
      actor,
      async () =>
        (
          await db.query<{ id: string | null }>(`select app.enrol(id, '2026-06-01') as id from programmes`)
        )[0]!.id,
    );
  // A mentor who is no client takes no seat.
  expect(await enrol(mentor)).toBeNull();
  await database.owner('update programmes set seats = 1');
  expect(await enrol(buddy)).toBeNull();
  await database.owner('update programmes set seats = null');
  expect(await enrol(buddy)).not.toBeNull();
  expect(await alter(buddy, 'enrolments', `status = 'LEFT', left_at = now()`)).toBe(1);
  expect(await alter(buddy, 'enrolments', `status = 'ENROLLED', left_at = null`)).toBe(0);
});

test('how many are in a programme is told to who posted it only', async () => {
  const told = (actor: Actor) =>
    db.run(actor, () => db.query('select * from programmes p, app.programme_counts(p.id)'));
  expect(await told(mentor)).toMatchObject([{ enrolled: 1, completed: 0, ever: 2 }]);
  for (const other of [client, ...colleagues, ...outsiders]) expect(await told(other)).toEqual([]);
});

test('programmes and stories are altered by who wrote them, and stories withdrawn by an admin', async () => {
  await database.owner(`update stories set status = 'PUBLISHED', published_at = now(), withdrawn_at = null`);
  for (const table of ['programmes', 'stories']) {
    for (const other of [
      client,
      ...colleagues.filter(({ roles }) => !roles.includes('ADMIN')),
      ...outsiders,
    ]) {
      expect([table, await alter(other, table)]).toEqual([table, 0]);
    }
    expect(await alter(mentor, table)).toBe(1);
  }
  expect(await alter(admin, 'programmes')).toBe(0);
  await expect(alter(admin, 'stories', `title = 'Mine'`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await alter(admin, 'stories', `status = 'WITHDRAWN', withdrawn_at = now()`)).toBe(1);
  expect(await alter(mentor, 'stories', `status = 'PUBLISHED', withdrawn_at = null`)).toBe(0);
});

test('who posted loses the say over it with the role', async () => {
  await database.owner(`update members set roles = '{CLIENT}' where id = $1`, [mentor.memberId]);
  const former: MemberActor = { ...mentor, roles: ['CLIENT'] };
  expect(await alter(former, 'programmes')).toBe(0);
  expect(await count(former, 'stories')).toBe(0);
  await database.owner(`update members set roles = '{MENTOR}' where id = $1`, [mentor.memberId]);
});

test('the sweeps look across organizations and learn who, not what', async () => {
  await database.owner(`update credentials set expires_on = '2026-06-30'`);
  await database.owner(
    `update risks set status = 'RUNNING', started_at = now(), stop_on = '2026-06-08', stop_rule = ${SEALED}, success_criterion = ${SEALED}`,
  );
  const found = (name: string, at: string) =>
    db.run({ kind: 'nobody' }, () => db.query(`select * from app.${name}($1, 10)`, [at]));
  const who = [{ org_id: client.orgId, id: client.memberId }];
  expect(await found('due_credential_clients', '2026-05-31T10:00:00Z')).toEqual(who);
  expect(await found('due_credential_clients', '2026-05-30T10:00:00Z')).toEqual([]);
  expect(await found('due_credential_clients', '2026-07-01T10:00:00Z')).toEqual([]);
  expect(await found('due_risk_clients', '2026-06-08T10:00:00Z')).toEqual(who);
  expect(await found('due_risk_clients', '2026-06-07T10:00:00Z')).toEqual([]);
});
