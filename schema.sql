-- Written from the catalogue of a migrated database; do not edit. `npm run generate` writes it anew.

CREATE OR REPLACE FUNCTION app.abandoned_reports(batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select r.org_id, r.id from public.reports r
  where r.status in ('REQUESTED', 'BUILDING') and not exists (
    select from public.outbox o
    where o.org_id = r.org_id and o.subject_id = r.id and o.job = 'build-report' and o.failed_at is null)
  limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.arm_password_reset(reset uuid, token bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.password_resets set token_hash = token where id = reset
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.begin_sign_in(address text, attempt bytea, most integer, within interval)
 RETURNS TABLE(allowed boolean, user_id uuid, password_hash text)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select counted.allowed, u.id, u.password_hash
  from (select app.count_attempt(attempt, most, within) as allowed) counted
  left join public.users u on u.email = address
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.busy(starts_at timestamp with time zone, ends_at timestamp with time zone, buffer_minutes integer)
 RETURNS tstzrange
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select tstzrange(starts_at, ends_at + buffer_minutes * interval '1 minute', '[)') $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.change_password(seen_hash text, new_hash text, kept uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  person uuid;
begin
  update public.users u set password_hash = new_hash
  from public.members m
  where m.org_id = app.org_id() and m.id = app.member_id() and u.id = m.user_id and u.password_hash = seen_hash
  returning u.id into person;
  -- A statement of its own: it sees the sign-ins that were opened while the update waited.
  update public.sign_ins set ended_at = now()
  where user_id = person and id is distinct from kept and ended_at is null;
  return person is not null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.claim_outbox(batch integer, again_after interval)
 RETURNS TABLE(org_id uuid, id uuid, job text, subject_id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.outbox o set handed_at = clock_timestamp()
  from (
    select d.org_id, d.id from public.outbox d
    where d.failed_at is null and (d.handed_at is null or d.handed_at < clock_timestamp() - again_after)
    order by d.handed_at nulls first, d.id
    limit batch for update skip locked
  ) due
  where o.org_id = due.org_id and o.id = due.id
  returning o.org_id, o.id, o.job, o.subject_id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.claim_reminders(asof timestamp with time zone, lease interval, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.reminders r set state = 'CLAIMED', wake_at = asof + lease
  -- By their places: joined by key, the planner reads the whole table, and its history only grows.
  where r.ctid = any (array(
    select d.ctid from public.reminders d where d.wake_at <= asof
    order by d.wake_at limit batch for update skip locked))
  returning r.org_id, r.id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.claim_user(address text, seen_hash text, new_hash text)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.users as u (email, password_hash) values (address, coalesce(seen_hash, new_hash))
  on conflict (email) do update set password_hash = excluded.password_hash
  where u.password_hash is not distinct from seen_hash
  returning u.id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.client_ids(data_class text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  own constant uuid[] := case when me is not null and app.has_role('CLIENT') then array[me] else '{}' end;
begin
  if not app.has_role('COACH') then return own; end if;
  case data_class
    when 'profile' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
    when 'goals', 'sessions', 'reviews' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('ACTIVE', 'PAUSED'));
    else return own;
  end case;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.coach_name(coach uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
  where c.org_id = app.org_id() and c.id = coach $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.count_attempt(attempt bytea, most integer, within interval)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.attempts as a (key, tries, until) values (attempt, 1, now() + within)
  on conflict (key) do update set
    tries = case when a.until <= now() then 1 else a.tries + 1 end,
    until = case when a.until <= now() then excluded.until else a.until end
  returning tries <= most
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.definer(function regprocedure)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('revoke all on function %s from public', function);
  execute format('grant execute on function %s to app', function);
  execute format('alter function %s owner to gate', function);
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.due_review_plans(asof timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select p.org_id, p.id from public.review_plans p
  where p.next_at <= asof or p.zone_moved
  order by p.next_at limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.end_member_sign_ins(member uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.sign_ins set ended_at = now()
  where app.has_role('ADMIN') and org_id = app.org_id() and member_id = member and ended_at is null
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.end_own_sign_ins(only_one uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.sign_ins s set ended_at = now()
  from public.members m
  where m.org_id = app.org_id() and m.id = app.member_id() and s.user_id = m.user_id and s.ended_at is null
    and (only_one is null or s.id = only_one)
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.end_reused_sign_in(sign_in uuid, refresh bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.sign_ins set ended_at = now()
  where id = sign_in and ended_at is null and refresh_hash <> refresh
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.enter(org uuid, member uuid, member_roles text, sign_in uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform from public.members m join public.organizations o on o.id = m.org_id
  where m.org_id = org and m.id = member and m.status = 'ACTIVE' and o.status <> 'SUSPENDED'
    and array_to_string(m.roles, ',') = member_roles
    and (sign_in is null or exists (
      select from public.sign_ins s
      where s.id = sign_in and s.ended_at is null and s.org_id = org and s.member_id = member));
  if not found then
    raise exception 'the sign-in has ended' using errcode = 'WM401';
  end if;
  perform set_config('app.org_id', org::text, true), set_config('app.member_id', member::text, true),
          set_config('app.roles', member_roles, true);
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.enter_nobody()
 RETURNS void
 LANGUAGE sql
AS $function$
  select set_config('app.org_id', '', true), set_config('app.member_id', '', true), set_config('app.roles', '', true) $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.enter_system(org uuid)
 RETURNS void
 LANGUAGE sql
AS $function$
  select set_config('app.org_id', org::text, true), set_config('app.member_id', '', true),
         set_config('app.roles', 'SYSTEM', true) $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.fail_report(report uuid, reason text)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with failed as (
    update public.reports r set status = 'FAILED', failure = reason, version = r.version + 1
    where app.is_system() and r.org_id = app.org_id() and r.id = report and r.status in ('REQUESTED', 'BUILDING')
    returning 1)
  select exists (select from failed)
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.follow_roles()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if 'CLIENT' = any (new.roles) then
    insert into public.clients (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  end if;
  if 'COACH' = any (new.roles) then
    insert into public.coaches (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  end if;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.follow_zone()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.review_plans set zone_moved = true
  where org_id = new.org_id and client_id = new.id and zone is null and next_at is not null;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.forget_attempts(attempt bytea)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  delete from public.attempts where key = attempt
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.forget_old_attempts()
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with resets as (delete from public.password_resets where expires_at < now() - interval '1 day')
  delete from public.attempts where until < now()
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.has_role(role text)
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select role = any (string_to_array(current_setting('app.roles', true), ',')) $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.invitation_of_token(token bytea)
 RETURNS TABLE(org_id uuid, id uuid, email text, known boolean)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select i.org_id, i.id, i.email,
         exists (select from public.users u where u.email = i.email and u.password_hash is not null)
  from public.invitations i join public.organizations o on o.id = i.org_id
  where i.token_hash = token and i.status = 'PENDING' and i.expires_at > now() and o.status = 'ACTIVE'
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.roles', true), '') = 'SYSTEM' $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.keep_one_calendar()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  coach bigint := hashtextextended('calendar ' || new.coach_id, 0);
  client bigint := hashtextextended('calendar ' || new.client_id, 0);
begin
  perform pg_advisory_xact_lock(least(coach, client));
  perform pg_advisory_xact_lock(greatest(coach, client));
  -- A statement of its own, whose snapshot is taken once the locks are held.
  perform from public.sessions s
  where s.org_id = new.org_id and s.id <> new.id and s.cancelled_at is null
    and (s.coach_id = new.client_id or s.client_id = new.coach_id)
    and app.busy(s.starts_at, s.ends_at, s.buffer_minutes)
      && app.busy(new.starts_at, new.ends_at, new.buffer_minutes);
  if found then
    raise exception using errcode = 'exclusion_violation', constraint = 'sessions_person_free',
      message = 'one side sits in another session in their other role';
  end if;
  return new;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.member_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.member_id', true), '')::uuid $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.member_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  met constant uuid[] := array[me] || array(
    select e.coach_id from public.engagements e
    where e.org_id = org and e.client_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
begin
  if not app.has_role('COACH') then return met; end if;
  return met || array(
    select e.client_id from public.engagements e
    where e.org_id = org and e.coach_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.membership_to_open(person uuid, seen_hash text, organization_slug text)
 RETURNS TABLE(org_id uuid, member_id uuid, roles text[])
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  last_used uuid;
begin
  select u.last_org_id into last_used from public.users u
  where u.id = person and u.password_hash = seen_hash for update;
  if not found then
    return;
  end if;
  return query
    select m.org_id, m.id, m.roles
    from public.members m join public.organizations o on o.id = m.org_id
    where m.user_id = person and m.status = 'ACTIVE' and o.status <> 'SUSPENDED'
      and (organization_slug is null or o.slug = organization_slug)
    order by m.org_id is not distinct from last_used desc, m.created_at, m.id
    limit 1;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.open_sign_in(org uuid, member uuid, refresh bytea, lasts interval)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with person as (
    update public.users u set last_org_id = org
    from public.members m where m.org_id = org and m.id = member and u.id = m.user_id
    returning u.id
  )
  insert into public.sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
  select person.id, org, member, refresh, now() + lasts from person
  returning id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.org_id()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.org_id', true), '')::uuid $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.outbox_state(OUT waiting integer, OUT oldest_seconds double precision, OUT failed integer)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(*) filter (where failed_at is null)::integer,
         coalesce(extract(epoch from clock_timestamp() - min(announced_at) filter (where failed_at is null)), 0),
         count(*) filter (where failed_at is not null)::integer
  from public.outbox
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.own_memberships()
 RETURNS TABLE(org_id uuid, id uuid, name text, slug text, member_id uuid, roles text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select app.org_id(), o.id, o.name, o.slug, other.id, other.roles
  from public.members own
  join public.members other on other.user_id = own.user_id
  join public.organizations o on o.id = other.org_id
  where own.org_id = app.org_id() and own.id = app.member_id()
    and other.status = 'ACTIVE' and o.status <> 'SUSPENDED'
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.password_reset_email(token bytea)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select email from public.password_resets where token_hash = token and used_at is null and expires_at > now()
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.password_reset_recipient(reset uuid)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.org_id, m.id
  from public.password_resets r
  join public.users u on u.email = r.email
  join public.members m on m.user_id = u.id and m.status = 'ACTIVE'
  join public.organizations o on o.id = m.org_id and o.status <> 'SUSPENDED'
  where r.id = reset and r.used_at is null and r.sent_at is null and r.expires_at > now()
  order by m.org_id is not distinct from u.last_org_id desc, m.created_at, m.id
  limit 1
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.password_reset_sent(reset uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.password_resets set sent_at = now() where id = reset
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.protect(relation regclass, reads text DEFAULT 'true'::text, writes text DEFAULT NULL::text, rights text DEFAULT 'select, insert, update, delete'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  own constant text := 'org_id = (select app.org_id())';
  may_read constant text := format('%s and (%s)', own, reads);
  may_write constant text := format('%s and (%s)', own, coalesce(writes, reads));
begin
  execute format('alter table %s enable row level security, force row level security', relation);
  execute format('create policy app_reads on %s for select to app using (%s)', relation, may_read);
  execute format('create policy app_inserts on %s for insert to app with check (%s)', relation, may_write);
  execute format('create policy app_updates on %s for update to app using (%s) with check (%s)', relation, may_write, may_write);
  execute format('create policy app_deletes on %s for delete to app using (%s)', relation, may_write);
  execute format('create policy owner_migrates on %s to %I using (true) with check (true)', relation, current_user);
  execute format('create policy gate_looks on %s to gate using (true) with check (true)', relation);
  execute format('grant %s on %s to app', rights, relation);
  execute format('grant select, insert, update on %s to gate', relation);
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.refresh_sign_in(sign_in uuid, refresh bytea, next_refresh bytea, lasts interval)
 RETURNS TABLE(org_id uuid, member_id uuid, roles text[])
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.sign_ins s set refresh_hash = next_refresh, refreshed_at = now(), expires_at = now() + lasts
  from public.members m
  where s.id = sign_in and s.refresh_hash = refresh and s.ended_at is null and s.expires_at > now()
    and m.org_id = s.org_id and m.id = s.member_id
  returning s.org_id, s.member_id, m.roles
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.report_recipient(report uuid)
 RETURNS TABLE(member_id uuid, roles text[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.id, m.roles
  from public.reports r
  join public.members m on m.org_id = r.org_id and m.id = r.recipient_id
  join public.organizations o on o.id = r.org_id
  where app.is_system() and r.org_id = app.org_id() and r.id = report
    and m.status = 'ACTIVE' and 'COACH' = any (m.roles) and o.status <> 'SUSPENDED'
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.request_password_reset(address text, attempt bytea, most integer, within interval, lasts interval)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.password_resets (email, expires_at)
  select address, now() + lasts where app.count_attempt(attempt, most, within)
  returning id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.reset_password(token bytea, new_hash text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  address text;
  person uuid;
begin
  update public.password_resets set used_at = now()
  where token_hash = token and used_at is null and expires_at > now()
  returning email into address;
  update public.users set password_hash = new_hash where email = address returning id into person;
  update public.sign_ins set ended_at = now() where user_id = person and ended_at is null;
  update public.password_resets set used_at = now() where email = address and used_at is null;
  return person is not null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.review_period_days(org uuid, client uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
  select min(p.period_days) from public.review_plans p
  where p.org_id = org and p.client_id = client and p.status = 'ACTIVE'
$function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.sign_in_stands(sign_in uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from public.sign_ins where id = sign_in and ended_at is null and expires_at > now())
$function$
;
-- owned by gate

create table attempts (
  key bytea not null,
  tries integer not null,
  until timestamp(3) with time zone not null,
  constraint attempts_pkey PRIMARY KEY (key)
);
create policy gate_looks on attempts to gate using (true) with check (true);
grant delete, insert, select, update on attempts to gate;

create table clients (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  job_title text,
  department text,
  location text,
  career_stage text,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint clients_career_stage_check CHECK ((career_stage = ANY (ARRAY['EARLY'::text, 'MID'::text, 'SENIOR'::text, 'EXECUTIVE'::text]))),
  constraint clients_department_check CHECK ((length(department) <= 120)),
  constraint clients_job_title_check CHECK ((length(job_title) <= 120)),
  constraint clients_location_check CHECK ((length(location) <= 120)),
  constraint clients_member_fk FOREIGN KEY (org_id, id) REFERENCES members(org_id, id),
  constraint clients_pkey PRIMARY KEY (org_id, id)
);
create policy app_deletes on clients for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on clients for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on clients for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ANY (( SELECT app.client_ids('profile'::text) AS client_ids)::uuid[])))));
create policy app_updates on clients for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on clients to gate using (true) with check (true);
grant insert, select, update on clients to app;
grant insert, select, update on clients to gate;

create table coaches (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  biography text default ''::text not null,
  specialties text[] default '{}'::text[] not null,
  languages text[] default '{}'::text[] not null,
  credentials text[] default '{}'::text[] not null,
  capacity integer default 20 not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint coaches_biography_check CHECK ((length(biography) <= 4000)),
  constraint coaches_capacity_check CHECK (((capacity >= 0) AND (capacity <= 200))),
  constraint coaches_credentials_check CHECK ((cardinality(credentials) <= 20)),
  constraint coaches_languages_check CHECK ((cardinality(languages) <= 20)),
  constraint coaches_member_fk FOREIGN KEY (org_id, id) REFERENCES members(org_id, id),
  constraint coaches_pkey PRIMARY KEY (org_id, id),
  constraint coaches_specialties_check CHECK ((cardinality(specialties) <= 20))
);
create policy app_deletes on coaches for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on coaches for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on coaches for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on coaches for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on coaches to gate using (true) with check (true);
grant insert, select, update on coaches to app;
grant insert, select, update on coaches to gate;

create table data_keys (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  wrapped bytea not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint data_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint data_keys_pkey PRIMARY KEY (org_id, id)
);
create policy app_deletes on data_keys for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_inserts on data_keys for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_reads on data_keys for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on data_keys for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy gate_looks on data_keys to gate using (true) with check (true);
grant insert, select on data_keys to app;
grant insert, select, update on data_keys to gate;

create table engagements (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  coach_id uuid not null,
  client_id uuid not null,
  starts_on date not null,
  ends_on date,
  paid boolean default true not null,
  status text default 'PROPOSED'::text not null,
  coach_signed_at timestamp(3) with time zone,
  client_signed_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint engagements_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint engagements_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coaches(org_id, id),
  constraint engagements_dates CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
  constraint engagements_pair_key UNIQUE (org_id, coach_id, client_id, id),
  constraint engagements_pkey PRIMARY KEY (org_id, id),
  constraint engagements_signed CHECK (((status <> ALL (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'COMPLETED'::text])) OR ((coach_signed_at IS NOT NULL) AND (client_signed_at IS NOT NULL)))),
  constraint engagements_status_check CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text, 'COMPLETED'::text, 'ENDED_EARLY'::text]))),
  constraint engagements_two_people CHECK ((coach_id <> client_id))
);
CREATE INDEX engagements_client_idx ON public.engagements USING btree (org_id, client_id);
CREATE UNIQUE INDEX engagements_open_key ON public.engagements USING btree (org_id, coach_id, client_id) WHERE (status = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text]));
create policy app_deletes on engagements for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on engagements for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_reads on engagements for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_updates on engagements for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on engagements to gate using (true) with check (true);
grant insert, select, update on engagements to app;
grant insert, select, update on engagements to gate;

create table goal_milestones (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid not null,
  position smallint not null,
  title text not null,
  due_on date,
  done_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  constraint goal_milestones_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint goal_milestones_pkey PRIMARY KEY (org_id, id),
  constraint goal_milestones_position_check CHECK ((("position" >= 1) AND ("position" <= 1000))),
  constraint goal_milestones_position_key UNIQUE (org_id, goal_id, "position"),
  constraint goal_milestones_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on goal_milestones for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goal_milestones for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goal_milestones for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_milestones for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goal_milestones to gate using (true) with check (true);
grant insert, select, update on goal_milestones to app;
grant insert, select, update on goal_milestones to gate;

create table goal_progress (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid not null,
  value numeric(15,6) not null,
  note text,
  at timestamp(3) with time zone not null,
  created_at timestamp(3) with time zone default now() not null,
  corrects_id uuid,
  correction_reason text,
  corrected_by uuid,
  constraint goal_progress_corrected_by_fk FOREIGN KEY (org_id, corrected_by) REFERENCES members(org_id, id),
  constraint goal_progress_correction CHECK ((num_nulls(corrects_id, correction_reason, corrected_by) = ANY (ARRAY[0, 3]))),
  constraint goal_progress_correction_reason_check CHECK (((length(correction_reason) >= 1) AND (length(correction_reason) <= 500))),
  constraint goal_progress_corrects_fk FOREIGN KEY (org_id, corrects_id) REFERENCES goal_progress(org_id, id),
  constraint goal_progress_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint goal_progress_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
  constraint goal_progress_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX goal_progress_at_idx ON public.goal_progress USING btree (org_id, goal_id, at DESC, id DESC);
CREATE UNIQUE INDEX goal_progress_corrects_key ON public.goal_progress USING btree (org_id, corrects_id) WHERE (corrects_id IS NOT NULL);
create policy app_deletes on goal_progress for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goal_progress for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goal_progress for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_progress for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goal_progress to gate using (true) with check (true);
grant insert, select on goal_progress to app;
grant insert, select, update on goal_progress to gate;

create table goal_revisions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid not null,
  version integer not null,
  author_id uuid default app.member_id() not null,
  reason text,
  changes jsonb not null,
  at timestamp(3) with time zone default now() not null,
  constraint goal_revisions_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint goal_revisions_changes_check CHECK ((jsonb_typeof(changes) = 'array'::text)),
  constraint goal_revisions_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint goal_revisions_pkey PRIMARY KEY (org_id, id),
  constraint goal_revisions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint goal_revisions_version_key UNIQUE (org_id, goal_id, version)
);
create policy app_deletes on goal_revisions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goal_revisions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goal_revisions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_revisions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goal_revisions to gate using (true) with check (true);
grant insert, select on goal_revisions to app;
grant insert, select, update on goal_revisions to gate;

create table goals (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  parent_id uuid,
  weight numeric(15,6),
  horizon text not null,
  kind text not null,
  title text not null,
  behaviour text,
  measure text not null,
  unit text,
  baseline numeric(15,6),
  target numeric(15,6),
  target_on date,
  confidence smallint,
  support text,
  answers text,
  status text default 'DRAFT'::text not null,
  activated_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  segment_started_at timestamp(3) with time zone,
  last_progress_id uuid,
  last_progress_at timestamp(3) with time zone,
  last_value numeric(15,6),
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint goals_activated CHECK (((status = 'DRAFT'::text) OR (activated_at IS NOT NULL))),
  constraint goals_answers_check CHECK (((length(answers) >= 1) AND (length(answers) <= 500))),
  constraint goals_behaviour_check CHECK (((length(behaviour) >= 1) AND (length(behaviour) <= 2000))),
  constraint goals_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint goals_client_key UNIQUE (org_id, client_id, id),
  constraint goals_closed CHECK (((closed_at IS NOT NULL) = (status = ANY (ARRAY['ACHIEVED'::text, 'PARTLY'::text, 'ABANDONED'::text, 'SUPERSEDED'::text])))),
  constraint goals_confidence_check CHECK (((confidence >= 0) AND (confidence <= 10))),
  constraint goals_horizon_check CHECK ((horizon = ANY (ARRAY['SHORT'::text, 'LONG'::text]))),
  constraint goals_kind_check CHECK ((kind = ANY (ARRAY['SKILL'::text, 'STRETCH_PROJECT'::text, 'NETWORK'::text, 'PROMOTION'::text, 'INDUSTRY_CHANGE'::text, 'LEADERSHIP'::text, 'LATERAL'::text, 'OTHER'::text]))),
  constraint goals_last_progress CHECK ((((last_progress_id IS NULL) = (last_value IS NULL)) AND ((last_progress_id IS NULL) OR (last_progress_at IS NOT NULL)))),
  constraint goals_measure_check CHECK ((measure = ANY (ARRAY['NUMBER'::text, 'PERCENT'::text, 'MILESTONES'::text, 'BINARY'::text]))),
  constraint goals_not_own_parent CHECK ((parent_id <> id)),
  constraint goals_parent_fk FOREIGN KEY (org_id, client_id, parent_id) REFERENCES goals(org_id, client_id, id),
  constraint goals_pkey PRIMARY KEY (org_id, id),
  constraint goals_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'ACTIVE'::text, 'PAUSED'::text, 'ACHIEVED'::text, 'PARTLY'::text, 'ABANDONED'::text, 'SUPERSEDED'::text]))),
  constraint goals_support_check CHECK (((length(support) >= 1) AND (length(support) <= 500))),
  constraint goals_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint goals_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 40))),
  constraint goals_weight_check CHECK ((weight > (0)::numeric))
);
CREATE INDEX goals_parent_idx ON public.goals USING btree (org_id, client_id, parent_id) WHERE (parent_id IS NOT NULL);
create policy app_deletes on goals for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goals for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goals for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goals for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goals to gate using (true) with check (true);
grant insert, select, update on goals to app;
grant insert, select, update on goals to gate;

create table invitations (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  email text not null,
  name text not null,
  roles text[] not null,
  token_hash bytea,
  status text default 'PENDING'::text not null,
  invited_by uuid not null,
  member_id uuid,
  sent_version integer,
  undeliverable boolean default false not null,
  created_at timestamp(3) with time zone default now() not null,
  expires_at timestamp(3) with time zone not null,
  version integer default 1 not null,
  constraint invitations_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint invitations_inviter_fk FOREIGN KEY (org_id, invited_by) REFERENCES members(org_id, id),
  constraint invitations_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint invitations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint invitations_pkey PRIMARY KEY (org_id, id),
  constraint invitations_roles_check CHECK (((cardinality(roles) >= 1) AND (roles <@ ARRAY['ADMIN'::text, 'COACH'::text, 'MENTOR'::text, 'CLIENT'::text]))),
  constraint invitations_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'ACCEPTED'::text, 'REVOKED'::text, 'EXPIRED'::text])))
);
CREATE UNIQUE INDEX invitations_pending_key ON public.invitations USING btree (org_id, email) WHERE (status = 'PENDING'::text);
CREATE INDEX invitations_token_idx ON public.invitations USING btree (token_hash);
create policy app_deletes on invitations for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on invitations for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on invitations for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on invitations for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on invitations to gate using (true) with check (true);
grant insert, select, update on invitations to app;
grant insert, select, update on invitations to gate;

