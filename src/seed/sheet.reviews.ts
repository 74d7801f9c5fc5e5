import { nextOccurrence, type Occurrence } from '../reviews/review.cadence.js';
import type { ReviewStatus } from '../reviews/review.entity.js';
import { instant, type Sheet } from './sheet.js';
import type { Answers, GoalHandle, PlanFacts, ReminderFacts } from './sheet.facts.js';

/** A weekly plan of the client's own, in the zone of the client. */
export function addPlan(sheet: Sheet, facts: PlanFacts): string {
  const { startsOn, localTime, zone } = facts;
  const id = sheet.id(facts.createdAt);
  const rrule = 'FREQ=WEEKLY';
  const next = nextOccurrence({ rrule, startsOn }, zone, localTime, facts.after)!;
  sheet.add('review_plans', {
    id,
    client_id: facts.clientId,
    kind: 'SELF',
    rrule,
    starts_on: startsOn,
    local_time: localTime,
    time_chosen: true,
    period_days: 7,
    status: 'ACTIVE',
    next_on: next.on,
    next_time: localTime,
    next_at: instant(next.at),
    last_on: facts.lastOn,
    created_at: instant(facts.createdAt),
  });
  return id;
}

/** @param answered when, what, and the client's goals; absent for a review without an answer */
export function addReview(
  sheet: Sheet,
  {
    clientId,
    planId,
    due,
    status,
  }: { clientId: string; planId: string; due: Occurrence; status: ReviewStatus },
  answered?: { at: number; answers: Answers; goals: GoalHandle[] },
): string {
  // By the date: clocks change, ids do not.
  const noon = Date.parse(`${due.on}T12:00:00Z`);
  const id = sheet.id(noon);
  sheet.add('reviews', {
    id,
    client_id: clientId,
    plan_id: planId,
    kind: 'SELF',
    due_on: due.on,
    due_at: instant(due.at),
    status,
    answered_at: answered ? instant(answered.at) : null,
    created_at: instant(due.at),
    version: status === 'DUE' ? 1 : 2,
  });
  if (answered) {
    const place = { table: 'review_answers', rowId: id };
    const { wentWell, blockers, nextCommitment } = answered.answers;
    sheet.add('review_answers', {
      id,
      client_id: clientId,
      went_well: sheet.seal(wentWell, { ...place, column: 'went_well' }),
      blockers: blockers && sheet.seal(blockers, { ...place, column: 'blockers' }),
      next_commitment: sheet.seal(nextCommitment, { ...place, column: 'next_commitment' }),
    });
    for (const goal of answered.goals.filter(({ wasActive }) => wasActive(answered.at))) {
      const latest = goal.at(answered.at);
      sheet.add('review_goals', {
        id: sheet.id(noon),
        review_id: id,
        client_id: clientId,
        goal_id: goal.id,
        last_value: latest?.value ?? null,
        last_progress_at: latest ? instant(latest.at) : null,
      });
    }
  }
  return id;
}

/** A mail that told a client of something. */
export function addReminder(sheet: Sheet, facts: ReminderFacts): void {
  sheet.add('reminders', {
    id: sheet.id(facts.dueAt),
    purpose: facts.purpose,
    subject_id: facts.subjectId,
    subject_version: 1,
    recipient_id: facts.clientId,
    due_at: instant(facts.dueAt),
    expires_at: instant(facts.expiresAt),
    chosen_time: facts.chosenTime,
    state: 'SENT',
    attempts: 1,
    sent_at: instant(facts.sentAt),
    created_at: instant(facts.dueAt),
  });
}
