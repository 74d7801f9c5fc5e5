import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { liveTwoYears } from '../week/week.two-years.js';
import { aCoached, BEFORE, HOME, type Coached } from './world.js';

let waymark: TestApp;
let coach: MemberActor;
let coached: Coached;
/** The one that is booked next, after two years of them. */
let session: string;
const others: Record<string, MemberActor | null> = {};

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  coach = await aMember(database, north, 'Cora', ['COACH']);
  coached = await aCoached(waymark, coach, 'Clio', { sinceDays: -800 });
  Object.assign(others, {
    anonymous: null,
    'the client': coached.client,
    'a coach elsewhere': await aMember(database, south, 'Finn', ['COACH', 'CLIENT', 'ADMIN']),
    'an admin': await aMember(database, north, 'Ada', ['ADMIN']),
    'an admin who coaches': await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    'a coach of another': await aMember(database, north, 'Otto', ['COACH']),
    'a mentor': await aMember(database, north, 'Mel', ['MENTOR']),
  });
  const other = await aCoached(waymark, others['a coach of another']!, 'Odo');
  await other.session(-2);
  await liveTwoYears(database, coach, coached.client, coached.engagement);
  const [next] = await database.owner<{ id: string }>(
    `select id from sessions where engagement_id = $1 and status = 'BOOKED' order by starts_at limit 1`,
    [coached.engagement],
  );
  session = `session_${next!.id}`;
});
afterAll(() => waymark.close());

const before = (as: MemberActor | null, id = session, fields = BEFORE) =>
  waymark.send(as, `query ($id: ID!) { sessionHome(id: $id) { ${fields} } }`, { id });
const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
async function act(as: MemberActor, text: string, variables: Record<string, unknown> = {}): Promise<any> {
  const { data, errors } = await waymark.send(as, text, variables);
  expect([text, errors]).toEqual([text, undefined]);
  return Object.values(data)[0];
}

// That it was one statement is asserted for every query that is sent, by test/setup/statements.ts.
test('before a session its coach reads all of it in one statement, after two years', async () => {
  const { data, errors } = await before(coach);
  expect(errors).toBeUndefined();
  const home = data.sessionHome;
  expect(home).toMatchObject({
    session: { id: session },
    client: { name: 'Clio', jobTitle: null },
    engagement: { allocation: null, unreadMessages: 0, lastAlliancePulse: null },
    openAgenda: [],
    stuck: null,
    pulse: null,
    sharedEntries: [],
    sharedSetbacks: [],
    wins: [],
    lastReview: null,
  });
  expect(home.activeGoals.map(({ title }: { title: string }) => title)).toEqual(['Goal 39', 'Goal 40']);
  expect(home.activeGoals.every(({ health }: { health: string }) => health !== null)).toBe(true);
  expect(home.openActions.map(({ title }: { title: string }) => title).sort()).toEqual([
    'Step 0.5',
    'Step 1.5',
  ]);
  const [last] = await waymark.database.owner<{ id: string }>(
    `select id from sessions where engagement_id = $1 and status = 'HELD' order by starts_at desc limit 1`,
    [coached.engagement],
  );
  expect(home.lastSession.id).toBe(`session_${last!.id}`);
});