create table members (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  user_id uuid not null,
  name text not null,
  email text not null,
  roles text[] not null,
  status text default 'ACTIVE'::text not null,
  time_zone text not null,
  locale text default 'en'::text not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint members_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint members_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint members_pkey PRIMARY KEY (org_id, id),
  constraint members_roles_check CHECK (((cardinality(roles) >= 1) AND (roles <@ ARRAY['ADMIN'::text, 'COACH'::text, 'MENTOR'::text, 'CLIENT'::text]))),
  constraint members_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'DISABLED'::text]))),
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint members_user_key UNIQUE (org_id, user_id)
);
CREATE INDEX members_user_idx ON public.members USING btree (user_id);
create policy app_deletes on members for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR ((id = ( SELECT app.member_id() AS member_id)) AND (status = 'ACTIVE'::text) AND (array_to_string(roles, ','::text) = ( SELECT current_setting('app.roles'::text, true) AS current_setting))))));
create policy app_inserts on members for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR ((id = ( SELECT app.member_id() AS member_id)) AND (status = 'ACTIVE'::text) AND (array_to_string(roles, ','::text) = ( SELECT current_setting('app.roles'::text, true) AS current_setting))))));
create policy app_reads on members for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR (id = ANY (( SELECT app.member_ids() AS member_ids)::uuid[])))));
create policy app_updates on members for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR ((id = ( SELECT app.member_id() AS member_id)) AND (status = 'ACTIVE'::text) AND (array_to_string(roles, ','::text) = ( SELECT current_setting('app.roles'::text, true) AS current_setting)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR ((id = ( SELECT app.member_id() AS member_id)) AND (status = 'ACTIVE'::text) AND (array_to_string(roles, ','::text) = ( SELECT current_setting('app.roles'::text, true) AS current_setting))))));
create policy gate_looks on members to gate using (true) with check (true);
CREATE TRIGGER members_follow_roles AFTER INSERT OR UPDATE OF roles ON public.members FOR EACH ROW EXECUTE FUNCTION app.follow_roles();
CREATE TRIGGER members_follow_zone AFTER UPDATE OF time_zone ON public.members FOR EACH ROW WHEN ((old.time_zone IS DISTINCT FROM new.time_zone)) EXECUTE FUNCTION app.follow_zone();
grant insert, select, update on members to app;
grant insert, select, update on members to gate;

