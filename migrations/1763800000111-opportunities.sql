-- What an admin, a coach or a mentor offers to the clients of the organization, and who took it up. Contacts, which are
-- the client's alone.

create table opportunities (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  poster_id uuid not null default app.member_id(),
  kind text not null check (kind in ('PROJECT', 'ROLE', 'EVENT')),
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) between 1 and 4000),
  place text check (length(place) between 1 and 200),
  starts_on date,
  ends_on date,
  -- The last day on which it makes sense to take it up; null: as long as it is open.
  last_on date generated always as (coalesce(ends_on, case when kind = 'EVENT' then starts_on end)) stored,
  effort_minutes integer check (effort_minutes between 1 and 600000),
  -- Null: as many as like to.
  seats integer check (seats between 1 and 10000),
  -- Kept equal to the applications that stand by app.take_up and app.step_back alone.
  seats_taken integer not null default 0,
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  closed_at timestamptz(3),
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint opportunities_poster_key unique (org_id, poster_id, id),
  constraint opportunities_poster_fk foreign key (org_id, poster_id) references members (org_id, id),
  constraint opportunities_dates check (ends_on >= starts_on),
  constraint opportunities_seats check (seats_taken between 0 and coalesce(seats, seats_taken)),
  constraint opportunities_closed check ((status = 'CLOSED') = (closed_at is not null)),
  constraint opportunities_archived check (archived_at is null or status = 'CLOSED')
);

create table opportunity_skills (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  opportunity_id uuid not null,
  poster_id uuid not null default app.member_id(),
  skill_id uuid not null,
  primary key (org_id, id),
  constraint opportunity_skills_opportunity_fk foreign key (org_id, poster_id, opportunity_id)
    references opportunities (org_id, poster_id, id),
  constraint opportunity_skills_skill_fk foreign key (org_id, skill_id) references skills (org_id, id),
  constraint opportunity_skills_key unique (org_id, opportunity_id, skill_id)
);
create index opportunity_skills_skill_idx on opportunity_skills (org_id, skill_id, opportunity_id);

-- Carries the poster, tied to the opportunity's by a foreign key: who may see that somebody applied is one condition.
create table opportunity_applications (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  opportunity_id uuid not null,
  poster_id uuid not null,
  client_id uuid not null,
  action_id uuid not null,
  applied_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  primary key (org_id, id),
  constraint opportunity_applications_opportunity_fk foreign key (org_id, poster_id, opportunity_id)
    references opportunities (org_id, poster_id, id),
  constraint opportunity_applications_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint opportunity_applications_action_fk foreign key (org_id, client_id, action_id)
    references actions (org_id, client_id, id),
  constraint opportunity_applications_two_people check (poster_id <> client_id)
);
-- One seat a client, however often they press the button.
create unique index opportunity_applications_standing_key
  on opportunity_applications (org_id, opportunity_id, client_id) where withdrawn_at is null;
create index opportunity_applications_poster_idx on opportunity_applications (org_id, opportunity_id, id);
create index opportunity_applications_client_idx on opportunity_applications (org_id, client_id, id);
create index opportunity_applications_action_idx on opportunity_applications (org_id, action_id);

do $$
declare
  posts constant text := $p$poster_id = (select app.member_id())
    and ((select app.has_role('ADMIN')) or (select app.has_role('COACH')) or (select app.has_role('MENTOR')))$p$;
begin
  -- The organization's: everybody in it finds them. Seats are counted by nobody's hand.
  perform app.protect('opportunities', 'true', posts, 'select, insert, update (title, description, place, starts_on,
    ends_on, effort_minutes, seats, status, closed_at, tags, archived_at, version)');
  perform app.protect('opportunity_skills', 'true', posts, 'select, insert, delete');
  perform app.protect('opportunity_applications',
    reads => format($r$(client_id = (select app.member_id()) and (select app.has_role('CLIENT'))) or (%s)$r$, posts),
    writes => 'false', rights => 'select');
end $$;

-- A client takes a seat: counted and written down in one statement, or not at all. The client may not change the
-- opportunity otherwise, and nobody can be written down without a seat.
-- Returns the application; null where it is closed, full, over, or the client's own.
create function app.take_up(opportunity uuid, action uuid, today date) returns uuid
language sql volatile security definer set search_path = '' as $$
  with seat as (
    update public.opportunities o set seats_taken = o.seats_taken + 1
    where app.has_role('CLIENT') and o.org_id = app.org_id() and o.id = opportunity
      and o.poster_id <> app.member_id() and o.status = 'OPEN' and (o.last_on is null or o.last_on >= today)
      and (o.seats is null or o.seats_taken < o.seats)
    returning o.org_id, o.id, o.poster_id)
  insert into public.opportunity_applications (org_id, opportunity_id, poster_id, client_id, action_id)
  select s.org_id, s.id, s.poster_id, app.member_id(), action from seat s
  returning id
$$;
select app.definer('app.take_up(uuid, uuid, date)');

-- A client gives the seat back. The opportunity is locked first, as taking up locks it first. Returns whether the
-- application stood.
create function app.step_back(application uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  offered uuid;
begin
  if not app.has_role('CLIENT') then return false; end if;
  select a.opportunity_id into offered from public.opportunity_applications a
  where a.org_id = app.org_id() and a.id = application and a.client_id = app.member_id();
  perform from public.opportunities o where o.org_id = app.org_id() and o.id = offered for no key update;
  update public.opportunity_applications a set withdrawn_at = now()
  where a.org_id = app.org_id() and a.id = application and a.client_id = app.member_id() and a.withdrawn_at is null;
  if not found then return false; end if;
  update public.opportunities o set seats_taken = o.seats_taken - 1
  where o.org_id = app.org_id() and o.id = offered;
  return true;
end $$;
select app.definer('app.step_back(uuid)');

-- Names for those who may see no member: of who posts, to everybody; of who applied, to those who see the application.
create function app.poster_name(opportunity uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.opportunities o join public.members m on m.org_id = o.org_id and m.id = o.poster_id
  where o.org_id = app.org_id() and o.id = opportunity $$;
select app.definer('app.poster_name(uuid)');
create function app.applicant_name(application uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.opportunity_applications a
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.org_id = app.org_id() and a.id = application and ((a.client_id = app.member_id() and app.has_role('CLIENT'))
    or (a.poster_id = app.member_id() and (app.has_role('ADMIN') or app.has_role('COACH') or app.has_role('MENTOR')))) $$;
select app.definer('app.applicant_name(uuid)');

-- People who are not of the organization: what is written of them is sealed, and deleted for good when the client says so.
create table contacts (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  name text not null check (name ~ '^s1\.' and length(name) <= 1000),
  field text check (field ~ '^s1\.' and length(field) <= 1000),
  next_step text check (next_step ~ '^s1\.' and length(next_step) <= 3000),
  tie smallint not null check (tie between 1 and 5),
  last_contact_on date,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint contacts_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
create index contacts_client_idx on contacts (org_id, client_id, id);
comment on column contacts.name is 'sealed';
comment on column contacts.field is 'sealed';
comment on column contacts.next_step is 'sealed';
select app.protect('contacts', $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$);
