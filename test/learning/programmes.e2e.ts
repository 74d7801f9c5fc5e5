import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember } from '../setup/people.js';
import { aProgramme, asks, code, does, inDays, people, tally, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let ask: ReturnType<typeof asks>;
let mine: ReturnType<typeof does>;
let post: ReturnType<typeof does>;

beforeAll(async () => {
  waymark = await startApp();
  cast = await people(waymark);
  [ask, mine] = [asks(waymark, cast.client), does(waymark, cast.client)];
  post = does(waymark, cast.mentor);
});
afterAll(() => waymark.close());

const posted = async (input: object = {}): Promise<string> =>
  (await post('postProgramme', { input: aProgramme(input) })).id;
const stepsOf = async (id: string): Promise<string[]> =>
  (await mine('programme', { id }, 'steps { id }')).steps.map((step: { id: string }) => step.id);
const counts = (as: MemberActor, id: string) =>
  does(waymark, as)('programme', { id }, 'enrolled completed isFull');

test('a programme is everybody’s to read, with its steps in order', async () => {
  const id = await posted({ seats: 12, tags: ['leading'] });
  const fields =
    'title postedBy isMine startsOn endsOn enrolBy seats isFull canEnrol status tags steps { position title dueOn doneAt }';
  const seen = {
    title: 'Leading without a title',
    postedBy: 'Mona',
    isMine: false,
    startsOn: inDays(10),
    endsOn: inDays(60),
    enrolBy: inDays(10),
    seats: 12,
    isFull: false,
    canEnrol: true,
    status: 'OPEN',
    tags: ['leading'],
    steps: [
      { position: 1, title: 'Read', dueOn: null, doneAt: null },
      { position: 2, title: 'Try', dueOn: inDays(30), doneAt: null },
      { position: 3, title: 'Tell', dueOn: null, doneAt: null },
    ],
  };
  for (const reader of [cast.client, cast.buddy, cast.coach, cast.admin]) {
    expect(await does(waymark, reader)('programme', { id }, fields)).toEqual(seen);
  }
  expect(await post('programme', { id }, fields)).toEqual({ ...seen, isMine: true });
  expect((await asks(waymark, cast.foreigner)('programme', { id })).data.programme).toBeNull();
});

test.each([
  ['an end before its beginning', { endsOn: inDays(9) }, 'input.endsOn'],
  ['enrolment behind its end', { enrolBy: inDays(61) }, 'input.enrolBy'],
  ['no steps', { steps: [] }, 'input.steps'],
  ['no seats', { seats: 0 }, 'input.seats'],
])('a programme with %s is refused', async (_what, input, field) => {
  const { errors } = await asks(waymark, cast.mentor)('postProgramme', { input: aProgramme(input) });
  expect([errors?.[0]?.extensions.code, errors?.[0]?.extensions.field]).toEqual(['INVALID_INPUT', field]);
});

test('how many are in it is told to who posted it alone', async () => {
  const id = await posted({ seats: 2 });
  await mine('enrolInProgramme', { programmeId: id });
  expect(await counts(cast.mentor, id)).toEqual({ enrolled: 1, completed: 0, isFull: false });
  for (const other of [cast.client, cast.buddy, cast.coach, cast.admin]) {
    expect(await counts(other, id)).toEqual({ enrolled: null, completed: null, isFull: false });
  }
});

test('a client does the steps, and with the last one the programme is completed', async () => {
  const id = await posted();
  const [read, practise, tell] = await stepsOf(id);
  expect(code(await ask('completeProgrammeStep', { stepId: read }))).toBe('CONFLICT');
  await mine('enrolInProgramme', { programmeId: id });
  expect(await mine('completeProgrammeStep', { stepId: tell })).toMatchObject({
    status: 'ENROLLED',
    stepsDone: 1,
  });
  await mine('completeProgrammeStep', { stepId: tell });
  await mine('completeProgrammeStep', { stepId: read });
  expect(await mine('completeProgrammeStep', { stepId: practise })).toMatchObject({
    status: 'COMPLETED',
    stepsDone: 3,
    stepsAll: 3,
  });
  expect(await counts(cast.mentor, id)).toMatchObject({ enrolled: 1, completed: 1 });
  const { enrolment, steps } = await mine(
    'programme',
    { id },
    'enrolment { id completedAt } steps { doneAt }',
  );
  expect([enrolment.completedAt, ...steps.map(({ doneAt }: { doneAt: string }) => doneAt)]).not.toContain(
    null,
  );
  expect(code(await ask('leaveProgramme', { id: enrolment.id }))).toBe('CONFLICT');
  // Somebody else has done none of it.
  expect(await does(waymark, cast.buddy)('programme', { id }, 'enrolment { id } steps { doneAt }')).toEqual({
    enrolment: null,
    steps: [{ doneAt: null }, { doneAt: null }, { doneAt: null }],
  });
});

test('a wrong mark is taken back and stays on record; what it completed goes on', async () => {
  const id = await posted({ steps: [{ title: 'Only' }] });
  const [stepId] = await stepsOf(id);
  await mine('enrolInProgramme', { programmeId: id });
  expect(code(await ask('correctProgrammeStep', { stepId, reason: 'Early' }))).toBe('CONFLICT');
  expect(await mine('completeProgrammeStep', { stepId })).toMatchObject({ status: 'COMPLETED' });
  const fields = 'status completedAt stepsDone marks { nodes { done reason step { title } } }';
  expect(await mine('correctProgrammeStep', { stepId, reason: 'Half read' }, fields)).toEqual({
    status: 'ENROLLED',
    completedAt: null,
    stepsDone: 0,
    marks: {
      nodes: [
        { done: false, reason: 'Half read', step: { title: 'Only' } },
        { done: true, reason: null, step: { title: 'Only' } },
      ],
    },
  });
  expect((await mine('programme', { id }, 'steps { doneAt }')).steps).toEqual([{ doneAt: null }]);
  expect(await mine('completeProgrammeStep', { stepId })).toMatchObject({ status: 'COMPLETED' });
});

test('who leaves frees the seat, and comes back to a new one', async () => {
  const id = await posted({ seats: 1 });
  const first = await mine('enrolInProgramme', { programmeId: id });
  const [stepId] = await stepsOf(id);
  await mine('completeProgrammeStep', { stepId });
  const buddy = asks(waymark, cast.buddy);
  expect(code(await buddy('enrolInProgramme', { programmeId: id }))).toBe('LIMIT_REACHED');
  expect((await mine('leaveProgramme', { id: first.id })).status).toBe('LEFT');
  expect((await mine('leaveProgramme', { id: first.id })).status).toBe('LEFT');
  expect(code(await ask('completeProgrammeStep', { stepId }))).toBe('CONFLICT');
  const theirs = (await buddy('enrolInProgramme', { programmeId: id })).data.enrolInProgramme;
  expect(code(await ask('enrolInProgramme', { programmeId: id }))).toBe('LIMIT_REACHED');
  await buddy('leaveProgramme', { id: theirs.id });
  const second = await mine('enrolInProgramme', { programmeId: id });
  expect([second.id === first.id, second.status, second.stepsDone]).toEqual([false, 'ENROLLED', 0]);
});

test('nobody enrols twice, into a closed one, or after the last day', async () => {
  const programmeId = await posted();
  await mine('enrolInProgramme', { programmeId });
  expect(code(await ask('enrolInProgramme', { programmeId }))).toBe('CONFLICT');
  const over = await posted({ startsOn: inDays(-10), enrolBy: inDays(-1) });
  expect(code(await ask('enrolInProgramme', { programmeId: over }))).toBe('CONFLICT');
  const closed = await posted();
  await post('closeProgramme', { id: closed });
  expect(code(await ask('enrolInProgramme', { programmeId: closed }))).toBe('CONFLICT');
  await post('reopenProgramme', { id: closed });
  expect(code(await ask('enrolInProgramme', { programmeId: closed }))).toBe('OK');
  const random = 'programme_01890000-0000-7000-8000-000000000000';
  expect(code(await ask('enrolInProgramme', { programmeId: random }))).toBe('NOT_FOUND');
});

test('its seats are not fewer than are taken, and its steps stay once somebody has enrolled', async () => {
  const id = await posted({ seats: 2 });
  const theirs = asks(waymark, cast.mentor);
  await post('changeProgramme', {
    id,
    version: 1,
    input: { steps: [{ title: 'First' }, { title: 'Second' }] },
  });
  await mine('enrolInProgramme', { programmeId: id });
  await does(waymark, cast.buddy)('enrolInProgramme', { programmeId: id });
  expect(code(await theirs('changeProgramme', { id, version: 2, input: { seats: 1 } }))).toBe('CONFLICT');
  expect(
    code(await theirs('changeProgramme', { id, version: 2, input: { steps: [{ title: 'Other' }] } })),
  ).toBe('CONFLICT');
  expect(code(await theirs('changeProgramme', { id, version: 1, input: { seats: 5 } }))).toBe(
    'VERSION_CONFLICT',
  );
  const changed = await post(
    'changeProgramme',
    { id, version: 2, input: { seats: null } },
    'seats steps { title }',
  );
  expect(changed).toEqual({ seats: null, steps: [{ title: 'First' }, { title: 'Second' }] });
});

test('what is put away is in no list but that of who posted it', async () => {
  await waymark.database.owner(
    `update programmes set status = 'CLOSED', closed_at = now(), archived_at = now()`,
  );
  const [id, other] = [await posted({ title: 'Old one' }), await posted({ title: 'New one' })];
  expect(code(await asks(waymark, cast.mentor)('archiveProgramme', { id }))).toBe('CONFLICT');
  await post('closeProgramme', { id });
  const titles = async (name: 'programmes' | 'myProgrammes', as: MemberActor, values = {}) =>
    (await does(waymark, as)(name, values, 'nodes { title }')).nodes.map(
      (node: { title: string }) => node.title,
    );
  expect(await titles('programmes', cast.client)).toEqual(['New one', 'Old one']);
  expect(await titles('programmes', cast.client, { canEnrol: true })).toEqual(['New one']);
  expect(await titles('programmes', cast.client, { search: 'OLD' })).toEqual(['Old one']);
  await post('archiveProgramme', { id });
  expect(await titles('programmes', cast.client)).toEqual(['New one']);
  expect(await titles('myProgrammes', cast.mentor)).toEqual(['New one']);
  expect((await titles('myProgrammes', cast.mentor, { archived: true }))[0]).toBe('Old one');
  expect(await titles('myProgrammes', cast.coach)).toEqual([]);
  await post('unarchiveProgramme', { id });
  expect(await titles('programmes', cast.client)).toEqual(['New one', 'Old one']);
  expect(other).not.toBe(id);
});

test('of 500 tries for seven seats, a hundred at once, seven get one and all others hear why not', async () => {
  const programmeId = await posted({ seats: 7 });
  const takers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      aMember(waymark.database, cast.client.orgId, `Taker ${at}`, ['CLIENT']),
    ),
  );
  const answers: Answer[] = [];
  for (let wave = 0; wave < 5; wave += 1) {
    answers.push(
      ...(await Promise.all(
        takers.map((taker) => asks(waymark, taker)('enrolInProgramme', { programmeId })),
      )),
    );
  }
  // Who has a seat is told so in the four waves behind the first.
  expect(tally(answers)).toEqual({ OK: 7, CONFLICT: 28, LIMIT_REACHED: 465 });
  const [held] = await waymark.database.owner(
    `select count(*)::int as seats, count(distinct client_id)::int as clients from enrolments
     where programme_id = $1 and status = 'ENROLLED'`,
    [programmeId.slice('programme_'.length)],
  );
  expect(held).toEqual({ seats: 7, clients: 7 });
});

