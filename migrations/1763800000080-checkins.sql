-- Check-ins: how stuck a client is, by an instrument's items. What was answered, what came of it and that there was a
-- check-in at all stand in tables of their own, because they have audiences of their own.

-- One edition of an instrument: its items are the organization's, the shipped ones too.
create table instruments (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  edition integer not null check (edition >= 1),
  title text not null check (length(title) between 1 and 120),
  -- Came with the product; null: nobody of the organization wrote it.
  author_id uuid,
  -- New check-ins are answered by it.
  current boolean not null default false,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint instruments_edition_key unique (org_id, code, edition),
  constraint instruments_author_fk foreign key (org_id, author_id) references members (org_id, id)
);
create unique index instruments_current_key on instruments (org_id) where current;

create table instrument_items (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  instrument_id uuid not null,
  position smallint not null check (position between 1 and 100),
  dimension text not null check (dimension in ('BOREDOM', 'UNCHALLENGED', 'UNDERVALUED', 'POSTPONING', 'FRUSTRATION',
    'MOTIVATION_LOSS', 'BLOCKED_ABOVE')),
  -- Often is good: its answer counts as 4 minus itself.
  reversed boolean not null,
  text text not null check (length(text) between 1 and 300),
  primary key (org_id, id),
  constraint instrument_items_position_key unique (org_id, instrument_id, position),
  constraint instrument_items_instrument_fk foreign key (org_id, instrument_id) references instruments (org_id, id)
);

create table check_ins (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  instrument_id uuid not null,
  trigger text not null check (trigger in ('INTAKE', 'SCHEDULED', 'ON_DEMAND', 'EXIT')),
  -- The engagement whose closing opened it.
  engagement_id uuid,
  status text not null check (status in ('DUE', 'STARTED', 'SUBMITTED', 'DISCARDED')),
  opened_at timestamptz(3) not null,
  -- When a reminder was planned; null where none is wanted, or not yet.
  announced_at timestamptz(3),
  started_at timestamptz(3),
  submitted_at timestamptz(3),
  discarded_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint check_ins_client_key unique (org_id, client_id, id),
  constraint check_ins_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint check_ins_instrument_fk foreign key (org_id, instrument_id) references instruments (org_id, id),
  constraint check_ins_engagement_fk foreign key (org_id, engagement_id) references engagements (org_id, id)
    on delete set null (engagement_id),
  constraint check_ins_exit check (engagement_id is null or trigger = 'EXIT'),
  constraint check_ins_started check ((started_at is not null) = (status <> 'DUE')),
  constraint check_ins_submitted check ((submitted_at is not null) = (status in ('SUBMITTED', 'DISCARDED'))),
  constraint check_ins_discarded check ((discarded_at is not null) = (status = 'DISCARDED'))
);
-- One waits for the client at a time.
create unique index check_ins_open_key on check_ins (org_id, client_id) where status in ('DUE', 'STARTED');
create index check_ins_client_idx on check_ins (org_id, client_id, id desc);

-- What was answered, one sealed text for all items. Has the id of the check-in.
create table check_in_answers (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  client_id uuid not null,
  answers text not null check (answers ~ '^s1\.' and length(answers) <= 4000),
  primary key (org_id, id),
  constraint check_in_answers_check_in_fk foreign key (org_id, client_id, id) references check_ins (org_id, client_id, id)
);
comment on column check_in_answers.answers is 'sealed';

-- What came of a submitted check-in. Has the id of the check-in; goes when that is discarded, so whatever reads here
-- reads what counts. Scores are 0 to 100; null where too little was answered, which is not 0.
create table check_in_scores (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  client_id uuid not null,
  instrument_id uuid not null,
  -- Scores compare only within one instrument, whatever its edition.
  instrument_code text not null,
  submitted_at timestamptz(3) not null,
  boredom numeric(15,6) check (boredom between 0 and 100),
  unchallenged numeric(15,6) check (unchallenged between 0 and 100),
  undervalued numeric(15,6) check (undervalued between 0 and 100),
  postponing numeric(15,6) check (postponing between 0 and 100),
  frustration numeric(15,6) check (frustration between 0 and 100),
  motivation_loss numeric(15,6) check (motivation_loss between 0 and 100),
  blocked_above numeric(15,6) check (blocked_above between 0 and 100),
  index_score numeric(15,6) check (index_score between 0 and 100),
  band text check (band in ('MOVING', 'WATCH', 'STUCK', 'DEEPLY_STUCK')),
  answered smallint not null check (answered >= 0),
  items smallint not null check (items > 0),
  coverage numeric(15,6) not null check (coverage between 0 and 1),
  straight_lining boolean not null,
  incomplete boolean not null,
  -- Left out of aggregates and of every comparison.
  flagged boolean not null generated always as (straight_lining or incomplete) stored,
  primary key (org_id, id),
  constraint check_in_scores_client_key unique (org_id, client_id, id),
  constraint check_in_scores_check_in_fk foreign key (org_id, client_id, id) references check_ins (org_id, client_id, id),
  constraint check_in_scores_instrument_fk foreign key (org_id, instrument_id) references instruments (org_id, id),
  constraint check_in_scores_band check ((band is null) = (index_score is null))
);
create index check_in_scores_client_idx on check_in_scores (org_id, client_id, submitted_at desc, id desc);

