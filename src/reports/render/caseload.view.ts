import { readableBrandColor } from '../../mail/brand-color.js';
import type {
  CaseloadClient,
  CaseloadGoal,
  CaseloadSnapshot,
  SnapshotGoalHealth,
} from '../caseload.snapshot.js';
import { columnChart, distributionBar, healthColors, progressBar } from './charts.js';
import { printText } from './print-text.js';
import { plural, printer, utcDate, type Printer } from './printer.js';

/** What the caseload template prints: finished strings and charts, in its own words and no others. */
export type CaseloadView = ReturnType<typeof caseloadView>;

export const healthLabels: Record<SnapshotGoalHealth, string> = {
  OVERDUE: 'Overdue',
  OFF_TRACK: 'Off track',
  AT_RISK: 'At risk',
  STALE: 'Stale',
  UNKNOWN: 'Not known yet',
  ON_TRACK: 'On track',
};

export function caseloadView(snapshot: CaseloadSnapshot) {
  const print = printer(snapshot);
  const color = readableBrandColor(snapshot.organization.color);
  const organization = printText(snapshot.organization.name, 80);
  const coach = printText(snapshot.coachName, 60);
  const { totals } = snapshot;
  return {
    title: `Caseload of ${coach}`,
    organization,
    coach,
    color,
    paper: print.paper,
    asOf: print.asOf,
    date: utcDate(snapshot.asOf),
    figures: [
      {
        value: print.number(totals.clients),
        label: totals.clients === 1 ? 'client' : 'clients',
        warn: false,
      },
      {
        value: print.number(totals.sessionsHeld),
        label: `${plural(totals.sessionsHeld, 'session')} in 28 days`,
        warn: false,
      },
      { value: print.number(totals.hours), label: `${plural(totals.hours, 'hour')} in 28 days`, warn: false },
      {
        value: print.number(totals.overdueReviews),
        label: `overdue ${plural(totals.overdueReviews, 'review')}`,
        warn: totals.overdueReviews > 0,
      },
      {
        value: print.number(totals.staleGoals),
        label: `stale ${plural(totals.staleGoals, 'goal')}`,
        warn: totals.staleGoals > 0,
      },
    ],
    weeks: weeksView(snapshot, color, print),
    health: healthView(snapshot),
    attention: snapshot.clients
      .filter((client) => client.attention !== null)
      .map((client) => ({
        name: clientName(client),
        why: printText(client.attention ?? '', 240),
        next: client.nextSessionAt ? print.instant(client.nextSessionAt) : 'None booked',
      })),
    clients: snapshot.clients.map((client) => clientView(client, print)),
  };
}

function weeksView(snapshot: CaseloadSnapshot, color: string, print: Printer) {
  const held = snapshot.sessionsPerWeek.map((week) => week.held);
  const first = snapshot.sessionsPerWeek[0];
  const last = snapshot.sessionsPerWeek.at(-1);
  if (!first || !last) return null;
  const most = Math.max(...held);
  return {
    chart: columnChart(held, color),
    alt: `Sessions held per week, from the week of ${print.date(first.weekStart)}: ${held.join(', ')}.`,
    most: most > 0 ? `most in a week: ${most}` : 'no sessions yet',
    from: print.date(first.weekStart),
    to: print.date(last.weekStart),
  };
}

function healthView(snapshot: CaseloadSnapshot) {
  const goals = snapshot.clients.flatMap((client) => client.goals);
  const parts = (Object.keys(healthLabels) as SnapshotGoalHealth[])
    .map((health) => ({
      label: healthLabels[health],
      color: healthColors[health],
      count: goals.filter((goal) => goal.health === health).length,
    }))
    .filter((part) => part.count > 0);
  return {
    chart: distributionBar(parts),
    alt:
      parts.length > 0
        ? `Active goals by health: ${parts.map((part) => `${part.count} ${part.label.toLowerCase()}`).join(', ')}.`
        : 'No active goals.',
    total: `${goals.length} active ${plural(goals.length, 'goal')}`,
    parts,
  };
}

function clientView(client: CaseloadClient, print: Printer) {
  const facts = [
    client.nextSessionAt ? `Next session ${print.instant(client.nextSessionAt)}` : 'No session booked',
    client.lastSessionAt ? `last session ${print.day(client.lastSessionAt)}` : 'no session held yet',
  ];
  if (client.overdueReviews > 0)
    facts.push(`${client.overdueReviews} overdue ${plural(client.overdueReviews, 'review')}`);
  return {
    name: clientName(client),
    jobTitle: printText(client.jobTitle ?? '', 90),
    since: `since ${print.month(client.since)}`,
    facts: facts.join('  ·  '),
    goals: client.goals.map((goal) => goalView(goal, print)),
  };
}

function goalView(goal: CaseloadGoal, print: Printer) {
  // Rounded down, so that 100 % is never said of a goal that is not there yet; the nudge undoes 0.57 * 100 = 56.99….
  const percent = Math.floor(goal.progress * 100 + 1e-9);
  return {
    title: printText(goal.title, 160) || 'Untitled goal',
    percent: `${percent} %`,
    bar: progressBar(percent, healthColors[goal.health]),
    health: healthLabels[goal.health],
    target: print.date(goal.targetDate),
    lastProgress: goal.lastProgressAt ? print.day(goal.lastProgressAt) : 'none yet',
  };
}

function clientName(client: CaseloadClient): string {
  return printText(client.name, 80) || 'Unnamed client';
}
