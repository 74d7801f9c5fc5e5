-- Network groups by industry: who is in them, their meetings, who comes and who was there. That an open group exists, who
-- leads it and how many are in it is the organization's; who they are and when they meet is theirs.

create table groups (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  leader_id uuid not null default app.member_id(),
  name text not null check (length(name) between 1 and 120),
  industry text not null check (length(industry) between 1 and 80),
  about text check (length(about) between 1 and 4000),
  -- Beside the leader, who takes none. Null: as many as like to.
  seats integer check (seats between 1 and 10000),
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED', 'ARCHIVED')),
  closed_at timestamptz(3),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint groups_leader_fk foreign key (org_id, leader_id) references members (org_id, id),
  constraint groups_closed check ((status = 'OPEN') = (closed_at is null)),
  constraint groups_archived check ((status = 'ARCHIVED') = (archived_at is not null))
);
create index groups_name_idx on groups (org_id, name, id);
create index groups_leader_idx on groups (org_id, leader_id);

create table group_memberships (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  member_id uuid not null,
  joined_at timestamptz(3) not null default now(),
  left_at timestamptz(3),
  -- The leader who ended it; null where the member left. Whoever was removed comes back only after being readmitted.
  removed_by uuid,
  readmitted_at timestamptz(3),
  primary key (org_id, id),
  constraint group_memberships_group_fk foreign key (org_id, group_id) references groups (org_id, id),
  constraint group_memberships_member_fk foreign key (org_id, member_id) references members (org_id, id),
  constraint group_memberships_remover_fk foreign key (org_id, removed_by) references members (org_id, id),
  constraint group_memberships_removed check (removed_by is null or left_at is not null),
  constraint group_memberships_readmitted check (readmitted_at is null or removed_by is not null)
);
-- One seat a member, however often they press the button. Whoever left may come back, to another row.
create unique index group_memberships_standing_key on group_memberships (org_id, group_id, member_id)
  where left_at is null;
create index group_memberships_group_idx on group_memberships (org_id, group_id, joined_at, id);
create index group_memberships_member_idx on group_memberships (org_id, member_id, id);

create table group_meetings (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  -- Who leads this meeting, and says who was there: the only one whose calendar it takes.
  leader_id uuid not null default app.member_id(),
  title text not null check (length(title) between 1 and 120),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  place text check (length(place) between 1 and 200),
  video_url text check (video_url ~ '^https://' and length(video_url) <= 500),
  status text not null default 'BOOKED' check (status in ('BOOKED', 'HELD', 'CANCELLED')),
  cancelled_at timestamptz(3),
  cancel_reason text check (length(cancel_reason) between 1 and 500),
  -- Of the calendar entry (RFC 5545): grows when people have to look at their calendars again.
  sequence integer not null default 0,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint group_meetings_group_fk foreign key (org_id, group_id) references groups (org_id, id),
  constraint group_meetings_leader_fk foreign key (org_id, leader_id) references members (org_id, id),
  constraint group_meetings_group_key unique (org_id, group_id, id),
  constraint group_meetings_length check (ends_at - starts_at between interval '15 minutes' and interval '480 minutes'),
  constraint group_meetings_whereabouts check (num_nonnulls(place, video_url) = 1),
  constraint group_meetings_cancelled check ((status = 'CANCELLED') = (cancelled_at is not null)),
  constraint group_meetings_cancellation check (cancelled_at is not null or cancel_reason is null)
);
create index group_meetings_starts_idx on group_meetings (org_id, group_id, starts_at, id);
create index group_meetings_calendar_idx on group_meetings (org_id, starts_at, id);
create index group_meetings_leader_idx on group_meetings (org_id, leader_id, id);

-- Append-only: that a meeting took place after all, or did not.
create table group_meeting_corrections (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  meeting_id uuid not null,
  was text not null check (was in ('HELD', 'CANCELLED')),
  is_now text not null check (is_now in ('HELD', 'CANCELLED')),
  reason text not null check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint group_meeting_corrections_meeting_fk foreign key (org_id, group_id, meeting_id)
    references group_meetings (org_id, group_id, id),
  constraint group_meeting_corrections_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint group_meeting_corrections_other check (was <> is_now)
);
create index group_meeting_corrections_meeting_idx on group_meeting_corrections (org_id, meeting_id, id);

