import type { Answer } from '../setup/app.js';
import {
  aGoal,
  anAction,
  aPact,
  bare,
  code,
  journalOf,
  noon,
  startWorld,
  type Person,
  type World,
} from './world.js';

type Caller = Person | 'anonymous';

let world: World;
/** Ids as the API writes them, of the client's own things. */
const ids = {} as Record<
  | 'setback'
  | 'closed'
  | 'question'
  | 'answered'
  | 'entry'
  | 'share'
  | 'goal'
  | 'pactGoal'
  | 'win'
  | 'pact'
  | 'proposed',
  string
>;

const as = (caller: Caller) => journalOf(world.waymark, caller === 'anonymous' ? null : world[caller]);

beforeAll(async () => {
  world = await startWorld();
  const { waymark, client, buddy, pact } = world;
  const mine = as('client');
  ids.pact = `buddy-pact_${pact}`;
  ids.goal = `goal_${await aGoal(waymark.database, client)}`;
  ids.setback = (await mine.logSetback({ goalId: ids.goal })).data.logSetback.id;
  ids.closed = (await mine.logSetback()).data.logSetback.id;
  await mine.closeSetback(ids.closed, { nothingToLearn: true });
  ids.question = (await mine.askQuestion()).data.askQuestion.id;
  ids.answered = (await mine.askQuestion()).data.askQuestion.id;
  await mine.answerQuestion(ids.answered);
  ids.entry = (await mine.write()).data.writeJournalEntry.id;
  // Shared with nobody whom the table asks as, but for its own row: a later pact of the client's.
  const { memberId } = world.otherClient;
  const shown = await aPact(waymark.database, client, { ...buddy, memberId });
  ids.share = (await mine.share(ids.entry, { pactId: `buddy-pact_${shown}` })).data.shareJournalEntry.id;
  await waymark.database.owner(`update buddy_pacts set status = 'ENDED', ended_at = now() where id = $1`, [
    shown,
  ]);
  ids.pactGoal = (await mine.addGoal(ids.pact, ids.goal)).data.addPactGoal.id;
  ids.proposed = (await mine.propose()).data.proposeBuddyPact.pact.id;
  await anAction(waymark.database, client, null, noon(0));
  await world.deriveWins(client);
  ids.win = (await mine.wins())[0].id;
});
afterAll(() => world.waymark.close());

const TABLES = [
  'setbacks',
  'questions',
  'journal_reopenings',
  'journal_entries',
  'journal_shares',
  'buddy_pacts',
  'pact_goals',
  'wins',
  'win_audiences',
  'kudos',
  'if_then_prompts',
  'outbox',
];
const everything = () =>
  Promise.all(TABLES.map((table) => world.waymark.database.owner(`select * from ${table} order by id`)));

