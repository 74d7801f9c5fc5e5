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

CREATE OR REPLACE FUNCTION app.accept_buddy_pact(pact uuid, asof timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with accepted as (
    update public.buddy_pacts p set status = 'ACTIVE', accepted_at = asof, version = p.version + 1
    where p.org_id = app.org_id() and p.id = pact and p.partner_id = app.member_id() and app.has_role('CLIENT')
      and p.status = 'PROPOSED' and p.ends_at > asof
    returning 1)
  select exists (select from accepted)
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.announce_wins()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.outbox (org_id, job, subject_id) values (new.org_id, 'derive-wins', new.client_id);
  perform pg_notify('outbox', '');
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.applicant_name(application uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.opportunity_applications a
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.org_id = app.org_id() and a.id = application and ((a.client_id = app.member_id() and app.has_role('CLIENT'))
    or (a.poster_id = app.member_id() and (app.has_role('ADMIN') or app.has_role('COACH') or app.has_role('MENTOR')))) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.are_levels(texts text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select cardinality(texts) = 5 and array_ndims(texts) = 1
    and (select count(distinct lower(btrim(t))) = 5 and bool_and(length(btrim(t)) between 1 and 500) from unnest(texts) t) $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.are_tags(tags text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select cardinality(tags) <= 10 and coalesce((select bool_and(t is not null and length(t) between 1 and 40) from unnest(tags) t), true) $function$
;
-- owned by waymark_owner

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

CREATE OR REPLACE FUNCTION app.attend()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  become constant text := case when new.status in ('HELD', 'NO_SHOW') then new.status
                               when new.late_cancel then 'LATE_CANCELLED' end;
begin
  if become is null then
    delete from public.attendances t where t.org_id = new.org_id and t.id = new.id;
  else
    insert into public.attendances (org_id, id, engagement_id, coach_id, client_id, agreement_id, held_on, outcome)
    select new.org_id, new.id, new.engagement_id, new.coach_id, new.client_id, new.agreement_id,
           (new.starts_at at time zone m.time_zone)::date, become
    from public.members m where m.org_id = new.org_id and m.id = new.client_id
    on conflict (org_id, id) do update set outcome = excluded.outcome;
  end if;
  return null;
end $function$
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

CREATE OR REPLACE FUNCTION app.book_under_agreement()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.agreement_id is null or app.member_id() is not null then
    select a.id into new.agreement_id from public.agreements a
    where a.org_id = new.org_id and a.engagement_id = new.engagement_id and a.status in ('IN_FORCE', 'PROPOSED')
    order by a.status, a.number limit 1;
  end if;
  return new;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.both_here(coach uuid, client uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select not exists (select from public.members m
    where m.org_id = (select app.org_id()) and m.id in (coach, client)
      and (m.status <> 'ACTIVE' or case m.id when coach then 'COACH' else 'CLIENT' end <> all (m.roles))) $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.buddy_name(buddy uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.members m
  where m.org_id = app.org_id() and m.id = buddy and app.has_role('CLIENT') and exists (
    select from public.buddy_pacts p where p.org_id = m.org_id
      and (p.proposer_id, p.partner_id) in ((buddy, app.member_id()), (app.member_id(), buddy)))
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

CREATE OR REPLACE FUNCTION app.busy_times(member uuid, since timestamp with time zone, until timestamp with time zone)
 RETURNS tstzmultirange
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case when member = app.member_id() or exists (
    select from public.engagements e where e.org_id = app.org_id() and e.status = 'ACTIVE'
      and (app.has_role('COACH') and e.coach_id = app.member_id() and e.client_id = member
        or app.has_role('CLIENT') and e.client_id = app.member_id() and e.coach_id = member)) then coalesce((
    select range_agg(b.during) * tstzmultirange(tstzrange(since, until))
    from public.members m join public.busy_times b on b.user_id = m.user_id
    where m.org_id = app.org_id() and m.id = member and b.during && tstzrange(since, until)), '{}') end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.calendar_sessions(subject uuid)
 RETURNS TABLE(id uuid, starts_at timestamp with time zone, ends_at timestamp with time zone, place text, video_url text, status text, sequence integer, occurrence_on text, series_id uuid, series json)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.id, s.starts_at, s.ends_at, s.place, s.video_url, s.status, s.sequence, s.occurrence_on::text, s.series_id,
    case when r.id is not null then json_build_object('id', r.id, 'rrule', r.rrule, 'startsOn', r.starts_on,
      'localTime', r.local_time, 'zone', r.zone, 'minutes', r.minutes, 'sequence', r.sequence) end
  from public.sessions s left join public.session_series r on r.org_id = s.org_id and r.id = s.series_id
  where s.org_id = app.org_id() and app.member_id() in (s.coach_id, s.client_id)
    and exists (select from public.calendar_mails c where c.org_id = app.org_id() and c.subject_id = subject
      and c.recipient_id = app.member_id() and c.state = 'CLAIMED')
    and (s.id = subject or s.series_id = subject
      or s.series_id = (select x.series_id from public.sessions x where x.org_id = app.org_id() and x.id = subject))
  order by s.starts_at, s.id
$function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.check_ins_rest(client uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(bool_and(e.status in ('COMPLETED', 'ENDED_EARLY')), false)
    and coalesce(bool_or(e.client_signed_at is not null and e.coach_signed_at is not null), false)
  from public.engagements e where e.org_id = app.org_id() and e.client_id = client and app.is_system()
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.claim_calendar_mails(asof timestamp with time zone, lease interval, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  update public.calendar_mails m set state = 'CLAIMED', wake_at = asof + lease
  -- By their places, as reminders are.
  where m.ctid = any (array(
    select d.ctid from public.calendar_mails d where d.wake_at <= asof
    order by d.wake_at limit batch for update skip locked))
  returning m.org_id, m.id
$function$
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
  consented constant text := case data_class
    when 'checkins' then 'CHECK_INS' when 'aspects' then 'ROLE_ASPECTS' when 'tasks' then 'TASKS'
    when 'skills' then 'SKILLS' when 'target-roles' then 'TARGET_ROLES' when 'values' then 'VALUES'
    when 'constraints' then 'CONSTRAINTS' when 'documents' then 'DOCUMENTS' end;
begin
  if not app.has_role('COACH') then return own; end if;
  if consented is not null then
    return own || array(select c.client_id from public.consents c
      join public.engagements e on e.org_id = c.org_id and e.id = c.engagement_id
      where c.org_id = org and c.coach_id = me and c.subject = consented and c.withdrawn_at is null
        and (c.until is null or c.until > now()) and e.status in ('ACTIVE', 'PAUSED'));
  end if;
  case data_class
    when 'profile' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED'));
    when 'goals', 'actions', 'sessions', 'reviews' then
      return own || array(select e.client_id from public.engagements e
        where e.org_id = org and e.coach_id = me and e.status in ('ACTIVE', 'PAUSED'));
    else raise exception 'No data class %', data_class;
  end case;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.close_gap_of_check_in()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  -- Not while gaps are being found, which would find it once more.
  perform from public.clients where org_id = old.org_id and id = old.client_id for no key update;
  update public.gaps set closed_at = now(), version = version + 1
  where org_id = old.org_id and client_id = old.client_id and source = 'CHECK_IN' and check_in_id = old.id
    and closed_at is null;
  return null;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.coach_group_hours(since timestamp with time zone, before timestamp with time zone)
 RETURNS TABLE(name text, first_at timestamp with time zone, last_at timestamp with time zone, people integer, minutes integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.coach_hours(since timestamp with time zone, before timestamp with time zone)
 RETURNS TABLE(engagement_id uuid, client_id uuid, name text, email text, starts_on date, ended_on date, paid boolean, minutes integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select e.id, e.client_id, m.name, m.email, e.starts_on,
    case when e.status in ('COMPLETED', 'ENDED_EARLY') then e.ends_on end, e.paid,
    sum(extract(epoch from s.ends_at - s.starts_at) / 60)::integer
  from public.engagements e
  join public.members m on m.org_id = e.org_id and m.id = e.client_id
  join public.sessions s on s.org_id = e.org_id and s.engagement_id = e.id and s.coach_id = e.coach_id
  where e.org_id = app.org_id() and e.coach_id = app.member_id() and e.id = any (app.logged_engagements())
    and s.status = 'HELD' and s.starts_at >= since and s.starts_at < before
  group by e.org_id, e.id, m.name, m.email
$function$
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

CREATE OR REPLACE FUNCTION app.coach_offer(coach uuid, since timestamp with time zone, until timestamp with time zone)
 RETURNS json
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select json_build_object(
    'zone', z.zone,
    'bufferMinutes', s.buffer_minutes, 'minNoticeHours', s.min_notice_hours, 'furthestDays', s.furthest_days,
    'stepMinutes', s.step_minutes, 'sessionMinutes', s.session_minutes,
    'weekend', o.weekend,
    'hours', case when s.hours_set then array_to_json(array(
      select json_build_object('weekday', h.weekday, 'from', h.from_minute, 'until', h.until_minute)
      from public.availability_hours h where h.org_id = s.org_id and h.coach_id = s.id
      order by h.weekday, h.from_minute)) end,
    'exceptions', array_to_json(array(
      select json_build_object('kind', x.kind, 'firstOn', x.first_on, 'lastOn', x.last_on,
        'from', coalesce(x.from_minute, 0), 'until', coalesce(x.until_minute, 1440))
      from public.availability_exceptions x
      where x.org_id = s.org_id and x.coach_id = s.id
        and x.last_on >= (since at time zone z.zone)::date - 1 and x.first_on <= (coach_offer.until at time zone z.zone)::date + 1
      order by x.id)),
    'imported', array_to_json(array(
      select array[(extract(epoch from lower(r)) * 1000)::bigint, (extract(epoch from upper(r)) * 1000)::bigint]
      from unnest((select range_agg(c.busy) * tstzmultirange(tstzrange(since, coach_offer.until))
        from public.imported_calendars c where c.org_id = s.org_id and c.coach_id = s.id)) r)))
  from public.coach_schedules s
  join public.members m on m.org_id = s.org_id and m.id = s.id
  join public.organizations o on o.id = s.org_id
  cross join lateral (select coalesce(s.zone, m.time_zone) as zone) z
  where s.org_id = app.org_id() and s.id = coach
    and (app.has_role('COACH') and coach = app.member_id()
      or app.has_role('CLIENT') and exists (
        select from public.engagements e
        where e.org_id = s.org_id and e.coach_id = coach and e.client_id = app.member_id() and e.status = 'ACTIVE')) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.complete_hand_over(engagement uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
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

CREATE OR REPLACE FUNCTION app.document_lacks_credential(org uuid, client uuid, document uuid, since timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (
    select from public.credentials c join public.members m on m.org_id = c.org_id and m.id = c.client_id
    where c.org_id = org and c.client_id = client and c.archived_at is null
      and c.issued_on > (since at time zone m.time_zone)::date
      and not exists (select from public.document_credentials d
        where d.org_id = org and d.document_id = document and d.credential_id = c.id))
$function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.due_check_ins(asof timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select s.org_id, s.id from public.check_in_schedules s
  where s.next_at <= asof and app.member_id() is null order by s.next_at limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.due_credential_clients(asof timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct c.org_id, c.client_id
  from public.credentials c
  join public.members m on m.org_id = c.org_id and m.id = c.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = c.org_id and o.status = 'ACTIVE'
  -- Bounds for the index: no zone is further than a day from UTC, no reminder further than a year from its day.
  where c.remind_on between asof::date - 367 and asof::date + 1 and c.archived_at is null
    and c.announced_version is distinct from c.renewal_version
    and (asof at time zone m.time_zone)::date between c.remind_on and c.expires_on
  limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.due_cue_clients(asof timestamp with time zone, late interval, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct p.org_id, p.client_id
  from (
    select d.org_id, d.client_id from public.if_then_plans d where d.next_at <= asof
    union all
    select z.org_id, z.client_id from public.if_then_plans z where z.zone_moved
    union all
    select s.org_id, s.client_id from public.if_then_plans s
    where s.archived_at is null and s.cue in ('BEFORE_SESSION', 'AFTER_SESSION')
      and exists (select from app.due_cue_sessions(s, asof, late))) p
  join public.members m on m.org_id = p.org_id and m.id = p.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = p.org_id and o.status = 'ACTIVE'
  limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.due_cue_sessions(plan if_then_plans, asof timestamp with time zone, late interval)
 RETURNS TABLE(event_key text, at timestamp with time zone, expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE
AS $function$
  select k.event_key, k.at, k.expires_at
  from public.sessions s, lateral (
    select 'session ' || s.id || ' ' || s.sequence as event_key,
      case plan.cue when 'BEFORE_SESSION' then s.starts_at - plan.cue_minutes * interval '1 minute'
        else s.ends_at + plan.cue_minutes * interval '1 minute' end as at,
      case plan.cue when 'BEFORE_SESSION' then s.starts_at
        else s.ends_at + plan.cue_minutes * interval '1 minute' + late end as expires_at) k
  where s.org_id = plan.org_id and s.client_id = plan.client_id
    and (s.status = 'BOOKED' or (s.status = 'HELD' and plan.cue = 'AFTER_SESSION'))
    -- Bounds of the start, for the index: no session is longer than four hours, no cue further from it than a day.
    and s.starts_at between asof - late - interval '28 hours' and asof + interval '1 day'
    and k.at <= asof and k.expires_at > asof and k.at >= plan.since
    and not exists (select from public.if_then_prompts q
      where q.org_id = plan.org_id and q.plan_id = plan.id and q.event_key = k.event_key)
$function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.due_expiries(asof timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select a.org_id, a.id
  from public.allocations a
  join public.allocation_balances b on b.org_id = a.org_id and b.id = a.id
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.expires_on between (asof - interval '400 days')::date and (asof + interval '1 day')::date
    and a.expires_on < (asof at time zone m.time_zone)::date and b.remaining > 0 and app.member_id() is null
  order by a.expires_on limit batch
$function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.due_risk_clients(asof timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select distinct r.org_id, r.client_id
  from public.risks r
  join public.members m on m.org_id = r.org_id and m.id = r.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = r.org_id and o.status = 'ACTIVE'
  -- The first bound is for the index: no zone is further than a day ahead of UTC.
  where r.status = 'RUNNING' and r.stop_on <= asof::date + 1 and r.stop_on <= (asof at time zone m.time_zone)::date
  limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.end_group_membership(membership uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  leader uuid;
begin
  select g.leader_id into leader from public.groups g
  where g.org_id = org and g.id = (select s.group_id from public.group_memberships s where s.org_id = org and s.id = membership)
  for no key update;
  update public.group_memberships s
  set left_at = now(), removed_by = case when s.member_id <> me then me end
  where s.org_id = org and s.id = membership and s.left_at is null and s.member_id <> leader
    and (s.member_id = me or (leader = me and app.may_lead()));
  return found;
end $function$
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

CREATE OR REPLACE FUNCTION app.enrol(programme uuid, today date)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  places integer;
  enrolment uuid;
begin
  if not app.has_role('CLIENT') then return null; end if;
  select p.seats into places from public.programmes p
  where p.org_id = org and p.id = programme and p.status = 'OPEN' and p.enrol_by >= today for no key update;
  if not found then return null; end if;
  if places <= (select count(*) from public.enrolments e
                where e.org_id = org and e.programme_id = programme and e.status <> 'LEFT') then
    return null;
  end if;
  insert into public.enrolments (org_id, programme_id, client_id) values (org, programme, app.member_id())
  returning id into enrolment;
  return enrolment;
end $function$
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

CREATE OR REPLACE FUNCTION app.enter_allocation()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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

CREATE OR REPLACE FUNCTION app.equip_organization()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.ship_stuck_18(new.id);
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.expire_allocation(engagement uuid, asof timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  amount integer;
begin
  if not app.is_system() then return false; end if;
  perform from public.allocation_balances b where b.org_id = org and b.id = engagement for update;
  insert into public.allocation_entries (org_id, engagement_id, coach_id, client_id, kind, amount, at)
  select a.org_id, a.id, a.coach_id, a.client_id, 'EXPIRE', b.remaining, asof
  from public.allocations a
  join public.allocation_balances b on b.org_id = a.org_id and b.id = a.id
  join public.members m on m.org_id = a.org_id and m.id = a.client_id
  where a.org_id = org and a.id = engagement and b.remaining > 0 and a.expires_on < (asof at time zone m.time_zone)::date
  returning allocation_entries.amount into amount;
  return amount is not null;
end $function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.feed_of_token(token bytea)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select f.org_id, f.id from public.calendar_feeds f where f.token_hash = token
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.follow_clients()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.check_in_schedules (org_id, id, next_at) values (new.org_id, new.id, new.created_at)
  on conflict do nothing;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.follow_coach()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.coach_schedules (org_id, id) values (new.org_id, new.id) on conflict do nothing;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.follow_engagement()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
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

CREATE OR REPLACE FUNCTION app.goal_templates()
 RETURNS TABLE(org_id uuid, id uuid, "position" integer, kind text, horizon text, title text, behaviour text, measure text, unit text, baseline numeric, target numeric, levels text[], importance integer, difficulty integer, support text, days integer, milestones jsonb)
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$
  -- Whatever is read has an id, though nobody is told this one.
  select app.org_id(), md5('goal template ' || t.column1)::uuid, t.* from (values
    (1, 'SKILL', 'SHORT', 'Present so that people can decide',
     'Every two weeks I present one topic, end with the decision that I ask for, and let one listener tell me what to leave out.',
     'NUMBER', 'presentations', 0, 6, null::text[], null::integer, null::integer,
     'A colleague listens and gives me five minutes afterwards.', 90,
     '[{"title": "First presentation held", "days": 14}, {"title": "What three listeners said compared", "days": 50}]'::jsonb),
    (2, 'SKILL', 'SHORT', 'Let figures speak in my decisions',
     'Before a decision I write down one question, answer it with data myself, and show the answer to whom it concerns.',
     'GAS', null, -1, null,
     array['I decide by feeling and look for figures afterwards', 'I ask others for figures and take them as they are',
       'Once a month I answer a question of my own with data', 'Every second week I do, and somebody checks my reasoning',
       'Others bring me their questions, and I show them how to answer them'], 2, 2,
     'Somebody who works with data looks over my first two answers.', 120,
     '[{"title": "First question answered and shown", "days": 21}]'),
    (3, 'STRETCH_PROJECT', 'SHORT', 'Lead a small project from idea to hand-over',
     'I write the outline, find two people to work with, tell every week where we stand, and hand over what is left.',
     'MILESTONES', null, null, null, null, null, null, 'My manager backs the project and frees four hours a week.', 120,
     '[{"title": "Outline of one page agreed with a sponsor", "days": 21}, {"title": "First result shown to its users", "days": 60}, {"title": "Handed over, with a written look back", "days": 115}]'),
    (4, 'STRETCH_PROJECT', 'SHORT', 'Get a stalled project moving again',
     'I ask everybody involved what blocks them, settle one blocker each week, and report in three sentences on Fridays.',
     'PERCENT', null, 0, 100, null, null, null, 'The project’s sponsor decides within two days what I bring up.', 150,
     '[{"title": "List of blockers, each with an owner", "days": 14}, {"title": "Half of the work done", "days": 80}]'),
    (5, 'NETWORK', 'SHORT', 'Know people in the field that draws me',
     'Every week I write to one person, prepare two questions for the talk, and thank them with what came of it.',
     'NUMBER', 'conversations', 0, 10, null, null, null, 'Two people whom I know introduce me to two whom I do not.', 90,
     '[{"title": "First two conversations held", "days": 21}, {"title": "A second talk with one of them", "days": 60}]'),
    (6, 'NETWORK', 'LONG', 'Be one who brings people together',
     'Each month I introduce two people who should know each other, and ask both later whether it helped.',
     'NUMBER', 'introductions', 0, 20, null, null, null, null, 330,
     '[{"title": "First introduction made", "days": 28}, {"title": "Half of them made", "days": 170}]'),
    (7, 'PROMOTION', 'LONG', 'Be ready for the next level',
     'I take on one duty of the next level each quarter, note what came of it, and talk it over with my manager.',
     'MILESTONES', null, null, null, null, null, null, 'My manager tells me every quarter what is still missing.', 300,
     '[{"title": "What the next level asks for, written down and checked with my manager", "days": 28}, {"title": "First duty of it carried for three months", "days": 130}, {"title": "Two colleagues asked how they see me in it", "days": 200}, {"title": "My case handed in", "days": 280}]'),
    (8, 'PROMOTION', 'SHORT', 'Let those who decide see what I do',
     'I tell once a month, in the round where it counts, what I did, what it changed, and what comes next.',
     'GAS', null, -2, null,
     array['Nobody beyond my team knows what I work on', 'My manager knows, because I was asked',
       'Every month my manager hears of a result before asking', 'A result of mine is mentioned by somebody I did not tell',
       'I am asked to present a result to those who decide'], 3, 2, null, 150,
     '[{"title": "List of results of the last year, with what each changed", "days": 14}]'),
    (9, 'INDUSTRY_CHANGE', 'LONG', 'Work in another industry',
     'Each week I keep two hours for it: read what people there read, talk to one of them, or make something they could use.',
     'MILESTONES', null, null, null, null, null, null, 'Somebody who made the move tells me what they would do otherwise.', 365,
     '[{"title": "Three industries compared by what matters to me", "days": 28}, {"title": "Five people who work there asked about an ordinary week", "days": 90}, {"title": "A first piece of work for that industry, however small", "days": 180}, {"title": "First five applications sent", "days": 300}]'),
    (10, 'INDUSTRY_CHANGE', 'SHORT', 'Find out whether that industry is for me',
     'I spend days where the work is done, note what gave and what cost me energy, and decide in writing.',
     'BINARY', null, null, null, null, null, null, null, 90,
     '[{"title": "A day at work with somebody there", "days": 28}, {"title": "A second day, in another company", "days": 60}, {"title": "Decision written down, with reasons", "days": 85}]'),
    (11, 'LEADERSHIP', 'SHORT', 'Say early what I see',
     'Every week I tell one person what they did, what it led to, and what I would like to see more of.',
     'NUMBER', 'feedback talks', 0, 15, null, null, null, 'A colleague asks me on Fridays whom I talked to.', 120,
     '[{"title": "First two talks held", "days": 14}, {"title": "Asked two people what my feedback was worth to them", "days": 70}]'),
    (12, 'LEADERSHIP', 'LONG', 'Hand over what others can do',
     'Each month I give away one task that I like, agree on what counts as done, and stay out of the how.',
     'GAS', null, -1, null,
     array['I redo what I have handed over', 'I hand tasks over and ask daily how they stand',
       'I hand tasks over and hear of them when we agreed to', 'Others decide on their tasks without me, and tell me why',
       'I was away for two weeks and nothing waited for me'], 3, 3, null, 240,
     '[{"title": "List of my tasks, marked by who could do them", "days": 21}, {"title": "First task handed over for good", "days": 60}]'),
    (13, 'LATERAL', 'SHORT', 'Try a role in another team',
     'I work in the other team for a day each week and write down afterwards what I would do there in the first month.',
     'MILESTONES', null, null, null, null, null, null, 'Both managers agree on the day and on how long.', 150,
     '[{"title": "Both managers asked", "days": 21}, {"title": "First four days there", "days": 75}, {"title": "Talk with both managers about what comes next", "days": 140}]'),
    (14, 'LATERAL', 'SHORT', 'Understand the work next door',
     'Every second week I sit in with the neighbouring team and tell my own team one thing that we could do otherwise.',
     'NUMBER', 'half days', 0, 6, null, null, null, null, 100,
     '[{"title": "First half day there", "days": 20}]'),
    (15, 'OTHER', 'SHORT', 'Keep my evenings',
     'At six I write down where to go on tomorrow, close the computer, and do something that I have planned.',
     'NUMBER', 'evenings with work in a week', 4, 1, null, null, null, 'Whoever I live with reminds me at six.', 60,
     '[{"title": "A first week with three at most", "days": 14}]'),
    (16, 'OTHER', 'SHORT', 'Decide what I have put off',
     'I write down the choices, ask two people who see it differently, and set the day on which I tell my decision.',
     'BINARY', null, null, null, null, null, null, null, 30,
     '[{"title": "Choices written down, each with its price", "days": 10}, {"title": "Two people asked", "days": 20}]')
  ) t $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.group_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  return array(select g.group_id from public.group_memberships g
    where g.org_id = org and g.member_id = me and g.left_at is null);
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.group_leader_name(which uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.groups g join public.members m on m.org_id = g.org_id and m.id = g.leader_id
  where g.org_id = app.org_id() and g.id = which
    and (g.status = 'OPEN' or app.has_role('ADMIN') or g.id = any (app.group_ids())) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.group_meeting_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  led constant uuid[] := app.led_group_ids();
begin
  return array(
    select t.id from public.group_memberships g
    join public.group_meetings t on t.org_id = g.org_id and t.group_id = g.group_id
    where g.org_id = org and g.member_id = me and g.left_at is null
      and (t.ends_at > g.joined_at or t.leader_id = me or g.group_id = any (led)
        or coalesce((select k.present from public.group_attendance_marks k
             where k.org_id = t.org_id and k.meeting_id = t.id and k.member_id = me
             order by k.position desc limit 1), false)));
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.group_needs_leader(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from public.groups g join public.members m on m.org_id = g.org_id and m.id = g.leader_id
    where g.org_id = app.org_id() and g.id = which
      and (m.status <> 'ACTIVE' or not m.roles && array['ADMIN', 'COACH', 'MENTOR'])) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.group_person_name(person uuid)
 RETURNS text
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
begin
  if person = app.member_id()
    or exists (select from public.group_memberships s where s.org_id = org and s.member_id = person
      and ((s.left_at is null and s.group_id = any (app.group_ids()))
        or (s.removed_by is not null and s.group_id = any (app.led_group_ids()))))
    or exists (select from public.group_attendance_marks k where k.org_id = org and k.member_id = person
      and k.meeting_id = any (app.led_group_meeting_ids())) then
    return (select m.name from public.members m where m.org_id = org and m.id = person);
  end if;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.group_size(which uuid, OUT members integer, OUT is_full boolean)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(s.id)::integer,
    coalesce(g.seats <= count(s.id) filter (where s.member_id <> g.leader_id), false)
  from public.groups g
  left join public.group_memberships s on s.org_id = g.org_id and s.group_id = g.id and s.left_at is null
  where g.org_id = app.org_id() and g.id = which
    and (g.status = 'OPEN' or app.has_role('ADMIN') or g.id = any (app.group_ids()))
  group by g.org_id, g.id $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.hand_over_group(which uuid, membership uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  heir uuid;
begin
  perform from public.groups g where g.org_id = org and g.id = which and g.leader_id = me for no key update;
  if not found or not app.may_lead() then return false; end if;
  select s.member_id into heir from public.group_memberships s
  join public.members m on m.org_id = s.org_id and m.id = s.member_id
  where s.org_id = org and s.id = membership and s.group_id = which and s.left_at is null and s.member_id <> me
    and m.status = 'ACTIVE' and m.roles && array['ADMIN', 'COACH', 'MENTOR'];
  if heir is null then return false; end if;
  perform app.pass_group(org, which, heir);
  return true;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.handed_engagements(picked text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.has_place(coach uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (
    select from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
    where c.org_id = app.org_id() and c.id = coach and m.status = 'ACTIVE' and 'COACH' = any (m.roles)
      and c.capacity > (select count(*) from public.engagements e
        where e.org_id = c.org_id and e.coach_id = c.id and e.status in ('PROPOSED', 'ACTIVE', 'PAUSED')))
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

CREATE OR REPLACE FUNCTION app.hold_agreement()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.hold_engagement()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
declare
  me constant uuid := app.member_id();
  was_over constant boolean := old.status in ('COMPLETED', 'ENDED_EARLY');
begin
  -- Without a member it is the owner, who migrates.
  if me is not null and (new.coach_signed_at is distinct from old.coach_signed_at and me <> new.coach_id
      or new.client_signed_at is distinct from old.client_signed_at and me <> new.client_id
      or was_over and (new.status <> old.status or new.ends_on is distinct from old.ends_on)
      or not was_over and new.status in ('COMPLETED', 'ENDED_EARLY')
        and new.ends_on > greatest(new.starts_on, (now() at time zone 'UTC')::date + 1)) then
    raise exception 'This step of the engagement is not open to this member.' using errcode = '42501';
  end if;
  return new;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.hold_message_read()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  if new.message_id < old.message_id then
    raise exception 'What was read stays read.' using errcode = '42501';
  end if;
  return new;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.hold_one_preferred()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO ''
AS $function$
begin
  perform from public.clients where org_id = new.org_id and id = new.client_id for no key update;
  if (select count(*) > 0 and not bool_or(preferred) from public.target_roles
      where org_id = new.org_id and client_id = new.client_id and archived_at is null) then
    raise exception 'no target role is preferred'
      using errcode = 'check_violation', constraint = 'target_roles_one_preferred';
  end if;
  return null;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.hold_place(coach uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if not (app.has_role('ADMIN') or app.has_role('CLIENT')) then return null; end if;
  perform from public.coaches c join public.members m on m.org_id = c.org_id and m.id = c.id
  where c.org_id = app.org_id() and c.id = coach and m.status = 'ACTIVE' and 'COACH' = any (m.roles)
  for no key update of c;
  if not found then return null; end if;
  -- A statement of its own: one that waited for the lock would count as of the moment before it.
  return app.has_place(coach);
end $function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.is_shut_out(which uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select exists (select from public.group_memberships s
    where s.org_id = app.org_id() and s.group_id = which and s.member_id = app.member_id()
      and s.removed_by is not null and s.readmitted_at is null) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.is_system()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select coalesce(current_setting('app.roles', true), '') = 'SYSTEM' $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.join_group(which uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  places integer;
  leader uuid;
  membership uuid;
begin
  select g.seats, g.leader_id into places, leader from public.groups g
  where g.org_id = org and g.id = which and g.status = 'OPEN' for no key update;
  if not found or me is null then return null; end if;
  if places <= (select count(*) from public.group_memberships s
                where s.org_id = org and s.group_id = which and s.left_at is null and s.member_id <> leader)
    or app.is_shut_out(which) then
    return null;
  end if;
  insert into public.group_memberships (org_id, group_id, member_id) values (org, which, me) returning id into membership;
  return membership;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.keep_goal_scale()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.scale_locked_at is not null then
    raise exception 'The scale of this goal is locked.' using errcode = 'check_violation', constraint = 'goals_scale_locked';
  end if;
  new.scale_version := old.scale_version + 1;
  return new;
end $function$
;
-- owned by waymark_owner

CREATE OR REPLACE FUNCTION app.keep_instrument()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.kept_engagements()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case when app.has_role('COACH') then array(
    select e.id from public.engagements e
    join public.agreements a on a.org_id = e.org_id and a.engagement_id = e.id and a.status = 'IN_FORCE'
    where e.org_id = app.org_id() and e.coach_id = app.member_id()
      and (e.status in ('ACTIVE', 'PAUSED')
        or now() < (e.ends_on + make_interval(months => a.retention_months))::timestamp at time zone 'UTC'))
    else '{}' end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.kudos_giver_name(one uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.kudos k join public.members m on m.org_id = k.org_id and m.id = k.giver_id
  where k.org_id = app.org_id() and k.id = one and app.member_id() in (k.client_id, k.giver_id)
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.led_group_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  if me is null or not app.may_lead() then return '{}'; end if;
  return array(select g.id from public.groups g where g.org_id = org and g.leader_id = me);
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.led_group_meeting_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  if me is null or not app.may_lead() then return '{}'; end if;
  return array(select t.id from public.group_meetings t
    where t.org_id = org and t.leader_id = me and t.group_id = any (app.group_ids()));
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.lock_goal_scale()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  standing integer;
begin
  select g.scale_version into standing from public.goals g
    where g.org_id = new.org_id and g.id = new.goal_id for no key update;
  if standing is distinct from new.scale_version then
    raise exception 'The scale was changed meanwhile.' using errcode = 'check_violation', constraint = 'goals_scale_version';
  end if;
  update public.goals g set scale_locked_at = new.at
    where g.org_id = new.org_id and g.id = new.goal_id and g.scale_locked_at is null
      and 2 = (select count(distinct c.engagement_id is null) from public.goal_scale_confirmations c
               where c.org_id = new.org_id and c.goal_id = new.goal_id and c.scale_version = new.scale_version);
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.logged_engagements()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case when app.has_role('COACH') then array(
    select c.engagement_id from public.consents c
    where c.org_id = app.org_id() and c.coach_id = app.member_id() and c.subject = 'COACH_HOURS'
      and c.withdrawn_at is null and (c.until is null or c.until > now()))
    else '{}' end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.loose_files(begun_before timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select f.org_id, f.id from public.document_loose_files f
  where f.abandoned_at is not null or f.since < begun_before
  order by f.since limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.loose_message_files(begun_before timestamp with time zone, batch integer)
 RETURNS TABLE(org_id uuid, id uuid)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select f.org_id, f.id from public.message_files f
  where f.message_id is null and (f.abandoned_at is not null or f.since < begun_before - case when f.format is null then interval '0' else interval '1 day' end)
  order by f.since limit batch
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.may_lead()
 RETURNS boolean
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select app.has_role('ADMIN') or app.has_role('COACH') or app.has_role('MENTOR') $function$
;
-- owned by waymark_owner

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

CREATE OR REPLACE FUNCTION app.message_bytes(engagement uuid, on_its_way integer)
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce(sum(coalesce(f.bytes, on_its_way)), 0) from public.message_files f
  join public.engagements e on e.org_id = f.org_id and e.id = f.engagement_id
  where f.org_id = app.org_id() and f.engagement_id = engagement and f.abandoned_at is null
    and app.member_id() in (e.coach_id, e.client_id)
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.move_cues()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.if_then_plans set zone_moved = true
  where org_id = new.org_id and client_id = new.id and next_at is not null;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.named_agreements()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select case when app.has_role('ADMIN') then array(
    select a.id from public.agreements now
    join public.agreements a on a.org_id = now.org_id and a.engagement_id = now.engagement_id
    where now.org_id = app.org_id() and now.status = 'IN_FORCE' and now.names_in_attendance
      and a.status in ('IN_FORCE', 'SUPERSEDED') and a.names_in_attendance) else '{}' end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.occupy(org uuid, occasion uuid, people uuid[], during tstzrange)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  persons constant uuid[] := array(select m.user_id from public.members m
    where m.org_id = org and m.id = any (people) order by m.user_id);
  person uuid;
begin
  foreach person in array persons loop
    perform pg_advisory_xact_lock(hashtextextended('calendar ' || person, 0));
  end loop;
  delete from public.busy_times b where b.org_id = org and b.occasion_id = occasion;
  if during is not null then
    insert into public.busy_times (user_id, org_id, occasion_id, during)
    select p, org, occasion, occupy.during from unnest(persons) p;
  end if;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.occupy_group_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' then
    perform app.occupy(old.org_id, old.id, array[old.leader_id], null);
  else
    perform app.occupy(new.org_id, new.id, array[new.leader_id],
      case when new.status <> 'CANCELLED' then tstzrange(new.starts_at, new.ends_at) end);
  end if;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.occupy_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  if tg_op = 'DELETE' then
    perform app.occupy(old.org_id, old.id, array[old.coach_id, old.client_id], null);
  else
    perform app.occupy(new.org_id, new.id, array[new.coach_id, new.client_id],
      case when new.cancelled_at is null then app.busy(new.starts_at, new.ends_at, new.buffer_minutes) end);
  end if;
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.open_buddy_pact(code bytea, asof timestamp with time zone)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.open_exit_check_in(engagement uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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

CREATE OR REPLACE FUNCTION app.organization_of_slug(wanted text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select id from public.organizations where slug = wanted and status <> 'CLOSED' and app.member_id() is null $function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.pact_goal(pact_goal uuid, OUT title text, OUT is_done boolean)
 RETURNS record
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select g.title, g.status = 'ACHIEVED'
  from public.pact_goals p join public.goals g on g.org_id = p.org_id and g.id = p.goal_id
  where p.org_id = app.org_id() and p.id = pact_goal
    and ((p.client_id = app.member_id() and app.has_role('CLIENT')) or p.pact_id = any (app.pact_ids('in force')))
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.pact_ids(which text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.pass_group(org uuid, which uuid, heir uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  update public.groups g set leader_id = heir, version = version + 1 where g.org_id = org and g.id = which;
  update public.group_meetings t set leader_id = heir, version = version + 1
  where t.org_id = org and t.group_id = which and t.status = 'BOOKED' and t.starts_at > now();
end $function$
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

CREATE OR REPLACE FUNCTION app.plan_group_reminders(org uuid, of_group uuid, meeting uuid, person uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.reminders
    (org_id, purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
  select t.org_id, 'GROUP_MEETING', t.id, t.sequence, s.member_id, t.starts_at - interval '24 hours', t.starts_at, false,
    t.starts_at - interval '24 hours'
  from public.group_meetings t
  join public.group_memberships s on s.org_id = t.org_id and s.group_id = t.group_id and s.left_at is null
  where t.org_id = org and t.group_id = of_group and t.status = 'BOOKED' and t.starts_at - interval '24 hours' > now()
    and (meeting is null or t.id = meeting) and (person is null or s.member_id = person)
  on conflict on constraint reminders_key do nothing
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.plan_series_mails(series uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method)
  select r.org_id, 'SERIES', r.id, r.sequence, side.id, case when exists (
    select from public.sessions s where s.org_id = r.org_id and s.series_id = r.id and s.cancelled_at is null)
    then 'REQUEST' else 'CANCEL' end
  from public.session_series r cross join lateral unnest(array[r.coach_id, r.client_id]) as side(id)
  where r.org_id = app.org_id() and r.id = any (series)
  on conflict on constraint calendar_mails_key do nothing
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.plan_session_mails(sessions uuid[])
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method)
  select s.org_id, 'SESSION', s.id, s.sequence, side.id, case when s.cancelled_at is null then 'REQUEST' else 'CANCEL' end
  from public.sessions s cross join lateral unnest(array[s.coach_id, s.client_id]) as side(id)
  where s.org_id = app.org_id() and s.id = any (sessions)
  on conflict on constraint calendar_mails_key do nothing
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.poster_name(opportunity uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.opportunities o join public.members m on m.org_id = o.org_id and m.id = o.poster_id
  where o.org_id = app.org_id() and o.id = opportunity $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.programme_counts(programme uuid)
 RETURNS TABLE(enrolled integer, completed integer, ever integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(e.id) filter (where e.status <> 'LEFT')::integer,
    count(e.id) filter (where e.status = 'COMPLETED')::integer, count(e.id)::integer
  from public.programmes p left join public.enrolments e on e.org_id = p.org_id and e.programme_id = p.id
  where p.org_id = app.org_id() and p.id = programme and p.poster_id = app.member_id()
  group by p.id $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.programme_is_full(programme uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select coalesce((
    select p.seats <= (select count(*) from public.enrolments e
      where e.org_id = p.org_id and e.programme_id = p.id and e.status <> 'LEFT')
    from public.programmes p where p.org_id = app.org_id() and p.id = programme), false) $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.programme_poster_name(programme uuid)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.name from public.programmes p join public.members m on m.org_id = p.org_id and m.id = p.poster_id
  where p.org_id = app.org_id() and p.id = programme $function$
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

CREATE OR REPLACE FUNCTION app.recorded_agreements()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select array(
    select a.id from public.agreements now
    join public.agreements a on a.org_id = now.org_id and a.engagement_id = now.engagement_id
    where now.org_id = app.org_id() and now.status = 'IN_FORCE' and now.recording
      and app.member_id() in (now.coach_id, now.client_id)
      and a.status in ('IN_FORCE', 'SUPERSEDED') and a.recording) $function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.remind_group_member()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.plan_group_reminders(new.org_id, new.group_id, null, new.member_id);
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.remind_of_group_meeting()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.plan_group_reminders(new.org_id, new.group_id, new.id, null);
  return null;
end $function$
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
    and m.status = 'ACTIVE' and case r.kind when 'CLOSING' then 'CLIENT' else 'COACH' end = any (m.roles)
    and o.status <> 'SUSPENDED'
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.request_closing_report(engagement uuid)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.reports (org_id, kind, recipient_id, engagement_id)
  select e.org_id, 'CLOSING', e.client_id, e.id from public.engagements e
  where e.org_id = app.org_id() and e.id = engagement
    and (app.is_system() or app.has_role('ADMIN') or app.member_id() in (e.coach_id, e.client_id))
    and e.status in ('COMPLETED', 'ENDED_EARLY') and e.coach_signed_at is not null and e.client_signed_at is not null
    and not exists (select from public.reports r
      where r.org_id = e.org_id and r.engagement_id = e.id and r.kind = 'CLOSING')
  returning id
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

CREATE OR REPLACE FUNCTION app.seat_leader()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.group_memberships (org_id, group_id, member_id, joined_at)
  values (new.org_id, new.id, new.leader_id, new.created_at);
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.shared_with_me(what text)
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.ship_note_templates(org uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  insert into public.note_templates (org_id, owner_id, title, body) values
    (org, null, 'First session', e'What brings you here, and why now?\n\nWhat is already going well?\n\nWhat would be different if our work is worth it?\n\nWhat I should know about how you like to work\n\nWhat you can count on from me, and I from you\n\nA first small step, and when'),
    (org, null, 'From goal to step', e'What we want to have at the end of this hour\n\nWhere things stand, in facts\n\nWhat has been tried, and what came of it\n\nWhat else could be done: at least three ways\n\nThe way chosen, and what speaks against it\n\nThe step: what, by when, who knows of it'),
    (org, null, 'Looking back', e'What has moved since last time\n\nWhat helped\n\nWhat got in the way, and what that says\n\nWhat to keep, to stop, to try\n\nDo the goals still fit?\n\nWhat we do differently in how we work together'),
    (org, null, 'Closing', e'What you came with\n\nWhat has changed, and how you can tell\n\nWhat you did that made it change\n\nWhat is still open, and what you make of it\n\nWhat keeps it going without me\n\nWhat you would tell somebody who stands where you stood')
  on conflict do nothing
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.ship_stuck_18(org uuid)
 RETURNS void
 LANGUAGE sql
 SET search_path TO ''
AS $function$
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
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.ship_to_organization()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.ship_note_templates(new.id);
  return null;
end $function$
;
-- owned by gate

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

CREATE OR REPLACE FUNCTION app.step_back(application uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  offered uuid;
begin
  if not app.has_role('CLIENT') then return false; end if;
  select a.opportunity_id into offered from public.opportunity_applications a
  where a.org_id = app.org_id() and a.id = application and a.client_id = app.member_id();
  perform from public.opportunities o where o.org_id = app.org_id() and o.id = offered for no key update;
  update public.opportunity_applications a set withdrawn_at = now()
  where a.org_id = app.org_id() and a.id = application and a.client_id = app.member_id() and a.withdrawn_at is null;
  if not found then return false; end if;
  update public.opportunities o set seats_taken = o.seats_taken - 1
  where o.org_id = app.org_id() and o.id = offered;
  return true;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.stock_catalogues(org uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  insert into public.skills (org_id, name, skill_group, description)
  select org, * from (values
    ('Active listening', 'Working with people', 'Hears what is said and what is not, and says it back before answering.'),
    ('Giving feedback', 'Working with people', 'Tells people what they did and what came of it, soon and without judging them.'),
    ('Receiving feedback', 'Working with people', 'Asks how the work landed and uses the answer.'),
    ('Facilitation', 'Working with people', 'Leads a group through a discussion to a result that it stands behind.'),
    ('Conflict resolution', 'Working with people', 'Brings people who disagree to something that both can work with.'),
    ('Negotiation', 'Working with people', 'Finds terms that both sides keep, and knows where to stop.'),
    ('Networking', 'Working with people', 'Meets people beyond the own team and stays in touch without needing something.'),
    ('Collaboration across teams', 'Working with people', 'Gets things done with people who have other aims and another manager.'),
    ('Coaching others', 'Leading', 'Helps people find their own answer with questions rather than advice.'),
    ('Delegation', 'Leading', 'Hands over the outcome, not only the steps, and lets go of it.'),
    ('Hiring', 'Leading', 'Says what a role needs, interviews for it fairly, and decides.'),
    ('Team building', 'Leading', 'Makes a group that trusts one another out of people who share a manager.'),
    ('Performance management', 'Leading', 'Agrees on what good looks like and speaks up early when it is missing.'),
    ('Setting direction', 'Leading', 'Says where to and why, so that others can decide without asking.'),
    ('Leading change', 'Leading', 'Takes people along from how it is to how it will be.'),
    ('Developing people', 'Leading', 'Knows what each person wants to learn and finds the work that teaches it.'),
    ('Clear writing', 'Communicating', 'Writes so that the reader knows what to do after one reading.'),
    ('Presenting', 'Communicating', 'Speaks to a room so that people remember the point.'),
    ('Storytelling', 'Communicating', 'Puts facts into an order that people want to follow.'),
    ('Executive communication', 'Communicating', 'Brings a decision to the top in five minutes, with the numbers that count.'),
    ('Running meetings', 'Communicating', 'Ends on time with decisions, names and dates.'),
    ('Working in other languages', 'Communicating', 'Does daily work in a language that is not the own.'),
    ('Problem solving', 'Thinking and deciding', 'Takes a vague problem apart until one part can be solved today.'),
    ('Critical thinking', 'Thinking and deciding', 'Asks how we know, and what would change our minds.'),
    ('Decision making', 'Thinking and deciding', 'Decides with what is known, says why, and looks back at how it went.'),
    ('Strategic thinking', 'Thinking and deciding', 'Chooses what not to do, looking further than this year.'),
    ('Systems thinking', 'Thinking and deciding', 'Sees how the parts act on one another, with delays.'),
    ('Creativity', 'Thinking and deciding', 'Comes up with several ways before picking one.'),
    ('Risk assessment', 'Thinking and deciding', 'Names what can go wrong, how likely, and what it would cost.'),
    ('Planning', 'Managing work', 'Breaks a goal into steps with an order and a date.'),
    ('Prioritisation', 'Managing work', 'Does the few things that matter and says no to the rest.'),
    ('Project management', 'Managing work', 'Keeps scope, time and people together until it is done.'),
    ('Budgeting', 'Managing work', 'Plans money, follows it, and explains the difference.'),
    ('Stakeholder management', 'Managing work', 'Knows who has a say, what they care for, and keeps them informed.'),
    ('Process improvement', 'Managing work', 'Finds where work waits and removes the reason.'),
    ('Procurement', 'Managing work', 'Buys what is needed from the right supplier at terms that hold.'),
    ('Data analysis', 'Data and technology', 'Answers a question with data and says how sure the answer is.'),
    ('Statistics', 'Data and technology', 'Knows what a sample can say and what it cannot.'),
    ('Data visualisation', 'Data and technology', 'Draws the one chart that shows the point honestly.'),
    ('Spreadsheets', 'Data and technology', 'Builds models that others can read and check.'),
    ('Databases', 'Data and technology', 'Designs tables and asks them questions.'),
    ('Programming', 'Data and technology', 'Writes code that others can change.'),
    ('Software architecture', 'Data and technology', 'Divides a system so that its parts can change apart.'),
    ('Software testing', 'Data and technology', 'Finds out what breaks before users do.'),
    ('Cloud operations', 'Data and technology', 'Runs services that stay up and can be restored.'),
    ('Information security', 'Data and technology', 'Knows what is worth protecting and closes the nearest gap first.'),
    ('Machine learning', 'Data and technology', 'Trains models, measures them, and knows when a rule would do.'),
    ('User research', 'Products and customers', 'Finds out what people do and need, not what they say they would.'),
    ('Product discovery', 'Products and customers', 'Tests the riskiest assumption before building.'),
    ('Interaction design', 'Products and customers', 'Shapes what people see and do so that it explains itself.'),
    ('Marketing', 'Products and customers', 'Reaches the people for whom it is made, and measures whether it did.'),
    ('Selling', 'Products and customers', 'Finds out whether there is a fit, and closes when there is.'),
    ('Customer care', 'Products and customers', 'Solves the problem of the person at the other end and learns from it.'),
    ('Market knowledge', 'Products and customers', 'Knows the customers, the competitors and where the money comes from.'),
    ('Financial analysis', 'Business and money', 'Reads accounts and says what they mean for a decision.'),
    ('Accounting', 'Business and money', 'Keeps books that an auditor signs.'),
    ('Contract law', 'Business and money', 'Reads a contract for what it obliges to and what it leaves open.'),
    ('Regulatory compliance', 'Business and money', 'Knows the rules that apply and shows that they are kept.'),
    ('Self-awareness', 'Managing oneself', 'Knows the own strengths, triggers and effect on others.'),
    ('Resilience', 'Managing oneself', 'Recovers from setbacks and knows what helps.'),
    ('Learning to learn', 'Managing oneself', 'Finds the right source, practises, and checks what stuck.'),
    ('Time management', 'Managing oneself', 'Has time for what is important before it is urgent.')) as starter;

  with starter (title, description, essential, optional) as (values
    ('Team lead', 'Leads a small team day to day and still does part of its work.',
     'Giving feedback 4; Delegation 3; Developing people 3; Prioritisation 3',
     'Hiring 2; Conflict resolution 3; Running meetings 3'),
    ('Head of department', 'Answers for the people, the money and the direction of a department.',
     'Setting direction 4; Developing people 4; Budgeting 4; Executive communication 4; Hiring 4',
     'Leading change 3; Strategic thinking 4; Stakeholder management 4'),
    ('Project manager', 'Brings a project to its end with people who report to others.',
     'Project management 4; Planning 4; Stakeholder management 4; Running meetings 3',
     'Budgeting 3; Risk assessment 3; Negotiation 3'),
    ('Programme manager', 'Keeps several projects on one aim.',
     'Project management 5; Stakeholder management 4; Risk assessment 4; Executive communication 4',
     'Leading change 3; Budgeting 4; Systems thinking 3'),
    ('Product manager', 'Decides what is built next and why, with those who build and those who sell it.',
     'Product discovery 4; Prioritisation 4; Stakeholder management 4; Market knowledge 3',
     'Data analysis 3; User research 3; Storytelling 3'),
    ('Software developer', 'Builds and maintains software in a team.',
     'Programming 4; Software testing 3; Problem solving 4',
     'Databases 3; Collaboration across teams 2; Clear writing 2'),
    ('Senior software developer', 'Takes the hard parts, and makes the others better.',
     'Programming 5; Software architecture 4; Software testing 4; Coaching others 3',
     'Databases 4; Cloud operations 3; Information security 3'),
    ('Engineering manager', 'Leads developers: their growth, their delivery, their hiring.',
     'Developing people 4; Giving feedback 4; Hiring 4; Delegation 4; Programming 3',
     'Software architecture 3; Planning 3; Conflict resolution 3'),
    ('Data analyst', 'Answers the questions of the business with its data.',
     'Data analysis 4; Statistics 3; Data visualisation 4; Spreadsheets 4',
     'Databases 3; Storytelling 3'),
    ('Data scientist', 'Builds models that decide or predict, and measures whether they do.',
     'Statistics 5; Machine learning 4; Programming 4; Data analysis 4',
     'Data visualisation 3; Clear writing 3; Databases 3'),
    ('UX designer', 'Shapes what people see and do, from the first sketch to the last detail.',
     'Interaction design 4; User research 4; Collaboration across teams 3',
     'Presenting 3; Creativity 4; Data analysis 2'),
    ('Systems administrator', 'Keeps machines and services running and safe.',
     'Cloud operations 4; Information security 3; Problem solving 4',
     'Programming 2; Clear writing 2; Customer care 2'),
    ('Information security officer', 'Knows the risks to the organization’s information and gets them treated.',
     'Information security 5; Risk assessment 4; Regulatory compliance 4; Executive communication 3',
     'Leading change 3; Cloud operations 3'),
    ('Marketing manager', 'Plans and measures how the organization reaches its customers.',
     'Marketing 4; Market knowledge 4; Budgeting 3; Storytelling 3',
     'Data analysis 3; Presenting 3; Creativity 3'),
    ('Account manager', 'Keeps customers, and grows what they buy.',
     'Selling 4; Negotiation 4; Active listening 4; Market knowledge 3',
     'Presenting 3; Financial analysis 2; Networking 3'),
    ('Customer care lead', 'Leads the people whom customers reach first.',
     'Customer care 4; Giving feedback 3; Process improvement 3; Active listening 4',
     'Data analysis 2; Resilience 3; Hiring 3'),
    ('Financial controller', 'Says what the numbers mean before the decision is made.',
     'Financial analysis 5; Accounting 4; Budgeting 4; Spreadsheets 4',
     'Executive communication 3; Regulatory compliance 3; Process improvement 3'),
    ('HR business partner', 'Advises managers on everything that concerns their people.',
     'Active listening 4; Conflict resolution 4; Performance management 4; Hiring 4; Stakeholder management 3',
     'Contract law 2; Leading change 3; Data analysis 2'),
    ('Operations manager', 'Makes the daily work flow.',
     'Process improvement 4; Planning 4; Problem solving 4; Delegation 3',
     'Budgeting 3; Procurement 3; Data analysis 3'),
    ('Independent consultant', 'Finds clients, solves their problem and leaves them able to go on without.',
     'Problem solving 4; Active listening 4; Presenting 4; Networking 4; Selling 3',
     'Negotiation 3; Contract law 2; Time management 4; Accounting 2')),
  added as (
    insert into public.catalogue_roles (org_id, title, description)
    select org, title, description from starter returning id, title),
  asked as (
    select title, 'ESSENTIAL' as importance, string_to_table(essential, '; ') as skill from starter
    union all select title, 'OPTIONAL', string_to_table(optional, '; ') from starter)
  insert into public.catalogue_role_skills (org_id, role_id, skill_id, level, importance)
  select org, added.id, s.id, right(asked.skill, 1)::smallint, asked.importance
  from asked join added on added.title = asked.title
  join public.skills s on s.org_id = org and s.name = left(asked.skill, -2)
  -- Ids are made in this order, and equals are shown in the order of their ids.
  order by added.title, s.name;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.stock_organization()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform app.stock_catalogues(new.id);
  return null;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.take_over_group(which uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
  gone uuid;
begin
  select g.leader_id into gone from public.groups g where g.org_id = org and g.id = which for no key update;
  if gone is null or not app.has_role('ADMIN') or not app.group_needs_leader(which) then return false; end if;
  insert into public.group_memberships (org_id, group_id, member_id) values (org, which, me)
  on conflict (org_id, group_id, member_id) where left_at is null do nothing;
  perform app.pass_group(org, which, me);
  update public.group_memberships s set left_at = now()
  where s.org_id = org and s.group_id = which and s.member_id = gone and s.left_at is null;
  return true;
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.take_up(opportunity uuid, action uuid, today date)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  with seat as (
    update public.opportunities o set seats_taken = o.seats_taken + 1
    where app.has_role('CLIENT') and o.org_id = app.org_id() and o.id = opportunity
      and o.poster_id <> app.member_id() and o.status = 'OPEN' and (o.last_on is null or o.last_on >= today)
      and (o.seats is null or o.seats_taken < o.seats)
    returning o.org_id, o.id, o.poster_id)
  insert into public.opportunity_applications (org_id, opportunity_id, poster_id, client_id, action_id)
  select s.org_id, s.id, s.poster_id, app.member_id(), action from seat s
  returning id
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.unnamed_coach_hours(since timestamp with time zone, before timestamp with time zone)
 RETURNS TABLE(clients integer, paid_minutes integer, pro_bono_minutes integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select count(distinct e.client_id)::integer,
    coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60) filter (where e.paid), 0)::integer,
    coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60) filter (where not e.paid), 0)::integer
  from public.engagements e
  join public.sessions s on s.org_id = e.org_id and s.engagement_id = e.id and s.coach_id = e.coach_id
  where app.has_role('COACH') and e.org_id = app.org_id() and e.coach_id = app.member_id()
    and e.id <> all (app.logged_engagements())
    and s.status = 'HELD' and s.starts_at >= since and s.starts_at < before
$function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.win_client_ids()
 RETURNS uuid[]
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
end $function$
;
-- owned by gate

CREATE OR REPLACE FUNCTION app.win_owner(client uuid)
 RETURNS text[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select m.roles from public.members m join public.organizations o on o.id = m.org_id
  where app.is_system() and m.org_id = app.org_id() and m.id = client
    and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles) and o.status <> 'SUSPENDED'
$function$
;
-- owned by gate

create table action_corrections (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  action_id uuid not null,
  was_on date not null,
  is_on date,
  reason text not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint action_corrections_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint action_corrections_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint action_corrections_changes CHECK ((is_on IS DISTINCT FROM was_on)),
  constraint action_corrections_pkey PRIMARY KEY (org_id, id),
  constraint action_corrections_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);
CREATE INDEX action_corrections_action_idx ON public.action_corrections USING btree (org_id, action_id, id);
create policy app_deletes on action_corrections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on action_corrections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on action_corrections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[]))));
create policy app_updates on action_corrections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on action_corrections to gate using (true) with check (true);
grant insert, select on action_corrections to app;
grant insert, select, update on action_corrections to gate;

create table action_reflections (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  client_id uuid not null,
  answer text not null,
  answered_at timestamp(3) with time zone default now() not null,
  constraint action_reflections_action_fk FOREIGN KEY (org_id, client_id, id) REFERENCES actions(org_id, client_id, id),
  constraint action_reflections_answer_check CHECK (((answer ~ '^s1\.'::text) AND (length(answer) <= 24000))),
  constraint action_reflections_pkey PRIMARY KEY (org_id, id)
);
create policy app_deletes on action_reflections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on action_reflections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on action_reflections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on action_reflections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on action_reflections to gate using (true) with check (true);
grant insert, select, update on action_reflections to app;
grant insert, select, update on action_reflections to gate;

create table action_reschedules (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  action_id uuid not null,
  from_on date not null,
  to_on date not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint action_reschedules_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint action_reschedules_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint action_reschedules_moves CHECK ((from_on <> to_on)),
  constraint action_reschedules_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX action_reschedules_action_idx ON public.action_reschedules USING btree (org_id, action_id, id);
CREATE INDEX action_reschedules_at_idx ON public.action_reschedules USING btree (org_id, client_id, at);
create policy app_deletes on action_reschedules for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on action_reschedules for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on action_reschedules for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[]))));
create policy app_updates on action_reschedules for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on action_reschedules to gate using (true) with check (true);
grant insert, select on action_reschedules to app;
grant insert, select, update on action_reschedules to gate;

create table actions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  title text not null,
  goal_id uuid,
  gap_id uuid,
  effort_minutes integer,
  due_on date,
  assignee_id uuid not null,
  created_by uuid default app.member_id() not null,
  stretch smallint default 0 not null,
  status text default 'TODO'::text not null,
  reason text,
  done_at timestamp(3) with time zone,
  done_on date,
  evidence text,
  evidence_url text,
  reschedules smallint default 0 not null,
  split_from_id uuid,
  tags text[] default '{}'::text[] not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint actions_archived CHECK (((archived_at IS NULL) OR (status = ANY (ARRAY['DONE'::text, 'SKIPPED'::text, 'DROPPED'::text])))),
  constraint actions_assignee_fk FOREIGN KEY (org_id, assignee_id) REFERENCES members(org_id, id),
  constraint actions_author_fk FOREIGN KEY (org_id, created_by) REFERENCES members(org_id, id),
  constraint actions_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint actions_client_key UNIQUE (org_id, client_id, id),
  constraint actions_done CHECK ((((status = 'DONE'::text) = (done_at IS NOT NULL)) AND ((done_at IS NULL) = (done_on IS NULL)))),
  constraint actions_effort_minutes_check CHECK (((effort_minutes >= 1) AND (effort_minutes <= 10080))),
  constraint actions_evidence_check CHECK (((length(evidence) >= 1) AND (length(evidence) <= 2000))),
  constraint actions_evidence_url_check CHECK (((evidence_url ~ '^https?://'::text) AND (length(evidence_url) <= 500))),
  constraint actions_gap_fk FOREIGN KEY (org_id, client_id, gap_id) REFERENCES gaps(org_id, client_id, id),
  constraint actions_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint actions_kind_check CHECK ((kind = ANY (ARRAY['VOLUNTEER_PROJECT'::text, 'RESUME'::text, 'PROFILE'::text, 'PORTFOLIO'::text, 'NETWORKING'::text, 'WORKSHOP'::text, 'LATERAL_MOVE'::text, 'LEARNING'::text, 'CUSTOM'::text]))),
  constraint actions_one_purpose CHECK ((num_nonnulls(goal_id, gap_id) <= 1)),
  constraint actions_pkey PRIMARY KEY (org_id, id),
  constraint actions_reason CHECK (((status = ANY (ARRAY['SKIPPED'::text, 'DROPPED'::text])) = (reason IS NOT NULL))),
  constraint actions_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint actions_split_fk FOREIGN KEY (org_id, client_id, split_from_id) REFERENCES actions(org_id, client_id, id),
  constraint actions_status_check CHECK ((status = ANY (ARRAY['TODO'::text, 'DOING'::text, 'DONE'::text, 'SKIPPED'::text, 'DROPPED'::text]))),
  constraint actions_stretch_check CHECK (((stretch >= 0) AND (stretch <= 4))),
  constraint actions_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint actions_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX actions_assignee_idx ON public.actions USING btree (org_id, assignee_id, id);
CREATE INDEX actions_done_idx ON public.actions USING btree (org_id, client_id, assignee_id, done_on) WHERE (status = 'DONE'::text);
CREATE INDEX actions_gap_idx ON public.actions USING btree (org_id, client_id, gap_id, id) WHERE (gap_id IS NOT NULL);
CREATE INDEX actions_goal_idx ON public.actions USING btree (org_id, client_id, goal_id, id) WHERE (goal_id IS NOT NULL);
CREATE INDEX actions_open_idx ON public.actions USING btree (org_id, client_id, due_on, id) WHERE (status = ANY (ARRAY['TODO'::text, 'DOING'::text]));
CREATE INDEX actions_split_idx ON public.actions USING btree (org_id, client_id, split_from_id) WHERE (split_from_id IS NOT NULL);
create policy app_deletes on actions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (assignee_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on actions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND (created_by = ( SELECT app.member_id() AS member_id)) AND ((assignee_id = client_id) OR (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = actions.org_id) AND (e.client_id = actions.client_id) AND (e.coach_id = actions.assignee_id) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))))));
create policy app_reads on actions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[]))));
create policy app_updates on actions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (assignee_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((assignee_id = client_id) OR (assignee_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on actions to gate using (true) with check (true);
CREATE TRIGGER actions_announce_wins AFTER UPDATE OF done_at ON public.actions FOR EACH ROW WHEN ((old.done_at IS DISTINCT FROM new.done_at)) EXECUTE FUNCTION app.announce_wins();
grant insert, select, update on actions to app;
grant insert, select, update on actions to gate;

create table agenda_items (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  session_id uuid,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid default app.member_id() not null,
  text text not null,
  position integer not null,
  done_at timestamp(3) with time zone,
  carried integer default 0 not null,
  carried_from uuid,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint agenda_items_author CHECK (((author_id = coach_id) OR (author_id = client_id))),
  constraint agenda_items_carried CHECK (((carried > 0) = (carried_from IS NOT NULL))),
  constraint agenda_items_carried_check CHECK ((carried >= 0)),
  constraint agenda_items_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint agenda_items_from_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, carried_from) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint agenda_items_pkey PRIMARY KEY (org_id, id),
  constraint agenda_items_position_check CHECK (("position" > 0)),
  constraint agenda_items_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint agenda_items_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 4000))),
  constraint agenda_items_waiting CHECK (((session_id IS NOT NULL) OR ((carried > 0) AND (done_at IS NULL))))
);
CREATE INDEX agenda_items_from_idx ON public.agenda_items USING btree (org_id, carried_from) WHERE (carried_from IS NOT NULL);
CREATE INDEX agenda_items_open_idx ON public.agenda_items USING btree (org_id, engagement_id, "position", id) WHERE (done_at IS NULL);
CREATE INDEX agenda_items_session_idx ON public.agenda_items USING btree (org_id, session_id, "position", id);
create policy app_deletes on agenda_items for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))));
create policy app_inserts on agenda_items for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))));
create policy app_reads on agenda_items for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on agenda_items for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on agenda_items to gate using (true) with check (true);
grant delete, insert, select, update on agenda_items to app;
grant insert, select, update on agenda_items to gate;

create table agreements (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  number integer not null,
  names_in_attendance boolean default false not null,
  recording boolean default false not null,
  retention_months integer default 24 not null,
  late_cancel_hours integer default 24 not null,
  status text default 'PROPOSED'::text not null,
  narrowed boolean default false not null,
  proposed_by uuid default app.member_id(),
  proposed_at timestamp(3) with time zone default now() not null,
  coach_signed_at timestamp(3) with time zone,
  client_signed_at timestamp(3) with time zone,
  org_signed_at timestamp(3) with time zone,
  org_signed_by uuid,
  in_force_from timestamp(3) with time zone,
  version integer default 1 not null,
  constraint agreements_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint agreements_engagement_key UNIQUE (org_id, engagement_id, id),
  constraint agreements_in_force CHECK (((status = ANY (ARRAY['IN_FORCE'::text, 'SUPERSEDED'::text])) = (in_force_from IS NOT NULL))),
  constraint agreements_late_cancel_hours_check CHECK (((late_cancel_hours >= 0) AND (late_cancel_hours <= 168))),
  constraint agreements_number_check CHECK ((number >= 1)),
  constraint agreements_number_key UNIQUE (org_id, engagement_id, number),
  constraint agreements_pkey PRIMARY KEY (org_id, id),
  constraint agreements_proposer_fk FOREIGN KEY (org_id, proposed_by) REFERENCES members(org_id, id),
  constraint agreements_retention_months_check CHECK (((retention_months >= 1) AND (retention_months <= 120))),
  constraint agreements_signed CHECK (((status <> ALL (ARRAY['IN_FORCE'::text, 'SUPERSEDED'::text])) OR narrowed OR (num_nulls(coach_signed_at, client_signed_at, org_signed_at) = 0))),
  constraint agreements_signer_fk FOREIGN KEY (org_id, org_signed_by) REFERENCES members(org_id, id),
  constraint agreements_status_check CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'IN_FORCE'::text, 'SUPERSEDED'::text, 'WITHDRAWN'::text])))
);
CREATE INDEX agreements_client_idx ON public.agreements USING btree (org_id, client_id, status);
CREATE INDEX agreements_coach_idx ON public.agreements USING btree (org_id, coach_id, status);
CREATE UNIQUE INDEX agreements_in_force_key ON public.agreements USING btree (org_id, engagement_id) WHERE (status = 'IN_FORCE'::text);
CREATE UNIQUE INDEX agreements_proposed_key ON public.agreements USING btree (org_id, engagement_id) WHERE (status = 'PROPOSED'::text);
create policy app_deletes on agreements for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on agreements for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on agreements for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_updates on agreements for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on agreements to gate using (true) with check (true);
CREATE TRIGGER agreements_hold BEFORE INSERT OR UPDATE ON public.agreements FOR EACH ROW EXECUTE FUNCTION app.hold_agreement();
grant insert, select on agreements to app;
grant insert, select, update on agreements to gate;

create table alliance_pulses (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  held_count integer not null,
  status text default 'DUE'::text not null,
  goals smallint,
  way smallint,
  bond smallint,
  mean numeric(15,6) default round(((((goals + way) + bond))::numeric / 3.0), 2),
  rupture_risk boolean,
  asked_at timestamp(3) with time zone default now() not null,
  settled_at timestamp(3) with time zone,
  constraint alliance_pulses_answered CHECK ((num_nulls(goals, way, bond, rupture_risk) =
CASE status
    WHEN 'ANSWERED'::text THEN 0
    ELSE 4
END)),
  constraint alliance_pulses_bond_check CHECK (((bond >= 0) AND (bond <= 10))),
  constraint alliance_pulses_count_key UNIQUE (org_id, engagement_id, held_count),
  constraint alliance_pulses_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint alliance_pulses_goals_check CHECK (((goals >= 0) AND (goals <= 10))),
  constraint alliance_pulses_held_count_check CHECK ((held_count > 0)),
  constraint alliance_pulses_pkey PRIMARY KEY (org_id, id),
  constraint alliance_pulses_settled CHECK (((status = 'DUE'::text) = (settled_at IS NULL))),
  constraint alliance_pulses_status_check CHECK ((status = ANY (ARRAY['DUE'::text, 'ANSWERED'::text, 'SKIPPED'::text, 'LAPSED'::text]))),
  constraint alliance_pulses_way_check CHECK (((way >= 0) AND (way <= 10)))
);
CREATE INDEX alliance_pulses_client_idx ON public.alliance_pulses USING btree (org_id, client_id, id) WHERE (status = 'DUE'::text);
CREATE UNIQUE INDEX alliance_pulses_due_key ON public.alliance_pulses USING btree (org_id, engagement_id) WHERE (status = 'DUE'::text);
create policy app_deletes on alliance_pulses for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on alliance_pulses for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (coach_id = ( SELECT app.member_id() AS member_id)) AND (status = 'DUE'::text)));
create policy app_reads on alliance_pulses for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on alliance_pulses for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (coach_id = ( SELECT app.member_id() AS member_id)) AND (status = 'LAPSED'::text)))));
create policy gate_looks on alliance_pulses to gate using (true) with check (true);
grant insert, select on alliance_pulses to app;
grant insert, select, update on alliance_pulses to gate;

create table allocation_balances (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  remaining integer default 0 not null,
  held integer default 0 not null,
  used integer default 0 not null,
  constraint allocation_balances_allocation_fk FOREIGN KEY (org_id, coach_id, client_id, id) REFERENCES allocations(org_id, coach_id, client_id, id),
  constraint allocation_balances_held CHECK ((held >= 0)),
  constraint allocation_balances_pkey PRIMARY KEY (org_id, id),
  constraint allocation_balances_remaining CHECK ((remaining >= 0)),
  constraint allocation_balances_used CHECK ((used >= 0))
);
create policy app_deletes on allocation_balances for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_inserts on allocation_balances for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_reads on allocation_balances for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on allocation_balances for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy gate_looks on allocation_balances to gate using (true) with check (true);
grant select on allocation_balances to app;
grant insert, select, update on allocation_balances to gate;

create table allocation_entries (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  kind text not null,
  amount integer not null,
  session_id uuid,
  entry_id uuid,
  reason text,
  member_id uuid default app.member_id(),
  at timestamp(3) with time zone default now() not null,
  constraint allocation_entries_allocation_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES allocations(org_id, coach_id, client_id, id),
  constraint allocation_entries_amount_check CHECK (((amount >= 1) AND (amount <= 1000000))),
  constraint allocation_entries_entry CHECK (((kind = ANY (ARRAY['CONSUME'::text, 'RELEASE'::text, 'REVERSE'::text])) = (entry_id IS NOT NULL))),
  constraint allocation_entries_entry_fk FOREIGN KEY (org_id, engagement_id, entry_id) REFERENCES allocation_entries(org_id, engagement_id, id),
  constraint allocation_entries_kind_check CHECK ((kind = ANY (ARRAY['GRANT'::text, 'CARRY'::text, 'HOLD'::text, 'CONSUME'::text, 'RELEASE'::text, 'EXPIRE'::text, 'REVERSE'::text]))),
  constraint allocation_entries_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint allocation_entries_pkey PRIMARY KEY (org_id, id),
  constraint allocation_entries_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 200))),
  constraint allocation_entries_session CHECK (((kind = ANY (ARRAY['HOLD'::text, 'CONSUME'::text, 'RELEASE'::text])) <= (session_id IS NOT NULL))),
  constraint allocation_entries_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id),
  constraint allocation_entries_settled_key UNIQUE (org_id, entry_id),
  constraint allocation_entries_within_key UNIQUE (org_id, engagement_id, id)
);
CREATE INDEX allocation_entries_engagement_idx ON public.allocation_entries USING btree (org_id, engagement_id, id);
CREATE INDEX allocation_entries_session_idx ON public.allocation_entries USING btree (org_id, session_id) WHERE (session_id IS NOT NULL);
create policy app_deletes on allocation_entries for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((( SELECT app.has_role('ADMIN'::text) AS has_role) AND (session_id IS NULL) AND ((kind = 'GRANT'::text) OR ((kind = 'REVERSE'::text) AND (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = allocation_entries.org_id) AND (e.id = allocation_entries.engagement_id) AND (e.status = 'PROPOSED'::text))))))) OR (( SELECT app.is_system() AS is_system) AND (kind = ANY (ARRAY['EXPIRE'::text, 'RELEASE'::text]))) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND ((kind = ANY (ARRAY['HOLD'::text, 'CONSUME'::text, 'RELEASE'::text])) OR ((kind = 'REVERSE'::text) AND (session_id IS NOT NULL) AND (coach_id = ( SELECT app.member_id() AS member_id))))))));
create policy app_inserts on allocation_entries for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((( SELECT app.has_role('ADMIN'::text) AS has_role) AND (session_id IS NULL) AND ((kind = 'GRANT'::text) OR ((kind = 'REVERSE'::text) AND (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = allocation_entries.org_id) AND (e.id = allocation_entries.engagement_id) AND (e.status = 'PROPOSED'::text))))))) OR (( SELECT app.is_system() AS is_system) AND (kind = ANY (ARRAY['EXPIRE'::text, 'RELEASE'::text]))) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND ((kind = ANY (ARRAY['HOLD'::text, 'CONSUME'::text, 'RELEASE'::text])) OR ((kind = 'REVERSE'::text) AND (session_id IS NOT NULL) AND (coach_id = ( SELECT app.member_id() AS member_id))))))));
create policy app_reads on allocation_entries for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((( SELECT app.has_role('ADMIN'::text) AS has_role) AND ((kind = 'GRANT'::text) OR ((kind = 'REVERSE'::text) AND (session_id IS NULL)))) OR ( SELECT app.is_system() AS is_system) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))));
create policy app_updates on allocation_entries for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((( SELECT app.has_role('ADMIN'::text) AS has_role) AND (session_id IS NULL) AND ((kind = 'GRANT'::text) OR ((kind = 'REVERSE'::text) AND (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = allocation_entries.org_id) AND (e.id = allocation_entries.engagement_id) AND (e.status = 'PROPOSED'::text))))))) OR (( SELECT app.is_system() AS is_system) AND (kind = ANY (ARRAY['EXPIRE'::text, 'RELEASE'::text]))) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND ((kind = ANY (ARRAY['HOLD'::text, 'CONSUME'::text, 'RELEASE'::text])) OR ((kind = 'REVERSE'::text) AND (session_id IS NOT NULL) AND (coach_id = ( SELECT app.member_id() AS member_id)))))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((( SELECT app.has_role('ADMIN'::text) AS has_role) AND (session_id IS NULL) AND ((kind = 'GRANT'::text) OR ((kind = 'REVERSE'::text) AND (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = allocation_entries.org_id) AND (e.id = allocation_entries.engagement_id) AND (e.status = 'PROPOSED'::text))))))) OR (( SELECT app.is_system() AS is_system) AND (kind = ANY (ARRAY['EXPIRE'::text, 'RELEASE'::text]))) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND ((kind = ANY (ARRAY['HOLD'::text, 'CONSUME'::text, 'RELEASE'::text])) OR ((kind = 'REVERSE'::text) AND (session_id IS NOT NULL) AND (coach_id = ( SELECT app.member_id() AS member_id))))))));
create policy gate_looks on allocation_entries to gate using (true) with check (true);
CREATE TRIGGER allocation_entries_balance BEFORE INSERT ON public.allocation_entries FOR EACH ROW EXECUTE FUNCTION app.enter_allocation();
grant insert, select on allocation_entries to app;
grant insert, select, update on allocation_entries to gate;

