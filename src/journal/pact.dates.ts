import { daysBetween, daysLater, instantAt } from '../actions/action.days.js';

/** A pact is for a while: a year at most, then two people ask each other anew. */
export const PACT_DAYS_MAX = 366;

export interface PactSpan {
  /** The first instant of the first day, epoch ms. */
  startsAt: number;
  /** The first instant behind the last day, epoch ms. */
  endsAt: number;
}

/** The instants of a pact whose days ('YYYY-MM-DD') are counted in `zone`. */
export function pactSpan(startsOn: string, endsOn: string, zone: string): PactSpan {
  return {
    startsAt: instantAt(startsOn, '00:00', zone),
    endsAt: instantAt(daysLater(endsOn, 1), '00:00', zone),
  };
}

/** What is wrong with the days of a pact at `now`; null where nothing is. */
export function objectionToDates(
  startsOn: string,
  endsOn: string,
  endsAt: number,
  now: number,
): string | null {
  const days = daysBetween(startsOn, endsOn);
  if (days < 1) return 'The last day lies behind the first.';
  if (days > PACT_DAYS_MAX) return `A pact lasts ${PACT_DAYS_MAX} days at most; renew it then.`;
  return endsAt <= now ? 'A pact ends in the future.' : null;
}