/** Every operation that names something that exists; each would succeed for the client or, as marked, for the buddy. */
const named: Record<string, (caller: Caller) => Promise<Answer>> = {
  changeSetback: (caller) => as(caller).changeSetback(ids.setback, 1, { what: 'Theirs now' }),
  closeSetback: (caller) => as(caller).closeSetback(ids.setback, { nothingToLearn: true }),
  reopenSetback: (caller) => as(caller).reopenSetback(ids.closed),
  archiveSetback: (caller) => as(caller).archiveSetback(ids.setback),
  unarchiveSetback: (caller) => as(caller).unarchiveSetback(ids.setback),
  changeQuestion: (caller) => as(caller).changeQuestion(ids.question, 1, { text: 'Theirs now' }),
  answerQuestion: (caller) => as(caller).answerQuestion(ids.question),
  reopenQuestion: (caller) => as(caller).reopenQuestion(ids.answered),
  archiveQuestion: (caller) => as(caller).archiveQuestion(ids.question),
  unarchiveQuestion: (caller) => as(caller).unarchiveQuestion(ids.question),
  changeJournalEntry: (caller) => as(caller).change(ids.entry, 1, { text: 'Theirs now' }),
  archiveJournalEntry: (caller) => as(caller).archive(ids.entry),
  unarchiveJournalEntry: (caller) => as(caller).unarchive(ids.entry),
  shareJournalEntry: (caller) => as(caller).share(ids.entry, world.withCoach),
  shareSetback: (caller) => as(caller).shareSetback(ids.setback, world.withCoach),
  takeBackShare: (caller) => as(caller).takeBack(ids.share),
  changePactGoal: (caller) => as(caller).changeGoal(ids.pactGoal, 1, 'Theirs now'),
  removePactGoal: (caller) => as(caller).removeGoal(ids.pactGoal),
  acceptBuddyPact: (caller) => as(caller).accept(ids.proposed),
  logSetback: (caller) => as(caller).logSetback({ goalId: ids.goal }),
  askQuestion: (caller) => as(caller).askQuestion({ goalId: ids.goal }),
  writeJournalEntry: (caller) => as(caller).write({ setbackId: ids.setback }),
  openBuddyPact: (caller) => as(caller).open('0000-0000-0000-0000'),
};
/** Those that are the two of a pact's. */
const ofPact: Record<string, (caller: Caller) => Promise<Answer>> = {
  endBuddyPact: (caller) => as(caller).end(ids.proposed),
  addPactGoal: (caller) => as(caller).addGoal(ids.pact, ids.goal),
};
const noted: Record<string, (caller: Caller) => Promise<Answer>> = {
  giveKudos: (caller) => as(caller).giveKudos(ids.win),
};

const READS: Record<string, () => string> = {
  setback: () => `setback(id: "${ids.setback}") { id what }`,
  question: () => `question(id: "${ids.question}") { id text }`,
  journalEntry: () => `journalEntry(id: "${ids.entry}") { id text }`,
  buddyPact: () => `buddyPact(id: "${ids.proposed}") { id buddyName }`,
};
/** Root fields that only clients may call. */
const OF_CLIENTS = ['question', 'buddyPact'];
const LISTS = {
  mySetbacks: 'id',
  myQuestions: 'id',
  myJournal: 'id',
  myJournalShares: 'id',
  myBuddyPacts: 'id',
  myWins: 'id',
} as const;

