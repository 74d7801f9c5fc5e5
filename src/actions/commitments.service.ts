import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { dayIn, daysLater, mondayOf } from './action.days.js';
import type { WeekOffKind } from './commitment.entity.js';
import type { CommitWeeklyInput } from './commitments.graphql.js';
import { CommitmentsRepository } from './commitments.repository.js';
import { MOMENTUM_WEEKS } from './momentum.js';

type Reference = Promise<{ id: string }>;

/** A year ahead is as far as anybody plans their weeks. */
export const WEEKS_AHEAD = 53;
const DAYS_OF_WEEK = 7;

/** What a client means to do every week, and the weeks that do not count. */
@Injectable()
export class CommitmentsService {
  constructor(private readonly commitments: CommitmentsRepository) {}

  /** Saying the same again changes nothing. @throws AppError INVALID_INPUT for a week that is over or too far ahead */
  async commit({ actionsPerWeek: target = null, from }: CommitWeeklyInput): Reference {
    const now = new Date();
    const thisWeek = await this.lockedWeek(now);
    const fromOn = from ? mondayOf(from) : thisWeek;
    if (fromOn < thisWeek) throw invalidInput('That week is over.', 'input.from');
    needsNear(fromOn, thisWeek, 'input.from');
    const latest = await this.commitments.findLatest();
    if (latest?.fromOn === fromOn && latest.target === target) return { id: latest.id };
    return { id: await this.commitments.insert((latest?.position ?? 0) + 1, fromOn, target, now) };
  }

  /**
   * Takes a week out of the count; taking it again for the same reason changes nothing.
   * @throws AppError INVALID_INPUT for a week out of range, CONFLICT for one that is off for the other reason,
   * LIMIT_REACHED for the third grace week of a quarter
   */
  async takeWeekOff(day: string, kind: WeekOffKind): Reference {
    const now = new Date();
    const thisWeek = await this.lockedWeek(now);
    const weekOn = mondayOf(day);
    if (weekOn < daysLater(thisWeek, -DAYS_OF_WEEK * (MOMENTUM_WEEKS - 1)))
      throw invalidInput('That week does not count any more.', 'week');
    if (kind === 'GRACE' && weekOn > thisWeek)
      throw invalidInput('Grace is for this week and those before it; a week ahead is leave.', 'week');
    needsNear(weekOn, thisWeek, 'week');
    const standing = await this.commitments.findWeekOff(weekOn);
    if (standing?.kind === kind) return { id: standing.id };
    if (standing) throw new AppError('CONFLICT', 'This week is off already; take it back first.');
    if (kind === 'LEAVE') return { id: await this.commitments.takeLeave(weekOn, now) };
    const id = await this.commitments.takeGrace(weekOn, now);
    if (id === undefined) throw new AppError('LIMIT_REACHED', 'The grace weeks of this quarter are taken.');
    return { id };
  }

  /** The week counts again; once more changes nothing. @throws AppError NOT_FOUND */
  async giveWeekBack(id: string): Reference {
    if (!(await this.commitments.giveBack(id, new Date()))) throw notFound('WeekOff');
    return { id };
  }

  private async lockedWeek(now: Date): Promise<string> {
    const zone = await this.commitments.lockClient();
    if (zone === undefined) throw new AppError('CONFLICT', 'You have no client profile yet.');
    return mondayOf(dayIn(zone, now.getTime()));
  }
}

function needsNear(weekOn: string, thisWeek: string, field: string): void {
  if (weekOn > daysLater(thisWeek, DAYS_OF_WEEK * WEEKS_AHEAD))
    throw invalidInput(`At most ${WEEKS_AHEAD} weeks ahead.`, field);
}
