-- What the two sides of an engagement write to each other, and the files that they send along. Texts and names are sealed
-- for their rows; the files are in the file store, sealed. Written while the engagement is open, read as shared notes are.

create table messages (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null default app.member_id(),
  -- Made by the author's device: what is sent twice is one message.
  key uuid not null,
  -- Null where files came without a word, and once it was withdrawn.
  text text check (text ~ '^s1\.' and length(text) <= 60000),
  created_at timestamptz(3) not null default now(),
  withdrawn_at timestamptz(3),
  primary key (org_id, id),
  constraint messages_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id),
  constraint messages_author check (author_id in (coach_id, client_id)),
  constraint messages_key_key unique (org_id, author_id, key),
  -- What a file refers to, so that nobody attaches another's, or one of another engagement.
  constraint messages_author_key unique (org_id, engagement_id, author_id, id),
  constraint messages_withdrawn check (withdrawn_at is null or text is null)
);
comment on column messages.text is 'sealed';
create index messages_engagement_idx on messages (org_id, engagement_id, id);
create index messages_withdrawn_idx on messages (org_id, engagement_id, withdrawn_at) where withdrawn_at is not null;

-- How far each side has read. It only goes forward.
create table message_reads (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  reader_id uuid not null default app.member_id(),
  -- The last message that they have seen.
  message_id uuid not null,
  read_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint message_reads_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id),
  constraint message_reads_message_fk foreign key (org_id, message_id) references messages (org_id, id),
  constraint message_reads_reader check (reader_id in (coach_id, client_id)),
  constraint message_reads_reader_key unique (org_id, engagement_id, reader_id)
);

-- A file is on its way, then stored, then part of a message. The row is there before the file and goes after it, so that
-- no file is ever out of sight.
create table message_files (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  engagement_id uuid not null,
  coach_id uuid not null,
  client_id uuid not null,
  author_id uuid not null default app.member_id(),
  since timestamptz(3) not null default now(),
  -- What is stored; null while it is on its way.
  format text check (format in ('PDF', 'DOCX', 'ODT', 'PNG', 'JPEG', 'TEXT')),
  -- Of the file as it is downloaded; at rest it is sealed.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer check (bytes > 0),
  -- Null while no message holds it: not yet, or no longer.
  message_id uuid,
  name text check (name ~ '^s1\.' and length(name) <= 2000),
  -- Which of the message's files it is, from 1.
  position smallint check (position between 1 and 10),
  -- No message will hold it any more.
  abandoned_at timestamptz(3),
  primary key (org_id, id),
  constraint message_files_engagement_fk foreign key (org_id, coach_id, client_id, engagement_id)
    references engagements (org_id, coach_id, client_id, id),
  constraint message_files_author check (author_id in (coach_id, client_id)),
  constraint message_files_message_fk foreign key (org_id, engagement_id, author_id, message_id)
    references messages (org_id, engagement_id, author_id, id),
  constraint message_files_position_key unique (org_id, message_id, position),
  constraint message_files_stored check (num_nulls(format, sha256, bytes) in (0, 3)),
  constraint message_files_attached check (num_nulls(message_id, name, position) in (0, 3)
    and (message_id is null or (format is not null and abandoned_at is null)))
);
comment on column message_files.name is 'sealed';
create index message_files_engagement_idx on message_files (org_id, engagement_id, message_id);

do $$
declare
  -- After the end the coach keeps notes, and nothing of what was written between the two.
  seen constant text := $r$(client_id = (select app.member_id())
    or (coach_id = (select app.member_id()) and client_id = any ((select app.client_ids('sessions'))::uuid[])
      and engagement_id in (select e.id from engagements e
        where e.org_id = (select app.org_id()) and e.status in ('ACTIVE', 'PAUSED'))))$r$;
  -- The sides of an engagement that is open, each in the role that they have in it.
  open constant text := $o$client_id = any ((select app.client_ids('sessions'))::uuid[]) and engagement_id in (
    select e.id from engagements e where e.org_id = (select app.org_id()) and e.status in ('ACTIVE', 'PAUSED')
      and (select app.member_id()) in (e.coach_id, e.client_id))$o$;
  mine constant text := 'author_id = (select app.member_id())';
  org constant text := 'org_id = (select app.org_id())';
  system constant text := '(select app.is_system())';
begin
  perform app.protect('messages', seen, format('%s and %s', mine, open), 'select, insert');
  -- All that is written of a message later is that it was withdrawn, and that within a day.
  grant update (text, withdrawn_at) on messages to app;
  execute format($p$alter policy app_updates on messages
    using (%1$s and %2$s and %3$s and withdrawn_at is null and created_at > now() - interval '24 hours')
    with check (%1$s and %2$s and %3$s and withdrawn_at is not null)$p$, org, mine, open);

  perform app.protect('message_reads', seen, 'reader_id = (select app.member_id()) and ' || seen, 'select, insert');
  grant update (message_id, read_at) on message_reads to app;

  perform app.protect('message_files',
    format('(message_id is not null and %s) or (message_id is null and (%s or %s))', seen, mine, system),
    format('(%s and %s) or (%s and message_id is null)', mine, open, system), 'select, insert, delete');
  grant update (format, sha256, bytes, message_id, name, position, abandoned_at) on message_files to app;
  -- A file is announced by its author, and forgotten by the sweep once it is gone.
  execute format('alter policy app_inserts on message_files with check (%s and %s and %s and message_id is null)', org, mine, open);
  execute format('alter policy app_deletes on message_files using (%s and %s and message_id is null and abandoned_at is not null)',
    org, system);
end $$;

create function app.hold_message_read() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.message_id < old.message_id then
    raise exception 'What was read stays read.' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger message_reads_hold before update on message_reads for each row execute function app.hold_message_read();

-- Of all organizations, for the sweep: what is on its way since then, what was stored a day earlier and never sent, and
-- what is not wanted.
create function app.loose_message_files(begun_before timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select f.org_id, f.id from public.message_files f
  where f.message_id is null and (f.abandoned_at is not null or f.since < begun_before - case when f.format is null then interval '0' else interval '1 day' end)
  order by f.since limit batch
$$;
select app.definer('app.loose_message_files(timestamptz, integer)');

-- What the files of an engagement take, also those that only their author sees yet: what is on its way counts as much as
-- it can become.
create function app.message_bytes(engagement uuid, on_its_way integer) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(coalesce(f.bytes, on_its_way)), 0) from public.message_files f
  join public.engagements e on e.org_id = f.org_id and e.id = f.engagement_id
  where f.org_id = app.org_id() and f.engagement_id = engagement and f.abandoned_at is null
    and app.member_id() in (e.coach_id, e.client_id)
$$;
select app.definer('app.message_bytes(uuid, integer)');