-- What the scores say in words, each with the dimensions whose items it cites.
create table check_in_labels (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  check_in_id uuid not null,
  client_id uuid not null,
  instrument_id uuid not null,
  label text not null check (label in ('CONTENT_PLATEAU', 'RECOGNITION_GAP', 'INERTIA', 'STRAIN', 'STRUCTURAL')),
  dimensions text[] not null check (cardinality(dimensions) between 1 and 2),
  next_step text not null check (next_step in ('ASK_FOR_HARDER_WORK', 'MAKE_WORK_VISIBLE', 'PLAN_ONE_SMALL_STEP',
    'NAME_WHAT_DRAINS', 'LOOK_SIDEWAYS')),
  primary key (org_id, id),
  constraint check_in_labels_label_key unique (org_id, check_in_id, label),
  constraint check_in_labels_scores_fk foreign key (org_id, client_id, check_in_id)
    references check_in_scores (org_id, client_id, id)
);

-- How stuck a week felt, 0 to 4; one an ISO week where the client is, named by its Monday.
create table weekly_pulses (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  week_on date not null check (extract(isodow from week_on) = 1),
  felt smallint not null check (felt between 0 and 4),
  recorded_at timestamptz(3) not null,
  version integer not null default 1,
  primary key (org_id, id),
  constraint weekly_pulses_week_key unique (org_id, client_id, week_on),
  constraint weekly_pulses_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);

-- When the sweep looks at a client again; null while a check-in waits for them. Has the id of the client. The sweep works
-- out anew what is due, so this is when to look and not what to do. Whoever opens or starts a check-in locks it first.
create table check_in_schedules (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  next_at timestamptz(3),
  primary key (org_id, id),
  constraint check_in_schedules_client_fk foreign key (org_id, id) references clients (org_id, id) on delete cascade
);
-- The sweep looks across organizations.
create index check_in_schedules_due_idx on check_in_schedules (next_at) where next_at is not null;

do $$
declare
  own constant text := $o$(client_id = (select app.member_id()) and (select app.has_role('CLIENT')))$o$;
  people constant text := $p$client_id = any ((select app.client_ids('checkins'))::uuid[])$p$;
  system constant text := '(select app.is_system())';
  admin constant text := $a$(select app.has_role('ADMIN'))$a$;
begin
  perform app.protect('instruments', 'true', admin, 'select, insert');
  perform app.protect('instrument_items', 'true', admin, 'select, insert');
  -- Of what waits for the client, is under way or was taken back the coach learns nothing.
  perform app.protect('check_ins', format('%s or (status = ''SUBMITTED'' and %s) or %s', own, people, system),
    own || ' or ' || system, 'select, insert, update');
  perform app.protect('check_in_answers', own, own, 'select, insert, update');
  perform app.protect('check_in_scores', people, own, 'select, insert, delete');
  perform app.protect('check_in_labels', people, own, 'select, insert, delete');
  perform app.protect('weekly_pulses', people, own, 'select, insert, update');
  perform app.protect('check_in_schedules',
    reads => $r$(id = (select app.member_id()) and (select app.has_role('CLIENT'))) or (select app.is_system())$r$,
    rights => 'select, update');
end $$;
grant update (current) on instruments to app;

-- An edition that a check-in refers to stays as it is, for whoever connects: scores are told by its items.
create function app.keep_instrument() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  org constant uuid := coalesce(new.org_id, old.org_id);
  kept uuid;
begin
  if tg_table_name = 'instruments' then
    kept := old.id;
    -- Which edition new check-ins are answered by is no part of it.
    if tg_op = 'UPDATE' and to_jsonb(new) - 'current' = to_jsonb(old) - 'current' then return new; end if;
  else
    kept := case when tg_op = 'INSERT' then new.instrument_id else old.instrument_id end;
    -- A check-in that is just being opened by it is waited for.
    perform from public.instruments i where i.org_id = org and i.id = kept for update;
  end if;
  if exists (select from public.check_ins c where c.org_id = org and c.instrument_id = kept) then
    raise exception using errcode = '23514', constraint = 'instruments_used',
      message = 'An instrument stays as it is once a check-in refers to it.';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger instruments_keep before update or delete on instruments
  for each row execute function app.keep_instrument();
create trigger instrument_items_keep before insert or update or delete on instrument_items
  for each row execute function app.keep_instrument();
select app.definer('app.keep_instrument()');

-- Who becomes a client is looked at by the next sweep, which opens the intake.
create function app.follow_clients() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.check_in_schedules (org_id, id, next_at) values (new.org_id, new.id, new.created_at)
  on conflict do nothing;
  return null;
end $$;
create trigger clients_follow after insert on clients for each row execute function app.follow_clients();
select app.definer('app.follow_clients()');

