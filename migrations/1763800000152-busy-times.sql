-- One calendar for each person, whatever they are and wherever: a coach here can be a client here too, and a coach in
-- another organization. It is the one table that looks across organizations, so that the database itself refuses a double
-- booking. Nobody reads it but through app.busy_times, which says when somebody is not free and nothing else.

create table busy_times (
  user_id uuid not null references users (id),
  org_id uuid not null,
  -- What takes the time: a session, or a meeting that this person leads.
  occasion_id uuid not null,
  during tstzrange not null,
  primary key (user_id, occasion_id),
  constraint busy_times_free exclude using gist (user_id with =, during with &&)
);
create index busy_times_occasion_idx on busy_times (org_id, occasion_id);
alter table busy_times enable row level security, force row level security;
create policy gate_looks on busy_times to gate using (true) with check (true);
do $$ begin execute format('create policy owner_migrates on busy_times to %I using (true) with check (true)', current_user); end $$;
grant select, insert, update, delete on busy_times to gate;

-- Puts an occasion into the calendars of those who have to be there, in place of what stood there of it; a null range
-- takes it out. Whoever writes calendars of the same people queues up here: two that wait for each other inside the
-- exclusion constraint would end in a deadlock.
create function app.occupy(org uuid, occasion uuid, people uuid[], during tstzrange) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  persons constant uuid[] := array(select m.user_id from public.members m
    where m.org_id = org and m.id = any (people) order by m.user_id);
  person uuid;
begin
  foreach person in array persons loop
    perform pg_advisory_xact_lock(hashtextextended('calendar ' || person, 0));
  end loop;
  delete from public.busy_times b where b.org_id = org and b.occasion_id = occasion;
  if during is not null then
    insert into public.busy_times (user_id, org_id, occasion_id, during)
    select p, org, occasion, occupy.during from unnest(persons) p;
  end if;
end $$;
-- For triggers only, which run as gate: not app.definer, which would let the app role call it.
revoke all on function app.occupy(uuid, uuid, uuid[], tstzrange) from public;
alter function app.occupy(uuid, uuid, uuid[], tstzrange) owner to gate;

create function app.occupy_session() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform app.occupy(old.org_id, old.id, array[old.coach_id, old.client_id], null);
  else
    perform app.occupy(new.org_id, new.id, array[new.coach_id, new.client_id],
      case when new.cancelled_at is null then app.busy(new.starts_at, new.ends_at, new.buffer_minutes) end);
  end if;
  return null;
end $$;
create trigger sessions_occupy after insert or delete or update of starts_at, ends_at, buffer_minutes, cancelled_at on sessions
  for each row execute function app.occupy_session();
select app.definer('app.occupy_session()');

-- When a person is not free between two instants, in all that they are: of oneself, and of the other side of an
-- engagement that is active, which is to say signed. Adjoining times are one, so that nothing tells what they are.
create function app.busy_times(member uuid, since timestamptz, until timestamptz) returns tstzmultirange
language sql stable security definer set search_path = '' as $$
  select case when member = app.member_id() or exists (
    select from public.engagements e where e.org_id = app.org_id() and e.status = 'ACTIVE'
      and (app.has_role('COACH') and e.coach_id = app.member_id() and e.client_id = member
        or app.has_role('CLIENT') and e.client_id = app.member_id() and e.coach_id = member)) then coalesce((
    select range_agg(b.during) * tstzmultirange(tstzrange(since, until))
    from public.members m join public.busy_times b on b.user_id = m.user_id
    where m.org_id = app.org_id() and m.id = member and b.during && tstzrange(since, until)), '{}') end $$;
select app.definer('app.busy_times(uuid, timestamptz, timestamptz)');

-- Sessions that were booked side by side in two organizations before anybody could know stay as they are.
insert into busy_times (user_id, org_id, occasion_id, during)
select m.user_id, s.org_id, s.id, app.busy(s.starts_at, s.ends_at, s.buffer_minutes)
from sessions s join members m on m.org_id = s.org_id and m.id in (s.coach_id, s.client_id)
where s.cancelled_at is null
on conflict do nothing;

-- All that is said here now.
alter table sessions drop constraint sessions_coach_free, drop constraint sessions_client_free;
drop trigger sessions_person_free on sessions;
drop function app.keep_one_calendar();
