// Own scalars: Nest's DateTime turns a malformed string into null instead of refusing it.
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function textScalar(name: string, description: string, parse: (text: string) => string | null) {
  const accept = (value: unknown): string => {
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) throw new GraphQLError(`Not a valid ${name}.`);
    return parsed;
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: accept,
    parseLiteral: (node) => accept(node.kind === Kind.STRING ? node.value : null),
  });
}

/** A day that exists in the calendar, so that 2026-02-30 is refused; PostgreSQL knows no year 0. */
export function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && !text.startsWith('0000');
}

/** An instant; in and out as text, since PostgreSQL writes and reads it. */
export const Instant = textScalar(
  'Instant',
  'A point in time in ISO 8601 with an offset, as 2026-03-29T09:00:00+02:00. Always answered in UTC with milliseconds: 2026-03-29T07:00:00.000Z.',
  (text) => {
    if (!INSTANT.test(text) || !isDay(text.slice(0, 10))) return null;
    const instant = new Date(text);
    if (Number.isNaN(instant.getTime())) return null;
    // The offset can carry an instant beyond the years that are written with four digits.
    const utc = instant.toISOString();
    return DATE.test(utc.slice(0, 10)) && isDay(utc.slice(0, 10)) ? utc : null;
  },
);

/** A calendar day without a zone. */
export const LocalDate = textScalar(
  'LocalDate',
  'A calendar day without a time zone, as 2026-03-29.',
  (text) => (DATE.test(text) && isDay(text) ? text : null),
);

/** A wall-clock time without a zone. */
export const LocalTime = textScalar(
  'LocalTime',
  'A time on the wall clock without a time zone, in 24 hours, as 09:30.',
  (text) => (TIME.test(text) ? text : null),
);
