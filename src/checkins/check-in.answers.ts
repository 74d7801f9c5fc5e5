// The answers of a check-in travel and rest as one text, which is sealed.
import type { Answers } from './check-in.scoring.js';

/** Where the sealed text belongs. */
export const answersPlace = { table: 'check_in_answers', column: 'answers' } as const;

export function writeAnswers(answers: Answers): string {
  return JSON.stringify(Object.fromEntries(answers));
}

/** @returns the answers 0 to 4 by the position of their item */
export function readAnswers(text: string): Map<number, number> {
  const entries = Object.entries(JSON.parse(text) as Record<string, number>);
  return new Map(entries.map(([position, answer]) => [Number(position), answer]));
}
