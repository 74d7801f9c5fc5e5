-- Wins: what went well, derived from what a client did; seen by whom the client lets; and the kudos for them.

create table wins (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('ACTION_DONE', 'MILESTONE_DONE', 'ACTIVE_WEEKS', 'COMEBACK')),
  -- The day of the event in the client's zone, and its instant.
  won_on date not null,
  at timestamptz(3) not null,
  goal_id uuid,
  action_id uuid,
  milestone_id uuid,
  setback_id uuid,
  -- The Monday of the week in which so many of the last eight weeks were active.
  week_on date check (extract(isodow from week_on) = 1),
  active_weeks smallint check (active_weeks between 1 and 8),
  -- The event was put right and did not happen.
  withdrawn_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint wins_client_key unique (org_id, client_id, id),
  constraint wins_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint wins_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint wins_action_fk foreign key (org_id, client_id, action_id) references actions (org_id, client_id, id),
  constraint wins_milestone_fk foreign key (org_id, milestone_id) references goal_milestones (org_id, id),
  constraint wins_setback_fk foreign key (org_id, client_id, setback_id) references setbacks (org_id, client_id, id),
  constraint wins_event check (case kind
    when 'ACTION_DONE' then action_id is not null and num_nonnulls(milestone_id, setback_id, week_on, active_weeks) = 0
    when 'MILESTONE_DONE' then milestone_id is not null and num_nonnulls(action_id, setback_id, week_on, active_weeks) = 0
    when 'ACTIVE_WEEKS' then num_nulls(week_on, active_weeks) = 0 and num_nonnulls(goal_id, action_id, milestone_id, setback_id) = 0
    else num_nulls(setback_id, action_id) = 0 and num_nonnulls(milestone_id, week_on, active_weeks) = 0 end)
);
-- Each event once, whoever derives it how often, and one a day.
create unique index wins_action_key on wins (org_id, client_id, action_id)
  where action_id is not null and withdrawn_at is null;
create unique index wins_milestone_key on wins (org_id, client_id, milestone_id)
  where milestone_id is not null and withdrawn_at is null;
create unique index wins_setback_key on wins (org_id, client_id, setback_id)
  where setback_id is not null and withdrawn_at is null;
create unique index wins_week_key on wins (org_id, client_id, week_on) where week_on is not null and withdrawn_at is null;
create unique index wins_day_key on wins (org_id, client_id, won_on) where withdrawn_at is null;

-- Whom a client lets see their wins; no row: nobody. Has the id of the client.
create table win_audiences (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  shown_to text[] not null check (shown_to <@ array['COACH', 'BUDDY'] and cardinality(shown_to) <= 2),
  changed_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint win_audiences_client_fk foreign key (org_id, id) references clients (org_id, id)
);

create table kudos (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  win_id uuid not null,
  giver_id uuid not null default app.member_id(),
  given_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint kudos_once_key unique (org_id, win_id, giver_id),
  constraint kudos_win_fk foreign key (org_id, client_id, win_id) references wins (org_id, client_id, id),
  constraint kudos_giver_fk foreign key (org_id, giver_id) references members (org_id, id),
  constraint kudos_two_people check (giver_id <> client_id)
);

-- The others whose wins the actor may see: as their coach or as their buddy now, where they let coaches or buddies.
create function app.win_client_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  seen uuid[] := '{}';
begin
  if me is not null and app.has_role('COACH') then
    seen := array(
      select e.client_id from public.engagements e
      join public.win_audiences a on a.org_id = e.org_id and a.id = e.client_id
      where e.org_id = org and e.coach_id = me and e.status in ('ACTIVE', 'PAUSED') and 'COACH' = any (a.shown_to));
  end if;
  if me is not null and app.has_role('CLIENT') then
    seen := seen || array(
      select a.id from public.buddy_pacts p
      join public.win_audiences a on a.org_id = p.org_id
        and a.id = case p.proposer_id when me then p.partner_id else p.proposer_id end
      where p.org_id = org and p.id = any (app.pact_ids('in force')) and 'BUDDY' = any (a.shown_to));
  end if;
  return seen;
end $$;
select app.definer('app.win_client_ids()');

do $$
declare
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
  others constant text := $s$client_id = any ((select app.win_client_ids())::uuid[])$s$;
begin
  perform app.protect('wins', format('(%s) or (withdrawn_at is null and %s)', own, others), own, 'select, insert');
  perform app.protect('win_audiences',
    reads => $a$id = (select app.member_id()) and (select app.has_role('CLIENT'))$a$, rights => 'select, insert, update');
  perform app.protect('kudos',
    reads => format('(%s) or (giver_id = (select app.member_id()) and %s)', own, others),
    writes => format('giver_id = (select app.member_id()) and %s', others), rights => 'select, insert');
end $$;
grant update (withdrawn_at) on wins to app;

-- Who gave kudos, by name, for whom they were given to.
create function app.kudos_giver_name(one uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.kudos k join public.members m on m.org_id = k.org_id and m.id = k.giver_id
  where k.org_id = app.org_id() and k.id = one and app.member_id() in (k.client_id, k.giver_id)
$$;
select app.definer('app.kudos_giver_name(uuid)');

-- What a client does and what is put right of it announces that the wins are to be looked at. The modules that it happens
-- in know nothing of wins, and none of their ways to write can forget it.
create function app.announce_wins() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.outbox (org_id, job, subject_id) values (new.org_id, 'derive-wins', new.client_id);
  perform pg_notify('outbox', '');
  return null;
end $$;
create trigger actions_announce_wins after update of done_at on actions
  for each row when (old.done_at is distinct from new.done_at) execute function app.announce_wins();
create trigger goal_milestones_announce_wins after update of done_at on goal_milestones
  for each row when (old.done_at is distinct from new.done_at) execute function app.announce_wins();
select app.definer('app.announce_wins()');

-- Whose wins a job derives: the client in the roles of this moment; none where they may not sign in any more.
create function app.win_owner(client uuid) returns text[]
language sql stable security definer set search_path = '' as $$
  select m.roles from public.members m join public.organizations o on o.id = m.org_id
  where app.is_system() and m.org_id = app.org_id() and m.id = client
    and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles) and o.status <> 'SUSPENDED'
$$;
select app.definer('app.win_owner(uuid)');
