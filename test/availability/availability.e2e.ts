import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import {
  addException,
  availabilityOf,
  changeSettings,
  day,
  freeSlotsOf,
  removeException,
  setAvailability,
  organized,
  type AvailabilityWorld,
} from './availability.world.js';

let app: TestApp;
let world: AvailabilityWorld;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  world = await organized(app);
});

const read = async (as: MemberActor) =>
  (await availabilityOf(world, as, world.coach)).data.coach.availability;
const failure = ({ errors }: Answer) =>
  errors && { code: errors[0]!.extensions.code, field: errors[0]!.extensions.field };

test('every coach has an availability from the first day, which says nothing yet', async () => {
  expect(await read(world.coach)).toEqual({
    id: `availability_${world.coach.memberId}`,
    zone: null,
    hoursSet: false,
    bufferMinutes: 0,
    minNoticeHours: 0,
    furthestDays: 365,
    stepMinutes: 30,
    sessionMinutes: 60,
    version: 1,
    hours: [],
    exceptions: [],
    importedCalendars: [],
  });
  await world.database.owner(`update members set roles = '{CLIENT,COACH}' where id = $1`, [
    world.client.memberId,
  ]);
  const became = { ...world.client, roles: ['CLIENT', 'COACH'] } as MemberActor;
  const { data } = await setAvailability(world, became, 1, []);
  expect(data.setAvailability).toMatchObject({ hoursSet: true, hours: [], version: 2 });
});

test('a week is replaced as a whole, by who saw the last one', async () => {
  const { coach } = world;
  const first = await setAvailability(world, coach, 1, [
    { weekday: 3, from: '22:00', until: '24:00' },
    { weekday: 1, from: '13:05', until: '17:00' },
    { weekday: 1, from: '09:00', until: '13:05' },
  ]);
  expect(first.data.setAvailability).toMatchObject({
    hoursSet: true,
    version: 2,
    hours: [
      { weekday: 1, from: '09:00', until: '13:05' },
      { weekday: 1, from: '13:05', until: '17:00' },
      { weekday: 3, from: '22:00', until: '24:00' },
    ],
  });
  expect(failure(await setAvailability(world, coach, 1, []))).toEqual({
    code: 'VERSION_CONFLICT',
    field: 'version',
  });
  const second = await setAvailability(world, coach, 2, [{ weekday: 7, from: '00:00', until: '00:30' }]);
  expect(second.data.setAvailability.hours).toEqual([{ weekday: 7, from: '00:00', until: '00:30' }]);
});

test.each([
  [
    'hours of one day that overlap',
    [
      { weekday: 1, from: '09:00', until: '12:00' },
      { weekday: 1, from: '11:59', until: '13:00' },
    ],
    'hours',
  ],
  ['an end before the start', [{ weekday: 1, from: '09:00', until: '09:00' }], 'hours.0.until'],
  ['an eighth day', [{ weekday: 8, from: '09:00', until: '10:00' }], 'hours.0.weekday'],
  ['no time', [{ weekday: 1, from: '9:00', until: '10:00' }], 'hours.0.from'],
  ['a time after the end of the day', [{ weekday: 1, from: '09:00', until: '24:01' }], 'hours.0.until'],
])('a week is refused for %s, and nothing changes', async (_, hours, field) => {
  const before = await read(world.coach);
  expect(failure(await setAvailability(world, world.coach, 1, hours))).toEqual({
    code: 'INVALID_INPUT',
    field,
  });
  expect(await read(world.coach)).toEqual(before);
});

test('of two who set the week at once one wins, and the other is told to look again', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      setAvailability(world, world.coach, 1, [{ weekday: 1, from: '09:00', until: `1${at % 10}:00` }]),
    ),
  );
  const codes = answers.map((answer) => failure(answer)?.code ?? 'OK');
  expect(codes.filter((code) => code === 'OK')).toHaveLength(1);
  expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19);
  const { version, hours } = await read(world.coach);
  expect(version).toBe(2);
  expect(hours).toEqual(answers[codes.indexOf('OK')]!.data.setAvailability.hours);
});

test('rules change one by one, and the zone can go back to the member’s', async () => {
  const { coach } = world;
  const all = {
    zone: 'Asia/Kathmandu',
    bufferMinutes: 10,
    minNoticeHours: 12,
    furthestDays: 60,
    stepMinutes: 15,
    sessionMinutes: 50,
  };
  expect((await changeSettings(world, coach, 1, all)).data.changeScheduleSettings).toMatchObject({
    ...all,
    version: 2,
  });
  expect(
    (await changeSettings(world, coach, 2, { bufferMinutes: 0 })).data.changeScheduleSettings,
  ).toMatchObject({
    ...all,
    bufferMinutes: 0,
    version: 3,
  });
  expect((await changeSettings(world, coach, 3, { zone: null })).data.changeScheduleSettings.zone).toBeNull();
  expect(failure(await changeSettings(world, coach, 3, all))).toEqual({
    code: 'VERSION_CONFLICT',
    field: 'version',
  });
});

