import type { MemberActor } from '../../src/db/actor.js';
import type { TestApp } from '../setup/app.js';
import { aMember } from '../setup/people.js';

/** A client of a coach, and what can have happened to them; instants are days from now, earlier below zero. */
export interface Coached {
  client: MemberActor;
  engagement: string;
  session(days: number, status?: 'HELD' | 'NO_SHOW' | 'BOOKED'): Promise<string>;
  goal(heardDays: number, more?: { milestoneDays?: number; targetDays?: number }): Promise<string>;
  plan(periodDays: number): Promise<string>;
  review(dueDays: number): Promise<string>;
  pulse(held: number, days: number, ruptureRisk: boolean): Promise<string>;
  grant(unit: 'SESSIONS' | 'MINUTES', amount: number): Promise<void>;
}

/** Somebody whom the coach has worked with for so many days. */
export async function aCoached(
  { database }: TestApp,
  coach: MemberActor,
  name: string,
  { sinceDays = -300, status = 'ACTIVE' }: { sinceDays?: number; status?: string } = {},
): Promise<Coached> {
  const client = await aMember(database, coach.orgId, name, ['CLIENT']);
  const one = async (text: string, values: unknown[] = []): Promise<string> => {
    const [row] = await database.owner<{ id: string }>(text, values);
    return row!.id;
  };
  const own = [coach.orgId, client.memberId];
  const engagement = await one(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $3, $2, (now() at time zone 'UTC')::date + $4::int, $5, now(), now()) returning id`,
    [...own, coach.memberId, sinceDays, status],
  );
  const pair = [...own, engagement, coach.memberId];
  return {
    client,
    engagement,
    session: (days, became = 'HELD') =>
      one(
        `insert into sessions (org_id, client_id, engagement_id, coach_id, starts_at, ends_at, place, status)
         select $1, $2, $3, $4, at, at + interval '15 minutes', 'Room 1', $6
         from (select now() + $5 * interval '1 day' as at) t returning id`,
        [...pair, days, became],
      ),
    goal: (heardDays, { milestoneDays, targetDays = 60 } = {}) =>
      one(
        `with g as (
           insert into goals (org_id, client_id, horizon, kind, title, measure, status, activated_at, target_on)
           values ($1, $2, 'SHORT', 'SKILL', 'Speak', 'MILESTONES', 'ACTIVE', now() + $3 * interval '1 day', current_date + $4::int)
           returning org_id, client_id, id),
         m as (
           insert into goal_milestones (org_id, client_id, goal_id, position, title, done_at)
           select org_id, client_id, id, 1, 'First', now() + $5 * interval '1 day' from g where $5::float8 is not null)
         select id from g`,
        [...own, heardDays, targetDays, milestoneDays ?? null],
      ),
    plan: (periodDays) =>
      one(
        `insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days)
         values ($1, $2, 'SELF', 'FREQ=WEEKLY;BYDAY=MO', '2026-01-05', '09:00', true, $3) returning id`,
        [...own, periodDays],
      ),
    review: (dueDays) =>
      one(
        `with p as (
           insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days, status)
           values ($1, $2, 'WITH_COACH', 'FREQ=WEEKLY;BYDAY=MO', '2026-01-05', '09:00', true, 7, 'PAUSED') returning id)
         insert into reviews (org_id, client_id, plan_id, kind, due_on, due_at)
         select $1, $2, p.id, 'WITH_COACH', (now() + $3 * interval '1 day')::date, now() + $3 * interval '1 day' from p returning id`,
        [...own, dueDays],
      ),
    pulse: (held, days, ruptureRisk) =>
      one(
        `insert into alliance_pulses (org_id, client_id, engagement_id, coach_id, held_count, status, goals, way, bond,
           rupture_risk, asked_at, settled_at)
         values ($1, $2, $3, $4, $5, 'ANSWERED', 5, 5, 5, $6, now() - interval '400 days', now() + $7 * interval '1 day') returning id`,
        [...pair, held, ruptureRisk, days],
      ),
    grant: async (unit, amount) => {
      await database.owner(
        'insert into allocations (org_id, client_id, id, coach_id, unit) values ($1, $2, $3, $4, $5)',
        [...pair, unit],
      );
      await database.owner(
        `insert into allocation_entries (org_id, client_id, engagement_id, coach_id, kind, amount)
         values ($1, $2, $3, $4, 'GRANT', $5)`,
        [...pair, amount],
      );
    },
  };
}

/** All of a coach's home, as a front-end reads it. */
export const HOME = `today coach { name } unreadMessages
  todaysSessions { id startsAt client { name } } todaysMeetings { title } unmarkedSessions { id }
  requests { id request { message } client { name } } signaturesDue { id proposedAgreement { number } }
  unreadFrom { id }
  attention { client { name } engagement { id } reasons since lastSession { id } staleGoals { id title }
    overdueReviews { id dueAt } alliance { id mean } missedSession { id } allocation { unit balance { left } } }`;

/** All of what a coach reads before a session. */
export const BEFORE = `session { id startsAt } client { name jobTitle }
  engagement { startsOn allocation { unit balance { left held used } } unreadMessages lastAlliancePulse { mean ruptureRisk } }
  lastSession { id notes { nodes { text } } privateNotes { nodes { text } } agreedActions { nodes { title } } }
  openAgenda { text carried } openActions { title dueOn } activeGoals { title progress health lastProgressAt }
  stuck { index labels { label } } pulse { felt } sharedEntries { text } sharedSetbacks { what } wins { kind }
  lastReview { answer { wentWell blockers nextCommitment } }`;
