// Finds a review that can still fall due today. A client has one review of a kind for each local date, so that another
// run on the same day takes another kind, the date of another zone, or another client.

const KINDS = ['SELF', 'WITH_COACH'];
/** Null follows the client's own zone; at any time these two have other dates. */
const ZONES = [null, 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
const DAYS = { Sun: 'SU', Mon: 'MO', Tue: 'TU', Wed: 'WE', Thu: 'TH', Fri: 'FR', Sat: 'SA' };
/** How soon a review may fall due, in ms: planning it takes a moment. */
const AHEAD = 8_000;

/** Date, time of day and weekday that the wall clock in a zone shows at an instant. */
function wallClock(instant, zone) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    time: `${part.hour}:${part.minute}`,
    day: DAYS[part.weekday],
  };
}

/** The next full minute, in ms. */
const nextMinute = () => new Date(Math.ceil((Date.now() + AHEAD) / 60_000) * 60_000);

/**
 * `taken` are the client's reviews, `open` their plans that have not ended. A kind without an open plan is preferred: a
 * plan in the way is ended first. Resolves to null when every date of today is taken.
 */
export function chooseMoment(client, taken, open) {
  const at = nextMinute();
  const planned = (kind) => open.find((plan) => plan.kind === kind);
  const kinds = KINDS.toSorted((a, b) => Number(Boolean(planned(a))) - Number(Boolean(planned(b))));
  for (const zone of ZONES) {
    for (const kind of kinds) {
      const { date, time, day } = wallClock(at, zone ?? client.timeZone);
      if (taken.some((review) => review.kind === kind && review.dueOn === date)) continue;
      const rhythm = { rrule: `FREQ=WEEKLY;BYDAY=${day}`, localTime: time, zone };
      return { at, kind, date, input: { kind, startsOn: date, ...rhythm }, inTheWay: planned(kind) };
    }
  }
  return null;
}
