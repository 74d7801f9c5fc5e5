import type { TestDatabase } from '../test/setup/database.js';

/** All that must hold of the rows at any time, as sentences about what does not. Asked of the tables, not of the product. */
export async function problemsOfRows(database: TestDatabase, now: Date): Promise<string[]> {
  return [
    ...(await overlaps(database)),
    ...(await calendarsApart(database)),
    ...(await ledgers(database)),
    ...(await holds(database)),
    ...(await leftovers(database, now)),
  ];
}

/** Nobody sits in two sessions, whatever they are in them and in whichever organization. */
async function overlaps(database: TestDatabase): Promise<string[]> {
  const rows = await database.owner<{ a: string; b: string }>(
    `with taken as (
       select s.id, m.user_id, tstzrange(s.starts_at, s.ends_at + s.buffer_minutes * interval '1 minute') as during
       from sessions s join members m on m.org_id = s.org_id and m.id in (s.coach_id, s.client_id)
       where s.status <> 'CANCELLED')
     select a.id as a, b.id as b from taken a join taken b on a.user_id = b.user_id and a.id < b.id and a.during && b.during`,
  );
  return rows.map(({ a, b }) => `The sessions ${a} and ${b} overlap.`);
}

/** The calendar that the database keeps to refuse double bookings says what the sessions say. */
async function calendarsApart(database: TestDatabase): Promise<string[]> {
  const rows = await database.owner<{ occasion: string }>(
    `with taken as (
       select m.user_id, s.id, tstzrange(s.starts_at, s.ends_at + s.buffer_minutes * interval '1 minute') as during
       from sessions s join members m on m.org_id = s.org_id and m.id in (s.coach_id, s.client_id)
       where s.status <> 'CANCELLED')
     select coalesce(b.occasion_id, t.id) as occasion
     from taken t full join busy_times b on b.user_id = t.user_id and b.occasion_id = t.id
     where t.during is distinct from b.during`,
  );
  return rows.map(({ occasion }) => `The calendars and the session ${occasion} differ.`);
}

interface Entry {
  id: string;
  engagement_id: string;
  kind: string;
  amount: number;
  session_id: string | null;
  entry_id: string | null;
}

/** Adds every ledger up anew, entry by entry: never below zero on the way, and in the end what the balance says. */
async function ledgers(database: TestDatabase): Promise<string[]> {
  const entries = await database.owner<Entry>(
    'select id, engagement_id, kind, amount, session_id, entry_id from allocation_entries order by id',
  );
  const kinds = new Map(entries.map(({ id, kind }) => [id, kind]));
  const sums = new Map<string, { remaining: number; held: number; used: number }>();
  const problems: string[] = [];
  for (const { id, engagement_id: of, kind, amount, entry_id: entry } of entries) {
    const sum = sums.get(of) ?? { remaining: 0, held: 0, used: 0 };
    sums.set(of, sum);
    const [remaining, held, used] = effectOf(kind, entry === null ? undefined : kinds.get(entry));
    sum.remaining += remaining * amount;
    sum.held += held * amount;
    sum.used += used * amount;
    if (Math.min(sum.remaining, sum.held, sum.used) < 0)
      problems.push(`The ledger of ${of} is below zero after ${id}.`);
  }
  const balances = await database.owner<{ id: string; remaining: number; held: number; used: number }>(
    'select id, remaining, held, used from allocation_balances',
  );
  for (const { id, ...balance } of balances) {
    const sum = sums.get(id) ?? { remaining: 0, held: 0, used: 0 };
    if (JSON.stringify(balance) !== JSON.stringify(sum))
      problems.push(
        `The balance of ${id} is ${JSON.stringify(balance)}, its entries ${JSON.stringify(sum)}.`,
      );
  }
  return problems;
}

/** What one of an entry does to what remains, is held and was used. */
function effectOf(kind: string, of: string | undefined): [number, number, number] {
  switch (kind === 'REVERSE' ? `REVERSE ${of}` : kind) {
    case 'GRANT':
      return [1, 0, 0];
    case 'HOLD':
      return [-1, 1, 0];
    case 'RELEASE':
      return [1, -1, 0];
    case 'CONSUME':
      return [0, -1, 1];
    case 'REVERSE CONSUME':
      return [1, 0, -1];
    default:
      throw new Error(`No such entry was made here: ${kind} of ${of}`);
  }
}

/** Every hold has had one end, or belongs to a session that is still booked of an engagement that goes on; every session costs what its end says. */
async function holds(database: TestDatabase): Promise<string[]> {
  const rows = await database.owner<{
    id: string;
    cost: number;
    status: string;
    open_engagement: boolean;
    open: number;
    used: number;
    used_up: boolean;
  }>(
    `select s.id, s.status, e.status in ('ACTIVE', 'PAUSED') as open_engagement,
       case a.unit when 'SESSIONS' then 1 else (extract(epoch from s.ends_at - s.starts_at) / 60)::int end as cost,
       s.status = 'HELD' or ((s.status = 'NO_SHOW' or s.late_cancel) and s.waived_at is null) as used_up,
       coalesce((select sum(h.amount)::int from allocation_entries h
         where h.org_id = s.org_id and h.session_id = s.id and h.kind = 'HOLD' and not exists (
           select from allocation_entries e where e.org_id = h.org_id and e.entry_id = h.id)), 0) as open,
       coalesce((select sum(c.amount)::int from allocation_entries c
         where c.org_id = s.org_id and c.session_id = s.id and c.kind = 'CONSUME' and not exists (
           select from allocation_entries e where e.org_id = c.org_id and e.entry_id = c.id)), 0) as used
     from sessions s join allocations a on a.org_id = s.org_id and a.id = s.engagement_id
     join engagements e on e.org_id = s.org_id and e.id = s.engagement_id`,
  );
  return rows.flatMap(({ id, cost, status, open, open_engagement: goesOn, used, used_up: usedUp }) => {
    const wanted = [status === 'BOOKED' && goesOn ? cost : 0, usedUp ? cost : 0];
    return wanted[0] === open && wanted[1] === used
      ? []
      : [`The session ${id} (${status}) holds ${open} and uses ${used}, not ${wanted.join(' and ')}.`];
  });
}

/** An engagement that is over has nothing booked ahead. */
async function leftovers(database: TestDatabase, now: Date): Promise<string[]> {
  const rows = await database.owner<{ id: string }>(
    `select s.id from sessions s join engagements e on e.org_id = s.org_id and e.id = s.engagement_id
     where s.status = 'BOOKED' and s.starts_at > $1 and e.status in ('COMPLETED', 'ENDED_EARLY')`,
    [now],
  );
  return rows.map(({ id }) => `The session ${id} outlived its engagement.`);
}
