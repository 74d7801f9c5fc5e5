-- The roles of Waymark, in the database that it is run in, as a superuser. May be run again at any time.
-- The passwords arrive as the settings waymark.owner_password and waymark.app_password of the session.
do $$
declare
  name text;
begin
  -- Roles belong to the whole server, an advisory lock to one database: two databases may be prepared at once.
  lock table pg_authid in share row exclusive mode;
  foreach name in array array['waymark_owner', 'waymark_app', 'app', 'gate'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
  end loop;

  -- Stated in full each time, so that a role that somebody widened by hand is narrow again.
  alter role waymark_owner login inherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  alter role waymark_app login inherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  alter role app nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  alter role gate nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  execute format('alter role waymark_owner password %L', current_setting('waymark.owner_password'));
  execute format('alter role waymark_app password %L', current_setting('waymark.app_password'));

  -- Policies speak of app; whoever serves is a member of it.
  grant app to waymark_app with inherit true, set false;
  -- The owner hands functions over to gate, and has none of its rights meanwhile.
  grant gate to waymark_owner with inherit false, set true;

  execute format('alter database %I owner to waymark_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to waymark_app', current_database());
end
$$;

create extension if not exists btree_gist;
