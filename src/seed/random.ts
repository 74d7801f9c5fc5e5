import { createHash } from 'node:crypto';

/** Numbers that a seed decides: the same words give the same stream, other words an unrelated one (sfc32 over SHA-256). */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter: number;

  constructor(...words: (string | number)[]) {
    const digest = createHash('sha256').update(words.join('\n')).digest();
    this.a = digest.readInt32LE(0);
    this.b = digest.readInt32LE(4);
    this.c = digest.readInt32LE(8);
    this.counter = digest.readInt32LE(12);
  }

  /** 32 random bits, unsigned. */
  next(): number {
    const sum = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 up to, and without, 1. */
  fraction(): number {
    return this.next() / 2 ** 32;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.between(0, list.length - 1)]!;
  }

  /** An id in the form of a UUIDv7 of that instant (ms since the epoch), so that ids sort as their rows began. */
  id(at: number): string {
    const time = at.toString(16).padStart(12, '0');
    const [high, low] = [hex(this.next()), hex(this.next())];
    const variant = (8 + (this.next() & 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${high.slice(0, 3)}-${variant}${high.slice(3, 6)}-${low}${hex(this.next()).slice(0, 4)}`;
  }
}

const hex = (bits: number) => bits.toString(16).padStart(8, '0');
