-- Reports: what was asked for and how far it is, the snapshot that a report is made from, and its finished files. Three
-- tables, because the last two speak of clients: their rows are there only for a coach who may still see all of these.

create table reports (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('CASELOAD')),
  recipient_id uuid not null default app.member_id(),
  status text not null default 'REQUESTED' check (status in ('REQUESTED', 'BUILDING', 'READY', 'FAILED')),
  progress smallint not null default 0 check (progress between 0 and 100),
  failure text check (failure in ('ACCESS_ENDED', 'GIVEN_UP')),
  requested_at timestamptz(3) not null default now(),
  ready_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint reports_recipient_fk foreign key (org_id, recipient_id) references members (org_id, id),
  constraint reports_recipient_key unique (org_id, recipient_id, id),
  constraint reports_ready check ((status = 'READY') = (ready_at is not null) and (status = 'READY') = (progress = 100)),
  constraint reports_failed check ((status = 'FAILED') = (failure is not null))
);
create index reports_open_idx on reports (org_id, recipient_id) where status in ('REQUESTED', 'BUILDING');

-- Taken once: nobody has the right to change it. Has the id of the report.
create table report_snapshots (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  recipient_id uuid not null default app.member_id(),
  -- Everybody whom the snapshot speaks of.
  client_ids uuid[] not null,
  sealed text not null,
  taken_at timestamptz(3) not null,
  primary key (org_id, id),
  constraint report_snapshots_report_fk foreign key (org_id, recipient_id, id)
    references reports (org_id, recipient_id, id)
);

create table report_files (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  report_id uuid not null,
  format text not null check (format in ('PDF', 'CSV', 'JSON')),
  -- Of the file as it is downloaded; at rest it is sealed.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  primary key (org_id, id),
  constraint report_files_format_key unique (org_id, report_id, format),
  constraint report_files_snapshot_fk foreign key (org_id, report_id) references report_snapshots (org_id, id)
);

do $$
declare
  own constant text := $o$recipient_id = (select app.member_id()) and (select app.has_role('COACH'))$o$;
begin
  perform app.protect('reports', own,
    rights => 'select, insert, update (status, progress, failure, ready_at, version)');
  -- Once a coach may no longer see one of the clients, what speaks of that client is not there any more either.
  perform app.protect('report_snapshots', own || $s$ and client_ids <@ (select app.client_ids('goals'))$s$,
    rights => 'select, insert');
  perform app.protect('report_files',
    $f$exists (select from report_snapshots s where s.org_id = (select app.org_id()) and s.id = report_id)$f$,
    rights => 'select, insert');
end $$;

-- For whom a report is built or opened, in the roles of this moment; no row once that person no longer coaches here.
create function app.report_recipient(report uuid) returns table (member_id uuid, roles text[])
language sql stable security definer set search_path = '' as $$
  select m.id, m.roles
  from public.reports r
  join public.members m on m.org_id = r.org_id and m.id = r.recipient_id
  join public.organizations o on o.id = r.org_id
  where app.is_system() and r.org_id = app.org_id() and r.id = report
    and m.status = 'ACTIVE' and 'COACH' = any (m.roles) and o.status <> 'SUSPENDED'
$$;
select app.definer('app.report_recipient(uuid)');

-- Ends a report that cannot be built, also where its recipient is no longer let in.
create function app.fail_report(report uuid, reason text) returns boolean
language sql volatile security definer set search_path = '' as $$
  with failed as (
    update public.reports r set status = 'FAILED', failure = reason, version = r.version + 1
    where app.is_system() and r.org_id = app.org_id() and r.id = report and r.status in ('REQUESTED', 'BUILDING')
    returning 1)
  select exists (select from failed)
$$;
select app.definer('app.fail_report(uuid, text)');

-- Open reports that nothing works on any more, because their job was given up. A report and the announcement of its job
-- come with one commit, and the announcement goes only after the report is done.
create function app.abandoned_reports(batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select r.org_id, r.id from public.reports r
  where r.status in ('REQUESTED', 'BUILDING') and not exists (
    select from public.outbox o
    where o.org_id = r.org_id and o.subject_id = r.id and o.job = 'build-report' and o.failed_at is null)
  limit batch
$$;
select app.definer('app.abandoned_reports(integer)');
