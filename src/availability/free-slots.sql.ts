// What free slots ask of the database, all in the one statement of their query.
import type { Moment, Row, Scope } from '../graphql/read/declaration.js';
import { freeSlots, type Slot } from './free-slots.js';
import type { Offer } from './offer.js';
import type { TimeRange } from './time-ranges.js';
import { instantBehind } from './zone.js';

/** Days that are looked through at once. */
export const MAX_DAYS = 84;
/** Days that somebody can ask from into the past or the future; beyond, there are no slots in any case. */
const FAR = 366;
const DAY = 24 * 60 * 60_000;

export type FreeSlotNeeds = {
  /** Null for who may not know. */
  offer: Offer | null;
  /** Whether both are members, each in the role of their side. */
  bothHere: boolean;
  clientZone: string;
  /** Instants are ms since the epoch. */
  coachBusy: TimeRange[];
  clientBusy: TimeRange[];
  from: number | null;
  days: number;
  minutes: number | null;
};

/** @param engagement the row of `engagements`; the arguments are those of `FreeSlots.slots` */
export function freeSlotNeeds(engagement: Row, scope: Scope): { [Need in keyof FreeSlotNeeds]: string } {
  const { since, until } = boundsSql(scope);
  const busy = (member: string) =>
    `array_to_json(array(select array[${msSql('lower(r)')}, ${msSql('upper(r)')}]
      from unnest(app.busy_times(${engagement}.${member}, ${since}, ${until})) r))`;
  return {
    offer: `app.coach_offer(${engagement}.coach_id, ${since}, ${until})`,
    bothHere: `app.both_here(${engagement}.coach_id, ${engagement}.client_id)`,
    clientZone: `(select m.time_zone from members m where m.org_id = ${engagement}.org_id and m.id = ${engagement}.client_id)`,
    coachBusy: busy('coach_id'),
    clientBusy: busy('client_id'),
    from: msSql(scope.arg('from', 'timestamptz')),
    days: scope.arg('days', 'int'),
    minutes: scope.arg('minutes', 'int'),
  };
}

export function freeSlotsFrom(needs: FreeSlotNeeds, { asOf }: Moment): Slot[] {
  const { offer, bothHere, clientZone, coachBusy, clientBusy, days } = needs;
  if (!offer || !bothHere) return [];
  const from = near(needs.from ?? asOf, asOf);
  return freeSlots(offer, {
    asOf,
    from,
    until: instantBehind(from, days, offer.zone),
    minutes: needs.minutes ?? offer.sessionMinutes,
    clientZone,
    busy: [...coachBusy, ...clientBusy],
  });
}

/** Two days more than asked for: a day is up to 25 hours, and a slot with its buffer five. */
function boundsSql(scope: Scope): Record<'since' | 'until', string> {
  const asOf = scope.asOf();
  const far = `interval '${FAR} days'`;
  const since = `least(greatest(coalesce(${scope.arg('from', 'timestamptz')}, ${asOf}), ${asOf} - ${far}), ${asOf} + ${far})`;
  return { since, until: `${since} + (${scope.arg('days', 'int')} + 2) * interval '1 day'` };
}

function near(at: number, asOf: number): number {
  return Math.min(Math.max(at, asOf - FAR * DAY), asOf + FAR * DAY);
}

const msSql = (instant: string) => `(extract(epoch from ${instant}) * 1000)::bigint`;
