import type { Band } from '../../checkins/check-in-score.entity.js';
import type { GoalStatus } from '../../goals/goal.states.js';
import type { LearningKind } from '../../learning/learning-item.entity.js';
import { readableBrandColor } from '../../mail/brand-color.js';
import type { ClosingGoal, ClosingSnapshot, ClosingWin, Listed } from '../closing.snapshot.js';
import { progressBar } from './charts.js';
import { printText } from './print-text.js';
import { plural, printer, utcDate, type Printer } from './printer.js';

/** What the closing template prints: finished strings and charts, in its own words and no others. */
export type ClosingView = ReturnType<typeof closingView>;

const bandLabels: Record<Band, string> = {
  MOVING: 'Moving',
  WATCH: 'Watch',
  STUCK: 'Stuck',
  DEEPLY_STUCK: 'Deeply stuck',
};

const stateLabels: Record<GoalStatus, string> = {
  DRAFT: 'Being written',
  ACTIVE: 'Worked on',
  PAUSED: 'Resting',
  ACHIEVED: 'Reached',
  PARTLY: 'Reached in part',
  ABANDONED: 'Given up',
  SUPERSEDED: 'Replaced by another',
};

const learningLabels: Record<LearningKind, string> = {
  COURSE: 'Course',
  CERTIFICATION: 'Certification',
  WORKSHOP: 'Workshop',
  SEMINAR: 'Seminar',
  CONFERENCE: 'Conference',
  BOOK: 'Book',
  TALK: 'Talk',
};

/** A mark for what is not there, which screen readers pass over. */
const nothing = '–';

export function closingView(snapshot: ClosingSnapshot) {
  const print = printer(snapshot);
  const color = readableBrandColor(snapshot.organization.color);
  const { engagement, sessions } = snapshot;
  const reached = snapshot.goals.filter(({ status }) => status === 'ACHIEVED').length;
  const period = `${print.date(engagement.startsOn)} to ${print.date(engagement.endsOn)}`;
  const coach = printText(snapshot.coachName, 60);
  const figure = (count: number, noun: string) => ({
    value: print.number(count),
    label: noun,
    warn: false,
  });
  return {
    title: `What ${printText(snapshot.clientName, 60)} takes away`,
    organization: printText(snapshot.organization.name, 80),
    color,
    paper: print.paper,
    asOf: print.asOf,
    date: utcDate(snapshot.asOf),
    figures: [
      figure(sessions.held, `${plural(sessions.held, 'session')} held`),
      figure(reached, `${plural(reached, 'goal')} reached`),
      figure(snapshot.actions.count, `${plural(snapshot.actions.count, 'action')} done`),
      figure(snapshot.wins.count, plural(snapshot.wins.count, 'win')),
      figure(snapshot.thanks.count, 'thanks'),
    ],
    period: `Coaching with ${coach}, ${period}; ${engagement.ending === 'COMPLETED' ? 'it came to its end' : 'it ended early'}.`,
    sessions: `${counted(sessions.held, 'session')} held, ${print.figure(sessions.hours)} ${plural(sessions.hours, 'hour')} in all; ${sessions.missed === 0 ? 'none' : sessions.missed} missed.`,
    checkIns: checkInsView(snapshot.checkIns, print, color),
    goals: snapshot.goals.map((goal) => goalView(goal, print, color)),
    parts: partsView(snapshot, print),
  };
}

function checkInsView({ start, end }: ClosingSnapshot['checkIns'], print: Printer, color: string) {
  const rows = [
    { name: 'At the start', told: start },
    { name: 'At the end', told: end },
  ].flatMap(({ name, told }) =>
    told
      ? [
          {
            name,
            on: print.date(told.on),
            index: print.number(told.index),
            bar: progressBar(told.index, color),
            band: bandLabels[told.band],
          },
        ]
      : [],
  );
  if (!start || !end) return { rows, change: '' };
  const change = Math.round((end.index - start.index) * 10) / 10;
  const words = change === 0 ? 'As much as at the start' : change < 0 ? 'Less stuck by' : 'More stuck by';
  const by = change === 0 ? '' : ` ${print.number(Math.abs(change))} ${plural(Math.abs(change), 'point')}`;
  return { rows, change: `${words}${by}.` };
}

