import { aGoal, aPact, code, dayIn, journalOf, startWorld, worldOf, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;
let theirs: ReturnType<typeof journalOf>;
let casts = 0;

beforeAll(async () => {
  world = await startWorld();
});
// The client and `otherClient` have no pact yet.
beforeEach(async () => {
  world = await worldOf(world.waymark, `cast-${(casts += 1)}`);
  mine = journalOf(world.waymark, world.client);
  theirs = journalOf(world.waymark, world.otherClient);
});
afterAll(() => world.waymark.close());

const proposed = async (input: object = {}) => (await mine.propose(input)).data.proposeBuddyPact;
/** A pact that both have agreed upon; its id. */
const agreed = async (input: object = {}): Promise<string> => {
  const { code: secret, pact } = await proposed(input);
  await theirs.open(secret);
  await theirs.accept(pact.id);
  return pact.id;
};

test('a pact is proposed, opened by its code, and accepted by the other', async () => {
  const { code: secret, pact } = await proposed();
  expect(secret).toMatch(/^(\w{4}-){3}\w{4}$/);
  expect(pact).toMatchObject({
    status: 'PROPOSED',
    inForce: false,
    proposedByMe: true,
    buddyName: null,
    cadenceWeeks: 2,
    startsOn: dayIn(-1),
    endsOn: dayIn(60),
    codeExpiresAt: expect.any(String),
    acceptedAt: null,
    endedAt: null,
  });
  const opened = (await theirs.open(secret.toLowerCase().replaceAll('-', ''))).data.openBuddyPact;
  expect(opened).toMatchObject({
    id: pact.id,
    status: 'PROPOSED',
    proposedByMe: false,
    buddyName: 'Name client',
    codeExpiresAt: null,
  });
  expect((await mine.pact(pact.id)).data.buddyPact.buddyName).toBe('Name otherClient');
  expect(code(await mine.accept(pact.id))).toBe('CONFLICT');
  expect((await theirs.accept(pact.id)).data.acceptBuddyPact).toMatchObject({
    status: 'ACTIVE',
    inForce: true,
    acceptedAt: expect.any(String),
  });
  expect(code(await theirs.accept(pact.id))).toBe('CONFLICT');
});

test('a code that opens nothing answers alike: none, one’s own, used, run out, withdrawn, of elsewhere', async () => {
  const { waymark, buddy, foreigner } = world;
  const used = await proposed();
  await theirs.open(used.code);
  const expired = await proposed();
  await waymark.database.owner(
    `update buddy_pacts set code_expires_at = now() - interval '1 second' where id = $1`,
    [expired.pact.id.slice('buddy-pact_'.length)],
  );
  const withdrawn = await proposed();
  await mine.end(withdrawn.pact.id);
  const open = await proposed();
  const stranger = journalOf(waymark, buddy);
  const answers = await Promise.all([
    stranger.open('0000-0000-0000-0000'),
    mine.open(open.code),
    stranger.open(used.code),
    stranger.open(expired.code),
    stranger.open(withdrawn.code),
    journalOf(waymark, foreigner).open(open.code),
  ]);
  const bytes = answers.map(({ text }) => text.replace(/"traceId":"[^"]+"/, ''));
  expect(code(answers[0]!)).toBe('NOT_FOUND');
  expect(new Set(bytes).size).toBe(1);
  expect((await mine.pact(open.pact.id)).data.buddyPact).toMatchObject({
    status: 'PROPOSED',
    buddyName: null,
  });
  expect((await mine.pact(expired.pact.id)).data.buddyPact.status).toBe('ENDED');
});

test('twenty openings of one code at once make one partner', async () => {
  const { waymark, buddy, otherClient } = world;
  await journalOf(waymark, buddy).end(`buddy-pact_${world.pact}`);
  const { code: secret, pact } = await proposed();
  const people = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? buddy : otherClient));
  const answers = await Promise.all(people.map((person) => journalOf(waymark, person).open(secret)));
  const codes = answers.map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(1);
  expect(codes.filter((each) => each === 'NOT_FOUND')).toHaveLength(19);
  const winner = people[codes.indexOf('OK')]!;
  expect((await mine.pact(pact.id)).data.buddyPact.buddyName).toBe(
    winner === buddy ? 'Name buddy' : 'Name otherClient',
  );
});

