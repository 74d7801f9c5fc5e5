/** Chance that a seed repeats (mulberry32, public domain); what is sent at once may still be answered in another order. */
export class Chance {
  constructor(private state: number) {}

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number, both ends among them. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** @throws Error for an empty list */
  of<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('There is nothing to choose from.');
    return list[this.between(0, list.length - 1)]!;
  }

  weighted<T extends { weight: number }>(list: readonly T[]): T {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? list.at(-1)!;
  }
}

const RealDate = Date;

/** The clock of this process, which runs ahead of the real one by as much as it was told to. The database keeps its own. */
export class VirtualClock {
  private ahead = 0;

  constructor() {
    const now = () => this.now();
    globalThis.Date = class extends RealDate {
      constructor(...given: unknown[]) {
        // Without arguments it is now; the other forms stay what they are.
        super(...((given.length === 0 ? [now()] : given) as [number]));
      }
      static override now() {
        return now();
      }
    } as DateConstructor;
  }

  now(): number {
    return RealDate.now() + this.ahead;
  }

  /** What the database takes for now. */
  realNow(): Date {
    return new RealDate(RealDate.now());
  }

  advance(ms: number): void {
    this.ahead += ms;
  }

  restore(): void {
    globalThis.Date = RealDate;
  }
}
