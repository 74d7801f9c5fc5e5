import type { MemberActor } from '../../src/db/actor.js';
import { anEngagement } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  addException,
  changeSettings,
  DAY,
  freeSlotsOf,
  monday,
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

/** Far enough ahead that what is offered does not depend on the hour of this test. */
const MONDAY = monday(20);
const slotsOf = async (as: MemberActor, search = {}) =>
  (await freeSlotsOf(world, as, world.engagementId, { from: `${MONDAY}T00:00:00Z`, days: 7, ...search })).data
    .freeSlots.slots as { startsAt: string; endsAt: string; coachLocal: string; clientLocal: string }[];
const starts = async (search = {}) =>
  (await slotsOf(world.client, search)).map(({ coachLocal }) => coachLocal);

/** A session of any two, beside the API, from an instant on. */
async function sitting(engagementId: string, startsAt: string, minutes = 60, buffer = 0): Promise<void> {
  await world.database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, buffer_minutes, place)
     select e.org_id, e.id, e.coach_id, e.client_id, $2::timestamptz, $2::timestamptz + $3 * interval '1 minute', $4, 'Room 1'
     from engagements e where e.id = $1`,
    [engagementId, startsAt, minutes, buffer],
  );
}
const inBerlin = async (local: string) => {
  const [row] = await world.database.owner<{ at: Date }>(
    `select $1::timestamp at time zone 'Europe/Berlin' as at`,
    [local],
  );
  return row!.at.toISOString();
};

test('nothing is offered with somebody who is no longer here, or no longer in their role', async () => {
  const { coach, client, database } = world;
  for (const [asks, gone] of [
    [client, coach],
    [coach, client],
  ] as const) {
    for (const change of [`status = 'DISABLED'`, `roles = '{MENTOR}'`]) {
      expect((await slotsOf(asks)).length).toBeGreaterThan(0);
      await database.owner(`update members set ${change} where id = $1`, [gone.memberId]);
      expect([change, await slotsOf(asks)]).toEqual([change, []]);
      await database.owner(`update members set status = 'ACTIVE', roles = $2 where id = $1`, [
        gone.memberId,
        gone.roles,
      ]);
    }
  }
});

test('a coach who said no hours is offered on the working days of the organization from nine to five', async () => {
  const all = await starts();
  expect(all.filter((local) => local.startsWith(MONDAY))).toEqual(
    [
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
      '14:30',
      '15:00',
      '15:30',
      '16:00',
    ].map((time) => `${MONDAY}T${time}`),
  );
  expect(all).toHaveLength(75);
});

test('both sides are told the same, in both zones', async () => {
  await world.database.owner(`update members set time_zone = 'Asia/Kathmandu' where id = $1`, [
    world.client.memberId,
  ]);
  const [mine, theirs] = await Promise.all([
    freeSlotsOf(world, world.coach, world.engagementId, { from: `${MONDAY}T00:00:00Z` }),
    freeSlotsOf(world, world.client, world.engagementId, { from: `${MONDAY}T00:00:00Z` }),
  ]);
  expect(mine.data).toEqual(theirs.data);
  expect(mine.data.freeSlots).toMatchObject({ coachZone: 'Europe/Berlin', clientZone: 'Asia/Kathmandu' });
  const [first] = mine.data.freeSlots.slots;
  const at = Date.parse(await inBerlin(`${MONDAY}T09:00`));
  expect(first).toEqual({
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + 3_600_000).toISOString(),
    coachLocal: `${MONDAY}T09:00`,
    clientLocal: new Date(at + 5.75 * 3_600_000).toISOString().slice(0, 16),
  });
});

test('hours, exceptions, the step and the length decide', async () => {
  await setAvailability(world, world.coach, 1, [
    { weekday: 1, from: '09:10', until: '12:00' },
    { weekday: 2, from: '22:00', until: '24:00' },
    { weekday: 3, from: '00:00', until: '01:00' },
  ]);
  await changeSettings(world, world.coach, 2, {
    stepMinutes: 60,
    sessionMinutes: 45,
    zone: 'America/New_York',
  });
  const next = (days: number) => new Date(Date.parse(MONDAY) + days * DAY).toISOString().slice(0, 10);
  await addException(world, world.coach, { kind: 'AWAY', firstOn: MONDAY, from: '11:00', until: '11:30' });
  await addException(world, world.coach, {
    kind: 'EXTRA',
    firstOn: next(4),
    lastOn: next(5),
    from: '08:00',
    until: '09:00',
  });
  await addException(world, world.coach, { kind: 'AWAY', firstOn: next(5) });
  expect(await starts()).toEqual([
    `${MONDAY}T10:00`,
    `${next(1)}T22:00`,
    `${next(1)}T23:00`,
    `${next(2)}T00:00`,
    `${next(4)}T08:00`,
  ]);
  // Across midnight, where the hours of two days adjoin.
  expect(await starts({ minutes: 120 })).toEqual([`${next(1)}T22:00`, `${next(1)}T23:00`]);
});

test('no hours at all is something that a coach can say', async () => {
  await setAvailability(world, world.coach, 1, []);
  expect(await starts()).toEqual([]);
});

test('the buffer is free behind each, and neither side sits elsewhere', async () => {
  const { coach, client, otherClient, otherCoach } = world;
  await setAvailability(world, coach, 1, [{ weekday: 1, from: '09:00', until: '13:00' }]);
  await changeSettings(world, coach, 2, { bufferMinutes: 15 });
  await sitting(
    await anEngagement(world.database, coach, otherClient),
    await inBerlin(`${MONDAY}T10:00`),
    30,
    15,
  );
  await sitting(
    await anEngagement(world.database, otherCoach, client),
    await inBerlin(`${MONDAY}T12:30`),
    30,
  );
  // 09:30 would end as the coach's session begins, but for the buffer; 11:30 as the client's does.
  expect(await starts({ minutes: 30 })).toEqual([`${MONDAY}T09:00`, `${MONDAY}T11:00`, `${MONDAY}T11:30`]);
});

test('notice and horizon are kept', async () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', until: '24:00' }));
  await setAvailability(world, world.coach, 1, everyDay);
  await changeSettings(world, world.coach, 2, { minNoticeHours: 48, furthestDays: 3 });
  const before = Date.now();
  const { slots } = (await freeSlotsOf(world, world.client, world.engagementId)).data.freeSlots;
  const times = slots.map(({ startsAt }: { startsAt: string }) => Date.parse(startsAt));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(before + 2 * DAY);
  expect(Math.max(...times)).toBeLessThanOrEqual(Date.now() + 3 * DAY);
  // A day in halves of an hour.
  expect([48, 49]).toContain(times.length);
});

test.each([
  ['days', { days: 0 }],
  ['days', { days: 85 }],
  ['minutes', { minutes: 14 }],
  ['minutes', { minutes: 241 }],
])('what is out of range is refused by name: %s', async (field, search) => {
  const { errors } = await freeSlotsOf(world, world.client, world.engagementId, search);
  expect(errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field });
});

test('only the two sides of an active engagement are told', async () => {
  const { admin, otherCoach, otherClient, mentor, foreigner, engagementId, coach, client } = world;
  const answers = async (...people: MemberActor[]) =>
    Promise.all(people.map((person) => freeSlotsOf(world, person, engagementId)));
  for (const { data } of await answers(otherCoach, otherClient, foreigner)) expect(data.freeSlots).toBeNull();
  for (const { errors } of await answers(admin, mentor))
    expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
  expect((await freeSlotsOf(world, null, engagementId)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  await world.database.owner(`update engagements set status = 'PAUSED' where id = $1`, [engagementId]);
  for (const { data } of await answers(coach, client)) expect(data.freeSlots).toBeNull();
});

test('years of sessions and twelve weeks ahead are one statement', async () => {
  const { database, coach, client, otherClient, engagementId } = world;
  const other = await anEngagement(database, coach, otherClient);
  // Three a day, four days a week, for two years and the twelve weeks to come.
  await database.owner(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
     select e.org_id, e.id, e.coach_id, e.client_id, at, at + interval '50 minutes', 'Room 1'
     from generate_series(-730, 84) d, unnest(array[9, 11, 14]) h,
       lateral (select (date_trunc('day', now() at time zone 'Europe/Berlin') + d * interval '1 day' + h * interval '1 hour')
         at time zone 'Europe/Berlin' as at) t, engagements e
     where e.id = case when h = 11 then $1::uuid else $2::uuid end and extract(isodow from at) < 5`,
    [engagementId, other],
  );
  await changeSettings(world, coach, 1, { stepMinutes: 15 });
  const { data, errors } = await freeSlotsOf(world, client, engagementId, {
    from: `${MONDAY}T00:00:00Z`,
    days: 63,
  });
  expect(errors).toBeUndefined();
  const monday = data.freeSlots.slots.filter(({ coachLocal }: { coachLocal: string }) =>
    coachLocal.startsWith(MONDAY),
  );
  expect(monday.map(({ coachLocal }: { coachLocal: string }) => coachLocal.slice(11))).toEqual([
    '10:00',
    '12:00',
    '12:15',
    '12:30',
    '12:45',
    '13:00',
    '15:00',
    '15:15',
    '15:30',
    '15:45',
    '16:00',
  ]);
  expect(data.freeSlots.slots.length).toBeGreaterThan(600);
  // Twelve weeks from today on, counted by `send` as one statement as well.
  expect((await freeSlotsOf(world, client, engagementId, { days: 84 })).errors).toBeUndefined();
});