test('two people have one pact at a time, whoever proposes it', async () => {
  const one = await proposed();
  const other = (await theirs.propose()).data.proposeBuddyPact;
  const codes = (await Promise.all([theirs.open(one.code), mine.open(other.code)])).map(code);
  expect(codes.sort()).toEqual(['CONFLICT', 'OK']);
});

test('a pact whose time is over makes room for a new one of the same two', async () => {
  const id = await agreed();
  await world.waymark.database.owner(
    `update buddy_pacts set starts_at = now() - interval '9 days', ends_at = now() - interval '1 second' where id = $1`,
    [id.slice('buddy-pact_'.length)],
  );
  expect((await mine.pact(id)).data.buddyPact).toMatchObject({
    status: 'ENDED',
    inForce: false,
    nextOn: null,
  });
  expect(await agreed()).not.toBe(id);
  const { data } = await mine.ask('{ myBuddyPacts(status: ENDED) { nodes { id } } }');
  expect(data.myBuddyPacts.nodes).toEqual([{ id }]);
});

test('five pacts and proposals are the most; of twenty at once five get through', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => theirs.propose()));
  const codes = answers.map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(5);
  expect(codes.filter((each) => each === 'LIMIT_REACHED')).toHaveLength(15);
  expect(code(await theirs.open((await proposed()).code))).toBe('LIMIT_REACHED');
  await theirs.end(answers[codes.indexOf('OK')]!.data.proposeBuddyPact.pact.id);
  expect(code(await theirs.propose())).toBe('OK');
});

test.each([
  [{ endsOn: dayIn(-1) }],
  [{ startsOn: dayIn(-20), endsOn: dayIn(-10) }],
  [{ startsOn: dayIn(0), endsOn: dayIn(400) }],
  [{ cadenceWeeks: 0 }],
  [{ cadenceWeeks: 13 }],
])('%p is no pact', async (input) => {
  expect(code(await mine.propose(input))).toBe('INVALID_INPUT');
});

test('the buddy sees of a goal its title, the commitment and whether it is done, and nothing else of it', async () => {
  const { waymark, client } = world;
  const pact = await agreed();
  const goal = await aGoal(waymark.database, client);
  const own = (await mine.addGoal(pact, `goal_${goal}`)).data.addPactGoal;
  expect(own).toEqual({
    id: own.id,
    title: 'Speak in public',
    commitment: 'One talk a week',
    isDone: false,
    goal: { id: `goal_${goal}` },
    version: 1,
  });
  const { myGoals, buddyGoals } = (await theirs.pact(pact)).data.buddyPact;
  const seen = { ...own, goal: null };
  delete seen.version;
  expect([myGoals, buddyGoals]).toEqual([[], [seen]]);
  const week = await theirs.ask('{ myWeek { buddyGoals { title buddyName } } }');
  expect(week.data.myWeek.buddyGoals).toEqual([{ title: 'Speak in public', buddyName: 'Name client' }]);
  expect((await mine.pact(pact, 'myGoals { buddyName }')).data.buddyPact.myGoals).toEqual([
    { buddyName: null },
  ]);
  expect((await theirs.ask(`{ goal(id: "goal_${goal}") { title } }`)).data.goal).toBeNull();
  expect((await theirs.ask(`{ node(id: "client_${client.memberId}") { id } }`)).data.node).toBeNull();
  expect((await theirs.ask(`{ node(id: "member_${client.memberId}") { id } }`)).data.node).toBeNull();

  await mine.changeGoal(own.id, 1, 'Two talks a week');
  await mine.ask(`mutation { completeGoal(id: "goal_${goal}", outcome: ACHIEVED) { id } }`);
  expect((await theirs.pact(pact)).data.buddyPact.buddyGoals).toMatchObject([
    { commitment: 'Two talks a week', isDone: true },
  ]);
  expect(code(await mine.changeGoal(own.id, 1, 'Three'))).toBe('VERSION_CONFLICT');
  expect(code(await theirs.changeGoal(own.id, 2, 'Theirs now'))).toBe('NOT_FOUND');
  expect(code(await theirs.removeGoal(own.id))).toBe('NOT_FOUND');

  await mine.removeGoal(own.id);
  expect((await theirs.pact(pact)).data.buddyPact.buddyGoals).toEqual([]);
});

