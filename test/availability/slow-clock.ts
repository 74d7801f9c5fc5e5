// Clocks of zones as Intl shows them, minute by minute: what the arithmetic of free slots is compared with. It shares no
// code with it and knows no rule about zones but how a missing time is read.

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Clock = (at: number) => string;

/** What the clock of a zone shows, as YYYY-MM-DDTHH:MM. */
export function intlClock(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    const text = format.format(at);
    return `${text.slice(0, 10)}T${text.slice(-5)}`;
  };
}

const aheadAt = (clock: Clock, at: number) => Date.parse(`${clock(at)}Z`) - at;

/** The first minutes after a change of the clock, in two years from the first of January. */
export function changesOf(clock: Clock, year: number): number[] {
  const changes: number[] = [];
  const end = Date.UTC(year + 2, 0);
  for (let hour = Date.UTC(year, 0); hour < end; hour += HOUR) {
    if (aheadAt(clock, hour) === aheadAt(clock, hour + HOUR)) continue;
    let at = hour + MINUTE;
    while (aheadAt(clock, at) === aheadAt(clock, hour)) at += MINUTE;
    changes.push(at);
  }
  return changes;
}

/** The minutes from one instant to another with what the clock shows in each. */
export class Minutes {
  readonly local: string[] = [];
  private readonly firsts = new Map<string, number>();

  constructor(
    clock: Clock,
    readonly from: number,
    readonly until: number,
  ) {
    for (let at = from; at < until; at += MINUTE) {
      const local = clock(at);
      if (!this.firsts.has(local)) this.firsts.set(local, at);
      this.local.push(local);
    }
  }

  /** The first minute that shows a time; where none does, as much later as the time lies behind the clock's jump. */
  at(local: string): number {
    const first = this.firsts.get(local);
    if (first !== undefined) return first;
    const next = this.local.findIndex((shown) => shown > local);
    if (next < 1) return next === 0 ? this.from : this.until;
    const jumpsAt = this.from + next * MINUTE;
    return jumpsAt + (Date.parse(`${local}Z`) - Date.parse(`${this.local[next - 1]!}Z`) - MINUTE);
  }

  /** For each minute whether it lies in one of the ranges. */
  marks(ranges: readonly (readonly [number, number])[]): boolean[] {
    const marks = this.local.map(() => false);
    for (const [from, until] of ranges) {
      for (let at = Math.max(from, this.from); at < Math.min(until, this.until); at += MINUTE)
        marks[(at - this.from) / MINUTE] = true;
    }
    return marks;
  }
}
