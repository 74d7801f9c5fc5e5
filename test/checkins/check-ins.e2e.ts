import { startApp, type TestApp } from '../setup/app.js';
import { answersFor, evenly } from './items.js';
import { aWorld, backdate, bare, checkInsOf, clear, code, consent, SCORES, type World } from './world.js';

let waymark: TestApp;
let world: World;
let mine: ReturnType<typeof checkInsOf>;

beforeAll(async () => {
  waymark = await startApp();
  world = await aWorld(waymark.database);
  mine = checkInsOf(waymark, world.client);
});
afterEach(() => clear(waymark));
afterAll(() => waymark.close());

const started = async () => (await mine.start()).data.startCheckIn.id as string;
const latest = async (fields = SCORES) =>
  (await mine.mine(`latestScores { ${fields} }`)).data.me.client.latestScores;

test('the first check-in is the intake: answered step by step, and read back by its client alone', async () => {
  const { data } = await mine.start();
  expect(data.startCheckIn).toEqual({
    id: expect.stringMatching(/^check-in_[0-9a-f-]{36}$/),
    trigger: 'INTAKE',
    status: 'STARTED',
    startedAt: expect.any(String),
    submittedAt: null,
    discardedAt: null,
    version: 2,
  });
  const { id } = data.startCheckIn;
  await mine.answer(id, [
    [2, 4],
    [1, 0],
  ]);
  const saved = await mine.answer(id, [
    [1, 3],
    [21, 2],
  ]);
  expect(saved.data.answerCheckIn).toMatchObject({
    version: 4,
    scores: null,
    answers: {
      given: [
        { position: 1, answer: 3 },
        { position: 2, answer: 4 },
        { position: 21, answer: 2 },
      ],
    },
  });
  const taken = await mine.answer(id, [[2, null]]);
  expect(
    taken.data.answerCheckIn.answers.given.map(({ position }: { position: number }) => position),
  ).toEqual([1, 21]);
  expect((await mine.start()).data.startCheckIn.id).toBe(id);
});

test('no answer stands in the database as it was given, nor opens in another row', async () => {
  const id = await started();
  await mine.answer(id, answersFor(evenly(7), await mine.items()));
  await mine.submit(id);
  const other = checkInsOf(waymark, world.otherClient);
  const theirs = (await other.start()).data.startCheckIn.id as string;
  await other.answer(theirs, [[1, 4]]);
  const rows = await waymark.database.owner<{ id: string; answers: string }>(
    'select id, answers from check_in_answers',
  );
  expect(rows).toHaveLength(2);
  for (const { answers } of rows) expect(answers).toMatch(/^s1\.[0-9a-f-]{36}\.[\w-]+$/);
  const dump = JSON.stringify(await waymark.database.owner('select * from check_ins, check_in_answers'));
  expect(dump).not.toMatch(/"(position|answer)"|\\"1\\":/);
  await waymark.database.owner(`update check_in_answers set answers = $2 where id = $1`, [
    bare(id),
    rows.find((row) => row.id === bare(theirs))!.answers,
  ]);
  const moved = await mine.read(id, 'id answers { given { answer } }');
  expect(moved.data).toBeNull();
  expect(code(moved)).toBe('INTERNAL');
});

test.each([
  ['an item that the instrument does not have', [[22, 1]], 'answers.0.position'],
  ['an answer beyond the scale', [[1, 5]], 'answers.0.answer'],
  ['an answer below it', [[1, -1]], 'answers.0.answer'],
] as const)('%s is refused, and nothing is saved', async (_case, answers, field) => {
  const id = await started();
  const { errors } = await mine.answer(id, answers);
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
  expect(await waymark.database.owner('select from check_in_answers')).toEqual([]);
});

test('each step has its state: what is not started, or handed in, or taken back is a conflict', async () => {
  const id = await started();
  expect(code(await mine.submit(id))).toBe('INVALID_INPUT');
  expect(code(await mine.discard(id))).toBe('CONFLICT');
  await mine.answer(id, [[1, 1]]);
  expect(code(await mine.submit(id))).toBe('OK');
  expect(code(await mine.submit(id))).toBe('CONFLICT');
  expect(code(await mine.answer(id, [[1, 2]]))).toBe('CONFLICT');
  expect(code(await mine.discard(id))).toBe('OK');
  for (const again of [mine.discard(id), mine.submit(id), mine.answer(id, [[1, 2]])]) {
    expect(code(await again)).toBe('CONFLICT');
  }
});

test('a discarded check-in counts for nothing, and stays in its client’s list of those', async () => {
  const id = await mine.take(evenly(12));
  const { data } = await mine.discard(id);
  expect(data.discardCheckIn).toMatchObject({ status: 'DISCARDED', scores: null });
  expect(data.discardCheckIn.answers.given).toHaveLength(18);
  expect(await latest()).toBeNull();
  expect(await waymark.database.owner('select from check_in_labels')).toEqual([]);
  const lists = (
    await mine.mine('checkIns { nodes { id } } gone: checkIns(discarded: true) { nodes { id } }')
  ).data;
  expect(lists.me.client).toEqual({ checkIns: { nodes: [] }, gone: { nodes: [{ id }] } });
  // The next is the intake once more.
  expect((await mine.start()).data.startCheckIn).toMatchObject({ trigger: 'INTAKE', status: 'STARTED' });
});

