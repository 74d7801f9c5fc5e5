import { answersPlace, writeAnswers } from '../checkins/check-in.answers.js';
import { labelsOf } from '../checkins/check-in.labels.js';
import { askedAt, begunAs, type CheckInHistory } from '../checkins/check-in.schedule.js';
import { scoresOf, type Scores } from '../checkins/check-in.scoring.js';
import type { ToldClient } from './demo.client.js';
import type { Stock } from './demo.stock.js';
import type { CheckInStory, UnstuckStory } from './demo.unstuck.story.js';
import { HOUR, instant, type Sheet } from './sheet.js';

/** What the last check-in that counts says, as gaps are found in it. */
export type LastCheckIn = { checkInId: string; undervalued: number } | null;

/** The check-ins of a client with what the product makes of them, and how stuck the weeks felt. */
export class DemoCheckIns {
  private history: CheckInHistory = { lastSubmittedAt: null, lastDiscardedAt: null, lastOnDemandAt: null };
  private last: LastCheckIn = null;
  private waits = false;

  constructor(
    private readonly sheet: Sheet,
    private readonly stock: Stock,
    private readonly told: ToldClient,
  ) {}

  add({ checkIns, pulses }: UnstuckStory): LastCheckIn {
    for (const checkIn of checkIns) this.checkIn(checkIn);
    // What the trigger wrote is when the client joined.
    const schedule = this.sheet.tables.check_in_schedules.find(({ id }) => id === this.told.id)!;
    schedule.next_at = this.waits ? null : instant(askedAt(this.history));
    pulses.forEach((felt, index) => this.pulse(felt, pulses.length - 1 - index));
    return this.last;
  }

  private checkIn({ day, answers: given, open = false }: CheckInStory): void {
    const at = this.told.clock.at(day);
    const submittedAt = at + HOUR / 4;
    const id = this.sheet.id(at);
    const trigger = begunAs(this.history, at);
    const row = { id, client_id: this.told.id };
    this.sheet.add('check_ins', {
      ...row,
      instrument_id: this.stock.instrument.id,
      trigger,
      status: open ? 'STARTED' : 'SUBMITTED',
      opened_at: instant(at),
      started_at: instant(at),
      submitted_at: open ? null : instant(submittedAt),
      version: open ? 3 : 4,
    });
    const answers = new Map(
      [...given].flatMap((digit, index) => (digit === '-' ? [] : [[index + 1, Number(digit)] as const])),
    );
    const sealed = this.sheet.seal(writeAnswers(answers), { ...answersPlace, rowId: id });
    this.sheet.add('check_in_answers', { ...row, answers: sealed });
    if (trigger === 'ON_DEMAND') this.history.lastOnDemandAt = at;
    if (open) this.waits = true;
    else this.scores(row, submittedAt, scoresOf(this.stock.instrument.items, answers));
  }

  private scores(row: { id: string; client_id: string }, at: number, scores: Scores): void {
    const { id: instrument_id, code } = this.stock.instrument;
    const { dimensions } = scores;
    this.sheet.add('check_in_scores', {
      ...row,
      instrument_id,
      instrument_code: code,
      submitted_at: instant(at),
      boredom: dimensions.BOREDOM,
      unchallenged: dimensions.UNCHALLENGED,
      undervalued: dimensions.UNDERVALUED,
      postponing: dimensions.POSTPONING,
      frustration: dimensions.FRUSTRATION,
      motivation_loss: dimensions.MOTIVATION_LOSS,
      blocked_above: dimensions.BLOCKED_ABOVE,
      index_score: scores.index,
      band: scores.band,
      answered: scores.answered,
      items: scores.items,
      coverage: scores.coverage,
      straight_lining: scores.straightLining,
      incomplete: scores.incomplete,
    });
    const labels = labelsOf(dimensions);
    for (const [index, { label, dimensions: cited, nextStep }] of labels.entries()) {
      this.sheet.add('check_in_labels', {
        // Shown in this order, which is that of their ids.
        id: this.sheet.id(at + index),
        check_in_id: row.id,
        client_id: row.client_id,
        instrument_id,
        label,
        dimensions: cited,
        next_step: nextStep,
      });
    }
    this.history.lastSubmittedAt = at;
    const isUnseen = labels.some(({ label }) => label === 'RECOGNITION_GAP');
    this.last = isUnseen ? { checkInId: row.id, undervalued: dimensions.UNDERVALUED! } : null;
  }

  /** On the Friday of a week, and of this one today. */
  private pulse(felt: number, weeksAgo: number): void {
    const { clock, id: client_id } = this.told;
    const weekOn = clock.of([weeksAgo, 1]);
    const at =
      weeksAgo === 0
        ? Math.max(clock.now - HOUR, clock.clock(weekOn, '00:00'))
        : clock.evening([weeksAgo, 5]);
    this.sheet.add('weekly_pulses', {
      id: this.sheet.id(at),
      client_id,
      week_on: weekOn,
      felt,
      recorded_at: instant(at),
    });
  }
}
