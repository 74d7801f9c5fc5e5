-- What a session holds beside its notes: what the coach notes alone, what is to be talked about, what was agreed, how it
-- was, its recording; and how the two work together.

-- The coach's own notes. They stay behind in a hand-over, and are nobody else's: neither the client nor an admin nor the
-- bookkeeping of the organization meets a row.
create table private_notes (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null default app.member_id(),
  text text not null check (text ~ '^s1\.' and length(text) <= 60000),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint private_notes_session_fk foreign key (org_id, engagement_id, coach_id, client_id, session_id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint private_notes_author check (author_id = coach_id)
);
comment on column private_notes.text is 'sealed';
create index private_notes_session_idx on private_notes (org_id, session_id, id);
create index private_notes_author_idx on private_notes (org_id, author_id, id);

-- Until the retention that was agreed on ends, their author keeps them, and may still put them right or away.
select app.protect('private_notes',
  reads => $$author_id = (select app.member_id()) and engagement_id = any ((select app.kept_engagements())::uuid[])$$);
alter policy app_inserts on private_notes with check (org_id = (select app.org_id())
  and author_id = (select app.member_id()) and client_id = any ((select app.client_ids('sessions'))::uuid[]));

-- What a note can begin with: shipped ones, which every organization has, and each coach's own.
create table note_templates (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  -- Null: shipped.
  owner_id uuid default app.member_id(),
  title text not null check (length(title) between 1 and 100),
  body text not null check (length(body) between 1 and 4000),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint note_templates_owner_fk foreign key (org_id, owner_id) references coaches (org_id, id),
  constraint note_templates_archived check (owner_id is not null or archived_at is null)
);
create unique index note_templates_shipped_key on note_templates (org_id, title) where owner_id is null;
create index note_templates_owner_idx on note_templates (org_id, owner_id, id);
select app.protect('note_templates',
  reads => $$(select app.has_role('COACH')) and (owner_id is null or owner_id = (select app.member_id()))$$,
  writes => $$(select app.has_role('COACH')) and owner_id = (select app.member_id())$$,
  rights => 'select, insert, update');

create function app.ship_note_templates(org uuid) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.note_templates (org_id, owner_id, title, body) values
    (org, null, 'First session', e'What brings you here, and why now?\n\nWhat is already going well?\n\nWhat would be different if our work is worth it?\n\nWhat I should know about how you like to work\n\nWhat you can count on from me, and I from you\n\nA first small step, and when'),
    (org, null, 'From goal to step', e'What we want to have at the end of this hour\n\nWhere things stand, in facts\n\nWhat has been tried, and what came of it\n\nWhat else could be done: at least three ways\n\nThe way chosen, and what speaks against it\n\nThe step: what, by when, who knows of it'),
    (org, null, 'Looking back', e'What has moved since last time\n\nWhat helped\n\nWhat got in the way, and what that says\n\nWhat to keep, to stop, to try\n\nDo the goals still fit?\n\nWhat we do differently in how we work together'),
    (org, null, 'Closing', e'What you came with\n\nWhat has changed, and how you can tell\n\nWhat you did that made it change\n\nWhat is still open, and what you make of it\n\nWhat keeps it going without me\n\nWhat you would tell somebody who stands where you stood')
  on conflict do nothing
$$;
-- For nobody to call: the trigger does, with gate's rights.
revoke all on function app.ship_note_templates(uuid) from public;
alter function app.ship_note_templates(uuid) owner to gate;
create function app.ship_to_organization() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform app.ship_note_templates(new.id);
  return null;
end $$;
create trigger organizations_ship_note_templates after insert on organizations
  for each row execute function app.ship_to_organization();
select app.definer('app.ship_to_organization()');
-- Organizations that were there before. The owner lends itself gate's rights for it.
set local role gate;
select app.ship_note_templates(id) from organizations;
reset role;

-- What is to be talked about: a row for each item, of either side. What was not talked about goes on to the next session
-- of the engagement that is booked; until there is one it belongs to no session.
create table agenda_items (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  session_id uuid,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null default app.member_id(),
  text text not null check (text ~ '^s1\.' and length(text) <= 4000),
  position integer not null check (position > 0),
  done_at timestamptz(3),
  -- How often it went on, and from where last.
  carried integer not null default 0 check (carried >= 0),
  carried_from uuid,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint agenda_items_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade,
  constraint agenda_items_session_fk foreign key (org_id, engagement_id, coach_id, client_id, session_id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint agenda_items_from_fk foreign key (org_id, engagement_id, coach_id, client_id, carried_from)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint agenda_items_author check (author_id in (coach_id, client_id)),
  constraint agenda_items_carried check ((carried > 0) = (carried_from is not null)),
  constraint agenda_items_waiting check (session_id is not null or (carried > 0 and done_at is null))
);
comment on column agenda_items.text is 'sealed';
create index agenda_items_session_idx on agenda_items (org_id, session_id, position, id);
create index agenda_items_open_idx on agenda_items (org_id, engagement_id, position, id) where done_at is null;
create index agenda_items_from_idx on agenda_items (org_id, carried_from) where carried_from is not null;

-- The actions that were agreed on in a session. Has the id of the action.
create table session_actions (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  session_id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreed_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint session_actions_action_fk foreign key (org_id, client_id, id)
    references actions (org_id, client_id, id) on delete cascade,
  constraint session_actions_session_fk foreign key (org_id, engagement_id, coach_id, client_id, session_id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade
);
create index session_actions_session_idx on session_actions (org_id, session_id, id);

-- How a client found a session, 1 to 5. Has the id of the session.
create table session_ratings (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  rating smallint not null check (rating between 1 and 5),
  rated_at timestamptz(3) not null,
  changed_at timestamptz(3) check (changed_at <= rated_at + interval '7 days'),
  version integer not null default 1,
  primary key (org_id, id),
  constraint session_ratings_session_fk foreign key (org_id, engagement_id, coach_id, client_id, id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade
);

-- Where the recording of a session is. Has the id of the session, and the agreement that the session was booked under:
-- the row is there only as long as that one and the one in force both let recordings be kept.
create table session_recordings (
  org_id uuid not null default app.org_id(),
  id uuid not null,
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  agreement_id uuid not null,
  url text not null check (url ~ '^s1\.' and length(url) <= 4000),
  added_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint session_recordings_session_fk foreign key (org_id, engagement_id, coach_id, client_id, id)
    references sessions (org_id, engagement_id, coach_id, client_id, id) on delete cascade,
  constraint session_recordings_agreement_fk foreign key (org_id, engagement_id, agreement_id)
    references agreements (org_id, engagement_id, id) on delete cascade
);
comment on column session_recordings.url is 'sealed';

-- How the two work together, asked of the client after every fourth session that was held. For the two alone.
create table alliance_pulses (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  -- After so many sessions held.
  held_count integer not null check (held_count > 0),
  -- LAPSED: a later one came before it was answered.
  status text not null default 'DUE' check (status in ('DUE', 'ANSWERED', 'SKIPPED', 'LAPSED')),
  goals smallint check (goals between 0 and 10),
  way smallint check (way between 0 and 10),
  bond smallint check (bond between 0 and 10),
  mean numeric(15, 6) generated always as (round((goals + way + bond) / 3.0, 2)) stored,
  -- Whether this answer and those before it say that the work is about to break; settled with the answer.
  rupture_risk boolean,
  asked_at timestamptz(3) not null default now(),
  settled_at timestamptz(3),
  primary key (org_id, id),
  constraint alliance_pulses_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id) on delete cascade,
  -- A mark that was put right asks nothing twice.
  constraint alliance_pulses_count_key unique (org_id, engagement_id, held_count),
  constraint alliance_pulses_answered check (num_nulls(goals, way, bond, rupture_risk) = case status when 'ANSWERED' then 0 else 4 end),
  constraint alliance_pulses_settled check ((status = 'DUE') = (settled_at is null))
);
create unique index alliance_pulses_due_key on alliance_pulses (org_id, engagement_id) where status = 'DUE';
create index alliance_pulses_client_idx on alliance_pulses (org_id, client_id, id) where status = 'DUE';

do $$
declare
  pair constant text := $p$client_id = any ((select app.client_ids('sessions'))::uuid[])
    and (client_id = (select app.member_id()) or coach_id = (select app.member_id()))$p$;
  client constant text := $c$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$c$;
  recorded constant text := pair || $r$ and agreement_id = any ((select app.recorded_agreements())::uuid[])$r$;
begin
  perform app.protect('agenda_items', pair);
  perform app.protect('session_actions', pair, rights => 'select, insert');
  perform app.protect('session_ratings', pair, client, 'select, insert, update');
  perform app.protect('session_recordings', recorded, rights => 'select, insert, delete');
  perform app.protect('alliance_pulses', pair, rights => 'select, insert');
end $$;
grant update (status, goals, way, bond, rupture_risk, settled_at) on alliance_pulses to app;
-- An item is written and taken away by its author; either side ticks, sorts and carries it.
alter policy app_inserts on agenda_items with check (org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('sessions'))::uuid[]) and author_id = (select app.member_id()));
alter policy app_deletes on agenda_items using (org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('sessions'))::uuid[]) and author_id = (select app.member_id()));
-- The coach keeps the recording.
alter policy app_inserts on session_recordings with check (org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('sessions'))::uuid[]) and coach_id = (select app.member_id())
  and agreement_id = any ((select app.recorded_agreements())::uuid[]));
-- It is asked by the coach's mark and answered by the client; the coach's mark also ends one that waits.
alter policy app_inserts on alliance_pulses with check (org_id = (select app.org_id())
  and client_id = any ((select app.client_ids('sessions'))::uuid[]) and coach_id = (select app.member_id())
  and status = 'DUE');
alter policy app_updates on alliance_pulses with check (org_id = (select app.org_id())
  and (client_id = (select app.member_id()) and (select app.has_role('CLIENT'))
    or client_id = any ((select app.client_ids('sessions'))::uuid[]) and coach_id = (select app.member_id())
      and status = 'LAPSED'));
