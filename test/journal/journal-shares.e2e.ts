import type { MemberActor } from '../../src/db/actor.js';
import { aPact, bare, code, engage, inDays, journalOf, startWorld, worldOf, type World } from './world.js';

let world: World;
let mine: ReturnType<typeof journalOf>;

let casts = 0;

beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  await world.waymark.database.owner('delete from journal_shares');
  world = await worldOf(world.waymark, `cast-${(casts += 1)}`);
  mine = journalOf(world.waymark, world.client);
});
afterAll(() => world.waymark.close());

const written = async (text = 'What a day'): Promise<string> =>
  (await mine.write({ text })).data.writeJournalEntry.id;
const reads = async (who: MemberActor, id: string) =>
  (await journalOf(world.waymark, who).entry(id)).data.journalEntry?.text ?? null;

test('an entry is private until it is shared, and again at once when it is taken back', async () => {
  const id = await written();
  expect(await reads(world.coach, id)).toBeNull();
  const { data } = await mine.share(id, world.withCoach);
  expect(data.shareJournalEntry).toMatchObject({
    clientName: 'Name client',
    personName: 'Name coach',
    stands: true,
    takenBackAt: null,
    entry: { id },
    setback: null,
  });
  expect(await reads(world.coach, id)).toBe('What a day');
  expect([await reads(world.otherCoach, id), await reads(world.buddy, id)]).toEqual([null, null]);
  const back = await mine.takeBack(data.shareJournalEntry.id);
  expect(back.data.takeBackShare).toMatchObject({ stands: false, takenBackAt: expect.any(String) });
  expect(await reads(world.coach, id)).toBeNull();
  expect((await mine.takeBack(data.shareJournalEntry.id)).data).toEqual(back.data);
});

test('a buddy reads what is shared with them, and nothing that it belongs to', async () => {
  const setback = (await mine.logSetback()).data.logSetback.id;
  const id = (await mine.write({ setbackId: setback })).data.writeJournalEntry.id;
  const { data } = await mine.share(id, world.withBuddy);
  expect(data.shareJournalEntry.personName).toBe('Name buddy');
  const theirs = journalOf(world.waymark, world.buddy);
  expect((await theirs.entry(id)).data.journalEntry).toMatchObject({ text: 'What a day', setback: null });
  expect((await theirs.setback(setback)).data.setback).toBeNull();
  await mine.shareSetback(setback, world.withBuddy);
  expect((await theirs.setback(setback)).data.setback).toMatchObject({
    what: 'The talk was cancelled',
    reopenings: [],
    bounceBackHours: null,
  });
  expect((await theirs.entry(id)).data.journalEntry.setback).toEqual({ id: setback });
});

test('what is shared with me is a list, of what stands', async () => {
  const [one, two] = [await written('One'), await written('Two')];
  const share = (await mine.share(one, world.withCoach)).data.shareJournalEntry.id;
  await mine.share(two, world.withCoach);
  const setback = (await mine.logSetback()).data.logSetback.id;
  await mine.shareSetback(setback, world.withCoach);
  const theirs = journalOf(world.waymark, world.coach);
  expect(await theirs.sharedWithMe()).toEqual([
    { clientName: 'Name client', entry: null, setback: { what: 'The talk was cancelled' } },
    { clientName: 'Name client', entry: { text: 'Two' }, setback: null },
    { clientName: 'Name client', entry: { text: 'One' }, setback: null },
  ]);
  await mine.takeBack(share);
  expect(await theirs.sharedWithMe()).toHaveLength(2);
  const { data } = await mine.ask('{ myJournalShares { nodes { personName stands entry { text } } } }');
  expect(data.myJournalShares.nodes).toEqual([
    { personName: 'Name coach', stands: true, entry: null },
    { personName: 'Name coach', stands: true, entry: { text: 'Two' } },
    { personName: 'Name coach', stands: false, entry: { text: 'One' } },
  ]);
});

test('a share holds until its date', async () => {
  const id = await written();
  await mine.share(id, world.withCoach);
  await world.waymark.database.owner(
    `update journal_shares set given_at = now() - interval '2 days', until = now() - interval '1 second'`,
  );
  expect(await reads(world.coach, id)).toBeNull();
  // Sharing again stands beside what ran out.
  await mine.share(id, world.withCoach);
  expect(await reads(world.coach, id)).toBe('What a day');
  expect(await world.waymark.database.owner('select id from journal_shares')).toHaveLength(2);
});

test('sharing what is shared changes until when; twenty at once are one share', async () => {
  const id = await written();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => mine.share(id, world.withCoach, inDays(3))),
  );
  expect(new Set(answers.map(({ data }) => data.shareJournalEntry.id)).size).toBe(1);
  const until = inDays(5);
  expect((await mine.share(id, world.withCoach, until)).data.shareJournalEntry.until).toBe(until);
  expect(await world.waymark.database.owner('select id from journal_shares')).toHaveLength(1);
});