-- Whether somebody means to come. An answer to an earlier sequence was to another time, and is none.
create table group_answers (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  meeting_id uuid not null,
  member_id uuid not null default app.member_id(),
  answer text not null check (answer in ('YES', 'NO', 'MAYBE')),
  sequence integer not null,
  answered_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint group_answers_meeting_fk foreign key (org_id, group_id, meeting_id)
    references group_meetings (org_id, group_id, id),
  constraint group_answers_member_fk foreign key (org_id, member_id) references members (org_id, id),
  constraint group_answers_key unique (org_id, meeting_id, member_id)
);
create index group_answers_member_idx on group_answers (org_id, member_id, id);

-- Append-only: somebody was there, and was not after all. The highest position of a person is what holds.
create table group_attendance_marks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  meeting_id uuid not null,
  member_id uuid not null,
  -- There and taken back by turns.
  position smallint not null check (position > 0),
  present boolean not null,
  -- Why a mark was wrong.
  reason text check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint group_attendance_marks_meeting_fk foreign key (org_id, group_id, meeting_id)
    references group_meetings (org_id, group_id, id),
  constraint group_attendance_marks_member_fk foreign key (org_id, member_id) references members (org_id, id),
  constraint group_attendance_marks_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint group_attendance_marks_key unique (org_id, meeting_id, member_id, position),
  constraint group_attendance_marks_turns check (present = (position % 2 = 1)),
  constraint group_attendance_marks_reason check (present = (reason is null))
);
create index group_attendance_marks_member_idx on group_attendance_marks (org_id, member_id, meeting_id);

create table group_meeting_notes (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  group_id uuid not null,
  meeting_id uuid not null,
  author_id uuid not null default app.member_id(),
  text text not null check (text ~ '^s1\.' and length(text) <= 60000),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint group_meeting_notes_meeting_fk foreign key (org_id, group_id, meeting_id)
    references group_meetings (org_id, group_id, id),
  constraint group_meeting_notes_author_fk foreign key (org_id, author_id) references members (org_id, id)
);
comment on column group_meeting_notes.text is 'sealed';
create index group_meeting_notes_meeting_idx on group_meeting_notes (org_id, meeting_id, id);

-- What it takes to lead.
create function app.may_lead() returns boolean language sql stable parallel safe
  as $$ select app.has_role('ADMIN') or app.has_role('COACH') or app.has_role('MENTOR') $$;

-- The groups that the actor is in: leaving one counts from the next statement on.
create function app.group_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  return array(select g.group_id from public.group_memberships g
    where g.org_id = org and g.member_id = me and g.left_at is null);
end $$;
select app.definer('app.group_ids()');

-- The groups that the actor leads, while they are what it takes.
create function app.led_group_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  if me is null or not app.may_lead() then return '{}'; end if;
  return array(select g.id from public.groups g where g.org_id = org and g.leader_id = me);
end $$;
select app.definer('app.led_group_ids()');

-- The meetings whose attendance is the actor's to say: those that they led, in groups that they are still in.
create function app.led_group_meeting_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
declare
  org constant uuid := app.org_id();
  me constant uuid := app.member_id();
begin
  if me is null or not app.may_lead() then return '{}'; end if;
  return array(select t.id from public.group_meetings t
    where t.org_id = org and t.leader_id = me and t.group_id = any (app.group_ids()));
end $$;
select app.definer('app.led_group_meeting_ids()');

-- The meetings that the actor may know of: all of the groups that they lead; of the others that they are in, those that
-- were not over when they came, those that they led, and those that they attended before they left and came back.
create function app.group_meeting_ids() returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
select app.definer('app.group_meeting_ids()');

do $$
declare
  led constant text := $l$group_id = any ((select app.led_group_ids())::uuid[])$l$;
  led_meeting constant text := $m$meeting_id = any ((select app.led_group_meeting_ids())::uuid[])$m$;
  seen_meeting constant text := $s$meeting_id = any ((select app.group_meeting_ids())::uuid[])$s$;
  own constant text := 'member_id = (select app.member_id())';
  author constant text := 'author_id = (select app.member_id())';
