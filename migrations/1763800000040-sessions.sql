-- Sessions of an engagement. That nobody sits in two at once is said here, and holds whoever writes.

-- What a session refers to, so that it cannot name another coach or client than its engagement does.
alter table engagements add constraint engagements_pair_key unique (org_id, coach_id, client_id, id);

-- The time that a session keeps free for both sides. Adding minutes depends on no time zone, so that it may be indexed.
create function app.busy(starts_at timestamptz, ends_at timestamptz, buffer_minutes integer) returns tstzrange
  language sql immutable parallel safe
  as $$ select tstzrange(starts_at, ends_at + buffer_minutes * interval '1 minute', '[)') $$;

create table sessions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- Kept free behind the session, for both sides.
  buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 60),
  place text check (length(place) between 1 and 200),
  video_url text check (video_url ~ '^https://' and length(video_url) <= 500),
  agenda text not null default '' check (length(agenda) <= 4000),
  status text not null default 'BOOKED' check (status in ('BOOKED', 'HELD', 'NO_SHOW', 'CANCELLED')),
  cancelled_at timestamptz(3),
  cancelled_by uuid,
  cancel_reason text check (length(cancel_reason) <= 500),
  late_cancel boolean not null default false,
  -- Of the calendar entry (RFC 5545): grows when people have to look at their calendars again.
  sequence integer not null default 0,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint sessions_engagement_fk foreign key (org_id, engagement_id, coach_id, client_id)
    references engagements (org_id, id, coach_id, client_id),
  constraint sessions_canceller_fk foreign key (org_id, cancelled_by) references members (org_id, id),
  constraint sessions_length check (ends_at - starts_at between interval '15 minutes' and interval '240 minutes'),
  constraint sessions_whereabouts check (num_nonnulls(place, video_url) = 1),
  constraint sessions_cancelled check ((status = 'CANCELLED') = (cancelled_at is not null)),
  constraint sessions_cancellation check (cancelled_at is not null
    or (cancelled_by is null and cancel_reason is null and not late_cancel)),
  -- Not by the status, which means the same: lists ask for a status, and the planner would walk these indexes, which
  -- are slower for them than their own.
  constraint sessions_coach_free exclude using gist (
    org_id with =, coach_id with =, app.busy(starts_at, ends_at, buffer_minutes) with &&)
    where (cancelled_at is null),
  constraint sessions_client_free exclude using gist (
    org_id with =, client_id with =, app.busy(starts_at, ends_at, buffer_minutes) with &&)
    where (cancelled_at is null)
);
create index sessions_client_idx on sessions (org_id, client_id, starts_at, id);
create index sessions_coach_idx on sessions (org_id, coach_id, starts_at, id);
-- The next session of a client, for twenty clients at once.
create index sessions_next_idx on sessions (org_id, client_id, starts_at, id) where status = 'BOOKED';
create index sessions_engagement_idx on sessions (org_id, engagement_id);

-- What the two constraints above cannot say: a coach is often somebody's client as well, and has one calendar.
-- Bookings of one person queue up here, so that two of them never wait for each other inside an exclusion constraint,
-- which would end in a deadlock.
create function app.keep_one_calendar() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  coach bigint := hashtextextended('calendar ' || new.coach_id, 0);
  client bigint := hashtextextended('calendar ' || new.client_id, 0);
begin
  perform pg_advisory_xact_lock(least(coach, client));
  perform pg_advisory_xact_lock(greatest(coach, client));
  -- A statement of its own, whose snapshot is taken once the locks are held.
  perform from public.sessions s
  where s.org_id = new.org_id and s.id <> new.id and s.cancelled_at is null
    and (s.coach_id = new.client_id or s.client_id = new.coach_id)
    and app.busy(s.starts_at, s.ends_at, s.buffer_minutes)
      && app.busy(new.starts_at, new.ends_at, new.buffer_minutes);
  if found then
    raise exception using errcode = 'exclusion_violation', constraint = 'sessions_person_free',
      message = 'one side sits in another session in their other role';
  end if;
  return new;
end $$;
create trigger sessions_person_free
  before insert or update of starts_at, ends_at, buffer_minutes, status on sessions
  for each row when (new.status <> 'CANCELLED') execute function app.keep_one_calendar();
select app.definer('app.keep_one_calendar()');

-- The client; and the coach of the session while an engagement of the two is open. Other coaches of the same client
-- see their own sessions only, and an admin none.
select app.protect('sessions',
  reads => $$client_id = any ((select app.client_ids('sessions'))::uuid[])
    and (client_id = (select app.member_id()) or coach_id = (select app.member_id()))$$,
  rights => 'select, insert, update');
