import { RemindersDelivery } from '../../src/notifications/reminders.delivery.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { startApp, type TestApp } from '../setup/app.js';
import { evenly } from './items.js';
import { aWorld, backdate, checkInsOf, clear, code, engage, sweepAt, type World } from './world.js';

const DAY = 86_400_000;

let waymark: TestApp;
let world: World;
let sink: SmtpSink;
let mine: ReturnType<typeof checkInsOf>;

beforeAll(async () => {
  sink = await startSmtpSink();
  waymark = await startApp({ SMTP_URL: sink.url });
  world = await aWorld(waymark.database);
  mine = checkInsOf(waymark, world.client);
});
afterEach(async () => {
  sink.received.length = 0;
  await clear(waymark);
  // The closing report of each engagement that ended.
  await waymark.database.owner('delete from reports');
  await waymark.database.owner('delete from engagements where coach_id = $1', [world.adminCoach.memberId]);
  await waymark.database.owner(`update engagements set status = 'ACTIVE'`);
  await waymark.database.owner(`update members set status = 'ACTIVE', time_zone = 'Europe/Berlin'`);
  await waymark.database.owner('delete from reminder_opt_outs');
});
afterAll(async () => {
  await waymark.close();
  await sink.close();
});

const mineStored = () =>
  waymark.database.owner<{ id: string; trigger: string; status: string; version: number }>(
    'select id, trigger, status, version from check_ins where client_id = $1 order by opened_at, id',
    [world.client.memberId],
  );
const triggers = async () => (await mineStored()).map(({ trigger, status }) => `${trigger} ${status}`);
const nextLook = async () => {
  const [row] = await waymark.database.owner<{ next_at: Date | null }>(
    'select next_at from check_in_schedules where id = $1',
    [world.client.memberId],
  );
  return row!.next_at;
};
const reminders = () =>
  waymark.database.owner<{ id: string; due_at: Date; state: string; subject_id: string }>(
    'select id, due_at, state, subject_id from reminders where recipient_id = $1 order by due_at',
    [world.client.memberId],
  );
const inDays = (days: number, from = new Date()) => new Date(from.getTime() + days * DAY);
const end = (as: World['client'], engagement: string) =>
  waymark.send(as, `mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { status } }`, {
    id: `engagement_${engagement}`,
  });

test('a new client gets the intake once, with a mail only when a day has passed', async () => {
  const now = new Date();
  for (const at of [now, inDays(0.5, now), inDays(30, now)]) await sweepAt(waymark, at);
  expect(await triggers()).toEqual(['INTAKE DUE']);
  expect((await reminders()).map(({ due_at }) => due_at)).toEqual([inDays(1, now)]);
  const { data } = await mine.mine('openCheckIn { trigger status instrument { code items { text } } }');
  expect(data.me.client.openCheckIn).toMatchObject({
    trigger: 'INTAKE',
    status: 'DUE',
    instrument: { code: 'stuck-18' },
  });
  expect(data.me.client.openCheckIn.instrument.items).toHaveLength(21);
});

test('the client starts the check-in that waits, instead of another', async () => {
  await sweepAt(waymark, new Date());
  expect((await mine.start()).data.startCheckIn).toMatchObject({
    trigger: 'INTAKE',
    status: 'STARTED',
    version: 2,
  });
  expect(await triggers()).toEqual(['INTAKE STARTED']);
});

test('90 days after the last that was submitted, whatever it was, the next is opened, not before', async () => {
  await mine.take(evenly(3));
  const last = await mine.take(evenly(4));
  const { submittedAt } = (await mine.read(last)).data.checkIn;
  const due = inDays(90, new Date(submittedAt));
  expect(await nextLook()).toEqual(due);
  expect((await mine.mine('nextCheckInAt')).data.me.client.nextCheckInAt).toBe(due.toISOString());
  await sweepAt(waymark, new Date(due.getTime() - 1));
  expect(await triggers()).toEqual(['INTAKE SUBMITTED', 'ON_DEMAND SUBMITTED']);
  await sweepAt(waymark, due);
  expect(await triggers()).toEqual(['INTAKE SUBMITTED', 'ON_DEMAND SUBMITTED', 'SCHEDULED DUE']);
  expect((await reminders()).map(({ due_at }) => due_at)).toEqual([due]);
});

test('what the schedule says is looked up anew: a row that is behind its time opens nothing', async () => {
  await mine.take(evenly(3));
  const planned = await nextLook();
  await waymark.database.owner(`update check_in_schedules set next_at = now() - interval '1 minute'`);
  await sweepAt(waymark, new Date());
  expect(await triggers()).toEqual(['INTAKE SUBMITTED']);
  expect(await nextLook()).toEqual(planned);
});

test('who took one back is asked again the next day', async () => {
  const id = await mine.take(evenly(3));
  const { discardedAt } = (await mine.discard(id)).data.discardCheckIn;
  await sweepAt(waymark, inDays(0.9));
  expect(await triggers()).toEqual(['INTAKE DISCARDED']);
  await sweepAt(waymark, inDays(1, new Date(discardedAt)));
  expect(await triggers()).toEqual(['INTAKE DISCARDED', 'INTAKE DUE']);
});

test.each([
  ['is not a member any more', `update members set status = 'DISABLED' where id = $1`],
  ['has left coaching behind', `update engagements set status = 'COMPLETED' where client_id = $1`],
])('a client who %s is asked for nothing, and looked at again the next day', async (_case, sql) => {
  const now = new Date();
  await waymark.database.owner(sql, [world.client.memberId]);
  await sweepAt(waymark, now);
  expect(await triggers()).toEqual([]);
  expect(await nextLook()).toEqual(inDays(1, now));
});

