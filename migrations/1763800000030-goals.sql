-- Goals, their milestones, progress updates and revisions. Each row carries the client, tied to the goal's by a foreign
-- key, so that one direct condition is the policy of all four.

create table goals (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  parent_id uuid,
  -- Relative to the siblings'; null counts as 1.
  weight numeric(15,6) check (weight > 0),
  horizon text not null check (horizon in ('SHORT', 'LONG')),
  kind text not null check (kind in ('SKILL', 'STRETCH_PROJECT', 'NETWORK', 'PROMOTION', 'INDUSTRY_CHANGE',
    'LEADERSHIP', 'LATERAL', 'OTHER')),
  title text not null check (length(title) between 1 and 200),
  behaviour text check (length(behaviour) between 1 and 2000),
  measure text not null check (measure in ('NUMBER', 'PERCENT', 'MILESTONES', 'BINARY')),
  unit text check (length(unit) between 1 and 40),
  baseline numeric(15,6),
  target numeric(15,6),
  target_on date,
  confidence smallint check (confidence between 0 and 10),
  support text check (length(support) between 1 and 500),
  answers text check (length(answers) between 1 and 500),
  status text not null default 'DRAFT'
    check (status in ('DRAFT', 'ACTIVE', 'PAUSED', 'ACHIEVED', 'PARTLY', 'ABANDONED', 'SUPERSEDED')),
  activated_at timestamptz(3),
  closed_at timestamptz(3),
  -- Null while the first segment lasts: it holds every update, back-dated ones too.
  segment_started_at timestamptz(3),
  -- The latest update, so that lists need not search a million rows for it. The id and the value are null until there
  -- is one in the present measure and unit; the instant stays when these change.
  last_progress_id uuid,
  last_progress_at timestamptz(3),
  last_value numeric(15,6),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint goals_client_key unique (org_id, client_id, id),
  constraint goals_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint goals_parent_fk foreign key (org_id, client_id, parent_id) references goals (org_id, client_id, id),
  constraint goals_not_own_parent check (parent_id <> id),
  constraint goals_activated check (status = 'DRAFT' or activated_at is not null),
  constraint goals_closed check ((closed_at is not null) = (status in ('ACHIEVED', 'PARTLY', 'ABANDONED', 'SUPERSEDED'))),
  constraint goals_last_progress check ((last_progress_id is null) = (last_value is null)
    and (last_progress_id is null or last_progress_at is not null))
-- Room on the page: each progress update rewrites its goal in place, and no index holds what it changes.
) with (fillfactor = 80);
create index goals_parent_idx on goals (org_id, client_id, parent_id) where parent_id is not null;

create table goal_milestones (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid not null,
  position smallint not null check (position between 1 and 1000),
  title text not null check (length(title) between 1 and 200),
  due_on date,
  done_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint goal_milestones_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint goal_milestones_position_key unique (org_id, goal_id, position)
);

-- Append-only: the app role has no right to change or delete. A wrong update is replaced by another that names it.
create table goal_progress (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid not null,
  value numeric(15,6) not null,
  note text check (length(note) between 1 and 2000),
  at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  corrects_id uuid,
  correction_reason text check (length(correction_reason) between 1 and 500),
  corrected_by uuid,
  primary key (org_id, id),
  constraint goal_progress_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint goal_progress_corrects_fk foreign key (org_id, corrects_id) references goal_progress (org_id, id),
  constraint goal_progress_corrected_by_fk foreign key (org_id, corrected_by) references members (org_id, id),
  constraint goal_progress_correction check (num_nulls(corrects_id, correction_reason, corrected_by) in (0, 3))
);
create index goal_progress_at_idx on goal_progress (org_id, goal_id, at desc, id desc);
-- An update is corrected once; whoever errs again corrects the correction.
create unique index goal_progress_corrects_key on goal_progress (org_id, corrects_id) where corrects_id is not null;

-- Append-only: who changed what of a goal, when and why. One row a version of the goal.
create table goal_revisions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid not null,
  version integer not null,
  author_id uuid not null default app.member_id(),
  reason text check (length(reason) between 1 and 500),
  -- [{"field", "before", "after"}], the values as text or null.
  changes jsonb not null check (jsonb_typeof(changes) = 'array'),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint goal_revisions_version_key unique (org_id, goal_id, version),
  constraint goal_revisions_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint goal_revisions_author_fk foreign key (org_id, author_id) references members (org_id, id)
);

do $$
declare
  reads constant text := $r$client_id = any ((select app.client_ids('goals'))::uuid[])$r$;
  writes constant text := $w$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$w$;
begin
  perform app.protect('goals', reads, writes, 'select, insert, update');
  perform app.protect('goal_milestones', reads, writes, 'select, insert, update');
  perform app.protect('goal_progress', reads, writes, 'select, insert');
  perform app.protect('goal_revisions', reads, writes, 'select, insert');
end $$;

-- Days from one review to the next, which say when silence is stale; null without a plan. Replaced when review plans
-- come: a goal's health asks here, so that goals need not know of reviews.
create function app.review_period_days(org uuid, client uuid) returns integer language sql stable
  as $$ select null::integer $$;
