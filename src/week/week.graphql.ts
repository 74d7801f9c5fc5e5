import { dueThisWeekSql, slippedSql, todaySql } from '../actions/action.sql.js';
import { ActionItem } from '../actions/actions.graphql.js';
import { IfThenPrompt } from '../actions/if-then.graphql.js';
import { BehaviouralMirror } from '../actions/mirror.graphql.js';
import { Momentum } from '../actions/momentum.graphql.js';
import {
  mirrorFrom,
  mirrorNeeds,
  momentumFrom,
  momentumNeeds,
  type MirrorNeeds,
  type MomentumNeeds,
} from '../actions/momentum.sql.js';
import { CheckInScores } from '../checkins/check-in-scores.graphql.js';
import { CheckIn } from '../checkins/check-ins.graphql.js';
import { WeeklyPulse } from '../checkins/weekly-pulses.graphql.js';
import { Client } from '../clients/clients.graphql.js';
import { awaitsSql } from '../engagements/agreement.sql.js';
import { Engagement } from '../engagements/engagements.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import type { OrderBy, Row, Scope } from '../graphql/read/declaration.js';
import { Computed, Many, One, Reads, Sql } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { PactGoal } from '../journal/buddy-pacts.graphql.js';
import { Question } from '../journal/questions.graphql.js';
import { Setback } from '../journal/setbacks.graphql.js';
import { Win } from '../journal/wins.graphql.js';
import { Credential, EXPIRING, expiringSql } from '../learning/credentials.graphql.js';
import { LearningItem, nextUpFirst, nextUpSql } from '../learning/learning-items.graphql.js';
import { CalculatedRisk, toReviewSql } from '../learning/risks.graphql.js';
import { Review } from '../reviews/reviews.graphql.js';
import { Session } from '../sessions/sessions.graphql.js';
import { FirstWeek } from './first-week.graphql.js';
import { firstWeekFrom, firstWeekNeeds, type FirstWeekNeeds } from './first-week.needs.js';

const today = (client: Row, scope: Pick<Scope, 'asOf'>) =>
  todaySql(`${client}.org_id`, `${client}.id`, scope);
const monday = (client: Row, scope: Pick<Scope, 'asOf'>) =>
  `date_trunc('week', (${today(client, scope)})::timestamp)::date`;
const of = (client: Row, row: Row) => `${row}.client_id = ${client}.id`;
const by = (column: string, type: OrderBy['type'], descending = false): OrderBy[] => [
  { sql: (row) => `${row}.${column}`, type, descending },
  { sql: (row) => `${row}.id`, type: 'uuid', descending },
];

/** Days that a win stays in the week's view. */
const WIN_DAYS = 7;

@Reads('clients', {
  description:
    'A client’s week, Monday to Sunday in their zone. Whoever looks sees in it what they may see elsewhere: for a coach, lists that are not for them are empty and single things null.',
})
export class Week {
  @One(() => Client, { description: 'Whose week it is.', on: (week, client) => `${client}.id = ${week}.id` })
  client: Client;

  @Sql(() => LocalDate, { description: 'Its Monday.', sql: (week, scope) => `(${monday(week, scope)})` })
  startsOn: string;

  @Sql(() => LocalDate, {
    description: 'The client’s day now.',
    sql: (week, scope) => todaySql(`${week}.org_id`, `${week}.id`, scope),
  })
  today: string;

  @Computed<FirstWeekNeeds>(() => FirstWeek, {
    nullable: true,
    description: 'The path of the first week; null once it is over or left, and for anybody but the client.',
    needs: firstWeekNeeds,
    compute: firstWeekFrom,
  })
  firstWeek: FirstWeek | null;

  @Many(() => [ActionItem], {
    description:
      'The client’s open actions that are due from today to Sunday, the soonest first; at most 50.',
    on: (week, action, scope) =>
      `${of(week, action)} and ${action}.assignee_id = ${action}.client_id and ${dueThisWeekSql(action, today(week, scope))}`,
    limit: 50,
    order: by('due_on', 'date'),
  })
  dueActions: ActionItem[];

  @Many(() => [ActionItem], {
    description: 'The client’s open actions whose day has passed, the longest due first; at most 50.',
    on: (week, action, scope) =>
      `${of(week, action)} and ${action}.assignee_id = ${action}.client_id and ${slippedSql(action, today(week, scope))}`,
    limit: 50,
    order: by('due_on', 'date'),
  })
  slippedActions: ActionItem[];

  @Many(() => [Goal], {
    description: 'Active goals whose target date has passed, the longest past first; at most 20.',
    on: (week, goal, scope) =>
      `${of(week, goal)} and ${goal}.status = 'ACTIVE' and ${goal}.target_on < ${today(week, scope)}`,
    limit: 20,
    order: by('target_on', 'date'),
  })
  slippedGoals: Goal[];

  @Many(() => [Review], {
    description: 'Reviews that wait for an answer, the longest due first; at most 10.',
    on: (week, review) => `${of(week, review)} and ${review}.status = 'DUE'`,
    limit: 10,
    order: by('due_at', 'timestamptz'),
  })
  dueReviews: Review[];

  @One(() => CheckIn, {
    nullable: true,
    description:
      'The check-in that waits for the client or is under way; null where none is, and for a coach.',
    on: (week, checkIn) => `${of(week, checkIn)} and ${checkIn}.status in ('DUE', 'STARTED')`,
  })
  dueCheckIn: CheckIn | null;

