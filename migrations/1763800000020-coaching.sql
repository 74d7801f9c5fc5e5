-- Clients, coaches, and the engagements between them. Who may see which client's data is said here, once.

-- A client is a member in that role: the same id, what coaching needs to know beside it.
create table clients (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  job_title text check (length(job_title) <= 120),
  department text check (length(department) <= 120),
  location text check (length(location) <= 120),
  career_stage text check (career_stage in ('EARLY', 'MID', 'SENIOR', 'EXECUTIVE')),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint clients_member_fk foreign key (org_id, id) references members (org_id, id)
);

create table coaches (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  biography text not null default '' check (length(biography) <= 4000),
  specialties text[] not null default '{}' check (cardinality(specialties) <= 20),
  languages text[] not null default '{}' check (cardinality(languages) <= 20),
  credentials text[] not null default '{}' check (cardinality(credentials) <= 20),
  -- Open engagements; a full coach is not offered.
  capacity integer not null default 20 check (capacity between 0 and 200),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint coaches_member_fk foreign key (org_id, id) references members (org_id, id)
);

create table engagements (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  coach_id uuid not null,
  client_id uuid not null,
  starts_on date not null,
  ends_on date,
  paid boolean not null default true,
  status text not null default 'PROPOSED'
    check (status in ('PROPOSED', 'ACTIVE', 'PAUSED', 'COMPLETED', 'ENDED_EARLY')),
  coach_signed_at timestamptz(3),
  client_signed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint engagements_coach_fk foreign key (org_id, coach_id) references coaches (org_id, id),
  constraint engagements_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint engagements_two_people check (coach_id <> client_id),
  constraint engagements_dates check (ends_on is null or ends_on >= starts_on),
  -- Whoever reads by status alone may: open means that both have signed.
  constraint engagements_signed check (status not in ('ACTIVE', 'PAUSED', 'COMPLETED')
    or (coach_signed_at is not null and client_signed_at is not null))
);
-- Proposing the same pair twice at once leaves one open engagement.
create unique index engagements_open_key on engagements (org_id, coach_id, client_id)
  where status in ('PROPOSED', 'ACTIVE', 'PAUSED');
create index engagements_client_idx on engagements (org_id, client_id);

-- The visibility matrix: the clients whose data of a class the actor may see.
--   profile   who the client is: also for a coach who is asked to sign
--   goals, sessions, reviews   the work itself: the client, and the coach once both have signed
-- An admin gets an empty list, and a coach whose role was taken away too.
-- Roles and classes are told apart before the table is asked, and the actor is held in variables: as one statement with
-- both in its conditions it was planned anew at each call, which cost ten times as much.
create function app.client_ids(data_class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  own constant uuid[] := case when me is not null and app.has_role('CLIENT') then array[me] else '{}' end;
begin
  if not app.has_role('COACH') then return own; end if;
  case data_class
    when 'profile' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
    when 'goals', 'sessions', 'reviews' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('ACTIVE', 'PAUSED'));
    else return own;
  end case;
end $$;
select app.definer('app.client_ids(text)');

-- Oneself, and the other side of every engagement that is open or asks to be signed. Once it is over, the address and
-- the zone of the other side are nobody's business any more.
set local role gate;
create or replace function app.member_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  met constant uuid[] := array[me] || array(
    select e.coach_id from public.engagements e
    where e.org_id = org and e.client_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
begin
  if not app.has_role('COACH') then return met; end if;
  return met || array(
    select e.client_id from public.engagements e
    where e.org_id = org and e.coach_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
end $$;
reset role;

select app.protect('clients',
  reads => $$(select app.has_role('ADMIN')) or id = any ((select app.client_ids('profile'))::uuid[])$$,
  writes => $$(select app.has_role('ADMIN')) or id = (select app.member_id())$$,
  rights => 'select, insert, update');
-- Coaches present themselves to the whole organization.
select app.protect('coaches',
  reads => 'true',
  writes => $$(select app.has_role('ADMIN')) or id = (select app.member_id())$$,
  rights => 'select, insert, update');
-- A coach's name is for everybody, the rest of the member is not.
create function app.coach_name(coach uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
  where c.org_id = app.org_id() and c.id = coach $$;
select app.definer('app.coach_name(uuid)');
-- An admin matches and therefore sees who works with whom; what they do together is in other tables.
select app.protect('engagements',
  reads => $$(select app.has_role('ADMIN')) or coach_id = (select app.member_id()) or client_id = (select app.member_id())$$,
  rights => 'select, insert, update');
-- Whoever could propose to themselves would see the profile of any client.
alter policy app_inserts on engagements
  with check (org_id = (select app.org_id()) and (select app.has_role('ADMIN')));

-- Whoever becomes a client or a coach gets the profile of one, whichever way the role came; a role that goes leaves it.
create function app.follow_roles() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if 'CLIENT' = any (new.roles) then
    insert into public.clients (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  end if;
  if 'COACH' = any (new.roles) then
    insert into public.coaches (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger members_follow_roles after insert or update of roles on members
  for each row execute function app.follow_roles();
select app.definer('app.follow_roles()');