test('only goals of one’s own fit in, each once, five at most, and only once both have agreed', async () => {
  const { waymark, client, otherClient } = world;
  const { code: secret, pact } = await proposed();
  const goals: string[] = [];
  for (let at = 0; at < 8; at += 1) goals.push(`goal_${await aGoal(waymark.database, client)}`);
  expect(code(await mine.addGoal(pact.id, goals[0]!))).toBe('CONFLICT');
  await theirs.open(secret);
  expect(code(await mine.addGoal(pact.id, goals[0]!))).toBe('CONFLICT');
  await theirs.accept(pact.id);
  expect(code(await mine.addGoal(pact.id, `goal_${await aGoal(waymark.database, otherClient)}`))).toBe(
    'NOT_FOUND',
  );
  expect(code(await mine.addGoal(pact.id, goals[0]!))).toBe('OK');
  expect(code(await mine.addGoal(pact.id, goals[0]!))).toBe('CONFLICT');
  const codes = (await Promise.all(goals.slice(1).map((goal) => mine.addGoal(pact.id, goal)))).map(code);
  expect(codes.filter((each) => each === 'OK')).toHaveLength(4);
  expect(codes.filter((each) => each === 'LIMIT_REACHED')).toHaveLength(3);
});

test('either of the two ends it, at once and for both; ending it twice is no error', async () => {
  const { waymark, client } = world;
  const pact = await agreed();
  const own = (await mine.addGoal(pact, `goal_${await aGoal(waymark.database, client)}`)).data.addPactGoal.id;
  const answers = await Promise.all([mine.end(pact), theirs.end(pact), mine.end(pact), theirs.end(pact)]);
  expect(answers.map(code)).toEqual(Array(4).fill('OK'));
  expect((await theirs.pact(pact, 'status version buddyGoals { id }')).data.buddyPact).toEqual({
    status: 'ENDED',
    version: 4,
    buddyGoals: [],
  });
  // Its owner keeps the record, and changes it no more.
  expect((await mine.pact(pact)).data.buddyPact.myGoals).toHaveLength(1);
  expect(code(await mine.changeGoal(own, 1, 'Late'))).toBe('CONFLICT');
  expect(code(await theirs.accept(pact))).toBe('CONFLICT');
});

test('while the other is disabled a pact holds nothing: no goal in or out, no share, and it can be ended', async () => {
  const { waymark, client, otherClient } = world;
  const id = await agreed();
  const goal = (await mine.addGoal(id, `goal_${await aGoal(waymark.database, client)}`)).data.addPactGoal.id;
  const entry = (await mine.write()).data.writeJournalEntry.id;
  await waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [
    otherClient.memberId,
  ]);
  expect((await mine.pact(id)).data.buddyPact).toMatchObject({ status: 'ACTIVE', inForce: false });
  expect(code(await mine.addGoal(id, `goal_${await aGoal(waymark.database, client)}`))).toBe('CONFLICT');
  expect(code(await mine.changeGoal(goal, 1, 'Two talks'))).toBe('CONFLICT');
  expect(code(await mine.removeGoal(goal))).toBe('CONFLICT');
  expect(code(await mine.share(entry, { pactId: id }))).toBe('CONFLICT');
  expect((await mine.end(id)).data.endBuddyPact.status).toBe('ENDED');
});