function goalView(goal: ClosingGoal, print: Printer, color: string) {
  const value = (figure: number | null) => (figure === null ? nothing : valueOf(goal, figure, print));
  // Rounded down, so that 100 % is never said of a goal that is not there yet; the nudge undoes 0.57 * 100 = 56.99….
  const percent = goal.progress === null ? null : Math.floor(goal.progress * 100 + 1e-9);
  return {
    title: printText(goal.title, 160) || 'Untitled goal',
    unit: unitOf(goal),
    start: value(goal.start),
    target: value(goal.target),
    latest: value(goal.latest),
    percent: percent === null ? nothing : `${percent} %`,
    bar: percent === null ? '' : progressBar(percent, color),
    state: stateLabels[goal.status],
    when: goal.closedOn
      ? `on ${print.date(goal.closedOn)}`
      : goal.targetDate
        ? `for ${print.date(goal.targetDate)}`
        : '',
  };
}

function unitOf({ measure, unit }: ClosingGoal): string {
  if (measure === 'MILESTONES') return 'in milestones';
  return measure === 'NUMBER' && unit ? printText(`in ${unit}`, 60) : '';
}

function valueOf({ measure }: ClosingGoal, figure: number, print: Printer): string {
  switch (measure) {
    case 'PERCENT':
      return `${print.figure(figure)} %`;
    case 'BINARY':
      return figure >= 1 ? 'Done' : 'Not done';
    case 'GAS':
      return `Level ${print.level(figure)}`;
    default:
      return print.figure(figure);
  }
}

function partsView({ wins, actions, learning, thanks }: ClosingSnapshot, print: Printer) {
  const part = <Item>(
    title: string,
    header: string,
    none: string,
    { count, items }: Listed<Item>,
    row: (item: Item) => { on: string; what: string; note: string },
  ) => ({
    title,
    header,
    none,
    rows: items.map(row),
    more: count > items.length ? `The latest ${items.length} of ${count}.` : '',
  });
  return [
    part('Wins', 'Win', 'No wins in this time.', wins, (win) => ({
      on: print.date(win.on),
      what: winText(win),
      note: win.goal === null ? '' : `for the goal ${printText(win.goal, 120)}`,
    })),
    part('Actions done', 'Action', 'No action was done in this time.', actions, (action) => ({
      on: print.date(action.doneOn),
      what: printText(action.title, 160),
      note: '',
    })),
    part('Learning finished', 'What', 'Nothing was finished in this time.', learning, (item) => ({
      on: print.date(item.doneOn),
      what: printText(item.title, 160),
      note: [learningLabels[item.kind], ...(item.provider ? [printText(item.provider, 80)] : [])].join(' · '),
    })),
    part('Thanks', 'From whom', 'No thanks came in this time.', thanks, (one) => ({
      on: print.date(one.on),
      what: one.from === null ? 'Somebody who is not here any more' : printText(one.from, 80),
      note: `for ${lowerFirst(winText(one.win))}`,
    })),
  ];
}

function winText({ kind, title, activeWeeks }: ClosingWin): string {
  const what = printText(title ?? '', 160);
  switch (kind) {
    case 'ACTION_DONE':
      return `Action done: ${what}`;
    case 'MILESTONE_DONE':
      return `Milestone done: ${what}`;
    case 'COMEBACK':
      return `Came back after a setback: ${what}`;
    case 'ACTIVE_WEEKS':
      return `${activeWeeks} of eight weeks active`;
  }
}

function lowerFirst(text: string): string {
  return `${text[0]!.toLowerCase()}${text.slice(1)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${plural(count, noun)}`;
}