test('it holds what both noted, wrote, agreed and shared since the last session', async () => {
  const { client } = coached;
  const { lastSession } = (await before(coach)).data.sessionHome;
  const note = (name: string, as: MemberActor, text: string) =>
    act(as, `mutation ($id: ID!, $text: String!) { ${name}(sessionId: $id, text: $text) { id } }`, {
      id: lastSession.id,
      text,
    });
  await note('addSessionNote', coach, 'For both');
  await note('addPrivateNote', coach, 'For me');
  await act(
    coach,
    'mutation ($id: ID!, $input: CreateActionInput!) { agreeAction(sessionId: $id, input: $input) { id } }',
    { id: lastSession.id, input: { kind: 'NETWORKING', title: 'Call Ines' } },
  );
  const put = 'mutation ($id: ID!, $text: String!) { addAgendaItem(sessionId: $id, text: $text) { id } }';
  await act(client, put, { id: session, text: 'The talk' });
  const done = await act(coach, put, { id: session, text: 'Done already' });
  await act(coach, `mutation { tickAgendaItem(id: "${done.id}") { id } }`);
  const entry = async (text: string, shared: boolean) => {
    const { id } = await act(
      client,
      'mutation ($input: WriteJournalEntryInput!) { writeJournalEntry(input: $input) { id } }',
      { input: { kind: 'REFLECTION', text } },
    );
    if (!shared) return;
    await act(
      client,
      'mutation ($id: ID!, $with: ShareWithInput!, $until: Instant!) { shareJournalEntry(id: $id, with: $with, until: $until) { id } }',
      {
        id,
        with: { engagementId: `engagement_${coached.engagement}` },
        until: new Date(Date.now() + 864e5).toISOString(),
      },
    );
  };
  await entry('Shared', true);
  await entry('Mine alone', false);
  await coached.grant('SESSIONS', 5);
  await coached.pulse(4, -3, true);
  const home = (await before(coach)).data.sessionHome;
  expect(home).toMatchObject({
    lastSession: {
      notes: { nodes: [{ text: 'For both' }] },
      privateNotes: { nodes: [{ text: 'For me' }] },
      agreedActions: { nodes: [{ title: 'Call Ines' }] },
    },
    openAgenda: [{ text: 'The talk', carried: 0 }],
    sharedEntries: [{ text: 'Shared' }],
    engagement: {
      allocation: { unit: 'SESSIONS', balance: { left: 5, held: 0, used: 0 } },
      lastAlliancePulse: { mean: 5, ruptureRisk: true },
    },
  });
  expect(home.openActions.at(-1)).toEqual({ title: 'Call Ines', dueOn: null });
});

test('how the client feels is there while they let the coach see it', async () => {
  const { database } = waymark;
  expect((await before(coach)).data.sessionHome.stuck).toBeNull();
  await database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, 'CHECK_INS' from engagements where id = $1`,
    [coached.engagement],
  );
  expect((await before(coach)).data.sessionHome.stuck).toEqual({
    index: 56,
    labels: [{ label: 'CONTENT_PLATEAU' }],
  });
  await database.owner('update consents set withdrawn_at = now()');
  expect((await before(coach)).data.sessionHome.stuck).toBeNull();
});

test('what was shared or won before the last session is told of no more', async () => {
  await waymark.database.owner(`update journal_shares set given_at = now() - interval '300 days'`);
  expect((await before(coach)).data.sessionHome.sharedEntries).toEqual([]);
});

test.each([
  ['anonymous', 'UNAUTHENTICATED'],
  ['the client', 'FORBIDDEN'],
  ['an admin', 'FORBIDDEN'],
  ['a mentor', 'FORBIDDEN'],
  ['a coach elsewhere', 'OK'],
  ['an admin who coaches', 'OK'],
  ['a coach of another', 'OK'],
])('%s sees nothing of another’s sessions and clients: %s', async (person, expected) => {
  const as = others[person]!;
  const seen = await before(as);
  expect([code(seen), seen.data?.sessionHome ?? null]).toEqual([expected, null]);
  const random = await before(as, 'session_01890000-0000-7000-8000-000000000000');
  expect(code(random)).toBe(expected);
  const home = await waymark.send(as, `{ coachHome { ${HOME} } }`);
  expect(code(home)).toBe(expected);
  expect(home.text).not.toMatch(/Clio/);
  if (expected === 'OK')
    expect(home.data.coachHome).toMatchObject({ todaysSessions: [], requests: [], attention: [] });
});

test('once the engagement is over both homes are without it', async () => {
  await waymark.database.owner(
    `update engagements set status = 'COMPLETED', ends_on = current_date where id = $1`,
    [coached.engagement],
  );
  expect((await before(coach)).data.sessionHome).toBeNull();
  const home = await waymark.send(coach, `{ coachHome { ${HOME} } }`);
  expect(home.text).not.toMatch(/Clio/);
  await waymark.database.owner(`update engagements set status = 'ACTIVE', ends_on = null where id = $1`, [
    coached.engagement,
  ]);
});
