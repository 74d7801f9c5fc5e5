import type { MemberActor } from '../../src/db/actor.js';
import type { Answer } from '../setup/app.js';
import { aMember } from '../setup/people.js';
import {
  addException,
  availabilityOf,
  changeSettings,
  day,
  removeCalendar,
  removeException,
  setAvailability,
  startAvailability,
  upload,
  type AvailabilityWorld,
} from './availability.world.js';
import { calendar, event } from './ics.samples.js';

type World = AvailabilityWorld & { adminWhoCoaches: MemberActor };

const ICS = calendar(event('DTSTART:20260504T070000Z', 'DURATION:PT1H'));
let world: World;
let exception: string;
let imported: string;

beforeAll(async () => {
  const started = await startAvailability();
  const adminWhoCoaches = await aMember(started.database, started.orgId, 'Aron Both', ['ADMIN', 'COACH']);
  world = { ...started, adminWhoCoaches };
  await setAvailability(world, world.coach, 1, [{ weekday: 1, from: '09:00', until: '17:00' }]);
  const { data } = await addException(world, world.coach, {
    kind: 'AWAY',
    firstOn: day(9),
    reason: 'Surgery',
  });
  exception = data.addAvailabilityException.exceptions[0].id;
  imported = (await upload(world, world.coach, 'Home', ICS)).id!;
});
afterAll(() => world.close());

const TABLES = [
  'coach_schedules',
  'availability_hours',
  'availability_exceptions',
  'availability_reasons',
  'imported_calendars',
];
const everything = () =>
  Promise.all(TABLES.map((table) => world.database.owner(`select * from ${table} order by id`)));
const who = (person: string) => (person === 'anonymous' ? null : (world[person as 'client'] as MemberActor));
const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

/** What is done to something of the coach's, by its id. */
const ofTheCoach: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  removeAvailabilityException: (as) => removeException(world, as, exception),
  removeImportedCalendar: (as) => removeCalendar(world, as, imported),
};
/** What a coach does to their own, and which names nobody. */
const ofOnesOwn: Record<string, (as: MemberActor | null) => Promise<Answer>> = {
  setAvailability: (as) => setAvailability(world, as, 99, []),
  changeScheduleSettings: (as) => changeSettings(world, as, 99, { bufferMinutes: 5 }),
  addAvailabilityException: (as) => addException(world, as, { kind: 'AWAY', firstOn: day(-9) }),
};

test.each([
  ['anonymous', 'UNAUTHENTICATED', ['UNAUTHENTICATED', 'UNAUTHENTICATED', 'UNAUTHENTICATED']],
  ['client', 'FORBIDDEN', ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']],
  ['otherClient', 'FORBIDDEN', ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']],
  ['mentor', 'FORBIDDEN', ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']],
  ['admin', 'FORBIDDEN', ['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']],
  ['otherCoach', 'NOT_FOUND', ['VERSION_CONFLICT', 'VERSION_CONFLICT', 'INVALID_INPUT']],
  ['adminWhoCoaches', 'NOT_FOUND', ['VERSION_CONFLICT', 'VERSION_CONFLICT', 'INVALID_INPUT']],
  ['foreigner', 'NOT_FOUND', ['VERSION_CONFLICT', 'VERSION_CONFLICT', 'INVALID_INPUT']],
])('%s changes nothing of the coach’s', async (person, foreign, own) => {
  const before = await everything();
  for (const call of Object.values(ofTheCoach)) expect(code(await call(who(person)))).toBe(foreign);
  const codes: string[] = [];
  for (const call of Object.values(ofOnesOwn)) codes.push(code(await call(who(person))));
  expect(codes).toEqual(own);
  expect(await everything()).toEqual(before);
});

test.each([
  ['anonymous', 401, 'UNAUTHENTICATED'],
  ['client', 403, 'FORBIDDEN'],
  ['mentor', 403, 'FORBIDDEN'],
  ['admin', 403, 'FORBIDDEN'],
])('%s hands in no calendar', async (person, status, expected) => {
  const before = await everything();
  expect(await upload(world, who(person), 'Home', ICS)).toMatchObject({ status, code: expected });
  expect(await everything()).toEqual(before);
});

test('the calendar of another coach of the same name is another calendar', async () => {
  const before = await world.database.owner(`select * from imported_calendars order by id`);
  for (const person of ['otherCoach', 'foreigner'] as const) {
    const { id } = await upload(world, world[person], 'Home', calendar());
    expect(id).not.toBe(imported);
    expect(code(await removeCalendar(world, world[person], id!))).toBe('OK');
  }
  expect(await world.database.owner(`select * from imported_calendars order by id`)).toEqual(before);
});

const full = { hoursSet: true, hours: [{ weekday: 1, from: '09:00', until: '17:00' }] };

test.each([
  ['client', null],
  ['otherClient', null],
  ['mentor', null],
  ['otherCoach', null],
  ['admin', { ...full, exceptions: [{ reason: null }], importedCalendars: [] }],
  ['adminWhoCoaches', { ...full, exceptions: [{ reason: null }], importedCalendars: [] }],
  [
    'coach',
    { ...full, exceptions: [{ reason: 'Surgery' }], importedCalendars: [{ name: 'Home', times: 0 }] },
  ],
])('%s sees of the coach’s availability what is for them', async (person, expected) => {
  const { data } = await availabilityOf(world, who(person), world.coach);
  if (expected === null) expect(data.coach).toEqual({ availability: null });
  else expect(data.coach.availability).toMatchObject(expected);
});

test('each part is found by its id by those who see it', async () => {
  const found = async (as: MemberActor) =>
    Promise.all(
      [`availability_${world.coach.memberId}`, exception, imported].map(
        async (id) =>
          (await world.send(as, 'query ($id: ID!) { node(id: $id) { __typename } }', { id })).data.node,
      ),
    );
  const [availability, away, home] = ['Availability', 'AvailabilityException', 'ImportedCalendar'].map(
    (name) => ({ __typename: name }),
  );
  expect(await found(world.coach)).toEqual([availability, away, home]);
  expect(await found(world.admin)).toEqual([availability, away, null]);
  for (const person of [world.client, world.otherCoach, world.mentor, world.foreigner])
    expect(await found(person)).toEqual([null, null, null]);
});
