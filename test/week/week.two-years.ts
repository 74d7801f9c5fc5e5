import type { MemberActor } from '../../src/db/actor.js';
import type { TestDatabase } from '../setup/database.js';

/** What two years with a coach leave behind. */
export const TWO_YEARS = { weeks: 104, actions: 520, goals: 40, updates: 1_040, sessions: 52, checkIns: 8 };

/**
 * Two years of a client's life: five actions a week of which four were done, goals with weekly updates, a session every
 * second week, check-ins every quarter, commitments, reviews. The last week has what slipped and what is due.
 */
export async function liveTwoYears(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
  engagement: string,
): Promise<void> {
  const { orgId, memberId } = client;
  const own = [orgId, memberId];
  await database.owner(
    `update clients set created_at = now() - interval '2 years' where org_id = $1 and id = $2`,
    own,
  );
  await database.owner(
    `insert into goals (org_id, client_id, horizon, kind, title, measure, unit, baseline, target, target_on, status,
       activated_at, closed_at, last_progress_at, last_value)
     select $1, $2, 'SHORT', 'SKILL', 'Goal ' || n, 'NUMBER', 'talks', 0, 26, current_date - 690 + n * 18,
       case when n > 38 then 'ACTIVE' else 'ACHIEVED' end, now() - interval '1 day' * (720 - n * 18),
       case when n > 38 then null else now() - interval '1 day' * (690 - n * 17) end, null, null
     from generate_series(1, ${TWO_YEARS.goals}) n`,
    own,
  );
  await database.owner(
    `insert into goal_progress (org_id, client_id, goal_id, value, at)
     select g.org_id, g.client_id, g.id, n, g.activated_at + n * interval '6 hours'
     from goals g, generate_series(1, ${TWO_YEARS.updates / TWO_YEARS.goals}) n where g.org_id = $1 and g.client_id = $2`,
    own,
  );
  await database.owner(
    `insert into actions (org_id, client_id, kind, title, assignee_id, created_by, due_on, status, done_at, done_on, created_at)
     select $1, $2, 'NETWORKING', 'Step ' || w || '.' || n, $2, $2, day,
       case when n < 5 and w > 0 then 'DONE' else 'TODO' end,
       case when n < 5 and w > 0 then day::timestamptz end, case when n < 5 and w > 0 then day end, day::timestamptz
     from generate_series(0, ${TWO_YEARS.weeks - 1}) w, generate_series(1, 5) n,
       lateral (select (date_trunc('week', now() at time zone 'Europe/Berlin')::date - 7 * w + n - 1) as day) d
     where w > 0 or n = 5`,
    own,
  );
  await database.owner(
    `update actions set status = 'DROPPED', reason = 'Long past' where org_id = $1 and client_id = $2
       and status = 'TODO' and due_on < date_trunc('week', now() at time zone 'Europe/Berlin')::date - 7`,
    own,
  );
  await database.owner(
    `insert into weekly_commitments (org_id, client_id, position, from_on, target)
     values ($1, $2, 1, date_trunc('week', now() - interval '2 years')::date, 4)`,
    own,
  );
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place, status)
     select $1, $3, $4, $2, at, at + interval '1 hour', 'Room 1', case when n < 2 then 'BOOKED' else 'HELD' end
     from generate_series(0, ${TWO_YEARS.sessions - 1}) n, lateral (select now() + interval '3 days' - n * interval '14 days' as at) t
     where n <> 1`,
    [...own, engagement, coach.memberId],
  );
  await database.owner(
    `with made as (
       insert into check_ins (org_id, client_id, instrument_id, trigger, status, opened_at, started_at, submitted_at)
       select $1, $2, i.id, 'SCHEDULED', 'SUBMITTED', at, at, at
       from generate_series(1, ${TWO_YEARS.checkIns}) n, instruments i, lateral (select now() - n * interval '90 days' as at) t
       where i.org_id = $1 and i.current returning id, instrument_id, submitted_at),
     scored as (
       insert into check_in_scores (org_id, id, client_id, instrument_id, instrument_code, submitted_at, boredom,
         unchallenged, postponing, index_score, band, answered, items, coverage, straight_lining, incomplete)
       select $1, id, $2, instrument_id, 'stuck-18', submitted_at, 58, 67, 50, 56, 'STUCK', 18, 18, 1, false, false from made
       returning id, instrument_id)
     insert into check_in_labels (org_id, check_in_id, client_id, instrument_id, label, dimensions, next_step)
     select $1, id, $2, instrument_id, 'CONTENT_PLATEAU', '{BOREDOM,UNCHALLENGED}', 'ASK_FOR_HARDER_WORK' from scored`,
    own,
  );
}
