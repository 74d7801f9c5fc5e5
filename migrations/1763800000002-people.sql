-- Organizations, the people's sign-ins, and members: the only bridge between the two.

create table organizations (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 120),
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  time_zone text not null,
  locale text not null default 'en',
  weekend smallint[] not null default '{6,7}',
  min_group_size integer not null default 5 check (min_group_size >= 5),
  active_goal_cap integer not null default 3 check (active_goal_cap between 1 and 50),
  quiet_from time not null default '20:00',
  quiet_until time not null default '08:00',
  brand_name text,
  brand_color text not null default '#1f5f5b' check (brand_color ~ '^#[0-9a-f]{6}$'),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED', 'CLOSED')),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  constraint organizations_slug_key unique (slug)
);
alter table organizations enable row level security, force row level security;
create policy app_reads on organizations for select to app using (id = (select app.org_id()));
create policy app_updates on organizations for update to app
  using (id = (select app.org_id()) and (select app.has_role('ADMIN')));
create policy gate_looks on organizations for select to gate using (true);
-- What its admins decide; slug and status are the operator's.
grant select on organizations to app;
grant update (name, time_zone, locale, weekend, min_group_size, active_goal_cap, quiet_from, quiet_until, brand_name,
              brand_color, version) on organizations to app;
grant select on organizations to gate;

-- A person's sign-in, beyond any organization. The app role reaches it through definer functions only.
create table users (
  id uuid primary key default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  password_hash text,
  -- Where a sign-in that names no organization leads.
  last_org_id uuid references organizations (id),
  created_at timestamptz(3) not null default now(),
  constraint users_email_key unique (email)
);

create table members (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  user_id uuid not null references users (id),
  name text not null check (length(name) between 1 and 120),
  email text not null,
  roles text[] not null check (cardinality(roles) >= 1 and roles <@ array['ADMIN', 'COACH', 'MENTOR', 'CLIENT']),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
  time_zone text not null,
  locale text not null default 'en',
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint members_user_key unique (org_id, user_id)
);
-- Sign-in asks "which organizations is this person in"; the organization is what it wants to learn.
create index members_user_idx on members (user_id);

-- One sign-in on one device to one organization: a family of refresh tokens, of which only the newest is good.
create table sign_ins (
  id uuid primary key default uuidv7(),
  user_id uuid not null references users (id),
  org_id uuid not null,
  member_id uuid not null,
  refresh_hash bytea not null,
  created_at timestamptz(3) not null default now(),
  refreshed_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  constraint sign_ins_member_fk foreign key (org_id, member_id) references members (org_id, id)
);
create index sign_ins_user_idx on sign_ins (user_id) where ended_at is null;

-- Asked for by whoever typed the address; whether somebody signs in with it is found out by the job that sends the
-- mail, so that asking costs the same for every address. The hash is there once that job has made the token.
create table password_resets (
  id uuid primary key default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  token_hash bytea,
  requested_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  sent_at timestamptz(3),
  used_at timestamptz(3),
  constraint password_resets_token_key unique (token_hash)
);
create index password_resets_email_idx on password_resets (email) where used_at is null;

-- Tries within a time, by the hash of who tries what (an address of the network and an e-mail address).
create table attempts (
  key bytea primary key,
  tries integer not null,
  until timestamptz(3) not null
);

do $$ declare t regclass; begin
  foreach t in array array['users', 'sign_ins', 'password_resets', 'attempts']::regclass[] loop
    execute format('alter table %s enable row level security, force row level security', t);
    execute format('create policy gate_looks on %s to gate using (true) with check (true)', t);
    execute format('grant select, insert, update on %s to gate', t);
  end loop;
  foreach t in array array['organizations', 'users', 'sign_ins', 'password_resets', 'attempts']::regclass[] loop
    execute format('create policy owner_migrates on %s to %I using (true) with check (true)', t, current_user);
  end loop;
end $$;
-- Both only count or wait for a while, and are then forgotten.
grant delete on password_resets, attempts to gate;

-- Whom the actor may see by name. Replaced when engagements come: it then adds the other side of each.
create function app.member_ids() returns uuid[] language sql stable security definer set search_path = ''
  as $$ select array[app.member_id()] $$;
select app.definer('app.member_ids()');
-- Own data is one's own to change, roles and status are not: they must stay what app.enter has found. The system adds
-- the person who accepts an invitation.
select app.protect('members',
  reads => $$(select app.has_role('ADMIN')) or (select app.is_system()) or id = any ((select app.member_ids())::uuid[])$$,
  writes => $$(select app.has_role('ADMIN')) or (select app.is_system())
    or (id = (select app.member_id()) and status = 'ACTIVE'
        and array_to_string(roles, ',') = (select current_setting('app.roles', true)))$$,
  rights => 'select, insert, update');

-- The statements behind this one speak as the member, if the membership, its roles and the sign-in still stand.
-- A job that acts on behalf of a member passes no sign-in. Errors: WM401.
create function app.enter(org uuid, member uuid, member_roles text, sign_in uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform from public.members m join public.organizations o on o.id = m.org_id
  where m.org_id = org and m.id = member and m.status = 'ACTIVE' and o.status <> 'SUSPENDED'
    and array_to_string(m.roles, ',') = member_roles
    and (sign_in is null or exists (
      select from public.sign_ins s
      where s.id = sign_in and s.ended_at is null and s.org_id = org and s.member_id = member));
  if not found then
    raise exception 'the sign-in has ended' using errcode = 'WM401';
  end if;
  perform set_config('app.org_id', org::text, true), set_config('app.member_id', member::text, true),
          set_config('app.roles', member_roles, true);
end $$;
select app.definer('app.enter(uuid, uuid, text, uuid)');

create table invitations (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  roles text[] not null check (cardinality(roles) >= 1 and roles <@ array['ADMIN', 'COACH', 'MENTOR', 'CLIENT']),
  -- Of the token in the newest mail; null until the job that sends it has made one.
  token_hash bytea,
  status text not null default 'PENDING' check (status in ('PENDING', 'ACCEPTED', 'REVOKED', 'EXPIRED')),
  invited_by uuid not null,
  member_id uuid,
  -- Each version has a mail and a token of its own; this is the newest whose mail has left.
  sent_version integer,
  -- The server of the address refused the mail for good.
  undeliverable boolean not null default false,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  version integer not null default 1,
  primary key (org_id, id),
  constraint invitations_inviter_fk foreign key (org_id, invited_by) references members (org_id, id),
  constraint invitations_member_fk foreign key (org_id, member_id) references members (org_id, id)
);
-- One open invitation an address: inviting twice at once leaves one.
create unique index invitations_pending_key on invitations (org_id, email) where status = 'PENDING';
-- Whoever holds a token belongs to no organization yet: which one is what they want to learn.
create index invitations_token_idx on invitations (token_hash);
select app.protect('invitations', reads => $$(select app.has_role('ADMIN')) or (select app.is_system())$$,
  rights => 'select, insert, update');
