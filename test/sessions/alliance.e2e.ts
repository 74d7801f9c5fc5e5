import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aCast, aHeldSession, code, counts, end, markHeld, reopen, type Cast } from './content.people.js';
import { act, aSession } from './people.js';

let waymark: TestApp;
let cast: Cast;
let place = 0;

beforeAll(async () => {
  waymark = await startApp();
  cast = await aCast(waymark.database);
});
afterEach(async () => {
  await waymark.database.owner('delete from alliance_pulses');
  await waymark.database.owner('delete from sessions');
  await reopen(waymark.database, cast.engagement);
});
afterAll(() => waymark.close());

const PULSE = 'id heldCount status goals way bond mean ruptureRisk settledAt';
/** Sessions that have begun and wait for their marks. */
const begun = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () => {
      place += 1;
      return aSession(waymark.database, cast.engagement, -place * 70 - 70);
    }),
  );
const mark = async (count: number) => {
  for (const session of await begun(count)) await markHeld(waymark, cast.coach, session);
};
const due = async (as: MemberActor = cast.client) =>
  (await waymark.send(as, `{ myDueAlliancePulses { ${PULSE} questions engagement { id } } }`)).data
    .myDueAlliancePulses;
const answer = (as: MemberActor, id: string, goals: number, way = goals, bond = goals) =>
  waymark.send(
    as,
    `mutation ($id: ID!, $input: AlliancePulseInput!) { answerAlliancePulse(id: $id, input: $input) { ${PULSE} } }`,
    { id, input: { goals, way, bond } },
  );
const skip = (as: MemberActor, id: string) =>
  waymark.send(as, `mutation ($id: ID!) { skipAlliancePulse(id: $id) { ${PULSE} } }`, { id });
const seen = async (as: MemberActor) =>
  (
    await waymark.send(
      as,
      `{ engagement(id: "engagement_${cast.engagement}") { alliancePulses(first: 9) { nodes { heldCount status mean } } lastAlliancePulse { heldCount mean ruptureRisk } } }`,
    )
  ).data.engagement;
const counted = () =>
  waymark.database.owner(`select held_count as held, status from alliance_pulses order by held_count`);

test('after every fourth session held the client is asked, and answers', async () => {
  await mark(3);
  expect(await due()).toEqual([]);
  await mark(1);
  const [pulse] = await due();
  expect(pulse).toEqual({
    id: expect.stringMatching(/^alliance-pulse_/),
    heldCount: 4,
    status: 'DUE',
    questions: [
      'We work on what matters to me.',
      'The way we work suits me.',
      'I can say what I think here, and it is heard.',
    ],
    goals: null,
    way: null,
    bond: null,
    mean: null,
    ruptureRisk: null,
    settledAt: null,
    engagement: { id: `engagement_${cast.engagement}` },
  });
  expect((await answer(cast.client, pulse.id, 9, 8, 8)).data.answerAlliancePulse).toMatchObject({
    status: 'ANSWERED',
    goals: 9,
    way: 8,
    bond: 8,
    mean: 8.33,
    ruptureRisk: false,
    settledAt: expect.any(String),
  });
  expect(await due()).toEqual([]);
  for (const side of [cast.coach, cast.client])
    expect(await seen(side)).toEqual({
      alliancePulses: { nodes: [{ heldCount: 4, status: 'ANSWERED', mean: 8.33 }] },
      lastAlliancePulse: { heldCount: 4, mean: 8.33, ruptureRisk: false },
    });
});

test('a drop of two from the median of two earlier means is a risk, and both sides see it', async () => {
  for (const value of [9, 9, 7]) {
    await mark(4);
    await answer(cast.client, (await due())[0].id, value);
  }
  expect((await seen(cast.coach)).lastAlliancePulse).toEqual({ heldCount: 12, mean: 7, ruptureRisk: true });
  await mark(4);
  expect((await seen(cast.coach)).lastAlliancePulse).toMatchObject({ heldCount: 12 });
});

test('two means below six are a risk; what was skipped between them does not count', async () => {
  await mark(4);
  await answer(cast.client, (await due())[0].id, 5);
  await mark(4);
  expect((await skip(cast.client, (await due())[0].id)).data.skipAlliancePulse).toMatchObject({
    status: 'SKIPPED',
    mean: null,
    ruptureRisk: null,
  });
  await mark(4);
  const last = await answer(cast.client, (await due())[0].id, 6, 6, 5);
  expect(last.data.answerAlliancePulse).toMatchObject({ mean: 5.67, ruptureRisk: true });
});

test('what is not answered lapses when the next is asked for', async () => {
  await mark(4);
  const [first] = await due();
  await mark(4);
  expect((await due()).map(({ heldCount }: { heldCount: number }) => heldCount)).toEqual([8]);
  expect(code(await answer(cast.client, first.id, 9))).toBe('CONFLICT');
  expect(code(await skip(cast.client, first.id))).toBe('CONFLICT');
  expect(await counted()).toEqual([
    { held: 4, status: 'LAPSED' },
    { held: 8, status: 'DUE' },
  ]);
});

test('a mark that is put right neither opens one again nor asks twice', async () => {
  await mark(3);
  const [fourth] = await begun(1);
  await markHeld(waymark, cast.coach, fourth!);
  await answer(cast.client, (await due())[0].id, 9);
  await waymark.database.owner(`update sessions set status = 'NO_SHOW' where id = $1`, [fourth]);
  await mark(1);
  await mark(1);
  expect(await counted()).toEqual([{ held: 4, status: 'ANSWERED' }]);
});

test('a session that did not take place is not counted', async () => {
  await mark(3);
  const [missed] = await begun(1);
  await act(waymark, cast.coach, 'markSessionNoShow', missed!);
  expect(await counted()).toEqual([]);
});

test('sessions of another engagement of the two count apart', async () => {
  const elsewhere = await waymark.database.owner<{ id: string }>(
    `select id from engagements where client_id = $1 and id <> $2`,
    [cast.client.memberId, cast.engagement],
  );
  for (let held = 0; held < 3; held += 1) await aHeldSession(waymark.database, elsewhere[0]!.id);
  await mark(3);
  expect(await counted()).toEqual([]);
});

test('of four marks at once the last one asks, whichever it is', async () => {
  const sessions = await begun(8);
  const answers = await Promise.all(sessions.map((session) => markHeld(waymark, cast.coach, session)));
  expect(counts(answers)).toEqual({ OK: 8 });
  expect(await counted()).toEqual([
    { held: 4, status: 'LAPSED' },
    { held: 8, status: 'DUE' },
  ]);
});

test('of twenty answers at once one counts', async () => {
  await mark(4);
  const [{ id }] = await due();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => answer(cast.client, id, at % 11)));
  expect(counts(answers)).toEqual({ OK: 1, CONFLICT: 19 });
});

test('answers go from 0 to 10', async () => {
  await mark(4);
  const [{ id }] = await due();
  expect(code(await answer(cast.client, id, 11))).toBe('INVALID_INPUT');
  expect(code(await answer(cast.client, id, 5, -1))).toBe('INVALID_INPUT');
  expect((await answer(cast.client, id, 0, 10, 0)).data.answerAlliancePulse.mean).toBe(3.33);
});

test('after the end the client still answers, and the coach sees nothing of it', async () => {
  await mark(4);
  const [{ id }] = await due();
  await end(waymark.database, cast.engagement);
  expect(code(await answer(cast.client, id, 9))).toBe('OK');
  expect(await seen(cast.coach)).toEqual({ alliancePulses: { nodes: [] }, lastAlliancePulse: null });
});
