import pg from 'pg';
import { Keys } from '../../src/db/keys.js';
import { seedDemo, type SignIn } from '../../src/seed/demo.js';
import { startApp, type TestApp } from '../setup/app.js';
import { createDatabase } from '../setup/database.js';
import { actorOf, seedInto } from './demo.people.js';

describe('the demo organization', () => {
  let app: TestApp;
  let signIns: SignIn[];

  beforeAll(async () => {
    app = await startApp();
    signIns = await seed();
  });
  afterAll(() => app.close());

  const seed = () => seedInto(app);
  const actor = (name: string) => actorOf(app, name);

  const countRows = async () => {
    const [counts] = await app.database.owner(
      `select (select count(*)::int from organizations) as organizations, (select count(*)::int from members) as members,
              (select count(*)::int from goal_progress) as progress, (select count(*)::int from reviews) as reviews,
              (select count(*)::int from actions) as actions, (select count(*)::int from gaps) as gaps`,
    );
    return counts;
  };

  it('has people in every role, who can sign in as it is printed', async () => {
    const roles = await app.database.owner(
      `select roles[1] as role, count(*)::int from members group by 1 order by 1`,
    );
    expect(roles).toEqual([
      { role: 'ADMIN', count: 1 },
      { role: 'CLIENT', count: 16 },
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
                (select count(*)::int from actions where greatest(created_at, done_at) > $1) as actions,
                (select count(*)::int from check_ins where greatest(opened_at, submitted_at) > $1) as check_ins,
                (select count(*)::int from weekly_pulses where recorded_at > $1) as pulses,
                (select count(*)::int from if_then_prompts where at > $1 or expires_at <= $1) as prompts,
                (select count(*)::int from if_then_plans where next_at <= $1) as cues,
                (select count(*)::int from setbacks where greatest(happened_at, created_at, closed_at) > $1) as setbacks,
                (select count(*)::int from journal_shares where given_at > $1 or until <= $1) as shares,
                (select count(*)::int from wins where at > $1) as wins,
                (select count(*)::int from kudos where given_at > $1) as kudos,
                (select count(*)::int from reminders where sent_at > $1) as reminders,
                (select count(*)::int from session_ratings where rated_at > $1) as ratings,
                (select count(*)::int from alliance_pulses where greatest(asked_at, settled_at) > $1) as alliance,
                (select count(*)::int from allocation_entries where at > $1) as entries,
                (select count(*)::int from private_notes where created_at > $1) as private_notes,
                (select count(*)::int from agenda_items where created_at > $1) as agenda,
                (select count(*)::int from session_actions where agreed_at > $1) as agreed,
                (select count(*)::int from messages where created_at > $1) as messages,
                (select count(*)::int from message_reads where read_at > $1) as message_reads,
                (select count(*)::int from agreements where greatest(proposed_at, in_force_from) > $1) as agreements,
                (select count(*)::int from engagements where coach_signed_at > $1) as engagements,
                (select count(*)::int from sessions where waived_at > $1 or created_at > $1) as waived,
                (select count(*)::int from review_plans where next_at <= $1) as due`,
        [new Date(now)],
      );
      const { due, ...others } = wrong!;
      expect(due).toBe(1);
      expect(new Set(Object.values(others))).toEqual(new Set([0]));
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
