-- Goals, second part: what they answer, attainment scaling with what both sides confirm, successors, archive and tags.

-- Five texts, none empty, no two alike: the levels −2 to +2 of an attainment scale, in that order.
create function app.are_levels(texts text[]) returns boolean language sql immutable parallel safe as $$
  select cardinality(texts) = 5 and array_ndims(texts) = 1
    and (select count(distinct lower(btrim(t))) = 5 and bool_and(length(btrim(t)) between 1 and 500) from unnest(texts) t) $$;
create function app.are_tags(tags text[]) returns boolean language sql immutable parallel safe as $$
  select cardinality(tags) <= 10 and coalesce((select bool_and(t is not null and length(t) between 1 and 40) from unnest(tags) t), true) $$;

alter table goals drop constraint goals_measure_check, drop column answers;
alter table goals
  add column gap_id uuid,
  add column value_id uuid,
  add constraint goals_gap_fk foreign key (org_id, client_id, gap_id) references gaps (org_id, client_id, id),
  add constraint goals_value_fk foreign key (org_id, client_id, value_id) references client_values (org_id, client_id, id),
  add constraint goals_measure_check check (measure in ('NUMBER', 'PERCENT', 'MILESTONES', 'BINARY', 'GAS')),
  add column levels text[] constraint goals_levels check (levels is null or app.are_levels(levels)),
  add column importance smallint constraint goals_importance check (importance between 1 and 3),
  add column difficulty smallint constraint goals_difficulty check (difficulty between 1 and 3),
  -- Grows with every change of the scale: a confirmation names the version that was seen.
  add column scale_version integer not null default 1,
  -- When client and coach had both confirmed the same version; from then on it cannot be changed.
  add column scale_locked_at timestamptz(3),
  add column successor_id uuid,
  -- When the present measure and unit took the place of others that had progress; null: they are the first. Unlike the
  -- segment it outlasts a new date: what was reached stays reached.
  add column measured_since timestamptz(3),
  add column archived_at timestamptz(3),
  add column tags text[] not null default '{}' constraint goals_tags check (app.are_tags(tags)),
  add constraint goals_baseline_level check (measure <> 'GAS' or baseline in (-2, -1)),
  add constraint goals_successor_fk foreign key (org_id, client_id, successor_id) references goals (org_id, client_id, id),
  add constraint goals_successor check (successor_id is null or (status = 'SUPERSEDED' and successor_id <> id)),
  -- What is worked on is in sight.
  add constraint goals_archived check (archived_at is null or status <> 'ACTIVE');

-- Version and lock of the scale are the triggers' below; whose goal it is never changes.
revoke update on goals from app;
grant update (parent_id, weight, horizon, kind, title, behaviour, measure, unit, baseline, target, target_on, confidence,
  support, gap_id, value_id, status, activated_at, closed_at, segment_started_at, measured_since, last_progress_id, last_progress_at,
  last_value, version, levels, importance, difficulty, successor_id, archived_at, tags) on goals to app;

create index goals_gap_idx on goals (org_id, client_id, gap_id) where gap_id is not null;
create index goals_value_idx on goals (org_id, client_id, value_id) where value_id is not null;
create index goals_successor_idx on goals (org_id, client_id, successor_id) where successor_id is not null;

create function app.keep_goal_scale() returns trigger language plpgsql as $$
begin
  if old.scale_locked_at is not null then
    raise exception 'The scale of this goal is locked.' using errcode = 'check_violation', constraint = 'goals_scale_locked';
  end if;
  new.scale_version := old.scale_version + 1;
  return new;
end $$;
create trigger goals_keep_scale before update of measure, baseline, levels, importance, difficulty on goals
  for each row when ('GAS' in (old.measure, new.measure) and
    (old.measure, old.baseline, old.levels, old.importance, old.difficulty)
      is distinct from (new.measure, new.baseline, new.levels, new.importance, new.difficulty))
  execute function app.keep_goal_scale();

