import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { actorOf, seedInto } from './demo.people.js';

describe('the coaching of the demo organization', () => {
  let app: TestApp;
  let mara: MemberActor;
  let lena: MemberActor;
  let petra: MemberActor;

  beforeAll(async () => {
    app = await startApp();
    await seedInto(app);
    mara = await actorOf(app, 'Mara Vogel');
    lena = await actorOf(app, 'Lena Hoffmann');
    petra = await actorOf(app, 'Petra Lindqvist');
  });
  afterAll(() => app.close());

  const ask = async (who: MemberActor, query: string) => {
    const { data, errors } = await app.send(who, query);
    expect(errors).toBeUndefined();
    return data;
  };
  const named = (name: string) => ({ client: { name } });

  it('gives a coach a home with something in each of its parts', async () => {
    const { coachHome } = await ask(
      mara,
      `{ coachHome { todaysSessions { client { name } } todaysMeetings { title } unmarkedSessions { client { name } }
           requests { client { name } request { message } } signaturesDue { client { name } proposedAgreement { recording lateCancelHours } }
           unreadMessages unreadFrom { client { name } }
           attention { client { name } reasons lastSession { id } staleGoals { title } overdueReviews { status }
             alliance { mean ruptureRisk } missedSession { status } allocation { unit balance { left } } } } }`,
    );
    // Late in the evening the session that is still to come is tomorrow's.
    const today = await app.database.owner<{ name: string }>(
      `select c.name from sessions s join members c on c.org_id = s.org_id and c.id = s.client_id
       where s.coach_id = $1 and s.status <> 'CANCELLED'
         and (s.starts_at at time zone 'Europe/Berlin')::date = (now() at time zone 'Europe/Berlin')::date order by s.starts_at, s.id`,
      [mara.memberId],
    );
    const nothing = {
      lastSession: null,
      staleGoals: [],
      overdueReviews: [],
      alliance: null,
      missedSession: null,
      allocation: null,
    };
    const review = [{ status: 'DUE' }];
    expect(coachHome).toEqual({
      todaysSessions: today.map(({ name }) => named(name)),
      todaysMeetings: [],
      unmarkedSessions: [named('Omar Haddad')],
      requests: [
        {
          ...named('Yusuf Demir'),
          request: { message: expect.stringMatching(/^You wrote that you ask what one would do/) },
        },
      ],
      signaturesDue: [
        { ...named('Omar Haddad'), proposedAgreement: { recording: true, lateCancelHours: 48 } },
        { ...named('Yusuf Demir'), proposedAgreement: null },
      ],
      unreadMessages: 3,
      unreadFrom: [named('Lena Hoffmann'), named('Ines Pereira')],
      attention: [
        {
          ...nothing,
          ...named('Jonas Becker'),
          reasons: ['STALE_GOAL', 'OVERDUE_REVIEW', 'RUPTURE_RISK'],
          staleGoals: [{ title: 'Speak at a meetup' }],
          overdueReviews: review,
          alliance: { mean: 4.33, ruptureRisk: true },
        },
        {
          ...nothing,
          ...named('Ines Pereira'),
          reasons: ['OVERDUE_REVIEW', 'NO_SHOW', 'ALLOCATION_LOW'],
          overdueReviews: review,
          missedSession: { status: 'NO_SHOW' },
          allocation: { unit: 'SESSIONS', balance: { left: 1 } },
        },
        { ...nothing, ...named('Selma Aksoy'), reasons: ['NO_SESSION_21_DAYS'] },
        {
          ...nothing,
          ...named('Lena Hoffmann'),
          reasons: ['OVERDUE_REVIEW'],
          overdueReviews: review,
        },
      ],
    });
  });

  it('shows before a session all that belongs to it', async () => {
    const { me } = await ask(lena, '{ me { client { nextSession { id } } } }');
    const { sessionHome } = await ask(
      mara,
      `{ sessionHome(id: "${me.client.nextSession.id}") {
           engagement { unreadMessages lastAlliancePulse { mean ruptureRisk } agreement { number namesInAttendance recording } }
           lastSession { rating { rating } recording { url } notes { nodes { text } } privateNotes { nodes { text } }
             agreedActions { nodes { title } } }
           openAgenda { text carried author { name } }
           activeGoals { title } stuck { index } pulse { felt } sharedEntries { text } sharedSetbacks { what }
           wins { kind } openActions { title } lastReview { status } } }`,
    );
    const { wins, openActions, sharedEntries, sharedSetbacks, ...parts } = sessionHome;
    expect(parts).toEqual({
      engagement: {
        unreadMessages: 2,
        lastAlliancePulse: { mean: 8, ruptureRisk: false },
        agreement: { number: 2, namesInAttendance: true, recording: true },
      },
      lastSession: {
        rating: { rating: 5 },
        recording: { url: 'https://recordings.example/harbour-and-pine/rehearsal' },
        notes: {
          nodes: [{ text: 'We rehearsed the opening sentence. Lena asks for the planning round by Friday.' }],
        },
        privateNotes: {
          nodes: [
            { text: 'Speaks of her lead as of somebody who grades. Ask what she would grade herself.' },
          ],
        },
        agreedActions: { nodes: [{ title: 'Ask for a seat in the planning round' }] },
      },
      openAgenda: [
        {
          text: 'What the talk with my lead should lead to',
          carried: 0,
          author: { name: 'Lena Hoffmann' },
        },
        { text: 'What I do if it is the wrong draft', carried: 1, author: { name: 'Lena Hoffmann' } },
        { text: 'Who runs the critique while you are away', carried: 0, author: { name: 'Mara Vogel' } },
      ],
      activeGoals: [
        { title: 'Run the redesign of the sign-up pages' },
        { title: 'Give feedback that people use' },
        { title: 'Lead the design team of one product' },
      ],
      stuck: { index: 34.722222 },
      pulse: { felt: 1 },
      lastReview: { status: 'ANSWERED' },
    });
    expect(openActions).toContainEqual({ title: 'Ask for a seat in the planning round' });
    // How much of it is since the last session depends on the weekday.
    const [since] = await app.database.owner(
      `with last as (select max(starts_at) as at from sessions where client_id = $1 and status = 'HELD')
       select (select count(*)::int from wins, last where client_id = $1 and wins.at > last.at) as wins,
              (select count(entry_id)::int from journal_shares, last where person_id = $2 and given_at > last.at) as entries,
              (select count(setback_id)::int from journal_shares, last where person_id = $2 and given_at > last.at) as setbacks`,
      [lena.memberId, mara.memberId],
    );
    expect({
      wins: wins.length,
      entries: sharedEntries.length,
      setbacks: sharedSetbacks.length,
    }).toEqual(since);
  });

  it('has allocations that are what their entries add up to, and these what became of the sessions', async () => {
    const sums = await app.database.owner(
      `select m.name, a.unit, a.granted, b.remaining, b.held, b.used
       from allocations a join allocation_balances b using (org_id, id) join members m on m.org_id = a.org_id and m.id = a.client_id
       order by m.name`,
    );
    expect(sums).toEqual([
      { name: 'Ines Pereira', unit: 'SESSIONS', granted: 8, remaining: 1, held: 2, used: 5 },
      { name: 'Jonas Becker', unit: 'MINUTES', granted: 900, remaining: 350, held: 100, used: 450 },
      { name: 'Lena Hoffmann', unit: 'SESSIONS', granted: 14, remaining: 4, held: 3, used: 7 },
      { name: 'Nora Eklund', unit: 'SESSIONS', granted: 6, remaining: 0, held: 0, used: 4 },
      { name: 'Tomas Novak', unit: 'SESSIONS', granted: 18, remaining: 4, held: 6, used: 8 },
    ]);
    const wrong = await app.database.owner(
      `with kept as (
         select e.session_id, string_agg(e.kind, ' ' order by e.at, e.id) as kinds from allocation_entries e
         where e.session_id is not null group by 1)
       select s.id, s.status, k.kinds from sessions s join allocations a on a.org_id = s.org_id and a.id = s.engagement_id
       left join kept k on k.session_id = s.id
       where k.kinds is distinct from case
         when s.status = 'BOOKED' then 'HOLD'
         when s.waived_at is not null then 'HOLD CONSUME REVERSE'
         when s.status in ('HELD', 'NO_SHOW') or s.late_cancel then 'HOLD CONSUME'
         else 'HOLD RELEASE' end`,
    );
    expect(wrong).toEqual([]);
    const { me } = await ask(
      lena,
      `{ me { client { engagements { nodes { allocation { granted balance { left held used } entries(first: 50) { nodes { kind amount reason } } } } } } } }`,
    );
    const { entries, granted, balance } = me.client.engagements.nodes[0].allocation;
    const sum = (kind: string) =>
      entries.nodes.reduce(
        (all: number, entry: { kind: string; amount: number }) =>
          all + (entry.kind === kind ? entry.amount : 0),
        0,
      );
    const [held, used] = [sum('HOLD') - sum('CONSUME') - sum('RELEASE'), sum('CONSUME') - sum('REVERSE')];
    expect({ granted, balance }).toEqual({
      granted: sum('GRANT'),
      balance: { left: sum('GRANT') - held - used, held, used },
    });
    expect(entries.nodes.filter(({ kind }: { kind: string }) => kind === 'REVERSE')).toEqual([
      { kind: 'REVERSE', amount: 1, reason: 'The child was ill, and she called as soon as she could.' },
    ]);
  });

  it('has agreements in versions: one that waits, one that a client narrowed, one that names who came', async () => {
    const rows = await app.database.owner(
      `select m.name, string_agg(a.status || case when a.narrowed then ' narrowed' else '' end, ', ' order by a.number) as versions
       from agreements a join members m on m.org_id = a.org_id and m.id = a.client_id
       group by m.name, a.engagement_id having count(*) > 1 order by m.name`,
    );
    expect(rows).toEqual([
      { name: 'Lena Hoffmann', versions: 'SUPERSEDED, IN_FORCE' },
      { name: 'Omar Haddad', versions: 'IN_FORCE, PROPOSED' },
      { name: 'Tomas Novak', versions: 'SUPERSEDED, SUPERSEDED, IN_FORCE narrowed' },
    ]);
    const { attendances } = await ask(
      petra,
      '{ attendances(first: 50) { nodes { outcome client { name } } } }',
    );
    expect(attendances.nodes.length).toBeGreaterThan(0);
    expect(new Set(attendances.nodes.map((one: { client: { name: string } }) => one.client.name))).toEqual(
      new Set(['Lena Hoffmann']),
    );
  });

  it('lets one client choose a coach, and another take the work along that is over', async () => {
    const { myCoachOffers } = await ask(
      await actorOf(app, 'Julia Weber'),
      '{ myCoachOffers { coach { name } } }',
    );
    expect(myCoachOffers).toEqual([{ coach: { name: 'Mara Vogel' } }, { coach: { name: 'Emeka Osei' } }]);
    const nora = await actorOf(app, 'Nora Eklund');
    const { me } = await ask(
      nora,
      `{ me { client { engagements(status: COMPLETED) { nodes { id coach { name } lastAlliancePulse { mean }
           allocation { entries(first: 1) { nodes { kind amount } } } } } } } }`,
    );
    const [over] = me.client.engagements.nodes;
    expect(over).toEqual({
      id: expect.any(String),
      coach: { name: 'Mara Vogel' },
      lastAlliancePulse: { mean: 8.67 },
      allocation: { entries: { nodes: [{ kind: 'EXPIRE', amount: 2 }] } },
    });
    const { requestClosingReport } = await ask(
      nora,
      `mutation { requestClosingReport(engagementId: "${over.id}") { status } }`,
    );
    expect(requestClosingReport).toEqual({ status: 'REQUESTED' });
  });

  it('has a series that goes on, and a rhythm of its own beside it', async () => {
    const { me } = await ask(
      await actorOf(app, 'Tomas Novak'),
      `{ me { client { sessions(first: 50) { nodes { status series { rrule localTime zone } } }
           engagements { nodes { alliancePulses { nodes { heldCount status mean ruptureRisk } } } } } } }`,
    );
    const series = {
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6',
      localTime: '18:00',
      zone: 'Europe/Prague',
    };
    const inSeries = me.client.sessions.nodes.filter((one: { series: unknown }) => one.series !== null);
    expect(inSeries).toEqual(
      ['BOOKED', 'BOOKED', 'BOOKED', 'BOOKED', 'HELD', 'HELD'].map((status) => ({ status, series })),
    );
    expect(me.client.engagements.nodes[0].alliancePulses.nodes).toEqual([
      { heldCount: 8, status: 'ANSWERED', mean: 8.67, ruptureRisk: false },
      { heldCount: 4, status: 'ANSWERED', mean: 7.67, ruptureRisk: false },
    ]);
  });

  it('has messages that both sides read, some of them not yet', async () => {
    const { me } = await ask(
      lena,
      `{ me { client { engagements { nodes { unreadMessages messages { nodes { text author { name } } } } } } } }`,
    );
    const [{ unreadMessages, messages }] = me.client.engagements.nodes;
    expect(unreadMessages).toBe(0);
    expect(messages.nodes).toHaveLength(4);
    expect(messages.nodes).toContainEqual({
      text: 'Forty is right. I would leave ten for what nobody dares to ask.',
      author: { name: 'Lena Hoffmann' },
    });
    const omar = await ask(
      await actorOf(app, 'Omar Haddad'),
      '{ me { client { engagements { nodes { unreadMessages } } } } }',
    );
    expect(omar.me.client.engagements.nodes).toEqual([{ unreadMessages: 1 }]);
  });
});