create table migrations (
  id integer default nextval('migrations_id_seq'::regclass) not null,
  timestamp bigint not null,
  name character varying not null,
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);
grant select on migrations to app;

create table organizations (
  id uuid default uuidv7() not null,
  name text not null,
  slug text not null,
  time_zone text not null,
  locale text default 'en'::text not null,
  weekend smallint[] default '{6,7}'::smallint[] not null,
  min_group_size integer default 5 not null,
  active_goal_cap integer default 3 not null,
  quiet_from time without time zone default '20:00:00'::time without time zone not null,
  quiet_until time without time zone default '08:00:00'::time without time zone not null,
  brand_name text,
  brand_color text default '#1f5f5b'::text not null,
  status text default 'ACTIVE'::text not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint organizations_active_goal_cap_check CHECK (((active_goal_cap >= 1) AND (active_goal_cap <= 50))),
  constraint organizations_brand_color_check CHECK ((brand_color ~ '^#[0-9a-f]{6}$'::text)),
  constraint organizations_min_group_size_check CHECK ((min_group_size >= 5)),
  constraint organizations_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_slug_check CHECK ((slug ~ '^[a-z0-9][a-z0-9-]{1,60}$'::text)),
  constraint organizations_slug_key UNIQUE (slug),
  constraint organizations_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text, 'CLOSED'::text])))
);
create policy app_reads on organizations for select to app using ((id = ( SELECT app.org_id() AS org_id)));
create policy app_updates on organizations for update to app using (((id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy gate_looks on organizations for select to gate using (true);
grant select on organizations to app;
grant select on organizations to gate;

create table outbox (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  job text not null,
  subject_id uuid not null,
  announced_at timestamp(3) with time zone default now() not null,
  handed_at timestamp(3) with time zone,
  failed_at timestamp(3) with time zone,
  failure text,
  constraint outbox_failure_check CHECK ((length(failure) <= 60)),
  constraint outbox_job_check CHECK ((job ~ '^[a-z][a-z0-9-]{1,60}$'::text)),
  constraint outbox_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX outbox_due_idx ON public.outbox USING btree (handed_at NULLS FIRST, id) WHERE (failed_at IS NULL);
CREATE INDEX outbox_failed_idx ON public.outbox USING btree (failed_at) WHERE (failed_at IS NOT NULL);
create policy app_deletes on outbox for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_inserts on outbox for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_reads on outbox for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on outbox for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy gate_looks on outbox to gate using (true) with check (true);
grant delete, insert, select, update on outbox to app;
grant insert, select, update on outbox to gate;

create table password_resets (
  id uuid default uuidv7() not null,
  email text not null,
  token_hash bytea,
  requested_at timestamp(3) with time zone default now() not null,
  expires_at timestamp(3) with time zone not null,
  sent_at timestamp(3) with time zone,
  used_at timestamp(3) with time zone,
  constraint password_resets_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint password_resets_pkey PRIMARY KEY (id),
  constraint password_resets_token_key UNIQUE (token_hash)
);
CREATE INDEX password_resets_email_idx ON public.password_resets USING btree (email) WHERE (used_at IS NULL);
create policy gate_looks on password_resets to gate using (true) with check (true);
grant delete, insert, select, update on password_resets to gate;

create table reminder_opt_outs (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  member_id uuid not null,
  topic text not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint reminder_opt_outs_key UNIQUE (org_id, member_id, topic),
  constraint reminder_opt_outs_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint reminder_opt_outs_pkey PRIMARY KEY (org_id, id),
  constraint reminder_opt_outs_topic_check CHECK ((topic = 'REVIEWS'::text))
);
create policy app_deletes on reminder_opt_outs for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on reminder_opt_outs for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on reminder_opt_outs for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on reminder_opt_outs for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on reminder_opt_outs to gate using (true) with check (true);
grant delete, insert, select on reminder_opt_outs to app;
grant insert, select, update on reminder_opt_outs to gate;

create table reminders (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  purpose text not null,
  subject_id uuid not null,
  subject_version integer not null,
  recipient_id uuid not null,
  due_at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  chosen_time boolean not null,
  state text default 'PENDING'::text not null,
  reason text,
  wake_at timestamp(3) with time zone,
  attempts integer default 0 not null,
  sent_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  constraint reminders_key UNIQUE (org_id, subject_id, subject_version, recipient_id, purpose),
  constraint reminders_pkey PRIMARY KEY (org_id, id),
  constraint reminders_purpose_check CHECK ((purpose = 'REVIEW_DUE'::text)),
  constraint reminders_reason CHECK (((state = ANY (ARRAY['SUPPRESSED'::text, 'EXPIRED'::text, 'FAILED'::text])) = (reason IS NOT NULL))),
  constraint reminders_reason_check CHECK ((reason = ANY (ARRAY['RECIPIENT_LEFT'::text, 'ORGANIZATION_CLOSED'::text, 'NO_LONGER_DUE'::text, 'PLAN_NOT_ACTIVE'::text, 'OPTED_OUT'::text, 'TOO_LATE'::text, 'LATER_REVIEW'::text, 'REFUSED'::text]))),
  constraint reminders_recipient_fk FOREIGN KEY (org_id, recipient_id) REFERENCES members(org_id, id),
  constraint reminders_sent CHECK (((state = 'SENT'::text) = (sent_at IS NOT NULL))),
  constraint reminders_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'CLAIMED'::text, 'SENT'::text, 'SUPPRESSED'::text, 'EXPIRED'::text, 'FAILED'::text]))),
  constraint reminders_waits CHECK (((state = ANY (ARRAY['PENDING'::text, 'CLAIMED'::text])) = (wake_at IS NOT NULL)))
);
CREATE INDEX reminders_recipient_idx ON public.reminders USING btree (org_id, recipient_id, due_at DESC, id DESC);
CREATE INDEX reminders_wake_idx ON public.reminders USING btree (wake_at) WHERE (wake_at IS NOT NULL);
create policy app_deletes on reminders for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on reminders for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on reminders for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on reminders for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on reminders to gate using (true) with check (true);
grant insert, select, update on reminders to app;
grant insert, select, update on reminders to gate;

