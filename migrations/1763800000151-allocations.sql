-- What the organization grants a client for an engagement, as a ledger. Nobody writes a balance: it follows the entries,
-- and refuses one that would take it below zero, however many come at once.

-- What was granted in all, which an admin sees of each client. An engagement without a row has no limit.
create table allocations (
  org_id uuid not null default app.org_id(),
  -- Of the engagement.
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  unit text not null check (unit in ('SESSIONS', 'MINUTES')),
  granted integer not null default 0,
  -- What is left then expires.
  expires_on date,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint allocations_engagement_fk foreign key (org_id, coach_id, client_id, id)
    references engagements (org_id, coach_id, client_id, id),
  constraint allocations_pair_key unique (org_id, coach_id, client_id, id),
  constraint allocations_granted check (granted >= 0)
);

-- What is left, held and used: for the two sides alone. Has the id of the engagement.
create table allocation_balances (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  remaining integer not null default 0,
  held integer not null default 0,
  used integer not null default 0,
  primary key (org_id, id),
  constraint allocation_balances_allocation_fk foreign key (org_id, coach_id, client_id, id)
    references allocations (org_id, coach_id, client_id, id),
  constraint allocation_balances_remaining check (remaining >= 0),
  constraint allocation_balances_held check (held >= 0),
  constraint allocation_balances_used check (used >= 0)
);

-- GRANT    remaining + amount                  HOLD     remaining - amount, held + amount: a session was booked
-- RELEASE  held - amount, remaining + amount   CONSUME  held - amount, used + amount: both settle a hold, once
-- EXPIRE   remaining - amount                  REVERSE  takes a GRANT, CONSUME or EXPIRE back, once: a consumed hold is
--                                                       then over as if it had been released
-- CARRY    remaining + amount: what was left comes along in a hand-over. It is no grant: it was granted once already, and
--          what was left is no admin's to know.
create table allocation_entries (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  kind text not null check (kind in ('GRANT', 'CARRY', 'HOLD', 'CONSUME', 'RELEASE', 'EXPIRE', 'REVERSE')),
  -- Sessions or minutes, by the unit of the allocation.
  amount integer not null check (amount between 1 and 1000000),
  session_id uuid,
  -- The hold that a CONSUME or RELEASE settles, the entry that a REVERSE takes back.
  entry_id uuid,
  reason text check (length(reason) between 1 and 200),
  -- Null: the system.
  member_id uuid default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint allocation_entries_allocation_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references allocations (org_id, coach_id, client_id, id),
  constraint allocation_entries_session_fk foreign key (org_id, engagement_id, coach_id, client_id, session_id)
    references sessions (org_id, engagement_id, coach_id, client_id, id),
  constraint allocation_entries_within_key unique (org_id, engagement_id, id),
  constraint allocation_entries_entry_fk foreign key (org_id, engagement_id, entry_id)
    references allocation_entries (org_id, engagement_id, id),
  constraint allocation_entries_settled_key unique (org_id, entry_id),
  constraint allocation_entries_member_fk foreign key (org_id, member_id) references members (org_id, id),
  constraint allocation_entries_session check ((kind in ('HOLD', 'CONSUME', 'RELEASE')) <= (session_id is not null)),
  constraint allocation_entries_entry check ((kind in ('CONSUME', 'RELEASE', 'REVERSE')) = (entry_id is not null))
);
create index allocation_entries_engagement_idx on allocation_entries (org_id, engagement_id, id);
create index allocation_entries_session_idx on allocation_entries (org_id, session_id) where session_id is not null;

do $$
declare
  pair constant text := $p$client_id = any ((select app.client_ids('sessions'))::uuid[])
    and (client_id = (select app.member_id()) or coach_id = (select app.member_id()))$p$;
  admin constant text := $a$(select app.has_role('ADMIN'))$a$;
  system constant text := '(select app.is_system())';