-- No member's to ask: it looks across organizations.
create function app.due_check_ins(asof timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select s.org_id, s.id from public.check_in_schedules s
  where s.next_at <= asof and app.member_id() is null order by s.next_at limit batch
$$;
select app.definer('app.due_check_ins(timestamptz, integer)');

-- Asked by the sweep, which has no eyes for engagements: a client whose coaching is over, and none in sight, rests.
create function app.check_ins_rest(client uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(bool_and(e.status in ('COMPLETED', 'ENDED_EARLY')), false)
    and coalesce(bool_or(e.client_signed_at is not null and e.coach_signed_at is not null), false)
  from public.engagements e where e.org_id = app.org_id() and e.client_id = client and app.is_system()
$$;
select app.definer('app.check_ins_rest(uuid)');

-- Closing an engagement opens its client's exit check-in, whoever of the two closes it; one that waits becomes it. The
-- sweep announces it. Only of one that is over, and once: a coach cannot send their client check-ins with it.
create function app.open_exit_check_in(engagement uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  client uuid;
begin
  select e.client_id into client from public.engagements e
  where e.org_id = org and e.id = engagement and app.member_id() in (e.coach_id, e.client_id)
    and e.status in ('COMPLETED', 'ENDED_EARLY') and e.client_signed_at is not null and e.coach_signed_at is not null
    and not exists (select from public.check_ins c where c.org_id = org and c.engagement_id = engagement);
  if client is null then return; end if;
  perform from public.check_in_schedules s where s.org_id = org and s.id = client for update;
  update public.check_ins c set trigger = 'EXIT', engagement_id = engagement, announced_at = null, version = c.version + 1
  where c.org_id = org and c.client_id = client and c.status in ('DUE', 'STARTED') and c.trigger <> 'EXIT';
  insert into public.check_ins (org_id, client_id, instrument_id, trigger, engagement_id, status, opened_at)
  select org, client, i.id, 'EXIT', engagement, 'DUE', now() from public.instruments i where i.org_id = org and i.current
  on conflict (org_id, client_id) where status in ('DUE', 'STARTED') do nothing;
  update public.check_in_schedules s set next_at = now() where s.org_id = org and s.id = client;
end $$;
select app.definer('app.open_exit_check_in(uuid)');

set local role gate;
-- Our own items; 0 never to 4 always. Positions 19 to 21 are the structural part, reported apart.
create function app.ship_stuck_18(org uuid) returns void language sql volatile set search_path = '' as $$
  with shipped as (
    insert into public.instruments (org_id, code, edition, title, current)
    values (org, 'stuck-18', 1, 'Am I stuck?', true) returning id)
  insert into public.instrument_items (org_id, instrument_id, position, dimension, reversed, text)
  select org, shipped.id, item.* from shipped, (values
    (1, 'BOREDOM', false, 'What I do this week could just as well be what I did half a year ago.'),
    (2, 'UNCHALLENGED', false, 'The hardest task of my week is easy for me.'),
    (3, 'UNDERVALUED', true, 'The people who decide here know what I am good at.'),
    (4, 'POSTPONING', false, 'I put off the steps that would move my career on.'),
    (5, 'FRUSTRATION', false, 'I take annoyance about my job home with me.'),
    (6, 'MOTIVATION_LOSS', true, 'There is something in the coming work week that I look forward to.'),
    (7, 'BOREDOM', true, 'Something in my work makes me curious.'),
    (8, 'UNCHALLENGED', true, 'My work asks me for something that I could not do before.'),
    (9, 'UNDERVALUED', false, 'What I contribute passes without a word from anybody.'),
    (10, 'POSTPONING', true, 'What I decide to do for my own development, I then do.'),
    (11, 'FRUSTRATION', true, 'After a setback at work I see a way on before long.'),
    (12, 'MOTIVATION_LOSS', false, 'I have to push myself to begin with my work.'),
    (13, 'BOREDOM', false, 'I do parts of my job with my thoughts somewhere else.'),
    (14, 'UNCHALLENGED', false, 'Skills that I have worked for lie unused in my job.'),
    (15, 'UNDERVALUED', false, 'The credit for what I did goes to somebody else.'),
    (16, 'POSTPONING', false, 'I wait for a better moment before I act on a plan of mine.'),
    (17, 'FRUSTRATION', false, 'I feel that my efforts at work lead nowhere.'),
    (18, 'MOTIVATION_LOSS', false, 'I leave it at what nobody could blame me for.'),
    (19, 'BLOCKED_ABOVE', false, 'The role that I could grow into is taken and will stay so.'),
    (20, 'BLOCKED_ABOVE', true, 'In this organization a way up or across is open to me.'),
    (21, 'BLOCKED_ABOVE', false, 'My next step is decided by people whom I cannot reach.')
  ) as item (position, dimension, reversed, text)
$$;
revoke all on function app.ship_stuck_18(uuid) from public;
-- Those who are here already.
select app.ship_stuck_18(o.id) from organizations o;
insert into check_in_schedules (org_id, id, next_at) select c.org_id, c.id, c.created_at from clients c;
reset role;

create function app.equip_organization() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.ship_stuck_18(new.id);
  return null;
end $$;
create trigger organizations_equip after insert on organizations for each row execute function app.equip_organization();
select app.definer('app.equip_organization()');