create table report_files (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  report_id uuid not null,
  format text not null,
  sha256 text not null,
  bytes integer not null,
  constraint report_files_bytes_check CHECK ((bytes > 0)),
  constraint report_files_format_check CHECK ((format = ANY (ARRAY['PDF'::text, 'CSV'::text, 'JSON'::text]))),
  constraint report_files_format_key UNIQUE (org_id, report_id, format),
  constraint report_files_pkey PRIMARY KEY (org_id, id),
  constraint report_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint report_files_snapshot_fk FOREIGN KEY (org_id, report_id) REFERENCES report_snapshots(org_id, id)
);
create policy app_deletes on report_files for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM report_snapshots s
  WHERE ((s.org_id = ( SELECT app.org_id() AS org_id)) AND (s.id = report_files.report_id))))));
create policy app_inserts on report_files for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM report_snapshots s
  WHERE ((s.org_id = ( SELECT app.org_id() AS org_id)) AND (s.id = report_files.report_id))))));
create policy app_reads on report_files for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM report_snapshots s
  WHERE ((s.org_id = ( SELECT app.org_id() AS org_id)) AND (s.id = report_files.report_id))))));
create policy app_updates on report_files for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM report_snapshots s
  WHERE ((s.org_id = ( SELECT app.org_id() AS org_id)) AND (s.id = report_files.report_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM report_snapshots s
  WHERE ((s.org_id = ( SELECT app.org_id() AS org_id)) AND (s.id = report_files.report_id))))));
