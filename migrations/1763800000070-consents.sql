-- What a client lets their coach see beyond the work itself. It belongs to one engagement: it ends with it, and a later
-- engagement of the same two begins without it.

create table consents (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  coach_id uuid not null,
  engagement_id uuid not null,
  subject text not null check (subject in ('CHECK_INS', 'ROLE_ASPECTS', 'TASKS', 'SKILLS', 'TARGET_ROLES', 'VALUES',
    'CONSTRAINTS', 'DOCUMENTS')),
  given_at timestamptz(3) not null default now(),
  -- The first instant at which it no longer holds; null: until it is withdrawn or the engagement ends.
  until timestamptz(3),
  withdrawn_at timestamptz(3),
  primary key (org_id, id),
  constraint consents_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id),
  constraint consents_until check (until > given_at)
);
-- One stands at a time; giving it again changes until when.
create unique index consents_standing_key on consents (org_id, engagement_id, subject) where withdrawn_at is null;
create index consents_coach_idx on consents (org_id, coach_id, subject) where withdrawn_at is null;
create index consents_client_idx on consents (org_id, client_id, id);

-- A withdrawn consent stays as the record that it was given; only its end is written afterwards.
select app.protect('consents',
  reads => $$client_id = (select app.member_id())
    or (coach_id = (select app.member_id()) and client_id = any ((select app.client_ids('profile'))::uuid[]))$$,
  writes => $$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert');
grant update (until, withdrawn_at) on consents to app;

-- The visibility matrix, by data class:
--   profile   who the client is: also for a coach who is asked to sign
--   goals, actions, sessions, reviews   the work itself: the client, and the coach once both have signed
--   checkins … documents   the client, and their coach while a consent to it stands
-- Another word is a mistake of the policy that says it, and is told.
set local role gate;
create or replace function app.client_ids(data_class text) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
reset role;

alter table reminders drop constraint reminders_purpose_check;
alter table reminders add constraint reminders_purpose_check
  check (purpose in ('REVIEW_DUE', 'CHECK_IN_DUE', 'CREDENTIAL_RENEWAL', 'CUE', 'RISK_REVIEW'));
alter table reminder_opt_outs drop constraint reminder_opt_outs_topic_check;
alter table reminder_opt_outs add constraint reminder_opt_outs_topic_check
  check (topic in ('REVIEWS', 'CHECK_INS', 'LEARNING', 'ACTIONS'));
-- What was taken back stays so.
alter policy app_updates on consents
  using (org_id = (select app.org_id()) and client_id = (select app.member_id()) and withdrawn_at is null);

-- All that a coach sees stands on an engagement, and so do consents. It stays between the two for whom it was proposed,
-- each signs for themselves, an admin for nobody, and what is over does not begin again; whatever its policies let through.
revoke update on engagements from app;
grant update (status, ends_on, coach_signed_at, client_signed_at, version) on engagements to app;
create function app.hold_engagement() returns trigger language plpgsql set search_path = '' as $$
declare
  me constant uuid := app.member_id();
begin
  -- Without a member it is the owner, who migrates.
  if me is not null and (new.coach_signed_at is distinct from old.coach_signed_at and me <> new.coach_id
      or new.client_signed_at is distinct from old.client_signed_at and me <> new.client_id
      or old.status in ('COMPLETED', 'ENDED_EARLY') and new.status <> old.status) then
    raise exception 'This step of the engagement is not open to this member.' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger engagements_hold before insert or update on engagements
  for each row execute function app.hold_engagement();