create table allocations (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  unit text not null,
  granted integer default 0 not null,
  expires_on date,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint allocations_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, id) REFERENCES engagements(org_id, coach_id, client_id, id),
  constraint allocations_granted CHECK ((granted >= 0)),
  constraint allocations_pair_key UNIQUE (org_id, coach_id, client_id, id),
  constraint allocations_pkey PRIMARY KEY (org_id, id),
  constraint allocations_unit_check CHECK ((unit = ANY (ARRAY['SESSIONS'::text, 'MINUTES'::text])))
);
CREATE INDEX allocations_expiry_idx ON public.allocations USING btree (expires_on) WHERE (expires_on IS NOT NULL);
create policy app_deletes on allocations for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_inserts on allocations for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_reads on allocations for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system) OR ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))));
create policy app_updates on allocations for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy gate_looks on allocations to gate using (true) with check (true);
grant insert, select on allocations to app;
grant insert, select, update on allocations to gate;

create table attempts (
  key bytea not null,
  tries integer not null,
  until timestamp(3) with time zone not null,
  constraint attempts_pkey PRIMARY KEY (key)
);
create policy gate_looks on attempts to gate using (true) with check (true);
grant delete, insert, select, update on attempts to gate;

create table attendances (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreement_id uuid not null,
  held_on date not null,
  outcome text not null,
  constraint attendances_agreement_fk FOREIGN KEY (org_id, engagement_id, agreement_id) REFERENCES agreements(org_id, engagement_id, id) ON DELETE CASCADE,
  constraint attendances_outcome_check CHECK ((outcome = ANY (ARRAY['HELD'::text, 'NO_SHOW'::text, 'LATE_CANCELLED'::text]))),
  constraint attendances_pkey PRIMARY KEY (org_id, id),
  constraint attendances_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE
);
CREATE INDEX attendances_client_idx ON public.attendances USING btree (org_id, client_id, held_on, id);
CREATE INDEX attendances_coach_idx ON public.attendances USING btree (org_id, coach_id, held_on, id);
CREATE INDEX attendances_day_idx ON public.attendances USING btree (org_id, held_on, id);
create policy app_deletes on attendances for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_inserts on attendances for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_reads on attendances for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))) OR (agreement_id = ANY (( SELECT app.named_agreements() AS named_agreements)::uuid[])))));
create policy app_updates on attendances for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy gate_looks on attendances to gate using (true) with check (true);
grant select on attendances to app;
grant delete, insert, select, update on attendances to gate;

