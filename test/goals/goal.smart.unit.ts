import fc from 'fast-check';
import { goalMeasures } from '../../src/goals/goal.progress.js';
import {
  goalHorizons,
  mayActivate,
  smartCheck,
  smartLetters,
  type SmartFacts,
  type SmartLetter,
} from '../../src/goals/goal.smart.js';

const startsOn = '2026-06-01';
const good: SmartFacts = {
  horizon: 'SHORT',
  title: 'Speak at meetups',
  behaviour: 'I propose and give a talk every month',
  measure: 'NUMBER',
  unit: 'talks',
  baseline: 0,
  target: 3,
  levelTexts: [],
  milestoneDates: ['2026-06-20'],
  targetDate: '2026-09-01',
  confidence: 8,
  support: null,
  isLinked: true,
};
const verdictOn = (letter: SmartLetter, changes: Partial<SmartFacts>) =>
  smartCheck({ ...good, ...changes }, startsOn).find((verdict) => verdict.letter === letter)!;
const passes = (letter: SmartLetter, changes: Partial<SmartFacts>) => verdictOn(letter, changes).passed;

describe('SMART check', () => {
  it('passes a good goal on all five letters, in order', () => {
    expect(smartCheck(good, startsOn)).toEqual([
      { letter: 'S', passed: true, required: false, message: 'It is clear what you will do.' },
      { letter: 'M', passed: true, required: true, message: 'It is clear when this is reached.' },
      { letter: 'A', passed: true, required: false, message: 'It is within reach.' },
      { letter: 'R', passed: true, required: false, message: 'It is clear why this matters.' },
      { letter: 'T', passed: true, required: true, message: 'It has a date and a first result soon.' },
    ]);
  });

  it('requires M and T for activation; S, A and R only advise', () => {
    const advised = { behaviour: null, confidence: 2, isLinked: false };
    expect(mayActivate(smartCheck({ ...good, ...advised }, startsOn))).toBe(true);
    expect(mayActivate(smartCheck({ ...good, unit: null }, startsOn))).toBe(false);
    expect(mayActivate(smartCheck({ ...good, targetDate: null }, startsOn))).toBe(false);
  });

  it('S wants a behaviour that is not the title again', () => {
    expect(verdictOn('S', { behaviour: '  ' }).message).toBe('Describe what you will be seen doing.');
    expect(verdictOn('S', { behaviour: 'SPEAK at: meetups!' }).message).toBe(
      'This repeats the title: describe what you will be seen doing.',
    );
    expect(passes('S', { behaviour: 'Speak at two meetups' })).toBe(true);
  });

  it('M wants a unit and a target other than the baseline for numbers', () => {
    expect(verdictOn('M', { unit: ' ' }).message).toBe('Name the unit that you count in.');
    expect(verdictOn('M', { baseline: null }).message).toBe('Say where you start: the baseline is missing.');
    expect(verdictOn('M', { target: null }).message).toBe(
      'Say where you want to arrive: the target is missing.',
    );
    expect(verdictOn('M', { target: 0 }).message).toBe(
      'The target equals the baseline: nothing would change.',
    );
    expect(passes('M', { measure: 'PERCENT', unit: null, target: 50 })).toBe(true);
  });

  it('M wants five different levels for attainment scaling', () => {
    const levelTexts = ['none', 'one a year', 'one a quarter', 'one a month', 'two a month'];
    const scale = { measure: 'GAS', unit: null, baseline: -1, target: null } as const;
    expect(passes('M', { ...scale, levelTexts })).toBe(true);
    expect(passes('M', { ...scale, levelTexts: levelTexts.slice(1) })).toBe(false);
    expect(passes('M', { ...scale, levelTexts: [...levelTexts.slice(1), 'One a year '] })).toBe(false);
    expect(verdictOn('M', { ...scale, levelTexts, baseline: null }).message).toBe(
      'Say at which level you start: −2 or −1.',
    );
  });

  it('M wants two milestones for milestones, and for yes-or-no goals without a unit', () => {
    expect(passes('M', { measure: 'MILESTONES' })).toBe(false);
    expect(passes('M', { measure: 'MILESTONES', milestoneDates: ['2026-06-20', null] })).toBe(true);
    expect(passes('M', { measure: 'BINARY', unit: null })).toBe(false);
    expect(passes('M', { measure: 'BINARY', unit: null, milestoneDates: ['2026-06-20', null] })).toBe(true);
    expect(passes('M', { measure: 'BINARY', unit: 'certificate', target: 1 })).toBe(true);
  });

  it('A wants confidence of at least 7 or a named support', () => {
    expect(passes('A', { confidence: 7 })).toBe(true);
    expect(passes('A', { confidence: 6 })).toBe(false);
    expect(passes('A', { confidence: null })).toBe(false);
    expect(passes('A', { confidence: 3, support: 'Ana reviews my slides' })).toBe(true);
  });

  it('R wants a link', () => {
    expect(passes('R', { isLinked: false })).toBe(false);
  });

  it('T wants a short goal to end within 180 days', () => {
    expect(passes('T', { targetDate: '2026-11-28' })).toBe(true);
    expect(verdictOn('T', { targetDate: '2026-11-29' }).message).toBe(
      'A short goal ends within 180 days, by 2026-11-28: choose an earlier date or make it a long goal.',
    );
    expect(verdictOn('T', { targetDate: '2026-05-31' }).message).toBe(
      'The target date lies before 2026-06-01: choose a later one.',
    );
    expect(verdictOn('T', { targetDate: null }).message).toBe('Set a target date.');
  });

  it('T wants a long goal to end after 181 days to 5 years', () => {
    expect(verdictOn('T', { horizon: 'LONG', targetDate: '2026-11-28' }).message).toBe(
      'A long goal ends after 2026-11-28: choose a later date or make it a short goal.',
    );
    expect(passes('T', { horizon: 'LONG', targetDate: '2026-11-29' })).toBe(true);
    expect(passes('T', { horizon: 'LONG', targetDate: '2031-06-01' })).toBe(true);
    expect(verdictOn('T', { horizon: 'LONG', targetDate: '2031-06-02' }).message).toBe(
      'A long goal ends within 5 years, by 2031-06-01: choose an earlier date.',
    );
  });

  it('T wants a first milestone or the end within 30 days', () => {
    expect(passes('T', { milestoneDates: ['2026-08-01', '2026-07-01'] })).toBe(true);
    expect(verdictOn('T', { milestoneDates: ['2026-07-02', null] }).message).toBe(
      'Add a first milestone by 2026-07-01, so that there is a result within 30 days.',
    );
    expect(passes('T', { milestoneDates: [], targetDate: '2026-07-01' })).toBe(true);
    expect(passes('T', { milestoneDates: ['2026-05-20'] })).toBe(false);
  });

  it('never throws, and always gives five verdicts with a message', () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const date = fc
      .integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) })
      .map((at) => new Date(at).toISOString().slice(0, 10));
    const facts = fc.record({
      horizon: fc.constantFrom(...goalHorizons),
      title: fc.string({ unit: 'binary' }),
      behaviour: maybe(fc.string({ unit: 'binary' })),
      measure: fc.constantFrom(...goalMeasures),
      unit: maybe(fc.string()),
      baseline: maybe(fc.double()),
      target: maybe(fc.double()),
      levelTexts: fc.array(fc.string(), { maxLength: 6 }),
      milestoneDates: fc.array(maybe(date), { maxLength: 4 }),
      targetDate: maybe(date),
      confidence: maybe(fc.integer({ min: 0, max: 10 })),
      support: maybe(fc.string()),
      isLinked: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, date, (goal, from) => {
        const verdicts = smartCheck(goal, from);
        expect(verdicts.map((verdict) => verdict.letter)).toEqual(smartLetters);
        expect(verdicts.every((verdict) => verdict.message.endsWith('.'))).toBe(true);
      }),
    );
  });
});
