import fc from 'fast-check';
import { Db } from '../../src/db/db.js';
import { AllocationsExpiry } from '../../src/engagements/allocations.expiry.js';
import { AllocationsService } from '../../src/engagements/allocations.service.js';
import { addSessions, agree, bare, clear, sqlAs, startWorld, type World } from './engagements.world.js';

let world: World;
let engagement: string;
let ledger: AllocationsService;
let db: Db;

beforeAll(async () => {
  world = await startWorld();
  db = world.app.get(Db);
  ledger = world.app.get(AllocationsService);
});
afterAll(() => world.close());
beforeEach(() => clear(world));

type Step = 'hold' | 'release' | 'consume' | 'restore';
const steps: Step[] = ['hold', 'release', 'consume', 'restore'];

/** In a unit of work of its own, as the coach. @returns what it was refused with */
async function take(step: Step, session: string, minutes = 60): Promise<string | undefined> {
  try {
    await db.run(world.coach, () =>
      step === 'hold'
        ? ledger.hold({ id: session, engagementId: bare(engagement), minutes })
        : step === 'restore'
          ? ledger.restore(session, 'A mistake')
          : ledger[step](session),
    );
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const balance = async () =>
  (
    await world.database.owner(
      'select remaining as left, held, used from allocation_balances where id = $1',
      [bare(engagement)],
    )
  )[0];
const kinds = async (session: string) =>
  (
    await world.database.owner<{ kind: string }>(
      'select kind from allocation_entries where session_id = $1 order by id',
      [session],
    )
  ).map(({ kind }) => kind);

/** Worked out from the entries alone, by another way than the trigger's: each thing is where its last entry left it. */
const RECOMPUTED = `with entry as (
    select e.*, was.kind as was from allocation_entries e
    left join allocation_entries was on was.org_id = e.org_id and was.id = e.entry_id where e.engagement_id = $1)
  select
    coalesce(sum(case kind when 'GRANT' then amount when 'CARRY' then amount when 'EXPIRE' then -amount
      when 'REVERSE' then case was when 'GRANT' then -amount when 'EXPIRE' then amount else 0 end else 0 end), 0)::int
      - coalesce(sum(case kind when 'HOLD' then amount when 'RELEASE' then -amount
          when 'REVERSE' then case was when 'CONSUME' then -amount else 0 end else 0 end), 0)::int as left,
    coalesce(sum(case kind when 'HOLD' then amount when 'RELEASE' then -amount when 'CONSUME' then -amount else 0 end), 0)::int as held,
    coalesce(sum(case when kind = 'CONSUME' then amount when kind = 'REVERSE' and was = 'CONSUME' then -amount else 0 end), 0)::int as used
  from entry`;
const recomputed = async () => (await world.database.owner(RECOMPUTED, [bare(engagement)]))[0];

test('a session is held, and then consumed, released or restored; said again it changes nothing', async () => {
  engagement = await agree(world, { allocation: { unit: 'SESSIONS', amount: 3 } });
  const [held, freed, waived] = await addSessions(world, engagement, 3);
  for (const twice of [1, 2]) {
    for (const session of [held!, freed!, waived!]) await take('hold', session);
    expect(await balance()).toEqual({ left: 0, held: 3, used: 0 });
    expect(twice).toBe(twice);
  }
  for (const step of ['consume', 'consume', 'release'] as const) await take(step, held!);
  for (const step of ['release', 'release', 'consume', 'restore'] as const) await take(step, freed!);
  for (const step of ['consume', 'restore', 'restore', 'release'] as const) await take(step, waived!);
  expect(await balance()).toEqual({ left: 2, held: 0, used: 1 });
  expect(await kinds(held!)).toEqual(['HOLD', 'CONSUME']);
  expect(await kinds(freed!)).toEqual(['HOLD', 'RELEASE']);
  expect(await kinds(waived!)).toEqual(['HOLD', 'CONSUME', 'REVERSE']);
});

test('minutes are counted as the session has them', async () => {
  engagement = await agree(world, { allocation: { unit: 'MINUTES', amount: 100 } });
  const [first, second] = await addSessions(world, engagement, 2);
  expect(await take('hold', first!, 45)).toBeUndefined();
  expect(await take('hold', second!, 60)).toBe('LIMIT_REACHED');
  expect(await take('hold', second!, 55)).toBeUndefined();
  expect(await balance()).toEqual({ left: 0, held: 100, used: 0 });
});

test('an engagement without an allocation has no limit and no entries', async () => {
  engagement = await agree(world);
  const [session] = await addSessions(world, engagement, 1);
  for (const step of steps) expect(await take(step, session!)).toBeUndefined();
  expect(await kinds(session!)).toEqual([]);
});

test('of forty sessions that want one of five at once five get it, and one that is held twice at once is held once', async () => {
  engagement = await agree(world, { allocation: { unit: 'SESSIONS', amount: 5 } });
  const sessions = await addSessions(world, engagement, 40);
  const outcomes = await Promise.all(sessions.map((session) => take('hold', session)));
  expect(outcomes.filter((code) => code === 'LIMIT_REACHED')).toHaveLength(35);
  expect(outcomes.filter((code) => code === undefined)).toHaveLength(5);
  expect(await balance()).toEqual({ left: 0, held: 5, used: 0 });
  const winner = sessions[outcomes.indexOf(undefined)]!;
  await Promise.all(Array.from({ length: 20 }, (_, at) => take(steps[at % 2 === 0 ? 1 : 2]!, winner)));
  expect((await kinds(winner)).length).toBe(2);
  expect(await balance()).toEqual(await recomputed());
});

test('whatever happens at once, the balance is the sum of the entries and never below zero', async () => {
  engagement = await agree(world, { allocation: { unit: 'MINUTES', amount: 300 } });
  const sessions = await addSessions(world, engagement, 8);
  const command = fc.record({
    step: fc.constantFrom(...steps),
    at: fc.nat(sessions.length - 1),
    minutes: fc.constantFrom(15, 45, 60, 90),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 30, maxLength: 60 }), async (commands) => {
      const outcomes = await Promise.all(
        commands.map(({ step, at, minutes }) => take(step, sessions[at]!, minutes)),
      );
      expect(new Set(outcomes.filter((code) => code !== undefined && code !== 'LIMIT_REACHED')).size).toBe(0);
      const now = (await balance()) as { left: number; held: number; used: number };
      expect(now).toEqual(await recomputed());
      expect(now.left + now.held + now.used).toBe(300);
      expect(Math.min(now.left, now.held, now.used)).toBeGreaterThanOrEqual(0);
      const open = await world.database.owner(
        `select session_id from allocation_entries e where kind = 'HOLD' and not exists (
           select from allocation_entries s where s.entry_id = e.id) group by 1 having count(*) > 1`,
      );
      expect(open).toEqual([]);
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('what is left expires behind the last day where the client is; what is held does not, until it is given back', async () => {
  engagement = await agree(world, {
    allocation: { unit: 'SESSIONS', amount: 4, expiresOn: '2026-11-30' },
  });
  const [session] = await addSessions(world, engagement, 1);
  await take('hold', session!);
  const sweep = (at: string) => world.app.get(AllocationsExpiry).expireDue(new Date(at));
  // Berlin is an hour ahead: its November ends at 23:00 in UTC.
  await sweep('2026-11-30T22:59:59Z');
  expect(await balance()).toEqual({ left: 3, held: 1, used: 0 });
  await Promise.all([1, 2, 3, 4].map(() => sweep('2026-11-30T23:00:00Z')));
  expect(await balance()).toEqual({ left: 0, held: 1, used: 0 });
  await take('release', session!);
  await sweep('2026-12-04T12:00:00Z');
  expect(await balance()).toEqual({ left: 0, held: 0, used: 0 });
  expect(
    await world.database.owner(
      `select kind, amount, member_id from allocation_entries where kind = 'EXPIRE' order by id`,
    ),
  ).toEqual([
    { kind: 'EXPIRE', amount: 3, member_id: null },
    { kind: 'EXPIRE', amount: 1, member_id: null },
  ]);
});

test('behind the last day nothing is held any more, whether or not the sweep was there', async () => {
  engagement = await agree(world, {
    allocation: { unit: 'SESSIONS', amount: 4, expiresOn: '2026-01-31' },
  });
  await world.database.owner(`update allocations set expires_on = (now() at time zone 'UTC')::date - 2`);
  const [session] = await addSessions(world, engagement, 1);
  expect(await take('hold', session!)).toBe('LIMIT_REACHED');
});

test('an admin reads what was granted and nothing from which the balance follows; the two sides read all', async () => {
  engagement = await agree(world, { allocation: { unit: 'SESSIONS', amount: 3 } });
  const [first, second] = await addSessions(world, engagement, 2);
  await take('hold', first!);
  await take('hold', second!);
  await take('consume', first!);
  const seen = async (who: typeof world.admin) => ({
    granted: await sqlAs(world, who, 'select granted from allocations'),
    balances: await sqlAs(world, who, 'select remaining, held, used from allocation_balances'),
    kinds: (await sqlAs<{ kind: string }>(world, who, 'select kind from allocation_entries order by id')).map(
      ({ kind }) => kind,
    ),
  });
  const all = {
    granted: [{ granted: 3 }],
    balances: [{ remaining: 1, held: 1, used: 1 }],
    kinds: ['GRANT', 'HOLD', 'HOLD', 'CONSUME'],
  };
  for (const side of [world.coach, world.client]) expect(await seen(side)).toEqual(all);
  for (const one of [world.admin, world.adminCoach])
    expect(await seen(one)).toEqual({ granted: [{ granted: 3 }], balances: [], kinds: ['GRANT'] });
  for (const nobody of [world.nextCoach, world.otherClient, world.mentor, world.foreigner])
    expect(await seen(nobody)).toEqual({ granted: [], balances: [], kinds: [] });
});

test('nobody writes a balance or an entry that is not theirs to write', async () => {
  engagement = await agree(world, { allocation: { unit: 'SESSIONS', amount: 3 } });
  const [session] = await addSessions(world, engagement, 1);
  await take('hold', session!);
  await take('consume', session!);
  const granted = `(select id from allocation_entries where kind = 'GRANT')`;
  const consumed = `(select id from allocation_entries where kind = 'CONSUME')`;
  const entry = (kind: string, more = '', what = 'null', of = 'null') =>
    `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, entry_id, session_id)
     select e.id, e.coach_id, e.client_id, '${kind}', ${of === granted ? 3 : 1}, ${of}, ${what} from engagements e where e.id = $1 ${more}`;
  const refused = async (who: typeof world.admin, text: string, code = 'NOT_FOUND') => {
    const before = await world.database.owner('select * from allocation_entries order by id');
    await expect(sqlAs(world, who, text, [bare(engagement)])).rejects.toMatchObject({ code });
    expect(await world.database.owner('select * from allocation_entries order by id')).toEqual(before);
  };
  for (const side of [world.coach, world.client]) {
    for (const kind of ['GRANT', 'EXPIRE', 'CARRY']) await refused(side, entry(kind));
    // The sides know what is left.
    await refused(side, entry('REVERSE', '', 'null', granted), 'LIMIT_REACHED');
  }
  await refused(world.client, entry('REVERSE', '', `'${session!}'`, consumed));
  for (const kind of ['EXPIRE', 'CARRY']) await refused(world.admin, entry(kind));
  await refused(world.admin, entry('HOLD', '', `'${session!}'`));
  // Both have signed: a refusal would tell what is left.
  await refused(world.admin, entry('REVERSE', '', 'null', granted));
  for (const who of [world.admin, world.coach, world.client]) {
    await expect(sqlAs(world, who, 'update allocation_balances set used = 0')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(
      await sqlAs(world, who, 'select app.expire_allocation($1, now()) as done', [bare(engagement)]),
    ).toEqual([{ done: false }]);
  }
  expect(await balance()).toEqual({ left: 2, held: 0, used: 1 });
});

test('who only says to be a side of it learns nothing of what is left from how an entry is refused', async () => {
  engagement = await agree(world, { allocation: { unit: 'SESSIONS', amount: 3 } });
  const [session] = await addSessions(world, engagement, 1);
  const hold = (who: typeof world.admin, amount: number, coach: string, client: string) =>
    sqlAs(
      world,
      who,
      `insert into allocation_entries (engagement_id, coach_id, client_id, kind, amount, session_id)
       values ($1, $2, $3, 'HOLD', $4, $5)`,
      [bare(engagement), coach, client, amount, session],
    );
  const { admin, adminCoach, nextCoach, otherClient, coach, client } = world;
  for (const amount of [3, 4]) {
    for (const who of [admin, adminCoach, nextCoach])
      await expect(hold(who, amount, who.memberId, client.memberId)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    await expect(hold(otherClient, amount, coach.memberId, otherClient.memberId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  }
  await world.database.owner(`update engagements set status = 'ENDED_EARLY' where id = $1`, [
    bare(engagement),
  ]);
  for (const amount of [3, 4])
    await expect(hold(coach, amount, coach.memberId, client.memberId)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
});