create table availability_exceptions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  coach_id uuid not null,
  kind text not null,
  first_on date not null,
  last_on date not null,
  from_minute integer,
  until_minute integer,
  created_at timestamp(3) with time zone default now() not null,
  constraint availability_exceptions_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coach_schedules(org_id, id),
  constraint availability_exceptions_days CHECK (((last_on >= first_on) AND (last_on <= (first_on + 366)))),
  constraint availability_exceptions_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1439))),
  constraint availability_exceptions_hours CHECK ((((from_minute IS NULL) = (until_minute IS NULL)) AND ((kind = 'AWAY'::text) OR (from_minute IS NOT NULL)))),
  constraint availability_exceptions_key UNIQUE (org_id, coach_id, id),
  constraint availability_exceptions_kind_check CHECK ((kind = ANY (ARRAY['AWAY'::text, 'EXTRA'::text]))),
  constraint availability_exceptions_order CHECK ((from_minute < until_minute)),
  constraint availability_exceptions_pkey PRIMARY KEY (org_id, id),
  constraint availability_exceptions_until_minute_check CHECK (((until_minute >= 1) AND (until_minute <= 1440)))
);
CREATE INDEX availability_exceptions_coach_idx ON public.availability_exceptions USING btree (org_id, coach_id, last_on, id);
create policy app_deletes on availability_exceptions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on availability_exceptions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on availability_exceptions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on availability_exceptions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on availability_exceptions to gate using (true) with check (true);
grant delete, insert, select on availability_exceptions to app;
grant insert, select, update on availability_exceptions to gate;

create table availability_hours (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  coach_id uuid not null,
  weekday integer not null,
  from_minute integer not null,
  until_minute integer not null,
  constraint availability_hours_apart EXCLUDE USING gist (org_id WITH =, coach_id WITH =, weekday WITH =, int4range(from_minute, until_minute) WITH &&),
  constraint availability_hours_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coach_schedules(org_id, id),
  constraint availability_hours_from_minute_check CHECK (((from_minute >= 0) AND (from_minute <= 1439))),
  constraint availability_hours_order CHECK ((from_minute < until_minute)),
  constraint availability_hours_pkey PRIMARY KEY (org_id, id),
  constraint availability_hours_until_minute_check CHECK (((until_minute >= 1) AND (until_minute <= 1440))),
  constraint availability_hours_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);
CREATE INDEX availability_hours_coach_idx ON public.availability_hours USING btree (org_id, coach_id, weekday, from_minute, id);
create policy app_deletes on availability_hours for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on availability_hours for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on availability_hours for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on availability_hours for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on availability_hours to gate using (true) with check (true);
grant delete, insert, select on availability_hours to app;
grant insert, select, update on availability_hours to gate;

create table availability_reasons (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  coach_id uuid not null,
  reason text not null,
  constraint availability_reasons_exception_fk FOREIGN KEY (org_id, coach_id, id) REFERENCES availability_exceptions(org_id, coach_id, id) ON DELETE CASCADE,
  constraint availability_reasons_pkey PRIMARY KEY (org_id, id),
  constraint availability_reasons_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 200)))
);
create policy app_deletes on availability_reasons for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on availability_reasons for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on availability_reasons for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_updates on availability_reasons for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on availability_reasons to gate using (true) with check (true);
grant insert, select on availability_reasons to app;
grant insert, select, update on availability_reasons to gate;

create table buddy_pacts (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  proposer_id uuid default app.member_id() not null,
  partner_id uuid,
  cadence_weeks smallint not null,
  starts_on date not null,
  ends_on date not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  code_hash bytea,
  code_expires_at timestamp(3) with time zone not null,
  status text default 'PROPOSED'::text not null,
  accepted_at timestamp(3) with time zone,
  ended_at timestamp(3) with time zone,
  ended_by uuid,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint buddy_pacts_active CHECK (((status <> 'ACTIVE'::text) OR ((partner_id IS NOT NULL) AND (accepted_at IS NOT NULL)))),
  constraint buddy_pacts_cadence_weeks_check CHECK (((cadence_weeks >= 1) AND (cadence_weeks <= 12))),
  constraint buddy_pacts_code CHECK (((code_hash IS NULL) OR ((partner_id IS NULL) AND (status = 'PROPOSED'::text)))),
  constraint buddy_pacts_code_key UNIQUE (org_id, code_hash),
  constraint buddy_pacts_dates CHECK (((ends_on > starts_on) AND (ends_at > starts_at))),
  constraint buddy_pacts_ended CHECK ((((status = 'ENDED'::text) = (ended_at IS NOT NULL)) AND ((ended_by IS NULL) OR (ended_at IS NOT NULL)))),
  constraint buddy_pacts_ender_fk FOREIGN KEY (org_id, ended_by) REFERENCES members(org_id, id),
  constraint buddy_pacts_partner_fk FOREIGN KEY (org_id, partner_id) REFERENCES clients(org_id, id),
  constraint buddy_pacts_pkey PRIMARY KEY (org_id, id),
  constraint buddy_pacts_proposer_fk FOREIGN KEY (org_id, proposer_id) REFERENCES clients(org_id, id),
  constraint buddy_pacts_status_check CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'ENDED'::text]))),
  constraint buddy_pacts_two_people CHECK ((partner_id <> proposer_id))
);
CREATE UNIQUE INDEX buddy_pacts_pair_key ON public.buddy_pacts USING btree (org_id, LEAST(proposer_id, partner_id), GREATEST(proposer_id, partner_id)) WHERE ((partner_id IS NOT NULL) AND (status <> 'ENDED'::text));
CREATE INDEX buddy_pacts_partner_idx ON public.buddy_pacts USING btree (org_id, partner_id, id) WHERE (partner_id IS NOT NULL);
CREATE INDEX buddy_pacts_proposer_idx ON public.buddy_pacts USING btree (org_id, proposer_id, id);
create policy app_deletes on buddy_pacts for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((proposer_id = ( SELECT app.member_id() AS member_id)) OR (partner_id = ( SELECT app.member_id() AS member_id))) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on buddy_pacts for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (proposer_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (partner_id IS NULL) AND (status = 'PROPOSED'::text)));
create policy app_reads on buddy_pacts for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((proposer_id = ( SELECT app.member_id() AS member_id)) OR (partner_id = ( SELECT app.member_id() AS member_id))) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on buddy_pacts for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((proposer_id = ( SELECT app.member_id() AS member_id)) OR (partner_id = ( SELECT app.member_id() AS member_id))) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((proposer_id = ( SELECT app.member_id() AS member_id)) OR (partner_id = ( SELECT app.member_id() AS member_id))) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (status = 'ENDED'::text) AND (NOT (ended_by IS DISTINCT FROM ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on buddy_pacts to gate using (true) with check (true);
grant insert, select on buddy_pacts to app;
grant insert, select, update on buddy_pacts to gate;

create table busy_times (
  user_id uuid not null,
  org_id uuid not null,
  occasion_id uuid not null,
  during tstzrange not null,
  constraint busy_times_free EXCLUDE USING gist (user_id WITH =, during WITH &&),
  constraint busy_times_pkey PRIMARY KEY (user_id, occasion_id),
  constraint busy_times_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);
CREATE INDEX busy_times_occasion_idx ON public.busy_times USING btree (org_id, occasion_id);
create policy gate_looks on busy_times to gate using (true) with check (true);
grant delete, insert, select, update on busy_times to gate;

create table calendar_feeds (
  org_id uuid default app.org_id() not null,
  id uuid default app.member_id() not null,
  token_hash bytea not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint calendar_feeds_member_fk FOREIGN KEY (org_id, id) REFERENCES members(org_id, id),
  constraint calendar_feeds_pkey PRIMARY KEY (org_id, id),
  constraint calendar_feeds_token_hash_check CHECK ((length(token_hash) = 32))
);
CREATE INDEX calendar_feeds_token_idx ON public.calendar_feeds USING btree (token_hash);
create policy app_deletes on calendar_feeds for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (id = ( SELECT app.member_id() AS member_id))));
create policy app_inserts on calendar_feeds for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (id = ( SELECT app.member_id() AS member_id))));
create policy app_reads on calendar_feeds for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (id = ( SELECT app.member_id() AS member_id))));
create policy app_updates on calendar_feeds for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (id = ( SELECT app.member_id() AS member_id)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (id = ( SELECT app.member_id() AS member_id))));
create policy gate_looks on calendar_feeds to gate using (true) with check (true);
grant delete, insert, select, update on calendar_feeds to app;
grant insert, select, update on calendar_feeds to gate;

