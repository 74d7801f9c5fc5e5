-- When a coach can be met: weekly hours on their own wall clock, days that differ, rules of booking, and what another
-- calendar of theirs takes. Clients learn of it through free slots alone.

-- Each coach has one, from the day that they become one.
create table coach_schedules (
  org_id uuid not null default app.org_id(),
  -- Of the coach.
  id uuid not null,
  -- IANA; null: the zone of the member, whatever it is.
  zone text check (length(zone) between 1 and 64),
  -- Until they say their hours, the working days of the organization from 9 to 17 are offered, and booking asks nothing.
  hours_set boolean not null default false,
  -- What a session keeps free behind it, unless it is booked otherwise.
  buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 60),
  min_notice_hours integer not null default 0 check (min_notice_hours between 0 and 336),
  furthest_days integer not null default 365 check (furthest_days between 1 and 365),
  -- Offered starts lie so far apart on the coach's clock.
  step_minutes integer not null default 30 check (step_minutes in (15, 30, 60)),
  session_minutes integer not null default 60 check (session_minutes between 15 and 240),
  version integer not null default 1,
  primary key (org_id, id),
  constraint coach_schedules_coach_fk foreign key (org_id, id) references coaches (org_id, id)
);

create table availability_hours (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  coach_id uuid not null,
  -- ISO: 1 Monday to 7 Sunday.
  weekday integer not null check (weekday between 1 and 7),
  -- Minutes of the wall clock since midnight; 1440 is the end of the day, which a time of day cannot say.
  from_minute integer not null check (from_minute between 0 and 1439),
  until_minute integer not null check (until_minute between 1 and 1440),
  primary key (org_id, id),
  constraint availability_hours_coach_fk foreign key (org_id, coach_id) references coach_schedules (org_id, id),
  constraint availability_hours_order check (from_minute < until_minute),
  constraint availability_hours_apart exclude using gist (
    org_id with =, coach_id with =, weekday with =, int4range(from_minute, until_minute) with &&)
);
create index availability_hours_coach_idx on availability_hours (org_id, coach_id, weekday, from_minute, id);

-- AWAY takes from what is offered, EXTRA adds to it; where both are, the coach is away.
create table availability_exceptions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  coach_id uuid not null,
  kind text not null check (kind in ('AWAY', 'EXTRA')),
  -- On each day from the first to the last.
  first_on date not null,
  last_on date not null,
  -- As above; both null: the whole day.
  from_minute integer check (from_minute between 0 and 1439),
  until_minute integer check (until_minute between 1 and 1440),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint availability_exceptions_coach_fk foreign key (org_id, coach_id) references coach_schedules (org_id, id),
  constraint availability_exceptions_key unique (org_id, coach_id, id),
  constraint availability_exceptions_days check (last_on between first_on and first_on + 366),
  constraint availability_exceptions_hours check ((from_minute is null) = (until_minute is null)
    and (kind = 'AWAY' or from_minute is not null)),
  constraint availability_exceptions_order check (from_minute < until_minute)
);
create index availability_exceptions_coach_idx on availability_exceptions (org_id, coach_id, last_on, id);

-- Why, for the coach alone; has the id of the exception.
create table availability_reasons (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  coach_id uuid not null,
  reason text not null check (length(reason) between 1 and 200),
  primary key (org_id, id),
  constraint availability_reasons_exception_fk foreign key (org_id, coach_id, id)
    references availability_exceptions (org_id, coach_id, id) on delete cascade
);

-- Another calendar of the coach's, as it was when they handed it in: when it is busy, and nothing of with what.
create table imported_calendars (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  coach_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  busy tstzmultirange not null,
  -- Of `busy`; adjoining times are one.
  times integer not null check (times >= 0),
  imported_at timestamptz(3) not null default now(),
  -- What recurs was followed so far.
  until timestamptz(3) not null,
  primary key (org_id, id),
  constraint imported_calendars_coach_fk foreign key (org_id, coach_id) references coach_schedules (org_id, id),
  constraint imported_calendars_name_key unique (org_id, coach_id, name)
);

