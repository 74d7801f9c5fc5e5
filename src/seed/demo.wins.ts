import { newWins, type DoneAction, type WinFacts } from '../journal/win.derivation.js';
import type { ToldClient } from './demo.client.js';
import type { Row } from './loader.js';
import { DAY, HOUR, instant, type Sheet } from './sheet.js';

/** Wins of longer ago were derived before anybody thought of them. */
const SINCE = 60 * DAY;

/** Adds the wins that the product derives from what the sheet says the client did, each with kudos of these people. */
export function addWins(sheet: Sheet, told: ToldClient, giverIds: readonly string[]): void {
  const { id: client_id, clock } = told;
  for (const win of newWins(factsOf(sheet, told), [])) {
    if (win.at < clock.now - SINCE) continue;
    const id = sheet.id(win.at);
    const at = Math.min(win.at + HOUR / 60, clock.now);
    sheet.add('wins', {
      id,
      client_id,
      kind: win.kind,
      won_on: win.on,
      at: instant(win.at),
      goal_id: win.goalId,
      action_id: win.actionId,
      milestone_id: win.milestoneId,
      setback_id: win.setbackId,
      week_on: win.weekOn,
      active_weeks: win.activeWeeks,
      created_at: instant(at),
    });
    if (win.kind !== 'MILESTONE_DONE') continue;
    for (const giver_id of giverIds) {
      const given = Math.min(at + DAY, clock.now);
      sheet.add('kudos', { id: sheet.id(given), client_id, win_id: id, giver_id, given_at: instant(given) });
    }
  }
}

/** As the repository of wins reads them. */
function factsOf({ tables }: Sheet, { id, clock }: ToldClient): WinFacts {
  const own = (row: Row) => row.client_id === id;
  const done = tables.actions
    .filter((action) => own(action) && action.status === 'DONE' && action.assignee_id === id)
    .map((action) => ({
      id: action.id as string,
      goalId: action.goal_id as string | null,
      at: Date.parse(action.done_at as string),
      on: action.done_on as string,
    }))
    .sort((one, other) => one.at - other.at);
  const setbacks = tables.setbacks.filter(own).map((setback) => ({
    id: setback.id as string,
    goalId: setback.goal_id as string | null,
    at: Date.parse(setback.happened_at as string),
  }));
  const actions = done.map((action): DoneAction => {
    const before = done.findLast(({ goalId, at }) => goalId === action.goalId && at < action.at);
    const setback = setbacks.findLast(
      ({ goalId, at }) =>
        goalId !== null && goalId === action.goalId && at < action.at && at >= (before?.at ?? 0),
    );
    return { ...action, setbackId: setback?.id ?? null };
  });
  const milestones = tables.goal_milestones
    .filter((milestone) => own(milestone) && milestone.done_at !== null)
    .map((milestone) => {
      const at = Date.parse(milestone.done_at as string);
      return { id: milestone.id as string, goalId: milestone.goal_id as string, at, on: clock.dayOf(at) };
    });
  return { actions, milestones, activeDays: done.map(({ on, at }) => ({ on, at })) };
}