create table calendar_mails (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  subject_kind text not null,
  subject_id uuid not null,
  sequence integer not null,
  recipient_id uuid not null,
  method text not null,
  state text default 'PENDING'::text not null,
  reason text,
  wake_at timestamp(3) with time zone default now(),
  attempts integer default 0 not null,
  handed_at timestamp(3) with time zone,
  sent_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  constraint calendar_mails_key UNIQUE (org_id, subject_id, subject_kind, sequence, recipient_id, method),
  constraint calendar_mails_method_check CHECK ((method = ANY (ARRAY['REQUEST'::text, 'CANCEL'::text]))),
  constraint calendar_mails_pkey PRIMARY KEY (org_id, id),
  constraint calendar_mails_reason CHECK (((state = ANY (ARRAY['SUPPRESSED'::text, 'EXPIRED'::text, 'FAILED'::text])) = (reason IS NOT NULL))),
  constraint calendar_mails_reason_check CHECK ((reason = ANY (ARRAY['RECIPIENT_LEFT'::text, 'ORGANIZATION_CLOSED'::text, 'SUPERSEDED'::text, 'NOT_BOOKED'::text, 'NEVER_INVITED'::text, 'TOO_LATE'::text, 'REFUSED'::text]))),
  constraint calendar_mails_recipient_fk FOREIGN KEY (org_id, recipient_id) REFERENCES members(org_id, id),
  constraint calendar_mails_sent CHECK (((state = 'SENT'::text) = (sent_at IS NOT NULL))),
  constraint calendar_mails_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'CLAIMED'::text, 'SENT'::text, 'SUPPRESSED'::text, 'EXPIRED'::text, 'FAILED'::text]))),
  constraint calendar_mails_subject_kind_check CHECK ((subject_kind = ANY (ARRAY['SESSION'::text, 'SERIES'::text]))),
  constraint calendar_mails_waits CHECK (((state = ANY (ARRAY['PENDING'::text, 'CLAIMED'::text])) = (wake_at IS NOT NULL)))
);
CREATE INDEX calendar_mails_wake_idx ON public.calendar_mails USING btree (wake_at) WHERE (wake_at IS NOT NULL);
create policy app_deletes on calendar_mails for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on calendar_mails for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on calendar_mails for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on calendar_mails for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (state = 'CLAIMED'::text) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on calendar_mails to gate using (true) with check (true);
grant select on calendar_mails to app;
grant insert, select, update on calendar_mails to gate;

create table catalogue_role_skills (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  role_id uuid not null,
  skill_id uuid not null,
  level smallint not null,
  importance text not null,
  constraint catalogue_role_skills_importance_check CHECK ((importance = ANY (ARRAY['ESSENTIAL'::text, 'OPTIONAL'::text]))),
  constraint catalogue_role_skills_level_check CHECK (((level >= 0) AND (level <= 5))),
  constraint catalogue_role_skills_pkey PRIMARY KEY (org_id, id),
  constraint catalogue_role_skills_role_fk FOREIGN KEY (org_id, role_id) REFERENCES catalogue_roles(org_id, id),
  constraint catalogue_role_skills_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id),
  constraint catalogue_role_skills_skill_key UNIQUE (org_id, role_id, skill_id)
);
create policy app_deletes on catalogue_role_skills for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on catalogue_role_skills for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on catalogue_role_skills for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on catalogue_role_skills for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on catalogue_role_skills to gate using (true) with check (true);
grant delete, insert, select, update on catalogue_role_skills to app;
grant insert, select, update on catalogue_role_skills to gate;

create table catalogue_roles (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  title text not null,
  code text,
  description text,
  retired_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint catalogue_roles_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40))),
  constraint catalogue_roles_code_key UNIQUE (org_id, code),
  constraint catalogue_roles_description_check CHECK (((length(description) >= 1) AND (length(description) <= 4000))),
  constraint catalogue_roles_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint catalogue_roles_pkey PRIMARY KEY (org_id, id),
  constraint catalogue_roles_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX catalogue_roles_order_idx ON public.catalogue_roles USING btree (org_id, title, id);
CREATE UNIQUE INDEX catalogue_roles_title_key ON public.catalogue_roles USING btree (org_id, lower(title));
create policy app_deletes on catalogue_roles for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on catalogue_roles for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on catalogue_roles for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on catalogue_roles for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on catalogue_roles to gate using (true) with check (true);
grant insert, select, update on catalogue_roles to app;
grant insert, select, update on catalogue_roles to gate;

create table check_in_answers (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  client_id uuid not null,
  answers text not null,
  constraint check_in_answers_answers_check CHECK (((answers ~ '^s1\.'::text) AND (length(answers) <= 4000))),
  constraint check_in_answers_check_in_fk FOREIGN KEY (org_id, client_id, id) REFERENCES check_ins(org_id, client_id, id),
  constraint check_in_answers_pkey PRIMARY KEY (org_id, id)
);
create policy app_deletes on check_in_answers for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on check_in_answers for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on check_in_answers for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on check_in_answers for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on check_in_answers to gate using (true) with check (true);
grant insert, select, update on check_in_answers to app;
grant insert, select, update on check_in_answers to gate;

create table check_in_labels (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  check_in_id uuid not null,
  client_id uuid not null,
  instrument_id uuid not null,
  label text not null,
  dimensions text[] not null,
  next_step text not null,
  constraint check_in_labels_dimensions_check CHECK (((cardinality(dimensions) >= 1) AND (cardinality(dimensions) <= 2))),
  constraint check_in_labels_label_check CHECK ((label = ANY (ARRAY['CONTENT_PLATEAU'::text, 'RECOGNITION_GAP'::text, 'INERTIA'::text, 'STRAIN'::text, 'STRUCTURAL'::text]))),
  constraint check_in_labels_label_key UNIQUE (org_id, check_in_id, label),
  constraint check_in_labels_next_step_check CHECK ((next_step = ANY (ARRAY['ASK_FOR_HARDER_WORK'::text, 'MAKE_WORK_VISIBLE'::text, 'PLAN_ONE_SMALL_STEP'::text, 'NAME_WHAT_DRAINS'::text, 'LOOK_SIDEWAYS'::text]))),
  constraint check_in_labels_pkey PRIMARY KEY (org_id, id),
  constraint check_in_labels_scores_fk FOREIGN KEY (org_id, client_id, check_in_id) REFERENCES check_in_scores(org_id, client_id, id)
);
create policy app_deletes on check_in_labels for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on check_in_labels for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on check_in_labels for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('checkins'::text) AS client_ids)::uuid[]))));
create policy app_updates on check_in_labels for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on check_in_labels to gate using (true) with check (true);
grant delete, insert, select on check_in_labels to app;
grant insert, select, update on check_in_labels to gate;

create table check_in_schedules (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  next_at timestamp(3) with time zone,
  constraint check_in_schedules_client_fk FOREIGN KEY (org_id, id) REFERENCES clients(org_id, id) ON DELETE CASCADE,
  constraint check_in_schedules_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX check_in_schedules_due_idx ON public.check_in_schedules USING btree (next_at) WHERE (next_at IS NOT NULL);
create policy app_deletes on check_in_schedules for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on check_in_schedules for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on check_in_schedules for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on check_in_schedules for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on check_in_schedules to gate using (true) with check (true);
grant select, update on check_in_schedules to app;
grant insert, select, update on check_in_schedules to gate;

create table check_in_scores (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  client_id uuid not null,
  instrument_id uuid not null,
  instrument_code text not null,
  submitted_at timestamp(3) with time zone not null,
  boredom numeric(15,6),
  unchallenged numeric(15,6),
  undervalued numeric(15,6),
  postponing numeric(15,6),
  frustration numeric(15,6),
  motivation_loss numeric(15,6),
  blocked_above numeric(15,6),
  index_score numeric(15,6),
  band text,
  answered smallint not null,
  items smallint not null,
  coverage numeric(15,6) not null,
  straight_lining boolean not null,
  incomplete boolean not null,
  flagged boolean default (straight_lining OR incomplete) not null,
  constraint check_in_scores_answered_check CHECK ((answered >= 0)),
  constraint check_in_scores_band CHECK (((band IS NULL) = (index_score IS NULL))),
  constraint check_in_scores_band_check CHECK ((band = ANY (ARRAY['MOVING'::text, 'WATCH'::text, 'STUCK'::text, 'DEEPLY_STUCK'::text]))),
  constraint check_in_scores_blocked_above_check CHECK (((blocked_above >= (0)::numeric) AND (blocked_above <= (100)::numeric))),
  constraint check_in_scores_boredom_check CHECK (((boredom >= (0)::numeric) AND (boredom <= (100)::numeric))),
  constraint check_in_scores_check_in_fk FOREIGN KEY (org_id, client_id, id) REFERENCES check_ins(org_id, client_id, id),
  constraint check_in_scores_client_key UNIQUE (org_id, client_id, id),
  constraint check_in_scores_coverage_check CHECK (((coverage >= (0)::numeric) AND (coverage <= (1)::numeric))),
  constraint check_in_scores_frustration_check CHECK (((frustration >= (0)::numeric) AND (frustration <= (100)::numeric))),
  constraint check_in_scores_index_score_check CHECK (((index_score >= (0)::numeric) AND (index_score <= (100)::numeric))),
  constraint check_in_scores_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES instruments(org_id, id),
  constraint check_in_scores_items_check CHECK ((items > 0)),
  constraint check_in_scores_motivation_loss_check CHECK (((motivation_loss >= (0)::numeric) AND (motivation_loss <= (100)::numeric))),
  constraint check_in_scores_pkey PRIMARY KEY (org_id, id),
  constraint check_in_scores_postponing_check CHECK (((postponing >= (0)::numeric) AND (postponing <= (100)::numeric))),
  constraint check_in_scores_unchallenged_check CHECK (((unchallenged >= (0)::numeric) AND (unchallenged <= (100)::numeric))),
  constraint check_in_scores_undervalued_check CHECK (((undervalued >= (0)::numeric) AND (undervalued <= (100)::numeric)))
);
CREATE INDEX check_in_scores_client_idx ON public.check_in_scores USING btree (org_id, client_id, submitted_at DESC, id DESC);
create policy app_deletes on check_in_scores for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on check_in_scores for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on check_in_scores for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('checkins'::text) AS client_ids)::uuid[]))));
create policy app_updates on check_in_scores for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on check_in_scores to gate using (true) with check (true);
CREATE TRIGGER check_in_scores_close_gap AFTER DELETE ON public.check_in_scores FOR EACH ROW EXECUTE FUNCTION app.close_gap_of_check_in();
grant delete, insert, select on check_in_scores to app;
grant insert, select, update on check_in_scores to gate;

create table check_ins (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  instrument_id uuid not null,
  trigger text not null,
  engagement_id uuid,
  status text not null,
  opened_at timestamp(3) with time zone not null,
  announced_at timestamp(3) with time zone,
  started_at timestamp(3) with time zone,
  submitted_at timestamp(3) with time zone,
  discarded_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint check_ins_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint check_ins_client_key UNIQUE (org_id, client_id, id),
  constraint check_ins_discarded CHECK (((discarded_at IS NOT NULL) = (status = 'DISCARDED'::text))),
  constraint check_ins_engagement_fk FOREIGN KEY (org_id, engagement_id) REFERENCES engagements(org_id, id) ON DELETE SET NULL (engagement_id),
  constraint check_ins_exit CHECK (((engagement_id IS NULL) OR (trigger = 'EXIT'::text))),
  constraint check_ins_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES instruments(org_id, id),
  constraint check_ins_pkey PRIMARY KEY (org_id, id),
  constraint check_ins_started CHECK (((started_at IS NOT NULL) = (status <> 'DUE'::text))),
  constraint check_ins_status_check CHECK ((status = ANY (ARRAY['DUE'::text, 'STARTED'::text, 'SUBMITTED'::text, 'DISCARDED'::text]))),
  constraint check_ins_submitted CHECK (((submitted_at IS NOT NULL) = (status = ANY (ARRAY['SUBMITTED'::text, 'DISCARDED'::text])))),
  constraint check_ins_trigger_check CHECK ((trigger = ANY (ARRAY['INTAKE'::text, 'SCHEDULED'::text, 'ON_DEMAND'::text, 'EXIT'::text])))
);
CREATE INDEX check_ins_client_idx ON public.check_ins USING btree (org_id, client_id, id DESC);
CREATE UNIQUE INDEX check_ins_open_key ON public.check_ins USING btree (org_id, client_id) WHERE (status = ANY (ARRAY['DUE'::text, 'STARTED'::text]));
create policy app_deletes on check_ins for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on check_ins for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on check_ins for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ((status = 'SUBMITTED'::text) AND (client_id = ANY (( SELECT app.client_ids('checkins'::text) AS client_ids)::uuid[]))) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on check_ins for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on check_ins to gate using (true) with check (true);
grant insert, select, update on check_ins to app;
grant insert, select, update on check_ins to gate;

create table client_constraints (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  hard boolean not null,
  private boolean default true not null,
  text text not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint client_constraints_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint client_constraints_kind_check CHECK ((kind = ANY (ARRAY['TIME'::text, 'MONEY'::text, 'LOCATION'::text, 'CARE'::text, 'LEGAL'::text, 'ORGANIZATION'::text, 'OTHER'::text]))),
  constraint client_constraints_pkey PRIMARY KEY (org_id, id),
  constraint client_constraints_private_key UNIQUE (org_id, client_id, id, private),
  constraint client_constraints_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 8000)))
);
CREATE INDEX client_constraints_client_idx ON public.client_constraints USING btree (org_id, client_id, id);
create policy app_deletes on client_constraints for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on client_constraints for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on client_constraints for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('constraints'::text) AS client_ids)::uuid[])) AND ((NOT private) OR (client_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on client_constraints for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on client_constraints to gate using (true) with check (true);
grant insert, select, update on client_constraints to app;
grant insert, select, update on client_constraints to gate;

create table client_values (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  name text not null,
  weight smallint not null,
  rating smallint not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint client_values_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint client_values_client_key UNIQUE (org_id, client_id, id),
  constraint client_values_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint client_values_pkey PRIMARY KEY (org_id, id),
  constraint client_values_rating_check CHECK (((rating >= 0) AND (rating <= 10))),
  constraint client_values_weight_check CHECK (((weight >= 1) AND (weight <= 5)))
);
CREATE UNIQUE INDEX client_values_name_key ON public.client_values USING btree (org_id, client_id, lower(name));
CREATE INDEX client_values_weight_idx ON public.client_values USING btree (org_id, client_id, weight DESC, id DESC);
create policy app_deletes on client_values for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on client_values for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on client_values for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('values'::text) AS client_ids)::uuid[]))));
create policy app_updates on client_values for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on client_values to gate using (true) with check (true);
grant insert, select, update on client_values to app;
grant insert, select, update on client_values to gate;

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
CREATE TRIGGER clients_follow AFTER INSERT ON public.clients FOR EACH ROW EXECUTE FUNCTION app.follow_clients();
grant insert, select, update on clients to app;
grant insert, select, update on clients to gate;

create table coach_offers (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  coach_id uuid not null,
  offered_by uuid default app.member_id() not null,
  offered_at timestamp(3) with time zone default now() not null,
  ended_at timestamp(3) with time zone,
  constraint coach_offers_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint coach_offers_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coaches(org_id, id),
  constraint coach_offers_member_fk FOREIGN KEY (org_id, offered_by) REFERENCES members(org_id, id),
  constraint coach_offers_pkey PRIMARY KEY (org_id, id),
  constraint coach_offers_two_people CHECK ((coach_id <> client_id))
);
CREATE UNIQUE INDEX coach_offers_open_key ON public.coach_offers USING btree (org_id, client_id, coach_id) WHERE (ended_at IS NULL);
create policy app_deletes on coach_offers for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_inserts on coach_offers for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role) AND (offered_by = ( SELECT app.member_id() AS member_id))));
create policy app_reads on coach_offers for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_updates on coach_offers for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy gate_looks on coach_offers to gate using (true) with check (true);
grant insert, select on coach_offers to app;
grant insert, select, update on coach_offers to gate;

create table coach_requests (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  message text,
  asked_at timestamp(3) with time zone default now() not null,
  constraint coach_requests_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint coach_requests_message_check CHECK (((message ~ '^s1\.'::text) AND (length(message) <= 8000))),
  constraint coach_requests_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX coach_requests_client_idx ON public.coach_requests USING btree (org_id, client_id);
create policy app_deletes on coach_requests for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on coach_requests for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on coach_requests for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('profile'::text) AS client_ids)::uuid[]))))));
create policy app_updates on coach_requests for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on coach_requests to gate using (true) with check (true);
grant insert, select on coach_requests to app;
grant insert, select, update on coach_requests to gate;

create table coach_schedules (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  zone text,
  hours_set boolean default false not null,
  buffer_minutes integer default 0 not null,
  min_notice_hours integer default 0 not null,
  furthest_days integer default 365 not null,
  step_minutes integer default 30 not null,
  session_minutes integer default 60 not null,
  version integer default 1 not null,
  constraint coach_schedules_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 60))),
  constraint coach_schedules_coach_fk FOREIGN KEY (org_id, id) REFERENCES coaches(org_id, id),
  constraint coach_schedules_furthest_days_check CHECK (((furthest_days >= 1) AND (furthest_days <= 365))),
  constraint coach_schedules_min_notice_hours_check CHECK (((min_notice_hours >= 0) AND (min_notice_hours <= 336))),
  constraint coach_schedules_pkey PRIMARY KEY (org_id, id),
  constraint coach_schedules_session_minutes_check CHECK (((session_minutes >= 15) AND (session_minutes <= 240))),
  constraint coach_schedules_step_minutes_check CHECK ((step_minutes = ANY (ARRAY[15, 30, 60]))),
  constraint coach_schedules_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 64)))
);
create policy app_deletes on coach_schedules for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on coach_schedules for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on coach_schedules for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (( SELECT app.has_role('COACH'::text) AS has_role) AND (id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on coach_schedules for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on coach_schedules to gate using (true) with check (true);
grant select, update on coach_schedules to app;
grant insert, select, update on coach_schedules to gate;

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
CREATE TRIGGER coaches_schedule AFTER INSERT ON public.coaches FOR EACH ROW EXECUTE FUNCTION app.follow_coach();
grant insert, select, update on coaches to app;
grant insert, select, update on coaches to gate;

create table commitment_weeks_off (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  week_on date not null,
  kind text not null,
  quarter_on date default (date_trunc('quarter'::text, ((week_on + 3))::timestamp without time zone))::date not null,
  slot smallint,
  taken_at timestamp(3) with time zone default now() not null,
  returned_at timestamp(3) with time zone,
  constraint commitment_weeks_off_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint commitment_weeks_off_kind_check CHECK ((kind = ANY (ARRAY['LEAVE'::text, 'GRACE'::text]))),
  constraint commitment_weeks_off_pkey PRIMARY KEY (org_id, id),
  constraint commitment_weeks_off_slot CHECK (((kind = 'GRACE'::text) = (slot IS NOT NULL))),
  constraint commitment_weeks_off_slot_check CHECK ((slot = ANY (ARRAY[1, 2]))),
  constraint commitment_weeks_off_week_on_check CHECK ((EXTRACT(isodow FROM week_on) = (1)::numeric))
);
CREATE INDEX commitment_weeks_off_client_idx ON public.commitment_weeks_off USING btree (org_id, client_id, id);
CREATE UNIQUE INDEX commitment_weeks_off_grace_key ON public.commitment_weeks_off USING btree (org_id, client_id, quarter_on, slot) WHERE ((returned_at IS NULL) AND (slot IS NOT NULL));
CREATE UNIQUE INDEX commitment_weeks_off_week_key ON public.commitment_weeks_off USING btree (org_id, client_id, week_on) WHERE (returned_at IS NULL);
create policy app_deletes on commitment_weeks_off for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on commitment_weeks_off for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on commitment_weeks_off for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[]))));
create policy app_updates on commitment_weeks_off for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on commitment_weeks_off to gate using (true) with check (true);
grant insert, select on commitment_weeks_off to app;
grant insert, select, update on commitment_weeks_off to gate;

create table consents (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  coach_id uuid not null,
  engagement_id uuid not null,
  subject text not null,
  given_at timestamp(3) with time zone default now() not null,
  until timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  constraint consents_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id),
  constraint consents_pkey PRIMARY KEY (org_id, id),
  constraint consents_subject_check CHECK ((subject = ANY (ARRAY['CHECK_INS'::text, 'ROLE_ASPECTS'::text, 'TASKS'::text, 'SKILLS'::text, 'TARGET_ROLES'::text, 'VALUES'::text, 'CONSTRAINTS'::text, 'DOCUMENTS'::text, 'COACH_HOURS'::text]))),
  constraint consents_until CHECK ((until > given_at))
);
CREATE INDEX consents_client_idx ON public.consents USING btree (org_id, client_id, id);
CREATE INDEX consents_coach_idx ON public.consents USING btree (org_id, coach_id, subject) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX consents_standing_key ON public.consents USING btree (org_id, engagement_id, subject) WHERE (withdrawn_at IS NULL);
create policy app_deletes on consents for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on consents for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on consents for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('profile'::text) AS client_ids)::uuid[]))))));
create policy app_updates on consents for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ( SELECT app.member_id() AS member_id)) AND (withdrawn_at IS NULL))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on consents to gate using (true) with check (true);
grant insert, select on consents to app;
grant insert, select, update on consents to gate;

create table contacts (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  name text not null,
  field text,
  next_step text,
  tie smallint not null,
  last_contact_on date,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint contacts_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint contacts_field_check CHECK (((field ~ '^s1\.'::text) AND (length(field) <= 1000))),
  constraint contacts_name_check CHECK (((name ~ '^s1\.'::text) AND (length(name) <= 1000))),
  constraint contacts_next_step_check CHECK (((next_step ~ '^s1\.'::text) AND (length(next_step) <= 3000))),
  constraint contacts_pkey PRIMARY KEY (org_id, id),
  constraint contacts_tie_check CHECK (((tie >= 1) AND (tie <= 5)))
);
CREATE INDEX contacts_client_idx ON public.contacts USING btree (org_id, client_id, id);
create policy app_deletes on contacts for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on contacts for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on contacts for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on contacts for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on contacts to gate using (true) with check (true);
grant delete, insert, select, update on contacts to app;
grant insert, select, update on contacts to gate;

create table credentials (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  title text not null,
  issuer text not null,
  issued_on date not null,
  expires_on date,
  remind_days smallint default 30,
  remind_on date default (expires_on - (remind_days)::integer),
  tags text[] default '{}'::text[] not null,
  archived_at timestamp(3) with time zone,
  renewal_version integer default 1 not null,
  announced_version integer,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint credentials_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint credentials_client_key UNIQUE (org_id, client_id, id),
  constraint credentials_dates CHECK ((expires_on >= issued_on)),
  constraint credentials_issuer_check CHECK (((length(issuer) >= 1) AND (length(issuer) <= 120))),
  constraint credentials_pkey PRIMARY KEY (org_id, id),
  constraint credentials_remind_days_check CHECK (((remind_days >= 1) AND (remind_days <= 365))),
  constraint credentials_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint credentials_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX credentials_expires_idx ON public.credentials USING btree (org_id, client_id, expires_on, id) WHERE (archived_at IS NULL);
CREATE INDEX credentials_remind_idx ON public.credentials USING btree (remind_on) WHERE ((remind_on IS NOT NULL) AND (archived_at IS NULL) AND (announced_version IS DISTINCT FROM renewal_version));
create policy app_deletes on credentials for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on credentials for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on credentials for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on credentials for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on credentials to gate using (true) with check (true);
grant insert, select, update on credentials to app;
grant insert, select, update on credentials to gate;

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

create table document_credentials (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  document_id uuid not null,
  credential_id uuid not null,
  constraint document_credentials_credential_fk FOREIGN KEY (org_id, client_id, credential_id) REFERENCES credentials(org_id, client_id, id),
  constraint document_credentials_document_fk FOREIGN KEY (org_id, client_id, document_id) REFERENCES documents(org_id, client_id, id) ON DELETE CASCADE,
  constraint document_credentials_key UNIQUE (org_id, document_id, credential_id),
  constraint document_credentials_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX document_credentials_credential_idx ON public.document_credentials USING btree (org_id, client_id, credential_id);
create policy app_deletes on document_credentials for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on document_credentials for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on document_credentials for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on document_credentials for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on document_credentials to gate using (true) with check (true);
grant delete, insert, select on document_credentials to app;
grant insert, select, update on document_credentials to gate;

create table document_goals (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  document_id uuid not null,
  goal_id uuid not null,
  constraint document_goals_document_fk FOREIGN KEY (org_id, client_id, document_id) REFERENCES documents(org_id, client_id, id),
  constraint document_goals_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint document_goals_key UNIQUE (org_id, document_id, goal_id),
  constraint document_goals_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX document_goals_goal_idx ON public.document_goals USING btree (org_id, client_id, goal_id);
create policy app_deletes on document_goals for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on document_goals for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on document_goals for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('documents'::text) AS client_ids)::uuid[]))));
create policy app_updates on document_goals for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on document_goals to gate using (true) with check (true);
grant delete, insert, select on document_goals to app;
grant insert, select, update on document_goals to gate;

create table document_loose_files (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  since timestamp(3) with time zone default now() not null,
  abandoned_at timestamp(3) with time zone,
  constraint document_loose_files_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint document_loose_files_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX document_loose_files_client_idx ON public.document_loose_files USING btree (org_id, client_id);
create policy app_deletes on document_loose_files for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on document_loose_files for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on document_loose_files for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy app_updates on document_loose_files for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on document_loose_files to gate using (true) with check (true);
grant delete, insert, select on document_loose_files to app;
grant insert, select, update on document_loose_files to gate;

create table document_versions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  document_id uuid not null,
  number integer not null,
  url text,
  format text,
  sha256 text,
  bytes integer,
  created_at timestamp(3) with time zone default now() not null,
  constraint document_versions_bytes_check CHECK ((bytes > 0)),
  constraint document_versions_document_fk FOREIGN KEY (org_id, client_id, document_id) REFERENCES documents(org_id, client_id, id),
  constraint document_versions_format_check CHECK ((format = ANY (ARRAY['PDF'::text, 'DOCX'::text, 'ODT'::text, 'PNG'::text, 'JPEG'::text, 'TEXT'::text]))),
  constraint document_versions_number_check CHECK (((number >= 1) AND (number <= 1000))),
  constraint document_versions_number_key UNIQUE (org_id, document_id, number),
  constraint document_versions_one_content CHECK ((num_nulls(format, sha256, bytes) =
CASE
    WHEN (url IS NULL) THEN 0
    ELSE 3
END)),
  constraint document_versions_pkey PRIMARY KEY (org_id, id),
  constraint document_versions_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint document_versions_url_check CHECK (((url ~ '^https?://'::text) AND (length(url) <= 2000)))
);
create policy app_deletes on document_versions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on document_versions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on document_versions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('documents'::text) AS client_ids)::uuid[]))));
create policy app_updates on document_versions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on document_versions to gate using (true) with check (true);
grant delete, insert, select on document_versions to app;
grant insert, select, update on document_versions to gate;

create table documents (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  title text not null,
  tags text[] default '{}'::text[] not null,
  changed_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint documents_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint documents_client_key UNIQUE (org_id, client_id, id),
  constraint documents_kind_check CHECK ((kind = ANY (ARRAY['RESUME'::text, 'PROFILE'::text, 'PORTFOLIO'::text]))),
  constraint documents_pkey PRIMARY KEY (org_id, id),
  constraint documents_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint documents_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on documents for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on documents for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on documents for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('documents'::text) AS client_ids)::uuid[]))));
create policy app_updates on documents for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on documents to gate using (true) with check (true);
grant delete, insert, select, update on documents to app;
grant insert, select, update on documents to gate;

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
  constraint engagements_client_key UNIQUE (org_id, client_id, id),
  constraint engagements_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coaches(org_id, id),
  constraint engagements_dates CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
  constraint engagements_pair_key UNIQUE (org_id, coach_id, client_id, id),
  constraint engagements_pkey PRIMARY KEY (org_id, id),
  constraint engagements_signed CHECK (((status <> ALL (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'COMPLETED'::text])) OR ((coach_signed_at IS NOT NULL) AND (client_signed_at IS NOT NULL)))),
  constraint engagements_status_check CHECK ((status = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text, 'COMPLETED'::text, 'ENDED_EARLY'::text]))),
  constraint engagements_two_people CHECK ((coach_id <> client_id))
);
CREATE UNIQUE INDEX engagements_open_key ON public.engagements USING btree (org_id, coach_id, client_id) WHERE (status = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text]));
create policy app_deletes on engagements for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on engagements for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (status = 'PROPOSED'::text)))));
create policy app_reads on engagements for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)) OR (id = ANY (( SELECT app.handed_engagements('SESSIONS'::text) AS handed_engagements)::uuid[])))));
create policy app_updates on engagements for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR (coach_id = ( SELECT app.member_id() AS member_id)) OR (client_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on engagements to gate using (true) with check (true);
CREATE TRIGGER engagements_agreement AFTER INSERT OR UPDATE OF coach_signed_at, client_signed_at ON public.engagements FOR EACH ROW EXECUTE FUNCTION app.follow_engagement();
CREATE TRIGGER engagements_hold BEFORE INSERT OR UPDATE ON public.engagements FOR EACH ROW EXECUTE FUNCTION app.hold_engagement();
grant insert, select on engagements to app;
grant insert, select, update on engagements to gate;

create table enrolment_marks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  programme_id uuid not null,
  enrolment_id uuid not null,
  step_id uuid not null,
  position smallint not null,
  done boolean not null,
  reason text,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint enrolment_marks_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint enrolment_marks_enrolment_fk FOREIGN KEY (org_id, client_id, programme_id, enrolment_id) REFERENCES enrolments(org_id, client_id, programme_id, id),
  constraint enrolment_marks_pkey PRIMARY KEY (org_id, id),
  constraint enrolment_marks_position_check CHECK (("position" > 0)),
  constraint enrolment_marks_position_key UNIQUE (org_id, enrolment_id, step_id, "position"),
  constraint enrolment_marks_reason CHECK ((done = (reason IS NULL))),
  constraint enrolment_marks_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint enrolment_marks_step_fk FOREIGN KEY (org_id, programme_id, step_id) REFERENCES programme_steps(org_id, programme_id, id),
  constraint enrolment_marks_turns CHECK ((done = ((("position")::integer % 2) = 1)))
);
create policy app_deletes on enrolment_marks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on enrolment_marks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on enrolment_marks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on enrolment_marks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on enrolment_marks to gate using (true) with check (true);
grant insert, select on enrolment_marks to app;
grant insert, select, update on enrolment_marks to gate;

