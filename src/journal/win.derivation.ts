import { daysLater, mondayOf } from '../actions/action.days.js';
import { ACTIVE_WEEKS } from '../actions/momentum.js';
import type { WinKind } from './win.entity.js';

/** An action that the client did. */
export interface DoneAction {
  id: string;
  goalId: string | null;
  /** Epoch ms. */
  at: number;
  /** The day in the client's zone, 'YYYY-MM-DD'. */
  on: string;
  /** The setback on the same goal that it is the first done action after; null where there is none. */
  setbackId: string | null;
}

export interface DoneMilestone {
  id: string;
  goalId: string;
  at: number;
  on: string;
}

export interface WinFacts {
  /** Of the days that are looked at. */
  actions: readonly DoneAction[];
  milestones: readonly DoneMilestone[];
  /** Days on which the client did an action, with the first instant of each: of the days looked at and 16 weeks before. */
  activeDays: readonly { on: string; at: number }[];
}

/** A win that an event would be. */
export interface PossibleWin {
  kind: WinKind;
  on: string;
  at: number;
  goalId: string | null;
  actionId: string | null;
  milestoneId: string | null;
  setbackId: string | null;
  weekOn: string | null;
  activeWeeks: number | null;
}

/** The event of a win that stands already. */
export type StandingWin = Pick<PossibleWin, 'on' | 'actionId' | 'milestoneId' | 'setbackId' | 'weekOn'>;

/** "Active weeks so many of eight" is a win when it is first reached: half, three quarters, all of them. */
export const ACTIVE_WEEKS_STEPS: readonly number[] = [4, 6, 8];

/** Where a day holds several events, the one that says most is its win. */
const RANK: Record<WinKind, number> = { COMEBACK: 0, MILESTONE_DONE: 1, ACTIVE_WEEKS: 2, ACTION_DONE: 3 };

const NOTHING = {
  goalId: null,
  actionId: null,
  milestoneId: null,
  setbackId: null,
  weekOn: null,
  activeWeeks: null,
};

/**
 * SPEC 3.7: wins are derived from events, each event once, at most one a day. The same facts give the same wins, in
 * whatever order they come.
 * @param standing wins that the client has: their days and their events are taken
 */
export function newWins(facts: WinFacts, standing: readonly StandingWin[]): PossibleWin[] {
  const days = new Set(standing.map(({ on }) => on));
  const events = new Set(standing.flatMap(eventsOf));
  const found: PossibleWin[] = [];
  for (const win of possibleWins(facts).sort(byTelling)) {
    if (days.has(win.on) || eventsOf(win).some((event) => events.has(event))) continue;
    days.add(win.on);
    for (const event of eventsOf(win)) events.add(event);
    found.push(win);
  }
  return found;
}

/** What is used up by a win: a comeback uses its setback and its action. */
function eventsOf({ actionId, milestoneId, setbackId, weekOn }: Omit<StandingWin, 'on'>): string[] {
  return [actionId, milestoneId, setbackId, weekOn].filter((event) => event !== null);
}

function possibleWins({ actions, milestones, activeDays }: WinFacts): PossibleWin[] {
  return [
    ...actions.map((action): PossibleWin => {
      const { id, goalId, on, at, setbackId } = action;
      const kind = setbackId === null ? 'ACTION_DONE' : 'COMEBACK';
      return { ...NOTHING, kind, on, at, goalId, actionId: id, setbackId };
    }),
    // An action after a setback can also be told as an action, where the comeback is told already.
    ...actions
      .filter(({ setbackId }) => setbackId !== null)
      .map(({ id, goalId, on, at }): PossibleWin => ({
        ...NOTHING,
        kind: 'ACTION_DONE',
        on,
        at,
        goalId,
        actionId: id,
      })),
    ...milestones.map(({ id, goalId, on, at }): PossibleWin => ({
      ...NOTHING,
      kind: 'MILESTONE_DONE',
      on,
      at,
      goalId,
      milestoneId: id,
    })),
    ...weeksReached(activeDays),
  ];
}

/** The weeks that brought the number of active ones among eight to a step; the day is the first active one of the week. */
function weeksReached(activeDays: WinFacts['activeDays']): PossibleWin[] {
  const first = new Map<string, { on: string; at: number }>();
  for (const day of activeDays) {
    const monday = mondayOf(day.on);
    const known = first.get(monday);
    if (!known || day.at < known.at) first.set(monday, day);
  }
  const active = (monday: string): number =>
    Array.from({ length: ACTIVE_WEEKS }, (_, ago) => daysLater(monday, -7 * ago)).filter((week) =>
      first.has(week),
    ).length;
  return [...first].flatMap(([weekOn, { on, at }]) => {
    const activeWeeks = active(weekOn);
    const isNew = ACTIVE_WEEKS_STEPS.includes(activeWeeks) && activeWeeks > active(daysLater(weekOn, -7));
    return isNew ? [{ ...NOTHING, kind: 'ACTIVE_WEEKS' as const, on, at, weekOn, activeWeeks }] : [];
  });
}

function byTelling(one: PossibleWin, other: PossibleWin): number {
  return (
    RANK[one.kind] - RANK[other.kind] ||
    one.at - other.at ||
    (eventsOf(one).join() < eventsOf(other).join() ? -1 : 1)
  );
}
