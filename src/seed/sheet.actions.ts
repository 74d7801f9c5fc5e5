import type { ActionKind } from '../actions/action.entity.js';
import type { ActionStatus } from '../actions/action.states.js';
import { instant, type Sheet } from './sheet.js';

/** What is told of an action; instants are ms since the epoch, days 'YYYY-MM-DD'. */
export interface ActionFacts {
  clientId: string;
  /** Whoever does it wrote it down; the client where it is not said. */
  assigneeId?: string;
  kind: ActionKind;
  title: string;
  goalId?: string;
  minutes?: number;
  stretch?: number;
  createdAt: number;
  dueOn: string;
  reschedules?: number;
  status: ActionStatus;
  reason?: string;
  done?: { at: number; on: string };
  evidence?: string;
}

/** @returns the id */
export function addAction(sheet: Sheet, facts: ActionFacts): string {
  const { clientId, assigneeId = clientId, reschedules = 0, done } = facts;
  const id = sheet.id(facts.createdAt);
  sheet.add('actions', {
    id,
    client_id: clientId,
    kind: facts.kind,
    title: facts.title,
    goal_id: facts.goalId ?? null,
    effort_minutes: facts.minutes ?? null,
    due_on: facts.dueOn,
    assignee_id: assigneeId,
    created_by: assigneeId,
    stretch: facts.stretch ?? 0,
    status: facts.status,
    reason: facts.reason ?? null,
    done_at: done ? instant(done.at) : null,
    done_on: done ? done.on : null,
    evidence: done ? (facts.evidence ?? null) : null,
    reschedules,
    created_at: instant(facts.createdAt),
    version: 1 + reschedules + (facts.status === 'TODO' ? 0 : 1),
  });
  return id;
}