create table enrolments (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  programme_id uuid not null,
  client_id uuid not null,
  status text default 'ENROLLED'::text not null,
  enrolled_at timestamp(3) with time zone default now() not null,
  completed_at timestamp(3) with time zone,
  left_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint enrolments_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint enrolments_client_key UNIQUE (org_id, client_id, programme_id, id),
  constraint enrolments_completed CHECK (((status = 'COMPLETED'::text) = (completed_at IS NOT NULL))),
  constraint enrolments_left CHECK (((status = 'LEFT'::text) = (left_at IS NOT NULL))),
  constraint enrolments_pkey PRIMARY KEY (org_id, id),
  constraint enrolments_programme_fk FOREIGN KEY (org_id, programme_id) REFERENCES programmes(org_id, id),
  constraint enrolments_status_check CHECK ((status = ANY (ARRAY['ENROLLED'::text, 'COMPLETED'::text, 'LEFT'::text])))
);
CREATE INDEX enrolments_client_idx ON public.enrolments USING btree (org_id, client_id, id);
CREATE INDEX enrolments_programme_idx ON public.enrolments USING btree (org_id, programme_id, status);
CREATE UNIQUE INDEX enrolments_seat_key ON public.enrolments USING btree (org_id, programme_id, client_id) WHERE (status <> 'LEFT'::text);
create policy app_deletes on enrolments for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on enrolments for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on enrolments for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (status <> 'LEFT'::text))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on enrolments to gate using (true) with check (true);
grant select on enrolments to app;
grant insert, select, update on enrolments to gate;

create table first_weeks (
  org_id uuid default app.org_id() not null,
  id uuid default app.member_id() not null,
  skipped text[] default '{}'::text[] not null,
  left_at timestamp(3) with time zone,
  constraint first_weeks_client_fk FOREIGN KEY (org_id, id) REFERENCES clients(org_id, id),
  constraint first_weeks_pkey PRIMARY KEY (org_id, id),
  constraint first_weeks_skipped_check CHECK ((skipped <@ ARRAY['RECOGNISE'::text, 'EVALUATE'::text, 'SET_GOAL'::text, 'LEARN'::text, 'ACT'::text, 'GROW'::text, 'COMMIT'::text, 'GET_SUPPORT'::text]))
);
create policy app_deletes on first_weeks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on first_weeks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on first_weeks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on first_weeks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on first_weeks to gate using (true) with check (true);
grant insert, select, update on first_weeks to app;
grant insert, select, update on first_weeks to gate;

create table gaps (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  source text not null,
  skill_id uuid,
  target_role_id uuid,
  aspect_id uuid,
  check_in_id uuid,
  value_id uuid,
  constraint_id uuid,
  constraint_private boolean,
  magnitude numeric(15,6) not null,
  importance smallint not null,
  importance_own boolean default false not null,
  status text default 'OPEN'::text not null,
  reason text,
  found_at timestamp(3) with time zone default now() not null,
  closed_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint gaps_aspect_fk FOREIGN KEY (org_id, client_id, aspect_id) REFERENCES role_aspects(org_id, client_id, id),
  constraint gaps_check_in_fk FOREIGN KEY (org_id, client_id, check_in_id) REFERENCES check_ins(org_id, client_id, id),
  constraint gaps_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint gaps_client_key UNIQUE (org_id, client_id, id),
  constraint gaps_constraint_fk FOREIGN KEY (org_id, client_id, constraint_id, constraint_private) REFERENCES client_constraints(org_id, client_id, id, private) ON UPDATE CASCADE,
  constraint gaps_importance_check CHECK (((importance >= 1) AND (importance <= 5))),
  constraint gaps_kind CHECK ((kind =
CASE source
    WHEN 'TARGET_ROLE'::text THEN 'SKILL'::text
    WHEN 'SKILL_CLAIM'::text THEN 'USE'::text
    WHEN 'ROLE_ASPECT'::text THEN 'RECOGNITION'::text
    WHEN 'CHECK_IN'::text THEN 'RECOGNITION'::text
    WHEN 'VALUE'::text THEN 'ALIGNMENT'::text
    WHEN 'TASKS'::text THEN 'ALIGNMENT'::text
    WHEN 'CONSTRAINT'::text THEN 'CONSTRAINT'::text
    ELSE NULL::text
END)),
  constraint gaps_kind_check CHECK ((kind = ANY (ARRAY['SKILL'::text, 'USE'::text, 'RECOGNITION'::text, 'ALIGNMENT'::text, 'CONSTRAINT'::text]))),
  constraint gaps_magnitude_check CHECK (((magnitude >= (0)::numeric) AND (magnitude <= (1)::numeric))),
  constraint gaps_pkey PRIMARY KEY (org_id, id),
  constraint gaps_reason CHECK (((status = 'ACCEPTED'::text) = (reason IS NOT NULL))),
  constraint gaps_reason_check CHECK (((reason ~ '^s1\.'::text) AND (length(reason) <= 4000))),
  constraint gaps_rows CHECK ((((skill_id IS NOT NULL) = (source = ANY (ARRAY['TARGET_ROLE'::text, 'SKILL_CLAIM'::text]))) AND ((target_role_id IS NOT NULL) = (source = 'TARGET_ROLE'::text)) AND ((aspect_id IS NOT NULL) = (source = 'ROLE_ASPECT'::text)) AND ((check_in_id IS NOT NULL) = (source = 'CHECK_IN'::text)) AND ((value_id IS NOT NULL) = (source = 'VALUE'::text)) AND ((constraint_id IS NOT NULL) = (source = 'CONSTRAINT'::text)) AND ((constraint_private IS NOT NULL) = (source = 'CONSTRAINT'::text)))),
  constraint gaps_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id),
  constraint gaps_source_check CHECK ((source = ANY (ARRAY['TARGET_ROLE'::text, 'SKILL_CLAIM'::text, 'ROLE_ASPECT'::text, 'CHECK_IN'::text, 'VALUE'::text, 'TASKS'::text, 'CONSTRAINT'::text]))),
  constraint gaps_source_key UNIQUE NULLS NOT DISTINCT (org_id, client_id, source, skill_id, target_role_id, value_id, constraint_id),
  constraint gaps_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'ADDRESSED'::text, 'ACCEPTED'::text]))),
  constraint gaps_target_role_fk FOREIGN KEY (org_id, client_id, target_role_id) REFERENCES target_roles(org_id, client_id, id),
  constraint gaps_value_fk FOREIGN KEY (org_id, client_id, value_id) REFERENCES client_values(org_id, client_id, id)
);
CREATE INDEX gaps_rank_idx ON public.gaps USING btree (org_id, client_id, ((magnitude * (importance)::numeric)) DESC, id DESC);
create policy app_deletes on gaps for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on gaps for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on gaps for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('profile'::text) AS client_ids)::uuid[])) AND
CASE source
    WHEN 'TARGET_ROLE'::text THEN ((client_id = ANY (( SELECT app.client_ids('skills'::text) AS client_ids)::uuid[])) AND (client_id = ANY (( SELECT app.client_ids('target-roles'::text) AS client_ids)::uuid[])))
    WHEN 'SKILL_CLAIM'::text THEN (client_id = ANY (( SELECT app.client_ids('skills'::text) AS client_ids)::uuid[]))
    WHEN 'ROLE_ASPECT'::text THEN (client_id = ANY (( SELECT app.client_ids('aspects'::text) AS client_ids)::uuid[]))
    WHEN 'CHECK_IN'::text THEN (client_id = ANY (( SELECT app.client_ids('checkins'::text) AS client_ids)::uuid[]))
    WHEN 'VALUE'::text THEN (client_id = ANY (( SELECT app.client_ids('values'::text) AS client_ids)::uuid[]))
    WHEN 'TASKS'::text THEN (client_id = ANY (( SELECT app.client_ids('tasks'::text) AS client_ids)::uuid[]))
    WHEN 'CONSTRAINT'::text THEN (client_id = ANY (( SELECT app.client_ids('constraints'::text) AS client_ids)::uuid[]))
    ELSE false
END AND ((client_id = ( SELECT app.member_id() AS member_id)) OR
CASE
    WHEN (check_in_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM check_in_scores s
      WHERE ((s.org_id = gaps.org_id) AND (s.client_id = gaps.client_id) AND (s.id = gaps.check_in_id))))
    WHEN (skill_id IS NOT NULL) THEN (EXISTS ( SELECT
       FROM skill_claims c
      WHERE ((c.org_id = gaps.org_id) AND (c.client_id = gaps.client_id) AND (c.skill_id = gaps.skill_id))))
    ELSE (constraint_private IS NOT TRUE)
END))));
create policy app_updates on gaps for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on gaps to gate using (true) with check (true);
grant insert, select, update on gaps to app;
grant insert, select, update on gaps to gate;

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
  constraint goal_milestones_position_key UNIQUE (org_id, goal_id, "position") DEFERRABLE,
  constraint goal_milestones_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on goal_milestones for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goal_milestones for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goal_milestones for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_milestones for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goal_milestones to gate using (true) with check (true);
CREATE TRIGGER goal_milestones_announce_wins AFTER UPDATE OF done_at ON public.goal_milestones FOR EACH ROW WHEN ((old.done_at IS DISTINCT FROM new.done_at)) EXECUTE FUNCTION app.announce_wins();
grant delete, insert, select, update on goal_milestones to app;
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

create table goal_rating_confirmations (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid not null,
  progress_id uuid not null,
  coach_id uuid default app.member_id() not null,
  engagement_id uuid not null,
  at timestamp(3) with time zone default now() not null,
  constraint goal_rating_confirmations_engagement_fk FOREIGN KEY (org_id, client_id, coach_id, engagement_id) REFERENCES engagements(org_id, client_id, coach_id, id),
  constraint goal_rating_confirmations_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint goal_rating_confirmations_key UNIQUE (org_id, progress_id, coach_id),
  constraint goal_rating_confirmations_pkey PRIMARY KEY (org_id, id),
  constraint goal_rating_confirmations_progress_fk FOREIGN KEY (org_id, progress_id) REFERENCES goal_progress(org_id, id)
);
create policy app_deletes on goal_rating_confirmations for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((coach_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))) AND (EXISTS ( SELECT
   FROM (goal_progress p
     JOIN goals g ON (((g.org_id = p.org_id) AND (g.id = p.goal_id))))
  WHERE ((p.org_id = ( SELECT app.org_id() AS org_id)) AND (p.id = goal_rating_confirmations.progress_id) AND (p.goal_id = goal_rating_confirmations.goal_id) AND (p.client_id = goal_rating_confirmations.client_id) AND (g.measure = 'GAS'::text) AND (p.at >= COALESCE(g.measured_since, '-infinity'::timestamp with time zone))))))));
create policy app_inserts on goal_rating_confirmations for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((coach_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))) AND (EXISTS ( SELECT
   FROM (goal_progress p
     JOIN goals g ON (((g.org_id = p.org_id) AND (g.id = p.goal_id))))
  WHERE ((p.org_id = ( SELECT app.org_id() AS org_id)) AND (p.id = goal_rating_confirmations.progress_id) AND (p.goal_id = goal_rating_confirmations.goal_id) AND (p.client_id = goal_rating_confirmations.client_id) AND (g.measure = 'GAS'::text) AND (p.at >= COALESCE(g.measured_since, '-infinity'::timestamp with time zone))))))));
create policy app_reads on goal_rating_confirmations for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_rating_confirmations for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((coach_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))) AND (EXISTS ( SELECT
   FROM (goal_progress p
     JOIN goals g ON (((g.org_id = p.org_id) AND (g.id = p.goal_id))))
  WHERE ((p.org_id = ( SELECT app.org_id() AS org_id)) AND (p.id = goal_rating_confirmations.progress_id) AND (p.goal_id = goal_rating_confirmations.goal_id) AND (p.client_id = goal_rating_confirmations.client_id) AND (g.measure = 'GAS'::text) AND (p.at >= COALESCE(g.measured_since, '-infinity'::timestamp with time zone)))))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((coach_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))) AND (EXISTS ( SELECT
   FROM (goal_progress p
     JOIN goals g ON (((g.org_id = p.org_id) AND (g.id = p.goal_id))))
  WHERE ((p.org_id = ( SELECT app.org_id() AS org_id)) AND (p.id = goal_rating_confirmations.progress_id) AND (p.goal_id = goal_rating_confirmations.goal_id) AND (p.client_id = goal_rating_confirmations.client_id) AND (g.measure = 'GAS'::text) AND (p.at >= COALESCE(g.measured_since, '-infinity'::timestamp with time zone))))))));
create policy gate_looks on goal_rating_confirmations to gate using (true) with check (true);
grant insert, select on goal_rating_confirmations to app;
grant insert, select, update on goal_rating_confirmations to gate;

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

create table goal_scale_confirmations (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid not null,
  scale_version integer not null,
  member_id uuid default app.member_id() not null,
  engagement_id uuid,
  at timestamp(3) with time zone default now() not null,
  constraint goal_scale_confirmations_engagement_fk FOREIGN KEY (org_id, client_id, member_id, engagement_id) REFERENCES engagements(org_id, client_id, coach_id, id),
  constraint goal_scale_confirmations_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint goal_scale_confirmations_key UNIQUE (org_id, goal_id, scale_version, member_id),
  constraint goal_scale_confirmations_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint goal_scale_confirmations_pkey PRIMARY KEY (org_id, id),
  constraint goal_scale_confirmations_side CHECK (((engagement_id IS NULL) = (member_id = client_id)))
);
CREATE INDEX goal_scale_confirmations_engagement_idx ON public.goal_scale_confirmations USING btree (org_id, engagement_id, goal_id) WHERE (engagement_id IS NOT NULL);
create policy app_deletes on goal_scale_confirmations for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND ((( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))) OR ((engagement_id IS NULL) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))))));
create policy app_inserts on goal_scale_confirmations for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND ((( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))) OR ((engagement_id IS NULL) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))))));
create policy app_reads on goal_scale_confirmations for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goal_scale_confirmations for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND ((( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))) OR ((engagement_id IS NULL) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND ((( SELECT app.has_role('COACH'::text) AS has_role) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.coach_id = ( SELECT app.member_id() AS member_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))) OR ((engagement_id IS NULL) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))))));
create policy gate_looks on goal_scale_confirmations to gate using (true) with check (true);
CREATE TRIGGER goal_scale_confirmations_lock AFTER INSERT ON public.goal_scale_confirmations FOR EACH ROW EXECUTE FUNCTION app.lock_goal_scale();
grant insert, select on goal_scale_confirmations to app;
grant insert, select, update on goal_scale_confirmations to gate;

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
  status text default 'DRAFT'::text not null,
  activated_at timestamp(3) with time zone,
  closed_at timestamp(3) with time zone,
  segment_started_at timestamp(3) with time zone,
  last_progress_id uuid,
  last_progress_at timestamp(3) with time zone,
  last_value numeric(15,6),
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  gap_id uuid,
  value_id uuid,
  levels text[],
  importance smallint,
  difficulty smallint,
  scale_version integer default 1 not null,
  scale_locked_at timestamp(3) with time zone,
  successor_id uuid,
  measured_since timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  tags text[] default '{}'::text[] not null,
  constraint goals_activated CHECK (((status = 'DRAFT'::text) OR (activated_at IS NOT NULL))),
  constraint goals_archived CHECK (((archived_at IS NULL) OR (status <> 'ACTIVE'::text))),
  constraint goals_baseline_level CHECK (((measure <> 'GAS'::text) OR (baseline = ANY (ARRAY[('-2'::integer)::numeric, ('-1'::integer)::numeric])))),
  constraint goals_behaviour_check CHECK (((length(behaviour) >= 1) AND (length(behaviour) <= 2000))),
  constraint goals_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint goals_client_key UNIQUE (org_id, client_id, id),
  constraint goals_closed CHECK (((closed_at IS NOT NULL) = (status = ANY (ARRAY['ACHIEVED'::text, 'PARTLY'::text, 'ABANDONED'::text, 'SUPERSEDED'::text])))),
  constraint goals_confidence_check CHECK (((confidence >= 0) AND (confidence <= 10))),
  constraint goals_difficulty CHECK (((difficulty >= 1) AND (difficulty <= 3))),
  constraint goals_gap_fk FOREIGN KEY (org_id, client_id, gap_id) REFERENCES gaps(org_id, client_id, id),
  constraint goals_horizon_check CHECK ((horizon = ANY (ARRAY['SHORT'::text, 'LONG'::text]))),
  constraint goals_importance CHECK (((importance >= 1) AND (importance <= 3))),
  constraint goals_kind_check CHECK ((kind = ANY (ARRAY['SKILL'::text, 'STRETCH_PROJECT'::text, 'NETWORK'::text, 'PROMOTION'::text, 'INDUSTRY_CHANGE'::text, 'LEADERSHIP'::text, 'LATERAL'::text, 'OTHER'::text]))),
  constraint goals_last_progress CHECK ((((last_progress_id IS NULL) = (last_value IS NULL)) AND ((last_progress_id IS NULL) OR (last_progress_at IS NOT NULL)))),
  constraint goals_levels CHECK (((levels IS NULL) OR app.are_levels(levels))),
  constraint goals_measure_check CHECK ((measure = ANY (ARRAY['NUMBER'::text, 'PERCENT'::text, 'MILESTONES'::text, 'BINARY'::text, 'GAS'::text]))),
  constraint goals_not_own_parent CHECK ((parent_id <> id)),
  constraint goals_parent_fk FOREIGN KEY (org_id, client_id, parent_id) REFERENCES goals(org_id, client_id, id),
  constraint goals_pkey PRIMARY KEY (org_id, id),
  constraint goals_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'ACTIVE'::text, 'PAUSED'::text, 'ACHIEVED'::text, 'PARTLY'::text, 'ABANDONED'::text, 'SUPERSEDED'::text]))),
  constraint goals_successor CHECK (((successor_id IS NULL) OR ((status = 'SUPERSEDED'::text) AND (successor_id <> id)))),
  constraint goals_successor_fk FOREIGN KEY (org_id, client_id, successor_id) REFERENCES goals(org_id, client_id, id),
  constraint goals_support_check CHECK (((length(support) >= 1) AND (length(support) <= 500))),
  constraint goals_tags CHECK (app.are_tags(tags)),
  constraint goals_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint goals_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 40))),
  constraint goals_value_fk FOREIGN KEY (org_id, client_id, value_id) REFERENCES client_values(org_id, client_id, id),
  constraint goals_weight_check CHECK ((weight > (0)::numeric))
);
CREATE INDEX goals_gap_idx ON public.goals USING btree (org_id, client_id, gap_id) WHERE (gap_id IS NOT NULL);
CREATE INDEX goals_parent_idx ON public.goals USING btree (org_id, client_id, parent_id) WHERE (parent_id IS NOT NULL);
CREATE INDEX goals_successor_idx ON public.goals USING btree (org_id, client_id, successor_id) WHERE (successor_id IS NOT NULL);
CREATE INDEX goals_value_idx ON public.goals USING btree (org_id, client_id, value_id) WHERE (value_id IS NOT NULL);
create policy app_deletes on goals for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on goals for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on goals for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('goals'::text) AS client_ids)::uuid[]))));
create policy app_updates on goals for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on goals to gate using (true) with check (true);
CREATE TRIGGER goals_keep_scale BEFORE UPDATE OF measure, baseline, levels, importance, difficulty ON public.goals FOR EACH ROW WHEN (((('GAS'::text = old.measure) OR ('GAS'::text = new.measure)) AND (((((old.measure IS DISTINCT FROM new.measure) OR (old.baseline IS DISTINCT FROM new.baseline)) OR (old.levels IS DISTINCT FROM new.levels)) OR (old.importance IS DISTINCT FROM new.importance)) OR (old.difficulty IS DISTINCT FROM new.difficulty)))) EXECUTE FUNCTION app.keep_goal_scale();
grant insert, select on goals to app;
grant insert, select, update on goals to gate;

create table group_answers (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  meeting_id uuid not null,
  member_id uuid default app.member_id() not null,
  answer text not null,
  sequence integer not null,
  answered_at timestamp(3) with time zone default now() not null,
  constraint group_answers_answer_check CHECK ((answer = ANY (ARRAY['YES'::text, 'NO'::text, 'MAYBE'::text]))),
  constraint group_answers_key UNIQUE (org_id, meeting_id, member_id),
  constraint group_answers_meeting_fk FOREIGN KEY (org_id, group_id, meeting_id) REFERENCES group_meetings(org_id, group_id, id),
  constraint group_answers_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint group_answers_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX group_answers_member_idx ON public.group_answers USING btree (org_id, member_id, id);
create policy app_deletes on group_answers for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[])))));
create policy app_inserts on group_answers for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[])))));
create policy app_reads on group_answers for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR (meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])))));
create policy app_updates on group_answers for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[])))));
create policy gate_looks on group_answers to gate using (true) with check (true);
grant insert, select on group_answers to app;
grant insert, select, update on group_answers to gate;

create table group_attendance_marks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  meeting_id uuid not null,
  member_id uuid not null,
  position smallint not null,
  present boolean not null,
  reason text,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint group_attendance_marks_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint group_attendance_marks_key UNIQUE (org_id, meeting_id, member_id, "position"),
  constraint group_attendance_marks_meeting_fk FOREIGN KEY (org_id, group_id, meeting_id) REFERENCES group_meetings(org_id, group_id, id),
  constraint group_attendance_marks_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint group_attendance_marks_pkey PRIMARY KEY (org_id, id),
  constraint group_attendance_marks_position_check CHECK (("position" > 0)),
  constraint group_attendance_marks_reason CHECK ((present = (reason IS NULL))),
  constraint group_attendance_marks_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint group_attendance_marks_turns CHECK ((present = ((("position")::integer % 2) = 1)))
);
CREATE INDEX group_attendance_marks_member_idx ON public.group_attendance_marks USING btree (org_id, member_id, meeting_id);
create policy app_deletes on group_attendance_marks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on group_attendance_marks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND ((NOT present) OR (EXISTS ( SELECT
   FROM group_memberships g
  WHERE ((g.org_id = group_attendance_marks.org_id) AND (g.group_id = group_attendance_marks.group_id) AND (g.member_id = group_attendance_marks.member_id) AND (g.left_at IS NULL)))))));
create policy app_reads on group_attendance_marks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR (meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])))));
create policy app_updates on group_attendance_marks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on group_attendance_marks to gate using (true) with check (true);
grant insert, select on group_attendance_marks to app;
grant insert, select, update on group_attendance_marks to gate;

create table group_meeting_corrections (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  meeting_id uuid not null,
  was text not null,
  is_now text not null,
  reason text not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint group_meeting_corrections_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint group_meeting_corrections_is_now_check CHECK ((is_now = ANY (ARRAY['HELD'::text, 'CANCELLED'::text]))),
  constraint group_meeting_corrections_meeting_fk FOREIGN KEY (org_id, group_id, meeting_id) REFERENCES group_meetings(org_id, group_id, id),
  constraint group_meeting_corrections_other CHECK ((was <> is_now)),
  constraint group_meeting_corrections_pkey PRIMARY KEY (org_id, id),
  constraint group_meeting_corrections_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint group_meeting_corrections_was_check CHECK ((was = ANY (ARRAY['HELD'::text, 'CANCELLED'::text])))
);
CREATE INDEX group_meeting_corrections_meeting_idx ON public.group_meeting_corrections USING btree (org_id, meeting_id, id);
create policy app_deletes on group_meeting_corrections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on group_meeting_corrections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on group_meeting_corrections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[]))));
create policy app_updates on group_meeting_corrections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on group_meeting_corrections to gate using (true) with check (true);
grant insert, select on group_meeting_corrections to app;
grant insert, select, update on group_meeting_corrections to gate;

create table group_meeting_notes (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  meeting_id uuid not null,
  author_id uuid default app.member_id() not null,
  text text not null,
  created_at timestamp(3) with time zone default now() not null,
  changed_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint group_meeting_notes_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint group_meeting_notes_meeting_fk FOREIGN KEY (org_id, group_id, meeting_id) REFERENCES group_meetings(org_id, group_id, id),
  constraint group_meeting_notes_pkey PRIMARY KEY (org_id, id),
  constraint group_meeting_notes_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000)))
);
CREATE INDEX group_meeting_notes_meeting_idx ON public.group_meeting_notes USING btree (org_id, meeting_id, id);
create policy app_deletes on group_meeting_notes for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on group_meeting_notes for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on group_meeting_notes for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (meeting_id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[]))));
create policy app_updates on group_meeting_notes for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((meeting_id = ANY (( SELECT app.led_group_meeting_ids() AS led_group_meeting_ids)::uuid[])) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on group_meeting_notes to gate using (true) with check (true);
grant insert, select on group_meeting_notes to app;
grant insert, select, update on group_meeting_notes to gate;

create table group_meetings (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  leader_id uuid default app.member_id() not null,
  title text not null,
  starts_at timestamp(3) with time zone not null,
  ends_at timestamp(3) with time zone not null,
  place text,
  video_url text,
  status text default 'BOOKED'::text not null,
  cancelled_at timestamp(3) with time zone,
  cancel_reason text,
  sequence integer default 0 not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint group_meetings_cancel_reason_check CHECK (((length(cancel_reason) >= 1) AND (length(cancel_reason) <= 500))),
  constraint group_meetings_cancellation CHECK (((cancelled_at IS NOT NULL) OR (cancel_reason IS NULL))),
  constraint group_meetings_cancelled CHECK (((status = 'CANCELLED'::text) = (cancelled_at IS NOT NULL))),
  constraint group_meetings_group_fk FOREIGN KEY (org_id, group_id) REFERENCES groups(org_id, id),
  constraint group_meetings_group_key UNIQUE (org_id, group_id, id),
  constraint group_meetings_leader_fk FOREIGN KEY (org_id, leader_id) REFERENCES members(org_id, id),
  constraint group_meetings_length CHECK ((((ends_at - starts_at) >= '00:15:00'::interval) AND ((ends_at - starts_at) <= '08:00:00'::interval))),
  constraint group_meetings_pkey PRIMARY KEY (org_id, id),
  constraint group_meetings_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint group_meetings_status_check CHECK ((status = ANY (ARRAY['BOOKED'::text, 'HELD'::text, 'CANCELLED'::text]))),
  constraint group_meetings_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120))),
  constraint group_meetings_video_url_check CHECK (((video_url ~ '^https://'::text) AND (length(video_url) <= 500))),
  constraint group_meetings_whereabouts CHECK ((num_nonnulls(place, video_url) = 1))
);
CREATE INDEX group_meetings_calendar_idx ON public.group_meetings USING btree (org_id, starts_at, id);
CREATE INDEX group_meetings_leader_idx ON public.group_meetings USING btree (org_id, leader_id, id);
CREATE INDEX group_meetings_starts_idx ON public.group_meetings USING btree (org_id, group_id, starts_at, id);
create policy app_deletes on group_meetings for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[]))));
create policy app_inserts on group_meetings for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) AND (leader_id = ( SELECT app.member_id() AS member_id))));
create policy app_reads on group_meetings for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])) OR (id = ANY (( SELECT app.group_meeting_ids() AS group_meeting_ids)::uuid[])))));
create policy app_updates on group_meetings for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[]))));
create policy gate_looks on group_meetings to gate using (true) with check (true);
CREATE TRIGGER group_meetings_occupy AFTER INSERT OR DELETE OR UPDATE OF starts_at, ends_at, status, leader_id ON public.group_meetings FOR EACH ROW EXECUTE FUNCTION app.occupy_group_meeting();
CREATE TRIGGER group_meetings_remind AFTER INSERT OR UPDATE OF starts_at ON public.group_meetings FOR EACH ROW EXECUTE FUNCTION app.remind_of_group_meeting();
grant insert, select on group_meetings to app;
grant insert, select, update on group_meetings to gate;

