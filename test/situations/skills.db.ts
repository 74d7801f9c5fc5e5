import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { consent, engage } from './situation.people.js';

const catalogues = ['skills', 'catalogue_roles', 'catalogue_role_skills'] as const;
const own = ['skill_claims', 'target_roles', 'target_role_skills'] as const;
let database: TestDatabase;
let source: DataSource;
let db: Db;
let client: MemberActor;
let coach: MemberActor;
let members: Record<string, MemberActor>;
let system: Actor;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  const north = await anOrganization(database, 'north');
  client = await aMember(database, north, 'Clio', ['CLIENT']);
  coach = await aMember(database, north, 'Cora', ['COACH', 'ADMIN']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  const buddy = await aMember(database, north, 'Bea', ['CLIENT']);
  members = {
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    otherCoach,
    mentor: await aMember(database, north, 'Mia', ['MENTOR']),
    buddy,
    coach,
    client,
  };
  system = { kind: 'system', orgId: north };
  await engage(database, coach, client);
  await engage(database, otherCoach, buddy);
  await db.run(client, async () => {
    await db.query(
      `insert into skill_claims (client_id, skill_id, level, use, enjoyment)
       select app.member_id(), id, 1, 1, 1 from skills where name in ('Hiring', 'Planning')`,
    );
    await db.query(
      `with role as (insert into target_roles (client_id, title, preferred)
         values (app.member_id(), 'Baker', true) returning id)
       insert into target_role_skills (client_id, target_role_id, skill_id, level, importance)
       select app.member_id(), role.id, s.id, 3, 'ESSENTIAL' from role, skills s where s.name = 'Hiring'`,
    );
  });
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const count = (actor: Actor, tables: readonly string[]) =>
  db.run(actor, async () => {
    const counts: number[] = [];
    for (const table of tables) {
      const [row] = await db.query<{ count: number }>(`select count(*)::int from ${table}`);
      counts.push(row!.count);
    }
    return counts;
  });
const changes = (actor: Actor, statement: string) =>
  db.run(actor, async () => (await db.query(`${statement} returning 1`)).length);

test('everybody of an organization meets its catalogues, and nobody meets another’s', async () => {
  const starter = [62, 20, 140];
  for (const actor of [...Object.values(members), system]) {
    expect(await count(actor, catalogues)).toEqual(starter);
  }
  expect(await count({ kind: 'nobody' }, catalogues)).toEqual([0, 0, 0]);
  expect(await database.owner('select count(*)::int from skills')).toEqual([{ count: 62 }]);
  const south = await anOrganization(database, 'south');
  const stranger = await aMember(database, south, 'Sol', ['ADMIN', 'COACH', 'CLIENT', 'MENTOR']);
  expect(await count(stranger, catalogues)).toEqual(starter);
  expect(await count(stranger, own)).toEqual([0, 0, 0]);
  const [shared] = await db.run(stranger, () =>
    db.query<{ count: number }>(`select count(*)::int from skills where org_id = $1`, [client.orgId]),
  );
  expect(shared).toEqual({ count: 0 });
});

test('only admins and the system change a catalogue', async () => {
  const change = `update skills set description = description where name = 'Hiring'`;
  expect(await changes(members.admin!, change)).toBe(1);
  expect(await changes(system, change)).toBe(1);
  for (const name of ['otherCoach', 'mentor', 'buddy', 'client']) {
    expect([name, await changes(members[name]!, change)]).toEqual([name, 0]);
    await expect(
      changes(members[name]!, `insert into skills (name) values ('Theirs')`),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('nobody but the client meets what they say, until they give consent part by part', async () => {
  await consent(database, client);
  for (const [name, actor] of Object.entries(members)) {
    expect([name, await count(actor, own)]).toEqual([name, name === 'client' ? [2, 1, 1] : [0, 0, 0]]);
  }
  expect(await count(system, own)).toEqual([0, 0, 0]);
  await consent(database, client, 'SKILLS');
  expect(await count(coach, own)).toEqual([2, 0, 0]);
  await consent(database, client, 'TARGET_ROLES');
  expect(await count(coach, own)).toEqual([0, 1, 1]);
  expect(await count(members.otherCoach!, own)).toEqual([0, 0, 0]);
});

test('a coach who sees it changes nothing of it', async () => {
  await consent(database, client, 'SKILLS', 'TARGET_ROLES');
  for (const statement of [
    'update skill_claims set level = 5',
    'delete from skill_claims',
    `update target_roles set title = 'Theirs'`,
    'update target_role_skills set level = 0',
    'delete from target_role_skills',
  ]) {
    expect([statement, await changes(coach, statement)]).toEqual([statement, 0]);
  }
});

test('the database itself refuses that no target role is preferred, or two', async () => {
  const refused = { constraint: 'target_roles_one_preferred' };
  const asOwner = (statement: string) => database.owner(statement, [client.memberId]);
  await expect(
    asOwner('update target_roles set preferred = false where client_id = $1'),
  ).rejects.toMatchObject(refused);
  await expect(
    asOwner(`insert into target_roles (org_id, client_id, title, preferred)
      select org_id, id, 'Second', true from clients where id = $1`),
  ).rejects.toMatchObject({ constraint: 'target_roles_preferred_key' });
  await asOwner(`insert into target_roles (org_id, client_id, title, preferred)
    select org_id, id, 'Second', false from clients where id = $1`);
  await expect(
    asOwner(
      `update target_roles set preferred = false, archived_at = now() where client_id = $1 and preferred`,
    ),
  ).rejects.toMatchObject(refused);
  await asOwner('update target_roles set preferred = false, archived_at = now() where client_id = $1');
});

test('of two who each archive one of two at once, one is refused: none would be preferred', async () => {
  const add = (title: string, preferred: boolean) =>
    database.owner(`insert into target_roles (org_id, client_id, title, preferred) values ($1, $2, $3, $4)`, [
      client.orgId,
      members.buddy!.memberId,
      title,
      preferred,
    ]);
  await add('One', true);
  await add('Two', false);
  const archive = (title: string) =>
    database.owner(
      `update target_roles set archived_at = now(), preferred = false where client_id = $1 and title = $2`,
      [members.buddy!.memberId, title],
    );
  const results = await Promise.allSettled([archive('One'), archive('Two')]);
  const left = await database.owner(
    `select title, preferred from target_roles where client_id = $1 and archived_at is null`,
    [members.buddy!.memberId],
  );
  // Whichever came first: the preferred one stays unless it is the last.
  const refusedOne = results[0].status === 'rejected';
  expect(left).toEqual(refusedOne ? [{ title: 'One', preferred: true }] : []);
});

test('a member finds no organization by its slug, not even their own', async () => {
  for (const actor of Object.values(members)) {
    const found = await db.run(actor, () => db.query(`select app.organization_of_slug('north') as id`));
    expect(found).toEqual([{ id: null }]);
  }
});
