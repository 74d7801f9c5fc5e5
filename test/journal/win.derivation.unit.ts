import fc from 'fast-check';
import { daysLater } from '../../src/actions/action.days.js';
import {
  newWins,
  type DoneAction,
  type StandingWin,
  type WinFacts,
} from '../../src/journal/win.derivation.js';

const DAY = 86_400_000;
const MONDAY = '2026-11-02';
/** Noon on a day so many days after Monday the 2nd. */
const on = (days: number) => ({
  on: daysLater(MONDAY, days),
  at: Date.parse(`${MONDAY}T12:00:00Z`) + days * DAY,
});
const action = (id: string, days: number, more: Partial<DoneAction> = {}): DoneAction => ({
  id,
  goalId: 'goal',
  setbackId: null,
  ...on(days),
  ...more,
});
const facts = (more: Partial<WinFacts>): WinFacts => ({
  actions: [],
  milestones: [],
  activeDays: [],
  ...more,
});
const told = (given: WinFacts, standing: StandingWin[] = []) =>
  newWins(given, standing).map(({ kind, on: day, actionId, milestoneId, setbackId, activeWeeks }) => [
    kind,
    day,
    actionId ?? milestoneId ?? activeWeeks,
    setbackId,
  ]);

test('nothing done is no win', () => {
  expect(told(facts({}))).toEqual([]);
});

test('of a day with several actions the first is the win', () => {
  const late = action('late', 0, { at: on(0).at + 1 });
  expect(told(facts({ actions: [late, action('early', 0), action('next', 1)] }))).toEqual([
    ['ACTION_DONE', '2026-11-02', 'early', null],
    ['ACTION_DONE', '2026-11-03', 'next', null],
  ]);
});

test('a milestone says more than an action, a comeback more than both', () => {
  const milestone = { id: 'milestone', goalId: 'goal', ...on(0) };
  expect(told(facts({ actions: [action('a', 0)], milestones: [milestone] }))).toEqual([
    ['MILESTONE_DONE', '2026-11-02', 'milestone', null],
  ]);
  const back = action('b', 0, { setbackId: 'setback' });
  expect(told(facts({ actions: [action('a', 0), back], milestones: [milestone] }))).toEqual([
    ['COMEBACK', '2026-11-02', 'b', 'setback'],
  ]);
});

test('a setback has one comeback; another first action after it is an action', () => {
  const actions = [action('a', 0, { setbackId: 'setback' }), action('b', 1, { setbackId: 'setback' })];
  expect(told(facts({ actions }))).toEqual([
    ['COMEBACK', '2026-11-02', 'a', 'setback'],
    ['ACTION_DONE', '2026-11-03', 'b', null],
  ]);
});

test('active weeks are a win when 4, 6 and 8 of eight are reached, on the first active day of the week', () => {
  const activeDays = Array.from({ length: 12 }, (_, week) => on(7 * week + 2));
  expect(told(facts({ activeDays }))).toEqual([
    ['ACTIVE_WEEKS', '2026-11-25', 4, null],
    ['ACTIVE_WEEKS', '2026-12-09', 6, null],
    ['ACTIVE_WEEKS', '2026-12-23', 8, null],
  ]);
});

test('a week without anything takes nothing away; what was reached before is reached again after a pause', () => {
  // Weeks 0–3, then a pause of four, then every week: 4 of 8 stand again in week 8 and are no news until fewer stood.
  const weeks = [0, 1, 2, 3, 8, 9, 10, 11];
  const activeDays = weeks.map((week) => on(7 * week));
  expect(told(facts({ activeDays }))).toEqual([['ACTIVE_WEEKS', '2026-11-23', 4, null]]);
});

test('a day that has its win gets no other, and an event that was told is not told again', () => {
  const none = { actionId: null, milestoneId: null, setbackId: null, weekOn: null };
  const standing = [{ ...none, on: '2026-11-02', actionId: 'x' }];
  expect(told(facts({ actions: [action('a', 0), action('x', 1), action('b', 2)] }), standing)).toEqual([
    ['ACTION_DONE', '2026-11-04', 'b', null],
  ]);
});

const someFacts = fc.record({
  actions: fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      day: fc.nat(20),
      minute: fc.nat(1439),
      setbackId: fc.option(fc.constantFrom('s1', 's2')),
    }),
    { selector: ({ id }) => id, maxLength: 25 },
  ),
  milestones: fc.uniqueArray(fc.record({ id: fc.uuid(), day: fc.nat(20) }), {
    selector: ({ id }) => id,
    maxLength: 8,
  }),
});

test('whatever happened: one win a day, each event once, the order of the facts is nothing, and again adds nothing', () => {
  fc.assert(
    fc.property(someFacts, fc.infiniteStream(fc.nat()), (given, random) => {
      const actions = given.actions.map(({ id, day, minute, setbackId }) =>
        action(id, day, { setbackId, at: on(day).at + minute }),
      );
      const milestones = given.milestones.map(({ id, day }) => ({ id, goalId: 'goal', ...on(day) }));
      const all = { actions, milestones, activeDays: actions.map(({ on: day, at }) => ({ on: day, at })) };
      const wins = newWins(all, []);
      expect(new Set(wins.map((win) => win.on)).size).toBe(wins.length);
      const events = wins.flatMap((win) =>
        [win.actionId, win.milestoneId, win.setbackId, win.weekOn].filter((event) => event !== null),
      );
      expect(new Set(events).size).toBe(events.length);
      // Every day on which something was done has its win.
      const days = new Set([...actions, ...milestones].map((event) => event.on));
      expect(new Set(wins.map((win) => win.on))).toEqual(days);
      const shuffled = <T>(list: T[]) =>
        list
          .map((item) => ({ item, key: random.next().value! }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
      const again = {
        actions: shuffled(actions),
        milestones: shuffled(milestones),
        activeDays: shuffled(all.activeDays),
      };
      expect(newWins(again, [])).toEqual(wins);
      expect(newWins(all, wins)).toEqual([]);
    }),
  );
});