create table group_memberships (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  group_id uuid not null,
  member_id uuid not null,
  joined_at timestamp(3) with time zone default now() not null,
  left_at timestamp(3) with time zone,
  removed_by uuid,
  readmitted_at timestamp(3) with time zone,
  constraint group_memberships_group_fk FOREIGN KEY (org_id, group_id) REFERENCES groups(org_id, id),
  constraint group_memberships_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint group_memberships_pkey PRIMARY KEY (org_id, id),
  constraint group_memberships_readmitted CHECK (((readmitted_at IS NULL) OR (removed_by IS NOT NULL))),
  constraint group_memberships_removed CHECK (((removed_by IS NULL) OR (left_at IS NOT NULL))),
  constraint group_memberships_remover_fk FOREIGN KEY (org_id, removed_by) REFERENCES members(org_id, id)
);
CREATE INDEX group_memberships_group_idx ON public.group_memberships USING btree (org_id, group_id, joined_at, id);
CREATE INDEX group_memberships_member_idx ON public.group_memberships USING btree (org_id, member_id, id);
CREATE UNIQUE INDEX group_memberships_standing_key ON public.group_memberships USING btree (org_id, group_id, member_id) WHERE (left_at IS NULL);
create policy app_deletes on group_memberships for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((removed_by IS NOT NULL) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])))));
create policy app_reads on group_memberships for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((member_id = ( SELECT app.member_id() AS member_id)) OR ((left_at IS NULL) AND (group_id = ANY (( SELECT app.group_ids() AS group_ids)::uuid[]))) OR ((removed_by IS NOT NULL) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[]))))));
create policy app_updates on group_memberships for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((removed_by IS NOT NULL) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((removed_by IS NOT NULL) AND (group_id = ANY (( SELECT app.led_group_ids() AS led_group_ids)::uuid[])))));
create policy gate_looks on group_memberships to gate using (true) with check (true);
CREATE TRIGGER group_memberships_remind AFTER INSERT ON public.group_memberships FOR EACH ROW WHEN ((new.left_at IS NULL)) EXECUTE FUNCTION app.remind_group_member();
grant select on group_memberships to app;
grant insert, select, update on group_memberships to gate;

create table groups (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  leader_id uuid default app.member_id() not null,
  name text not null,
  industry text not null,
  about text,
  seats integer,
  status text default 'OPEN'::text not null,
  closed_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint groups_about_check CHECK (((length(about) >= 1) AND (length(about) <= 4000))),
  constraint groups_archived CHECK (((status = 'ARCHIVED'::text) = (archived_at IS NOT NULL))),
  constraint groups_closed CHECK (((status = 'OPEN'::text) = (closed_at IS NULL))),
  constraint groups_industry_check CHECK (((length(industry) >= 1) AND (length(industry) <= 80))),
  constraint groups_leader_fk FOREIGN KEY (org_id, leader_id) REFERENCES members(org_id, id),
  constraint groups_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint groups_pkey PRIMARY KEY (org_id, id),
  constraint groups_seats_check CHECK (((seats >= 1) AND (seats <= 10000))),
  constraint groups_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'CLOSED'::text, 'ARCHIVED'::text])))
);
CREATE INDEX groups_leader_idx ON public.groups USING btree (org_id, leader_id);
CREATE INDEX groups_name_idx ON public.groups USING btree (org_id, name, id);
create policy app_deletes on groups for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((leader_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.may_lead() AS may_lead))));
create policy app_inserts on groups for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((leader_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.may_lead() AS may_lead))));
create policy app_reads on groups for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((status = 'OPEN'::text) OR ( SELECT app.has_role('ADMIN'::text) AS has_role) OR (id = ANY (( SELECT app.group_ids() AS group_ids)::uuid[])))));
create policy app_updates on groups for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((leader_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.may_lead() AS may_lead)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((leader_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.may_lead() AS may_lead))));
create policy gate_looks on groups to gate using (true) with check (true);
CREATE TRIGGER groups_seat_leader AFTER INSERT ON public.groups FOR EACH ROW EXECUTE FUNCTION app.seat_leader();
grant insert, select on groups to app;
grant insert, select, update on groups to gate;

create table hand_over_picks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  hand_over_id uuid not null,
  client_id uuid not null,
  subject text not null,
  picked_at timestamp(3) with time zone default now() not null,
  revoked_at timestamp(3) with time zone,
  consent_ids uuid[] default '{}'::uuid[] not null,
  constraint hand_over_picks_hand_over_fk FOREIGN KEY (org_id, client_id, hand_over_id) REFERENCES hand_overs(org_id, client_id, id) ON DELETE CASCADE,
  constraint hand_over_picks_pkey PRIMARY KEY (org_id, id),
  constraint hand_over_picks_subject_check CHECK ((subject = ANY (ARRAY['SHARED_NOTES'::text, 'SESSIONS'::text, 'CONSENTS'::text])))
);
CREATE UNIQUE INDEX hand_over_picks_standing_key ON public.hand_over_picks USING btree (org_id, hand_over_id, subject) WHERE (revoked_at IS NULL);
create policy app_deletes on hand_over_picks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on hand_over_picks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on hand_over_picks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on hand_over_picks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (revoked_at IS NULL))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on hand_over_picks to gate using (true) with check (true);
grant insert, select on hand_over_picks to app;
grant insert, select, update on hand_over_picks to gate;

create table hand_over_requests (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  client_id uuid not null,
  requested_at timestamp(3) with time zone default now() not null,
  ended_at timestamp(3) with time zone,
  constraint hand_over_requests_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint hand_over_requests_engagement_fk FOREIGN KEY (org_id, engagement_id) REFERENCES engagements(org_id, id) ON DELETE CASCADE,
  constraint hand_over_requests_pkey PRIMARY KEY (org_id, id)
);
CREATE UNIQUE INDEX hand_over_requests_open_key ON public.hand_over_requests USING btree (org_id, engagement_id) WHERE (ended_at IS NULL);
create policy app_deletes on hand_over_requests for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on hand_over_requests for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = hand_over_requests.org_id) AND (e.id = hand_over_requests.engagement_id) AND (e.client_id = ( SELECT app.member_id() AS member_id)))))));
create policy app_reads on hand_over_requests for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_updates on hand_over_requests for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on hand_over_requests to gate using (true) with check (true);
grant insert, select on hand_over_requests to app;
grant insert, select, update on hand_over_requests to gate;

create table hand_overs (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  client_id uuid not null,
  coach_id uuid not null,
  from_engagement_id uuid not null,
  from_coach_id uuid not null,
  proposed_at timestamp(3) with time zone default now() not null,
  completed_at timestamp(3) with time zone,
  constraint hand_overs_client_key UNIQUE (org_id, client_id, id),
  constraint hand_overs_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint hand_overs_from_fk FOREIGN KEY (org_id, from_coach_id, client_id, from_engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint hand_overs_pkey PRIMARY KEY (org_id, id),
  constraint hand_overs_two_coaches CHECK ((coach_id <> from_coach_id))
);
CREATE INDEX hand_overs_coach_idx ON public.hand_overs USING btree (org_id, coach_id);
CREATE INDEX hand_overs_from_idx ON public.hand_overs USING btree (org_id, from_engagement_id);
create policy app_deletes on hand_overs for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_inserts on hand_overs for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_reads on hand_overs for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy app_updates on hand_overs for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))));
create policy gate_looks on hand_overs to gate using (true) with check (true);
grant insert, select on hand_overs to app;
grant insert, select, update on hand_overs to gate;

create table if_then_plans (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  cue text not null,
  cue_time time(0) without time zone,
  cue_weekdays smallint[] default '{}'::smallint[] not null,
  cue_minutes integer,
  place text,
  response text not null,
  since timestamp(3) with time zone default now() not null,
  next_at timestamp(3) with time zone,
  zone_moved boolean default false not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint if_then_plans_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint if_then_plans_client_key UNIQUE (org_id, client_id, id),
  constraint if_then_plans_cue_check CHECK ((cue = ANY (ARRAY['TIME'::text, 'BEFORE_SESSION'::text, 'AFTER_SESSION'::text, 'ACTION_DONE'::text, 'SETBACK_LOGGED'::text, 'PLACE'::text]))),
  constraint if_then_plans_cue_minutes_check CHECK (((cue_minutes >= 0) AND (cue_minutes <= 1440))),
  constraint if_then_plans_cue_weekdays_check CHECK ((cue_weekdays <@ '{1,2,3,4,5,6,7}'::smallint[])),
  constraint if_then_plans_minutes CHECK (((cue = ANY (ARRAY['BEFORE_SESSION'::text, 'AFTER_SESSION'::text])) = (cue_minutes IS NOT NULL))),
  constraint if_then_plans_moved CHECK (((next_at IS NOT NULL) OR (NOT zone_moved))),
  constraint if_then_plans_next CHECK (((next_at IS NOT NULL) = ((cue = 'TIME'::text) AND (archived_at IS NULL)))),
  constraint if_then_plans_pkey PRIMARY KEY (org_id, id),
  constraint if_then_plans_place CHECK (((cue = 'PLACE'::text) = (place IS NOT NULL))),
  constraint if_then_plans_place_check CHECK (((place ~ '^s1\.'::text) AND (length(place) <= 4000))),
  constraint if_then_plans_response_check CHECK (((response ~ '^s1\.'::text) AND (length(response) <= 8000))),
  constraint if_then_plans_time CHECK ((((cue = 'TIME'::text) = (cue_time IS NOT NULL)) AND ((cue = 'TIME'::text) OR (cue_weekdays = '{}'::smallint[]))))
);
CREATE INDEX if_then_plans_cue_idx ON public.if_then_plans USING btree (org_id, client_id, cue) WHERE (archived_at IS NULL);
CREATE INDEX if_then_plans_due_idx ON public.if_then_plans USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX if_then_plans_moved_idx ON public.if_then_plans USING btree (org_id) WHERE zone_moved;
CREATE INDEX if_then_plans_sessions_idx ON public.if_then_plans USING btree (org_id, client_id) WHERE ((archived_at IS NULL) AND (cue = ANY (ARRAY['BEFORE_SESSION'::text, 'AFTER_SESSION'::text])));
create policy app_deletes on if_then_plans for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on if_then_plans for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on if_then_plans for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on if_then_plans for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on if_then_plans to gate using (true) with check (true);
grant insert, select, update on if_then_plans to app;
grant insert, select, update on if_then_plans to gate;

create table if_then_prompts (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  plan_id uuid not null,
  event_key text not null,
  at timestamp(3) with time zone not null,
  expires_at timestamp(3) with time zone not null,
  seen_at timestamp(3) with time zone,
  constraint if_then_prompts_check CHECK ((expires_at > at)),
  constraint if_then_prompts_event_key UNIQUE (org_id, plan_id, event_key),
  constraint if_then_prompts_event_key_check CHECK (((length(event_key) >= 1) AND (length(event_key) <= 100))),
  constraint if_then_prompts_pkey PRIMARY KEY (org_id, id),
  constraint if_then_prompts_plan_fk FOREIGN KEY (org_id, client_id, plan_id) REFERENCES if_then_plans(org_id, client_id, id)
);
CREATE INDEX if_then_prompts_client_idx ON public.if_then_prompts USING btree (org_id, client_id, at DESC, id DESC);
create policy app_deletes on if_then_prompts for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on if_then_prompts for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on if_then_prompts for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on if_then_prompts for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on if_then_prompts to gate using (true) with check (true);
grant insert, select on if_then_prompts to app;
grant insert, select, update on if_then_prompts to gate;

create table imported_calendars (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  coach_id uuid not null,
  name text not null,
  busy tstzmultirange not null,
  times integer not null,
  imported_at timestamp(3) with time zone default now() not null,
  until timestamp(3) with time zone not null,
  constraint imported_calendars_coach_fk FOREIGN KEY (org_id, coach_id) REFERENCES coach_schedules(org_id, id),
  constraint imported_calendars_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint imported_calendars_name_key UNIQUE (org_id, coach_id, name),
  constraint imported_calendars_pkey PRIMARY KEY (org_id, id),
  constraint imported_calendars_times_check CHECK ((times >= 0))
);
create policy app_deletes on imported_calendars for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on imported_calendars for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on imported_calendars for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_updates on imported_calendars for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on imported_calendars to gate using (true) with check (true);
grant delete, insert, select, update on imported_calendars to app;
grant insert, select, update on imported_calendars to gate;

create table instrument_items (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  instrument_id uuid not null,
  position smallint not null,
  dimension text not null,
  reversed boolean not null,
  text text not null,
  constraint instrument_items_dimension_check CHECK ((dimension = ANY (ARRAY['BOREDOM'::text, 'UNCHALLENGED'::text, 'UNDERVALUED'::text, 'POSTPONING'::text, 'FRUSTRATION'::text, 'MOTIVATION_LOSS'::text, 'BLOCKED_ABOVE'::text]))),
  constraint instrument_items_instrument_fk FOREIGN KEY (org_id, instrument_id) REFERENCES instruments(org_id, id),
  constraint instrument_items_pkey PRIMARY KEY (org_id, id),
  constraint instrument_items_position_check CHECK ((("position" >= 1) AND ("position" <= 100))),
  constraint instrument_items_position_key UNIQUE (org_id, instrument_id, "position"),
  constraint instrument_items_text_check CHECK (((length(text) >= 1) AND (length(text) <= 300)))
);
create policy app_deletes on instrument_items for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_inserts on instrument_items for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_reads on instrument_items for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on instrument_items for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy gate_looks on instrument_items to gate using (true) with check (true);
CREATE TRIGGER instrument_items_keep BEFORE INSERT OR DELETE OR UPDATE ON public.instrument_items FOR EACH ROW EXECUTE FUNCTION app.keep_instrument();
grant insert, select on instrument_items to app;
grant insert, select, update on instrument_items to gate;

create table instruments (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  code text not null,
  edition integer not null,
  title text not null,
  author_id uuid,
  current boolean default false not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint instruments_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint instruments_code_check CHECK ((code ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
  constraint instruments_edition_check CHECK ((edition >= 1)),
  constraint instruments_edition_key UNIQUE (org_id, code, edition),
  constraint instruments_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint instruments_pkey PRIMARY KEY (org_id, id),
  constraint instruments_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
);
CREATE UNIQUE INDEX instruments_current_key ON public.instruments USING btree (org_id) WHERE current;
create policy app_deletes on instruments for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_inserts on instruments for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_reads on instruments for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on instruments for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy gate_looks on instruments to gate using (true) with check (true);
CREATE TRIGGER instruments_keep BEFORE DELETE OR UPDATE ON public.instruments FOR EACH ROW EXECUTE FUNCTION app.keep_instrument();
grant insert, select on instruments to app;
grant insert, select, update on instruments to gate;

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

create table journal_entries (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  text text not null,
  goal_id uuid,
  action_id uuid,
  setback_id uuid,
  changed_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint journal_entries_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint journal_entries_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint journal_entries_client_key UNIQUE (org_id, client_id, id),
  constraint journal_entries_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint journal_entries_kind_check CHECK ((kind = ANY (ARRAY['GOAL'::text, 'ACTION'::text, 'ACCOMPLISHMENT'::text, 'SETBACK'::text, 'REFLECTION'::text, 'QUESTION'::text]))),
  constraint journal_entries_pkey PRIMARY KEY (org_id, id),
  constraint journal_entries_setback_fk FOREIGN KEY (org_id, client_id, setback_id) REFERENCES setbacks(org_id, client_id, id),
  constraint journal_entries_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000)))
);
CREATE INDEX journal_entries_action_idx ON public.journal_entries USING btree (org_id, client_id, action_id) WHERE (action_id IS NOT NULL);
CREATE INDEX journal_entries_client_idx ON public.journal_entries USING btree (org_id, client_id, id);
CREATE INDEX journal_entries_goal_idx ON public.journal_entries USING btree (org_id, client_id, goal_id, id) WHERE (goal_id IS NOT NULL);
CREATE INDEX journal_entries_kind_idx ON public.journal_entries USING btree (org_id, client_id, kind, id);
CREATE INDEX journal_entries_setback_idx ON public.journal_entries USING btree (org_id, client_id, setback_id) WHERE (setback_id IS NOT NULL);
create policy app_deletes on journal_entries for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on journal_entries for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on journal_entries for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR (id = ANY (( SELECT app.shared_with_me('journal_entries'::text) AS shared_with_me)::uuid[])))));
create policy app_updates on journal_entries for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on journal_entries to gate using (true) with check (true);
grant insert, select, update on journal_entries to app;
grant insert, select, update on journal_entries to gate;

create table journal_reopenings (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  setback_id uuid,
  question_id uuid,
  closed_at timestamp(3) with time zone not null,
  reason text not null,
  at timestamp(3) with time zone default now() not null,
  constraint journal_reopenings_pkey PRIMARY KEY (org_id, id),
  constraint journal_reopenings_question_fk FOREIGN KEY (org_id, client_id, question_id) REFERENCES questions(org_id, client_id, id),
  constraint journal_reopenings_reason_check CHECK (((reason ~ '^s1\.'::text) AND (length(reason) <= 4000))),
  constraint journal_reopenings_setback_fk FOREIGN KEY (org_id, client_id, setback_id) REFERENCES setbacks(org_id, client_id, id),
  constraint journal_reopenings_subject CHECK ((num_nonnulls(setback_id, question_id) = 1))
);
CREATE INDEX journal_reopenings_question_idx ON public.journal_reopenings USING btree (org_id, client_id, question_id, id) WHERE (question_id IS NOT NULL);
CREATE INDEX journal_reopenings_setback_idx ON public.journal_reopenings USING btree (org_id, client_id, setback_id, id) WHERE (setback_id IS NOT NULL);
create policy app_deletes on journal_reopenings for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on journal_reopenings for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on journal_reopenings for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on journal_reopenings for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on journal_reopenings to gate using (true) with check (true);
grant insert, select on journal_reopenings to app;
grant insert, select, update on journal_reopenings to gate;

create table journal_shares (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  entry_id uuid,
  setback_id uuid,
  person_id uuid not null,
  engagement_id uuid,
  pact_id uuid,
  given_at timestamp(3) with time zone default now() not null,
  until timestamp(3) with time zone not null,
  taken_back_at timestamp(3) with time zone,
  constraint journal_shares_engagement_fk FOREIGN KEY (org_id, client_id, person_id, engagement_id) REFERENCES engagements(org_id, client_id, coach_id, id),
  constraint journal_shares_entry_fk FOREIGN KEY (org_id, client_id, entry_id) REFERENCES journal_entries(org_id, client_id, id),
  constraint journal_shares_pact_fk FOREIGN KEY (org_id, pact_id) REFERENCES buddy_pacts(org_id, id),
  constraint journal_shares_pkey PRIMARY KEY (org_id, id),
  constraint journal_shares_setback_fk FOREIGN KEY (org_id, client_id, setback_id) REFERENCES setbacks(org_id, client_id, id),
  constraint journal_shares_subject CHECK ((num_nonnulls(entry_id, setback_id) = 1)),
  constraint journal_shares_tie CHECK ((num_nonnulls(engagement_id, pact_id) = 1)),
  constraint journal_shares_two_people CHECK ((person_id <> client_id)),
  constraint journal_shares_until CHECK ((until > given_at))
);
CREATE INDEX journal_shares_client_idx ON public.journal_shares USING btree (org_id, client_id, id);
CREATE INDEX journal_shares_engagement_idx ON public.journal_shares USING btree (org_id, engagement_id) WHERE (engagement_id IS NOT NULL);
CREATE INDEX journal_shares_entry_idx ON public.journal_shares USING btree (org_id, entry_id, id) WHERE (entry_id IS NOT NULL);
CREATE INDEX journal_shares_pact_idx ON public.journal_shares USING btree (org_id, pact_id) WHERE (pact_id IS NOT NULL);
CREATE INDEX journal_shares_person_idx ON public.journal_shares USING btree (org_id, person_id, id) WHERE (taken_back_at IS NULL);
CREATE INDEX journal_shares_setback_idx ON public.journal_shares USING btree (org_id, setback_id, id) WHERE (setback_id IS NOT NULL);
CREATE UNIQUE INDEX journal_shares_standing_key ON public.journal_shares USING btree (org_id, COALESCE(entry_id, setback_id), COALESCE(engagement_id, pact_id)) WHERE (taken_back_at IS NULL);
create policy app_deletes on journal_shares for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on journal_shares for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND ((pact_id IS NULL) OR (EXISTS ( SELECT
   FROM buddy_pacts p
  WHERE ((p.org_id = journal_shares.org_id) AND (p.id = journal_shares.pact_id) AND (p.id = ANY (( SELECT app.pact_ids('in force'::text) AS pact_ids)::uuid[])) AND ((journal_shares.person_id = p.proposer_id) OR (journal_shares.person_id = p.partner_id)))))) AND ((engagement_id IS NULL) OR (EXISTS ( SELECT
   FROM engagements e
  WHERE ((e.org_id = journal_shares.org_id) AND (e.id = journal_shares.engagement_id) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))))));
create policy app_reads on journal_shares for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR (id = ANY (( SELECT app.shared_with_me('journal_shares'::text) AS shared_with_me)::uuid[])))));
create policy app_updates on journal_shares for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on journal_shares to gate using (true) with check (true);
grant insert, select on journal_shares to app;
grant insert, select, update on journal_shares to gate;

create table kudos (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  win_id uuid not null,
  giver_id uuid default app.member_id() not null,
  given_at timestamp(3) with time zone default now() not null,
  constraint kudos_giver_fk FOREIGN KEY (org_id, giver_id) REFERENCES members(org_id, id),
  constraint kudos_once_key UNIQUE (org_id, win_id, giver_id),
  constraint kudos_pkey PRIMARY KEY (org_id, id),
  constraint kudos_two_people CHECK ((giver_id <> client_id)),
  constraint kudos_win_fk FOREIGN KEY (org_id, client_id, win_id) REFERENCES wins(org_id, client_id, id)
);
create policy app_deletes on kudos for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((giver_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[])))));
create policy app_inserts on kudos for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((giver_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[])))));
create policy app_reads on kudos for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ((giver_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[]))))));
create policy app_updates on kudos for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((giver_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((giver_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[])))));
create policy gate_looks on kudos to gate using (true) with check (true);
grant insert, select on kudos to app;
grant insert, select, update on kudos to gate;

create table learning_item_corrections (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  item_id uuid not null,
  was_on date not null,
  is_on date,
  reason text not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint learning_item_corrections_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint learning_item_corrections_changes CHECK ((is_on IS DISTINCT FROM was_on)),
  constraint learning_item_corrections_item_fk FOREIGN KEY (org_id, client_id, item_id) REFERENCES learning_items(org_id, client_id, id),
  constraint learning_item_corrections_pkey PRIMARY KEY (org_id, id),
  constraint learning_item_corrections_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500)))
);
CREATE INDEX learning_item_corrections_item_idx ON public.learning_item_corrections USING btree (org_id, item_id, id);
create policy app_deletes on learning_item_corrections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on learning_item_corrections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on learning_item_corrections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on learning_item_corrections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on learning_item_corrections to gate using (true) with check (true);
grant insert, select on learning_item_corrections to app;
grant insert, select, update on learning_item_corrections to gate;

create table learning_items (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  title text not null,
  provider text,
  starts_on date,
  ends_on date,
  hours numeric(15,6),
  cost numeric(15,6),
  currency text,
  gap_id uuid,
  status text default 'PLANNED'::text not null,
  done_on date,
  next_rank smallint default 
CASE status
    WHEN 'DOING'::text THEN 1
    WHEN 'ENROLLED'::text THEN 2
    WHEN 'PLANNED'::text THEN 3
    ELSE 9
END not null,
  next_on date default COALESCE(starts_on, ends_on, '9999-12-31'::date) not null,
  tags text[] default '{}'::text[] not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint learning_items_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint learning_items_client_key UNIQUE (org_id, client_id, id),
  constraint learning_items_cost CHECK (((cost IS NULL) = (currency IS NULL))),
  constraint learning_items_cost_check CHECK (((cost >= (0)::numeric) AND (cost <= (100000000)::numeric))),
  constraint learning_items_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint learning_items_dates CHECK ((ends_on >= starts_on)),
  constraint learning_items_done CHECK (((status = 'DONE'::text) = (done_on IS NOT NULL))),
  constraint learning_items_gap_fk FOREIGN KEY (org_id, client_id, gap_id) REFERENCES gaps(org_id, client_id, id),
  constraint learning_items_hours_check CHECK (((hours >= (0)::numeric) AND (hours <= (10000)::numeric))),
  constraint learning_items_kind_check CHECK ((kind = ANY (ARRAY['COURSE'::text, 'CERTIFICATION'::text, 'WORKSHOP'::text, 'SEMINAR'::text, 'CONFERENCE'::text, 'BOOK'::text, 'TALK'::text]))),
  constraint learning_items_pkey PRIMARY KEY (org_id, id),
  constraint learning_items_provider_check CHECK (((length(provider) >= 1) AND (length(provider) <= 120))),
  constraint learning_items_status_check CHECK ((status = ANY (ARRAY['PLANNED'::text, 'ENROLLED'::text, 'DOING'::text, 'DONE'::text, 'DROPPED'::text]))),
  constraint learning_items_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint learning_items_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE INDEX learning_items_gap_idx ON public.learning_items USING btree (org_id, client_id, gap_id, id) WHERE (gap_id IS NOT NULL);
CREATE INDEX learning_items_next_idx ON public.learning_items USING btree (org_id, client_id, next_rank, next_on, id) WHERE ((status = ANY (ARRAY['PLANNED'::text, 'ENROLLED'::text, 'DOING'::text])) AND (archived_at IS NULL));
create policy app_deletes on learning_items for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on learning_items for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on learning_items for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on learning_items for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on learning_items to gate using (true) with check (true);
grant insert, select, update on learning_items to app;
grant insert, select, update on learning_items to gate;

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
CREATE TRIGGER members_move_cues AFTER UPDATE OF time_zone ON public.members FOR EACH ROW WHEN ((old.time_zone IS DISTINCT FROM new.time_zone)) EXECUTE FUNCTION app.move_cues();
grant insert, select, update on members to app;
grant insert, select, update on members to gate;

create table message_files (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid default app.member_id() not null,
  since timestamp(3) with time zone default now() not null,
  format text,
  sha256 text,
  bytes integer,
  message_id uuid,
  name text,
  position smallint,
  abandoned_at timestamp(3) with time zone,
  constraint message_files_attached CHECK (((num_nulls(message_id, name, "position") = ANY (ARRAY[0, 3])) AND ((message_id IS NULL) OR ((format IS NOT NULL) AND (abandoned_at IS NULL))))),
  constraint message_files_author CHECK (((author_id = coach_id) OR (author_id = client_id))),
  constraint message_files_bytes_check CHECK ((bytes > 0)),
  constraint message_files_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id),
  constraint message_files_format_check CHECK ((format = ANY (ARRAY['PDF'::text, 'DOCX'::text, 'ODT'::text, 'PNG'::text, 'JPEG'::text, 'TEXT'::text]))),
  constraint message_files_message_fk FOREIGN KEY (org_id, engagement_id, author_id, message_id) REFERENCES messages(org_id, engagement_id, author_id, id),
  constraint message_files_name_check CHECK (((name ~ '^s1\.'::text) AND (length(name) <= 2000))),
  constraint message_files_pkey PRIMARY KEY (org_id, id),
  constraint message_files_position_check CHECK ((("position" >= 1) AND ("position" <= 10))),
  constraint message_files_position_key UNIQUE (org_id, message_id, "position"),
  constraint message_files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint message_files_stored CHECK ((num_nulls(format, sha256, bytes) = ANY (ARRAY[0, 3])))
);
CREATE INDEX message_files_engagement_idx ON public.message_files USING btree (org_id, engagement_id, message_id);
create policy app_deletes on message_files for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ( SELECT app.is_system() AS is_system) AND (message_id IS NULL) AND (abandoned_at IS NOT NULL)));
create policy app_inserts on message_files for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id))))) AND (message_id IS NULL)));
create policy app_reads on message_files for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((message_id IS NOT NULL) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))))) OR ((message_id IS NULL) AND ((author_id = ( SELECT app.member_id() AS member_id)) OR ( SELECT app.is_system() AS is_system))))));
create policy app_updates on message_files for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id)))))) OR (( SELECT app.is_system() AS is_system) AND (message_id IS NULL))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id)))))) OR (( SELECT app.is_system() AS is_system) AND (message_id IS NULL)))));
create policy gate_looks on message_files to gate using (true) with check (true);
grant delete, insert, select on message_files to app;
grant insert, select, update on message_files to gate;