test('a step that is marked twenty times at once is marked once, and the last two steps at once complete it', async () => {
  const id = await posted({ steps: [{ title: 'One' }, { title: 'Two' }] });
  const [one, two] = await stepsOf(id);
  await mine('enrolInProgramme', { programmeId: id });
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) => ask('completeProgrammeStep', { stepId: at % 2 ? one : two })),
  );
  expect(tally(answers)).toEqual({ OK: 40 });
  expect(
    (await mine('programme', { id }, 'enrolment { status marks { nodes { done } } }')).enrolment,
  ).toEqual({
    status: 'COMPLETED',
    marks: { nodes: [{ done: true }, { done: true }] },
  });
});

test('fewer seats and a taker at once never leave more taken than there are', async () => {
  const id = await posted({ seats: 2 });
  await mine('enrolInProgramme', { programmeId: id });
  await Promise.all([
    asks(waymark, cast.mentor)('changeProgramme', { id, version: 1, input: { seats: 1 } }),
    asks(waymark, cast.buddy)('enrolInProgramme', { programmeId: id }),
  ]);
  const [{ seats, taken }] = (await waymark.database.owner(
    `select seats, (select count(*)::int from enrolments e where e.programme_id = p.id and e.status <> 'LEFT') as taken
     from programmes p where id = $1`,
    [id.slice('programme_'.length)],
  )) as [{ seats: number; taken: number }];
  expect(taken).toBe(seats);
});
