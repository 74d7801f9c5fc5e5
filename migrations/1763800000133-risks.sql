-- Calculated risks, which end in a review on the day that was agreed before they began, and studies of other people. Both
-- are the client's alone and sealed: they speak of money, of managers and of people by name.

create table risks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  hypothesis text not null check (hypothesis ~ '^s1\.' and length(hypothesis) <= 12000),
  upside text check (upside ~ '^s1\.' and length(upside) <= 12000),
  worst_case text check (worst_case ~ '^s1\.' and length(worst_case) <= 12000),
  reversible boolean,
  maximum_loss text check (maximum_loss ~ '^s1\.' and length(maximum_loss) <= 12000),
  stop_rule text check (stop_rule ~ '^s1\.' and length(stop_rule) <= 12000),
  success_criterion text check (success_criterion ~ '^s1\.' and length(success_criterion) <= 12000),
  -- In the client's zone: as that day begins, the review is open.
  stop_on date,
  decision text check (decision ~ '^s1\.' and length(decision) <= 12000),
  outcome text check (outcome ~ '^s1\.' and length(outcome) <= 12000),
  status text not null default 'DRAFT' check (status in ('DRAFT', 'RUNNING', 'REVIEW', 'DECIDED')),
  started_at timestamptz(3),
  review_at timestamptz(3),
  decided_at timestamptz(3),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint risks_client_key unique (org_id, client_id, id),
  constraint risks_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  -- None starts without knowing when and why to stop.
  constraint risks_started check (
    (status = 'DRAFT') = (started_at is null)
    and (status = 'DRAFT' or num_nulls(stop_rule, success_criterion, stop_on) = 0)),
  constraint risks_review check ((status in ('REVIEW', 'DECIDED')) = (review_at is not null)),
  constraint risks_decided check ((status = 'DECIDED') = (decided_at is not null)
    and (status = 'DECIDED') = (decision is not null) and (decision is null) = (outcome is null)),
  constraint risks_archived check (archived_at is null or status in ('DRAFT', 'DECIDED'))
);
create index risks_open_idx on risks (org_id, client_id, stop_on, id) where status in ('RUNNING', 'REVIEW');
-- The sweep looks across organizations.
create index risks_stop_idx on risks (stop_on) where status = 'RUNNING';
comment on column risks.hypothesis is 'sealed';
comment on column risks.upside is 'sealed';
comment on column risks.worst_case is 'sealed';
comment on column risks.maximum_loss is 'sealed';
comment on column risks.stop_rule is 'sealed';
comment on column risks.success_criterion is 'sealed';
comment on column risks.decision is 'sealed';
comment on column risks.outcome is 'sealed';

-- Append-only: what was decided or written down as the outcome and was wrong, by whom it was put right, and why.
create table risk_corrections (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  risk_id uuid not null,
  was_decision text not null check (was_decision ~ '^s1\.' and length(was_decision) <= 12000),
  was_outcome text not null check (was_outcome ~ '^s1\.' and length(was_outcome) <= 12000),
  reason text not null check (reason ~ '^s1\.' and length(reason) <= 4000),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint risk_corrections_risk_fk foreign key (org_id, client_id, risk_id) references risks (org_id, client_id, id),
  constraint risk_corrections_author_fk foreign key (org_id, author_id) references members (org_id, id)
);
create index risk_corrections_risk_idx on risk_corrections (org_id, risk_id, id);
comment on column risk_corrections.was_decision is 'sealed';
comment on column risk_corrections.was_outcome is 'sealed';
comment on column risk_corrections.reason is 'sealed';

create table peer_studies (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  who text not null check (who ~ '^s1\.' and length(who) <= 1000),
  did text not null check (did ~ '^s1\.' and length(did) <= 12000),
  source text check (source ~ '^s1\.' and length(source) <= 4000),
  principle text check (principle ~ '^s1\.' and length(principle) <= 12000),
  experiment text check (experiment ~ '^s1\.' and length(experiment) <= 12000),
  -- What became of the experiment.
  action_id uuid,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint peer_studies_client_key unique (org_id, client_id, id),
  constraint peer_studies_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint peer_studies_action_fk foreign key (org_id, client_id, action_id) references actions (org_id, client_id, id),
  constraint peer_studies_experiment check (action_id is null or experiment is not null)
);
create index peer_studies_action_idx on peer_studies (org_id, client_id, action_id) where action_id is not null;
comment on column peer_studies.who is 'sealed';
comment on column peer_studies.did is 'sealed';
comment on column peer_studies.source is 'sealed';
comment on column peer_studies.principle is 'sealed';
comment on column peer_studies.experiment is 'sealed';

do $$
declare
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
begin
  perform app.protect('risks', own, own, 'select, insert, update');
  perform app.protect('risk_corrections', own, own || ' and author_id = (select app.member_id())', 'select, insert');
  perform app.protect('peer_studies', own, own, 'select, insert, update');
end $$;

-- The clients with a risk whose stop date has come where they are; opening its review is a unit of work as each of them.
create function app.due_risk_clients(asof timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct r.org_id, r.client_id
  from public.risks r
  join public.members m on m.org_id = r.org_id and m.id = r.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = r.org_id and o.status = 'ACTIVE'
  -- The first bound is for the index: no zone is further than a day ahead of UTC.
  where r.status = 'RUNNING' and r.stop_on <= asof::date + 1 and r.stop_on <= (asof at time zone m.time_zone)::date
  limit batch
$$;
select app.definer('app.due_risk_clients(timestamptz, integer)');