create table message_reads (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  reader_id uuid default app.member_id() not null,
  message_id uuid not null,
  read_at timestamp(3) with time zone default now() not null,
  constraint message_reads_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id),
  constraint message_reads_message_fk FOREIGN KEY (org_id, message_id) REFERENCES messages(org_id, id),
  constraint message_reads_pkey PRIMARY KEY (org_id, id),
  constraint message_reads_reader CHECK (((reader_id = coach_id) OR (reader_id = client_id))),
  constraint message_reads_reader_key UNIQUE (org_id, engagement_id, reader_id)
);
create policy app_deletes on message_reads for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((reader_id = ( SELECT app.member_id() AS member_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))))))));
create policy app_inserts on message_reads for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((reader_id = ( SELECT app.member_id() AS member_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))))))));
create policy app_reads on message_reads for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))))));
create policy app_updates on message_reads for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((reader_id = ( SELECT app.member_id() AS member_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((reader_id = ( SELECT app.member_id() AS member_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text]))))))))));
create policy gate_looks on message_reads to gate using (true) with check (true);
CREATE TRIGGER message_reads_hold BEFORE UPDATE ON public.message_reads FOR EACH ROW EXECUTE FUNCTION app.hold_message_read();
grant insert, select on message_reads to app;
grant insert, select, update on message_reads to gate;

create table messages (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid default app.member_id() not null,
  key uuid not null,
  text text,
  created_at timestamp(3) with time zone default now() not null,
  withdrawn_at timestamp(3) with time zone,
  constraint messages_author CHECK (((author_id = coach_id) OR (author_id = client_id))),
  constraint messages_author_key UNIQUE (org_id, engagement_id, author_id, id),
  constraint messages_engagement_fk FOREIGN KEY (org_id, coach_id, client_id, engagement_id) REFERENCES engagements(org_id, coach_id, client_id, id),
  constraint messages_key_key UNIQUE (org_id, author_id, key),
  constraint messages_pkey PRIMARY KEY (org_id, id),
  constraint messages_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000))),
  constraint messages_withdrawn CHECK (((withdrawn_at IS NULL) OR (text IS NULL)))
);
CREATE INDEX messages_engagement_idx ON public.messages USING btree (org_id, engagement_id, id);
CREATE INDEX messages_withdrawn_idx ON public.messages USING btree (org_id, engagement_id, withdrawn_at) WHERE (withdrawn_at IS NOT NULL);
create policy app_deletes on messages for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id))))))));
create policy app_inserts on messages for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id))))))));
create policy app_reads on messages for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])))))))));
create policy app_updates on messages for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id))))) AND (withdrawn_at IS NULL) AND (created_at > (now() - '24:00:00'::interval)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (engagement_id IN ( SELECT e.id
   FROM engagements e
  WHERE ((e.org_id = ( SELECT app.org_id() AS org_id)) AND (e.status = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text])) AND ((( SELECT app.member_id() AS member_id) = e.coach_id) OR (( SELECT app.member_id() AS member_id) = e.client_id))))) AND (withdrawn_at IS NOT NULL)));
create policy gate_looks on messages to gate using (true) with check (true);
grant insert, select on messages to app;
grant insert, select, update on messages to gate;

create table migrations (
  id integer default nextval('migrations_id_seq'::regclass) not null,
  timestamp bigint not null,
  name character varying not null,
  constraint PK_8c82d7f526340ab734260ea46be PRIMARY KEY (id)
);
grant select on migrations to app;

create table note_templates (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  owner_id uuid default app.member_id(),
  title text not null,
  body text not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint note_templates_archived CHECK (((owner_id IS NOT NULL) OR (archived_at IS NULL))),
  constraint note_templates_body_check CHECK (((length(body) >= 1) AND (length(body) <= 4000))),
  constraint note_templates_owner_fk FOREIGN KEY (org_id, owner_id) REFERENCES coaches(org_id, id),
  constraint note_templates_pkey PRIMARY KEY (org_id, id),
  constraint note_templates_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100)))
);
CREATE INDEX note_templates_owner_idx ON public.note_templates USING btree (org_id, owner_id, id);
CREATE UNIQUE INDEX note_templates_shipped_key ON public.note_templates USING btree (org_id, title) WHERE (owner_id IS NULL);
create policy app_deletes on note_templates for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (owner_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on note_templates for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (owner_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on note_templates for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND ((owner_id IS NULL) OR (owner_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on note_templates for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (owner_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('COACH'::text) AS has_role) AND (owner_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on note_templates to gate using (true) with check (true);
grant insert, select, update on note_templates to app;
grant insert, select, update on note_templates to gate;

create table opportunities (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  poster_id uuid default app.member_id() not null,
  kind text not null,
  title text not null,
  description text,
  place text,
  starts_on date,
  ends_on date,
  last_on date default COALESCE(ends_on,
CASE
    WHEN (kind = 'EVENT'::text) THEN starts_on
    ELSE NULL::date
END),
  effort_minutes integer,
  seats integer,
  seats_taken integer default 0 not null,
  status text default 'OPEN'::text not null,
  closed_at timestamp(3) with time zone,
  tags text[] default '{}'::text[] not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint opportunities_archived CHECK (((archived_at IS NULL) OR (status = 'CLOSED'::text))),
  constraint opportunities_closed CHECK (((status = 'CLOSED'::text) = (closed_at IS NOT NULL))),
  constraint opportunities_dates CHECK ((ends_on >= starts_on)),
  constraint opportunities_description_check CHECK (((length(description) >= 1) AND (length(description) <= 4000))),
  constraint opportunities_effort_minutes_check CHECK (((effort_minutes >= 1) AND (effort_minutes <= 600000))),
  constraint opportunities_kind_check CHECK ((kind = ANY (ARRAY['PROJECT'::text, 'ROLE'::text, 'EVENT'::text]))),
  constraint opportunities_pkey PRIMARY KEY (org_id, id),
  constraint opportunities_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint opportunities_poster_fk FOREIGN KEY (org_id, poster_id) REFERENCES members(org_id, id),
  constraint opportunities_poster_key UNIQUE (org_id, poster_id, id),
  constraint opportunities_seats CHECK (((seats_taken >= 0) AND (seats_taken <= COALESCE(seats, seats_taken)))),
  constraint opportunities_seats_check CHECK (((seats >= 1) AND (seats <= 10000))),
  constraint opportunities_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'CLOSED'::text]))),
  constraint opportunities_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint opportunities_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on opportunities for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on opportunities for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on opportunities for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on opportunities for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on opportunities to gate using (true) with check (true);
grant insert, select on opportunities to app;
grant insert, select, update on opportunities to gate;

create table opportunity_applications (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  opportunity_id uuid not null,
  poster_id uuid not null,
  client_id uuid not null,
  action_id uuid not null,
  applied_at timestamp(3) with time zone default now() not null,
  withdrawn_at timestamp(3) with time zone,
  constraint opportunity_applications_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint opportunity_applications_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint opportunity_applications_opportunity_fk FOREIGN KEY (org_id, poster_id, opportunity_id) REFERENCES opportunities(org_id, poster_id, id),
  constraint opportunity_applications_pkey PRIMARY KEY (org_id, id),
  constraint opportunity_applications_two_people CHECK ((poster_id <> client_id))
);
CREATE INDEX opportunity_applications_action_idx ON public.opportunity_applications USING btree (org_id, action_id);
CREATE INDEX opportunity_applications_client_idx ON public.opportunity_applications USING btree (org_id, client_id, id);
CREATE INDEX opportunity_applications_poster_idx ON public.opportunity_applications USING btree (org_id, opportunity_id, id);
CREATE UNIQUE INDEX opportunity_applications_standing_key ON public.opportunity_applications USING btree (org_id, opportunity_id, client_id) WHERE (withdrawn_at IS NULL);
create policy app_deletes on opportunity_applications for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_inserts on opportunity_applications for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy app_reads on opportunity_applications for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))));
create policy app_updates on opportunity_applications for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND false)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND false));
create policy gate_looks on opportunity_applications to gate using (true) with check (true);
grant select on opportunity_applications to app;
grant insert, select, update on opportunity_applications to gate;

create table opportunity_skills (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  opportunity_id uuid not null,
  poster_id uuid default app.member_id() not null,
  skill_id uuid not null,
  constraint opportunity_skills_key UNIQUE (org_id, opportunity_id, skill_id),
  constraint opportunity_skills_opportunity_fk FOREIGN KEY (org_id, poster_id, opportunity_id) REFERENCES opportunities(org_id, poster_id, id),
  constraint opportunity_skills_pkey PRIMARY KEY (org_id, id),
  constraint opportunity_skills_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id)
);
CREATE INDEX opportunity_skills_skill_idx ON public.opportunity_skills USING btree (org_id, skill_id, opportunity_id);
create policy app_deletes on opportunity_skills for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on opportunity_skills for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on opportunity_skills for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on opportunity_skills for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on opportunity_skills to gate using (true) with check (true);
grant delete, insert, select on opportunity_skills to app;
grant insert, select, update on opportunity_skills to gate;

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
CREATE TRIGGER organizations_equip AFTER INSERT ON public.organizations FOR EACH ROW EXECUTE FUNCTION app.equip_organization();
CREATE TRIGGER organizations_ship_note_templates AFTER INSERT ON public.organizations FOR EACH ROW EXECUTE FUNCTION app.ship_to_organization();
CREATE TRIGGER organizations_stock_catalogues AFTER INSERT ON public.organizations FOR EACH ROW EXECUTE FUNCTION app.stock_organization();
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

create table pact_goals (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  pact_id uuid not null,
  client_id uuid not null,
  goal_id uuid not null,
  commitment text not null,
  added_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint pact_goals_commitment_check CHECK (((commitment ~ '^s1\.'::text) AND (length(commitment) <= 4000))),
  constraint pact_goals_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint pact_goals_goal_key UNIQUE (org_id, pact_id, goal_id),
  constraint pact_goals_pact_fk FOREIGN KEY (org_id, pact_id) REFERENCES buddy_pacts(org_id, id),
  constraint pact_goals_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX pact_goals_client_idx ON public.pact_goals USING btree (org_id, client_id, goal_id);
create policy app_deletes on pact_goals for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (pact_id = ANY (( SELECT app.pact_ids('accepted'::text) AS pact_ids)::uuid[])))));
create policy app_inserts on pact_goals for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (pact_id = ANY (( SELECT app.pact_ids('accepted'::text) AS pact_ids)::uuid[])))));
create policy app_reads on pact_goals for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR (pact_id = ANY (( SELECT app.pact_ids('in force'::text) AS pact_ids)::uuid[])))));
create policy app_updates on pact_goals for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (pact_id = ANY (( SELECT app.pact_ids('accepted'::text) AS pact_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (pact_id = ANY (( SELECT app.pact_ids('accepted'::text) AS pact_ids)::uuid[])))));
create policy gate_looks on pact_goals to gate using (true) with check (true);
grant delete, insert, select on pact_goals to app;
grant insert, select, update on pact_goals to gate;

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

create table peer_studies (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  who text not null,
  did text not null,
  source text,
  principle text,
  experiment text,
  action_id uuid,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint peer_studies_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint peer_studies_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint peer_studies_client_key UNIQUE (org_id, client_id, id),
  constraint peer_studies_did_check CHECK (((did ~ '^s1\.'::text) AND (length(did) <= 12000))),
  constraint peer_studies_experiment CHECK (((action_id IS NULL) OR (experiment IS NOT NULL))),
  constraint peer_studies_experiment_check CHECK (((experiment ~ '^s1\.'::text) AND (length(experiment) <= 12000))),
  constraint peer_studies_pkey PRIMARY KEY (org_id, id),
  constraint peer_studies_principle_check CHECK (((principle ~ '^s1\.'::text) AND (length(principle) <= 12000))),
  constraint peer_studies_source_check CHECK (((source ~ '^s1\.'::text) AND (length(source) <= 4000))),
  constraint peer_studies_who_check CHECK (((who ~ '^s1\.'::text) AND (length(who) <= 1000)))
);
CREATE INDEX peer_studies_action_idx ON public.peer_studies USING btree (org_id, client_id, action_id) WHERE (action_id IS NOT NULL);
create policy app_deletes on peer_studies for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on peer_studies for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on peer_studies for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on peer_studies for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on peer_studies to gate using (true) with check (true);
grant insert, select, update on peer_studies to app;
grant insert, select, update on peer_studies to gate;

create table private_notes (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid default app.member_id() not null,
  text text not null,
  created_at timestamp(3) with time zone default now() not null,
  changed_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint private_notes_author CHECK ((author_id = coach_id)),
  constraint private_notes_pkey PRIMARY KEY (org_id, id),
  constraint private_notes_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint private_notes_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000)))
);
CREATE INDEX private_notes_author_idx ON public.private_notes USING btree (org_id, author_id, id);
CREATE INDEX private_notes_session_idx ON public.private_notes USING btree (org_id, session_id, id);
create policy app_deletes on private_notes for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (engagement_id = ANY (( SELECT app.kept_engagements() AS kept_engagements)::uuid[])))));
create policy app_inserts on private_notes for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[]))));
create policy app_reads on private_notes for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (engagement_id = ANY (( SELECT app.kept_engagements() AS kept_engagements)::uuid[])))));
create policy app_updates on private_notes for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (engagement_id = ANY (( SELECT app.kept_engagements() AS kept_engagements)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (engagement_id = ANY (( SELECT app.kept_engagements() AS kept_engagements)::uuid[])))));
create policy gate_looks on private_notes to gate using (true) with check (true);
grant delete, insert, select, update on private_notes to app;
grant insert, select, update on private_notes to gate;

create table programme_steps (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  programme_id uuid not null,
  poster_id uuid default app.member_id() not null,
  position smallint not null,
  title text not null,
  details text,
  due_on date,
  constraint programme_steps_details_check CHECK (((length(details) >= 1) AND (length(details) <= 2000))),
  constraint programme_steps_pkey PRIMARY KEY (org_id, id),
  constraint programme_steps_position_check CHECK ((("position" >= 1) AND ("position" <= 50))),
  constraint programme_steps_position_key UNIQUE (org_id, programme_id, "position"),
  constraint programme_steps_programme_fk FOREIGN KEY (org_id, poster_id, programme_id) REFERENCES programmes(org_id, poster_id, id),
  constraint programme_steps_programme_key UNIQUE (org_id, programme_id, id),
  constraint programme_steps_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on programme_steps for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on programme_steps for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on programme_steps for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on programme_steps for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on programme_steps to gate using (true) with check (true);
grant delete, insert, select on programme_steps to app;
grant insert, select, update on programme_steps to gate;

create table programmes (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  poster_id uuid default app.member_id() not null,
  title text not null,
  description text,
  starts_on date not null,
  ends_on date not null,
  enrol_by date not null,
  seats integer,
  status text default 'OPEN'::text not null,
  closed_at timestamp(3) with time zone,
  tags text[] default '{}'::text[] not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint programmes_archived CHECK (((archived_at IS NULL) OR (status = 'CLOSED'::text))),
  constraint programmes_closed CHECK (((status = 'CLOSED'::text) = (closed_at IS NOT NULL))),
  constraint programmes_dates CHECK ((ends_on >= starts_on)),
  constraint programmes_description_check CHECK (((length(description) >= 1) AND (length(description) <= 4000))),
  constraint programmes_enrol_by CHECK ((enrol_by <= ends_on)),
  constraint programmes_pkey PRIMARY KEY (org_id, id),
  constraint programmes_poster_fk FOREIGN KEY (org_id, poster_id) REFERENCES members(org_id, id),
  constraint programmes_poster_key UNIQUE (org_id, poster_id, id),
  constraint programmes_seats_check CHECK (((seats >= 1) AND (seats <= 10000))),
  constraint programmes_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'CLOSED'::text]))),
  constraint programmes_tags_check CHECK ((cardinality(tags) <= 10)),
  constraint programmes_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
create policy app_deletes on programmes for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on programmes for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on programmes for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on programmes for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((poster_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on programmes to gate using (true) with check (true);
grant insert, select, update on programmes to app;
grant insert, select, update on programmes to gate;

create table questions (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid,
  text text not null,
  answer text,
  answered_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint questions_answer_check CHECK (((answer ~ '^s1\.'::text) AND (length(answer) <= 24000))),
  constraint questions_answered CHECK (((answered_at IS NULL) OR (answer IS NOT NULL))),
  constraint questions_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint questions_client_key UNIQUE (org_id, client_id, id),
  constraint questions_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint questions_pkey PRIMARY KEY (org_id, id),
  constraint questions_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 24000)))
);
CREATE INDEX questions_client_idx ON public.questions USING btree (org_id, client_id, id);
CREATE INDEX questions_goal_idx ON public.questions USING btree (org_id, client_id, goal_id) WHERE (goal_id IS NOT NULL);
CREATE INDEX questions_open_idx ON public.questions USING btree (org_id, client_id, id) WHERE ((answered_at IS NULL) AND (archived_at IS NULL));
create policy app_deletes on questions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on questions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on questions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on questions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on questions to gate using (true) with check (true);
grant insert, select, update on questions to app;
grant insert, select, update on questions to gate;

create table reminder_opt_outs (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  member_id uuid not null,
  topic text not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint reminder_opt_outs_key UNIQUE (org_id, member_id, topic),
  constraint reminder_opt_outs_member_fk FOREIGN KEY (org_id, member_id) REFERENCES members(org_id, id),
  constraint reminder_opt_outs_pkey PRIMARY KEY (org_id, id),
  constraint reminder_opt_outs_topic_check CHECK ((topic = ANY (ARRAY['REVIEWS'::text, 'CHECK_INS'::text, 'LEARNING'::text, 'ACTIONS'::text, 'SESSIONS'::text])))
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
  constraint reminders_purpose_check CHECK ((purpose = ANY (ARRAY['REVIEW_DUE'::text, 'CHECK_IN_DUE'::text, 'CREDENTIAL_RENEWAL'::text, 'CUE'::text, 'RISK_REVIEW'::text, 'GROUP_MEETING'::text, 'SESSION_DAY_BEFORE'::text, 'SESSION_HOUR_BEFORE'::text]))),
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
create policy app_inserts on reminders for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.is_system() AS is_system) OR (recipient_id = ANY (( SELECT app.member_ids() AS member_ids)::uuid[])))));
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
  kind text not null,
  engagement_ids uuid[] default '{}'::uuid[] not null,
  constraint report_snapshots_pkey PRIMARY KEY (org_id, id),
  constraint report_snapshots_report_fk FOREIGN KEY (org_id, recipient_id, id, kind) REFERENCES reports(org_id, recipient_id, id, kind),
  constraint report_snapshots_sealed CHECK ((sealed ~ '^s1\.'::text))
);
create policy app_deletes on report_snapshots for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role) AND (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids)))));
create policy app_inserts on report_snapshots for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END AND
CASE kind
    WHEN 'CASELOAD'::text THEN (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids))
    WHEN 'COACH_HOURS'::text THEN (engagement_ids <@ ( SELECT app.logged_engagements() AS logged_engagements))
    ELSE (client_ids = ARRAY[( SELECT app.member_id() AS member_id)])
END));
create policy app_reads on report_snapshots for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END AND
CASE kind
    WHEN 'CASELOAD'::text THEN (client_ids <@ ( SELECT app.client_ids('goals'::text) AS client_ids))
    WHEN 'COACH_HOURS'::text THEN (engagement_ids <@ ( SELECT app.logged_engagements() AS logged_engagements))
    ELSE (client_ids = ARRAY[( SELECT app.member_id() AS member_id)])
END));
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
  since date,
  until date,
  engagement_id uuid,
  constraint reports_about CHECK (
CASE kind
    WHEN 'COACH_HOURS'::text THEN ((num_nulls(since, until) = 0) AND (until >= since) AND (engagement_id IS NULL))
    WHEN 'CLOSING'::text THEN ((num_nonnulls(since, until) = 0) AND (engagement_id IS NOT NULL))
    ELSE (num_nonnulls(since, until, engagement_id) = 0)
END),
  constraint reports_engagement_fk FOREIGN KEY (org_id, recipient_id, engagement_id) REFERENCES engagements(org_id, client_id, id),
  constraint reports_failed CHECK (((status = 'FAILED'::text) = (failure IS NOT NULL))),
  constraint reports_failure_check CHECK ((failure = ANY (ARRAY['ACCESS_ENDED'::text, 'GIVEN_UP'::text]))),
  constraint reports_kind_check CHECK ((kind = ANY (ARRAY['CASELOAD'::text, 'COACH_HOURS'::text, 'CLOSING'::text]))),
  constraint reports_pkey PRIMARY KEY (org_id, id),
  constraint reports_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint reports_ready CHECK ((((status = 'READY'::text) = (ready_at IS NOT NULL)) AND ((status = 'READY'::text) = (progress = 100)))),
  constraint reports_recipient_fk FOREIGN KEY (org_id, recipient_id) REFERENCES members(org_id, id),
  constraint reports_recipient_key UNIQUE (org_id, recipient_id, id, kind),
  constraint reports_status_check CHECK ((status = ANY (ARRAY['REQUESTED'::text, 'BUILDING'::text, 'READY'::text, 'FAILED'::text])))
);
CREATE INDEX reports_engagement_idx ON public.reports USING btree (org_id, engagement_id) WHERE (engagement_id IS NOT NULL);
CREATE INDEX reports_open_idx ON public.reports USING btree (org_id, recipient_id) WHERE (status = ANY (ARRAY['REQUESTED'::text, 'BUILDING'::text]));
create policy app_deletes on reports for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((recipient_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('COACH'::text) AS has_role))));
create policy app_inserts on reports for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END));
create policy app_reads on reports for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END));
create policy app_updates on reports for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END)) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (recipient_id = ( SELECT app.member_id() AS member_id)) AND
CASE kind
    WHEN 'CLOSING'::text THEN ( SELECT app.has_role('CLIENT'::text) AS has_role)
    ELSE ( SELECT app.has_role('COACH'::text) AS has_role)
END));
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
  constraint review_answers_blockers_sealed CHECK ((blockers ~ '^s1\.'::text)),
  constraint review_answers_next_commitment_sealed CHECK ((next_commitment ~ '^s1\.'::text)),
  constraint review_answers_pkey PRIMARY KEY (org_id, id),
  constraint review_answers_review_fk FOREIGN KEY (org_id, client_id, id) REFERENCES reviews(org_id, client_id, id),
  constraint review_answers_something CHECK ((num_nonnulls(went_well, blockers, next_commitment) > 0)),
  constraint review_answers_went_well_sealed CHECK ((went_well ~ '^s1\.'::text))
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

create table risk_corrections (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  risk_id uuid not null,
  was_decision text not null,
  was_outcome text not null,
  reason text not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint risk_corrections_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint risk_corrections_pkey PRIMARY KEY (org_id, id),
  constraint risk_corrections_reason_check CHECK (((reason ~ '^s1\.'::text) AND (length(reason) <= 4000))),
  constraint risk_corrections_risk_fk FOREIGN KEY (org_id, client_id, risk_id) REFERENCES risks(org_id, client_id, id),
  constraint risk_corrections_was_decision_check CHECK (((was_decision ~ '^s1\.'::text) AND (length(was_decision) <= 12000))),
  constraint risk_corrections_was_outcome_check CHECK (((was_outcome ~ '^s1\.'::text) AND (length(was_outcome) <= 12000)))
);
CREATE INDEX risk_corrections_risk_idx ON public.risk_corrections USING btree (org_id, risk_id, id);
create policy app_deletes on risk_corrections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on risk_corrections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on risk_corrections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on risk_corrections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role) AND (author_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on risk_corrections to gate using (true) with check (true);
grant insert, select on risk_corrections to app;
grant insert, select, update on risk_corrections to gate;

create table risks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  hypothesis text not null,
  upside text,
  worst_case text,
  reversible boolean,
  maximum_loss text,
  stop_rule text,
  success_criterion text,
  stop_on date,
  decision text,
  outcome text,
  status text default 'DRAFT'::text not null,
  started_at timestamp(3) with time zone,
  review_at timestamp(3) with time zone,
  decided_at timestamp(3) with time zone,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint risks_archived CHECK (((archived_at IS NULL) OR (status = ANY (ARRAY['DRAFT'::text, 'DECIDED'::text])))),
  constraint risks_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint risks_client_key UNIQUE (org_id, client_id, id),
  constraint risks_decided CHECK ((((status = 'DECIDED'::text) = (decided_at IS NOT NULL)) AND ((status = 'DECIDED'::text) = (decision IS NOT NULL)) AND ((decision IS NULL) = (outcome IS NULL)))),
  constraint risks_decision_check CHECK (((decision ~ '^s1\.'::text) AND (length(decision) <= 12000))),
  constraint risks_hypothesis_check CHECK (((hypothesis ~ '^s1\.'::text) AND (length(hypothesis) <= 12000))),
  constraint risks_maximum_loss_check CHECK (((maximum_loss ~ '^s1\.'::text) AND (length(maximum_loss) <= 12000))),
  constraint risks_outcome_check CHECK (((outcome ~ '^s1\.'::text) AND (length(outcome) <= 12000))),
  constraint risks_pkey PRIMARY KEY (org_id, id),
  constraint risks_review CHECK (((status = ANY (ARRAY['REVIEW'::text, 'DECIDED'::text])) = (review_at IS NOT NULL))),
  constraint risks_started CHECK ((((status = 'DRAFT'::text) = (started_at IS NULL)) AND ((status = 'DRAFT'::text) OR (num_nulls(stop_rule, success_criterion, stop_on) = 0)))),
  constraint risks_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'RUNNING'::text, 'REVIEW'::text, 'DECIDED'::text]))),
  constraint risks_stop_rule_check CHECK (((stop_rule ~ '^s1\.'::text) AND (length(stop_rule) <= 12000))),
  constraint risks_success_criterion_check CHECK (((success_criterion ~ '^s1\.'::text) AND (length(success_criterion) <= 12000))),
  constraint risks_upside_check CHECK (((upside ~ '^s1\.'::text) AND (length(upside) <= 12000))),
  constraint risks_worst_case_check CHECK (((worst_case ~ '^s1\.'::text) AND (length(worst_case) <= 12000)))
);
CREATE INDEX risks_open_idx ON public.risks USING btree (org_id, client_id, stop_on, id) WHERE (status = ANY (ARRAY['RUNNING'::text, 'REVIEW'::text]));
CREATE INDEX risks_stop_idx ON public.risks USING btree (stop_on) WHERE (status = 'RUNNING'::text);
create policy app_deletes on risks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on risks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on risks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on risks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on risks to gate using (true) with check (true);
grant insert, select, update on risks to app;
grant insert, select, update on risks to gate;

create table role_aspects (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  name text,
  rating smallint not null,
  note text,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint role_aspects_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint role_aspects_client_key UNIQUE (org_id, client_id, id),
  constraint role_aspects_kind_check CHECK ((kind = ANY (ARRAY['TASKS'::text, 'AUTONOMY'::text, 'RECOGNITION'::text, 'PAY'::text, 'MANAGER'::text, 'TEAM'::text, 'LEARNING'::text, 'PURPOSE'::text, 'WORKLOAD'::text, 'OWN'::text]))),
  constraint role_aspects_name CHECK (((kind = 'OWN'::text) = (name IS NOT NULL))),
  constraint role_aspects_name_check CHECK (((length(name) >= 1) AND (length(name) <= 80))),
  constraint role_aspects_note_check CHECK (((length(note) >= 1) AND (length(note) <= 1000))),
  constraint role_aspects_pkey PRIMARY KEY (org_id, id),
  constraint role_aspects_rating_check CHECK (((rating >= '-2'::integer) AND (rating <= 2)))
);
CREATE UNIQUE INDEX role_aspects_kind_key ON public.role_aspects USING btree (org_id, client_id, kind) WHERE (kind <> 'OWN'::text);
CREATE UNIQUE INDEX role_aspects_name_key ON public.role_aspects USING btree (org_id, client_id, lower(name)) WHERE (kind = 'OWN'::text);
CREATE INDEX role_aspects_rating_idx ON public.role_aspects USING btree (org_id, client_id, rating, id);
create policy app_deletes on role_aspects for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on role_aspects for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on role_aspects for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('aspects'::text) AS client_ids)::uuid[]))));
create policy app_updates on role_aspects for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on role_aspects to gate using (true) with check (true);
grant insert, select, update on role_aspects to app;
grant insert, select, update on role_aspects to gate;

create table role_snapshots (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  title text not null,
  since date,
  satisfaction smallint not null,
  created_at timestamp(3) with time zone default now() not null,
  constraint role_snapshots_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint role_snapshots_pkey PRIMARY KEY (org_id, id),
  constraint role_snapshots_satisfaction_check CHECK (((satisfaction >= 0) AND (satisfaction <= 10))),
  constraint role_snapshots_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
);
CREATE INDEX role_snapshots_client_idx ON public.role_snapshots USING btree (org_id, client_id, id DESC);
create policy app_deletes on role_snapshots for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on role_snapshots for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on role_snapshots for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('aspects'::text) AS client_ids)::uuid[]))));
create policy app_updates on role_snapshots for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on role_snapshots to gate using (true) with check (true);
grant insert, select on role_snapshots to app;
grant insert, select, update on role_snapshots to gate;

create table session_actions (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreed_at timestamp(3) with time zone default now() not null,
  constraint session_actions_action_fk FOREIGN KEY (org_id, client_id, id) REFERENCES actions(org_id, client_id, id) ON DELETE CASCADE,
  constraint session_actions_pkey PRIMARY KEY (org_id, id),
  constraint session_actions_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE
);
CREATE INDEX session_actions_session_idx ON public.session_actions USING btree (org_id, session_id, id);
create policy app_deletes on session_actions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on session_actions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_reads on session_actions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on session_actions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on session_actions to gate using (true) with check (true);
grant insert, select on session_actions to app;
grant insert, select, update on session_actions to gate;

