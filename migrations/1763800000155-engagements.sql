-- How an engagement comes about when it is not an admin who proposes it, what remains of an allocation when its time is
-- over, and what the base of agreements and allocations still let through.

-- What is proposed is what is signed: an admin writes the clauses of the first agreement as they propose it, and from
-- then on nobody does. A narrowed version takes a permission out of what is in force, not out of something older.
create or replace function app.hold_agreement() returns trigger language plpgsql set search_path = '' as $$
declare
  me constant uuid := app.member_id();
  was public.agreements;
begin
  -- Without a member it is the owner, who migrates, or the trigger that follows the engagement.
  if me is null then return new; end if;
  if tg_op = 'UPDATE' then was := old; end if;
  if new.coach_signed_at is distinct from was.coach_signed_at and me <> new.coach_id
      or new.client_signed_at is distinct from was.client_signed_at and me <> new.client_id
      or (new.org_signed_at, new.org_signed_by) is distinct from (was.org_signed_at, was.org_signed_by)
        and not (app.has_role('ADMIN') and new.org_signed_by = me)
      or tg_op = 'INSERT' and new.narrowed and me <> new.client_id
      or tg_op = 'INSERT' and new.narrowed and not exists (
        select from (
          select * from public.agreements a
          where a.org_id = new.org_id and a.engagement_id = new.engagement_id and a.status in ('IN_FORCE', 'SUPERSEDED')
          order by a.number desc limit 1) a
        where (a.retention_months, a.late_cancel_hours) = (new.retention_months, new.late_cancel_hours)
          and new.names_in_attendance <= a.names_in_attendance and new.recording <= a.recording)
      or tg_op = 'UPDATE'
        and (new.names_in_attendance, new.recording, new.retention_months, new.late_cancel_hours)
          is distinct from (old.names_in_attendance, old.recording, old.retention_months, old.late_cancel_hours)
        and (old.number <> 1 or old.status <> 'PROPOSED' or not app.has_role('ADMIN')
          or num_nonnulls(old.coach_signed_at, old.client_signed_at) > 0)
      or tg_op = 'UPDATE' and old.status <> new.status
        and (old.status, new.status) not in (('PROPOSED', 'IN_FORCE'), ('PROPOSED', 'WITHDRAWN'), ('IN_FORCE', 'SUPERSEDED')) then
    raise exception 'This step of the agreement is not open to this member.' using errcode = '42501';
  end if;
  return new;
end $$;

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

-- What is handed over with a client is no grant: it was granted once already, and what was left is no admin's to know.
alter table allocation_entries drop constraint allocation_entries_kind_check;
alter table allocation_entries add constraint allocation_entries_kind_check
  check (kind in ('GRANT', 'CARRY', 'HOLD', 'CONSUME', 'RELEASE', 'EXPIRE', 'REVERSE'));
set local role gate;
create or replace function app.enter_allocation() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was public.allocation_entries;
  kind text := new.kind;
  n integer := new.amount;
begin
  -- Before the balance is asked: whoever does not read it, also one who only says to be a side, would learn from a refusal
  -- what is left.
  if app.member_id() is not null and not exists (
      select from public.engagements e
      where e.org_id = new.org_id and e.id = new.engagement_id and (e.coach_id, e.client_id) = (new.coach_id, new.client_id)
        and (new.kind = 'GRANT' or (new.kind = 'REVERSE' and e.status = 'PROPOSED')
          or (app.member_id() in (e.coach_id, e.client_id) and e.client_id = any (app.client_ids('sessions'))))) then
    raise exception 'This entry is not open to this member.' using errcode = '42501';
  end if;
  insert into public.allocation_balances (org_id, id, coach_id, client_id)
  values (new.org_id, new.engagement_id, new.coach_id, new.client_id) on conflict do nothing;
  perform from public.allocation_balances b where b.org_id = new.org_id and b.id = new.engagement_id for update;
  if new.entry_id is not null then
    select * into was from public.allocation_entries e
    where e.org_id = new.org_id and e.engagement_id = new.engagement_id and e.id = new.entry_id;
    if was.amount is distinct from new.amount or was.session_id is distinct from new.session_id
        or (new.kind = 'REVERSE') <> (was.kind in ('GRANT', 'CONSUME', 'EXPIRE'))
        or (new.kind <> 'REVERSE' and was.kind <> 'HOLD') then
      raise exception using errcode = 'check_violation', constraint = 'allocation_entries_matches',
        message = 'the entry does not match the one that it settles';
    end if;
    if new.kind = 'REVERSE' then
      kind := was.kind;
      n := -n;
    end if;
  end if;
  if new.kind = 'REVERSE' and kind = 'CONSUME' then
    -- The hold is over with it.
    update public.allocation_balances b set used = b.used + n, remaining = b.remaining - n
    where b.org_id = new.org_id and b.id = new.engagement_id;
    return new;
  end if;
  update public.allocation_balances b set
    remaining = b.remaining
      + case when kind in ('GRANT', 'CARRY', 'RELEASE') then n when kind in ('HOLD', 'EXPIRE') then -n else 0 end,
    held = b.held + case when kind = 'HOLD' then n when kind in ('RELEASE', 'CONSUME') then -n else 0 end,
    used = b.used + case when kind = 'CONSUME' then n else 0 end
  where b.org_id = new.org_id and b.id = new.engagement_id;
  if kind = 'GRANT' then
    update public.allocations a set granted = a.granted + n, version = a.version + 1
    where a.org_id = new.org_id and a.id = new.engagement_id;
  end if;
  return new;
end $$;
reset role;

-- A grant is taken back only before anything can be used of it: later a refusal would tell the admin what is left.
do $$
declare
  pair constant text := $p$(client_id = any ((select app.client_ids('sessions'))::uuid[])
    and (client_id = (select app.member_id()) or coach_id = (select app.member_id())))$p$;
  own constant text := 'org_id = (select app.org_id())';
begin
  execute format('alter policy app_reads on allocation_entries using (%s and (%s or %s or %s))', own,
    $g$((select app.has_role('ADMIN')) and (kind = 'GRANT' or (kind = 'REVERSE' and session_id is null)))$g$,
    '(select app.is_system())', pair);
  execute format('alter policy app_inserts on allocation_entries with check (%s and (%s or %s or %s))', own,
    $g$((select app.has_role('ADMIN')) and session_id is null and (kind = 'GRANT' or (kind = 'REVERSE' and exists (
      select from engagements e where e.org_id = allocation_entries.org_id and e.id = engagement_id and e.status = 'PROPOSED'))))$g$,
    $g$((select app.is_system()) and kind in ('EXPIRE', 'RELEASE'))$g$,
    pair || $g$ and (kind in ('HOLD', 'CONSUME', 'RELEASE')
      or (kind = 'REVERSE' and session_id is not null and coach_id = (select app.member_id())))$g$);
end $$;

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