test('24 hours after it was submitted a check-in stays', async () => {
  const id = await mine.take(evenly(5));
  const until = (await mine.read(id, 'discardableUntil submittedAt')).data.checkIn;
  expect(Date.parse(until.discardableUntil) - Date.parse(until.submittedAt)).toBe(86_400_000);
  await backdate(waymark.database, id, 1.001);
  expect(code(await mine.discard(id))).toBe('CONFLICT');
  expect(await latest('index')).toEqual({ index: 41.666667 });
});

test('on demand there is one in 14 days, not counting what was taken back', async () => {
  await mine.take(evenly(3));
  const first = await mine.take(evenly(4));
  expect((await mine.read(first, 'trigger')).data.checkIn.trigger).toBe('ON_DEMAND');
  const refused = await mine.start();
  expect(code(refused)).toBe('LIMIT_REACHED');
  await mine.discard(first);
  const second = await mine.take(evenly(5));
  expect(code(await mine.start())).toBe('LIMIT_REACHED');
  await backdate(waymark.database, second, 13.99);
  expect(code(await mine.start())).toBe('LIMIT_REACHED');
  await backdate(waymark.database, second, 0.02);
  expect((await mine.start()).data.startCheckIn.trigger).toBe('ON_DEMAND');
});

test('who begins when 90 days have passed takes the scheduled one', async () => {
  await backdate(waymark.database, await mine.take(evenly(3)), 90);
  expect((await mine.start()).data.startCheckIn.trigger).toBe('SCHEDULED');
});

test('a week has one pulse, which can be said anew', async () => {
  const [first, second] = [await mine.pulse(1), await mine.pulse(4)];
  const { id, weekOn } = first.data.recordPulse;
  expect(new Date(`${weekOn}T00:00Z`).getUTCDay()).toBe(1);
  expect(second.data.recordPulse).toEqual({ id, weekOn, felt: 4, version: 2 });
  const { data } = await mine.mine('pulseThisWeek { felt } pulses { nodes { felt weekOn } }');
  expect(data.me.client).toEqual({ pulseThisWeek: { felt: 4 }, pulses: { nodes: [{ felt: 4, weekOn }] } });
  for (const felt of [-1, 5]) expect(code(await mine.pulse(felt))).toBe('INVALID_INPUT');
});

test('a pulse of another week is not this week’s', async () => {
  await mine.pulse(2);
  await waymark.database.owner('update weekly_pulses set week_on = week_on - 7');
  expect((await mine.mine('pulseThisWeek { felt }')).data.me.client.pulseThisWeek).toBeNull();
  await mine.pulse(3);
  expect((await mine.mine('pulses { nodes { felt } }')).data.me.client.pulses.nodes).toEqual([
    { felt: 3 },
    { felt: 2 },
  ]);
});

describe('the coach', () => {
  const CLIENT = `query ($id: ID!) { client(id: $id) { openCheckIn { id } nextCheckInAt checkIns { nodes { id status answers { given { answer } } scores { index } } }
    latestScores { index labels { label } } checkInTrends { checkIns } pulses { nodes { felt } } pulseThisWeek { felt } } }`;
  const seenBy = async (actor: World['coach']) =>
    (await waymark.send(actor, CLIENT, { id: `client_${world.client.memberId}` })).data.client;

  test('sees scores, labels and pulses with consent, and never an answer', async () => {
    const id = await mine.take(evenly(12));
    await mine.pulse(3);
    await mine.start();
    expect(await seenBy(world.coach)).toEqual({
      openCheckIn: null,
      nextCheckInAt: expect.any(String),
      checkIns: { nodes: [{ id, status: 'SUBMITTED', answers: null, scores: { index: 100 } }] },
      latestScores: {
        index: 100,
        labels: [
          { label: 'CONTENT_PLATEAU' },
          { label: 'RECOGNITION_GAP' },
          { label: 'INERTIA' },
          { label: 'STRAIN' },
        ],
      },
      checkInTrends: Array(7).fill({ checkIns: expect.any(Number) }),
      pulses: { nodes: [{ felt: 3 }] },
      pulseThisWeek: { felt: 3 },
    });
  });

  test('sees the same without consent as where there is nothing', async () => {
    const before = await seenBy(world.coachWithout);
    await mine.take(evenly(12));
    await mine.pulse(3);
    await mine.start();
    expect(await seenBy(world.coachWithout)).toEqual(before);
  });

  test('sees nothing more once consent is withdrawn, at once', async () => {
    await mine.take(evenly(12));
    await waymark.database.owner(`update consents set withdrawn_at = now() where coach_id = $1`, [
      world.coach.memberId,
    ]);
    expect(await seenBy(world.coach)).toEqual(await seenBy(world.coachWithout));
    await consent(waymark.database, world.coach, world.client);
    expect((await seenBy(world.coach)).latestScores.index).toBe(100);
  });
});
