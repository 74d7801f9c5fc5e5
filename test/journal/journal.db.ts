import type { DataSource } from 'typeorm';
import type { Actor, MemberActor } from '../../src/db/actor.js';
import { appDataSource } from '../../src/db/data-source.js';
import { Db } from '../../src/db/db.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aGoal, aPact, castOf, type Cast } from './world.js';

let database: TestDatabase;
let source: DataSource;
let db: Db;
let cast: Cast;
/** Bare ids of the client's own rows. */
let rows: Record<'entry' | 'setback' | 'question' | 'goal' | 'win', string>;

beforeAll(async () => {
  database = await createDatabase();
  source = await appDataSource(database.appUrl, 3, []).initialize();
  db = new Db(source);
  cast = await castOf(database);
  const { orgId, memberId } = cast.client;
  const add = async (table: string, columns: string, values: string, ...more: unknown[]) => {
    const [row] = await database.owner<{ id: string }>(
      `insert into ${table} (org_id, client_id, ${columns}) values ($1, $2, ${values}) returning id`,
      [orgId, memberId, ...more],
    );
    return row!.id;
  };
  const goal = await aGoal(database, cast.client);
  const setback = await add('setbacks', 'what, controllability', `'s1.x', 2`);
  rows = {
    goal,
    setback,
    entry: await add('journal_entries', 'kind, text', `'GOAL', 's1.x'`),
    question: await add('questions', 'text', `'s1.x'`),
    win: await add(
      'wins',
      'kind, won_on, at, week_on, active_weeks',
      `'ACTIVE_WEEKS', '2026-11-02', now(), '2026-11-02', 4`,
    ),
  };
  await add('journal_reopenings', 'setback_id, closed_at, reason', `$3, now(), 's1.x'`, setback);
  await add('pact_goals', 'pact_id, goal_id, commitment', `$3, $4, 's1.x'`, cast.pact, goal);
});
afterEach(async () => {
  await database.owner('delete from journal_shares; delete from kudos; delete from win_audiences');
  await database.owner(`update engagements set status = 'ACTIVE'`);
  await database.owner(`update members set roles = '{CLIENT}' where name = 'Name client'`);
  await database.owner('delete from buddy_pacts where id <> $1', [cast.pact]);
  await database.owner(
    `update buddy_pacts set status = 'ACTIVE', ended_at = null, starts_at = now() - interval '7 days', ends_at = now() + interval '9 days'`,
  );
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

const ask = <Row>(actor: Actor, text: string, values: unknown[] = []) =>
  db.run(actor, () => db.query<Row>(text, values));
const count = async (actor: Actor, table: string) => (await ask(actor, `select id from ${table}`)).length;
const share = async (
  what: 'entry' | 'setback',
  person: MemberActor,
  tie: 'engagement' | 'pact',
  tieId: string,
) => {
  const [row] = await database.owner<{ id: string }>(
    `insert into journal_shares (org_id, client_id, ${what}_id, person_id, ${tie}_id, until)
     values ($1, $2, $3, $4, $5, now() + interval '1 day') returning id`,
    [cast.client.orgId, cast.client.memberId, rows[what], person.memberId, tieId],
  );
  return row!.id;
};

const PRIVATE = [
  'setbacks',
  'questions',
  'journal_reopenings',
  'journal_entries',
  'journal_shares',
  'wins',
  'win_audiences',
  'kudos',
];
const others = (): [string, Actor][] => [
  ['admin', cast.admin],
  ['mentor', cast.mentor],
  ['coach', cast.coach],
  ['other coach', cast.otherCoach],
  ['buddy', cast.buddy],
  ['other client', cast.otherClient],
  ['foreigner', cast.foreigner],
  ['system', { kind: 'system', orgId: cast.client.orgId }],
  ['nobody', { kind: 'nobody' }],
];

test('the database itself returns a journal to its client only', async () => {
  for (const table of PRIVATE) {
    for (const [name, actor] of others())
      expect([table, name, await count(actor, table)]).toEqual([table, name, 0]);
  }
  for (const table of [
    'setbacks',
    'questions',
    'journal_reopenings',
    'journal_entries',
    'wins',
    'pact_goals',
    'buddy_pacts',
  ])
    expect([table, await count(cast.client, table)]).toEqual([table, 1]);
});

test('nobody else alters it either', async () => {
  for (const table of ['setbacks', 'questions', 'journal_entries']) {
    for (const [name, actor] of others()) {
      const altered = await ask(actor, `update ${table} set version = version + 1 returning id`);
      expect([table, name, altered]).toEqual([table, name, []]);
    }
  }
});

test('what is shared is one row for one person, readable and not writable', async () => {
  await share('entry', cast.coach, 'engagement', cast.engagement);
  await share('setback', cast.buddy, 'pact', cast.pact);
  const seen = async (actor: Actor) => [
    await count(actor, 'journal_entries'),
    await count(actor, 'setbacks'),
    await count(actor, 'journal_shares'),
    await count(actor, 'journal_reopenings'),
    await count(actor, 'questions'),
  ];
  expect(await seen(cast.coach)).toEqual([1, 0, 1, 0, 0]);
  expect(await seen(cast.buddy)).toEqual([0, 1, 1, 0, 0]);
  for (const actor of [cast.admin, cast.mentor, cast.otherCoach, cast.otherClient, cast.foreigner])
    expect(await seen(actor)).toEqual([0, 0, 0, 0, 0]);
  expect(await ask(cast.coach, 'update journal_entries set version = 9 returning id')).toEqual([]);
  expect(await ask(cast.buddy, 'update setbacks set version = 9 returning id')).toEqual([]);
  expect(await ask(cast.coach, `update journal_shares set until = 'infinity' returning id`)).toEqual([]);
});

test.each([
  ['its date', `update journal_shares set given_at = '2026-01-01', until = '2026-01-02'`],
  ['its taking back', 'update journal_shares set taken_back_at = now()'],
  ['the end of the engagement', `update engagements set status = 'ENDED_EARLY'`],
  ['the loss of the coach’s role', `update members set roles = '{MENTOR}' where name = 'Name coach'`],
])('a share with a coach ends with %s', async (_what, text) => {
  await share('entry', cast.coach, 'engagement', cast.engagement);
  expect(await count(cast.coach, 'journal_entries')).toBe(1);
  await database.owner(text);
  const [{ roles }] = (await database.owner<{ roles: MemberActor['roles'] }>(
    'select roles from members where id = $1',
    [cast.coach.memberId],
  )) as [{ roles: MemberActor['roles'] }];
  expect(await count({ ...cast.coach, roles }, 'journal_entries')).toBe(0);
  await database.owner(`update members set roles = '{COACH}' where name = 'Name coach'`);
});

test.each([
  ['its revocation', `update buddy_pacts set status = 'ENDED', ended_at = now()`],
  ['its last day', `update buddy_pacts set ends_at = now() - interval '1 second'`],
  ['not having begun', `update buddy_pacts set starts_at = now() + interval '1 day'`],
  ['the other being a client no more', `update members set roles = '{MENTOR}' where name = 'Name client'`],
])('what a buddy sees ends with the pact: %s', async (_what, text) => {
  await share('entry', cast.buddy, 'pact', cast.pact);
  await database.owner(`insert into win_audiences (org_id, id, shown_to) values ($1, $2, '{BUDDY}')`, [
    cast.client.orgId,
    cast.client.memberId,
  ]);
  const seen = async () => [
    await count(cast.buddy, 'journal_entries'),
    await count(cast.buddy, 'pact_goals'),
    await count(cast.buddy, 'wins'),
  ];
  expect(await seen()).toEqual([1, 1, 1]);
  await database.owner(text);
  expect(await seen()).toEqual([0, 0, 0]);
});

test('a share by the engagement of another coach, or by the pact of others, shows nothing', async () => {
  const pact = await aPact(database, cast.otherClient, cast.buddy);
  // Against the rules, and written beside them: the buddy has a pact, but not with this client.
  await share('entry', cast.buddy, 'pact', pact);
  expect(await count(cast.buddy, 'journal_entries')).toBe(0);
  await database.owner('delete from journal_shares');
  await expect(share('entry', cast.otherCoach, 'engagement', cast.engagement)).rejects.toMatchObject({
    constraint: 'journal_shares_engagement_fk',
  });
});

const sharing = (actor: MemberActor, person: MemberActor, tie: 'engagement_id' | 'pact_id', tieId: string) =>
  ask(
    actor,
    `insert into journal_shares (client_id, entry_id, person_id, ${tie}, until) values ($1, $2, $3, $4, now() + interval '1 day')`,
    [cast.client.memberId, rows.entry, person.memberId, tieId],
  );

test('nobody shares for others, with themselves, or with whom the client does not work now', async () => {
  const refused = { code: 'NOT_FOUND' };
  await expect(sharing(cast.coach, cast.coach, 'engagement_id', cast.engagement)).rejects.toMatchObject(
    refused,
  );
  await expect(sharing(cast.buddy, cast.buddy, 'pact_id', cast.pact)).rejects.toMatchObject(refused);
  await expect(sharing(cast.client, cast.otherClient, 'pact_id', cast.pact)).rejects.toMatchObject(refused);
  await database.owner(`update engagements set status = 'COMPLETED'`);
  await expect(sharing(cast.client, cast.coach, 'engagement_id', cast.engagement)).rejects.toMatchObject(
    refused,
  );
  await database.owner(`update buddy_pacts set status = 'ENDED', ended_at = now()`);
  await expect(sharing(cast.client, cast.buddy, 'pact_id', cast.pact)).rejects.toMatchObject(refused);
});

test('the goal of a pact shows its title and whether it is done to the buddy, to nobody else, and no row', async () => {
  const [{ id }] = (await database.owner<{ id: string }>('select id from pact_goals')) as [{ id: string }];
  const look = (actor: Actor) => ask(actor, 'select * from app.pact_goal($1)', [id]);
  expect(await look(cast.buddy)).toEqual([{ title: 'Speak in public', is_done: false }]);
  expect(await look(cast.client)).toEqual([{ title: 'Speak in public', is_done: false }]);
  for (const actor of [cast.admin, cast.mentor, cast.otherClient, cast.foreigner])
    expect(await look(actor)).toEqual([{ title: null, is_done: null }]);
  for (const table of [
    'goals',
    'goal_milestones',
    'goal_progress',
    'goal_revisions',
    'actions',
    'clients where id <> app.member_id()',
  ])
    expect([table, await count(cast.buddy, table)]).toEqual([table, 0]);
  expect(await ask(cast.buddy, 'select id from members')).toEqual([{ id: cast.buddy.memberId }]);
});

test('a name is told to those who have a pact only', async () => {
  const name = async (actor: Actor) =>
    (
      await ask<{ name: string | null }>(actor, 'select app.buddy_name($1) as name', [cast.client.memberId])
    )[0]!.name;
  expect(await name(cast.buddy)).toBe('Name client');
  for (const actor of [cast.admin, cast.mentor, cast.coach, cast.otherClient, cast.foreigner])
    expect(await name(actor)).toBeNull();
});

test('nobody makes a pact for somebody else', async () => {
  const insert = (actor: MemberActor, columns: string, values: string, ...more: unknown[]) =>
    ask(
      actor,
      `insert into buddy_pacts (cadence_weeks, starts_on, ends_on, starts_at, ends_at, code_expires_at, ${columns})
       values (1, '2026-11-02', '2026-12-02', now(), now() + interval '9 days', now(), ${values})`,
      more,
    );
  const refused = { code: 'NOT_FOUND' };
  const { client, otherClient, admin } = cast;
  await expect(insert(otherClient, 'proposer_id', '$1', client.memberId)).rejects.toMatchObject(refused);
  await expect(insert(otherClient, 'partner_id', '$1', client.memberId)).rejects.toMatchObject(refused);
  await expect(insert(admin, 'status', `'PROPOSED'`)).rejects.toMatchObject(refused);
  // Neither does its proposer put a partner in, nor say yes for them.
  await insert(otherClient, 'status', `'PROPOSED'`);
  await expect(
    ask(otherClient, 'update buddy_pacts set partner_id = $1', [client.memberId]),
  ).rejects.toMatchObject(refused);
  await expect(ask(otherClient, 'update buddy_pacts set accepted_at = now()')).rejects.toMatchObject(refused);
  await expect(ask(otherClient, `update buddy_pacts set status = 'ACTIVE'`)).rejects.toMatchObject(refused);
});

test('wins show to whom the client lets see them, and kudos come from those alone', async () => {
  const { client, coach, buddy, otherCoach, admin } = cast;
  const give = (actor: MemberActor) =>
    ask(actor, 'insert into kudos (client_id, win_id) values ($1, $2)', [client.memberId, rows.win]);
  await expect(give(coach)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await database.owner(`insert into win_audiences (org_id, id, shown_to) values ($1, $2, '{COACH}')`, [
    client.orgId,
    client.memberId,
  ]);
  expect([
    await count(coach, 'wins'),
    await count(buddy, 'wins'),
    await count(otherCoach, 'wins'),
    await count(admin, 'wins'),
  ]).toEqual([1, 0, 0, 0]);
  await give(coach);
  await expect(give(coach)).rejects.toMatchObject({ constraint: 'kudos_once_key' });
  await expect(give(buddy)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await database.owner('update wins set withdrawn_at = now()');
  expect([await count(coach, 'wins'), await count(client, 'wins')]).toEqual([0, 1]);
  await database.owner('update wins set withdrawn_at = null');
});

test('every text of a journal says in the catalogue that it is sealed, and holds nothing that is not', async () => {
  const marked = await database.owner<{ column: string }>(
    `select c.relname || '.' || a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where col_description(c.oid, a.attnum) = 'sealed'
       and c.relname in ('setbacks', 'questions', 'journal_reopenings', 'journal_entries', 'pact_goals') order by 1`,
  );
  expect(marked.map(({ column }) => column)).toEqual([
    'journal_entries.text',
    'journal_reopenings.reason',
    'pact_goals.commitment',
    'questions.answer',
    'questions.text',
    'setbacks.lesson',
    'setbacks.next_experiment',
    'setbacks.what',
  ]);
  const plain = database.owner(`update journal_entries set text = 'Plain words'`);
  await expect(plain).rejects.toMatchObject({ constraint: 'journal_entries_text_check' });
});

test.each([
  ['journal_entries', 'journal_entries_client_idx', ''],
  ['journal_entries', 'journal_entries_kind_idx', ` and t.kind = 'QUESTION'`],
  ['setbacks', 'setbacks_open_idx', ' and t.closed_at is null and t.archived_at is null'],
  ['questions', 'questions_open_idx', ' and t.answered_at is null and t.archived_at is null'],
])('the newest of %s are found by %s', async (table, index, more) => {
  const { memberId } = cast.client;
  // Somebody else has written much since.
  await database.owner(
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', uuidv7(), 'client_id', $1::uuid))).*
     from ${table} t, generate_series(1, 3000)`,
    [cast.otherClient.memberId],
  );
  await database.owner(`analyze ${table}`);
  const plan = await ask<{ 'QUERY PLAN': string }>(
    cast.client,
    `explain select t.id from ${table} t where t.org_id = (select app.org_id()) and t.client_id = $1${more} order by t.id desc limit 20`,
    [memberId],
  );
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
    new RegExp(`Index (Only )?Scan Backward using (${index}|${table}_client_idx)`),
  );
  await database.owner(`delete from ${table} where id <> all ($1::uuid[])`, [Object.values(rows)]);
});
