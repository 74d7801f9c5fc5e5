import type { DataSource } from 'typeorm';
import { NOBODY, type Actor, type MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aCast, consent, engage, type Cast } from './opportunities.world.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Cast;
let opportunity: string;
let application: string;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await aCast(database);
  await consent(database, cast.engagement, 'DOCUMENTS');
  await consent(database, cast.engagement, 'SKILLS');
  const [row] = await sql<{ id: string }>(
    cast.mentor,
    `with skill as (select id from skills limit 1),
       posted as (insert into opportunities (kind, title, seats) values ('PROJECT', 'Plan', 2) returning id),
       linked as (insert into opportunity_skills (opportunity_id, skill_id) select posted.id, skill.id from posted, skill)
     select id from posted`,
  );
  opportunity = row!.id;
  application = (await take(cast.client))!;
  await sql(
    cast.client,
    `insert into contacts (client_id, name, tie) values (app.member_id(), 's1.sealed', 3)`,
  );
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const sql = <Row>(actor: Actor, text: string, values: unknown[] = []) =>
  db.run(actor, () => db.query<Row>(text, values));
const count = async (actor: Actor, table: string) => (await sql(actor, `select id from ${table}`)).length;
const refused = (actor: Actor, text: string, values: unknown[] = []) =>
  expect(sql(actor, text, values)).rejects.toMatchObject({ code: 'NOT_FOUND' });

async function take(who: MemberActor): Promise<string | null> {
  const [row] = await sql<{ id: string | null }>(
    who,
    `with step as (
       insert into actions (client_id, assignee_id, kind, title) values (app.member_id(), app.member_id(), 'CUSTOM', 'Plan')
       returning id)
     select id from step`,
  );
  const [taken] = await sql<{ id: string | null }>(who, 'select app.take_up($1, $2, current_date) as id', [
    opportunity,
    row!.id,
  ]);
  return taken!.id;
}

test('opportunities are there for everybody in the organization, and for nobody else', async () => {
  for (const table of ['opportunities', 'opportunity_skills']) {
    for (const person of ['client', 'otherClient', 'coach', 'mentor', 'admin', 'adminWhoCoaches'] as const) {
      expect([table, person, await count(cast[person], table)]).toEqual([table, person, 1]);
    }
    expect(await count(cast.foreigner, table)).toBe(0);
    expect(await count(NOBODY, table)).toBe(0);
  }
});

test('who applied is there for the client and the poster; for no coach with any consent, and no other admin', async () => {
  const seen = async (actor: Actor) => count(actor, 'opportunity_applications');
  expect([await seen(cast.client), await seen(cast.mentor)]).toEqual([1, 1]);
  for (const person of [
    'coach',
    'otherCoach',
    'otherClient',
    'admin',
    'adminWhoCoaches',
    'foreigner',
  ] as const) {
    expect([person, await seen(cast[person])]).toEqual([person, 0]);
  }
  expect(await seen(NOBODY)).toBe(0);
  expect(await seen({ kind: 'system', orgId: cast.client.orgId })).toBe(0);
});

test('a poster whose role was taken away sees no longer who applied', async () => {
  const roles = (words: string) => `update members set roles = '{${words}}' where id = $1`;
  await database.owner(roles('CLIENT'), [cast.mentor.memberId]);
  const now = { ...cast.mentor, roles: ['CLIENT'] as const };
  expect(await count(now, 'opportunity_applications')).toBe(0);
  expect(await sql(now, 'select app.applicant_name($1) as name', [application])).toEqual([{ name: null }]);
  expect(await sql(now, 'update opportunities set title = title returning id')).toEqual([]);
  await database.owner(roles('MENTOR'), [cast.mentor.memberId]);
  expect(await count(cast.mentor, 'opportunity_applications')).toBe(1);
});

test('names are given to those they are meant for', async () => {
  const name = async (actor: Actor, text: string, id: string) =>
    (await sql<{ name: string | null }>(actor, `select ${text}($1) as name`, [id]))[0]!.name;
  expect(await name(cast.client, 'app.poster_name', opportunity)).toBe('Mel');
  expect(await name(cast.foreigner, 'app.poster_name', opportunity)).toBeNull();
  expect(await name(cast.mentor, 'app.applicant_name', application)).toBe('Clio');
  for (const person of ['coach', 'otherClient', 'admin', 'foreigner'] as const) {
    expect(await name(cast[person], 'app.applicant_name', application)).toBeNull();
  }
});

