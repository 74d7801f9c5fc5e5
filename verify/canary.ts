// Texts that can be recognised wherever they turn up.
import { randomBytes } from 'node:crypto';

const MARK = /zq[0-9a-f]{12}/g;

/** A text of its own for each place it is planted in. */
export function canary(text = 'Private'): string {
  return `${text} ${mark()}`;
}

/** The mark alone, for what must be one word. */
export function mark(): string {
  return `zq${randomBytes(6).toString('hex')}`;
}

/** The canaries of a text, each once. */
export function canariesIn(text: string): Set<string> {
  return new Set(text.match(MARK) ?? []);
}
