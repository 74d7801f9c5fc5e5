import { startApp, type TestApp } from '../setup/app.js';
import {
  freeSlotsOf,
  monday,
  removeCalendar,
  setAvailability,
  organized,
  upload,
  availabilityOf,
  type AvailabilityWorld,
} from './availability.world.js';
import { calendar, event } from './ics.samples.js';

let app: TestApp;
let world: AvailabilityWorld;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  world = await organized(app);
});

const MONDAY = monday(20);
const stamp = (time: string) => `${MONDAY.replaceAll('-', '')}T${time}00`;
const starts = async () => {
  const search = { from: `${MONDAY}T00:00:00Z`, days: 1 };
  const { data } = await freeSlotsOf(world, world.client, world.engagementId, search);
  return data.freeSlots.slots.map(({ coachLocal }: { coachLocal: string }) => coachLocal.slice(11));
};
const shown = async () =>
  (await availabilityOf(world, world.coach, world.coach)).data.coach.availability.importedCalendars;

test('another calendar takes its times from what is free, until it is removed; under its name it is replaced', async () => {
  const { coach } = world;
  await setAvailability(world, coach, 1, [{ weekday: 1, from: '09:00', until: '12:00' }]);
  const daily = event(`DTSTART;TZID=Europe/Berlin:${stamp('0930')}`, 'DURATION:PT30M', 'RRULE:FREQ=DAILY');
  const { status, id } = await upload(world, coach, ' Home ', calendar(daily));
  expect(status).toBe(201);
  expect(await starts()).toEqual(['10:00', '10:30', '11:00']);
  const [home] = await shown();
  expect(home).toEqual({ id, name: 'Home', times: expect.any(Number), until: expect.any(String) });
  expect(home.times).toBeGreaterThan(370);
  const once = event(`DTSTART;TZID=Europe/Berlin:${stamp('1100')}`, 'DURATION:PT1H');
  expect((await upload(world, coach, 'Home', calendar(once))).id).toBe(id);
  expect(await shown()).toMatchObject([{ id, times: 1 }]);
  expect(await starts()).toEqual(['09:00', '09:30', '10:00']);
  await removeCalendar(world, coach, id!);
  expect(await starts()).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
});

test('of what a calendar says nothing is kept but when it is busy', async () => {
  const secret = event(
    `DTSTART:${stamp('0900')}Z`,
    'DURATION:PT1H',
    'DESCRIPTION:Call Jonas about Dentist',
    'LOCATION:Clinic',
    'ATTENDEE;CN="Jonas":mailto:jonas@example.test',
  );
  await upload(world, world.coach, 'Home', calendar(secret));
  const [row] = await world.database.owner<{ text: string }>(
    'select c::text as text from imported_calendars c where org_id = $1',
    [world.orgId],
  );
  expect(row!.text).not.toMatch(/Dentist|Jonas|Clinic/);
});

test('a bad file is refused with the line that is wrong, and nothing changes', async () => {
  await upload(world, world.coach, 'Home', calendar(event(`DTSTART:${stamp('0900')}Z`, 'DURATION:PT1H')));
  const before = await shown();
  const bad = calendar(event('DTSTART:yesterday'));
  expect(await upload(world, world.coach, 'Home', bad)).toEqual({
    status: 400,
    id: undefined,
    code: 'INVALID_INPUT',
    message: 'Line 7: DTSTART is no date or time.',
  });
  expect(await upload(world, world.coach, 'Home', Buffer.from('4d5a9000', 'hex'))).toMatchObject({
    code: 'INVALID_INPUT',
  });
  expect(await upload(world, world.coach, 'Home', '')).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await shown()).toEqual(before);
});

test.each(['', '  ', 'x'.repeat(81), 'a\u0007b'])('a calendar needs a name: %j', async (name) => {
  expect(await upload(world, world.coach, name, calendar())).toMatchObject({
    status: 400,
    code: 'INVALID_INPUT',
  });
});

test('a file of more than two megabytes is not read', async () => {
  const { status } = await upload(world, world.coach, 'Home', Buffer.alloc(2 * 1024 * 1024 + 1, 'x'));
  expect(status).toBe(413);
});

test('a full calendar of years is read', async () => {
  const events = Array.from({ length: 9_000 }, (_, at) =>
    event(
      `DTSTART:20${String(16 + Math.floor(at / 800)).padStart(2, '0')}0105T${String(at % 24).padStart(2, '0')}0000Z`,
      'DURATION:PT1H',
      `X-FILL:${'x'.repeat(80)}`,
    ),
  );
  const text = calendar(...events);
  expect(Buffer.byteLength(text)).toBeGreaterThan(1_500_000);
  expect(await upload(world, world.coach, 'Home', text)).toMatchObject({ status: 201 });
});

test('ten calendars are the most, however many come at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => upload(world, world.coach, `Calendar ${at}`, calendar())),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(answers.filter(({ code }) => code === 'LIMIT_REACHED')).toHaveLength(10);
  // One that is there can still be replaced.
  const { name } = (await shown())[0];
  expect(await upload(world, world.coach, name, calendar())).toMatchObject({ status: 201 });
});