create policy gate_looks on report_files to gate using (true) with check (true);
grant insert, select on report_files to app;
grant insert, select, update on report_files to gate;

create table report_snapshots (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  recipient_id uuid default app.member_id() not null,
  client_ids uuid[] not null,
  sealed text not null,
  taken_at timestamp(3) with time zone not null,
  constraint report_snapshots_pkey PRIMARY KEY (org_id, id),
  constraint report_snapshots_report_fk FOREIGN KEY (org_id, recipient_id, id) REFERENCES reports(org_id, recipient_id, id)
);
create policy app_deletes on report_snapshots for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids)))));
create policy app_inserts on report_snapshots for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids)))));
create policy app_reads on report_snapshots for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids)))));
create policy app_updates on report_snapshots for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids)))));
create policy gate_looks on report_snapshots to gate using (true) with check (true);
grant insert, select on report_snapshots to app;
grant insert, select, update on report_snapshots to gate;

create table reports (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  kind text not null,
  recipient_id uuid default app.member_id() not null,
  status text default 'REQUESTED'::text not null,
  progress smallint default 0 not null,
  failure text,
  requested_at timestamp(3) with time zone default now() not null,
  ready_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint reports_failed CHECK (((status = 'FAILED'::text) = (failure IS NOT NULL))),
  constraint reports_failure_check CHECK ((failure = ANY (ARRAY['ACCESS_ENDED'::text, 'GIVEN_UP'::text]))),
  constraint reports_kind_check CHECK ((kind = 'CASELOAD'::text)),
  constraint reports_pkey PRIMARY KEY (org_id, id),
  constraint reports_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint reports_ready CHECK ((((status = 'READY'::text) = (ready_at IS NOT NULL)) AND ((status = 'READY'::text) = (progress = 100)))),
  constraint reports_recipient_fk FOREIGN KEY (org_id, recipient_id) REFERENCES members(org_id, id),
  constraint reports_recipient_key UNIQUE (org_id, recipient_id, id),
  constraint reports_status_check CHECK ((status = ANY (ARRAY['REQUESTED'::text, 'BUILDING'::text, 'READY'::text, 'FAILED'::text])))
);
CREATE INDEX reports_open_idx ON public.reports USING btree (org_id, recipient_id) WHERE (status = ANY (ARRAY['REQUESTED'::text, 'BUILDING'::text]));
create policy app_deletes on reports for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role))));
create policy app_inserts on reports for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role))));
create policy app_reads on reports for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role))));
create policy app_updates on reports for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role))));
create policy gate_looks on reports to gate using (true) with check (true);
grant insert, select on reports to app;
grant insert, select, update on reports to gate;

