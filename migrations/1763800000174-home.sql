-- What a coach has begun and not marked, among years of sessions.
create index sessions_unmarked_idx on sessions (org_id, coach_id, starts_at, id) where status = 'BOOKED';
