-- A client's small steps, the weekly commitment that they are counted against, and if-then plans. Each row carries the
-- client, tied to the action's by a foreign key, so that one direct condition is the policy.

create table actions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('VOLUNTEER_PROJECT', 'RESUME', 'PROFILE', 'PORTFOLIO', 'NETWORKING', 'WORKSHOP',
    'LATERAL_MOVE', 'LEARNING', 'CUSTOM')),
  title text not null check (length(title) between 1 and 200),
  goal_id uuid,
  gap_id uuid,
  effort_minutes integer check (effort_minutes between 1 and 10080),
  -- In the client's zone.
  due_on date,
  -- The client, or a coach of theirs who took it on.
  assignee_id uuid not null,
  created_by uuid not null default app.member_id(),
  stretch smallint not null default 0 check (stretch between 0 and 4),
  status text not null default 'TODO' check (status in ('TODO', 'DOING', 'DONE', 'SKIPPED', 'DROPPED')),
  reason text check (length(reason) between 1 and 500),
  done_at timestamptz(3),
  -- The day in the client's zone at that time: a week that is over stays what it was when the client moves.
  done_on date,
  evidence text check (length(evidence) between 1 and 2000),
  evidence_url text check (evidence_url ~ '^https?://' and length(evidence_url) <= 500),
  -- How many rows of action_reschedules there are, so that lists need not count them.
  reschedules smallint not null default 0,
  split_from_id uuid,
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint actions_client_key unique (org_id, client_id, id),
  constraint actions_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint actions_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint actions_gap_fk foreign key (org_id, client_id, gap_id) references gaps (org_id, client_id, id),
  constraint actions_assignee_fk foreign key (org_id, assignee_id) references members (org_id, id),
  constraint actions_author_fk foreign key (org_id, created_by) references members (org_id, id),
  constraint actions_split_fk foreign key (org_id, client_id, split_from_id) references actions (org_id, client_id, id),
  constraint actions_one_purpose check (num_nonnulls(goal_id, gap_id) <= 1),
  constraint actions_done check ((status = 'DONE') = (done_at is not null) and (done_at is null) = (done_on is null)),
  constraint actions_reason check ((status in ('SKIPPED', 'DROPPED')) = (reason is not null)),
  constraint actions_archived check (archived_at is null or status in ('DONE', 'SKIPPED', 'DROPPED'))
);
-- What is open of a client's, by the day: this week's, and what slipped.
create index actions_open_idx on actions (org_id, client_id, due_on, id) where status in ('TODO', 'DOING');
-- What the client did, by the day: the weeks of momentum, and how long ago the last was. The assignee is a column of it:
-- as a condition that compares two columns, the planner would not find it again in a query.
create index actions_done_idx on actions (org_id, client_id, assignee_id, done_on) where status = 'DONE';
create index actions_goal_idx on actions (org_id, client_id, goal_id, id) where goal_id is not null;
create index actions_gap_idx on actions (org_id, client_id, gap_id, id) where gap_id is not null;
create index actions_assignee_idx on actions (org_id, assignee_id, id);
create index actions_split_idx on actions (org_id, client_id, split_from_id) where split_from_id is not null;

-- Append-only: every other day that an action was put to.
create table action_reschedules (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  action_id uuid not null,
  from_on date not null,
  to_on date not null,
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint action_reschedules_action_fk foreign key (org_id, client_id, action_id)
    references actions (org_id, client_id, id),
  constraint action_reschedules_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint action_reschedules_moves check (from_on <> to_on)
);
create index action_reschedules_action_idx on action_reschedules (org_id, action_id, id);
create index action_reschedules_at_idx on action_reschedules (org_id, client_id, at);

-- Append-only: a done mark that was wrong, by whom it was put right, and why.
create table action_corrections (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  action_id uuid not null,
  was_on date not null,
  -- Null: it had not been done and is open again.
  is_on date,
  reason text not null check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint action_corrections_action_fk foreign key (org_id, client_id, action_id)
    references actions (org_id, client_id, id),
  constraint action_corrections_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint action_corrections_changes check (is_on is distinct from was_on)
);
create index action_corrections_action_idx on action_corrections (org_id, action_id, id);

-- What a client learned from a stretch, sealed. Has the id of the action; a row of its own, because it is nobody else's.
create table action_reflections (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  client_id uuid not null,
  answer text not null check (answer ~ '^s1\.' and length(answer) <= 24000),
  answered_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint action_reflections_action_fk foreign key (org_id, client_id, id) references actions (org_id, client_id, id)
);
comment on column action_reflections.answer is 'sealed';

