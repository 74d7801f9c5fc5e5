import { startApp, type TestApp } from '../setup/app.js';
import { answersFor, evenly } from './items.js';
import { aWorld, backdate, checkInsOf, clear, SCORES, type World } from './world.js';

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

test('what is submitted is scored at once, with every label, its items and its next step', async () => {
  const id = await started();
  const items = await mine.items();
  await mine.answer(
    id,
    answersFor(
      {
        BOREDOM: 12,
        UNCHALLENGED: 6,
        UNDERVALUED: 0,
        POSTPONING: 3,
        FRUSTRATION: 9,
        MOTIVATION_LOSS: 4,
        BLOCKED_ABOVE: 6,
      },
      items,
    ),
  );
  const { data } = await mine.submit(id);
  const positions = (dimension: string) =>
    items
      .filter((item: { dimension: string }) => item.dimension === dimension)
      .map(({ position }: { position: number }) => ({ position, dimension }));
  const cited = (...dimensions: string[]) =>
    dimensions.flatMap(positions).toSorted((a, b) => a.position - b.position);
  expect(data.submitCheckIn).toMatchObject({
    status: 'SUBMITTED',
    scores: {
      index: 47.222222,
      band: 'WATCH',
      boredom: 100,
      unchallenged: 50,
      undervalued: 0,
      postponing: 25,
      frustration: 75,
      motivationLoss: 33.333333,
      blockedAbove: 50,
      answered: 18,
      items: 18,
      coverage: 1,
      straightLining: false,
      incomplete: false,
      flagged: false,
      change: null,
      labels: [
        {
          label: 'CONTENT_PLATEAU',
          dimensions: ['BOREDOM', 'UNCHALLENGED'],
          nextStep: 'ASK_FOR_HARDER_WORK',
          nextStepWords: 'Pick one task that you could not do yet, and ask for it or make it a goal.',
          items: cited('BOREDOM', 'UNCHALLENGED'),
        },
        {
          label: 'STRUCTURAL',
          dimensions: ['BLOCKED_ABOVE'],
          nextStep: 'LOOK_SIDEWAYS',
          items: cited('BLOCKED_ABOVE'),
        },
      ],
    },
  });
});

test('unanswered is unknown and never 0, and what is incomplete is flagged', async () => {
  const id = await started();
  const items = await mine.items();
  await mine.answer(id, answersFor({ BOREDOM: 12, UNCHALLENGED: 12, UNDERVALUED: 12 }, items));
  await mine.submit(id);
  expect(await latest()).toMatchObject({
    index: null,
    band: null,
    boredom: 100,
    postponing: null,
    coverage: 0.5,
    incomplete: true,
    flagged: true,
    change: null,
  });
});

test('the change since the check-in before is told with its verdict: 13 raw points are none, 14 are one', async () => {
  const raw = (more: number) => ({
    ...evenly(6),
    BOREDOM: 6 + Math.min(6, more),
    UNCHALLENGED: 6 + Math.max(0, more - 6),
  });
  await backdate(waymark.database, await mine.take(raw(0)), 200);
  await backdate(waymark.database, await mine.take({ ...raw(11), POSTPONING: 8 }), 100);
  expect(await latest('index change { previousIndex difference verdict }')).toEqual({
    index: 68.055556,
    change: { previousIndex: 50, difference: 18.055556, verdict: 'NO_RELIABLE_CHANGE' },
  });
  await mine.take({ ...raw(0), BOREDOM: 5 });
  expect((await latest('change { difference verdict }')).change).toEqual({
    difference: -19.444445,
    verdict: 'LESS_STUCK',
  });
});

test('neither change nor trend looks at a flagged check-in, or at another instrument’s', async () => {
  await backdate(waymark.database, await mine.take(evenly(3)), 300);
  const flagged = await started();
  await mine.answer(
    flagged,
    Array.from({ length: 18 }, (_, at) => [at + 1, 2] as const),
  );
  expect((await mine.submit(flagged)).data.submitCheckIn.scores).toMatchObject({
    straightLining: true,
    flagged: true,
    change: null,
  });
  await backdate(waymark.database, flagged, 200);
  await backdate(waymark.database, await mine.take(evenly(6)), 100);
  expect((await latest('change { previousIndex }')).change).toEqual({ previousIndex: 25 });
  await waymark.database.owner(
    `update check_in_scores set instrument_code = 'elsewhere' where index_score = 25`,
  );
  expect((await latest('change { previousIndex }')).change).toBeNull();
});

test('from the third check-in on each dimension has a trend', async () => {
  for (const [points, days] of [
    [9, 120],
    [6, 60],
    [3, 0],
  ] as const) {
    await backdate(waymark.database, await mine.take({ ...evenly(6), BOREDOM: points }), days);
  }
  const { data } = await mine.mine('checkInTrends { dimension slope checkIns }');
  const slopes = data.me.client.checkInTrends as {
    dimension: string;
    slope: number | null;
    checkIns: number;
  }[];
  expect(slopes.map(({ dimension, checkIns }) => [dimension, checkIns])).toEqual([
    ['BOREDOM', 3],
    ['UNCHALLENGED', 3],
    ['UNDERVALUED', 3],
    ['POSTPONING', 3],
    ['FRUSTRATION', 3],
    ['MOTIVATION_LOSS', 3],
    ['BLOCKED_ABOVE', 0],
  ]);
  // 25 points in 60 days, twice.
  expect(slopes[0]!.slope).toBeCloseTo(-12.5, 3);
  expect(slopes[1]!.slope).toBeCloseTo(0, 6);
  expect(slopes[6]!.slope).toBeNull();
});
