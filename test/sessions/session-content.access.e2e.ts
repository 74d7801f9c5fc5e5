import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { agendaOf } from './agenda-items.people.js';
import { aCast, aHeldSession, code, type Cast } from './content.people.js';
import { aSession } from './people.js';

// Every operation on what a session holds × everybody it is not for.

let waymark: TestApp;
let cast: Cast;
let held: string;
let booked: string;
let note: string;
let template: string;
let item: string;
let pulse: string;

type Caller = keyof Omit<Cast, 'engagement'> | 'anonymous';
const caller = (who: Caller): MemberActor | null => (who === 'anonymous' ? null : cast[who]);
const send = (who: Caller, query: string, variables: Record<string, unknown> = {}) =>
  waymark.send(caller(who), query, variables);

beforeAll(async () => {
  waymark = await startApp();
  const { database } = waymark;
  cast = await aCast(database);
  await database.owner('update agreements set recording = true');
  held = await aHeldSession(database, cast.engagement);
  booked = await aSession(database, cast.engagement, 600);
  const agenda = agendaOf(waymark);
  item = (await agenda.add(cast.client, booked, 'Pay')).data.addAgendaItem.id;
  note = (await actions.addPrivateNote!('coach')).data.addPrivateNote.id;
  template = (await actions.createNoteTemplate!('coach')).data.createNoteTemplate.id;
  await actions.addRecording!('coach');
  const [row] = await database.owner<{ id: string }>(
    `insert into alliance_pulses (org_id, engagement_id, coach_id, client_id, held_count)
     select org_id, id, coach_id, client_id, 4 from engagements where id = $1 returning id`,
    [cast.engagement],
  );
  pulse = `alliance-pulse_${row!.id}`;
});
afterAll(() => waymark.close());

const input = { title: 'A talk', body: 'What moved?' };
const action = { kind: 'CUSTOM', title: 'Call' };
const of = (id: string) => `session_${id}`;

const actions: Record<string, (who: Caller) => Promise<Answer>> = {
  addPrivateNote: (who) =>
    send(who, `mutation { addPrivateNote(sessionId: "${of(held)}", text: "x") { id } }`),
  changePrivateNote: (who) =>
    send(who, `mutation { changePrivateNote(id: "${note}", version: 1, text: "y") { id } }`),
  deletePrivateNote: (who) => send(who, `mutation { deletePrivateNote(id: "${note}") }`),
  createNoteTemplate: (who) =>
    send(who, `mutation ($input: NoteTemplateInput!) { createNoteTemplate(input: $input) { id } }`, {
      input,
    }),
  changeNoteTemplate: (who) =>
    send(
      who,
      `mutation ($input: NoteTemplateInput!) { changeNoteTemplate(id: "${template}", version: 1, input: $input) { id } }`,
      { input },
    ),
  archiveNoteTemplate: (who) => send(who, `mutation { archiveNoteTemplate(id: "${template}") { id } }`),
  unarchiveNoteTemplate: (who) => send(who, `mutation { unarchiveNoteTemplate(id: "${template}") { id } }`),
  addAgendaItem: (who) =>
    send(who, `mutation { addAgendaItem(sessionId: "${of(booked)}", text: "x") { id } }`),
  changeAgendaItem: (who) =>
    send(who, `mutation { changeAgendaItem(id: "${item}", version: 1, text: "y") { id } }`),
  tickAgendaItem: (who) => send(who, `mutation { tickAgendaItem(id: "${item}") { id } }`),
  untickAgendaItem: (who) => send(who, `mutation { untickAgendaItem(id: "${item}") { id } }`),
  reorderAgenda: (who) =>
    send(who, `mutation { reorderAgenda(sessionId: "${of(booked)}", itemIds: ["${item}"]) { id } }`),
  removeAgendaItem: (who) => send(who, `mutation { removeAgendaItem(id: "${item}") }`),
  agreeAction: (who) =>
    send(
      who,
      `mutation ($input: CreateActionInput!) { agreeAction(sessionId: "${of(held)}", input: $input) { id } }`,
      { input: action },
    ),
  rateSession: (who) => send(who, `mutation { rateSession(sessionId: "${of(held)}", rating: 3) { id } }`),
  addRecording: (who) =>
    send(who, `mutation { addRecording(sessionId: "${of(held)}", url: "https://a.example/1") { id } }`),
  deleteRecording: (who) => send(who, `mutation { deleteRecording(id: "session-recording_${held}") }`),
  answerAlliancePulse: (who) =>
    send(
      who,
      `mutation { answerAlliancePulse(id: "${pulse}", input: { goals: 1, way: 1, bond: 1 }) { id } }`,
    ),
  skipAlliancePulse: (who) => send(who, `mutation { skipAlliancePulse(id: "${pulse}") { id } }`),
};

const COACHES = /PrivateNote|NoteTemplate|addRecording/;
const CLIENTS = /rateSession|AlliancePulse/;
/** What one role may not call at all, and what answers as if it were not there. */
function refusalOf(name: string, who: Caller): string {
  if (who === 'anonymous') return 'UNAUTHENTICATED';
  if (who === 'admin' || who === 'mentor') return 'FORBIDDEN';
  if (COACHES.test(name) && (who === 'client' || who === 'otherClient')) return 'FORBIDDEN';
  if (CLIENTS.test(name) && (who === 'coach' || who === 'otherCoach')) return 'FORBIDDEN';
  return 'NOT_FOUND';
}

