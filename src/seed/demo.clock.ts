import { dayIn, daysLater, instantAt, mondayOf } from '../actions/action.days.js';
import type { Day } from './demo.story.js';
import { DAY, HOUR } from './sheet.js';

/** Weeks back from this one (0; negative are ahead), and the ISO day in it: 1 Monday to 7 Sunday. */
export type DayOfWeek = [weeksAgo: number, weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7];

/** When things were in a client's story: by days from today, or by the weeks of the client's own calendar. */
export class DemoClock {
  /** Where the client is, 'YYYY-MM-DD'. */
  readonly today: string;

  /** @param now the instant that the story is told from, ms since the epoch */
  constructor(
    readonly now: number,
    readonly zone: string,
  ) {
    this.today = dayIn(zone, now);
  }

  /** Late in the morning of a day, unless another hour is said (UTC); ms since the epoch. */
  at(day: Day, hour = 10): number {
    return this.now - (this.now % DAY) + day * DAY + hour * HOUR;
  }

  /** A day of the client's, 'YYYY-MM-DD'. */
  on(day: Day): string {
    return daysLater(this.today, day);
  }

  of([weeksAgo, weekday]: DayOfWeek): string {
    return daysLater(mondayOf(this.today), weekday - 1 - 7 * weeksAgo);
  }

  /** The day of the client's that an instant is in. */
  dayOf(at: number): string {
    return dayIn(this.zone, at);
  }

  /** The evening of a day, where weeks are planned and things are ticked off; ms since the epoch. */
  evening(day: DayOfWeek): number {
    return this.clock(this.of(day), '18:00');
  }

  /** The instant at which the client's clock shows this time of that day; ms since the epoch. */
  clock(day: string, time: string): number {
    return instantAt(day, time, this.zone);
  }
}