create table session_corrections (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  was_status text not null,
  is_status text not null,
  was_cancelled_at timestamp(3) with time zone,
  was_cancelled_by uuid,
  was_cancel_reason text,
  was_late_cancel boolean not null,
  was_waived_at timestamp(3) with time zone,
  reason text not null,
  author_id uuid default app.member_id() not null,
  at timestamp(3) with time zone default now() not null,
  constraint session_corrections_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint session_corrections_canceller_fk FOREIGN KEY (org_id, was_cancelled_by) REFERENCES members(org_id, id),
  constraint session_corrections_changes CHECK ((is_status <> was_status)),
  constraint session_corrections_is_status_check CHECK ((is_status = ANY (ARRAY['HELD'::text, 'NO_SHOW'::text, 'CANCELLED'::text]))),
  constraint session_corrections_pkey PRIMARY KEY (org_id, id),
  constraint session_corrections_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 500))),
  constraint session_corrections_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint session_corrections_was_status_check CHECK ((was_status = ANY (ARRAY['HELD'::text, 'NO_SHOW'::text, 'CANCELLED'::text])))
);
CREATE INDEX session_corrections_session_idx ON public.session_corrections USING btree (org_id, session_id, id);
create policy app_deletes on session_corrections for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_inserts on session_corrections for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy app_reads on session_corrections for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on session_corrections for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (coach_id = ( SELECT app.member_id() AS member_id))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (coach_id = ( SELECT app.member_id() AS member_id)))));
create policy gate_looks on session_corrections to gate using (true) with check (true);
grant insert, select on session_corrections to app;
grant insert, select, update on session_corrections to gate;

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
  engagement_id uuid not null,
  constraint session_notes_author CHECK (((author_id = coach_id) OR (author_id = client_id))),
  constraint session_notes_pkey PRIMARY KEY (org_id, id),
  constraint session_notes_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, session_id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id),
  constraint session_notes_text_check CHECK (((text ~ '^s1\.'::text) AND (length(text) <= 60000)))
);
CREATE INDEX session_notes_client_idx ON public.session_notes USING btree (org_id, client_id, id);
CREATE INDEX session_notes_coach_idx ON public.session_notes USING btree (org_id, coach_id, id);
CREATE INDEX session_notes_session_idx ON public.session_notes USING btree (org_id, session_id, id);
create policy app_deletes on session_notes for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy app_inserts on session_notes for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy app_reads on session_notes for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR ((coach_id = ( SELECT app.member_id() AS member_id)) AND (engagement_id = ANY (( SELECT app.kept_engagements() AS kept_engagements)::uuid[]))) OR (engagement_id = ANY (( SELECT app.handed_engagements('SHARED_NOTES'::text) AS handed_engagements)::uuid[])))));
create policy app_updates on session_notes for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])))));
create policy gate_looks on session_notes to gate using (true) with check (true);
grant insert, select, update on session_notes to app;
grant insert, select, update on session_notes to gate;

create table session_ratings (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  rating smallint not null,
  rated_at timestamp(3) with time zone not null,
  changed_at timestamp(3) with time zone,
  version integer default 1 not null,
  constraint session_ratings_check CHECK ((changed_at <= (rated_at + '7 days'::interval))),
  constraint session_ratings_pkey PRIMARY KEY (org_id, id),
  constraint session_ratings_rating_check CHECK (((rating >= 1) AND (rating <= 5))),
  constraint session_ratings_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE
);
create policy app_deletes on session_ratings for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on session_ratings for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on session_ratings for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on session_ratings for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on session_ratings to gate using (true) with check (true);
grant insert, select, update on session_ratings to app;
grant insert, select, update on session_ratings to gate;

create table session_recordings (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreement_id uuid not null,
  url text not null,
  added_at timestamp(3) with time zone default now() not null,
  constraint session_recordings_agreement_fk FOREIGN KEY (org_id, engagement_id, agreement_id) REFERENCES agreements(org_id, engagement_id, id) ON DELETE CASCADE,
  constraint session_recordings_pkey PRIMARY KEY (org_id, id),
  constraint session_recordings_session_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, id) REFERENCES sessions(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint session_recordings_url_check CHECK (((url ~ '^s1\.'::text) AND (length(url) <= 4000)))
);
create policy app_deletes on session_recordings for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (agreement_id = ANY (( SELECT app.recorded_agreements() AS recorded_agreements)::uuid[])))));
create policy app_inserts on session_recordings for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND (coach_id = ( SELECT app.member_id() AS member_id)) AND (agreement_id = ANY (( SELECT app.recorded_agreements() AS recorded_agreements)::uuid[]))));
create policy app_reads on session_recordings for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (agreement_id = ANY (( SELECT app.recorded_agreements() AS recorded_agreements)::uuid[])))));
create policy app_updates on session_recordings for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (agreement_id = ANY (( SELECT app.recorded_agreements() AS recorded_agreements)::uuid[]))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (agreement_id = ANY (( SELECT app.recorded_agreements() AS recorded_agreements)::uuid[])))));
create policy gate_looks on session_recordings to gate using (true) with check (true);
grant delete, insert, select on session_recordings to app;
grant insert, select, update on session_recordings to gate;

create table session_series (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  rrule text not null,
  starts_on date not null,
  local_time time(0) without time zone not null,
  zone text not null,
  minutes integer not null,
  buffer_minutes integer not null,
  place text,
  video_url text,
  follows_id uuid,
  sequence integer default 0 not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint session_series_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 60))),
  constraint session_series_engagement_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id) REFERENCES engagements(org_id, id, coach_id, client_id) ON DELETE CASCADE,
  constraint session_series_follows_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, follows_id) REFERENCES session_series(org_id, engagement_id, coach_id, client_id, id),
  constraint session_series_minutes_check CHECK (((minutes >= 15) AND (minutes <= 240))),
  constraint session_series_pkey PRIMARY KEY (org_id, id),
  constraint session_series_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint session_series_rrule_check CHECK (((length(rrule) >= 1) AND (length(rrule) <= 200))),
  constraint session_series_video_url_check CHECK (((video_url ~ '^https://'::text) AND (length(video_url) <= 500))),
  constraint session_series_whereabouts CHECK ((num_nonnulls(place, video_url) = 1)),
  constraint session_series_within_key UNIQUE (org_id, engagement_id, coach_id, client_id, id),
  constraint session_series_zone_check CHECK (((length(zone) >= 1) AND (length(zone) <= 64)))
);
create policy app_deletes on session_series for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on session_series for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_reads on session_series for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_updates on session_series for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on session_series to gate using (true) with check (true);
grant insert, select on session_series to app;
grant insert, select, update on session_series to gate;

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
  status text default 'BOOKED'::text not null,
  cancelled_at timestamp(3) with time zone,
  cancelled_by uuid,
  cancel_reason text,
  late_cancel boolean default false not null,
  sequence integer default 0 not null,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  agreement_id uuid not null,
  series_id uuid,
  occurrence_on date,
  moved_alone boolean default false not null,
  waived_at timestamp(3) with time zone,
  constraint sessions_agreement_fk FOREIGN KEY (org_id, engagement_id, agreement_id) REFERENCES agreements(org_id, engagement_id, id),
  constraint sessions_buffer_minutes_check CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 60))),
  constraint sessions_cancel_reason_check CHECK ((length(cancel_reason) <= 500)),
  constraint sessions_cancellation CHECK (((cancelled_at IS NOT NULL) OR ((cancelled_by IS NULL) AND (cancel_reason IS NULL) AND (NOT late_cancel)))),
  constraint sessions_cancelled CHECK (((status = 'CANCELLED'::text) = (cancelled_at IS NOT NULL))),
  constraint sessions_canceller_fk FOREIGN KEY (org_id, cancelled_by) REFERENCES members(org_id, id),
  constraint sessions_engagement_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id) REFERENCES engagements(org_id, id, coach_id, client_id),
  constraint sessions_late CHECK (((NOT late_cancel) OR (cancelled_by = client_id))),
  constraint sessions_length CHECK ((((ends_at - starts_at) >= '00:15:00'::interval) AND ((ends_at - starts_at) <= '04:00:00'::interval))),
  constraint sessions_occurrence CHECK ((((series_id IS NULL) = (occurrence_on IS NULL)) AND ((series_id IS NOT NULL) OR (NOT moved_alone)))),
  constraint sessions_occurrence_key UNIQUE (org_id, series_id, occurrence_on) DEFERRABLE,
  constraint sessions_pkey PRIMARY KEY (org_id, id),
  constraint sessions_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint sessions_series_fk FOREIGN KEY (org_id, engagement_id, coach_id, client_id, series_id) REFERENCES session_series(org_id, engagement_id, coach_id, client_id, id) ON DELETE CASCADE,
  constraint sessions_status_check CHECK ((status = ANY (ARRAY['BOOKED'::text, 'HELD'::text, 'NO_SHOW'::text, 'CANCELLED'::text]))),
  constraint sessions_video_url_check CHECK (((video_url ~ '^https://'::text) AND (length(video_url) <= 500))),
  constraint sessions_waived CHECK (((waived_at IS NULL) OR late_cancel OR (status = 'NO_SHOW'::text))),
  constraint sessions_whereabouts CHECK ((num_nonnulls(place, video_url) = 1)),
  constraint sessions_within_key UNIQUE (org_id, id, engagement_id, coach_id, client_id)
);
CREATE INDEX sessions_client_idx ON public.sessions USING btree (org_id, client_id, starts_at, id);
CREATE INDEX sessions_coach_idx ON public.sessions USING btree (org_id, coach_id, starts_at, id);
CREATE INDEX sessions_engagement_idx ON public.sessions USING btree (org_id, engagement_id);
CREATE INDEX sessions_next_idx ON public.sessions USING btree (org_id, client_id, starts_at, id) WHERE (status = 'BOOKED'::text);
CREATE INDEX sessions_unmarked_idx ON public.sessions USING btree (org_id, coach_id, starts_at, id) WHERE (status = 'BOOKED'::text);
create policy app_deletes on sessions for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_inserts on sessions for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy app_reads on sessions for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))) AND (( SELECT app.client_ids('sessions'::text) AS client_ids) @> ARRAY[client_id])) OR (engagement_id = ANY (( SELECT app.handed_engagements('SESSIONS'::text) AS handed_engagements)::uuid[])))));
create policy app_updates on sessions for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id)))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ANY (( SELECT app.client_ids('sessions'::text) AS client_ids)::uuid[])) AND ((client_id = ( SELECT app.member_id() AS member_id)) OR (coach_id = ( SELECT app.member_id() AS member_id))))));
create policy gate_looks on sessions to gate using (true) with check (true);
CREATE TRIGGER sessions_agreement BEFORE INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION app.book_under_agreement();
CREATE TRIGGER sessions_attended AFTER UPDATE OF status, late_cancel ON public.sessions FOR EACH ROW EXECUTE FUNCTION app.attend();
CREATE TRIGGER sessions_attended_before AFTER INSERT ON public.sessions FOR EACH ROW WHEN ((new.status <> 'BOOKED'::text)) EXECUTE FUNCTION app.attend();
CREATE TRIGGER sessions_occupy AFTER INSERT OR DELETE OR UPDATE OF starts_at, ends_at, buffer_minutes, cancelled_at ON public.sessions FOR EACH ROW EXECUTE FUNCTION app.occupy_session();
grant insert, select on sessions to app;
grant insert, select, update on sessions to gate;

create table setbacks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  goal_id uuid,
  what text not null,
  controllability smallint not null,
  lesson text,
  next_experiment text,
  happened_at timestamp(3) with time zone default now() not null,
  closed_at timestamp(3) with time zone,
  nothing_to_learn boolean default false not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint setbacks_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint setbacks_client_key UNIQUE (org_id, client_id, id),
  constraint setbacks_closed CHECK (((closed_at IS NULL) OR ((lesson IS NOT NULL) <> nothing_to_learn))),
  constraint setbacks_controllability_check CHECK (((controllability >= 0) AND (controllability <= 4))),
  constraint setbacks_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint setbacks_lesson_check CHECK (((lesson ~ '^s1\.'::text) AND (length(lesson) <= 24000))),
  constraint setbacks_next_experiment_check CHECK (((next_experiment ~ '^s1\.'::text) AND (length(next_experiment) <= 24000))),
  constraint setbacks_nothing_to_learn CHECK (((closed_at IS NOT NULL) OR (NOT nothing_to_learn))),
  constraint setbacks_pkey PRIMARY KEY (org_id, id),
  constraint setbacks_what_check CHECK (((what ~ '^s1\.'::text) AND (length(what) <= 24000)))
);
CREATE INDEX setbacks_client_idx ON public.setbacks USING btree (org_id, client_id, id);
CREATE INDEX setbacks_goal_idx ON public.setbacks USING btree (org_id, client_id, goal_id, happened_at) WHERE (goal_id IS NOT NULL);
CREATE INDEX setbacks_open_idx ON public.setbacks USING btree (org_id, client_id, id) WHERE ((closed_at IS NULL) AND (archived_at IS NULL));
create policy app_deletes on setbacks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on setbacks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on setbacks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR (id = ANY (( SELECT app.shared_with_me('setbacks'::text) AS shared_with_me)::uuid[])))));
create policy app_updates on setbacks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on setbacks to gate using (true) with check (true);
grant insert, select, update on setbacks to app;
grant insert, select, update on setbacks to gate;

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

create table skill_claims (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  skill_id uuid not null,
  level smallint not null,
  use smallint not null,
  enjoyment smallint not null,
  claimed_at timestamp(3) with time zone default now() not null,
  constraint skill_claims_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint skill_claims_client_key UNIQUE (org_id, client_id, id),
  constraint skill_claims_enjoyment_check CHECK (((enjoyment >= '-2'::integer) AND (enjoyment <= 2))),
  constraint skill_claims_level_check CHECK (((level >= 0) AND (level <= 5))),
  constraint skill_claims_pkey PRIMARY KEY (org_id, id),
  constraint skill_claims_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id),
  constraint skill_claims_skill_key UNIQUE (org_id, client_id, skill_id),
  constraint skill_claims_use_check CHECK (((use >= 0) AND (use <= 4)))
);
create policy app_deletes on skill_claims for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on skill_claims for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on skill_claims for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('skills'::text) AS client_ids)::uuid[]))));
create policy app_updates on skill_claims for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on skill_claims to gate using (true) with check (true);
grant delete, insert, select, update on skill_claims to app;
grant insert, select, update on skill_claims to gate;

create table skills (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  name text not null,
  skill_group text,
  description text,
  retired_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint skills_description_check CHECK (((length(description) >= 1) AND (length(description) <= 4000))),
  constraint skills_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint skills_org_id_fkey FOREIGN KEY (org_id) REFERENCES organizations(id),
  constraint skills_pkey PRIMARY KEY (org_id, id),
  constraint skills_skill_group_check CHECK (((length(skill_group) >= 1) AND (length(skill_group) <= 80)))
);
CREATE UNIQUE INDEX skills_name_key ON public.skills USING btree (org_id, lower(name));
CREATE INDEX skills_order_idx ON public.skills USING btree (org_id, name, id);
create policy app_deletes on skills for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_inserts on skills for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy app_reads on skills for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND true));
create policy app_updates on skills for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.is_system() AS is_system))));
create policy gate_looks on skills to gate using (true) with check (true);
grant insert, select, update on skills to app;
grant insert, select, update on skills to gate;

create table stories (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  author_id uuid default app.member_id() not null,
  title text not null,
  situation text not null,
  tried text not null,
  worked text not null,
  did_not_work text,
  labels text[] default '{}'::text[] not null,
  status text default 'DRAFT'::text not null,
  published_at timestamp(3) with time zone,
  withdrawn_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint stories_author_fk FOREIGN KEY (org_id, author_id) REFERENCES members(org_id, id),
  constraint stories_author_key UNIQUE (org_id, author_id, id),
  constraint stories_did_not_work_check CHECK (((length(did_not_work) >= 1) AND (length(did_not_work) <= 4000))),
  constraint stories_labels_check CHECK (((cardinality(labels) <= 5) AND (labels <@ ARRAY['CONTENT_PLATEAU'::text, 'RECOGNITION_GAP'::text, 'INERTIA'::text, 'STRAIN'::text, 'STRUCTURAL'::text]))),
  constraint stories_pkey PRIMARY KEY (org_id, id),
  constraint stories_published CHECK (((status = 'DRAFT'::text) = (published_at IS NULL))),
  constraint stories_situation_check CHECK (((length(situation) >= 1) AND (length(situation) <= 4000))),
  constraint stories_status_check CHECK ((status = ANY (ARRAY['DRAFT'::text, 'PUBLISHED'::text, 'WITHDRAWN'::text]))),
  constraint stories_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint stories_tried_check CHECK (((length(tried) >= 1) AND (length(tried) <= 4000))),
  constraint stories_withdrawn CHECK (((status = 'WITHDRAWN'::text) = (withdrawn_at IS NOT NULL))),
  constraint stories_worked_check CHECK (((length(worked) >= 1) AND (length(worked) <= 4000)))
);
CREATE INDEX stories_published_idx ON public.stories USING btree (org_id, id) WHERE (status = 'PUBLISHED'::text);
create policy admin_withdraws on stories for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (status = 'PUBLISHED'::text) AND ( SELECT app.has_role('ADMIN'::text) AS has_role))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND (status = 'WITHDRAWN'::text) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)));
create policy app_deletes on stories for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on stories for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on stories for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((status = 'PUBLISHED'::text) OR ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))) OR ((status = 'WITHDRAWN'::text) AND ( SELECT app.has_role('ADMIN'::text) AS has_role)))));
create policy app_updates on stories for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (status <> 'WITHDRAWN'::text) AND (author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on stories to gate using (true) with check (true);
grant insert, select, update on stories to app;
grant insert, select, update on stories to gate;

create table story_skills (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  story_id uuid not null,
  author_id uuid default app.member_id() not null,
  skill_id uuid not null,
  constraint story_skills_key UNIQUE (org_id, story_id, skill_id),
  constraint story_skills_pkey PRIMARY KEY (org_id, id),
  constraint story_skills_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id),
  constraint story_skills_story_fk FOREIGN KEY (org_id, author_id, story_id) REFERENCES stories(org_id, author_id, id)
);
CREATE INDEX story_skills_skill_idx ON public.story_skills USING btree (org_id, skill_id, story_id);
create policy app_deletes on story_skills for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_inserts on story_skills for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy app_reads on story_skills for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (EXISTS ( SELECT
   FROM stories s
  WHERE ((s.org_id = story_skills.org_id) AND (s.id = story_skills.story_id))))));
create policy app_updates on story_skills for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role))))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((author_id = ( SELECT app.member_id() AS member_id)) AND (( SELECT app.has_role('ADMIN'::text) AS has_role) OR ( SELECT app.has_role('COACH'::text) AS has_role) OR ( SELECT app.has_role('MENTOR'::text) AS has_role)))));
create policy gate_looks on story_skills to gate using (true) with check (true);
grant delete, insert, select on story_skills to app;
grant insert, select, update on story_skills to gate;

create table target_role_skills (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  target_role_id uuid not null,
  skill_id uuid not null,
  level smallint not null,
  importance text not null,
  constraint target_role_skills_client_key UNIQUE (org_id, client_id, id),
  constraint target_role_skills_importance_check CHECK ((importance = ANY (ARRAY['ESSENTIAL'::text, 'OPTIONAL'::text]))),
  constraint target_role_skills_level_check CHECK (((level >= 0) AND (level <= 5))),
  constraint target_role_skills_pkey PRIMARY KEY (org_id, id),
  constraint target_role_skills_role_fk FOREIGN KEY (org_id, client_id, target_role_id) REFERENCES target_roles(org_id, client_id, id),
  constraint target_role_skills_skill_fk FOREIGN KEY (org_id, skill_id) REFERENCES skills(org_id, id),
  constraint target_role_skills_skill_key UNIQUE (org_id, target_role_id, skill_id)
);
create policy app_deletes on target_role_skills for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on target_role_skills for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on target_role_skills for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('target-roles'::text) AS client_ids)::uuid[]))));
create policy app_updates on target_role_skills for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on target_role_skills to gate using (true) with check (true);
grant delete, insert, select, update on target_role_skills to app;
grant insert, select, update on target_role_skills to gate;

create table target_roles (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  catalogue_role_id uuid,
  title text not null,
  note text,
  preferred boolean not null,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint target_roles_catalogue_role_fk FOREIGN KEY (org_id, catalogue_role_id) REFERENCES catalogue_roles(org_id, id),
  constraint target_roles_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint target_roles_client_key UNIQUE (org_id, client_id, id),
  constraint target_roles_note_check CHECK (((length(note) >= 1) AND (length(note) <= 2000))),
  constraint target_roles_one_preferred TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint target_roles_pkey PRIMARY KEY (org_id, id),
  constraint target_roles_preferred_stands CHECK (((NOT preferred) OR (archived_at IS NULL))),
  constraint target_roles_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);
CREATE UNIQUE INDEX target_roles_preferred_key ON public.target_roles USING btree (org_id, client_id) WHERE preferred;
CREATE UNIQUE INDEX target_roles_title_key ON public.target_roles USING btree (org_id, client_id, lower(title)) WHERE (archived_at IS NULL);
create policy app_deletes on target_roles for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on target_roles for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on target_roles for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('target-roles'::text) AS client_ids)::uuid[]))));
create policy app_updates on target_roles for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on target_roles to gate using (true) with check (true);
CREATE CONSTRAINT TRIGGER target_roles_one_preferred AFTER INSERT OR UPDATE OF preferred, archived_at ON public.target_roles DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.hold_one_preferred();
grant insert, select, update on target_roles to app;
grant insert, select, update on target_roles to gate;

create table tasks (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  name text not null,
  hours numeric(15,6) not null,
  goal_id uuid,
  archived_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  version integer default 1 not null,
  constraint tasks_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint tasks_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint tasks_hours_check CHECK (((hours > (0)::numeric) AND (hours <= (168)::numeric))),
  constraint tasks_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
  constraint tasks_pkey PRIMARY KEY (org_id, id)
);
CREATE INDEX tasks_goal_idx ON public.tasks USING btree (org_id, client_id, goal_id) WHERE (goal_id IS NOT NULL);
CREATE INDEX tasks_hours_idx ON public.tasks USING btree (org_id, client_id, hours DESC, id DESC);
create policy app_deletes on tasks for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on tasks for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on tasks for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('tasks'::text) AS client_ids)::uuid[]))));
create policy app_updates on tasks for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on tasks to gate using (true) with check (true);
grant insert, select, update on tasks to app;
grant insert, select, update on tasks to gate;

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

create table weekly_commitments (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  position integer not null,
  from_on date not null,
  target smallint,
  set_at timestamp(3) with time zone default now() not null,
  constraint weekly_commitments_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint weekly_commitments_from_on_check CHECK ((EXTRACT(isodow FROM from_on) = (1)::numeric)),
  constraint weekly_commitments_pkey PRIMARY KEY (org_id, id),
  constraint weekly_commitments_position_check CHECK (("position" > 0)),
  constraint weekly_commitments_position_key UNIQUE (org_id, client_id, "position"),
  constraint weekly_commitments_target_check CHECK (((target >= 1) AND (target <= 50)))
);
create policy app_deletes on weekly_commitments for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on weekly_commitments for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on weekly_commitments for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('actions'::text) AS client_ids)::uuid[]))));
create policy app_updates on weekly_commitments for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on weekly_commitments to gate using (true) with check (true);
grant insert, select on weekly_commitments to app;
grant insert, select, update on weekly_commitments to gate;

create table weekly_pulses (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  week_on date not null,
  felt smallint not null,
  recorded_at timestamp(3) with time zone not null,
  version integer default 1 not null,
  constraint weekly_pulses_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint weekly_pulses_felt_check CHECK (((felt >= 0) AND (felt <= 4))),
  constraint weekly_pulses_pkey PRIMARY KEY (org_id, id),
  constraint weekly_pulses_week_key UNIQUE (org_id, client_id, week_on),
  constraint weekly_pulses_week_on_check CHECK ((EXTRACT(isodow FROM week_on) = (1)::numeric))
);
create policy app_deletes on weekly_pulses for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on weekly_pulses for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on weekly_pulses for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (client_id = ANY (( SELECT app.client_ids('checkins'::text) AS client_ids)::uuid[]))));
create policy app_updates on weekly_pulses for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on weekly_pulses to gate using (true) with check (true);
grant insert, select, update on weekly_pulses to app;
grant insert, select, update on weekly_pulses to gate;

create table win_audiences (
  org_id uuid default app.org_id() not null,
  id uuid not null,
  shown_to text[] not null,
  changed_at timestamp(3) with time zone default now() not null,
  constraint win_audiences_client_fk FOREIGN KEY (org_id, id) REFERENCES clients(org_id, id),
  constraint win_audiences_pkey PRIMARY KEY (org_id, id),
  constraint win_audiences_shown_to_check CHECK (((shown_to <@ ARRAY['COACH'::text, 'BUDDY'::text]) AND (cardinality(shown_to) <= 2)))
);
create policy app_deletes on win_audiences for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on win_audiences for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on win_audiences for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_updates on win_audiences for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on win_audiences to gate using (true) with check (true);
grant insert, select, update on win_audiences to app;
grant insert, select, update on win_audiences to gate;

create table wins (
  org_id uuid default app.org_id() not null,
  id uuid default uuidv7() not null,
  client_id uuid not null,
  kind text not null,
  won_on date not null,
  at timestamp(3) with time zone not null,
  goal_id uuid,
  action_id uuid,
  milestone_id uuid,
  setback_id uuid,
  week_on date,
  active_weeks smallint,
  withdrawn_at timestamp(3) with time zone,
  created_at timestamp(3) with time zone default now() not null,
  constraint wins_action_fk FOREIGN KEY (org_id, client_id, action_id) REFERENCES actions(org_id, client_id, id),
  constraint wins_active_weeks_check CHECK (((active_weeks >= 1) AND (active_weeks <= 8))),
  constraint wins_client_fk FOREIGN KEY (org_id, client_id) REFERENCES clients(org_id, id),
  constraint wins_client_key UNIQUE (org_id, client_id, id),
  constraint wins_event CHECK (
CASE kind
    WHEN 'ACTION_DONE'::text THEN ((action_id IS NOT NULL) AND (num_nonnulls(milestone_id, setback_id, week_on, active_weeks) = 0))
    WHEN 'MILESTONE_DONE'::text THEN ((milestone_id IS NOT NULL) AND (num_nonnulls(action_id, setback_id, week_on, active_weeks) = 0))
    WHEN 'ACTIVE_WEEKS'::text THEN ((num_nulls(week_on, active_weeks) = 0) AND (num_nonnulls(goal_id, action_id, milestone_id, setback_id) = 0))
    ELSE ((num_nulls(setback_id, action_id) = 0) AND (num_nonnulls(milestone_id, week_on, active_weeks) = 0))
END),
  constraint wins_goal_fk FOREIGN KEY (org_id, client_id, goal_id) REFERENCES goals(org_id, client_id, id),
  constraint wins_kind_check CHECK ((kind = ANY (ARRAY['ACTION_DONE'::text, 'MILESTONE_DONE'::text, 'ACTIVE_WEEKS'::text, 'COMEBACK'::text]))),
  constraint wins_milestone_fk FOREIGN KEY (org_id, milestone_id) REFERENCES goal_milestones(org_id, id),
  constraint wins_pkey PRIMARY KEY (org_id, id),
  constraint wins_setback_fk FOREIGN KEY (org_id, client_id, setback_id) REFERENCES setbacks(org_id, client_id, id),
  constraint wins_week_on_check CHECK ((EXTRACT(isodow FROM week_on) = (1)::numeric))
);
CREATE UNIQUE INDEX wins_action_key ON public.wins USING btree (org_id, client_id, action_id) WHERE ((action_id IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX wins_day_key ON public.wins USING btree (org_id, client_id, won_on) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX wins_milestone_key ON public.wins USING btree (org_id, client_id, milestone_id) WHERE ((milestone_id IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX wins_setback_key ON public.wins USING btree (org_id, client_id, setback_id) WHERE ((setback_id IS NOT NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX wins_week_key ON public.wins USING btree (org_id, client_id, week_on) WHERE ((week_on IS NOT NULL) AND (withdrawn_at IS NULL));
create policy app_deletes on wins for delete to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_inserts on wins for insert to app with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy app_reads on wins for select to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND (((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)) OR ((withdrawn_at IS NULL) AND (client_id = ANY (( SELECT app.win_client_ids() AS win_client_ids)::uuid[]))))));
create policy app_updates on wins for update to app using (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role)))) with check (((org_id = ( SELECT app.org_id() AS org_id)) AND ((client_id = ( SELECT app.member_id() AS member_id)) AND ( SELECT app.has_role('CLIENT'::text) AS has_role))));
create policy gate_looks on wins to gate using (true) with check (true);
grant insert, select on wins to app;
grant insert, select, update on wins to gate;
