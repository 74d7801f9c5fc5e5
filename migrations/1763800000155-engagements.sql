-- How an engagement comes about when it is not an admin who proposes it, and what remains of an allocation when its
-- time is over.

-- Notes are kept for so many months from the last day on, so that nobody moves it: it is told as the engagement ends, and
-- lies no further ahead than a clock can be.
create or replace function app.hold_engagement() returns trigger language plpgsql set search_path = '' as $$
declare
  me constant uuid := app.member_id();
  was_over constant boolean := old.status in ('COMPLETED', 'ENDED_EARLY');
begin
  -- Without a member it is the owner, who migrates.
  if me is not null and (new.coach_signed_at is distinct from old.coach_signed_at and me <> new.coach_id
      or new.client_signed_at is distinct from old.client_signed_at and me <> new.client_id
      or was_over and (new.status <> old.status or new.ends_on is distinct from old.ends_on)
      or not was_over and new.status in ('COMPLETED', 'ENDED_EARLY')
        and new.ends_on > greatest(new.starts_on, (now() at time zone 'UTC')::date + 1)) then
    raise exception 'This step of the engagement is not open to this member.' using errcode = '42501';
  end if;
  return new;
end $$;

-- A client may ask a coach for themself, and signs by it.
alter policy app_inserts on engagements with check (org_id = (select app.org_id()) and ((select app.has_role('ADMIN'))
  or (client_id = (select app.member_id()) and (select app.has_role('CLIENT')) and status = 'PROPOSED')));

-- That the client asked, and what they wrote to the coach. Has the id of the engagement.
create table coach_requests (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  message text check (message ~ '^s1\.' and length(message) <= 8000),
  asked_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint coach_requests_engagement_fk foreign key (org_id, coach_id, client_id, id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade
);
comment on column coach_requests.message is 'sealed';
create index coach_requests_client_idx on coach_requests (org_id, client_id);
select app.protect('coach_requests',
  reads => $$client_id = (select app.member_id())
    or (coach_id = (select app.member_id()) and client_id = any ((select app.client_ids('profile'))::uuid[]))$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');

-- Coaches among whom a client may choose. One that was taken up or replaced by a later choice stays as the record.
create table coach_offers (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  coach_id uuid not null,
  offered_by uuid not null default app.member_id(),
  offered_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  primary key (org_id, id),
  constraint coach_offers_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint coach_offers_coach_fk foreign key (org_id, coach_id) references coaches (org_id, id),
  constraint coach_offers_member_fk foreign key (org_id, offered_by) references members (org_id, id),
  constraint coach_offers_two_people check (coach_id <> client_id)
);
create unique index coach_offers_open_key on coach_offers (org_id, client_id, coach_id) where ended_at is null;
-- The coach is not told for whom they were one of several.
select app.protect('coach_offers',
  reads => $$(select app.has_role('ADMIN')) or (client_id = (select app.member_id()) and (select app.has_role('CLIENT')))$$,
  rights => 'select, insert');
grant update (ended_at) on coach_offers to app;
alter policy app_inserts on coach_offers
  with check (org_id = (select app.org_id()) and (select app.has_role('ADMIN')) and offered_by = (select app.member_id()));

-- Whether a coach is here and takes one more client: that, and not how many they have, is for everybody to know.
create function app.has_place(coach uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
    where c.org_id = app.org_id() and c.id = coach and m.status = 'ACTIVE' and 'COACH' = any (m.roles)
      and c.capacity > (select count(*) from public.engagements e
        where e.org_id = c.org_id and e.coach_id = c.id and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED')))
$$;
select app.definer('app.has_place(uuid)');

-- The same for whoever is about to take that place: others who are wait until the transaction ends. Null where there is
-- no such coach.
create function app.hold_place(coach uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not (app.has_role('ADMIN') or app.has_role('CLIENT')) then return null; end if;
  perform from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
  where c.org_id = app.org_id() and c.id = coach and m.status = 'ACTIVE' and 'COACH' = any (m.roles)
  for no key update of c;
  if not found then return null; end if;
  -- A statement of its own: one that waited for the lock would count as of the moment before it.
  return app.has_place(coach);
end $$;
select app.definer('app.hold_place(uuid)');

-- What expires: something is left, and the client's day is past the last on which it may be used. Looked for as long as
-- a session that was booked before may still be cancelled and give back what it held. No member's to ask.
create index allocations_expiry_idx on allocations (expires_on) where expires_on is not null;
create function app.due_expiries(asof timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select a.org_id, a.id
  from public.allocations a
  join public.allocation_balances b on b.org_id = a.org_id and b.id = a.id
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.expires_on between (asof - interval '400 days')::date and (asof + interval '1 day')::date
    and a.expires_on < (asof at time zone m.time_zone)::date and b.remaining > 0 and app.member_id() is null
  order by a.expires_on limit batch
$$;
select app.definer('app.due_expiries(timestamptz, integer)');

-- Expires what is left of one allocation, by the system. Returns whether anything was; once it is, nothing is left.
create function app.expire_allocation(engagement uuid, asof timestamptz) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  amount integer;
begin
  if not app.is_system() then return false; end if;
  perform from public.allocation_balances b where b.org_id = org and b.id = engagement for update;
  insert into public.allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount, at)
  select a.org_id, a.id, a.coach_id, a.client_id, 'EXPIRE', b.remaining, asof
  from public.allocations a
  join public.allocation_balances b on b.org_id = a.org_id and b.id = a.id
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.org_id = org and a.id = engagement and b.remaining > 0 and a.expires_on < (asof at time zone m.time_zone)::date
  returning allocation_entries.amount into amount;
  return amount is not null;
end $$;
select app.definer('app.expire_allocation(uuid, timestamptz)');
