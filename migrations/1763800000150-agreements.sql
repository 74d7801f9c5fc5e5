-- The agreement of an engagement: clauses that are data, in versions that the coach, the client and the organization
-- sign. Policies read them. What happened under one version is judged by that version.

create table agreements (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  -- 1 for the one that the engagement began with.
  number integer not null check (number >= 1),
  -- Whether admins see who came to a session, by name.
  names_in_attendance boolean not null default false,
  -- Whether a recording of a session may be kept.
  recording boolean not null default false,
  -- How long the coach keeps notes once the engagement is over.
  retention_months integer not null default 24 check (retention_months between 1 and 120),
  -- A client who cancels with less notice uses up what was held for the session; 0: never.
  late_cancel_hours integer not null default 24 check (late_cancel_hours between 0 and 168),
  status text not null default 'PROPOSED' check (status in ('PROPOSED', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN')),
  -- The client alone took a permission of the version before back, which needs nobody's signature.
  narrowed boolean not null default false,
  proposed_by uuid default app.member_id(),
  proposed_at timestamptz(3) not null default now(),
  coach_signed_at timestamptz(3),
  client_signed_at timestamptz(3),
  org_signed_at timestamptz(3),
  -- The admin who signed for the organization; null where it proposed the engagement before anybody kept that.
  org_signed_by uuid,
  in_force_from timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint agreements_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade,
  constraint agreements_proposer_fk foreign key (org_id, proposed_by) references members (org_id, id),
  constraint agreements_signer_fk foreign key (org_id, org_signed_by) references members (org_id, id),
  constraint agreements_number_key unique (org_id, engagement_id, number),
  -- What a session refers to, so that it cannot name the agreement of another engagement.
  constraint agreements_engagement_key unique (org_id, engagement_id, id),
  constraint agreements_signed check (status not in ('IN_FORCE', 'SUPERSEDED') or narrowed
    or num_nulls(coach_signed_at, client_signed_at, org_signed_at) = 0),
  constraint agreements_in_force check ((status in ('IN_FORCE', 'SUPERSEDED')) = (in_force_from is not null))
);
create unique index agreements_proposed_key on agreements (org_id, engagement_id) where status = 'PROPOSED';
create unique index agreements_in_force_key on agreements (org_id, engagement_id) where status = 'IN_FORCE';
create index agreements_coach_idx on agreements (org_id, coach_id, status);
create index agreements_client_idx on agreements (org_id, client_id, status);

select app.protect('agreements',
  reads => $$(select app.has_role('ADMIN')) or coach_id = (select app.member_id()) or client_id = (select app.member_id())$$,
  rights => 'select, insert');
-- The clauses change only while nobody has signed; the trigger below says so.
grant update (names_in_attendance, recording, retention_months, late_cancel_hours, status, coach_signed_at,
              client_signed_at, org_signed_at, org_signed_by, in_force_from, version) on agreements to app;

-- Each signs for themselves, an admin for the organization alone; what was signed stays as it is.
-- What is proposed is what is signed: an admin writes the clauses of the first agreement as they propose it, and from
-- then on nobody does. A narrowed version takes a permission out of what is in force, not out of something older.
create function app.hold_agreement() returns trigger language plpgsql set search_path = '' as $$
declare
  me constant uuid := app.member_id();
  was public.agreements;
begin
  -- Without a member it is the owner, who migrates, or the trigger that follows the engagement.
  if me is null then return new; end if;
  if tg_op = 'UPDATE' then was := old; end if;
  if new.coach_signed_at is distinct from was.coach_signed_at and me <> new.coach_id
      or new.client_signed_at is distinct from was.client_signed_at and me <> new.client_id
      or (new.org_signed_at, new.org_signed_by) is distinct from (was.org_signed_at, was.org_signed_by)
        and not (app.has_role('ADMIN') and new.org_signed_by = me)
      or tg_op = 'INSERT' and new.narrowed and me <> new.client_id
      or tg_op = 'INSERT' and new.narrowed and not exists (
        select from (
          select * from public.agreements a
          where a.org_id = new.org_id and a.engagement_id = new.engagement_id and a.status in ('IN_FORCE', 'SUPERSEDED')
          order by a.number desc limit 1) a
        where (a.retention_months, a.late_cancel_hours) = (new.retention_months, new.late_cancel_hours)
          and new.names_in_attendance <= a.names_in_attendance and new.recording <= a.recording)
      or tg_op = 'UPDATE'
        and (new.names_in_attendance, new.recording, new.retention_months, new.late_cancel_hours)
          is distinct from (old.names_in_attendance, old.recording, old.retention_months, old.late_cancel_hours)
        and (old.number <> 1 or old.status <> 'PROPOSED' or not app.has_role('ADMIN')
          or num_nonnulls(old.coach_signed_at, old.client_signed_at) > 0)
      or tg_op = 'UPDATE' and old.status <> new.status
        and (old.status, new.status) not in (('PROPOSED', 'IN_FORCE'), ('PROPOSED', 'WITHDRAWN'), ('IN_FORCE', 'SUPERSEDED')) then
    raise exception 'This step of the agreement is not open to this member.' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger agreements_hold before insert or update on agreements
  for each row execute function app.hold_agreement();

-- An engagement is proposed with an agreement, and who signs the engagement signs that one. Whoever writes the
-- engagement: there is none without.
create function app.follow_engagement() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  signed constant boolean := new.coach_signed_at is not null and new.client_signed_at is not null;
  me constant text := coalesce(app.member_id()::text, '');
begin
  -- The rule that each signs for themselves has been kept for the engagement already.
  perform set_config('app.member_id', '', true);
  insert into public.agreements as a (org_id, engagement_id, coach_id, client_id, number, status, proposed_by, proposed_at,
    coach_signed_at, client_signed_at, org_signed_at, org_signed_by, in_force_from)
  values (new.org_id, new.id, new.coach_id, new.client_id, 1, case when signed then 'IN_FORCE' else 'PROPOSED' end,
    nullif(me, '')::uuid, new.created_at, new.coach_signed_at, new.client_signed_at, new.created_at,
    case when app.has_role('ADMIN') then nullif(me, '')::uuid end,
    case when signed then greatest(new.coach_signed_at, new.client_signed_at) end)
  on conflict (org_id, engagement_id, number) do update set
    coach_signed_at = excluded.coach_signed_at, client_signed_at = excluded.client_signed_at,
    status = case when a.status = 'PROPOSED' then excluded.status else a.status end,
    in_force_from = coalesce(a.in_force_from, excluded.in_force_from), version = a.version + 1;
  perform set_config('app.member_id', me, true);
  return null;
end $$;
create trigger engagements_agreement after insert or update of coach_signed_at, client_signed_at on engagements
  for each row execute function app.follow_engagement();
select app.definer('app.follow_engagement()');

insert into agreements (org_id, engagement_id, coach_id, client_id, number, status, proposed_at, coach_signed_at,
  client_signed_at, org_signed_at, in_force_from)
select org_id, id, coach_id, client_id, 1,
  case when coach_signed_at is not null and client_signed_at is not null then 'IN_FORCE' else 'PROPOSED' end,
  created_at, coach_signed_at, client_signed_at, created_at,
  case when coach_signed_at is not null and client_signed_at is not null
    then greatest(coach_signed_at, client_signed_at) end
from engagements;

-- The agreements whose sessions admins may see by name: it said so then, and what is in force now still does.
create function app.named_agreements() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when app.has_role('ADMIN') then array(
    select a.id from public.agreements now
    join public.agreements a on a.org_id = now.org_id and a.engagement_id = now.engagement_id
    where now.org_id = app.org_id() and now.status = 'IN_FORCE' and now.names_in_attendance
      and a.status in ('IN_FORCE', 'SUPERSEDED') and a.names_in_attendance) else '{}' end $$;
select app.definer('app.named_agreements()');

-- The agreements whose recordings the two sides may open: likewise.
create function app.recorded_agreements() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select array(
    select a.id from public.agreements now
    join public.agreements a on a.org_id = now.org_id and a.engagement_id = now.engagement_id
    where now.org_id = app.org_id() and now.status = 'IN_FORCE' and now.recording
      and app.member_id() in (now.coach_id, now.client_id)
      and a.status in ('IN_FORCE', 'SUPERSEDED') and a.recording) $$;
select app.definer('app.recorded_agreements()');

-- The engagements whose notes the actor still keeps as their coach: open, or over for no longer than agreed.
create function app.kept_engagements() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when app.has_role('COACH') then array(
    select e.id from public.engagements e
    join public.agreements a on a.org_id = e.org_id and a.engagement_id = e.id and a.status = 'IN_FORCE'
    where e.org_id = app.org_id() and e.coach_id = app.member_id()
      and (e.status in ('ACTIVE', 'PAUSED')
        or now() < (e.ends_on + make_interval(months => a.retention_months))::timestamp at time zone 'UTC'))
    else '{}' end $$;
select app.definer('app.kept_engagements()');

alter table session_notes add column engagement_id uuid;
update session_notes n set engagement_id = s.engagement_id from sessions s where s.org_id = n.org_id and s.id = n.session_id;
alter table session_notes alter column engagement_id set not null;
-- Its own id right behind the organization: with the client in front of it the planner would walk this index for the next
-- session of a client, which costs it five times as much.
alter table sessions add constraint sessions_within_key unique (org_id, id, engagement_id, coach_id, client_id);
alter table session_notes drop constraint session_notes_session_fk;
alter table sessions drop constraint sessions_pair_key;
alter table session_notes add constraint session_notes_session_fk
  foreign key (org_id, engagement_id, coach_id, client_id, session_id)
  references sessions (org_id, engagement_id, coach_id, client_id, id);
