-- Notes that both sides of a session read. Each is sealed for its row; what stands here is never plain text.

alter table sessions add constraint sessions_pair_key unique (org_id, client_id, coach_id, id);

create table session_notes (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  session_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null,
  text text not null check (text ~ '^s1\.' and length(text) <= 60000),
  created_at timestamptz(3) not null default now(),
  changed_at timestamptz(3),
  version integer not null default 1,
  primary key (org_id, id),
  constraint session_notes_session_fk foreign key (org_id, session_id, coach_id, client_id)
    references sessions (org_id, id, coach_id, client_id),
  constraint session_notes_author check (author_id in (coach_id, client_id))
);
create index session_notes_session_idx on session_notes (org_id, session_id, id);
create index session_notes_client_idx on session_notes (org_id, client_id, id);
create index session_notes_coach_idx on session_notes (org_id, coach_id, id);

-- Unlike the session, its notes stay with the coach when the engagement is over; they are only written while it is open.
select app.protect('session_notes',
  reads => $$client_id = (select app.member_id())
    or (coach_id = (select app.member_id()) and (select app.has_role('COACH')))$$,
  writes => $$author_id = (select app.member_id()) and client_id = any ((select app.client_ids('sessions'))::uuid[])$$,
  rights => 'select, insert, update');
