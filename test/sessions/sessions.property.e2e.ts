import fc from 'fast-check';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAllocation,
  anEngagement,
  book,
  bookSeries,
  cancelSeries,
  minute,
  reschedule,
  rescheduleSeries,
  shift,
} from './people.js';

// Shrinking a failure would take longer than any limit; a seed is enough to see it again.
jest.setTimeout(180_000);

let waymark: TestApp;
/** Two coaches with two clients each, of whom one coach is coached by the other as well. */
let engagements: { id: string; coach: MemberActor; client: MemberActor }[];

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const cora = await aMember(database, north, 'Cora', ['COACH']);
  const otto = await aMember(database, north, 'Otto', ['COACH', 'CLIENT']);
  const clients = [
    await aMember(database, north, 'Clio', ['CLIENT']),
    await aMember(database, north, 'Odo', ['CLIENT']),
  ];
  const pairs = [...clients.map((client) => ({ coach: cora, client })), { coach: cora, client: otto }];
  pairs.push(...clients.map((client) => ({ coach: otto, client })));
  engagements = [];
  for (const pair of pairs)
    engagements.push({ ...pair, id: await anEngagement(database, pair.coach, pair.client) });
});
afterAll(() => waymark.close());

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const bare = (id: string) => id.split('_')[1]!;
const EXPECTED = ['OK', 'CONFLICT', 'LIMIT_REACHED', 'VERSION_CONFLICT', 'INVALID_INPUT'];