begin
  -- An admin finds the closed ones too: somebody has to when a leader has gone.
  perform app.protect('groups',
    reads => $r$status = 'OPEN' or (select app.has_role('ADMIN')) or id = any ((select app.group_ids())::uuid[])$r$,
    writes => $w$leader_id = (select app.member_id()) and (select app.may_lead())$w$,
    rights => 'select, insert, update (name, industry, about, seats, status, closed_at, archived_at, version)');
  -- Nobody writes themselves down or out: app.join_group counts the seats, app.end_group_membership keeps the leader.
  perform app.protect('group_memberships',
    reads => format('%s or (left_at is null and group_id = any ((select app.group_ids())::uuid[]))'
      || ' or (removed_by is not null and %s)', own, led),
    writes => format('removed_by is not null and %s', led),
    rights => 'select, update (readmitted_at)');
  perform app.protect('group_meetings',
    reads => led || ' or id = any ((select app.group_meeting_ids())::uuid[])', writes => led,
    rights => 'select, insert, update (title, place, video_url, starts_at, ends_at, status, cancelled_at, cancel_reason, sequence, version)');
  perform app.protect('group_meeting_corrections', seen_meeting, led || ' and ' || author, 'select, insert');
  perform app.protect('group_answers',
    reads => format('%s or %s', own, led_meeting), writes => format('%s and %s', own, seen_meeting),
    rights => 'select, insert, update (answer, sequence, answered_at)');
  -- Who was there is for them and for who led the meeting.
  perform app.protect('group_attendance_marks',
    format('%s or %s', own, led_meeting), format('%s and %s', led_meeting, author), 'select, insert');
  perform app.protect('group_meeting_notes', seen_meeting, format('%s and %s', led_meeting, author),
    'select, insert, update (text, changed_at, version)');
end $$;
drop policy app_inserts on group_memberships;
alter policy app_inserts on group_meetings with check (
  org_id = (select app.org_id()) and group_id = any ((select app.led_group_ids())::uuid[])
  and leader_id = (select app.member_id()));
-- Whoever has left cannot be marked any more, only taken back where the mark was wrong.
alter policy app_inserts on group_attendance_marks with check (
  org_id = (select app.org_id()) and author_id = (select app.member_id())
  and meeting_id = any ((select app.led_group_meeting_ids())::uuid[])
  and (not present or exists (select from group_memberships g
    where g.org_id = group_attendance_marks.org_id and g.group_id = group_attendance_marks.group_id
      and g.member_id = group_attendance_marks.member_id and g.left_at is null)));

-- Whoever starts a group is in it.
create function app.seat_leader() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.group_memberships (org_id, group_id, member_id, joined_at)
  values (new.org_id, new.id, new.leader_id, new.created_at);
  return null;
end $$;
create trigger groups_seat_leader after insert on groups for each row execute function app.seat_leader();
select app.definer('app.seat_leader()');

create function app.occupy_group_meeting() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    perform app.occupy(old.org_id, old.id, array[old.leader_id], null);
  else
    perform app.occupy(new.org_id, new.id, array[new.leader_id],
      case when new.status <> 'CANCELLED' then tstzrange(new.starts_at, new.ends_at) end);
  end if;
  return null;
end $$;
create trigger group_meetings_occupy
  after insert or delete or update of starts_at, ends_at, status, leader_id on group_meetings
  for each row execute function app.occupy_group_meeting();
select app.definer('app.occupy_group_meeting()');

-- A member takes a seat. Of many at once each waits for the group's row and then counts, in a statement of its own, what
-- the others have left. Returns the membership; null where there is no such open group, it is full, or its leader has
-- removed the actor.
create function app.join_group(which uuid) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;

-- Whether the leader has removed the actor, and nobody has let them in again.
create function app.is_shut_out(which uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.group_memberships s
    where s.org_id = app.org_id() and s.group_id = which and s.member_id = app.member_id()
      and s.removed_by is not null and s.readmitted_at is null) $$;
select app.definer('app.is_shut_out(uuid)');
select app.definer('app.join_group(uuid)');