-- Append-only: what holds for a week is the row with the highest position that begins in it or before.
create table weekly_commitments (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  position integer not null check (position > 0),
  -- The Monday of the first week that it holds for.
  from_on date not null check (extract(isodow from from_on) = 1),
  -- Null: none from then on.
  target smallint check (target between 1 and 50),
  set_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint weekly_commitments_position_key unique (org_id, client_id, position),
  constraint weekly_commitments_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);

-- Weeks that do not count. Taken back, a row stays as the record that the week was taken.
create table commitment_weeks_off (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  kind text not null check (kind in ('LEAVE', 'GRACE')),
  -- The quarter that the week's Thursday lies in, as ISO 8601 tells the year of a week; its first day.
  quarter_on date not null generated always as (date_trunc('quarter', (week_on + 3)::timestamp)::date) stored,
  -- Which of the two of a quarter it is: the third finds no place, whoever races.
  slot smallint check (slot in (1, 2)),
  taken_at timestamptz(3) not null default now(),
  returned_at timestamptz(3),
  primary key (org_id, id),
  constraint commitment_weeks_off_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint commitment_weeks_off_slot check ((kind = 'GRACE') = (slot is not null))
);
create unique index commitment_weeks_off_week_key on commitment_weeks_off (org_id, client_id, week_on)
  where returned_at is null;
create unique index commitment_weeks_off_grace_key on commitment_weeks_off (org_id, client_id, quarter_on, slot)
  where returned_at is null and slot is not null;
create index commitment_weeks_off_client_idx on commitment_weeks_off (org_id, client_id, id);

-- "If this happens, I will do that." The words are the client's alone.
create table if_then_plans (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  cue text not null check (cue in ('TIME', 'BEFORE_SESSION', 'AFTER_SESSION', 'ACTION_DONE', 'SETBACK_LOGGED', 'PLACE')),
  cue_time time(0),
  -- ISO days, 1 Monday to 7 Sunday; empty is every day.
  cue_weekdays smallint[] not null default '{}' check (cue_weekdays <@ '{1,2,3,4,5,6,7}'),
  cue_minutes integer check (cue_minutes between 0 and 1440),
  place text check (place ~ '^s1\.' and length(place) <= 4000),
  response text not null check (response ~ '^s1\.' and length(response) <= 8000),
  -- Events before it are not the cue's: it did not say so then.
  since timestamptz(3) not null default now(),
  -- The next time of a TIME cue, so that the sweep finds it.
  next_at timestamptz(3),
  -- The client has moved: the next time is to be worked out anew.
  zone_moved boolean not null default false,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint if_then_plans_client_key unique (org_id, client_id, id),
  constraint if_then_plans_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint if_then_plans_time check ((cue = 'TIME') = (cue_time is not null) and (cue = 'TIME' or cue_weekdays = '{}')),
  constraint if_then_plans_minutes check ((cue in ('BEFORE_SESSION', 'AFTER_SESSION')) = (cue_minutes is not null)),
  constraint if_then_plans_place check ((cue = 'PLACE') = (place is not null)),
  constraint if_then_plans_next check ((next_at is not null) = (cue = 'TIME' and archived_at is null)),
  constraint if_then_plans_moved check (next_at is not null or not zone_moved)
);
comment on column if_then_plans.place is 'sealed';
comment on column if_then_plans.response is 'sealed';
create index if_then_plans_cue_idx on if_then_plans (org_id, client_id, cue) where archived_at is null;
-- The sweep looks across organizations.
create index if_then_plans_due_idx on if_then_plans (next_at) where next_at is not null;
create index if_then_plans_moved_idx on if_then_plans (org_id) where zone_moved;
create index if_then_plans_sessions_idx on if_then_plans (org_id, client_id) where archived_at is null
  and cue in ('BEFORE_SESSION', 'AFTER_SESSION');

-- A cue that was met: once for each event.
create table if_then_prompts (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  plan_id uuid not null,
  -- What happened, as `action <id>`, `session <id> <sequence>`, `time 2026-11-23`.
  event_key text not null check (length(event_key) between 1 and 100),
  at timestamptz(3) not null,
  -- Later than this it is of no use to be reminded of it.
  expires_at timestamptz(3) not null check (expires_at > at),
  seen_at timestamptz(3),
  primary key (org_id, id),
  constraint if_then_prompts_event_key unique (org_id, plan_id, event_key),
  constraint if_then_prompts_plan_fk foreign key (org_id, client_id, plan_id)
    references if_then_plans (org_id, client_id, id)
);
create index if_then_prompts_client_idx on if_then_prompts (org_id, client_id, at desc, id desc);