-- Who confirmed which version of a scale: the client (no engagement), or a coach of theirs in the engagement of the two.
-- Append-only.
create table goal_scale_confirmations (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid not null,
  scale_version integer not null,
  member_id uuid not null default app.member_id(),
  engagement_id uuid,
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint goal_scale_confirmations_goal_fk foreign key (org_id, client_id, goal_id)
    references goals (org_id, client_id, id),
  constraint goal_scale_confirmations_member_fk foreign key (org_id, member_id) references members (org_id, id),
  constraint goal_scale_confirmations_engagement_fk foreign key (org_id, client_id, member_id, engagement_id)
    references engagements (org_id, client_id, coach_id, id),
  constraint goal_scale_confirmations_side check ((engagement_id is null) = (member_id = client_id)),
  constraint goal_scale_confirmations_key unique (org_id, goal_id, scale_version, member_id)
);
create index goal_scale_confirmations_engagement_idx on goal_scale_confirmations (org_id, engagement_id, goal_id)
  where engagement_id is not null;

-- A coach's word that the client's rating of a scaled goal is right. Append-only; one for each coach and rating.
create table goal_rating_confirmations (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid not null,
  progress_id uuid not null,
  coach_id uuid not null default app.member_id(),
  engagement_id uuid not null,
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint goal_rating_confirmations_goal_fk foreign key (org_id, client_id, goal_id)
    references goals (org_id, client_id, id),
  constraint goal_rating_confirmations_progress_fk foreign key (org_id, progress_id) references goal_progress (org_id, id),
  constraint goal_rating_confirmations_engagement_fk foreign key (org_id, client_id, coach_id, engagement_id)
    references engagements (org_id, client_id, coach_id, id),
  constraint goal_rating_confirmations_key unique (org_id, progress_id, coach_id)
);

do $$
declare
  reads constant text := $r$client_id = any ((select app.client_ids('goals'))::uuid[])$r$;
  -- The engagement in which the coach confirms is open, and the actor's own.
  coaching constant text := $c$(select app.has_role('COACH')) and engagement_id in (
    select e.id from engagements e where e.org_id = (select app.org_id()) and e.coach_id = (select app.member_id())
      and e.status in ('ACTIVE', 'PAUSED'))$c$;
begin
  perform app.protect('goal_scale_confirmations', reads,
    $w$member_id = (select app.member_id()) and ($w$ || coaching || $w$
      or (engagement_id is null and (select app.has_role('CLIENT'))))$w$, 'select, insert');
  -- A rating is a standing update of the goal since it is measured so.
  perform app.protect('goal_rating_confirmations', reads,
    $w$coach_id = (select app.member_id()) and $w$ || coaching || $w$ and exists (
      select from goal_progress p join goals g on g.org_id = p.org_id and g.id = p.goal_id
      where p.org_id = (select app.org_id()) and p.id = goal_rating_confirmations.progress_id
        and p.goal_id = goal_rating_confirmations.goal_id and p.client_id = goal_rating_confirmations.client_id
        and g.measure = 'GAS' and p.at >= coalesce(g.measured_since, '-infinity'))$w$, 'select, insert');
end $$;

-- The goal's row lock puts both sides, and whoever changes the scale, in line: what was seen is what is confirmed, and the
-- second of the two locks it.
create function app.lock_goal_scale() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  standing integer;
begin
  select g.scale_version into standing from public.goals g
    where g.org_id = new.org_id and g.id = new.goal_id for no key update;
  if standing is distinct from new.scale_version then
    raise exception 'The scale was changed meanwhile.' using errcode = 'check_violation', constraint = 'goals_scale_version';
  end if;
  update public.goals g set scale_locked_at = new.at
    where g.org_id = new.org_id and g.id = new.goal_id and g.scale_locked_at is null
      and 2 = (select count(distinct c.engagement_id is null) from public.goal_scale_confirmations c
               where c.org_id = new.org_id and c.goal_id = new.goal_id and c.scale_version = new.scale_version);
  return null;
end $$;
create trigger goal_scale_confirmations_lock after insert on goal_scale_confirmations
  for each row execute function app.lock_goal_scale();
select app.definer('app.lock_goal_scale()');

-- A milestone can be removed while it is open; those behind it move up in the same statement.
grant delete on goal_milestones to app;
alter table goal_milestones drop constraint goal_milestones_position_key;
alter table goal_milestones add constraint goal_milestones_position_key unique (org_id, goal_id, position) deferrable;
