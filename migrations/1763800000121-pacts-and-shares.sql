-- Buddy pacts of two clients, and what of a journal is shared with whom. Both are told by rows that the policies read:
-- what is given and what is taken back holds from the next statement on.

create table buddy_pacts (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  proposer_id uuid not null default app.member_id(),
  -- Whoever opened the code; null until then.
  partner_id uuid,
  cadence_weeks smallint not null check (cadence_weeks between 1 and 12),
  starts_on date not null,
  ends_on date not null,
  -- The first instant of the first day, and the one behind the last, in the proposer's zone when it was proposed.
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  -- Of the code that the proposer hands over; gone once it was used.
  code_hash bytea,
  code_expires_at timestamptz(3) not null,
  status text not null default 'PROPOSED' check (status in ('PROPOSED', 'ACTIVE', 'ENDED')),
  accepted_at timestamptz(3),
  ended_at timestamptz(3),
  -- Null where its time had run out.
  ended_by uuid,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint buddy_pacts_proposer_fk foreign key (org_id, proposer_id) references clients (org_id, id),
  constraint buddy_pacts_partner_fk foreign key (org_id, partner_id) references clients (org_id, id),
  constraint buddy_pacts_ender_fk foreign key (org_id, ended_by) references members (org_id, id),
  constraint buddy_pacts_two_people check (partner_id <> proposer_id),
  constraint buddy_pacts_dates check (ends_on > starts_on and ends_at > starts_at),
  constraint buddy_pacts_active check (status <> 'ACTIVE' or (partner_id is not null and accepted_at is not null)),
  constraint buddy_pacts_ended check ((status = 'ENDED') = (ended_at is not null) and (ended_by is null or ended_at is not null)),
  constraint buddy_pacts_code check ((code_hash is null) or (partner_id is null and status = 'PROPOSED')),
  constraint buddy_pacts_code_key unique (org_id, code_hash)
);
-- Two people have one pact at a time, whoever proposed it.
create unique index buddy_pacts_pair_key on buddy_pacts
  (org_id, least(proposer_id, partner_id), greatest(proposer_id, partner_id))
  where partner_id is not null and status <> 'ENDED';
create index buddy_pacts_proposer_idx on buddy_pacts (org_id, proposer_id, id);
create index buddy_pacts_partner_idx on buddy_pacts (org_id, partner_id, id) where partner_id is not null;

-- A goal that its owner brings into a pact, and what the owner commits to there.
create table pact_goals (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  pact_id uuid not null,
  client_id uuid not null,
  goal_id uuid not null,
  commitment text not null check (commitment ~ '^s1\.' and length(commitment) <= 4000),
  added_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint pact_goals_goal_key unique (org_id, pact_id, goal_id),
  constraint pact_goals_pact_fk foreign key (org_id, pact_id) references buddy_pacts (org_id, id),
  constraint pact_goals_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id)
);
comment on column pact_goals.commitment is 'sealed';
create index pact_goals_client_idx on pact_goals (org_id, client_id, goal_id);

-- The actor's pacts: those that hold now, or all that both have accepted and nobody has ended, also before their first
-- day. None of them holds while one of the two is no client who may sign in: nobody is seen who cannot revoke it. Another word is a mistake of the policy that says it, and is told.
create function app.pact_ids(which text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  if which not in ('in force', 'accepted') then raise exception 'No such pacts: %', which; end if;
  if me is null or not app.has_role('CLIENT') then return '{}'; end if;
  return array(
    select p.id from public.buddy_pacts p
    where p.org_id = org and me in (p.proposer_id, p.partner_id) and p.status = 'ACTIVE' and p.ends_at > now()
      and (which = 'accepted' or p.starts_at <= now())
      and 2 = (select count(*) from public.members m where m.org_id = org and m.id in (p.proposer_id, p.partner_id)
        and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)));
end $$;
select app.definer('app.pact_ids(text)');

