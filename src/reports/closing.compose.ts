import { localDateOf } from '../availability/wall-clock.js';
import type { CheckInFacts, ClosingFacts, ClosingGoalFacts } from './closing.facts.js';
import type { ClosingGoal, ClosingSnapshot, Listed } from './closing.snapshot.js';

/** What a closing report says, from rows and an instant (epoch milliseconds) alone. */
export function composeClosing(facts: ClosingFacts, asOf: number): ClosingSnapshot {
  const { client, organization, engagement, sessions } = facts;
  const dayOf = (at: number) => localDateOf(Math.round(at), client.zone);
  const { coachName, ...dates } = engagement;
  return {
    templateVersion: 1,
    asOf: new Date(asOf).toISOString(),
    zone: client.zone,
    locale: client.locale,
    organization: { name: organization.name, color: organization.color },
    clientName: client.name,
    coachName,
    engagement: dates,
    sessions: {
      held: sessions.held,
      missed: sessions.missed,
      hours: Math.round((sessions.minutes / 60) * 100) / 100,
    },
    checkIns: compareCheckIns(facts.checkIns, dayOf),
    goals: facts.goals.map((goal) => composeGoal(goal, dayOf)),
    wins: inOrder(facts.wins),
    actions: inOrder(facts.actions),
    learning: inOrder(facts.learning),
    thanks: inOrder({
      count: facts.thanks.count,
      items: facts.thanks.items.map(({ from, at, win }) => ({ from, on: dayOf(at), win })),
    }),
  };
}

/** The last one, and the first by the same instrument; a single one says only how it began. */
function compareCheckIns(
  all: readonly CheckInFacts[],
  dayOf: (at: number) => string,
): ClosingSnapshot['checkIns'] {
  const alike = all.filter(({ instrument }) => instrument === all.at(-1)?.instrument);
  const told = (one: CheckInFacts | undefined) =>
    one ? { on: dayOf(one.at), index: one.index, band: one.band } : null;
  return { start: told(alike[0]), end: told(alike.slice(1).at(-1)) };
}

function composeGoal(goal: ClosingGoalFacts, dayOf: (at: number) => string): ClosingGoal {
  const { title, measure, unit, progress, status, targetDate, closedAt } = goal;
  const closedOn = closedAt === null ? null : dayOf(closedAt);
  return { title, measure, unit, ...valuesOf(goal), progress, status, targetDate, closedOn };
}

function valuesOf({ measure, baseline, target, lastValue, milestones, milestonesDone }: ClosingGoalFacts) {
  switch (measure) {
    case 'MILESTONES':
      return { start: 0, target: milestones, latest: milestonesDone };
    case 'BINARY':
      return { start: 0, target: 1, latest: lastValue !== null && lastValue >= 1 ? 1 : 0 };
    case 'GAS':
      return { start: baseline, target: 0, latest: lastValue };
    default:
      return { start: baseline, target, latest: lastValue };
  }
}

function inOrder<Item>({ count, items }: Listed<Item>): Listed<Item> {
  return { count, items: items.toReversed() };
}
