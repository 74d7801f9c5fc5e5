-- A session under the agreement that it was booked under, as one of a series, corrected in the open; and who came to it,
-- as rows of their own, because an agreement can let admins see those.

-- A rule by which sessions recur. Its sessions are rows like any other, each booked, held and judged alone.
create table session_series (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  -- RFC 5545, always with a COUNT; `starts_on` is its first occurrence, so that a calendar can take both as they are.
  rrule text not null check (length(rrule) between 1 and 200),
  starts_on date not null,
  local_time time(0) not null,
  zone text not null check (length(zone) between 1 and 64),
  minutes integer not null check (minutes between 15 and 240),
  buffer_minutes integer not null check (buffer_minutes between 0 and 60),
  place text check (length(place) between 1 and 200),
  video_url text check (video_url ~ '^https://' and length(video_url) <= 500),
  -- The series that this one was split from, when it and what followed was moved.
  follows_id uuid,
  -- Of the calendar entry (RFC 5545): grows when people have to look at their calendars again.
  sequence integer not null default 0,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint session_series_engagement_fk foreign key (org_id, engagement_id, coach_id, client_id)
    references engagements (org_id, id, coach_id, client_id) on delete cascade,
  constraint session_series_within_key unique (org_id, engagement_id, coach_id, client_id, id),
  constraint session_series_follows_fk foreign key (org_id, engagement_id, coach_id, client_id, follows_id)
    references session_series (org_id, engagement_id, coach_id, client_id, id),
  constraint session_series_whereabouts check (num_nonnulls(place, video_url) = 1)
);

alter table sessions
  add column agreement_id uuid,
  add column series_id uuid,
  -- The local date that the series gave it, whatever day it was moved to since.
  add column occurrence_on date,
  -- Its time is its own, and no longer what its series says.
  add column moved_alone boolean not null default false,
  -- When the coach gave back what a late cancellation or a no-show had used up.
  add column waived_at timestamptz(3);

-- What was cancelled late by a coach uses nothing up: late is what a client does.
update sessions set late_cancel = false where late_cancel and cancelled_by is distinct from client_id;
update sessions s set agreement_id = coalesce(
  (select a.id from agreements a where a.org_id = s.org_id and a.engagement_id = s.engagement_id and a.status = 'IN_FORCE'),
  (select a.id from agreements a where a.org_id = s.org_id and a.engagement_id = s.engagement_id order by a.number limit 1));

