-- The first week of a client: which steps of its path they let be, and whether they left it. What is done is never
-- written here: it shows in what the client did. Has the id of the client; no row: nothing left out.
create table first_weeks (
  org_id uuid not null default app.org_id(),
  id uuid not null default app.member_id(),
  skipped text[] not null default '{}' check (skipped <@ array['RECOGNISE', 'EVALUATE', 'SET_GOAL', 'LEARN', 'ACT',
    'GROW', 'COMMIT', 'GET_SUPPORT']),
  left_at timestamptz(3),
  primary key (org_id, id),
  constraint first_weeks_client_fk foreign key (org_id, id) references clients (org_id, id)
);
select app.protect('first_weeks',
  reads => $$id = (select app.member_id()) and (select app.has_role('CLIENT'))$$,
  rights => 'select, insert, update');