-- Ends a membership: one's own, or as the leader somebody else's. The leader's stands, whoever asks, also when the lead
-- changes hands at this moment. Returns whether it was ended.
create function app.end_group_membership(membership uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;
select app.definer('app.end_group_membership(uuid)');

-- Whether nobody leads a group any more: its leader may not sign in, or is no longer what it takes.
create function app.group_needs_leader(which uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.groups g join public.members m on m.org_id = g.org_id and m.id = g.leader_id
    where g.org_id = app.org_id() and g.id = which
      and (m.status <> 'ACTIVE' or not m.roles && array['ADMIN', 'COACH', 'MENTOR'])) $$;
select app.definer('app.group_needs_leader(uuid)');

-- The group and its meetings to come pass to somebody else, whose calendar these take from now on. A meeting that has
-- begun stays with who led it. For the two functions below.
create function app.pass_group(org uuid, which uuid, heir uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.groups g set leader_id = heir, version = version + 1 where g.org_id = org and g.id = which;
  update public.group_meetings t set leader_id = heir, version = version + 1
  where t.org_id = org and t.group_id = which and t.status = 'BOOKED' and t.starts_at > now();
end $$;
revoke all on function app.pass_group(uuid, uuid, uuid) from public;
alter function app.pass_group(uuid, uuid, uuid) owner to gate;

-- The leader hands over to another member of the group who may lead. Returns whether it was handed over.
create function app.hand_over_group(which uuid, membership uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;
select app.definer('app.hand_over_group(uuid, uuid)');

-- An admin takes a group over that nobody leads any more; the leader of before leaves it. Returns whether they did.
create function app.take_over_group(which uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
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
end $$;
select app.definer('app.take_over_group(uuid)');

-- What of a group is for whoever sees it, and stands in rows that they do not see.
create function app.group_leader_name(which uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.name from public.groups g join public.members m on m.org_id = g.org_id and m.id = g.leader_id
  where g.org_id = app.org_id() and g.id = which
    and (g.status = 'OPEN' or app.has_role('ADMIN') or g.id = any (app.group_ids())) $$;
select app.definer('app.group_leader_name(uuid)');

-- How many are in it, the leader too, and whether every seat is taken.
create function app.group_size(which uuid, out members integer, out is_full boolean)
language sql stable security definer set search_path = '' as $$
  select count(s.id)::integer,
    coalesce(g.seats <= count(s.id) filter (where s.member_id <> g.leader_id), false)
  from public.groups g
  left join public.group_memberships s on s.org_id = g.org_id and s.group_id = g.id and s.left_at is null
  where g.org_id = app.org_id() and g.id = which
    and (g.status = 'OPEN' or app.has_role('ADMIN') or g.id = any (app.group_ids()))
  group by g.org_id, g.id $$;
select app.definer('app.group_size(uuid)');

-- The name of somebody with whom the actor is in a group; of whom they have removed; of whom they have marked as there.
-- The rest of the member is not theirs to see.
create function app.group_person_name(person uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
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
end $$;
select app.definer('app.group_person_name(uuid)');

alter table reminders drop constraint reminders_purpose_check;
alter table reminders add constraint reminders_purpose_check
  check (purpose in ('REVIEW_DUE', 'CHECK_IN_DUE', 'CREDENTIAL_RENEWAL', 'CUE', 'RISK_REVIEW', 'GROUP_MEETING',
    'SESSION_DAY_BEFORE', 'SESSION_HOUR_BEFORE'));
alter table reminder_opt_outs drop constraint reminder_opt_outs_topic_check;
alter table reminder_opt_outs add constraint reminder_opt_outs_topic_check
  check (topic in ('REVIEWS', 'CHECK_INS', 'LEARNING', 'ACTIONS', 'SESSIONS'));

-- A reminder the day before, for every member: of a meeting that was set or moved, or of all to come for who has joined.
-- None where it is less than a day until then. Whether it leaves is asked again when it falls due.
create function app.plan_group_reminders(org uuid, of_group uuid, meeting uuid, person uuid) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.reminders
    (org_id, purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
  select t.org_id, 'GROUP_MEETING', t.id, t.sequence, s.member_id, t.starts_at - interval '24 hours', t.starts_at, false,
    t.starts_at - interval '24 hours'
  from public.group_meetings t
  join public.group_memberships s on s.org_id = t.org_id and s.group_id = t.group_id and s.left_at is null
  where t.org_id = org and t.group_id = of_group and t.status = 'BOOKED' and t.starts_at - interval '24 hours' > now()
    and (meeting is null or t.id = meeting) and (person is null or s.member_id = person)
  on conflict on constraint reminders_key do nothing
$$;
revoke all on function app.plan_group_reminders(uuid, uuid, uuid, uuid) from public;
alter function app.plan_group_reminders(uuid, uuid, uuid, uuid) owner to gate;

create function app.remind_of_group_meeting() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.plan_group_reminders(new.org_id, new.group_id, new.id, null);
  return null;
end $$;
create trigger group_meetings_remind after insert or update of starts_at on group_meetings
  for each row execute function app.remind_of_group_meeting();
select app.definer('app.remind_of_group_meeting()');

create function app.remind_group_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform app.plan_group_reminders(new.org_id, new.group_id, null, new.member_id);
  return null;
end $$;
create trigger group_memberships_remind after insert on group_memberships
  for each row when (new.left_at is null) execute function app.remind_group_member();
select app.definer('app.remind_group_member()');
