-- The journal: setbacks, questions, entries. Every text is sealed for its row; no title, tag or word of it stands plain.

create table setbacks (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid,
  what text not null check (what ~ '^s1\.' and length(what) <= 24000),
  -- How far it was in the client's own hands: 0 not at all … 4 wholly.
  controllability smallint not null check (controllability between 0 and 4),
  lesson text check (lesson ~ '^s1\.' and length(lesson) <= 24000),
  next_experiment text check (next_experiment ~ '^s1\.' and length(next_experiment) <= 24000),
  happened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  nothing_to_learn boolean not null default false,
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint setbacks_client_key unique (org_id, client_id, id),
  constraint setbacks_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint setbacks_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  -- Closed with a lesson or with the word that there is none, never with both or neither.
  constraint setbacks_closed check (closed_at is null or (lesson is not null) <> nothing_to_learn),
  constraint setbacks_nothing_to_learn check (closed_at is not null or not nothing_to_learn)
);
comment on column setbacks.what is 'sealed';
comment on column setbacks.lesson is 'sealed';
comment on column setbacks.next_experiment is 'sealed';
create index setbacks_client_idx on setbacks (org_id, client_id, id);
create index setbacks_open_idx on setbacks (org_id, client_id, id) where closed_at is null and archived_at is null;
create index setbacks_goal_idx on setbacks (org_id, client_id, goal_id, happened_at) where goal_id is not null;

-- What a client is curious about, open until answered.
create table questions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  goal_id uuid,
  text text not null check (text ~ '^s1\.' and length(text) <= 24000),
  answer text check (answer ~ '^s1\.' and length(answer) <= 24000),
  answered_at timestamptz(3),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint questions_client_key unique (org_id, client_id, id),
  constraint questions_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint questions_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint questions_answered check (answered_at is null or answer is not null)
);
comment on column questions.text is 'sealed';
comment on column questions.answer is 'sealed';
create index questions_client_idx on questions (org_id, client_id, id);
create index questions_open_idx on questions (org_id, client_id, id) where answered_at is null and archived_at is null;
create index questions_goal_idx on questions (org_id, client_id, goal_id) where goal_id is not null;

-- Append-only: a setback or a question that was closed too early and is open again, and why.
create table journal_reopenings (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  setback_id uuid,
  question_id uuid,
  -- Since when it had been closed.
  closed_at timestamptz(3) not null,
  reason text not null check (reason ~ '^s1\.' and length(reason) <= 4000),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint journal_reopenings_setback_fk foreign key (org_id, client_id, setback_id)
    references setbacks (org_id, client_id, id),
  constraint journal_reopenings_question_fk foreign key (org_id, client_id, question_id)
    references questions (org_id, client_id, id),
  constraint journal_reopenings_subject check (num_nonnulls(setback_id, question_id) = 1)
);
comment on column journal_reopenings.reason is 'sealed';
create index journal_reopenings_setback_idx on journal_reopenings (org_id, client_id, setback_id, id)
  where setback_id is not null;
create index journal_reopenings_question_idx on journal_reopenings (org_id, client_id, question_id, id)
  where question_id is not null;

create table journal_entries (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('GOAL', 'ACTION', 'ACCOMPLISHMENT', 'SETBACK', 'REFLECTION', 'QUESTION')),
  text text not null check (text ~ '^s1\.' and length(text) <= 60000),
  goal_id uuid,
  action_id uuid,
  setback_id uuid,
  changed_at timestamptz(3),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint journal_entries_client_key unique (org_id, client_id, id),
  constraint journal_entries_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint journal_entries_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint journal_entries_action_fk foreign key (org_id, client_id, action_id)
    references actions (org_id, client_id, id),
  constraint journal_entries_setback_fk foreign key (org_id, client_id, setback_id)
    references setbacks (org_id, client_id, id)
);
comment on column journal_entries.text is 'sealed';
create index journal_entries_client_idx on journal_entries (org_id, client_id, id);
create index journal_entries_kind_idx on journal_entries (org_id, client_id, kind, id);
create index journal_entries_goal_idx on journal_entries (org_id, client_id, goal_id, id) where goal_id is not null;
create index journal_entries_action_idx on journal_entries (org_id, client_id, action_id) where action_id is not null;
create index journal_entries_setback_idx on journal_entries (org_id, client_id, setback_id) where setback_id is not null;

-- All of it belongs to the client alone; the next migration adds the persons whom something is shared with.
do $$
declare
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
begin
  perform app.protect('setbacks', own, own, 'select, insert, update');
  perform app.protect('questions', own, own, 'select, insert, update');
  perform app.protect('journal_reopenings', own, own, 'select, insert');
  perform app.protect('journal_entries', own, own, 'select, insert, update');
end $$;