do $$
declare
  reads constant text := $r$client_id = any ((select app.client_ids('actions'))::uuid[])$r$;
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
  -- The client's all, and what a coach took on.
  mine constant text := reads || ' and (client_id = (select app.member_id()) or assignee_id = (select app.member_id()))';
  signed constant text := reads || ' and author_id = (select app.member_id())';
begin
  perform app.protect('actions', reads, mine, 'select, insert, update');
  perform app.protect('action_reschedules', reads, signed, 'select, insert');
  perform app.protect('action_corrections', reads, signed, 'select, insert');
  perform app.protect('action_reflections', own, own, 'select, insert, update');
  perform app.protect('weekly_commitments', reads, own, 'select, insert');
  perform app.protect('commitment_weeks_off', reads, own, 'select, insert');
  perform app.protect('if_then_plans', own, own, 'select, insert, update');
  perform app.protect('if_then_prompts', own, own, 'select, insert');
end $$;
grant update (returned_at) on commitment_weeks_off to app;
grant update (seen_at) on if_then_prompts to app;
-- A coach may write one down for an own client, for that client or for themselves.
alter policy app_inserts on actions with check (
  org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('actions'))::uuid[])
  and created_by = (select app.member_id())
  and (assignee_id = client_id or exists (
    select from engagements e where e.org_id = actions.org_id and e.client_id = actions.client_id
      and e.coach_id = actions.assignee_id and e.status in ('ACTIVE', 'PAUSED'))));
-- A coach who took one on may give it back to the client.
alter policy app_updates on actions with check (
  org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('actions'))::uuid[])
  and (client_id = (select app.member_id()) or assignee_id in (client_id, (select app.member_id()))));

-- The sessions that meet a plan's cue and have not rung it yet; asked anew each time, so that a moved session rings by
-- when it is now. What lies back longer than `late` is of no use to anybody.
create function app.due_cue_sessions(plan public.if_then_plans, asof timestamptz, late interval)
returns table (event_key text, at timestamptz, expires_at timestamptz) language sql stable as $$
  select k.event_key, k.at, k.expires_at
  from public.sessions s, lateral (
    select 'session ' || s.id || ' ' || s.sequence as event_key,
      case plan.cue when 'BEFORE_SESSION' then s.starts_at - plan.cue_minutes * interval '1 minute'
        else s.ends_at + plan.cue_minutes * interval '1 minute' end as at,
      case plan.cue when 'BEFORE_SESSION' then s.starts_at
        else s.ends_at + plan.cue_minutes * interval '1 minute' + late end as expires_at) k
  where s.org_id = plan.org_id and s.client_id = plan.client_id
    and (s.status = 'BOOKED' or (s.status = 'HELD' and plan.cue = 'AFTER_SESSION'))
    -- Bounds of the start, for the index: no session is longer than four hours, no cue further from it than a day.
    and s.starts_at between asof - late - interval '28 hours' and asof + interval '1 day'
    and k.at <= asof and k.expires_at > asof and k.at >= plan.since
    and not exists (select from public.if_then_prompts q
      where q.org_id = plan.org_id and q.plan_id = plan.id and q.event_key = k.event_key)
$$;

-- The clients for whom some cue has come; ringing it is a unit of work as each of them. Asked one by one, so that each
-- question has its index.
create function app.due_cue_clients(asof timestamptz, late interval, batch integer)
returns table (org_id uuid, id uuid) language sql stable security definer set search_path = '' as $$
  select distinct p.org_id, p.client_id
  from (
    select d.org_id, d.client_id from public.if_then_plans d where d.next_at <= asof
    union all
    select z.org_id, z.client_id from public.if_then_plans z where z.zone_moved
    union all
    select s.org_id, s.client_id from public.if_then_plans s
    where s.archived_at is null and s.cue in ('BEFORE_SESSION', 'AFTER_SESSION')
      and exists (select from app.due_cue_sessions(s, asof, late))) p
  join public.members m on m.org_id = p.org_id and m.id = p.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = p.org_id and o.status = 'ACTIVE'
  limit batch
$$;
select app.definer('app.due_cue_clients(timestamptz, interval, integer)');

-- A client who moves hears the clock of the new place, whoever changes the member. The sweep does the rest.
create function app.move_cues() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.if_then_plans set zone_moved = true
  where org_id = new.org_id and client_id = new.id and next_at is not null;
  return null;
end $$;
create trigger members_move_cues after update of time_zone on members
  for each row when (old.time_zone is distinct from new.time_zone) execute function app.move_cues();
select app.definer('app.move_cues()');