test('a coach of two organizations is plainly not free, and neither learns of the other', async () => {
  const { database, coach, client, otherClient, engagementId } = world;
  // The same person, as a coach elsewhere.
  const there = await anOrganization(database, 'there');
  const twin = await aMember(database, there, 'Cora There', ['COACH']);
  await database.owner(
    `update members set user_id = (select user_id from members where id = $2) where id = $1`,
    [twin.memberId, coach.memberId],
  );
  const abroad = await anEngagement(database, twin, await aMember(database, there, 'Theo There', ['CLIENT']));
  const own = await anEngagement(database, coach, otherClient);
  const hours = [{ weekday: 1, from: '09:00', until: '13:00' }];
  await setAvailability(world, coach, 1, hours);
  const before = await freeSlotsOf(world, client, engagementId, { from: `${MONDAY}T00:00:00Z` });
  const [nine, ten] = [await inBerlin(`${MONDAY}T09:00`), await inBerlin(`${MONDAY}T10:00`)];
  // Adjoining, one here and one there.
  await sitting(own, nine);
  await sitting(abroad, ten);
  const mixed = await freeSlotsOf(world, client, engagementId, { from: `${MONDAY}T00:00:00Z` });
  await database.owner(`delete from sessions where engagement_id = $1`, [abroad]);
  await sitting(own, ten);
  const alike = await freeSlotsOf(world, client, engagementId, { from: `${MONDAY}T00:00:00Z` });
  expect(mixed.text).toBe(alike.text);
  expect(mixed.text).not.toBe(before.text);
  const mondays = (answer: typeof mixed) =>
    answer.data.freeSlots.slots.map(({ coachLocal }: { coachLocal: string }) => coachLocal).slice(0, 3);
  expect(mondays(mixed)).toEqual(['11:00', '11:30', '12:00'].map((time) => `${MONDAY}T${time}`));
  // And the other way round: nothing of the hours here is known there.
  const elsewhere = await freeSlotsOf(world, twin, abroad, { from: `${MONDAY}T00:00:00Z`, days: 1 });
  expect(elsewhere.data.freeSlots.slots[0].coachLocal).toBe(`${MONDAY}T11:00`);
  expect(elsewhere.data.freeSlots.slots.at(-1).coachLocal).toBe(`${MONDAY}T16:00`);
});
