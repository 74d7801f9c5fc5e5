-- What reaches people's own calendars: mails that carry calendar entries, and a feed for each person that asks for one.
-- Reminders of sessions stand beside them. The truth of a mail is its row here; queues only ring for it.

-- One for each person and each sequence of what it is about: written with the change, read anew when it is to leave.
create table calendar_mails (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  subject_kind text not null check (subject_kind in ('SESSION', 'SERIES')),
  subject_id uuid not null,
  sequence integer not null,
  recipient_id uuid not null,
  -- Of the calendar entry (RFC 5546).
  method text not null check (method in ('REQUEST', 'CANCEL')),
  state text not null default 'PENDING'
    check (state in ('PENDING', 'CLAIMED', 'SENT', 'SUPPRESSED', 'EXPIRED', 'FAILED')),
  reason text check (reason in ('RECIPIENT_LEFT', 'ORGANIZATION_CLOSED', 'SUPERSEDED', 'NOT_BOOKED', 'NEVER_INVITED',
    'TOO_LATE', 'REFUSED')),
  -- When the sweep looks at it: to send it while it is pending, to take it over from a dead worker while it is claimed.
  wake_at timestamptz(3) default now(),
  attempts integer not null default 0,
  -- When it was first handed to the mail server, whatever came of it: from then on it may have arrived.
  handed_at timestamptz(3),
  sent_at timestamptz(3),
  -- When the change was made that it tells of.
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint calendar_mails_key unique (org_id, subject_id, subject_kind, sequence, recipient_id, method),
  constraint calendar_mails_recipient_fk foreign key (org_id, recipient_id) references members (org_id, id),
  constraint calendar_mails_waits check ((state in ('PENDING', 'CLAIMED')) = (wake_at is not null)),
  constraint calendar_mails_reason check ((state in ('SUPPRESSED', 'EXPIRED', 'FAILED')) = (reason is not null)),
  constraint calendar_mails_sent check ((state = 'SENT') = (sent_at is not null))
);
-- The sweep looks across organizations, the longest due first.
create index calendar_mails_wake_idx on calendar_mails (wake_at) where wake_at is not null;
select app.protect('calendar_mails',
  reads => 'recipient_id = (select app.member_id()) or (select app.is_system())', rights => 'select');
grant update (state, reason, wake_at, attempts, handed_at, sent_at) on calendar_mails to app;
-- What is settled stays so, and nobody claims one but the sweep: a claimed one opens app.calendar_sessions.
alter policy app_updates on calendar_mails using (org_id = (select app.org_id()) and state = 'CLAIMED'
  and (recipient_id = (select app.member_id()) or (select app.is_system())));

-- Notes that both sides of each session have to hear how it stands now. Whoever changed it: each writes to the other, and
-- whom an end of the engagement has parted can no longer see each other.
create function app.plan_session_mails(sessions uuid[]) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method)
  select s.org_id, 'SESSION', s.id, s.sequence, side.id, case when s.cancelled_at is null then 'REQUEST' else 'CANCEL' end
  from public.sessions s cross join lateral unnest(array[s.coach_id, s.client_id]) as side(id)
  where s.org_id = app.org_id() and s.id = any (sessions)
  on conflict on constraint calendar_mails_key do nothing
$$;
select app.definer('app.plan_session_mails(uuid[])');

-- The same for a series as a whole: as long as one of its sessions stands, it is to be seen.
create function app.plan_series_mails(series uuid[]) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method)
  select r.org_id, 'SERIES', r.id, r.sequence, side.id, case when exists (
    select from public.sessions s where s.org_id = r.org_id and s.series_id = r.id and s.cancelled_at is null)
    then 'REQUEST' else 'CANCEL' end
  from public.session_series r cross join lateral unnest(array[r.coach_id, r.client_id]) as side(id)
  where r.org_id = app.org_id() and r.id = any (series)
  on conflict on constraint calendar_mails_key do nothing
$$;
select app.definer('app.plan_series_mails(uuid[])');

-- What calendars of the two sides hold of a session and all others of its series, or of a series, while a mail to the actor
-- about it is being sent; also once the engagement is over and its coach sees none of them: a cancellation still has to
-- reach both.
create function app.calendar_sessions(subject uuid)
returns table (id uuid, starts_at timestamptz, ends_at timestamptz, place text, video_url text, status text,
  sequence integer, occurrence_on text, series_id uuid, series json)
language sql stable security definer set search_path = '' as $$
  select s.id, s.starts_at, s.ends_at, s.place, s.video_url, s.status, s.sequence, s.occurrence_on::text, s.series_id,
    case when r.id is not null then json_build_object('id', r.id, 'rrule', r.rrule, 'startsOn', r.starts_on,
      'localTime', r.local_time, 'zone', r.zone, 'minutes', r.minutes, 'sequence', r.sequence) end
  from public.sessions s left join public.session_series r on r.org_id = s.org_id and r.id = s.series_id
  where s.org_id = app.org_id() and app.member_id() in (s.coach_id, s.client_id)
    and exists (select from public.calendar_mails c where c.org_id = app.org_id() and c.subject_id = subject
      and c.recipient_id = app.member_id() and c.state = 'CLAIMED')
    and (s.id = subject or s.series_id = subject
      or s.series_id = (select x.series_id from public.sessions x where x.org_id = app.org_id() and x.id = subject))
  order by s.starts_at, s.id
$$;
select app.definer('app.calendar_sessions(uuid)');

-- Takes the next mails to send: due ones, and those whose worker died. Two sweeps never take the same one, and one that
-- is just being sent is locked and passed over, however long that takes.
create function app.claim_calendar_mails(asof timestamptz, lease interval, batch integer)
returns table (org_id uuid, id uuid)
language sql volatile security definer set search_path = '' as $$
  update public.calendar_mails m set state = 'CLAIMED', wake_at = asof + lease
  -- By their places, as reminders are.
  where m.ctid = any (array(
    select d.ctid from public.calendar_mails d where d.wake_at <= asof
    order by d.wake_at limit batch for update skip locked))
  returning m.org_id, m.id
$$;
select app.definer('app.claim_calendar_mails(timestamptz, interval, integer)');

-- The address that a person's calendar program looks at; the row has the id of the member. A new one takes the place of
-- the old one, whose token then opens nothing.
create table calendar_feeds (
  org_id uuid not null default app.org_id(),
  id uuid not null default app.member_id(),
  -- Of the token in the address, which nobody keeps.
  token_hash bytea not null check (length(token_hash) = 32),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint calendar_feeds_member_fk foreign key (org_id, id) references members (org_id, id)
);
-- Whoever holds a token belongs to no organization yet: which one is what they want to learn.
create index calendar_feeds_token_idx on calendar_feeds (token_hash);
select app.protect('calendar_feeds', reads => 'id = (select app.member_id())');

-- Whose feed a token opens.
create function app.feed_of_token(token bytea) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select f.org_id, f.id from public.calendar_feeds f where f.token_hash = token
$$;
select app.definer('app.feed_of_token(bytea)');

-- Whoever books a session plans the reminders of both sides; each is judged anew when it is to leave.
alter policy app_inserts on reminders with check (org_id = (select app.org_id())
  and ((select app.is_system()) or recipient_id = any ((select app.member_ids())::uuid[])));