test.each([
  ['zone', 'Mars/Olympus'],
  ['zone', '+01:00'],
  ['bufferMinutes', 61],
  ['minNoticeHours', -1],
  ['furthestDays', 366],
  ['stepMinutes', 20],
  ['sessionMinutes', 14],
])('a rule out of range is refused by name: %s %p', async (field, value) => {
  expect(failure(await changeSettings(world, world.coach, 1, { [field]: value }))).toEqual({
    code: 'INVALID_INPUT',
    field: `input.${field}`,
  });
});

test('days can differ, for a reason that is the coach’s own', async () => {
  const { coach, admin } = world;
  await addException(world, coach, { kind: 'AWAY', firstOn: day(10), lastOn: day(12), reason: '  Surgery ' });
  const { data } = await addException(world, coach, {
    kind: 'EXTRA',
    firstOn: day(5),
    from: '18:00',
    until: '24:00',
  });
  const [extra, away] = data.addAvailabilityException.exceptions;
  expect(extra).toMatchObject({
    kind: 'EXTRA',
    firstOn: day(5),
    lastOn: day(5),
    from: '18:00',
    until: '24:00',
    reason: null,
  });
  expect(away).toMatchObject({
    kind: 'AWAY',
    firstOn: day(10),
    lastOn: day(12),
    from: null,
    until: null,
    reason: 'Surgery',
  });
  const seen = await availabilityOf(world, admin, coach);
  expect(seen.data.coach.availability.exceptions).toEqual([extra, { ...away, reason: null }]);
  expect(seen.text).not.toContain('Surgery');
  expect((await removeException(world, coach, away.id)).data.removeAvailabilityException.exceptions).toEqual([
    extra,
  ]);
  expect(
    await world.database.owner('select from availability_reasons where org_id = $1', [world.orgId]),
  ).toEqual([]);
  expect(failure(await removeException(world, coach, away.id))).toEqual({ code: 'NOT_FOUND', field: 'id' });
});

test.each<[string, object, string]>([
  ['the last day before the first', { kind: 'AWAY', firstOn: day(5), lastOn: day(4) }, 'input.lastOn'],
  ['what is over', { kind: 'AWAY', firstOn: day(-9), lastOn: day(-3) }, 'input.lastOn'],
  ['more than a year', { kind: 'AWAY', firstOn: day(0), lastOn: day(400) }, 'input.lastOn'],
  ['one end only', { kind: 'AWAY', firstOn: day(5), from: '10:00' }, 'input.until'],
  ['extra without hours', { kind: 'EXTRA', firstOn: day(5) }, 'input.from'],
  [
    'an end before the start',
    { kind: 'EXTRA', firstOn: day(5), from: '10:00', until: '09:00' },
    'input.until',
  ],
  ['an empty reason', { kind: 'AWAY', firstOn: day(5), reason: ' ' }, 'input.reason'],
])('days that differ are refused for %s', async (_, input, field) => {
  expect(failure(await addException(world, world.coach, input))).toEqual({ code: 'INVALID_INPUT', field });
});

test('two hundred exceptions are the most, however many come at once; what is over does not count', async () => {
  await world.database.owner(
    `insert into availability_exceptions (org_id, coach_id, kind, first_on, last_on)
     select $1, $2, 'AWAY', d, d from (
       select current_date + n as d from generate_series(1, 195) n union all select current_date - n from generate_series(2, 60) n) days`,
    [world.orgId, world.coach.memberId],
  );
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => addException(world, world.coach, { kind: 'AWAY', firstOn: day(300) })),
  );
  const codes = answers.map((answer) => failure(answer)?.code ?? 'OK');
  expect(codes.filter((code) => code === 'OK')).toHaveLength(5);
  expect(codes.filter((code) => code === 'LIMIT_REACHED')).toHaveLength(15);
});

test('what is booked stays as it is when the coach goes away', async () => {
  const { database, engagementId, coach } = world;
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
     select e.org_id, e.id, e.coach_id, e.client_id, now() + interval '5 days', now() + interval '121 hours', 'Room 1'
     from engagements e where e.id = $1`,
    [engagementId],
  );
  await addException(world, coach, { kind: 'AWAY', firstOn: day(4), lastOn: day(6) });
  expect(
    await database.owner('select status from sessions where engagement_id = $1', [engagementId]),
  ).toEqual([{ status: 'BOOKED' }]);
  expect(
    (await freeSlotsOf(world, coach, engagementId, { from: `${day(5)}T00:00:00Z`, days: 1 })).errors,
  ).toBeUndefined();
});

test('the availabilities of a page of coaches are one statement, as is one', async () => {
  const page = `{ coaches(first: 20) { nodes { name availability { version hours { from } exceptions { reason } importedCalendars { name } } } } }`;
  const { data, errors } = await world.send(world.admin, page);
  expect(errors).toBeUndefined();
  expect(data.coaches.nodes.map(({ availability }: { availability: object }) => availability)).toEqual(
    Array.from({ length: 2 }, () => ({ version: 1, hours: [], exceptions: [], importedCalendars: [] })),
  );
  expect(await read(world.admin)).toMatchObject({ version: 1 });
});