create table review_answers (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  client_id uuid not null,
  went_well text,
  blockers text,
  next_commitment text,
  constraint review_answers_pkey PRIMARY KEY (org_id, id),
  constraint review_answers_review_fk FOREIGN KEY (org_id, client_id, id) REFERENCES reviews(org_id, client_id, id),
  constraint review_answers_something CHECK ((num_nonnulls(went_well, blockers, next_commitment) > 0))
);
create policy app_deletes on review_answers for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on review_answers for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on review_answers for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[]))));
create policy app_updates on review_answers for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on review_answers to gate using (true) with check (true);
grant insert, select on review_answers to app;
grant insert, select, update on review_answers to gate;

create table review_goals (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  review_id uuid not null,
  client_id uuid not null,
  goal_id uuid not null,
  last_value numeric(15,6),
  last_progress_at timestamp(3) with time zone,
  constraint review_goals_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint review_goals_goal_key UNIQUE (org_id, review_id, goal_id),
  constraint review_goals_pkey PRIMARY KEY (org_id, id),
  constraint review_goals_review_fk FOREIGN KEY (org_id, client_id, review_id) REFERENCES reviews(org_id, client_id, id)
);
create policy app_deletes on review_goals for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on review_goals for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on review_goals for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[]))));
create policy app_updates on review_goals for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on review_goals to gate using (true) with check (true);
grant insert, select on review_goals to app;
grant insert, select, update on review_goals to gate;

