-- What a client's work is like now: the role, how its aspects feel, what fills the week, what matters, what limits. Each
-- part is in a table of its own, because a client lets their coach see one and not another.

-- Append-only: the newest is the role as it is, the others are how it was.
create table role_snapshots (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  title text not null check (length(title) between 1 and 120),
  since date,
  satisfaction smallint not null check (satisfaction between 0 and 10),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint role_snapshots_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
create index role_snapshots_client_idx on role_snapshots (org_id, client_id, id desc);

create table role_aspects (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('TASKS', 'AUTONOMY', 'RECOGNITION', 'PAY', 'MANAGER', 'TEAM', 'LEARNING', 'PURPOSE',
    'WORKLOAD', 'OWN')),
  -- What the client calls an aspect of their own; the others are named by their kind.
  name text check (length(name) between 1 and 80),
  rating smallint not null check (rating between -2 and 2),
  note text check (length(note) between 1 and 1000),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint role_aspects_client_key unique (org_id, client_id, id),
  constraint role_aspects_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint role_aspects_name check ((kind = 'OWN') = (name is not null))
);
-- Rating one of the nine twice at once leaves one row.
create unique index role_aspects_kind_key on role_aspects (org_id, client_id, kind) where kind <> 'OWN';
create unique index role_aspects_name_key on role_aspects (org_id, client_id, lower(name)) where kind = 'OWN';
create index role_aspects_rating_idx on role_aspects (org_id, client_id, rating, id);

create table tasks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  -- In a usual week.
  hours numeric(15,6) not null check (hours > 0 and hours <= 168),
  -- The LONG goal that it serves, if any. A goal that was made SHORT since is not counted.
  goal_id uuid,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint tasks_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint tasks_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id)
);
create index tasks_hours_idx on tasks (org_id, client_id, hours desc, id desc);
create index tasks_goal_idx on tasks (org_id, client_id, goal_id) where goal_id is not null;

create table client_values (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  weight smallint not null check (weight between 1 and 5),
  rating smallint not null check (rating between 0 and 10),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint client_values_client_key unique (org_id, client_id, id),
  constraint client_values_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
create unique index client_values_name_key on client_values (org_id, client_id, lower(name));
create index client_values_weight_idx on client_values (org_id, client_id, weight desc, id desc);

create table client_constraints (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('TIME', 'MONEY', 'LOCATION', 'CARE', 'LEGAL', 'ORGANIZATION', 'OTHER')),
  hard boolean not null,
  -- The client's alone, whatever consent stands.
  private boolean not null default true,
  text text not null check (text ~ '^s1\.' and length(text) <= 8000),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  -- A gap that comes from it carries along whether it is private.
  constraint client_constraints_private_key unique (org_id, client_id, id, private),
  constraint client_constraints_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
comment on column client_constraints.text is 'sealed';
create index client_constraints_client_idx on client_constraints (org_id, client_id, id);

do $$
declare
  own constant text := $w$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$w$;
begin
  perform app.protect('role_snapshots', $r$client_id = any ((select app.client_ids('aspects'))::uuid[])$r$, own,
    'select, insert');
  perform app.protect('role_aspects', $r$client_id = any ((select app.client_ids('aspects'))::uuid[])$r$, own,
    'select, insert, update');
  perform app.protect('tasks', $r$client_id = any ((select app.client_ids('tasks'))::uuid[])$r$, own,
    'select, insert, update');
  perform app.protect('client_values', $r$client_id = any ((select app.client_ids('values'))::uuid[])$r$, own,
    'select, insert, update');
  perform app.protect('client_constraints', $r$client_id = any ((select app.client_ids('constraints'))::uuid[])
    and (not private or client_id = (select app.member_id()))$r$, own, 'select, insert, update');
end $$;
