import type { MemberActor } from '../../src/db/actor.js';
import { ReviewsOpening } from '../../src/reviews/reviews.opening.js';
import type { TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

/** Two organizations, and who in the first works with whom. */
export interface World {
  north: string;
  client: MemberActor;
  /** Of the same organization, coached by the other coach. */
  otherClient: MemberActor;
  coach: MemberActor;
  otherCoach: MemberActor;
  admin: MemberActor;
  /** Client and coach of another organization. */
  stranger: MemberActor;
}

export async function aWorld({ database }: TestApp): Promise<World> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const world: World = {
    north,
    client: await aMember(database, north, 'Clio', ['CLIENT']),
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    coach: await aMember(database, north, 'Cora', ['COACH']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH', 'CLIENT']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    stranger: await aMember(database, south, 'Finn', ['COACH', 'CLIENT']),
  };
  for (const [coach, client] of [
    [world.coach, world.client],
    [world.otherCoach, world.otherClient],
  ] as const) {
    await database.owner(
      `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
       values ($1, $2, $3, '2026-01-01', 'ACTIVE', now(), now())`,
      [north, coach.memberId, client.memberId],
    );
  }
  return world;
}

export const PLAN = `mutation ($input: PlanReviewsInput!) {
  planReviews(input: $input) { id kind rrule startsOn localTime zone periodDays status nextDueOn nextDueAt version } }`;

/** Mondays at nine, where the client is, unless `input` says otherwise. */
export const weekly = (input: object = {}) => ({
  input: { kind: 'SELF', rrule: 'FREQ=WEEKLY;BYDAY=MO', localTime: '09:00', ...input },
});

/** Puts a plan's next occurrence at a date, as if it had been planned long ago. */
export async function moveTo({ database }: TestApp, planId: string, on: string, at: string): Promise<void> {
  await database.owner(
    `update review_plans set starts_on = $2, next_on = $2, next_at = $3, last_on = null where id = $1`,
    [bare(planId), on, at],
  );
}

/** Lets the sweep run at an instant. */
export const sweepAt = ({ app }: TestApp, at: string) => app.get(ReviewsOpening).openDue(new Date(at));

export const bare = (id: string) => id.split('_')[1]!;

/** Ends what a test began; people stay. */
export async function clear({ database }: TestApp): Promise<void> {
  const tables = [
    'reminder_opt_outs',
    'reminders',
    'review_goals',
    'review_answers',
    'reviews',
    'review_plans',
  ];
  for (const table of [...tables, 'goals', 'data_keys']) await database.owner(`delete from ${table}`);
}
