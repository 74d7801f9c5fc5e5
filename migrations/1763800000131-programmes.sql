-- Programmes that an admin, a coach or a mentor posts to the organization, and who is in them. That a client is in one is
-- the client's alone; whoever posted it learns how many are.

create table programmes (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  poster_id uuid not null default app.member_id(),
  title text not null check (length(title) between 1 and 200),
  description text check (length(description) between 1 and 4000),
  starts_on date not null,
  ends_on date not null,
  -- The last day to enrol, in the organization's zone.
  enrol_by date not null,
  -- Null: as many as like to.
  seats integer check (seats between 1 and 10000),
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  closed_at timestamptz(3),
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint programmes_poster_key unique (org_id, poster_id, id),
  constraint programmes_poster_fk foreign key (org_id, poster_id) references members (org_id, id),
  constraint programmes_dates check (ends_on >= starts_on),
  constraint programmes_enrol_by check (enrol_by <= ends_on),
  constraint programmes_closed check ((status = 'CLOSED') = (closed_at is not null)),
  constraint programmes_archived check (archived_at is null or status = 'CLOSED')
);

create table programme_steps (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  poster_id uuid not null default app.member_id(),
  position smallint not null check (position between 1 and 50),
  title text not null check (length(title) between 1 and 200),
  details text check (length(details) between 1 and 2000),
  due_on date,
  primary key (org_id, id),
  constraint programme_steps_programme_fk foreign key (org_id, poster_id, programme_id)
    references programmes (org_id, poster_id, id),
  constraint programme_steps_programme_key unique (org_id, programme_id, id),
  constraint programme_steps_position_key unique (org_id, programme_id, position)
);

create table enrolments (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  programme_id uuid not null,
  client_id uuid not null,
  status text not null default 'ENROLLED' check (status in ('ENROLLED', 'COMPLETED', 'LEFT')),
  enrolled_at timestamptz(3) not null default now(),
  completed_at timestamptz(3),
  left_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint enrolments_client_key unique (org_id, client_id, programme_id, id),
  constraint enrolments_programme_fk foreign key (org_id, programme_id) references programmes (org_id, id),
  constraint enrolments_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint enrolments_completed check ((status = 'COMPLETED') = (completed_at is not null)),
  constraint enrolments_left check ((status = 'LEFT') = (left_at is not null))
);
-- One seat a client, however often they press the button. Whoever left may come back, to another row.
create unique index enrolments_seat_key on enrolments (org_id, programme_id, client_id) where status <> 'LEFT';
create index enrolments_client_idx on enrolments (org_id, client_id, id);
create index enrolments_programme_idx on enrolments (org_id, programme_id, status);

-- Append-only: a step that was done, and that it was not done after all. The highest position of a step is what holds.
create table enrolment_marks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  programme_id uuid not null,
  enrolment_id uuid not null,
  step_id uuid not null,
  -- Done and taken back by turns.
  position smallint not null check (position > 0),
  done boolean not null,
  -- Why a mark was wrong.
  reason text check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint enrolment_marks_enrolment_fk foreign key (org_id, client_id, programme_id, enrolment_id)
    references enrolments (org_id, client_id, programme_id, id),
  constraint enrolment_marks_step_fk foreign key (org_id, programme_id, step_id)
    references programme_steps (org_id, programme_id, id),
  constraint enrolment_marks_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint enrolment_marks_position_key unique (org_id, enrolment_id, step_id, position),
  constraint enrolment_marks_turns check (done = (position % 2 = 1)),
  constraint enrolment_marks_reason check (done = (reason is null))
);

do $$
declare
  posts constant text := $p$poster_id = (select app.member_id())
    and ((select app.has_role('ADMIN')) or (select app.has_role('COACH')) or (select app.has_role('MENTOR')))$p$;
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
begin
  -- The organization's: everybody in it finds them.
  perform app.protect('programmes', 'true', posts, 'select, insert, update');
  perform app.protect('programme_steps', 'true', posts, 'select, insert, delete');
  -- Nobody writes themselves down: app.enrol counts the seats.
  perform app.protect('enrolments', own, own, 'select, update (status, completed_at, left_at, version)');
  perform app.protect('enrolment_marks', own, own || ' and author_id = (select app.member_id())', 'select, insert');
end $$;
-- A seat that was given back may be somebody else's now.
alter policy app_updates on enrolments
  using (org_id = (select app.org_id()) and client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
    and status <> 'LEFT');
drop policy app_inserts on enrolments;

-- A client takes a seat. Of many at once each waits for the programme's row and then counts, in a statement of its own,
-- what the others have left. Returns the enrolment; null where it is closed, over or full, or there is none.
create function app.enrol(programme uuid, today date) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  places integer;
  enrolment uuid;
begin
  if not app.has_role('CLIENT') then return null; end if;
  select p.seats into places from public.programmes p
  where p.org_id = org and p.id = programme and p.status = 'OPEN' and p.enrol_by >= today for no key update;
  if not found then return null; end if;
  if places <= (select count(*) from public.enrolments e
                where e.org_id = org and e.programme_id = programme and e.status <> 'LEFT') then
    return null;
  end if;
  insert into public.enrolments (org_id, programme_id, client_id) values (org, programme, app.member_id())
  returning id into enrolment;
  return enrolment;
end $$;
select app.definer('app.enrol(uuid, date)');

-- Whether every seat is taken; false where there is no limit. Anybody may know that, how many there are they may not.
create function app.programme_is_full(programme uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select p.seats <= (select count(*) from public.enrolments e
      where e.org_id = p.org_id and e.programme_id = p.id and e.status <> 'LEFT')
    from public.programmes p where p.org_id = app.org_id() and p.id = programme), false) $$;
select app.definer('app.programme_is_full(uuid)');

-- How many are in it, how many of these have completed it, and how many ever were: for who posted it.
create function app.programme_counts(programme uuid) returns table (enrolled integer, completed integer, ever integer)
language sql stable security definer set search_path = '' as $$
  select count(e.id) filter (where e.status <> 'LEFT')::integer,
    count(e.id) filter (where e.status = 'COMPLETED')::integer, count(e.id)::integer
  from public.programmes p left join public.enrolments e on e.org_id = p.org_id and e.programme_id = p.id
  where p.org_id = app.org_id() and p.id = programme and p.poster_id = app.member_id()
  group by p.id $$;
select app.definer('app.programme_counts(uuid)');

-- For those who may see no member: who posts is known to everybody.
create function app.programme_poster_name(programme uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.programmes p join public.members m on m.org_id = p.org_id and m.id = p.poster_id
  where p.org_id = app.org_id() and p.id = programme $$;
select app.definer('app.programme_poster_name(uuid)');
