import pg from 'pg';
import type { MemberActor, Role } from '../../src/db/actor.js';
import { Keys } from '../../src/db/keys.js';
import { hashPassword } from '../../src/auth/passwords.js';
import { DEMO_PASSWORD, seedDemo, type SignIn } from '../../src/seed/demo.js';
import { startApp, type TestApp } from '../setup/app.js';
import { createDatabase } from '../setup/database.js';

describe('the demo organization', () => {
  let app: TestApp;
  let signIns: SignIn[];

  beforeAll(async () => {
    app = await startApp();
    signIns = await seed();
  });
  afterAll(() => app.close());

  async function seed(): Promise<SignIn[]> {
    const client = new pg.Client(app.database.ownerUrl);
    await client.connect();
    try {
      return await seedDemo(client, app.app.get(Keys), Date.now(), await hashPassword(DEMO_PASSWORD));
    } finally {
      await client.end();
    }
  }

  async function actor(name: string): Promise<MemberActor> {
    const [row] = await app.database.owner<{ org_id: string; id: string; roles: Role[]; sign_in: string }>(
      `with m as (select * from members where name = $1)
       insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
       select user_id, org_id, id, sha256(id::text::bytea), now() + interval '1 day' from m
       returning org_id, member_id as id, id as sign_in, (select roles from m) as roles`,
      [name],
    );
    const { org_id, id, roles, sign_in } = row!;
    return { kind: 'member', orgId: org_id, memberId: id, roles, signInId: sign_in };
  }

  const countRows = async () => {
    const [counts] = await app.database.owner(
      `select (select count(*)::int from organizations) as organizations, (select count(*)::int from members) as members,
              (select count(*)::int from goal_progress) as progress, (select count(*)::int from reviews) as reviews`,
    );
    return counts;
  };

  it('has people in every role, who can sign in as it is printed', async () => {
    const roles = await app.database.owner(
      `select roles[1] as role, count(*)::int from members group by 1 order by 1`,
    );
    expect(roles).toEqual([
      { role: 'ADMIN', count: 1 },
      { role: 'CLIENT', count: 14 },
      { role: 'COACH', count: 3 },
      { role: 'MENTOR', count: 2 },
    ]);
    expect(new Set(signIns.map(({ role }) => role))).toEqual(new Set(['admin', 'coach', 'client', 'mentor']));
    for (const { role, email, password } of signIns) {
      const { data } = await app.send(
        null,
        'mutation ($input: SignInInput!) { signIn(input: $input) { member { roles } } }',
        { input: { email, password } },
      );
      expect(data).toEqual({ signIn: { member: { roles: [role.toUpperCase()] } } });
    }
  });

  it('can be told from any hour of any day', async () => {
    const keys = app.app.get(Keys);
    for (let hour = 0; hour < 7; hour += 1) {
      const database = await createDatabase();
      const client = new pg.Client(database.ownerUrl);
      await client.connect();
      const now = Date.UTC(2026, 9, 20 + hour, hour * 4 - 1, 30);
      await seedDemo(client, keys, now, 'hash');
      const [wrong] = await database.owner(
        `select (select count(*)::int from sessions where status <> 'BOOKED' and starts_at > $1) as sessions,
                (select count(*)::int from reviews where greatest(due_at, answered_at) > $1) as reviews,
                (select count(*)::int from goal_progress where at > $1) as progress,
                (select count(*)::int from review_plans where next_at <= $1) as due`,
        [new Date(now)],
      );
      expect(wrong).toEqual({ sessions: 0, reviews: 0, progress: 0, due: 1 });
      await client.end();
      await database.drop();
    }
  });

  it('is the same when it is made again', async () => {
    const before = await countRows();
    expect(await seed()).toEqual(signIns);
    expect(await countRows()).toEqual(before);
  });

  it('shows every state and every health of a goal', async () => {
    const seen = { states: new Set<string>(), healths: new Set<string>(), measures: new Set<string>() };
    for (const { name } of await app.database.owner<{ name: string }>(
      `select name from members where 'CLIENT' = any (roles)`,
    )) {
      const { data } = await app.send(
        await actor(name),
        '{ me { client { goals { nodes { status health measure forecast { projectedOn } rollup { note } smartCheck { letter } } } } } }',
      );
      for (const { status, health, measure } of data.me.client.goals.nodes) {
        seen.states.add(status);
        seen.measures.add(measure);
        if (health) seen.healths.add(health);
      }
    }
    expect([...seen.states].sort()).toEqual([
      'ABANDONED',
      'ACHIEVED',
      'ACTIVE',
      'DRAFT',
      'PARTLY',
      'PAUSED',
      'SUPERSEDED',
    ]);
    expect([...seen.healths].sort()).toEqual([
      'AT_RISK',
      'OFF_TRACK',
      'ON_TRACK',
      'OVERDUE',
      'STALE',
      'UNKNOWN',
    ]);
    expect([...seen.measures].sort()).toEqual(['BINARY', 'GAS', 'MILESTONES', 'NUMBER', 'PERCENT']);
  });

  it('shows sessions of every kind, and to their two sides a note that opens', async () => {
    const counts = await app.database.owner<{ status: string; ahead: boolean }>(
      `select distinct status, starts_at > now() as ahead from sessions order by 1, 2`,
    );
    expect(counts).toEqual([
      { status: 'BOOKED', ahead: false },
      { status: 'BOOKED', ahead: true },
      { status: 'CANCELLED', ahead: false },
      { status: 'HELD', ahead: false },
      { status: 'NO_SHOW', ahead: false },
    ]);
    const { data } = await app.send(
      await actor('Lena Hoffmann'),
      '{ me { client { nextSession { place } sessions(status: HELD, first: 1) { nodes { notes { nodes { text } } } } } } }',
    );
    expect(data.me.client).toEqual({
      nextSession: { place: 'Room Pine, second floor' },
      sessions: {
        nodes: [
          { notes: { nodes: [{ text: expect.stringContaining('Lena asks for the planning round') }] } },
        ],
      },
    });
  });

  it('shows reviews answered, missed and due, with answers that open for client and coach', async () => {
    const statuses = await app.database.owner(`select distinct status from reviews order by 1`);
    expect(statuses).toEqual([{ status: 'ANSWERED' }, { status: 'DUE' }, { status: 'MISSED' }]);
    const own = await app.send(
      await actor('Lena Hoffmann'),
      '{ me { client { reviews(status: ANSWERED) { nodes { answer { wentWell blockers nextCommitment } goals { lastValue } } } } } }',
    );
    const [latest] = own.data.me.client.reviews.nodes;
    expect(latest.answer.wentWell).toMatch(/\.$/);
    expect(latest.goals.length).toBeGreaterThan(0);
  });

  it('has one review plan that is due as it is made', async () => {
    const due = await app.database.owner(
      `select m.name from review_plans p join members m on m.org_id = p.org_id and m.id = p.client_id where p.next_at <= now()`,
    );
    expect(due).toEqual([{ name: 'Victor Costa' }]);
  });
});
