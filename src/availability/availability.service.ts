import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ExceptionInput, HoursInput, ScheduleSettingsInput } from './availability.graphql.js';
import { AvailabilityRepository } from './availability.repository.js';
import { minuteOf } from './clock-times.js';
import { obstacleOf } from './free-slots.js';
import { bookable, type BookingRules, type Offer } from './offer.js';
import { overlapper } from './time-ranges.js';

type Reference = Promise<{ id: string }>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Exceptions of a coach that are not over. */
const MAX_EXCEPTIONS = 200;
/** Days that one exception spans at most. */
const LONGEST = 366;

/** A session that somebody wants to book. */
interface Wish {
  coachId: string;
  startsAt: Date;
  minutes: number;
  bufferMinutes: number;
}

@Injectable()
export class AvailabilityService {
  constructor(private readonly availability: AvailabilityRepository) {}

  /** The rules of booking with a coach. @throws AppError NOT_FOUND for who is no side of an active engagement */
  async settingsOf(coachId: string): Promise<BookingRules> {
    const { bufferMinutes, minNoticeHours, furthestDays, stepMinutes } = await this.offerOf(coachId, 0, 0);
    return { bufferMinutes, minNoticeHours, furthestDays, stepMinutes };
  }

  /**
   * Lets a session through that keeps the coach's notice and horizon, lies within what they offer and touches no other
   * calendar that they handed in. Where nothing was set nothing is asked. Sessions are no concern of this: the database
   * refuses a time that is taken.
   * @param now ms since the epoch
   * @param field the argument that names the start, for the error
   * @throws AppError INVALID_INPUT for notice and horizon, CONFLICT for what is not offered, NOT_FOUND for who is no side
   * of an active engagement
   */
  async assertBookable(wish: Wish, now: number, field = 'input.startsAt'): Promise<void> {
    const start = wish.startsAt.getTime();
    const end = start + wish.minutes * MINUTE;
    const kept = end + wish.bufferMinutes * MINUTE;
    const offer = await this.offerOf(wish.coachId, start - DAY, kept + DAY);
    const obstacle = obstacleOf(offer, start, now);
    if (obstacle === 'TOO_SOON')
      throw invalidInput(`This coach is booked at least ${offer.minNoticeHours} hours ahead.`, field);
    if (obstacle === 'TOO_FAR')
      throw invalidInput(`This coach is booked at most ${offer.furthestDays} days ahead.`, field);
    const isOffered = bookable(offer, start, kept).some(([from, until]) => from <= start && end <= until);
    if (!isOffered || overlapper(offer.imported)([start, kept]))
      throw new AppError('CONFLICT', 'This time is not offered.');
  }

  /**
   * Replaces the week of the actor.
   * @throws AppError VERSION_CONFLICT, INVALID_INPUT for hours that overlap or end before they begin
   */
  async setHours(version: number, hours: readonly HoursInput[]): Reference {
    const week = hours.map(({ weekday, from, until }, at) => {
      const range = { weekday, from: minuteOf(from), until: minuteOf(until) };
      if (range.until <= range.from) throw invalidInput('Hours end after they begin.', `hours.${at}.until`);
      return range;
    });
    const id = await this.claim(version);
    await this.availability.replaceHours(week);
    return { id };
  }

  /** @throws AppError VERSION_CONFLICT */
  async changeSettings(version: number, change: ScheduleSettingsInput): Reference {
    const id = await this.claim(version);
    await this.availability.changeRules(change);
    return { id };
  }

  /** @throws AppError INVALID_INPUT, LIMIT_REACHED */
  async addException(input: ExceptionInput, now: Date): Reference {
    const { kind, firstOn, from = null, until = null, reason } = input;
    const lastOn = input.lastOn ?? firstOn;
    const today = dayOf(now.getTime());
    if (lastOn < firstOn) throw invalidInput('The last day is not before the first.', 'input.lastOn');
    if (lastOn < dayOf(now.getTime() - DAY)) throw invalidInput('That is over.', 'input.lastOn');
    if (lastOn > dayOf(Date.parse(firstOn) + LONGEST * DAY))
      throw invalidInput(`At most ${LONGEST} days at once.`, 'input.lastOn');
    if ((from === null) !== (until === null))
      throw invalidInput('Give both ends, or neither for the whole day.', 'input.until');
    if (kind === 'EXTRA' && from === null) throw invalidInput('Say from when until when.', 'input.from');
    const fromMinute = from === null ? null : minuteOf(from);
    const untilMinute = until === null ? null : minuteOf(until);
    if (fromMinute !== null && untilMinute! <= fromMinute)
      throw invalidInput('Hours end after they begin.', 'input.until');
    const id = await this.lockOwn();
    if ((await this.availability.countExceptions(today)) >= MAX_EXCEPTIONS)
      throw new AppError('LIMIT_REACHED', `At most ${MAX_EXCEPTIONS} exceptions ahead; remove one first.`);
    const exception = { kind, firstOn, lastOn, fromMinute, untilMinute };
    const exceptionId = await this.availability.addException(exception);
    if (reason) await this.availability.addReason(exceptionId, reason);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async removeException(exceptionId: string): Reference {
    const id = await this.lockOwn();
    if (!(await this.availability.removeException(exceptionId))) throw notFound('AvailabilityException');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async removeCalendar(calendarId: string): Reference {
    const id = await this.lockOwn();
    if (!(await this.availability.removeCalendar(calendarId))) throw notFound('ImportedCalendar');
    return { id };
  }

  private async offerOf(coachId: string, since: number, until: number): Promise<Offer> {
    const offer = await this.availability.findOffer(coachId, new Date(since), new Date(until));
    if (!offer) throw notFound('Coach', 'coachId');
    return offer;
  }

  private async claim(version: number): Promise<string> {
    const id = await this.availability.claim(version);
    if (id !== undefined) return id;
    await this.lockOwn();
    throw new AppError('VERSION_CONFLICT', 'Your availability was changed meanwhile; look again.', 'version');
  }

  private async lockOwn(): Promise<string> {
    const id = await this.availability.lockOwn();
    if (id === undefined) throw notFound('Coach');
    return id;
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