  @One(() => CheckInScores, {
    nullable: true,
    description:
      'The latest submitted check-in that is not flagged: the index, and the labels with the next step of each. Null before the first, and for a coach without consent to CHECK_INS.',
    on: (week, scores) => `${of(week, scores)} and not ${scores}.flagged`,
    order: by('submitted_at', 'timestamptz', true),
  })
  stuck: CheckInScores | null;

  @One(() => WeeklyPulse, {
    nullable: true,
    description:
      'How stuck this week feels; null before it was said, and for a coach without consent to CHECK_INS.',
    on: (week, pulse, scope) => `${of(week, pulse)} and ${pulse}.week_on = ${monday(week, scope)}`,
  })
  pulse: WeeklyPulse | null;

  @Computed<MomentumNeeds>(() => Momentum, {
    nullable: true,
    description:
      'How steadily the client acts, with the twelve weeks: this one first, done against commitment.',
    needs: momentumNeeds,
    compute: momentumFrom,
  })
  momentum: Momentum | null;

  @Computed<MirrorNeeds>(() => BehaviouralMirror, {
    nullable: true,
    description: 'What the client’s deeds look like, beside the index and never in it.',
    needs: mirrorNeeds,
    compute: mirrorFrom,
  })
  mirror: BehaviouralMirror | null;

  @One(() => Session, {
    nullable: true,
    description:
      'The next booked session that has not begun and that you are a side of; null where there is none.',
    on: (week, session, scope) =>
      `${of(week, session)} and ${session}.status = 'BOOKED' and ${session}.starts_at > ${scope.asOf()}`,
    order: by('starts_at', 'timestamptz'),
  })
  nextSession: Session | null;

  @Many(() => [Engagement], {
    description:
      'Engagements of which an agreement waits for the client’s signature, the oldest first; at most 10.',
    on: (week, engagement) => `${of(week, engagement)} and ${awaitsSql(engagement, 'client')}`,
    limit: 10,
    order: [{ sql: (engagement) => `${engagement}.id`, type: 'uuid' }],
  })
  signaturesDue: Engagement[];

  @Many(() => [Win], {
    description: `Wins of the last ${WIN_DAYS} days, the latest first: the client’s all, and for others those that are shown to them.`,
    on: (week, win, scope) =>
      `${of(week, win)} and ${win}.withdrawn_at is null and ${win}.won_on > ${today(week, scope)} - ${WIN_DAYS}`,
    limit: WIN_DAYS,
    order: by('won_on', 'date', true),
  })
  wins: Win[];

  @Many(() => [IfThenPrompt], {
    description:
      'Cues that were met, not put away and still of use, the latest first; the client’s alone, at most 10.',
    on: (week, prompt, { asOf }) =>
      `${of(week, prompt)} and ${prompt}.seen_at is null and ${prompt}.at <= ${asOf()} and ${prompt}.expires_at > ${asOf()}`,
    limit: 10,
    order: by('at', 'timestamptz', true),
  })
  prompts: IfThenPrompt[];

  @Many(() => [Setback], {
    description:
      'Setbacks that are not closed, the latest first; for others those that are shared with them, at most 5.',
    on: (week, setback) =>
      `${of(week, setback)} and ${setback}.closed_at is null and ${setback}.archived_at is null`,
    limit: 5,
    order: [{ sql: (setback) => `${setback}.id`, type: 'uuid', descending: true }],
  })
  openSetbacks: Setback[];

  @Many(() => [Question], {
    description: 'Questions that wait for an answer, the latest first; the client’s alone, at most 5.',
    on: (week, question) =>
      `${of(week, question)} and ${question}.answered_at is null and ${question}.archived_at is null`,
    limit: 5,
    order: [{ sql: (question) => `${question}.id`, type: 'uuid', descending: true }],
  })
  openQuestions: Question[];

  @Many(() => [PactGoal], {
    description: 'What the client’s buddies work on in their pacts; the client’s alone, at most 10.',
    on: (week, goal) =>
      `${goal}.client_id <> ${week}.id and ${week}.id = (select app.member_id()) and ${goal}.pact_id = any ((select app.pact_ids('in force'))::uuid[])`,
    limit: 10,
    order: [{ sql: (goal) => `${goal}.id`, type: 'uuid' }],
  })
  buddyGoals: PactGoal[];

  @Many(() => [CalculatedRisk], {
    description:
      'Risks to be decided: whose stop date has come, or that were stopped before it; the client’s alone, at most 5.',
    on: (week, risk, scope) => `${of(week, risk)} and ${toReviewSql(risk, today(week, scope))}`,
    limit: 5,
    order: by('stop_on', 'date'),
  })
  risksToReview: CalculatedRisk[];

  @Many(() => [Credential], {
    description: `${EXPIRING}, at most 5. The client’s alone.`,
    on: (week, credential, scope) =>
      `${of(week, credential)} and ${expiringSql(credential, today(week, scope))}`,
    limit: 5,
    order: by('expires_on', 'date'),
  })
  expiringCredentials: Credential[];

  @One(() => LearningItem, {
    nullable: true,
    description: 'What to learn next: under way, then booked, then planned; the client’s alone.',
    on: (week, item) => `${of(week, item)} and ${nextUpSql(item)}`,
    order: nextUpFirst,
  })
  nextLearning: LearningItem | null;
}
