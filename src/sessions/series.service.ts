import { Injectable } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import { isRetryable, toAppError } from '../db/db-error.js';
import { planOf } from './series.plan.js';
import { SeriesRepository, type LockedSeries } from './series.repository.js';
import { parseSeriesRule } from './series.rule.js';
import type { BookSessionSeriesInput, SeriesScope } from './series.graphql.js';
import { SessionChanges } from './session.changes.js';
import { isAhead } from './session.states.js';
import { FURTHEST_DAYS, slotFrom } from './session.times.js';
import { SessionsBooking, whereaboutsOf } from './sessions.booking.js';
import { SessionsCancel } from './sessions.cancel.js';
import { SessionsLocking } from './sessions.locking.js';
import { SessionsRepository, type LockedSession } from './sessions.repository.js';

type Reference = Promise<{ id: string }>;

const DAY = 86_400_000;

/** A series and all its sessions, which nobody else changes before the unit of work ends. */
export interface LockedAll {
  series: LockedSeries;
  /** The one that was named. */
  session: LockedSession;
  all: LockedSession[];
}

/** Series that are booked and cancelled as one. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly series: SeriesRepository,
    private readonly locking: SessionsLocking,
    private readonly booking: SessionsBooking,
    private readonly cancelling: SessionsCancel,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * Books all sessions of a rule, or none.
   * @throws AppError NOT_FOUND, INVALID_INPUT, LIMIT_REACHED for a used-up allocation, CONFLICT when the engagement is not
   * active, or with the local date of the first time that is taken or, for a client, not offered
   */
  async book(engagementId: string, input: BookSessionSeriesInput): Reference {
    const now = Date.now();
    const { minutes, localTime } = input;
    const whereabouts = whereaboutsOf(input, 'input.place');
    const { rule, problem } = parseSeriesRule(input.rrule);
    if (!rule) throw invalidInput(problem, 'input.rrule');
    const furthest = new Date(now + (FURTHEST_DAYS + 1) * DAY).toISOString().slice(0, 10);
    if (input.startsOn > furthest)
      throw invalidInput(`A series starts within ${FURTHEST_DAYS} days.`, 'input.startsOn');
    const engagement = await this.booking.lockActive(engagementId);
    const zone = input.zone ?? engagement.zone;
    const plan = planOf(rule, input.startsOn, localTime, zone);
    if (typeof plan === 'string') throw invalidInput(plan, 'input.rrule');
    const bufferMinutes = await this.booking.bufferFor(engagement, input.bufferMinutes);
    const places = plan.occurrences.map(({ on, at }, index) => {
      const slot = slotFrom(at, minutes, now, index === 0 ? 'input.startsOn' : 'input.rrule');
      return { on, ...slot, ...whereabouts, bufferMinutes };
    });
    const id = await this.series.add(engagementId, {
      rrule: plan.rrule,
      startsOn: places[0]!.on,
      localTime,
      zone,
      minutes,
      bufferMinutes,
      ...whereabouts,
    });
    for (const { on, ...place } of places) {
      await telling(on, async () => {
        await this.booking.assertOffered(engagement, place, now, 'input.startsOn');
        await this.booking.add(engagement, { ...place, series: { id, on } });
      });
    }
    await this.changes.series(id);
    return { id };
  }

  /**
   * Cancels what is booked ahead of a series, each of its sessions judged alone.
   * @returns the series
   * @throws AppError NOT_FOUND, CONFLICT for a session of no series, and when nothing is left to cancel
   */
  async cancel(sessionId: string, scope: SeriesScope, reason: string | null): Reference {
    const now = Date.now();
    if (scope === 'THIS') {
      const seriesId = seriesOf(await this.locking.lock(sessionId));
      await this.cancelling.cancel(sessionId, reason);
      return { id: seriesId };
    }
    const { series, session, all } = await this.lockAll(sessionId);
    const ahead = all.filter((each) => isAhead(each, now) && isWithin(scope, session, each));
    if (ahead.length === 0) throw nothingAhead();
    for (const each of ahead) await this.cancelling.settle(each, reason, now);
    await this.series.touch(series.id);
    await this.changes.series(series.id);
    return { id: series.id };
  }

  /**
   * Locks the series of a session and all sessions of it.
   * @throws AppError NOT_FOUND, CONFLICT for a session of no series, VERSION_CONFLICT for one that changed it meanwhile
   */
  async lockAll(sessionId: string): Promise<LockedAll> {
    const series = await this.series.lockOf(sessionId);
    if (!series) {
      seriesOf(await this.locking.lock(sessionId));
      throw changedMeanwhile();
    }
    const all = await this.sessions.lockOfSeries(series.id);
    const session = all.find(({ id }) => id === sessionId);
    if (!session) throw changedMeanwhile();
    return { series, session, all };
  }
}

/** @throws AppError CONFLICT for a session of no series */
export function seriesOf({ seriesId }: LockedSession): string {
  if (seriesId === null) throw new AppError('CONFLICT', 'The session is not part of a series.');
  return seriesId;
}

/** Whether what happens to a session and those that follow, or to all, happens to this one. */
export function isWithin(scope: SeriesScope, named: LockedSession, each: LockedSession): boolean {
  return scope === 'ALL' || each.occurrenceOn! >= named.occurrenceOn!;
}

function changedMeanwhile(): AppError {
  return new AppError('VERSION_CONFLICT', 'The series was changed meanwhile; look again.');
}

export function nothingAhead(): AppError {
  return new AppError('CONFLICT', 'No session of the series is booked ahead.');
}

/** Says on which local date what stands in the way stands there, and nothing else about it. */
export async function telling<T>(on: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const told = isRetryable(error) ? error : toAppError(error);
    if (!(told instanceof AppError) || !['CONFLICT', 'INVALID_INPUT'].includes(told.code)) throw error;
    throw new AppError(told.code, `${on}: ${told.message}`, told.field);
  }
}