describe('the end of an engagement', () => {
  test.each([
    ['the coach', () => world.adminCoach],
    ['the client', () => world.client],
  ])('closed by %s opens the exit check-in, which the sweep announces', async (_case, who) => {
    await mine.take(evenly(3));
    const engagement = await engage(waymark.database, world.adminCoach, world.client);
    expect(code(await end(who(), engagement))).toBe('OK');
    expect(await triggers()).toEqual(['INTAKE SUBMITTED', 'EXIT DUE']);
    expect(await reminders()).toEqual([]);
    const now = new Date();
    await sweepAt(waymark, now);
    await sweepAt(waymark, inDays(100, now));
    const [, exit] = await mineStored();
    expect(await reminders()).toMatchObject([{ due_at: now, subject_id: exit!.id }]);
    const [stored] = await waymark.database.owner(
      `select engagement_id from check_ins where trigger = 'EXIT'`,
    );
    expect(stored).toEqual({ engagement_id: engagement });
  });

  test('is announced also where nothing else of the client’s coaching is left', async () => {
    await mine.take(evenly(3));
    const engagement = await engage(waymark.database, world.adminCoach, world.client);
    await waymark.database.owner(`update engagements set status = 'COMPLETED' where id <> $1`, [engagement]);
    await end(world.adminCoach, engagement);
    await sweepAt(waymark, new Date());
    expect(await reminders()).toHaveLength(1);
  });

  test('makes the exit of a check-in that waits or is under way', async () => {
    await sweepAt(waymark, new Date());
    const engagement = await engage(waymark.database, world.adminCoach, world.client);
    await end(world.adminCoach, engagement);
    expect(await triggers()).toEqual(['EXIT DUE']);
    const { id } = (await mine.start()).data.startCheckIn;
    await mine.answer(id, [[1, 2]]);
    await end(world.adminCoach, await engage(waymark.database, world.adminCoach, world.client));
    expect(await triggers()).toEqual(['EXIT STARTED']);
    expect(code(await mine.submit(id))).toBe('OK');
  });

  test('of a proposal that nobody signed opens nothing', async () => {
    await mine.take(evenly(3));
    const [proposal] = await waymark.database.owner<{ id: string }>(
      `insert into engagements (org_id, coach_id, client_id, starts_on) values ($1, $2, $3, '2026-01-01') returning id`,
      [world.north, world.adminCoach.memberId, world.client.memberId],
    );
    await end(world.admin, proposal!.id);
    expect(await triggers()).toEqual(['INTAKE SUBMITTED']);
  });

  test('that is refused leaves no exit check-in behind', async () => {
    const engagement = await engage(waymark.database, world.adminCoach, world.client);
    await waymark.database.owner(`update engagements set status = 'COMPLETED' where id = $1`, [engagement]);
    expect(code(await end(world.coach, engagement))).toBe('NOT_FOUND');
    expect(code(await end(world.adminCoach, engagement))).toBe('CONFLICT');
    expect(await triggers()).toEqual([]);
  });
});

describe('the reminder', () => {
  /** Noon on a Wednesday in Berlin: never quiet. */
  const noon = new Date('2027-06-09T10:00:00Z');
  const send = async (at: Date) => {
    const delivery = waymark.app.get(RemindersDelivery, { strict: false });
    await delivery.claimDue(at);
    for (const { id } of await reminders()) await delivery.deliver(world.north, id, at);
  };
  const aDueOne = async () => {
    await backdate(waymark.database, await mine.take(evenly(3)), 100);
    await waymark.database.owner(`update check_in_schedules set next_at = case when id = $1 then now() end`, [
      world.client.memberId,
    ]);
    await sweepAt(waymark, noon);
    return (await mineStored()).at(-1)!;
  };

  test('arrives without a word of content, with its link and a way to stop', async () => {
    const { id } = await aDueOne();
    await send(noon);
    expect(sink.received).toHaveLength(1);
    const { mail } = sink.received[0]!;
    expect(mail.subject).toBe('Time for your check-in');
    expect(mail.text).toContain(`http://127.0.0.1:3000/check-ins/check-in_${id}`);
    expect(mail.text).not.toMatch(/stuck|boredom|score|index/i);
    expect(mail.headers.get('list')).toMatchObject({ 'unsubscribe-post': expect.anything() });
    const { data } = await waymark.send(
      world.client,
      '{ myReminders { nodes { purpose state checkIn { id } } } }',
    );
    expect(data.myReminders.nodes).toEqual([
      { purpose: 'CHECK_IN_DUE', state: 'SENT', checkIn: { id: `check-in_${id}` } },
    ]);
  });

  test('is not sent for a check-in that was begun meanwhile', async () => {
    await aDueOne();
    await mine.start();
    await send(noon);
    expect(sink.received).toEqual([]);
    expect((await reminders()).map(({ state }) => state)).toEqual(['SUPPRESSED']);
  });

  test('is not sent to who wants no mails about check-ins', async () => {
    await aDueOne();
    await waymark.database.owner(
      `insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'CHECK_INS')`,
      [world.north, world.client.memberId],
    );
    await send(noon);
    expect(sink.received).toEqual([]);
  });
});

test('several sweeps at once open each check-in once', async () => {
  const now = new Date();
  await Promise.all([1, 2, 3, 4, 5].map(() => sweepAt(waymark, now)));
  await sweepAt(waymark, now);
  const [row] = await waymark.database.owner<{ check_ins: number; clients: number; reminders: number }>(
    `select (select count(*)::int from check_ins) as check_ins, (select count(*)::int from reminders) as reminders,
            (select count(distinct client_id)::int from check_ins) as clients`,
  );
  // Clio, Odo and Otto in the north, Finn in the south.
  expect(row).toEqual({ check_ins: 4, clients: 4, reminders: 4 });
});
