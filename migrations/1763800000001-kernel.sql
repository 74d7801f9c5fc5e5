-- The kernel of tenancy: who speaks (app.enter), what belongs to an organization (app.protect), and who may look across
-- (app.definer). Everything later stands on these three.

create schema app;
grant usage on schema app to app, gate;
grant usage on schema public to app, gate;
grant create on schema app to gate;

-- Bare names, so that policies compare them as (select app.org_id()): evaluated once a statement, an index condition.
-- After a transaction-local set_config the setting is '' and not null, hence nullif, here and nowhere else.
create function app.org_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::uuid $$;
create function app.member_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.member_id', true), '')::uuid $$;
create function app.has_role(role text) returns boolean language sql stable parallel safe
  as $$ select role = any (string_to_array(current_setting('app.roles', true), ',')) $$;
-- Background bookkeeping of one organization: nobody's eyes.
create function app.is_system() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.roles', true), '') = 'SYSTEM' $$;

-- Puts a table under tenancy. `reads` and `writes` are conditions on the row, beyond the organization itself.
-- The app role sees and writes only its own organization's rows that satisfy them; the owner migrates and backfills;
-- gate owns the definer functions, which name the organization themselves.
create function app.protect(
  relation regclass, reads text default 'true', writes text default null,
  rights text default 'select, insert, update, delete'
) returns void language plpgsql as $$
declare
  own constant text := 'org_id = (select app.org_id())';
  may_read constant text := format('%s and (%s)', own, reads);
  may_write constant text := format('%s and (%s)', own, coalesce(writes, reads));
begin
  execute format('alter table %s enable row level security, force row level security', relation);
  execute format('create policy app_reads on %s for select to app using (%s)', relation, may_read);
  execute format('create policy app_inserts on %s for insert to app with check (%s)', relation, may_write);
  execute format('create policy app_updates on %s for update to app using (%s) with check (%s)', relation, may_write, may_write);
  execute format('create policy app_deletes on %s for delete to app using (%s)', relation, may_write);
  execute format('create policy owner_migrates on %s to %I using (true) with check (true)', relation, current_user);
  execute format('create policy gate_looks on %s to gate using (true) with check (true)', relation);
  execute format('grant %s on %s to app', rights, relation);
  execute format('grant select, insert, update on %s to gate', relation);
end $$;

-- Hands a function to gate, so that it reads what its caller may not, and lets only the app role call it.
create function app.definer(function regprocedure) returns void language plpgsql as $$
begin
  execute format('revoke all on function %s from public', function);
  execute format('grant execute on function %s to app', function);
  execute format('alter function %s owner to gate', function);
end $$;
revoke all on function app.protect(regclass, text, text, text), app.definer(regprocedure) from public;

-- Nobody and the system need no look-up.
create function app.enter_nobody() returns void language sql volatile as $$
  select set_config('app.org_id', '', true), set_config('app.member_id', '', true), set_config('app.roles', '', true) $$;
create function app.enter_system(org uuid) returns void language sql volatile as $$
  select set_config('app.org_id', org::text, true), set_config('app.member_id', '', true),
         set_config('app.roles', 'SYSTEM', true) $$;
