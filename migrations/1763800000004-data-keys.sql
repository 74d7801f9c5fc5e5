-- The keys that seal an organization's private text, wrapped by the master key that the database never sees.
create table data_keys (
  org_id uuid not null default app.org_id() references organizations (id),
  id uuid not null default uuidv7(),
  wrapped bytea not null,
  created_at timestamptz(3) not null default now(),
  primary key (org_id, id)
);
select app.protect('data_keys', rights => 'select, insert');