create table review_plans (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  rrule text not null,
  starts_on date not null,
  local_time time(0) without time zone not null,
  time_chosen boolean not null,
  zone text,
  period_days integer not null,
  status text default 'ACTIVE'::text not null,
  next_on date,
  next_time time(0) without time zone,
  next_at timestamp(3) with time zone,
  last_on date,
  zone_moved boolean default false not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint review_plans_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint review_plans_client_key UNIQUE (org_id, client_id, id),
  constraint review_plans_kind_check CHECK ((kind = ANY (ARRAY['SELF'::text, 'WITH_COACH'::text]))),
  constraint review_plans_next CHECK ((num_nulls(next_on, next_time, next_at) = ANY (ARRAY[0, 3]))),
  constraint review_plans_period_days_check CHECK ((period_days >= 7)),
  constraint review_plans_pkey PRIMARY KEY (org_id, id),
  constraint review_plans_rests CHECK (((status = 'ACTIVE'::text) OR (next_at IS NULL))),
  constraint review_plans_rrule_check CHECK (((length(rrule) >= 1) AND (length(rrule) <= 200))),
  constraint review_plans_status_check CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'ENDED'::text]))),
  constraint review_plans_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 60)))
);
CREATE INDEX review_plans_due_idx ON public.review_plans USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX review_plans_moved_idx ON public.review_plans USING btree (org_id) WHERE zone_moved;
CREATE UNIQUE INDEX review_plans_open_key ON public.review_plans USING btree (org_id, client_id, kind) WHERE (status <> 'ENDED'::text);
create policy app_deletes on review_plans for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on review_plans for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on review_plans for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on review_plans for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on review_plans to gate using (true) with check (true);
grant insert, select, update on review_plans to app;
grant insert, select, update on review_plans to gate;

create table reviews (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  plan_id uuid not null,
  kind text not null,
  due_on date not null,
  due_at timestamp(3) with time zone not null,
  status text default 'DUE'::text not null,
  answered_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint reviews_answered CHECK (((status = 'ANSWERED'::text) = (answered_at IS NOT NULL))),
  constraint reviews_client_key UNIQUE (org_id, client_id, id),
  constraint reviews_kind_check CHECK ((kind = ANY (ARRAY['SELF'::text, 'WITH_COACH'::text]))),
  constraint reviews_occurrence_key UNIQUE (org_id, client_id, kind, due_on),
  constraint reviews_pkey PRIMARY KEY (org_id, id),
  constraint reviews_plan_fk FOREIGN KEY (org_id, client_id, plan_id) REFERENCES review_plans(org_id, client_id, id),
  constraint reviews_status_check CHECK ((status = ANY (ARRAY['DUE'::text, 'ANSWERED'::text, 'MISSED'::text])))
);
CREATE INDEX reviews_client_idx ON public.reviews USING btree (org_id, client_id, due_at DESC, id DESC);
CREATE UNIQUE INDEX reviews_due_key ON public.reviews USING btree (org_id, client_id, kind) WHERE (status = 'DUE'::text);
create policy app_deletes on reviews for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on reviews for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on reviews for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('reviews'::text) AS client_ids)::uuid[])) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on reviews for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on reviews to gate using (true) with check (true);
grant insert, select, update on reviews to app;
grant insert, select, update on reviews to gate;

