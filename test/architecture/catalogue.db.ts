import { createDatabase, type TestDatabase } from '../setup/database.js';

/** Tables that are not an organization's, each with the reason. */
const NOT_TENANT: Record<string, string> = {
  organizations: 'is the tenant itself: its own id is the organization',
  users: 'a person’s sign-in, beyond any organization; reached through definer functions only',
  sign_ins: 'refresh tokens of a person; looked up before the organization is known',
  password_resets: 'belongs to a person’s sign-in',
  attempts: 'counts failed sign-ins by address, before anybody is known',
  busy_times:
    'the one calendar of a person, in all their organizations; read through one definer function only',
  migrations: 'what the schema is; holds nothing of anybody',
};

/** Indexes that do not begin with the organization, each with the reason. */
const ACROSS_TENANTS: Record<string, string> = {
  members_user_idx: 'sign-in asks which organizations a person is in',
  outbox_due_idx: 'the relay works across organizations and learns ids only',
  outbox_failed_idx: 'operators count what failed, whichever organization it is of',
  reminders_wake_idx: 'the sweep asks what is due anywhere',
  review_plans_due_idx: 'the sweep asks what is due anywhere',
  if_then_plans_due_idx: 'the sweep asks which cues have come anywhere',
  check_in_schedules_due_idx: 'the sweep asks whom to look at anywhere',
  credentials_remind_idx: 'the sweep asks which expire soon anywhere',
  allocations_expiry_idx: 'the sweep asks what expires anywhere',
  risks_stop_idx: 'the sweep asks which are to be reviewed anywhere',
  calendar_mails_wake_idx: 'the sweep asks what is due anywhere',
  calendar_feeds_token_idx: 'a token is looked up before the organization is known',
  busy_times_free: 'nobody sits in two sessions at once, wherever they are',
  invitations_token_idx: 'a token is looked up before the organization is known',
};

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const tables = `select c.oid, c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;

test('every table is protected by forced row-level security, or on the list with a reason', async () => {
  const open = await database.owner<{ name: string }>(
    `select name from (${tables}) t where not secured or not forced`,
  );
  expect(open.map(({ name }) => name)).toEqual(['migrations']);
});

test('every table of an organization has org_id, not null, first in its primary key', async () => {
  const rows = await database.owner<{ name: string; first: string | null; type: string | null }>(
    `select t.name,
       (select a.attname from pg_index i join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where i.indrelid = t.oid and i.indisprimary) as first,
       (select format_type(a.atttypid, null) || case when a.attnotnull then ' not null' else '' end
        from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id') as type
     from (${tables}) t`,
  );
  const wrong = rows.filter(
    ({ name, first, type }) => !(name in NOT_TENANT) && !(first === 'org_id' && type === 'uuid not null'),
  );
  expect(wrong).toEqual([]);
});

test('every unique, foreign and exclusion constraint and every index begins with org_id', async () => {
  const rows = await database.owner<{ name: string; on: string }>(
    `select i.indexrelid::regclass::text as name, t.name as on
     from (${tables}) t join pg_index i on i.indrelid = t.oid
     left join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
     where a.attname is distinct from 'org_id'
     union all
     select c.conname, t.name
     from (${tables}) t join pg_constraint c on c.conrelid = t.oid and c.contype = 'f'
     join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
     where a.attname <> 'org_id' and c.confrelid <> 'organizations'::regclass and c.confrelid <> 'users'::regclass
     order by 1`,
  );
  const wrong = rows.filter(({ name, on }) => !(on in NOT_TENANT) && !(name in ACROSS_TENANTS));
  expect(wrong).toEqual([]);
});

test('a reference to a table of an organization carries the organization along', async () => {
  const rows = await database.owner<{ name: string }>(
    `select c.conname as name from pg_constraint c join pg_attribute a on a.attrelid = c.confrelid and a.attnum = c.confkey[1]
     where c.contype = 'f' and c.connamespace = 'public'::regnamespace
       and c.confrelid not in ('organizations'::regclass, 'users'::regclass) and a.attname <> 'org_id'`,
  );
  expect(rows).toEqual([]);
});

test('every policy for the app role compares the organization, reading and writing', async () => {
  const rows = await database.owner<{ table: string; policy: string }>(
    `select tablename as table, policyname as policy from pg_policies
     where schemaname = 'public' and 'app' = any (roles) and tablename <> 'organizations'
       and not ((cmd = 'INSERT' or qual like '%org_id = ( SELECT app.org_id()%')
            and (cmd in ('SELECT', 'DELETE') or with_check like '%org_id = ( SELECT app.org_id()%'))`,
  );
  expect(rows).toEqual([]);
});

test('no policy speaks to everybody, and none but those of app, gate and the owner exist', async () => {
  const rows = await database.owner<{ roles: string[] }>(
    `select distinct roles::text[] as roles from pg_policies where schemaname = 'public' order by 1`,
  );
  expect(rows.map(({ roles }) => roles)).toEqual([['app'], ['gate'], ['waymark_owner']]);
});

test('the app role can neither bypass row-level security nor own, create or become anything', async () => {
  const [rights] = await database.owner(
    `select r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
       has_schema_privilege(r.oid, 'public', 'create') as creates,
       exists (select from pg_class where pg_has_role(r.oid, relowner, 'usage') and relnamespace = 'public'::regnamespace) as owns,
       pg_has_role(r.oid, 'gate', 'member') or pg_has_role(r.oid, 'waymark_owner', 'member') as becomes,
       exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
               and has_table_privilege(r.oid, oid, 'truncate')) as truncates
     from pg_roles r where r.rolname = 'waymark_app'`,
  );
  expect(rights).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    creates: false,
    owns: false,
    becomes: false,
    truncates: false,
  });
});

test('every function that runs with rights of its own belongs to gate and finds names by no search path', async () => {
  const rows = await database.owner<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace in ('app'::regnamespace, 'public'::regnamespace) and p.prosecdef
       and not (p.proowner = 'gate'::regrole and p.proconfig @> array['search_path=""'])`,
  );
  expect(rows).toEqual([]);
});

test('nobody but the app role may call a function of app that runs with rights of its own', async () => {
  const rows = await database.owner<{ name: string }>(
    `select p.oid::regprocedure::text as name from pg_proc p
     where p.pronamespace = 'app'::regnamespace and p.prosecdef and has_function_privilege('public', p.oid, 'execute')`,
  );
  expect(rows).toEqual([]);
});
