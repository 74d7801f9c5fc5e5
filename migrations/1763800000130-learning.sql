-- What a client learns and has learned: items, and credentials that expire. All of it is the client's alone.

create table learning_items (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  kind text not null check (kind in ('COURSE', 'CERTIFICATION', 'WORKSHOP', 'SEMINAR', 'CONFERENCE', 'BOOK', 'TALK')),
  title text not null check (length(title) between 1 and 200),
  provider text check (length(provider) between 1 and 120),
  starts_on date,
  ends_on date,
  hours numeric(15,6) check (hours between 0 and 10000),
  cost numeric(15,6) check (cost between 0 and 100000000),
  -- ISO 4217.
  currency text check (currency ~ '^[A-Z]{3}$'),
  gap_id uuid,
  status text not null default 'PLANNED' check (status in ('PLANNED', 'ENROLLED', 'DOING', 'DONE', 'DROPPED')),
  -- In the client's zone.
  done_on date,
  -- What is under way comes before what is booked, and that before a plan; the undated last. So a week finds the next.
  next_rank smallint not null generated always as (case status when 'DOING' then 1 when 'ENROLLED' then 2
    when 'PLANNED' then 3 else 9 end) stored,
  next_on date not null generated always as (coalesce(starts_on, ends_on, '9999-12-31'::date)) stored,
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  archived_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint learning_items_client_key unique (org_id, client_id, id),
  constraint learning_items_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint learning_items_gap_fk foreign key (org_id, client_id, gap_id) references gaps (org_id, client_id, id),
  constraint learning_items_dates check (ends_on >= starts_on),
  constraint learning_items_cost check ((cost is null) = (currency is null)),
  constraint learning_items_done check ((status = 'DONE') = (done_on is not null))
);
create index learning_items_gap_idx on learning_items (org_id, client_id, gap_id, id) where gap_id is not null;
create index learning_items_next_idx on learning_items (org_id, client_id, next_rank, next_on, id)
  where status in ('PLANNED', 'ENROLLED', 'DOING') and archived_at is null;

-- Append-only: a done mark that was wrong, by whom it was put right, and why.
create table learning_item_corrections (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  item_id uuid not null,
  was_on date not null,
  -- Null: it had not been done and goes on.
  is_on date,
  reason text not null check (length(reason) between 1 and 500),
  author_id uuid not null default app.member_id(),
  at timestamptz(3) not null default now(),
  primary key (org_id, id),
  constraint learning_item_corrections_item_fk foreign key (org_id, client_id, item_id)
    references learning_items (org_id, client_id, id),
  constraint learning_item_corrections_author_fk foreign key (org_id, author_id) references members (org_id, id),
  constraint learning_item_corrections_changes check (is_on is distinct from was_on)
);
create index learning_item_corrections_item_idx on learning_item_corrections (org_id, item_id, id);

create table credentials (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  issuer text not null check (length(issuer) between 1 and 120),
  issued_on date not null,
  -- The last day on which it holds; null: it does not expire.
  expires_on date,
  -- Days before that day; null: no reminder is wanted.
  remind_days smallint default 30 check (remind_days between 1 and 365),
  remind_on date generated always as (expires_on - remind_days) stored,
  tags text[] not null default '{}' check (cardinality(tags) <= 10),
  archived_at timestamptz(3),
  -- Counts what the reminder is about: the days, and whether it is wanted. Another title is no news to it.
  renewal_version integer not null default 1,
  -- The renewal_version that a reminder was planned for last.
  announced_version integer,
  created_at timestamptz(3) not null default now(),
  version integer not null default 1,
  primary key (org_id, id),
  constraint credentials_client_key unique (org_id, client_id, id),
  constraint credentials_client_fk foreign key (org_id, client_id) references clients (org_id, id),
  constraint credentials_dates check (expires_on >= issued_on)
);
create index credentials_expires_idx on credentials (org_id, client_id, expires_on, id) where archived_at is null;
-- The sweep looks across organizations.
create index credentials_remind_idx on credentials (remind_on)
  where remind_on is not null and archived_at is null and announced_version is distinct from renewal_version;

-- Which credentials a career document tells of.
create table document_credentials (
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  client_id uuid not null,
  document_id uuid not null,
  credential_id uuid not null,
  primary key (org_id, id),
  -- Whoever deletes a document deletes what it told of.
  constraint document_credentials_document_fk foreign key (org_id, client_id, document_id)
    references documents (org_id, client_id, id) on delete cascade,
  constraint document_credentials_credential_fk foreign key (org_id, client_id, credential_id)
    references credentials (org_id, client_id, id),
  constraint document_credentials_key unique (org_id, document_id, credential_id)
);
create index document_credentials_credential_idx on document_credentials (org_id, client_id, credential_id);

do $$
declare
  own constant text := $o$client_id = (select app.member_id()) and (select app.has_role('CLIENT'))$o$;
begin
  perform app.protect('learning_items', own, own, 'select, insert, update');
  perform app.protect('learning_item_corrections', own, own || ' and author_id = (select app.member_id())',
    'select, insert');
  perform app.protect('credentials', own, own, 'select, insert, update');
  perform app.protect('document_credentials', own, own, 'select, insert, delete');
end $$;

-- Asked with the rights of whoever reads the document: a coach who may see it learns nothing of credentials by it.
-- A day is compared with a day, in the client's zone; what was earned on the day of the change may well be in it.
create or replace function app.document_lacks_credential(org uuid, client uuid, document uuid, since timestamptz)
returns boolean language sql stable as $$
  select exists (
    select from public.credentials c join public.members m on m.org_id = c.org_id and m.id = c.client_id
    where c.org_id = org and c.client_id = client and c.archived_at is null
      and c.issued_on > (since at time zone m.time_zone)::date
      and not exists (select from public.document_credentials d
        where d.org_id = org and d.document_id = document and d.credential_id = c.id))
$$;

-- The clients with a credential whose reminder is to be planned; planning it is a unit of work as each of them. What
-- expired before anybody was reminded is passed over.
create function app.due_credential_clients(asof timestamptz, batch integer) returns table (org_id uuid, id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct c.org_id, c.client_id
  from public.credentials c
  join public.members m on m.org_id = c.org_id and m.id = c.client_id and m.status = 'ACTIVE' and 'CLIENT' = any (m.roles)
  join public.organizations o on o.id = c.org_id and o.status = 'ACTIVE'
  -- Bounds for the index: no zone is further than a day from UTC, no reminder further than a year from its day.
  where c.remind_on between asof::date - 367 and asof::date + 1 and c.archived_at is null
    and c.announced_version is distinct from c.renewal_version
    and (asof at time zone m.time_zone)::date between c.remind_on and c.expires_on
  limit batch
$$;
select app.definer('app.due_credential_clients(timestamptz, integer)');
