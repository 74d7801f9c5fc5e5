import { Injectable } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import { instantOf, localDateOf } from '../availability/wall-clock.js';
import type { RescheduleSeriesInput, SeriesScope } from './series.graphql.js';
import { localTimeOf } from './series.plan.js';
import { SeriesRepository, type LockedSeries } from './series.repository.js';
import { parseSeriesRule, ruleText, shiftedDay, shiftedPattern } from './series.rule.js';
import { isWithin, nothingAhead, seriesOf, SeriesService, telling } from './series.service.js';
import { SessionChanges } from './session.changes.js';
import { isAhead, obstacleTo } from './session.states.js';
import { minutesOf, slotFrom } from './session.times.js';
import { inactive, SessionsBooking } from './sessions.booking.js';
import { assertVersion, SessionsLocking } from './sessions.locking.js';
import type { LockedSession } from './sessions.repository.js';
import { SessionsReschedule } from './sessions.reschedule.js';

type Reference = Promise<{ id: string }>;
type Rhythm = Omit<LockedSeries, 'id'>;

/**
 * Series that are moved. A change of a session and those that follow, or of all, is one of the rule: a series that has
 * begun ends before it, and what is ahead goes on as a series of its own. What had been moved alone falls into line again
 * when the rule gets another day or time, and keeps its own when only the length changes.
 */
@Injectable()
export class SeriesReschedule {
  constructor(
    private readonly service: SeriesService,
    private readonly series: SeriesRepository,
    private readonly locking: SessionsLocking,
    private readonly booking: SessionsBooking,
    private readonly rescheduling: SessionsReschedule,
    private readonly changes: SessionChanges,
  ) {}

  /**
   * @returns the series that the session belongs to now
   * @throws AppError NOT_FOUND, INVALID_INPUT, VERSION_CONFLICT, LIMIT_REACHED, CONFLICT for a session of no series, when
   * nothing of it is ahead, and with the local date of the first that cannot be moved
   */
  async reschedule(sessionId: string, scope: SeriesScope, input: RescheduleSeriesInput): Reference {
    if (!input.localTime && !input.minutes && input.shiftDays === 0)
      throw invalidInput('Say what changes: the time, the days or the length.', 'input');
    return scope === 'THIS' ? this.moveOne(sessionId, input) : this.moveMany(sessionId, scope, input);
  }

  private async moveOne(sessionId: string, input: RescheduleSeriesInput): Reference {
    const now = Date.now();
    const session = await this.locking.lockFor('RESCHEDULE', sessionId, now, input.version, 'input.version');
    const id = seriesOf(session);
    const { zone } = await this.series.find(id);
    const was = session.startsAt.getTime();
    const start = isMoving(input)
      ? instantOf(
          shiftedDay(localDateOf(was, zone), input.shiftDays),
          input.localTime ?? localTimeOf(was, zone),
          zone,
        )
      : was;
    const slot = slotFrom(start, input.minutes ?? minutesOf(session), now, 'input');
    await this.rescheduling.move(session, slot, now, 'input');
    return { id };
  }

  private async moveMany(sessionId: string, scope: SeriesScope, input: RescheduleSeriesInput): Reference {
    const now = Date.now();
    const { series, session, all } = await this.service.lockAll(sessionId);
    assertVersion(session, input.version, 'input.version');
    if (session.engagementStatus !== 'ACTIVE') throw inactive();
    const ahead = all.filter((each) => isAhead(each, now) && isWithin(scope, session, each));
    if (ahead.length === 0) throw nothingAhead();
    for (const each of ahead) {
      const obstacle = obstacleTo('RESCHEDULE', each, each.side, now);
      if (obstacle) throw new AppError('CONFLICT', `${each.occurrenceOn}: ${obstacle}`);
    }
    const head = all.filter(({ occurrenceOn }) => occurrenceOn! < ahead[0]!.occurrenceOn!);
    const tail = all.slice(head.length);
    const rhythm = rhythmOf(series, tail, input);
    const target = head.length === 0 ? series.id : await this.series.split(series.id, rhythm);
    await this.series.change(series.id, head.length === 0 ? rhythm : shortened(series, head.length));
    const days = new Map(
      tail.map(({ id, occurrenceOn }) => [id, shiftedDay(occurrenceOn!, input.shiftDays)]),
    );
    await this.series.remap(
      target,
      [...days].map(([id, on]) => ({ id, on })),
      ahead.map(({ id }) => id),
      isMoving(input),
    );
    for (const each of ahead) await this.place(each, days.get(each.id)!, rhythm, input, now);
    if (target !== series.id) await this.changes.series(series.id);
    await this.changes.series(target);
    return { id: target };
  }

  private async place(
    session: LockedSession,
    on: string,
    { localTime, zone, minutes }: Rhythm,
    input: RescheduleSeriesInput,
    now: number,
  ): Promise<void> {
    const start = isMoving(input) ? instantOf(on, localTime, zone) : session.startsAt.getTime();
    await telling(on, async () => {
      const slot = slotFrom(start, minutes, now, 'input');
      const { bufferMinutes } = session;
      await this.booking.assertOffered(session, { ...slot, bufferMinutes }, now, 'input');
      await this.series.place(session.id, slot, session.movedAlone && !isMoving(input));
      await this.rescheduling.holdAnew(session, slot);
    });
  }
}

/** Whether the rule gives other times than before; otherwise its sessions get longer or shorter where they are. */
function isMoving({ localTime, shiftDays }: RescheduleSeriesInput): boolean {
  return Boolean(localTime) || shiftDays !== 0;
}

/** @throws AppError INVALID_INPUT for days that no rule names */
function rhythmOf(
  series: LockedSeries,
  tail: readonly LockedSession[],
  { localTime, shiftDays, minutes }: RescheduleSeriesInput,
): Rhythm {
  const days = tail.map(({ occurrenceOn }) => occurrenceOn!);
  const { pattern } = parseSeriesRule(series.rrule).rule!;
  const shifted = shiftDays === 0 ? pattern : shiftedPattern(pattern, days, shiftDays);
  if (!shifted)
    throw invalidInput(
      'No rule names the days that this series would have then: cancel it and book another.',
      'input.shiftDays',
    );
  return {
    rrule: ruleText(shifted, days.length),
    startsOn: shiftedDay(days[0]!, shiftDays),
    localTime: localTime ?? series.localTime,
    zone: series.zone,
    minutes: minutes ?? series.minutes,
  };
}

function shortened(series: LockedSeries, count: number): Rhythm {
  return { ...series, rrule: ruleText(parseSeriesRule(series.rrule).rule!.pattern, count) };
}