test.each([
  [{}, 'INVALID_INPUT', 'with'],
  [{ pactId: 'buddy-pact_01890000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'with.pactId'],
  [{ engagementId: 'engagement_01890000-0000-7000-8000-000000000000' }, 'NOT_FOUND', 'with.engagementId'],
])('sharing with %p is refused', async (person, expected, field) => {
  const { errors } = await mine.share(await written(), person);
  expect(errors?.[0]?.extensions).toMatchObject({ code: expected, field });
});

test('one person at a time, and only into the future', async () => {
  const id = await written();
  expect(code(await mine.share(id, { ...world.withCoach, ...world.withBuddy }))).toBe('INVALID_INPUT');
  expect(code(await mine.share(id, world.withCoach, inDays(-1)))).toBe('INVALID_INPUT');
  expect(await world.waymark.database.owner('select id from journal_shares')).toEqual([]);
});

test('nobody shares by the tie of others, or what is not theirs', async () => {
  const { database } = world.waymark;
  const tie = await engage(database, world.otherCoach, world.buddy);
  expect(code(await mine.share(await written(), { engagementId: `engagement_${tie}` }))).toBe('NOT_FOUND');
  const pact = await aPact(database, world.buddy, world.otherClient);
  expect(code(await mine.share(await written(), { pactId: `buddy-pact_${pact}` }))).toBe('NOT_FOUND');
  const theirs = (await journalOf(world.waymark, world.buddy).write()).data.writeJournalEntry.id;
  expect(code(await mine.share(theirs, world.withCoach))).toBe('NOT_FOUND');
  expect(await database.owner('select id from journal_shares')).toEqual([]);
});

test.each(['PROPOSED', 'COMPLETED', 'ENDED_EARLY'])(
  'an engagement that is %s is none to share by',
  async (status) => {
    await world.waymark.database.owner('update engagements set status = $1 where id = $2', [
      status,
      world.engagement,
    ]);
    expect(code(await mine.share(await written(), world.withCoach))).toBe('CONFLICT');
  },
);

test('what was shared ends with the engagement, and a later one of the same two begins without it', async () => {
  const { waymark, coach, client, engagement } = world;
  const id = await written();
  await mine.share(id, world.withCoach);
  const end = `mutation { endEngagement(id: "engagement_${engagement}", ending: COMPLETED) { status } }`;
  expect(code(await waymark.send(coach, end))).toBe('OK');
  expect(await reads(coach, id)).toBeNull();
  const later = await engage(waymark.database, coach, client);
  expect(await reads(coach, id)).toBeNull();
  expect(await journalOf(waymark, coach).sharedWithMe()).toEqual([]);
  expect(code(await mine.share(id, { engagementId: `engagement_${later}` }))).toBe('OK');
  expect(await reads(coach, id)).toBe('What a day');
});

test('what was shared ends with the pact, whoever ends it, and a later one begins without it', async () => {
  const { waymark, buddy, client, pact } = world;
  const id = await written();
  await mine.share(id, world.withBuddy);
  expect(await reads(buddy, id)).toBe('What a day');
  expect(code(await journalOf(waymark, buddy).end(`buddy-pact_${pact}`))).toBe('OK');
  expect(await reads(buddy, id)).toBeNull();
  await aPact(waymark.database, client, buddy);
  expect(await reads(buddy, id)).toBeNull();
});

test('a coach whose role was taken away reads nothing any more', async () => {
  const id = await written();
  await mine.share(id, world.withCoach);
  await world.waymark.database.owner(`update members set roles = '{CLIENT}' where id = $1`, [
    world.coach.memberId,
  ]);
  expect(await reads({ ...world.coach, roles: ['CLIENT'] }, id)).toBeNull();
});

test('sharing while the engagement ends: whoever is first, nothing is seen afterwards', async () => {
  const { waymark, coach, engagement } = world;
  const ids = await Promise.all(Array.from({ length: 20 }, () => written()));
  const end = `mutation { endEngagement(id: "engagement_${engagement}", ending: COMPLETED) { status } }`;
  const answers = await Promise.all([
    ...ids.slice(0, 10).map((id) => mine.share(id, world.withCoach)),
    waymark.send(coach, end),
    ...ids.slice(10).map((id) => mine.share(id, world.withCoach)),
  ]);
  expect(code(answers[10]!)).toBe('OK');
  const shared = answers.filter((_, at) => at !== 10).map(code);
  expect(new Set([...shared, 'OK', 'CONFLICT'])).toEqual(new Set(['OK', 'CONFLICT']));
  const rows = await waymark.database.owner('select id from journal_shares');
  expect(rows).toHaveLength(shared.filter((each) => each === 'OK').length);
  for (const id of ids) expect(await reads(coach, id)).toBeNull();
});

test('taking back while sharing again: what is left is what the last of the two said', async () => {
  const id = await written();
  const share = (await mine.share(id, world.withCoach)).data.shareJournalEntry.id;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      at % 2 === 0 ? mine.takeBack(share) : mine.share(id, world.withCoach),
    ),
  );
  expect(answers.map(code)).toEqual(Array(20).fill('OK'));
  const standing = await world.waymark.database.owner(
    'select id from journal_shares where entry_id = $1 and taken_back_at is null',
    [bare(id)],
  );
  expect(standing.length).toBeLessThanOrEqual(1);
  expect(await reads(world.coach, id)).toBe(standing.length === 1 ? 'What a day' : null);
});