const step = fc.record({
  action: fc.constantFrom(
    'book',
    'book',
    'move',
    'cancel',
    'mark',
    'waive',
    'correct',
    'series',
    'moveSeries',
    'cancelSeries',
  ),
  engagement: fc.nat(4),
  byClient: fc.boolean(),
  session: fc.nat(60),
  at: fc.nat(47).map((tenth) => tenth * 10),
  minutes: fc.constantFrom(15, 30, 60, 90),
  shiftDays: fc.constantFrom(0, 0, 1, 7),
  scope: fc.constantFrom('THIS', 'THIS_AND_FOLLOWING', 'ALL'),
  status: fc.constantFrom('HELD', 'NO_SHOW', 'CANCELLED'),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function begin(): Promise<void> {
  const { database } = waymark;
  for (const table of [
    'allocation_entries',
    'allocation_balances',
    'allocations',
    'sessions',
    'session_series',
  ])
    await database.owner(`delete from ${table}`);
  await anAllocation(database, engagements[0]!.id, 'SESSIONS', 12);
  await anAllocation(database, engagements[1]!.id, 'MINUTES', 600);
  await anAllocation(database, engagements[2]!.id, 'SESSIONS', 3);
}

/** Everything that has to hold of the rows, as the ids of those for which it does not. */
async function faults(): Promise<Record<string, unknown[]>> {
  const { database } = waymark;
  return {
    overlaps: await database.owner(
      `with seats as (
         select s.id, p.person, app.busy(s.starts_at, s.ends_at, s.buffer_minutes) as during
         from sessions s, lateral (values (s.coach_id), (s.client_id)) as p (person) where s.status <> 'CANCELLED')
       select a.id from seats a join seats b on a.person = b.person and a.id < b.id and a.during && b.during`,
    ),
    calendars: await database.owner(
      `select s.id from sessions s
       where (s.cancelled_at is null) <> ((select count(*) from busy_times b
         where b.occasion_id = s.id and b.during = app.busy(s.starts_at, s.ends_at, s.buffer_minutes)) = 2)`,
    ),
    balances: await database.owner(
      `select b.id from allocation_balances b where least(b.remaining, b.held, b.used) < 0
         or b.remaining + b.held + b.used <> (select sum(e.amount) from allocation_entries e
           where e.engagement_id = b.id and e.kind = 'GRANT')`,
    ),
    // What is held for a session and not settled, or was used up and not taken back, against what it has become.
    ledger: await database.owner(
      `with open as (
         select e.* from allocation_entries e
         where e.session_id is not null and e.kind in ('HOLD', 'CONSUME')
           and not exists (select from allocation_entries s where s.entry_id = e.id))
       select s.id from sessions s join allocations a on a.id = s.engagement_id
       where coalesce((select sum(o.amount) from open o where o.session_id = s.id and o.kind = 'HOLD'), 0)
             <> case when s.status = 'BOOKED' then case a.unit when 'SESSIONS' then 1
                  else extract(epoch from s.ends_at - s.starts_at) / 60 end else 0 end
          or exists (select from open o where o.session_id = s.id and o.kind = 'CONSUME')
             <> (s.status = 'HELD' or ((s.status = 'NO_SHOW' or s.late_cancel) and s.waived_at is null))`,
    ),
    attendance: await database.owner(
      `select s.id from sessions s left join attendances t on t.id = s.id
       where t.outcome is distinct from case when s.status in ('HELD', 'NO_SHOW') then s.status
         when s.late_cancel then 'LATE_CANCELLED' end`,
    ),
    series: await database.owner(
      `select s.id from sessions s join session_series r on r.id = s.series_id
       where s.status = 'BOOKED' and not s.moved_alone and s.starts_at > now()
         and s.starts_at <> (s.occurrence_on + r.local_time) at time zone r.zone`,
    ),
  };
}

const NONE = { overlaps: [], calendars: [], balances: [], ledger: [], attendance: [], series: [] };

test('whatever is booked, moved, cancelled, marked and corrected, alone or as series, also at once, calendars and ledger stay true', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 36 }), async (steps) => {
    await begin();
    const sessions: { id: string; of: number }[] = [];
    const keep = (answer: Answer, of: number) => {
      const { bookSession, bookSessionSeries } = answer.data ?? {};
      for (const { id } of bookSessionSeries?.sessions ?? (bookSession ? [bookSession] : []))
        sessions.push({ id, of });
      return answer;
    };
    const take = async (given: Step): Promise<string> => {
      const { action, at, minutes, shiftDays, scope } = given;
      const chosen = sessions[given.session % Math.max(sessions.length, 1)];
      const of = action === 'book' || action === 'series' || !chosen ? given.engagement : chosen.of;
      const { id, coach, client } = engagements[of]!;
      const as = given.byClient ? client : coach;
      const localTime = new Date(at * 60_000 + 8 * 3_600_000).toISOString().slice(11, 16);
      if (action === 'series')
        return code(
          keep(await bookSeries(waymark, as, id, { rrule: 'FREQ=WEEKLY;COUNT=3', localTime, minutes }), of),
        );
      if (action === 'book' || !chosen)
        return code(keep(await book(waymark, as, id, minute(at), { minutes }), of));
      const session = bare(chosen.id);
      switch (action) {
        case 'move':
          return code(await reschedule(waymark, as, session, minute(at)));
        case 'cancel':
          return code(await act(waymark, as, 'cancelSession', session));
        case 'mark':
          return code(await act(waymark, coach, at % 20 ? 'markSessionHeld' : 'markSessionNoShow', session));
        case 'waive':
          return code(await act(waymark, coach, 'waiveLateCancel', session));
        case 'correct':
          return correct(coach, session, given.status);
        case 'moveSeries':
          return code(
            await rescheduleSeries(waymark, as, chosen.id, scope, { localTime, shiftDays, minutes }),
          );
        default:
          return code(await cancelSeries(waymark, as, chosen.id, scope));
      }
    };
    // Three at once, so that they race and yet leave something to go on with; some sessions come to be due meanwhile.
    for (let at = 0; at < steps.length; at += 3) {
      const codes = await Promise.all(steps.slice(at, at + 3).map(take));
      expect(codes.filter((each) => !EXPECTED.includes(each))).toEqual([]);
      const due = sessions[(at * 7) % Math.max(sessions.length, 1)];
      if (due) await shift(waymark.database, bare(due.id), at % 2 ? 300 + at : -at * 60).catch(() => null);
    }
    expect(await faults()).toEqual(NONE);
  });
  await fc.assert(property, { numRuns: 12, endOnFailure: true });
});

async function correct(coach: MemberActor, session: string, status: string): Promise<string> {
  const [row] = await waymark.database.owner<{ version: number }>(
    'select version from sessions where id = $1',
    [session],
  );
  const more = `, version: ${row!.version}, status: ${status}, why: "Slip"`;
  return code(await act(waymark, coach, 'correctSession', session, more));
}