test('accepting and ending at once leave a pact that is over or one that was never accepted', async () => {
  const { code: secret, pact } = await proposed();
  await theirs.open(secret);
  const [ended, accepted] = await Promise.all([mine.end(pact.id), theirs.accept(pact.id)]);
  expect(code(ended)).toBe('OK');
  expect(['OK', 'CONFLICT']).toContain(code(accepted));
  expect((await mine.pact(pact.id)).data.buddyPact.status).toBe('ENDED');
});

test('a pact that begins later is agreed upon and not in force', async () => {
  const pact = await agreed({ startsOn: dayIn(10) });
  const { waymark, client } = world;
  expect(code(await mine.addGoal(pact, `goal_${await aGoal(waymark.database, client)}`))).toBe('OK');
  expect((await theirs.pact(pact)).data.buddyPact).toMatchObject({
    status: 'ACTIVE',
    inForce: false,
    buddyGoals: [],
    nextOn: dayIn(10),
  });
  const entry = (await mine.write()).data.writeJournalEntry.id;
  expect(code(await mine.share(entry, { pactId: pact }))).toBe('CONFLICT');
});

test('the next day to talk follows the cadence from the first day on', async () => {
  const { waymark, client } = world;
  const id = `buddy-pact_${world.pact}`;
  // By a clock that stands: the client's day, so far from the first day of the pact.
  const nextWhen = async (daysSince: number, weeks: number) => {
    await waymark.database.owner(
      `update buddy_pacts set cadence_weeks = $2, starts_on = d.today - $3::int, ends_on = d.today + 10
       from (select (now() at time zone 'Europe/Berlin')::date as today) d where id = $1`,
      [world.pact, weeks, daysSince],
    );
    const [row] = await waymark.database.owner<{ next: string; days: number }>(
      `select ($1::date - (now() at time zone 'Europe/Berlin')::date) as days`,
      [(await journalOf(waymark, client).pact(id, 'nextOn')).data.buddyPact.nextOn],
    );
    return row!.days;
  };
  expect(await nextWhen(0, 1)).toBe(0);
  expect(await nextWhen(1, 1)).toBe(6);
  expect(await nextWhen(7, 1)).toBe(0);
  expect(await nextWhen(8, 2)).toBe(6);
  expect(await nextWhen(20, 2)).toBe(8);
  // Beyond the last day there is none.
  expect(await nextWhen(1, 2)).toBeNull();
});

test('nobody but the two sees that there is a pact', async () => {
  const { waymark, admin, coach, buddy, mentor } = world;
  const pact = await agreed();
  expect((await journalOf(waymark, buddy).pact(pact)).data.buddyPact).toBeNull();
  for (const person of [admin, coach, mentor]) {
    expect(code(await journalOf(waymark, person).pact(pact))).toBe('FORBIDDEN');
    expect((await waymark.send(person, `{ node(id: "${pact}") { id } }`)).data.node).toBeNull();
  }
  const rows = await waymark.database.owner('select id from outbox where org_id = $1', [admin.orgId]);
  expect(rows).toEqual([]);
});

test('a name is shown only to those who have a pact', async () => {
  const { waymark, client, buddy, otherClient } = world;
  await aPact(waymark.database, otherClient, buddy);
  const names = async (who: typeof client) =>
    (
      await journalOf(waymark, who).ask('{ myBuddyPacts { nodes { buddyName } } }')
    ).data.myBuddyPacts.nodes.map((pact: { buddyName: string }) => pact.buddyName);
  expect(await names(client)).toEqual(['Name buddy']);
  expect(await names(buddy)).toEqual(['Name otherClient', 'Name client']);
});