alter table sessions
  alter column agreement_id set not null,
  add constraint sessions_agreement_fk foreign key (org_id, engagement_id, agreement_id)
    references agreements (org_id, engagement_id, id),
  add constraint sessions_series_fk foreign key (org_id, engagement_id, coach_id, client_id, series_id)
    references session_series (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  add constraint sessions_occurrence check ((series_id is null) = (occurrence_on is null) and (series_id is not null or not moved_alone)),
  -- Deferrable only so that a series can move by as many days as lie between its sessions, in one statement.
  add constraint sessions_occurrence_key unique (org_id, series_id, occurrence_on) deferrable initially immediate,
  add constraint sessions_late check (not late_cancel or cancelled_by = client_id),
  add constraint sessions_waived check (waived_at is null or late_cancel or status = 'NO_SHOW');

-- Nobody chooses the agreement that judges a session.
create function app.book_under_agreement() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.agreement_id is null or app.member_id() is not null then
    select a.id into new.agreement_id from public.agreements a
    where a.org_id = new.org_id and a.engagement_id = new.engagement_id and a.status in ('IN_FORCE', 'PROPOSED')
    order by a.status, a.number limit 1;
  end if;
  return new;
end $$;
create trigger sessions_agreement before insert on sessions
  for each row execute function app.book_under_agreement();
-- Nor changes it, or whose session it is.
revoke update on sessions from app;
grant update (starts_at, ends_at, buffer_minutes, place, video_url, agenda, status, cancelled_at, cancelled_by,
              cancel_reason, late_cancel, sequence, version, series_id, occurrence_on, moved_alone, waived_at) on sessions to app;

-- Append-only: a mark or a cancellation that was wrong, by whom it was put right, and why.
create table session_corrections (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  was_status text not null check (was_status in ('HELD', 'NO_SHOW', 'CANCELLED')),
  is_status text not null check (is_status in ('HELD', 'NO_SHOW', 'CANCELLED')),
  -- What was taken off the session with it.
  was_cancelled_at timestamptz(3),
  was_cancelled_by uuid,
  was_cancel_reason text,
  was_late_cancel boolean not null,
  was_waived_at timestamptz(3),
  reason text not null check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint session_corrections_session_fk foreign key (org_id, engagement_id, coach_id, client_id, session_id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint session_corrections_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint session_corrections_canceller_fk foreign key (org_id, was_cancelled_by) references members (org_id, id),
  constraint session_corrections_changes check (is_status <> was_status)
);
create index session_corrections_session_idx on session_corrections (org_id, session_id, id);

-- Who came to a session, and who did not: of each that is over, as far as it counts. Has the id of the session.
create table attendances (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreement_id uuid not null,
  -- The day on which the session began, in the client's zone.
  held_on date not null,
  outcome text not null check (outcome in ('HELD', 'NO_SHOW', 'LATE_CANCELLED')),
  primary key (org_id, id),
  constraint attendances_session_fk foreign key (org_id, engagement_id, coach_id, client_id, id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint attendances_agreement_fk foreign key (org_id, engagement_id, agreement_id)
    references agreements (org_id, engagement_id, id) on delete cascade
);
create index attendances_day_idx on attendances (org_id, held_on, id);
create index attendances_client_idx on attendances (org_id, client_id, held_on, id);
create index attendances_coach_idx on attendances (org_id, coach_id, held_on, id);

do $$
declare
  pair constant text := $p$client_id = any ((select app.client_ids('sessions'))::uuid[])
    and (client_id = (select app.member_id()) or coach_id = (select app.member_id()))$p$;
begin
  perform app.protect('session_series', pair, pair, 'select, insert');
  perform app.protect('session_corrections', pair,
    pair || ' and author_id = (select app.member_id()) and coach_id = (select app.member_id())', 'select, insert');
  perform app.protect('attendances',
    '(' || pair || ') or agreement_id = any ((select app.named_agreements())::uuid[])', 'false', 'select');
end $$;
grant update (rrule, starts_on, local_time, zone, minutes, sequence, version) on session_series to app;

-- Nobody writes attendance: it follows from the sessions.
create function app.attend() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  become constant text := case when new.status in ('HELD', 'NO_SHOW') then new.status
                               when new.late_cancel then 'LATE_CANCELLED' end;
begin
  if become is null then
    delete from public.attendances t where t.org_id = new.org_id and t.id = new.id;
  else
    insert into public.attendances (org_id, id, engagement_id, coach_id, client_id, agreement_id, held_on, outcome)
    select new.org_id, new.id, new.engagement_id, new.coach_id, new.client_id, new.agreement_id,
           (new.starts_at at time zone m.time_zone)::date, become
    from public.members m where m.org_id = new.org_id and m.id = new.client_id
    on conflict (org_id, id) do update set outcome = excluded.outcome;
  end if;
  return null;
end $$;
create trigger sessions_attended after update of status, late_cancel on sessions
  for each row execute function app.attend();
create trigger sessions_attended_before after insert on sessions
  for each row when (new.status <> 'BOOKED') execute function app.attend();
select app.definer('app.attend()');
grant delete on attendances to gate;

insert into attendances (org_id, id, engagement_id, coach_id, client_id, agreement_id, held_on, outcome)
select s.org_id, s.id, s.engagement_id, s.coach_id, s.client_id, s.agreement_id,
  (s.starts_at at time zone m.time_zone)::date, case when s.status = 'CANCELLED' then 'LATE_CANCELLED' else s.status end
from sessions s join members m on m.org_id = s.org_id and m.id = s.client_id
where s.status in ('HELD', 'NO_SHOW') or s.late_cancel;