const everything = async () => {
  const tables = [
    'private_notes',
    'note_templates',
    'agenda_items',
    'session_actions',
    'session_ratings',
    'session_recordings',
    'alliance_pulses',
    'actions',
  ];
  return Promise.all(
    tables.map((table) =>
      waymark.database.owner(`select * from ${table} where org_id = $1 order by id`, [cast.coach.orgId]),
    ),
  );
};

test.each<Caller>(['anonymous', 'foreign', 'admin', 'mentor', 'otherCoach', 'otherClient'])(
  '%s is told nothing and changes nothing',
  async (who) => {
    const before = await everything();
    for (const [name, call] of Object.entries(actions)) {
      // Anybody who coaches makes templates of their own.
      if (name === 'createNoteTemplate' && (who === 'foreign' || who === 'otherCoach')) continue;
      expect([name, code(await call(who))]).toEqual([name, refusalOf(name, who)]);
    }
    expect(await everything()).toEqual(before);
  },
);

test('each side is refused what is the other’s', async () => {
  const before = await everything();
  for (const [name, call] of Object.entries(actions)) {
    if (CLIENTS.test(name)) expect([name, code(await call('coach'))]).toEqual([name, 'FORBIDDEN']);
    if (COACHES.test(name)) expect([name, code(await call('client'))]).toEqual([name, 'FORBIDDEN']);
  }
  for (const name of ['changeAgendaItem', 'removeAgendaItem'])
    expect([name, code(await actions[name]!('coach'))]).toEqual([name, 'FORBIDDEN']);
  expect(await everything()).toEqual(before);
});

const nodes = () => [note, item, `session-recording_${held}`, pulse, template];
test('whoever it is not for reads null and empty lists, whether it exists or not', async () => {
  for (const who of ['foreign', 'admin', 'mentor', 'otherCoach', 'otherClient'] as const) {
    for (const id of nodes()) {
      const random = id.replace(/_.*/, '_01890000-0000-7000-8000-000000000000');
      const [existing, missing] = [await read(who, id), await read(who, random)];
      expect(existing.text).toBe('{"data":{"node":null}}\n');
      expect(missing.text).toBe(existing.text);
    }
  }
  for (const who of ['foreign', 'otherCoach'] as const)
    expect((await send(who, '{ myPrivateNotes(first: 5) { nodes { id } } }')).text).toBe(
      '{"data":{"myPrivateNotes":{"nodes":[]}}}\n',
    );
  for (const who of ['foreign', 'otherClient'] as const)
    expect((await send(who, '{ myDueAlliancePulses { id } }')).text).toBe(
      '{"data":{"myDueAlliancePulses":[]}}\n',
    );
});
const read = (who: Caller, id: string) => send(who, 'query ($id: ID!) { node(id: $id) { id } }', { id });

test.each<[string, Caller[]]>([
  ['{ myPrivateNotes(first: 1) { nodes { id } } }', ['client', 'otherClient', 'admin', 'mentor']],
  ['{ noteTemplates(first: 1) { nodes { id } } }', ['client', 'otherClient', 'admin', 'mentor']],
  ['{ myDueAlliancePulses { id } }', ['coach', 'otherCoach', 'admin', 'mentor']],
])('%s is refused to who has not the role', async (query, callers) => {
  for (const who of callers) expect([who, code(await send(who, query))]).toEqual([who, 'FORBIDDEN']);
  expect(code(await send('anonymous', query))).toBe('UNAUTHENTICATED');
});

test('an admin who reads an engagement reads nothing of what is held in its sessions', async () => {
  const { data } = await send(
    'admin',
    `{ engagement(id: "engagement_${cast.engagement}") { status waitingAgenda(first: 1) { nodes { id } } alliancePulses(first: 1) { nodes { id } } lastAlliancePulse { id } } }`,
  );
  expect(data.engagement).toEqual({
    status: 'ACTIVE',
    waitingAgenda: { nodes: [] },
    alliancePulses: { nodes: [] },
    lastAlliancePulse: null,
  });
});

test('a session and all that it holds are one statement, for one session and for twenty', async () => {
  for (let at = 1; at <= 20; at += 1) await aSession(waymark.database, cast.engagement, 600 + at * 70);
  const content = `agenda(first: 3) { nodes { text author { name } carriedFrom { id } } } notes(first: 3) { nodes { text } }
    privateNotes(first: 3) { nodes { text } } agreedActions(first: 3) { nodes { title agreedIn { id } } } rating { rating } recording { url }`;
  const one = await send('coach', `{ session(id: "${of(held)}") { ${content} } }`);
  expect(one.data.session.recording).toEqual({ url: 'https://a.example/1' });
  const many = await send('coach', `{ mySessions(first: 20) { nodes { ${content} } } }`);
  expect(many.data.mySessions.nodes).toHaveLength(20);
});

test('the two sides may do all of it', async () => {
  const order: [Caller, string][] = [
    ['coach', 'changePrivateNote'],
    ['coach', 'deletePrivateNote'],
    ['coach', 'changeNoteTemplate'],
    ['coach', 'archiveNoteTemplate'],
    ['coach', 'unarchiveNoteTemplate'],
    ['coach', 'tickAgendaItem'],
    ['coach', 'untickAgendaItem'],
    ['coach', 'reorderAgenda'],
    ['client', 'removeAgendaItem'],
    ['coach', 'addAgendaItem'],
    ['coach', 'agreeAction'],
    ['client', 'agreeAction'],
    ['client', 'rateSession'],
    ['client', 'deleteRecording'],
    ['client', 'answerAlliancePulse'],
  ];
  for (const [who, name] of order) expect([name, code(await actions[name]!(who))]).toEqual([name, 'OK']);
});
