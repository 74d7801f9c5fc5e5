-- Review plans, the reviews that they open, and the reminders of these. The truth of a reminder is its row here; queues
-- only ring for it.

create table review_plans (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('SELF', 'WITH_COACH')),
  rrule text not null check (length(rrule) between 1 and 200),
  starts_on date not null,
  local_time time(0) not null,
  -- The client chose that time, not the coach for them: it is never quiet.
  time_chosen boolean not null,
  -- Null follows the zone of the client.
  zone text check (length(zone) between 1 and 60),
  -- Whole days from one review to the next, on average: other modules ask without reading rules.
  period_days integer not null check (period_days >= 7),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED', 'ENDED')),
  -- The next occurrence: its date, its time on the wall, its instant. Null where none is to come. A change of the plan
  -- leaves it be, so the wall time can differ from the plan's.
  next_on date,
  next_time time(0),
  next_at timestamptz(3),
  -- The date of the last occurrence that was recorded; the next lies behind it, whatever zones do.
  last_on date,
  -- The client has moved and the plan follows: the instant is to be worked out anew.
  zone_moved boolean not null default false,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint review_plans_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint review_plans_client_key unique (org_id, client_id, id),
  constraint review_plans_next check (num_nulls(next_on, next_time, next_at) in (0, 3)),
  constraint review_plans_rests check (status = 'ACTIVE' or next_at is null)
);
-- Planning twice at once leaves one.
create unique index review_plans_open_key on review_plans (org_id, client_id, kind) where status <> 'ENDED';
-- The sweep looks across organizations.
create index review_plans_due_idx on review_plans (next_at) where next_at is not null;
create index review_plans_moved_idx on review_plans (org_id) where zone_moved;

create table reviews (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  plan_id uuid not null,
  kind text not null check (kind in ('SELF', 'WITH_COACH')),
  due_on date not null,
  due_at timestamptz(3) not null,
  status text not null default 'DUE' check (status in ('DUE', 'ANSWERED', 'MISSED')),
  answered_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint reviews_plan_fk foreign key (org_id, client_id, plan_id) references review_plans (org_id, client_id, id),
  constraint reviews_occurrence_key unique (org_id, client_id, kind, due_on),
  constraint reviews_client_key unique (org_id, client_id, id),
  constraint reviews_answered check ((status = 'ANSWERED') = (answered_at is not null))
);
-- At most one of a kind waits for the client: the next one closes it.
create unique index reviews_due_key on reviews (org_id, client_id, kind) where status = 'DUE';
create index reviews_client_idx on reviews (org_id, client_id, due_at desc, id desc);

-- What was answered, sealed. Has the id of the review; a row of its own, because its audience may become another.
create table review_answers (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  client_id uuid not null,
  went_well text,
  blockers text,
  next_commitment text,
  primary key (org_id, id),
  constraint review_answers_review_fk foreign key (org_id, client_id, id) references reviews (org_id, client_id, id),
  constraint review_answers_something check (num_nonnulls(went_well, blockers, next_commitment) > 0)
);

-- Where each active goal stood when the review was answered.
create table review_goals (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  review_id uuid not null,
  client_id uuid not null,
  goal_id uuid not null,
  last_value numeric(15,6),
  last_progress_at timestamptz(3),
  primary key (org_id, id),
  constraint review_goals_goal_key unique (org_id, review_id, goal_id),
  constraint review_goals_review_fk foreign key (org_id, client_id, review_id) references reviews (org_id, client_id, id),
  constraint review_goals_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id)
);

