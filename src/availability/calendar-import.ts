// Guarantees: of a calendar that a coach hands in, when it is busy is kept and nothing else, in none of our tables or logs.
import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { Db } from '../db/db.js';
import { AvailabilityRepository } from './availability.repository.js';
import { busyTimesOf } from './ics.busy.js';
import { IcsError } from './ics.parse.js';
import type { TimeRange } from './time-ranges.js';

/** Bytes of one file: years of a full calendar. */
export const MAX_ICS = 2 * 1024 * 1024;
const MAX_CALENDARS = 10;
/** Busy times of one calendar: a dozen on each of its days. */
const MAX_TIMES = 5_000;
const DAY = 86_400_000;
/** How far recurrences are followed: as far as a session can be booked, and a month until the next upload. */
const AHEAD = 400 * DAY;

@Injectable()
export class CalendarImport {
  /** The end of the file that is read last: each takes its turn behind the others, so that many at once stop nobody else. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: Db,
    private readonly availability: AvailabilityRepository,
  ) {}

  /**
   * Takes a file in, in place of the calendar that had this name. It is read outside of any transaction.
   * @returns the id of the imported calendar
   * @throws AppError INVALID_INPUT with the line for what is no iCalendar file, LIMIT_REACHED, NOT_FOUND
   */
  async store(actor: MemberActor, name: string, ics: Buffer, now: number): Promise<string> {
    const zone = await this.db.run(actor, () => this.availability.zoneOfOwn());
    if (zone === undefined) throw notFound('Coach');
    const until = now + AHEAD;
    const reading = this.last.then(() => read(ics.toString('utf8'), zone, [now - DAY, until]));
    this.last = reading.catch(() => undefined);
    const busy = await reading;
    if (busy.length > MAX_TIMES)
      throw new AppError('LIMIT_REACHED', `The calendar has more than ${MAX_TIMES} busy times.`);
    return this.db.run(actor, async () => {
      if ((await this.availability.lockOwn()) === undefined) throw notFound('Coach');
      if ((await this.availability.countOtherCalendars(name)) >= MAX_CALENDARS)
        throw new AppError('LIMIT_REACHED', `At most ${MAX_CALENDARS} calendars; remove one first.`);
      return this.availability.putCalendar(name, busy, new Date(until), new Date(now));
    });
  }
}

async function read(text: string, zone: string, horizon: TimeRange): Promise<TimeRange[]> {
  try {
    return await busyTimesOf(text, zone, horizon);
  } catch (error) {
    if (error instanceof IcsError) throw invalidInput(error.message);
    throw error;
  }
}
