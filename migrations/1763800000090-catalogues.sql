-- What an organization calls its skills and roles, and what its clients say of themselves in these words: which skills
-- they have, and which roles they want.

-- Entries are retired, never deleted: what clients have said with them keeps its words.
create table skills (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  skill_group text check (length(skill_group) between 1 and 80),
  description text check (length(description) between 1 and 4000),
  retired_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id)
);
create unique index skills_name_key on skills (org_id, lower(name));
create index skills_order_idx on skills (org_id, name, id);

create table catalogue_roles (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  title text not null check (length(title) between 1 and 200),
  -- The role's name in the classification that it was imported from, as 11-2021.00.
  code text check (length(code) between 1 and 40),
  description text check (length(description) between 1 and 4000),
  retired_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint catalogue_roles_code_key unique (org_id, code)
);
create unique index catalogue_roles_title_key on catalogue_roles (org_id, lower(title));
create index catalogue_roles_order_idx on catalogue_roles (org_id, title, id);

create table catalogue_role_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  role_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  importance text not null check (importance in ('ESSENTIAL', 'OPTIONAL')),
  primary key (org_id, id),
  constraint catalogue_role_skills_role_fk foreign key (org_id, role_id) references catalogue_roles (org_id, id),
  constraint catalogue_role_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint catalogue_role_skills_skill_key unique (org_id, role_id, skill_id)
);

-- One claim a skill. Whoever takes a claim back deletes the row: a skill without a claim is unknown, which is not 0.
create table skill_claims (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  use smallint not null check (use between 0 and 4),
  enjoyment smallint not null check (enjoyment between -2 and 2),
  claimed_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint skill_claims_client_key unique (org_id, client_id, id),
  constraint skill_claims_skill_key unique (org_id, client_id, skill_id),
  constraint skill_claims_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint skill_claims_skill_fk foreign key (org_id, skill_id) references skills (org_id, id)
);

create table target_roles (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  -- Where it was taken from; null for one of the client's own. Title and skills are copies, theirs to adjust.
  catalogue_role_id uuid,
  title text not null check (length(title) between 1 and 200),
  note text check (length(note) between 1 and 2000),
  preferred boolean not null,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint target_roles_client_key unique (org_id, client_id, id),
  constraint target_roles_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint target_roles_catalogue_role_fk foreign key (org_id, catalogue_role_id) references catalogue_roles (org_id, id),
  constraint target_roles_preferred_stands check (not preferred or archived_at is null)
);
create unique index target_roles_title_key on target_roles (org_id, client_id, lower(title)) where archived_at is null;
create unique index target_roles_preferred_key on target_roles (org_id, client_id) where preferred;

-- Whoever drops a requirement deletes the row.
create table target_role_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  target_role_id uuid not null,
  skill_id uuid not null,
  level smallint not null check (level between 0 and 5),
  importance text not null check (importance in ('ESSENTIAL', 'OPTIONAL')),
  primary key (org_id, id),
  constraint target_role_skills_client_key unique (org_id, client_id, id),
  constraint target_role_skills_role_fk foreign key (org_id, client_id, target_role_id)
    references target_roles (org_id, client_id, id),
  constraint target_role_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint target_role_skills_skill_key unique (org_id, target_role_id, skill_id)
);

do $$
declare
  -- The system is the importer, which an operator runs.
  keeps constant text := $w$(select app.has_role('ADMIN')) or (select app.is_system())$w$;
  own constant text := $w$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$w$;
  wanted constant text := $r$client_id = any ((select app.client_ids('target-roles'))::uuid[])$r$;
begin
  perform app.protect('skills', 'true', keeps, 'select, insert, update');
  perform app.protect('catalogue_roles', 'true', keeps, 'select, insert, update');
  perform app.protect('catalogue_role_skills', 'true', keeps);
  perform app.protect('skill_claims', $r$client_id = any ((select app.client_ids('skills'))::uuid[])$r$, own);
  perform app.protect('target_roles', wanted, own, 'select, insert, update');
  perform app.protect('target_role_skills', wanted, own);
end $$;

-- Exactly one target role is preferred while a client has any that is not archived. The unique index sees to "at most";
-- this, at the end of the transaction, to "at least". It takes the client's row first, so that of two transactions the
-- second counts what the first has left.
create function app.hold_one_preferred() returns trigger language plpgsql set search_path = '' as $$
begin
  perform from public.clients where org_id = new.org_id and id = new.client_id for no key update;
  if (select count(*) > 0 and not bool_or(preferred) from public.target_roles
      where org_id = new.org_id and client_id = new.client_id and archived_at is null) then
    raise exception 'no target role is preferred'
      using errcode = 'check_violation', constraint = 'target_roles_one_preferred';
  end if;
  return null;
end $$;
create constraint trigger target_roles_one_preferred after insert or update of preferred, archived_at on target_roles
  deferrable initially deferred for each row execute function app.hold_one_preferred();

-- Whose catalogue the importer fills; only the operator who runs it says a slug here.
create function app.organization_of_slug(name text) returns uuid
language sql stable security definer set search_path = '' as $$
  select id from public.organizations where slug = name and status <> 'CLOSED' $$;
select app.definer('app.organization_of_slug(text)');
