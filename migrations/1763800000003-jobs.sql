-- Work announced by a change, in the same transaction. The queue only rings for it: what stands here is still to do.

create table outbox (
  -- No foreign key: it would lock the organization's row at each announcement, and org_id has no other source.
  org_id uuid not null default app.org_id(),
  id uuid not null default uuidv7(),
  job text not null check (job ~ '^[a-z][a-z0-9-]{1,60}$'),
  subject_id uuid not null,
  announced_at timestamptz(3) not null default now(),
  handed_at timestamptz(3),
  -- Given up after the last attempt; stays for the operator, with the name of the error and never its text.
  failed_at timestamptz(3),
  failure text check (length(failure) <= 60),
  primary key (org_id, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
select app.protect('outbox');

-- The relay works across organizations, the longest waiting first.
create index outbox_due_idx on outbox (handed_at nulls first, id) where failed_at is null;
create index outbox_failed_idx on outbox (failed_at) where failed_at is not null;

-- Takes the next rows to hand to the queue: new ones, and those handed over so long ago that the queue may have lost
-- them. Two relays never take the same row. The clock moves within a transaction, hence clock_timestamp().
create function app.claim_outbox(batch integer, again_after interval)
returns table (org_id uuid, id uuid, job text, subject_id uuid)
language sql volatile security definer set search_path = '' as $$
  update public.outbox o set handed_at = clock_timestamp()
  from (
    select d.org_id, d.id from public.outbox d
    where d.failed_at is null and (d.handed_at is null or d.handed_at < clock_timestamp() - again_after)
    order by d.handed_at nulls first, d.id
    limit batch for update skip locked
  ) due
  where o.org_id = due.org_id and o.id = due.id
  returning o.org_id, o.id, o.job, o.subject_id
$$;
select app.definer('app.claim_outbox(integer, interval)');

-- What the operator watches: how many rows wait, for how long the oldest has, and how many were given up.
create function app.outbox_state(out waiting integer, out oldest_seconds double precision, out failed integer)
language sql stable security definer set search_path = '' as $$
  select count(*) filter (where failed_at is null)::integer,
         coalesce(extract(epoch from clock_timestamp() - min(announced_at) filter (where failed_at is null)), 0),
         count(*) filter (where failed_at is not null)::integer
  from public.outbox
$$;
select app.definer('app.outbox_state()');

-- Each process checks at its start, and when asked whether it is ready, that no migration is pending.
grant select on migrations to app;
