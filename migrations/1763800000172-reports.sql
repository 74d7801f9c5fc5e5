-- Two more kinds of reports: the log of hours that a coach keeps for a credential, and what a client takes away from an
-- engagement that is over. Whose eyes a report is for follows from its kind.

-- The log is about work that has been done. So this consent, alone among them, holds beyond the end of the engagement,
-- until it is taken back, and nothing else is seen by it: `app.client_ids` knows no class of data that asks for it.
alter table consents drop constraint consents_subject_check;
alter table consents add constraint consents_subject_check check (subject in ('CHECK_INS', 'ROLE_ASPECTS', 'TASKS', 'SKILLS',
  'TARGET_ROLES', 'VALUES', 'CONSTRAINTS', 'DOCUMENTS', 'COACH_HOURS'));

-- The engagements that the actor may name in their log of hours.
create function app.logged_engagements() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select case when app.has_role('COACH') then array(
    select c.engagement_id from public.consents c
    where c.org_id = app.org_id() and c.coach_id = app.member_id() and c.subject = 'COACH_HOURS'
      and c.withdrawn_at is null and (c.until is null or c.until > now()))
    else '{}' end $$;
select app.definer('app.logged_engagements()');

-- The actor's engagements in which sessions that began in a time were held, whose clients let themselves be named.
create function app.coach_hours(since timestamptz, before timestamptz) returns table (
  engagement_id uuid, client_id uuid, name text, email text, starts_on date, ended_on date, paid boolean, minutes integer)
language sql stable security definer set search_path = '' as $$
  select e.id, e.client_id, m.name, m.email, e.starts_on,
    case when e.status in ('COMPLETED', 'ENDED_EARLY') then e.ends_on end, e.paid,
    sum(extract(epoch from s.ends_at - s.starts_at) / 60)::integer
  from public.engagements e
  join public.members m on m.org_id = e.org_id and m.id = e.client_id
  join public.sessions s on s.org_id = e.org_id and s.engagement_id = e.id and s.coach_id = e.coach_id
  where e.org_id = app.org_id() and e.coach_id = app.member_id() and e.id = any (app.logged_engagements())
    and s.status = 'HELD' and s.starts_at >= since and s.starts_at < before
  group by e.org_id, e.id, m.name, m.email
$$;
select app.definer('app.coach_hours(timestamptz, timestamptz)');

-- The same of all the others, told apart by nothing but whether they were paid.
create function app.unnamed_coach_hours(since timestamptz, before timestamptz) returns table (
  clients integer, paid_minutes integer, pro_bono_minutes integer)
language sql stable security definer set search_path = '' as $$
  select count(distinct e.client_id)::integer,
    coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60) filter (where e.paid), 0)::integer,
    coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60) filter (where not e.paid), 0)::integer
  from public.engagements e
  join public.sessions s on s.org_id = e.org_id and s.engagement_id = e.id and s.coach_id = e.coach_id
  where app.has_role('COACH') and e.org_id = app.org_id() and e.coach_id = app.member_id()
    and e.id <> all (app.logged_engagements())
    and s.status = 'HELD' and s.starts_at >= since and s.starts_at < before
$$;
select app.definer('app.unnamed_coach_hours(timestamptz, timestamptz)');

-- The groups that the actor led meetings of, also those that they have left: a log of work outlasts that. Nobody of the
-- group is in it; `people` is the most who were at one of the meetings, beside the leader.
create function app.coach_group_hours(since timestamptz, before timestamptz) returns table (
  name text, first_at timestamptz, last_at timestamptz, people integer, minutes integer)
language sql stable security definer set search_path = '' as $$
  select g.name, min(t.starts_at), max(t.starts_at), max(present.count)::integer,
    sum(extract(epoch from t.ends_at - t.starts_at) / 60)::integer
  from public.group_meetings t
  join public.groups g on g.org_id = t.org_id and g.id = t.group_id
  cross join lateral (
    select count(*) from public.group_attendance_marks k
    where k.org_id = t.org_id and k.meeting_id = t.id and k.present and k.member_id <> t.leader_id
      and not exists (select from public.group_attendance_marks l
        where l.org_id = k.org_id and l.meeting_id = k.meeting_id and l.member_id = k.member_id
          and l.position > k.position)) present
  where app.has_role('COACH') and t.org_id = app.org_id() and t.leader_id = app.member_id()
    and t.status = 'HELD' and t.starts_at >= since and t.starts_at < before
  group by g.org_id, g.id