do $$
declare
  -- Of a coach who still is one.
  own constant text := $o$(select app.has_role('COACH')) and %s = (select app.member_id())$o$;
  admin constant text := $a$(select app.has_role('ADMIN')) or $a$;
begin
  perform app.protect('coach_schedules', admin || format(own, 'id'), format(own, 'id'), 'select, update');
  perform app.protect('availability_hours', admin || format(own, 'coach_id'), format(own, 'coach_id'), 'select, insert, delete');
  perform app.protect('availability_exceptions', admin || format(own, 'coach_id'), format(own, 'coach_id'), 'select, insert, delete');
  perform app.protect('availability_reasons', format(own, 'coach_id'), rights => 'select, insert');
  perform app.protect('imported_calendars', format(own, 'coach_id'));
end $$;

create function app.follow_coach() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.coach_schedules (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  return null;
end $$;
create trigger coaches_schedule after insert on coaches for each row execute function app.follow_coach();
select app.definer('app.follow_coach()');
insert into coach_schedules (org_id, id) select org_id, id from coaches;

-- What free slots are worked out from, between two instants: for the coach, and for a client whose engagement with them
-- is active. Null for anybody else.
create function app.coach_offer(coach uuid, since timestamptz, until timestamptz) returns json
language sql stable security definer set search_path = '' as $$
  select json_build_object(
    'zone', z.zone,
    'bufferMinutes', s.buffer_minutes, 'minNoticeHours', s.min_notice_hours, 'furthestDays', s.furthest_days,
    'stepMinutes', s.step_minutes, 'sessionMinutes', s.session_minutes,
    'weekend', o.weekend,
    'hours', case when s.hours_set then array_to_json(array(
      select json_build_object('weekday', h.weekday, 'from', h.from_minute, 'until', h.until_minute)
      from public.availability_hours h where h.org_id = s.org_id and h.coach_id = s.id
      order by h.weekday, h.from_minute)) end,
    'exceptions', array_to_json(array(
      select json_build_object('kind', x.kind, 'firstOn', x.first_on, 'lastOn', x.last_on,
        'from', coalesce(x.from_minute, 0), 'until', coalesce(x.until_minute, 1440))
      from public.availability_exceptions x
      where x.org_id = s.org_id and x.coach_id = s.id
        and x.last_on >= (since at time zone z.zone)::date - 1 and x.first_on <= (coach_offer.until at time zone z.zone)::date + 1
      order by x.id)),
    'imported', array_to_json(array(
      select array[(extract(epoch from lower(r)) * 1000)::bigint, (extract(epoch from upper(r)) * 1000)::bigint]
      from unnest((select range_agg(c.busy) * tstzmultirange(tstzrange(since, coach_offer.until))
        from public.imported_calendars c where c.org_id = s.org_id and c.coach_id = s.id)) r)))
  from public.coach_schedules s
  join public.members m on m.org_id = s.org_id and m.id = s.id
  join public.organizations o on o.id = s.org_id
  cross join lateral (select coalesce(s.zone, m.time_zone) as zone) z
  where s.org_id = app.org_id() and s.id = coach
    and (app.has_role('COACH') and coach = app.member_id()
      or app.has_role('CLIENT') and exists (
        select from public.engagements e
        where e.org_id = s.org_id and e.coach_id = coach and e.client_id = app.member_id() and e.status = 'ACTIVE')) $$;
select app.definer('app.coach_offer(uuid, timestamptz, timestamptz)');

-- Whether both sides of an engagement are members, each in the role of their side, as far as the actor sees them: nobody
-- meets somebody who is no longer here.
create function app.both_here(coach uuid, client uuid) returns boolean language sql stable as $$
  select not exists (select from public.members m
    where m.org_id = (select app.org_id()) and m.id in (coach, client)
      and (m.status <> 'ACTIVE' or case m.id when coach then 'COACH' else 'CLIENT' end <> all (m.roles))) $$;
