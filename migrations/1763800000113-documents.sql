-- Career documents: what a client shows of themselves. The files are in the file store, sealed; here is what they are.

create table documents (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('RESUME', 'PROFILE', 'PORTFOLIO')),
  title text not null check (length(title) between 1 and 200),
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  -- Of the newest version; null before the first.
  changed_at timestamptz(3),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint documents_client_key unique (org_id, client_id, id),
  constraint documents_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);

-- Append-only: a document that changes gets another. It goes with its document only.
create table document_versions (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  document_id uuid not null,
  number integer not null check (number between 1 and 1000),
  url text check (url ~ '^https?://' and length(url) <= 2000),
  format text check (format in ('PDF', 'DOCX', 'ODT', 'PNG', 'JPEG', 'TEXT')),
  -- Of the file as it is downloaded; at rest it is sealed.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer check (bytes > 0),
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint document_versions_document_fk foreign key (org_id, client_id, document_id)
    references documents (org_id, client_id, id),
  constraint document_versions_number_key unique (org_id, document_id, number),
  constraint document_versions_one_content check (num_nulls(format, sha256, bytes) = case when url is null then 0 else 3 end)
);

-- The goals that a document tells of.
create table document_goals (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  document_id uuid not null,
  goal_id uuid not null,
  primary key (org_id, id),
  constraint document_goals_document_fk foreign key (org_id, client_id, document_id)
    references documents (org_id, client_id, id),
  constraint document_goals_goal_fk foreign key (org_id, client_id, goal_id) references goals (org_id, client_id, id),
  constraint document_goals_key unique (org_id, document_id, goal_id)
);
create index document_goals_goal_idx on document_goals (org_id, client_id, goal_id);

-- Files that no version holds: not yet, while one is stored, and no longer, once its document was deleted. Has the id of
-- the version. The row is there before the file and goes after it, so that no file is ever out of sight.
create table document_loose_files (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  since timestamptz(3) not null default now(),
  -- No version will hold it any more.
  abandoned_at timestamptz(3),
  primary key (org_id, id),
  constraint document_loose_files_client_fk foreign key (org_id, client_id) references clients (org_id, id)
);
create index document_loose_files_client_idx on document_loose_files (org_id, client_id);

do $$
declare
  reads constant text := $r$client_id = any ((select app.client_ids('documents'))::uuid[])$r$;
  own constant text := $w$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$w$;
begin
  perform app.protect('documents', reads, own);
  perform app.protect('document_versions', reads, own, 'select, insert, delete');
  perform app.protect('document_goals', reads, own, 'select, insert, delete');
  perform app.protect('document_loose_files', format('(%s) or (select app.is_system())', own),
    rights => 'select, insert, update (abandoned_at), delete');
end $$;

-- Of all organizations, for the sweep: what was begun before that instant and never finished, and what is not wanted.
create function app.loose_files(begun_before timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select f.org_id, f.id from public.document_loose_files f
  where f.abandoned_at is not null or f.since < begun_before
  order by f.since limit batch
$$;
select app.definer('app.loose_files(timestamptz, integer)');

-- Whether the client earned a credential after that instant which the document does not list. Replaced when credentials
-- come: a document's staleness asks here, so that documents need not know of them.
create function app.document_lacks_credential(org uuid, client uuid, document uuid, since timestamptz)
returns boolean language sql stable as $$ select false $$;