-- The reason to write to somebody: once for each version of its subject. It is never deleted, so that it can be told
-- why a mail came, or did not.
create table reminders (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  purpose text not null check (purpose in ('REVIEW_DUE')),
  subject_id uuid not null,
  subject_version integer not null,
  recipient_id uuid not null,
  due_at timestamptz(3) not null,
  -- Later than this it is of no use.
  expires_at timestamptz(3) not null,
  -- The recipient chose this time of day, so that it is not quiet.
  chosen_time boolean not null,
  state text not null default 'PENDING'
    check (state in ('PENDING', 'CLAIMED', 'SENT', 'SUPPRESSED', 'EXPIRED', 'FAILED')),
  reason text check (reason in ('RECIPIENT_LEFT', 'ORGANIZATION_CLOSED', 'NO_LONGER_DUE', 'PLAN_NOT_ACTIVE',
    'OPTED_OUT', 'TOO_LATE', 'LATER_REVIEW', 'REFUSED')),
  -- When the sweep looks at it: to send it while it is pending, to take it over from a dead worker while it is claimed.
  wake_at timestamptz(3),
  attempts integer not null default 0,
  sent_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint reminders_key unique (org_id, subject_id, subject_version, recipient_id, purpose),
  constraint reminders_recipient_fk foreign key (org_id, recipient_id) references members (org_id, id),
  constraint reminders_waits check ((state in ('PENDING', 'CLAIMED')) = (wake_at is not null)),
  constraint reminders_reason check ((state in ('SUPPRESSED', 'EXPIRED', 'FAILED')) = (reason is not null)),
  constraint reminders_sent check ((state = 'SENT') = (sent_at is not null))
);
-- The sweep looks across organizations, the longest due first.
create index reminders_wake_idx on reminders (wake_at) where wake_at is not null;
create index reminders_recipient_idx on reminders (org_id, recipient_id, due_at desc, id desc);

-- Who wants no more mails on a topic.
create table reminder_opt_outs (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  member_id uuid not null,
  topic text not null check (topic in ('REVIEWS')),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint reminder_opt_outs_key unique (org_id, member_id, topic),
  constraint reminder_opt_outs_member_fk foreign key (org_id, member_id) references members (org_id, id)
);

-- The system opens what is due; it has no way to what was answered.
do $$
declare
  own constant text := $o$(client_id = (select app.member_id()) and (select app.has_role('CLIENT')))$o$;
  people constant text := $p$client_id = any ((select app.client_ids('reviews'))::uuid[])$p$;
  system constant text := '(select app.is_system())';
begin
  perform app.protect('review_plans', reads => people || ' or ' || system, rights => 'select, insert, update');
  perform app.protect('reviews', people || ' or ' || system, own || ' or ' || system, 'select, insert, update');
  perform app.protect('review_answers', people, own, 'select, insert');
  perform app.protect('review_goals', people, own, 'select, insert');
  perform app.protect('reminders',
    reads => 'recipient_id = (select app.member_id()) or ' || system, rights => 'select, insert, update');
  perform app.protect('reminder_opt_outs',
    reads => 'member_id = (select app.member_id()) or ' || system, rights => 'select, insert, delete');
end $$;

create function app.due_review_plans(asof timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select p.org_id, p.id from public.review_plans p
  where p.next_at <= asof or p.zone_moved
  order by p.next_at limit batch
$$;
select app.definer('app.due_review_plans(timestamptz, integer)');

-- Takes the next reminders to send: due ones, and those whose worker died. Two sweeps never take the same one, and
-- one that is just being sent is locked and passed over, however long that takes.
create function app.claim_reminders(asof timestamptz, lease interval, batch integer)
returns table (org_id uuid, id uuid)
language sql volatile security definer set search_path = '' as $$
  update public.reminders r set state = 'CLAIMED', wake_at = asof + lease
  -- By their places: joined by key, the planner reads the whole table, and its history only grows.
  where r.ctid = any (array(
    select d.ctid from public.reminders d where d.wake_at <= asof
    order by d.wake_at limit batch for update skip locked))
  returning r.org_id, r.id
$$;
select app.definer('app.claim_reminders(timestamptz, interval, integer)');

-- A plan that follows its client's zone notices every move, whoever changes the member. The sweep does the rest.
create function app.follow_zone() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.review_plans set zone_moved = true
  where org_id = new.org_id and client_id = new.id and zone is null and next_at is not null;
  return null;
end $$;
create trigger members_follow_zone after update of time_zone on members
  for each row when (old.time_zone is distinct from new.time_zone) execute function app.follow_zone();
select app.definer('app.follow_zone()');

create or replace function app.review_period_days(org uuid, client uuid) returns integer language sql stable as $$
  select min(p.period_days) from public.review_plans p
  where p.org_id = org and p.client_id = client and p.status = 'ACTIVE'
$$;