test.each<[Caller, string, string]>([
  // who, what they are told by operations of clients, and by kudos
  ['anonymous', 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
  ['foreigner', 'NOT_FOUND', 'NOT_FOUND'],
  ['admin', 'FORBIDDEN', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN', 'NOT_FOUND'],
  ['otherCoach', 'FORBIDDEN', 'NOT_FOUND'],
  ['otherClient', 'NOT_FOUND', 'NOT_FOUND'],
  ['buddy', 'NOT_FOUND', 'NOT_FOUND'],
])(
  '%s changes nothing of a client’s journal and is told %s, or %s for kudos',
  async (caller, expected, ofKudos) => {
    const before = await everything();
    for (const [name, call] of Object.entries(named))
      expect([name, code(await call(caller))]).toEqual([name, expected]);
    for (const [name, call] of Object.entries(ofPact)) {
      // The buddy is a side of the pact, and the goal that they name is not theirs.
      expect([name, code(await call(caller))]).toEqual([name, expected]);
    }
    for (const [name, call] of Object.entries(noted))
      expect([name, code(await call(caller))]).toEqual([name, ofKudos]);
    expect(await everything()).toEqual(before);
  },
);

test.each<[Caller, string | null]>([
  ['anonymous', 'UNAUTHENTICATED'],
  ['admin', 'FORBIDDEN'],
  ['mentor', 'FORBIDDEN'],
  ['coach', 'FORBIDDEN'],
  ['otherCoach', 'FORBIDDEN'],
  ['foreigner', null],
  ['otherClient', null],
  ['buddy', null],
])('%s reads nothing of it, whether it exists or not', async (caller, refused) => {
  for (const [name, read] of Object.entries(READS)) {
    const forCoaches = (caller === 'coach' || caller === 'otherCoach') && !OF_CLIENTS.includes(name);
    const random = read().replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '01890000-0000-7000-8000-000000000000');
    const [existing, missing] = [
      await as(caller).ask(`{ ${read()} }`),
      await as(caller).ask(`{ ${random} }`),
    ];
    if (refused && !forCoaches) {
      expect([name, code(existing), code(missing)]).toEqual([name, refused, refused]);
      continue;
    }
    expect(existing.text).toBe(`{"data":{"${name}":null}}\n`);
    expect(missing.text).toBe(existing.text);
  }
  for (const [name, select] of Object.entries(LISTS)) {
    const answer = await as(caller).ask(`{ ${name} { nodes { ${select} } } }`);
    if (refused) expect([name, code(answer)]).toEqual([name, refused]);
    else expect([name, answer.text.includes(bare(ids.pactGoal)), code(answer)]).toEqual([name, false, 'OK']);
  }
});

test('what is shared with one person is in no other list', async () => {
  for (const caller of ['admin', 'mentor', 'anonymous'] as const)
    expect(code(await as(caller).ask('{ sharedWithMe { nodes { id } } }'))).not.toBe('OK');
  for (const caller of ['coach', 'otherCoach', 'buddy', 'otherClient', 'foreigner'] as const)
    expect(await as(caller).sharedWithMe()).toEqual([]);
});

test('by node nobody but the client finds any of it', async () => {
  const own = Object.entries(ids).filter(([name]) => !['goal', 'pact', 'pactGoal'].includes(name));
  for (const caller of [
    'admin',
    'mentor',
    'coach',
    'otherCoach',
    'otherClient',
    'buddy',
    'foreigner',
  ] as const) {
    for (const [name, id] of own) {
      const { data } = await as(caller).ask('query ($id: ID!) { node(id: $id) { id } }', { id });
      expect([caller, name, data.node]).toEqual([caller, name, null]);
    }
  }
  for (const [name, id] of own) {
    const { data } = await as('client').ask('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect([name, data.node]).toEqual([name, { id }]);
  }
});

test('through a client whom they may see, others meet no journal, no wins and no time of bouncing back', async () => {
  const fields = 'wins { nodes { id } } bounceBack { counted }';
  for (const caller of ['admin', 'coach'] as const) {
    const { data } = await as(caller).ask(`{ client(id: "client_${world.client.memberId}") { ${fields} } }`);
    expect(data.client).toEqual({ wins: { nodes: [] }, bounceBack: null });
  }
});

test('a foreign id and a random one get the same bytes', async () => {
  const bytes = async (answer: Promise<Answer>) => (await answer).text.replace(/"traceId":"[^"]+"/, '');
  const random = (kind: string) => `${kind}_01890000-0000-7000-8000-000000000000`;
  const theirs = as('otherClient');
  expect(await bytes(theirs.closeSetback(ids.setback, {}))).toBe(
    await bytes(theirs.closeSetback(random('setback'), {})),
  );
  expect(await bytes(theirs.takeBack(ids.share))).toBe(await bytes(theirs.takeBack(random('journal-share'))));
  expect(await bytes(theirs.end(ids.pact))).toBe(await bytes(theirs.end(random('buddy-pact'))));
  expect(await bytes(theirs.giveKudos(ids.win))).toBe(await bytes(theirs.giveKudos(random('win'))));
});

test('the client may do all of it, and an id of another kind is told at once', async () => {
  for (const [name, call] of Object.entries(named)) {
    const answer = code(await call('client'));
    // Nobody says yes to their own proposal, and there is no such code.
    const expected =
      { acceptBuddyPact: 'CONFLICT', openBuddyPact: 'NOT_FOUND', reopenQuestion: 'OK', changeSetback: 'OK' }[
        name
      ] ?? 'OK';
    expect([name, answer]).toEqual([name, expected]);
  }
  expect(code(await ofPact.endBuddyPact!('client'))).toBe('OK');
  expect(code(await as('client').archive(ids.setback))).toBe('INVALID_INPUT');
});
