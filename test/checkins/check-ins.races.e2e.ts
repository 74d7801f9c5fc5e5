import { startApp, type TestApp } from '../setup/app.js';
import { evenly } from './items.js';
import { aWorld, backdate, bare, checkInsOf, clear, code, engage, sweepAt, type World } from './world.js';

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

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));
const stored = () => waymark.database.owner('select trigger, status from check_ins order by id');

test('200 starts at once begin one check-in on demand, and all answer with it', async () => {
  await mine.take(evenly(3));
  const answers = await times(200, () => mine.start());
  expect(answers.map(code)).toEqual(Array(200).fill('OK'));
  expect(new Set(answers.map(({ data }) => data.startCheckIn.id)).size).toBe(1);
  expect(await stored()).toEqual([
    { trigger: 'INTAKE', status: 'SUBMITTED' },
    { trigger: 'ON_DEMAND', status: 'STARTED' },
  ]);
});

test('within 14 days 50 starts at once begin none', async () => {
  await mine.take(evenly(3));
  await mine.take(evenly(4));
  const answers = await times(50, () => mine.start());
  expect(answers.map(code)).toEqual(Array(50).fill('LIMIT_REACHED'));
  expect(await stored()).toHaveLength(2);
});

test('100 submissions at once hand a check-in in once, with one set of scores', async () => {
  const { id } = (await mine.start()).data.startCheckIn;
  await mine.answer(id, [[1, 4]]);
  const codes = (await times(100, () => mine.submit(id))).map(code).toSorted();
  expect(codes).toEqual([...Array<string>(99).fill('CONFLICT'), 'OK']);
  expect(await waymark.database.owner('select from check_in_scores')).toHaveLength(1);
});

test('answers that arrive at once are all kept', async () => {
  const { id } = (await mine.start()).data.startCheckIn;
  const positions = Array.from({ length: 21 }, (_, at) => at + 1);
  const answers = await Promise.all(positions.map((position) => mine.answer(id, [[position, position % 5]])));
  expect(answers.map(code)).toEqual(Array(21).fill('OK'));
  const { data } = await mine.read(id, 'answers { given { position answer } }');
  expect(data.checkIn.answers.given).toEqual(
    positions.map((position) => ({ position, answer: position % 5 })),
  );
});

test('an answer that comes with the submission is in the scores or refused, never lost in between', async () => {
  const { id } = (await mine.start()).data.startCheckIn;
  await mine.answer(id, [[1, 0]]);
  const [answered, submitted] = await Promise.all([mine.answer(id, [[2, 0]]), mine.submit(id)]);
  expect(code(submitted)).toBe('OK');
  const scored = submitted.data.submitCheckIn.scores.answered;
  expect([code(answered), scored]).toEqual(code(answered) === 'OK' ? ['OK', 2] : ['CONFLICT', 1]);
});

test('50 discards at once take a check-in back once', async () => {
  const id = await mine.take(evenly(5));
  const codes = (await times(50, () => mine.discard(id))).map(code).toSorted();
  expect(codes).toEqual([...Array<string>(49).fill('CONFLICT'), 'OK']);
});

test('50 pulses at once leave one for the week', async () => {
  const answers = await times(50, () => mine.pulse(2));
  expect(answers.map(code)).toEqual(Array(50).fill('OK'));
  expect(await waymark.database.owner('select felt, version from weekly_pulses')).toEqual([
    { felt: 2, version: 50 },
  ]);
});

test('sweeps and the client’s own start at once leave one check-in', async () => {
  await backdate(waymark.database, await mine.take(evenly(5)), 91);
  await waymark.database.owner(
    `update check_in_schedules set next_at = now() - interval '1 second' where id = $1`,
    [world.client.memberId],
  );
  const now = new Date();
  const [started] = await Promise.all([mine.start(), ...[1, 2, 3, 4, 5].map(() => sweepAt(waymark, now))]);
  expect(code(started)).toBe('OK');
  const open = await waymark.database.owner(
    `select trigger, status from check_ins where client_id = $1 and submitted_at is null`,
    [world.client.memberId],
  );
  expect(open).toEqual([{ trigger: 'SCHEDULED', status: 'STARTED' }]);
});

test('an engagement that ends while its client starts a check-in makes that one the exit', async () => {
  await mine.take(evenly(5));
  const engagement = await engage(waymark.database, world.adminCoach, world.client);
  const end = () =>
    waymark.send(
      world.adminCoach,
      `mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { status } }`,
      {
        id: `engagement_${engagement}`,
      },
    );
  const outcomes = await Promise.all([mine.start(), end(), mine.start(), end()]);
  expect(outcomes.map(code).filter((each) => each === 'OK')).toHaveLength(3);
  expect(await waymark.database.owner('select trigger from check_ins where submitted_at is null')).toEqual([
    { trigger: 'EXIT' },
  ]);
});

test('of 20 admins who choose an instrument at once the last one to be done decides, and one is current', async () => {
  const chosen = await waymark.database.owner<{ id: string }>(
    `insert into instruments (org_id, code, edition, title, author_id)
     select $1, 'ours-' || n, 1, 'Ours', $2 from generate_series(1, 20) n returning id`,
    [world.north, world.admin.memberId],
  );
  const answers = await Promise.all(
    chosen.map(({ id }) =>
      waymark.send(world.admin, 'mutation ($id: ID!) { chooseInstrument(id: $id) { id current } }', {
        id: `instrument_${id}`,
      }),
    ),
  );
  expect(answers.map(code).filter((each) => each !== 'OK' && each !== 'CONFLICT')).toEqual([]);
  const current = await waymark.database.owner<{ id: string }>(
    'select id from instruments where org_id = $1 and current',
    [world.north],
  );
  expect(current).toHaveLength(1);
  const won = answers.flatMap(({ data }) => (data ? [bare(data.chooseInstrument.id)] : []));
  expect(won).toContain(current[0]!.id);
  await waymark.database.owner(`update instruments set current = false where org_id = $1`, [world.north]);
  await waymark.database.owner(
    `update instruments set current = true where org_id = $1 and author_id is null`,
    [world.north],
  );
});
