// The ledger of an allocation as the rules of the product would have written it for the sessions of the sheet.
import type { Row } from './loader.js';
import { DAY, instant, type Sheet } from './sheet.js';

interface Pair {
  engagement_id: string;
  coach_id: string;
  client_id: string;
}

interface Grant {
  unit: 'SESSIONS' | 'MINUTES';
  /** One after the other, on the first days. */
  granted: readonly number[];
  expiresOn: string | null;
  grantedAt: number;
  adminId: string;
  waivedReason?: string;
}

/**
 * Adds an allocation with an entry for all that happened to it until now, in that order: the database keeps the balance.
 * @param sessions rows of the engagement
 */
export function addAllocation(
  sheet: Sheet,
  pair: Pair,
  sessions: readonly Row[],
  grant: Grant,
  now: number,
): void {
  const { engagement_id, ...sides } = pair;
  const { unit, granted, expiresOn, grantedAt, adminId } = grant;
  sheet.add('allocations', {
    ...sides,
    id: engagement_id,
    unit,
    expires_on: expiresOn,
    created_at: instant(grantedAt),
  });
  const entries: { at: number; id: string; row: Row }[] = [];
  let left = 0;
  const enter = (time: number, kind: string, amount: number, by: string | null, more: Row = {}) => {
    const at = Math.min(time, now);
    const id = sheet.id(at);
    const rest = { session_id: null, entry_id: null, reason: null, ...more };
    entries.push({
      at,
      id,
      row: { ...pair, id, kind, amount, member_id: by, at: instant(at), ...rest },
    });
    if (['GRANT', 'RELEASE', 'REVERSE'].includes(kind)) left += amount;
    if (['HOLD', 'EXPIRE'].includes(kind)) left -= amount;
    return id;
  };
  granted.forEach((amount, index) => enter(grantedAt + index, 'GRANT', amount, adminId));
  for (const session of sessions) {
    const [starts, ends] = [Date.parse(session.starts_at as string), Date.parse(session.ends_at as string)];
    const amount = unit === 'SESSIONS' ? 1 : (ends - starts) / 60_000;
    const session_id = session.id;
    const booked = Math.max(Date.parse(session.created_at as string), grantedAt + granted.length);
    const entry_id = enter(booked, 'HOLD', amount, pair.client_id, { session_id });
    if (session.status === 'BOOKED') continue;
    const settled = session.cancelled_at ? Date.parse(session.cancelled_at as string) : ends;
    const freed = session.status === 'CANCELLED' && !session.late_cancel;
    const by = session.status === 'CANCELLED' ? (session.cancelled_by as string) : pair.coach_id;
    const settles = enter(settled, freed ? 'RELEASE' : 'CONSUME', amount, by, { session_id, entry_id });
    if (session.waived_at) {
      const waived = Date.parse(session.waived_at as string);
      const more = { session_id, entry_id: settles, reason: grant.waivedReason };
      enter(waived, 'REVERSE', amount, pair.coach_id, more);
    }
  }
  const over = expiresOn === null ? now : Date.parse(expiresOn) + DAY;
  if (over < now && left > 0) enter(over, 'EXPIRE', left, null);
  entries.sort((one, other) => one.at - other.at);
  for (const { row } of entries) sheet.add('allocation_entries', row);
}
