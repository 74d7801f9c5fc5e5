-- A client goes on with another coach. The new engagement does not show where it comes from, and nothing of the old one
-- reaches the new coach until the client picks it, for as long as they do.

-- That a client wants another coach: the coach does not learn of it.
create table hand_over_requests (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  client_id uuid not null,
  requested_at timestamptz(3) not null default now(),
  -- Taken back by the client, or met.
  ended_at timestamptz(3),
  primary key (org_id, id),
  constraint hand_over_requests_engagement_fk foreign key (org_id, engagement_id) references engagements (org_id, id)
    on delete cascade,
  constraint hand_over_requests_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
create unique index hand_over_requests_open_key on hand_over_requests (org_id, engagement_id) where ended_at is null;
select app.protect('hand_over_requests',
  reads => $$(select app.has_role('ADMIN')) or (client_id = (select app.member_id()) and (select app.has_role('CLIENT')))$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');
grant update (ended_at) on hand_over_requests to app;
alter policy app_inserts on hand_over_requests with check (
  org_id = (select app.org_id()) and client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
  and exists (select from engagements e where e.org_id = hand_over_requests.org_id and e.id = engagement_id
    and e.client_id = (select app.member_id())));

-- Where an engagement comes from. Has the id of the new one; a table of its own, because the new coach does not read it.
create table hand_overs (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  client_id uuid not null,
  coach_id uuid not null,
  from_engagement_id uuid not null,
  from_coach_id uuid not null,
  proposed_at timestamptz(3) not null default now(),
  -- When the client signed the new one and what was left of the old one was carried over.
  completed_at timestamptz(3),
  primary key (org_id, id),
  constraint hand_overs_engagement_fk foreign key (org_id, coach_id, client_id, id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade,
  constraint hand_overs_from_fk foreign key (org_id, from_coach_id, client_id, from_engagement_id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade,
  constraint hand_overs_two_coaches check (coach_id <> from_coach_id),
  constraint hand_overs_client_key unique (org_id, client_id, id)
);
create index hand_overs_from_idx on hand_overs (org_id, from_engagement_id);
create index hand_overs_coach_idx on hand_overs (org_id, coach_id);
select app.protect('hand_overs',
  reads => $$(select app.has_role('ADMIN')) or (client_id = (select app.member_id()) and (select app.has_role('CLIENT')))$$,
  rights => 'select, insert');

-- What the client lets travel, and no longer lets.
create table hand_over_picks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  hand_over_id uuid not null,
  client_id uuid not null,
  subject text not null check (subject in ('SHARED_NOTES', 'SESSIONS', 'CONSENTS')),
  picked_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3),
  -- The consents of the new engagement that came along, which go when it is revoked.
  consent_ids uuid[] not null default '{}',
  primary key (org_id, id),
  constraint hand_over_picks_hand_over_fk foreign key (org_id, client_id, hand_over_id)
    references hand_overs (org_id, client_id, id) on delete cascade
);
create unique index hand_over_picks_standing_key on hand_over_picks (org_id, hand_over_id, subject) where revoked_at is null;
select app.protect('hand_over_picks',
  reads => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');
grant update (revoked_at, consent_ids) on hand_over_picks to app;
-- What was revoked stays so.
alter policy app_updates on hand_over_picks
  using (org_id = (select app.org_id()) and client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
    and revoked_at is null);

-- The engagements of which a subject was handed to the actor, as the coach of the one that followed, while that is open.
create function app.handed_engagements(picked text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  if picked not in ('SHARED_NOTES', 'SESSIONS', 'CONSENTS') then raise exception 'Nothing handed over is called %', picked; end if;
  if app.member_id() is null or not app.has_role('COACH') then return '{}'; end if;
  return array(
    select h.from_engagement_id
    from public.hand_overs h
    join public.engagements e on e.org_id = h.org_id and e.id = h.id
    join public.hand_over_picks p on p.org_id = h.org_id and p.hand_over_id = h.id
    where h.org_id = app.org_id() and h.coach_id = app.member_id() and e.status in ('ACTIVE', 'PAUSED')
      and p.subject = picked and p.revoked_at is null);
end $$;
select app.definer('app.handed_engagements(text)');

-- Sessions are read with the engagement that they belong to.
alter policy app_reads on engagements using (org_id = (select app.org_id()) and ((select app.has_role('ADMIN'))
  or coach_id = (select app.member_id()) or client_id = (select app.member_id())
  or id = any ((select app.handed_engagements('SESSIONS'))::uuid[])));
-- In words that are no index condition: as one (`client_id = any`), beside the client that a query names already, it makes
-- the planner take any index with a client in it, at three times the cost.
alter policy app_reads on sessions using (org_id = (select app.org_id()) and (
  ((client_id = (select app.member_id()) or coach_id = (select app.member_id()))
    and (select app.client_ids('sessions'))::uuid[] @> array[client_id])
  or engagement_id = any ((select app.handed_engagements('SESSIONS'))::uuid[])));
alter policy app_reads on session_notes using (org_id = (select app.org_id()) and (client_id = (select app.member_id())
  or (coach_id = (select app.member_id()) and engagement_id = any ((select app.kept_engagements())::uuid[]))
  or engagement_id = any ((select app.handed_engagements('SHARED_NOTES'))::uuid[])));

-- What is left of the old engagement goes on in the new one, in the same unit and until the same day; asked by the client,
-- whose signature was the last, once. That there is a limit goes along even where nothing is left; what should have
-- expired does not. Nothing that an admin reads of it depends on what is left.
create function app.complete_hand_over(engagement uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  hand_over public.hand_overs;
  today date;
  amount integer;
begin
  update public.hand_overs h set completed_at = now()
  from public.engagements e, public.engagements f
  where h.org_id = org and h.id = engagement and h.client_id = app.member_id() and h.completed_at is null
    and e.org_id = org and e.id = h.id and e.status = 'ACTIVE'
    and f.org_id = org and f.id = h.from_engagement_id and f.status in ('COMPLETED', 'ENDED_EARLY')
  returning h.* into hand_over;
  if not found then return; end if;
  select (now() at time zone m.time_zone)::date into today
  from public.members m where m.org_id = org and m.id = hand_over.client_id;
  insert into public.allocations (org_id, id, coach_id, client_id, unit, expires_on)
  select a.org_id, hand_over.id, hand_over.coach_id, a.client_id, a.unit, a.expires_on
  from public.allocations a where a.org_id = org and a.id = hand_over.from_engagement_id
  -- Something was granted for the new one meanwhile: what an admin said of its last day holds.
  on conflict (org_id, id) do update
    set expires_on = excluded.expires_on, version = allocations.version + 1
    where allocations.expires_on is null and excluded.expires_on >= today;
  select b.remaining into amount
  from public.allocation_balances b join public.allocations a on a.org_id = b.org_id and a.id = b.id
  where b.org_id = org and b.id = hand_over.from_engagement_id and (a.expires_on is null or a.expires_on >= today)
  for update of b;
  if coalesce(amount, 0) = 0 then return; end if;
  insert into public.allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount)
  values (org, hand_over.from_engagement_id, hand_over.from_coach_id, hand_over.client_id, 'EXPIRE', amount),
         (org, hand_over.id, hand_over.coach_id, hand_over.client_id, 'CARRY', amount);
end $$;
select app.definer('app.complete_hand_over(uuid)');
