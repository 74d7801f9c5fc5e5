import type { GoalChangeValue } from '../goals/goal-revision.entity.js';
import type { GoalStatus } from '../goals/goal.states.js';
import { DAY, HOUR, date, instant, type Sheet } from './sheet.js';
import type { GoalFacts, GoalHandle } from './sheet.facts.js';

/** A goal with its milestones, its updates, and a revision for each step of its life. */
export function addGoal(sheet: Sheet, facts: GoalFacts): GoalHandle {
  const { clientId, steps, updates = [], milestones = [] } = facts;
  const id = sheet.id(facts.createdAt);
  const logged = updates.map((update) => ({ ...update, id: sheet.id(update.at) }));
  const last = logged.at(-1);
  const closing = steps.find(({ status }) => !['DRAFT', 'ACTIVE', 'PAUSED'].includes(status));
  sheet.add('goals', {
    id,
    client_id: clientId,
    parent_id: facts.parent?.id ?? null,
    gap_id: null,
    horizon: facts.horizon,
    kind: facts.kind,
    title: facts.title,
    behaviour: facts.behaviour ?? null,
    measure: facts.measure,
    unit: facts.unit ?? null,
    baseline: facts.baseline ?? null,
    target: facts.target ?? null,
    levels: facts.scale?.levels ?? null,
    importance: facts.scale?.importance ?? null,
    difficulty: facts.scale?.difficulty ?? null,
    target_on: facts.targetAt === undefined ? null : date(facts.targetAt),
    confidence: facts.confidence ?? null,
    support: facts.support ?? null,
    status: steps.at(-1)?.status ?? 'DRAFT',
    activated_at: steps[0] ? instant(steps[0].at) : null,
    closed_at: closing ? instant(closing.at) : null,
    successor_id: null,
    last_progress_id: last?.id ?? null,
    last_progress_at: last ? instant(last.at) : null,
    last_value: last?.value ?? null,
    created_at: instant(facts.createdAt),
    version: 1 + steps.length,
  });
  milestones.forEach(({ title, dueAt, doneAt }, index) =>
    sheet.add('goal_milestones', {
      id: sheet.id(facts.createdAt),
      client_id: clientId,
      goal_id: id,
      position: index + 1,
      title,
      due_on: dueAt === undefined ? null : date(dueAt),
      done_at: doneAt === undefined ? null : instant(doneAt),
    }),
  );
  for (const { id: updateId, at, value, note } of logged) {
    sheet.add('goal_progress', {
      id: updateId,
      client_id: clientId,
      goal_id: id,
      value,
      note: note ?? null,
      at: instant(at),
      created_at: instant(at),
    });
  }
  let before: GoalStatus = 'DRAFT';
  steps.forEach(({ status, at, reason }, index) => {
    sheet.add('goal_revisions', {
      id: sheet.id(at),
      client_id: clientId,
      goal_id: id,
      version: index + 2,
      author_id: clientId,
      reason: reason ?? null,
      changes: [{ field: 'STATUS', before, after: status }],
      at: instant(at),
    });
    before = status;
  });
  return {
    id,
    updates: logged,
    at: (when) => updates.findLast((update) => update.at <= when),
    wasActive: (when) => steps.findLast((step) => step.at <= when)?.status === 'ACTIVE',
  };
}

/** Lets a goal that was replaced name the one that took its place, and the revision tell of it. */
export function supersede(sheet: Sheet, old: GoalHandle, successor: GoalHandle): void {
  sheet.tables.goals.find(({ id }) => id === old.id)!.successor_id = successor.id;
  const revision = sheet.tables.goal_revisions.findLast(({ goal_id }) => goal_id === old.id)!;
  (revision.changes as GoalChangeValue[]).push({
    field: 'SUCCESSOR',
    before: null,
    after: `goal_${successor.id}`,
  });
}

/** Client and coach agree on a goal's scale, and the coach confirms every rating but the last. */
export function agree(
  sheet: Sheet,
  goal: GoalHandle,
  {
    engagementId,
    coachId,
    clientId,
    at,
  }: { engagementId: string; coachId: string; clientId: string; at: number },
): void {
  const row = { client_id: clientId, goal_id: goal.id };
  for (const [memberId, engagement, later] of [
    [clientId, null, 0],
    [coachId, engagementId, HOUR],
  ] as const) {
    sheet.add('goal_scale_confirmations', {
      ...row,
      id: sheet.id(at + later),
      scale_version: 1,
      member_id: memberId,
      engagement_id: engagement,
      at: instant(at + later),
    });
  }
  for (const rating of goal.updates.slice(0, -1)) {
    sheet.add('goal_rating_confirmations', {
      ...row,
      id: sheet.id(rating.at + DAY),
      progress_id: rating.id,
      coach_id: coachId,
      engagement_id: engagementId,
      at: instant(rating.at + DAY),
    });
  }
}