begin
  perform app.protect('allocations', reads => admin || ' or ' || system || ' or (' || pair || ')',
    writes => admin, rights => 'select, insert');
  perform app.protect('allocation_balances', pair || ' or ' || system, 'false', 'select');
  -- Used and held would be told by the other entries: an admin reads grants. A grant is taken back only before anything can
  -- be used of it: later a refusal would tell the admin what is left.
  perform app.protect('allocation_entries',
    '(' || admin || $g$ and (kind = 'GRANT' or (kind = 'REVERSE' and session_id is null))) or $g$ || system || ' or (' || pair || ')',
    '(' || admin || $g$ and session_id is null and (kind = 'GRANT' or (kind = 'REVERSE' and exists (
      select from engagements e where e.org_id = allocation_entries.org_id and e.id = engagement_id and e.status = 'PROPOSED'))))
      or ($g$ || system || $g$ and kind in ('EXPIRE', 'RELEASE'))
      or ($g$ || pair || $g$ and (kind in ('HOLD', 'CONSUME', 'RELEASE')
        or (kind = 'REVERSE' and session_id is not null and coach_id = (select app.member_id()))))$g$,
    'select, insert');
end $$;
grant update (expires_on, version) on allocations to app;

-- Before the entry is there, under the lock of its balance: entries of one engagement queue up here.
create function app.enter_allocation() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was public.allocation_entries;
  kind text := new.kind;
  n integer := new.amount;
begin
  -- Before the balance is asked: whoever does not read it, also one who only says to be a side, would learn from a refusal
  -- what is left.
  if app.member_id() is not null and not exists (
      select from public.engagements e
      where e.org_id = new.org_id and e.id = new.engagement_id and (e.coach_id, e.client_id) = (new.coach_id, new.client_id)
        and (new.kind = 'GRANT' or (new.kind = 'REVERSE' and e.status = 'PROPOSED')
          or (app.member_id() in (e.coach_id, e.client_id) and e.client_id = any (app.client_ids('sessions'))))) then
    raise exception 'This entry is not open to this member.' using errcode = '42501';
  end if;
  insert into public.allocation_balances (org_id, id, coach_id, client_id)
  values (new.org_id, new.engagement_id, new.coach_id, new.client_id) on conflict do nothing;
  perform from public.allocation_balances b where b.org_id = new.org_id and b.id = new.engagement_id for update;
  if new.entry_id is not null then
    select * into was from public.allocation_entries e
    where e.org_id = new.org_id and e.engagement_id = new.engagement_id and e.id = new.entry_id;
    if was.amount is distinct from new.amount or was.session_id is distinct from new.session_id
        or (new.kind = 'REVERSE') <> (was.kind in ('GRANT', 'CONSUME', 'EXPIRE'))
        or (new.kind <> 'REVERSE' and was.kind <> 'HOLD') then
      raise exception using errcode = 'check_violation', constraint = 'allocation_entries_matches',
        message = 'the entry does not match the one that it settles';
    end if;
    if new.kind = 'REVERSE' then
      kind := was.kind;
      n := -n;
    end if;
  end if;
  if new.kind = 'REVERSE' and kind = 'CONSUME' then
    -- The hold is over with it.
    update public.allocation_balances b set used = b.used + n, remaining = b.remaining - n
    where b.org_id = new.org_id and b.id = new.engagement_id;
    return new;
  end if;
  update public.allocation_balances b set
    remaining = b.remaining
      + case when kind in ('GRANT', 'CARRY', 'RELEASE') then n when kind in ('HOLD', 'EXPIRE') then -n else 0 end,
    held = b.held + case when kind = 'HOLD' then n when kind in ('RELEASE', 'CONSUME') then -n else 0 end,
    used = b.used + case when kind = 'CONSUME' then n else 0 end
  where b.org_id = new.org_id and b.id = new.engagement_id;
  if kind = 'GRANT' then
    update public.allocations a set granted = a.granted + n, version = a.version + 1
    where a.org_id = new.org_id and a.id = new.engagement_id;
  end if;
  return new;
end $$;
create trigger allocation_entries_balance before insert on allocation_entries
  for each row execute function app.enter_allocation();
select app.definer('app.enter_allocation()');