create table session_notes (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  session_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null,
  text text not null,
  created_at timestamp(3) with time zone default now() not null,
  changed_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint session_notes_author CHECK (((author_id = coach_id) OR (author_id = client_id))),
  constraint session_notes_pkey PRIMARY KEY (org_id, id),
  constraint session_notes_session_fk FOREIGN KEY (org_id, session_id, coach_id, client_id) REFERENCES sessions(org_id, id, coach_id, client_id),
  constraint session_notes_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000)))
);
CREATE INDEX session_notes_client_idx ON public.session_notes USING btree (org_id, client_id, id);
CREATE INDEX session_notes_coach_idx ON public.session_notes USING btree (org_id, coach_id, id);
CREATE INDEX session_notes_session_idx ON public.session_notes USING btree (org_id, session_id, id);
create policy app_deletes on session_notes for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy app_inserts on session_notes for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy app_reads on session_notes for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role)))));
create policy app_updates on session_notes for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy gate_looks on session_notes to gate using (true) with check (true);
grant insert, select, update on session_notes to app;
grant insert, select, update on session_notes to gate;

create table sessions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  buffer_minutes integer default 0 not null,
  place text,
  video_url text,
  agenda text default ''::text not null,
  status text default 'BOOKED'::text not null,
  cancelled_at timestamp(3) with time zone,
  cancelled_by uuid,
  cancel_reason text,
  late_cancel boolean default false not null,
  sequence integer default 0 not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint sessions_agenda_check CHECK ((length(agenda) <= 4000)),
  constraint sessions_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 60))),
  constraint sessions_cancel_reason_check CHECK ((length(cancel_reason) <= 500)),
  constraint sessions_cancellation CHECK (((cancelled_at IS NOT NULL) OR ((cancelled_by IS NULL) AND (cancel_reason IS NULL) AND (NOT late_cancel)))),
  constraint sessions_cancelled CHECK (((status = 'CANCELLED'::text) = (cancelled_at IS NOT NULL))),
  constraint sessions_canceller_fk FOREIGN KEY (org_id, cancelled_by) REFERENCES members(org_id, id),
  constraint sessions_client_free EXCLUDE USING gist (org_id WITH =, client_id WITH =, app.busy(starts_at, ends_at, buffer_minutes) WITH &&) WHERE ((cancelled_at IS NULL)),
  constraint sessions_coach_free EXCLUDE USING gist (org_id WITH =, coach_id WITH =, app.busy(starts_at, ends_at, buffer_minutes) WITH &&) WHERE ((cancelled_at IS NULL)),
  constraint sessions_engagement_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id) REFERENCES engagements(org_id, id, coach_id, client_id),
  constraint sessions_length CHECK ((((ends_at - starts_at) >= '00:15:00'::interval) AND ((ends_at - starts_at) <= '04:00:00'::interval))),
  constraint sessions_pair_key UNIQUE (org_id, client_id, coach_id, id),
  constraint sessions_pkey PRIMARY KEY (org_id, id),
  constraint sessions_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint sessions_status_check CHECK ((status = ANY (ARRAY['BOOKED'::text, 'HELD'::text, 'NO_SHOW'::text, 'CANCELLED'::text]))),
  constraint sessions_video_url_check CHECK (((video_url ~ '^https://'::text) AND (length(video_url) <= 500))),
  constraint sessions_whereabouts CHECK ((num_nonnulls(place, video_url) = 1))
);
CREATE INDEX sessions_client_idx ON public.sessions USING btree (org_id, client_id, starts_at, id);
CREATE INDEX sessions_coach_idx ON public.sessions USING btree (org_id, coach_id, starts_at, id);
CREATE INDEX sessions_engagement_idx ON public.sessions USING btree (org_id, engagement_id);
CREATE INDEX sessions_next_idx ON public.sessions USING btree (org_id, client_id, starts_at, id) WHERE (status = 'BOOKED'::text);
create policy app_deletes on sessions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on sessions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_reads on sessions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on sessions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on sessions to gate using (true) with check (true);
CREATE TRIGGER sessions_person_free BEFORE INSERT OR UPDATE OF starts_at, ends_at, buffer_minutes, status ON public.sessions FOR EACH ROW WHEN ((new.status <> 'CANCELLED'::text)) EXECUTE FUNCTION app.keep_one_calendar();
grant insert, select, update on sessions to app;
grant insert, select, update on sessions to gate;

create table sign_ins (
  id uuid default uuidv7() not null,
  user_id uuid not null,
  org_id uuid not null,
  member_id uuid not null,
  refresh_hash bytea not null,
  created_at timestamp(3) with time zone default now() not null,
  refreshed_at timestamp(3) with time zone default now() not null,
  expires_at timestamp(3) with time zone not null,
  ended_at timestamp(3) with time zone,
  constraint sign_ins_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint sign_ins_pkey PRIMARY KEY (id),
  constraint sign_ins_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX sign_ins_user_idx ON public.sign_ins USING btree (user_id) WHERE (ended_at IS NULL);
create policy gate_looks on sign_ins to gate using (true) with check (true);
grant insert, select, update on sign_ins to gate;

create table users (
  id uuid default uuidv7() not null,
  email text not null,
  password_hash text,
  last_org_id uuid,
  created_at timestamp(3) with time zone default now() not null,
  constraint users_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254)))),
  constraint users_email_key UNIQUE (email),
  constraint users_last_org_id_fkey FOREIGN KEY (last_org_id) REFERENCES organizations(id),
  constraint users_pkey PRIMARY KEY (id)
);
create policy gate_looks on users to gate using (true) with check (true);
grant insert, select, update on users to gate;