-- A pact is its two people's business. It comes into being as a proposal without a partner, and all that the two may
-- write of it later is its end; the partner comes in by the functions below.
select app.protect('buddy_pacts',
  reads => $$(proposer_id = (select app.member_id()) or partner_id = (select app.member_id())) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');
grant update (status, ended_at, ended_by, code_hash, version) on buddy_pacts to app;
alter policy app_inserts on buddy_pacts with check (
  org_id = (select app.org_id()) and proposer_id = (select app.member_id()) and (select app.has_role('CLIENT'))
  and partner_id is null and status = 'PROPOSED');
alter policy app_updates on buddy_pacts with check (
  org_id = (select app.org_id()) and (proposer_id = (select app.member_id()) or partner_id = (select app.member_id()))
  and (select app.has_role('CLIENT')) and status = 'ENDED' and ended_by is not distinct from (select app.member_id()));

select app.protect('pact_goals',
  reads => $$(client_id = (select app.member_id()) and (select app.has_role('CLIENT')))
    or pact_id = any ((select app.pact_ids('in force'))::uuid[])$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
    and pact_id = any ((select app.pact_ids('accepted'))::uuid[])$$,
  rights => 'select, insert, delete');
grant update (commitment, version) on pact_goals to app;

-- Whoever has the code becomes the partner, who is then asked. A code that was never given out, was used, has run out
-- or is one's own answers alike: with none. A pact of the same two whose time is over makes room first.
create function app.open_buddy_pact(code bytea, asof timestamptz) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  proposer uuid;
  opened uuid;
begin
  if me is null or not app.has_role('CLIENT') then return null; end if;
  select p.proposer_id into proposer from public.buddy_pacts p
  where p.org_id = org and p.code_hash = code and p.proposer_id <> me and p.code_expires_at > asof
  for no key update;
  if not found then return null; end if;
  update public.buddy_pacts p set status = 'ENDED', ended_at = p.ends_at, version = p.version + 1
  where p.org_id = org and p.status <> 'ENDED' and p.ends_at <= asof
    and (p.proposer_id, p.partner_id) in ((proposer, me), (me, proposer));
  update public.buddy_pacts p set partner_id = me, code_hash = null, version = p.version + 1
  where p.org_id = org and p.code_hash = code returning p.id into opened;
  return opened;
end $$;
select app.definer('app.open_buddy_pact(bytea, timestamptz)');

-- The partner's yes: nobody says it for them. Returns whether there was a proposal to the actor.
create function app.accept_buddy_pact(pact uuid, asof timestamptz) returns boolean
language sql volatile security definer set search_path = '' as $$
  with accepted as (
    update public.buddy_pacts p set status = 'ACTIVE', accepted_at = asof, version = p.version + 1
    where p.org_id = app.org_id() and p.id = pact and p.partner_id = app.member_id() and app.has_role('CLIENT')
      and p.status = 'PROPOSED' and p.ends_at > asof
    returning 1)
  select exists (select from accepted)
$$;
select app.definer('app.accept_buddy_pact(uuid, timestamptz)');

-- What a buddy sees of a goal of the pact, and all of it: the row of the goal itself stays out of sight.
create function app.pact_goal(pact_goal uuid, out title text, out is_done boolean)
language sql stable security definer set search_path = '' as $$
  select g.title, g.status = 'ACHIEVED'
  from public.pact_goals p join public.goals g on g.org_id = p.org_id and g.id = p.goal_id
  where p.org_id = app.org_id() and p.id = pact_goal
    and ((p.client_id = app.member_id() and app.has_role('CLIENT')) or p.pact_id = any (app.pact_ids('in force')))
$$;
select app.definer('app.pact_goal(uuid)');

-- The name of somebody with whom the actor has or had a pact, the rest of the member is not theirs to see.
create function app.buddy_name(buddy uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.members m
  where m.org_id = app.org_id() and m.id = buddy and app.has_role('CLIENT') and exists (
    select from public.buddy_pacts p where p.org_id = m.org_id
      and (p.proposer_id, p.partner_id) in ((buddy, app.member_id()), (app.member_id(), buddy)))
$$;
select app.definer('app.buddy_name(uuid)');

-- An entry or a setback that its client lets one person read until an instant. It belongs to the engagement or the pact
-- by which the two know each other: it ends with it, and a later one of the same two begins without it.
create table journal_shares (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  entry_id uuid,
  setback_id uuid,
  person_id uuid not null,
  engagement_id uuid,
  pact_id uuid,
  given_at timestamptz(3) not null default now(),
  -- The first instant at which it no longer holds.
  until timestamptz(3) not null,
  taken_back_at timestamptz(3),
  primary key (org_id, id),
  constraint journal_shares_entry_fk foreign key (org_id, client_id, entry_id)
    references journal_entries (org_id, client_id, id),
  constraint journal_shares_setback_fk foreign key (org_id, client_id, setback_id)
    references setbacks (org_id, client_id, id),
  constraint journal_shares_engagement_fk foreign key (org_id, client_id, person_id, engagement_id)
    references engagements (org_id, client_id, coach_id, id),
  constraint journal_shares_pact_fk foreign key (org_id, pact_id) references buddy_pacts (org_id, id),
  constraint journal_shares_subject check (num_nonnulls(entry_id, setback_id) = 1),
  constraint journal_shares_tie check (num_nonnulls(engagement_id, pact_id) = 1),
  constraint journal_shares_two_people check (person_id <> client_id),
  constraint journal_shares_until check (until > given_at)
);
-- One stands at a time for each tie; sharing again changes until when.
create unique index journal_shares_standing_key on journal_shares
  (org_id, coalesce(entry_id, setback_id), coalesce(engagement_id, pact_id)) where taken_back_at is null;
create index journal_shares_person_idx on journal_shares (org_id, person_id, id) where taken_back_at is null;
create index journal_shares_client_idx on journal_shares (org_id, client_id, id);
create index journal_shares_entry_idx on journal_shares (org_id, entry_id, id) where entry_id is not null;
create index journal_shares_setback_idx on journal_shares (org_id, setback_id, id) where setback_id is not null;
create index journal_shares_engagement_idx on journal_shares (org_id, engagement_id) where engagement_id is not null;
create index journal_shares_pact_idx on journal_shares (org_id, pact_id) where pact_id is not null;

-- What is shared with the actor and stands: not taken back, not over, and the tie still holds. The ids of the shares, or
-- of the entries or setbacks that they are about; another word is a mistake of the policy that says it, and is told.
create function app.shared_with_me(what text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  coaches constant boolean := app.has_role('COACH');
  pacts constant uuid[] := app.pact_ids('in force');
begin
  if what not in ('journal_shares', 'journal_entries', 'setbacks') then raise exception 'Nothing shared is called %', what; end if;
  if me is null then return '{}'; end if;
  return array(
    select c.id
    from public.journal_shares s
    left join public.engagements e on e.org_id = s.org_id and e.id = s.engagement_id
    left join public.buddy_pacts p on p.org_id = s.org_id and p.id = s.pact_id
    cross join lateral (select case what when 'journal_entries' then s.entry_id when 'setbacks' then s.setback_id else s.id end) c (id)
    where s.org_id = org and s.person_id = me and s.taken_back_at is null and s.until > now() and c.id is not null
      and ((coaches and e.status in ('ACTIVE', 'PAUSED'))
        or (p.id = any (pacts) and s.client_id in (p.proposer_id, p.partner_id))));
end $$;
select app.definer('app.shared_with_me(text)');

-- A share that was taken back stays as the record that it was given; only its end is written afterwards.
select app.protect('journal_shares',
  reads => $$(client_id = (select app.member_id()) and (select app.has_role('CLIENT')))
    or id = any ((select app.shared_with_me('journal_shares'))::uuid[])$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');
grant update (until, taken_back_at) on journal_shares to app;
-- Only with whom one works now.
alter policy app_inserts on journal_shares with check (
  org_id = (select app.org_id()) and client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
  and (pact_id is null or exists (
    select from buddy_pacts p where p.org_id = journal_shares.org_id and p.id = pact_id
      and p.id = any ((select app.pact_ids('in force'))::uuid[]) and person_id in (p.proposer_id, p.partner_id)))
  and (engagement_id is null or exists (
    select from engagements e where e.org_id = journal_shares.org_id and e.id = engagement_id
      and e.status in ('ACTIVE', 'PAUSED'))));

alter policy app_reads on journal_entries using (
  org_id = (select app.org_id()) and ((client_id = (select app.member_id()) and (select app.has_role('CLIENT')))
    or id = any ((select app.shared_with_me('journal_entries'))::uuid[])));
alter policy app_reads on setbacks using (
  org_id = (select app.org_id()) and ((client_id = (select app.member_id()) and (select app.has_role('CLIENT')))
    or id = any ((select app.shared_with_me('setbacks'))::uuid[])));