$$;
select app.definer('app.coach_group_hours(timestamptz, timestamptz)');

-- What a closing report refers to, so that it cannot be somebody else's than the client's.
drop index engagements_client_idx;
alter table engagements add constraint engagements_client_key unique (org_id, client_id, id);

alter table reports drop constraint reports_kind_check;
alter table reports
  add constraint reports_kind_check check (kind in ('CASELOAD', 'COACH_HOURS', 'CLOSING')),
  -- The days that a log of hours is about, both included, where the coach is.
  add column since date,
  add column until date,
  -- That a closing report is about.
  add column engagement_id uuid,
  add constraint reports_about check (case kind
    when 'COACH_HOURS' then num_nulls(since, until) = 0 and until >= since and engagement_id is null
    when 'CLOSING' then num_nonnulls(since, until) = 0 and engagement_id is not null
    else num_nonnulls(since, until, engagement_id) = 0 end),
  add constraint reports_engagement_fk foreign key (org_id, recipient_id, engagement_id)
    references engagements (org_id, client_id, id);
create index reports_engagement_idx on reports (org_id, engagement_id) where engagement_id is not null;

-- A snapshot is of the kind of its report, because who may still see it follows from that.
alter table report_snapshots add column kind text not null default 'CASELOAD';
alter table report_snapshots alter column kind drop default;
alter table report_snapshots
  -- Those that a log of hours names.
  add column engagement_ids uuid[] not null default '{}',
  drop constraint report_snapshots_report_fk;
alter table reports drop constraint reports_recipient_key;
alter table reports add constraint reports_recipient_key unique (org_id, recipient_id, id, kind);
alter table report_snapshots add constraint report_snapshots_report_fk foreign key (org_id, recipient_id, id, kind)
  references reports (org_id, recipient_id, id, kind);

do $$
declare
  own constant text := $o$org_id = (select app.org_id()) and recipient_id = (select app.member_id())
    and case kind when 'CLOSING' then (select app.has_role('CLIENT')) else (select app.has_role('COACH')) end$o$;
  -- Once a coach may no longer see one of the clients, or name them, what speaks of them is not there any more either.
  still constant text := own || $s$ and case kind
    when 'CASELOAD' then client_ids <@ (select app.client_ids('goals'))
    when 'COACH_HOURS' then engagement_ids <@ (select app.logged_engagements())
    else client_ids = array[(select app.member_id())] end$s$;
begin
  execute format('alter policy app_reads on reports using (%s)', own);
  execute format('alter policy app_inserts on reports with check (%s)', own);
  execute format('alter policy app_updates on reports using (%s) with check (%s)', own, own);
  execute format('alter policy app_reads on report_snapshots using (%s)', still);
  execute format('alter policy app_inserts on report_snapshots with check (%s)', still);
end $$;

-- For whom a report is built or opened, in the roles of this moment; no row once that person has here no more the role
-- that its kind is for.
set local role gate;
create or replace function app.report_recipient(report uuid) returns table (member_id uuid, roles text[])
language sql stable security definer set search_path = '' as $$
  select m.id, m.roles
  from public.reports r
  join public.members m on m.org_id = r.org_id and m.id = r.recipient_id
  join public.organizations o on o.id = r.org_id
  where app.is_system() and r.org_id = app.org_id() and r.id = report
    and m.status = 'ACTIVE' and case r.kind when 'CLOSING' then 'CLIENT' else 'COACH' end = any (m.roles)
    and o.status <> 'SUSPENDED'
$$;
reset role;

-- The report that a client takes away from an engagement which both have signed and which is over, whoever ended it: one,
-- whoever asks how often.
create function app.request_closing_report(engagement uuid) returns uuid
language sql volatile security definer set search_path = '' as $$
  insert into public.reports (org_id, kind, recipient_id, engagement_id)
  select e.org_id, 'CLOSING', e.client_id, e.id from public.engagements e
  where e.org_id = app.org_id() and e.id = engagement
    and (app.is_system() or app.has_role('ADMIN') or app.member_id() in (e.coach_id, e.client_id))
    and e.status in ('COMPLETED', 'ENDED_EARLY') and e.coach_signed_at is not null and e.client_signed_at is not null
    and not exists (select from public.reports r
      where r.org_id = e.org_id and r.engagement_id = e.id and r.kind = 'CLOSING')
  returning id
$$;
select app.definer('app.request_closing_report(uuid)');