test('nobody changes what another posted, posts in another’s name, or counts seats by hand', async () => {
  for (const person of ['client', 'coach', 'admin', 'adminWhoCoaches', 'foreigner'] as const) {
    expect(await sql(cast[person], 'update opportunities set title = title returning id')).toEqual([]);
    expect(await sql(cast[person], 'delete from opportunity_skills returning id')).toEqual([]);
  }
  const post = `insert into opportunities (kind, title, poster_id) values ('ROLE', 'Mine', $1)`;
  await refused(cast.admin, post, [cast.mentor.memberId]);
  await refused(cast.client, post, [cast.client.memberId]);
  await refused(cast.client, post, [cast.mentor.memberId]);
  for (const text of [
    'update opportunities set seats_taken = 0',
    'update opportunities set poster_id = app.member_id()',
    `update opportunities set kind = 'ROLE'`,
    'delete from opportunities',
  ]) {
    await refused(cast.mentor, text);
  }
});

test('applications are written by the two functions alone', async () => {
  for (const person of ['client', 'mentor', 'admin'] as const) {
    for (const text of [
      'update opportunity_applications set withdrawn_at = null',
      'delete from opportunity_applications',
      'insert into opportunity_applications select * from opportunity_applications',
    ]) {
      await refused(cast[person], text);
    }
  }
});

test('only a client of the organization takes a seat, for a step of their own', async () => {
  const state = () => database.owner('select seats_taken, version from opportunities');
  const before = await state();
  const [step] = await database.owner<{ id: string }>('select id from actions limit 1');
  const takeUp = 'select app.take_up($1, $2, current_date) as id';
  for (const actor of [cast.coach, cast.admin, cast.foreigner, NOBODY]) {
    expect(await sql(actor, takeUp, [opportunity, step!.id])).toEqual([{ id: null }]);
  }
  await expect(sql(cast.otherClient, takeUp, [opportunity, step!.id])).rejects.toMatchObject({
    constraint: 'opportunity_applications_action_fk',
  });
  const stepBack = 'select app.step_back($1) as stood';
  for (const actor of [cast.otherClient, cast.mentor, cast.admin, cast.foreigner, NOBODY]) {
    expect(await sql(actor, stepBack, [application])).toEqual([{ stood: false }]);
  }
  expect(await state()).toEqual(before);
});

test('contacts are there for the client alone, whatever the coach was let see', async () => {
  for (const subject of ['CONSTRAINTS', 'TARGET_ROLES', 'CHECK_INS', 'TASKS', 'VALUES', 'ROLE_ASPECTS']) {
    await consent(database, cast.engagement, subject);
  }
  await engage(database, cast.otherCoach, cast.client);
  expect(await count(cast.client, 'contacts')).toBe(1);
  for (const [person, actor] of Object.entries(cast)) {
    if (person === 'client' || person === 'engagement') continue;
    expect([person, await count(actor, 'contacts')]).toEqual([person, 0]);
    expect(await sql(actor, 'update contacts set tie = 1 returning id')).toEqual([]);
    expect(await sql(actor, 'delete from contacts returning id')).toEqual([]);
    await refused(actor, `insert into contacts (org_id, client_id, name, tie) values ($1, $2, 's1.x', 1)`, [
      cast.client.orgId,
      cast.client.memberId,
    ]);
  }
  expect(await count({ kind: 'system', orgId: cast.client.orgId }, 'contacts')).toBe(0);
});

test('no text of a contact is stored plain', async () => {
  for (const column of ['name', 'field', 'next_step']) {
    await expect(
      sql(
        cast.client,
        `insert into contacts (client_id, tie, name) values (app.member_id(), 3, 's1.x')`,
      ).then(() => sql(cast.client, `update contacts set ${column} = 'Plain'`)),
    ).rejects.toMatchObject({ constraint: `contacts_${column}_check` });
  }
});
