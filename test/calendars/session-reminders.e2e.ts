import { RemindersDelivery } from '../../src/notifications/reminders.delivery.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { act, book, reschedule } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aSeries, aWorld, clear, type World } from './world.js';

const HOUR = 3_600_000;

let waymark: TestApp;
let world: World;
let sink: SmtpSink;

beforeAll(async () => {
  sink = await startSmtpSink();
  waymark = await startApp({ SMTP_URL: sink.url });
  world = await aWorld(waymark);
});

afterAll(async () => {
  await waymark.close();
  await sink.close();
});

beforeEach(async () => {
  sink.received.length = 0;
  await clear(waymark);
});

/** On a whole second: what is due lies at whole hours from it. */
const inHours = (hours: number) => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + hours * HOUR);

async function booked(startsAt: Date): Promise<string> {
  const { data } = await book(waymark, world.coach, world.engagement, startsAt.toISOString());
  return (data.bookSession.id as string).split('_')[1]!;
}

const planned = () =>
  waymark.database.owner<{ name: string; purpose: string; version: number; due_at: Date; expires_at: Date }>(
    `select m.name, r.purpose, r.subject_version as version, r.due_at, r.expires_at from reminders r
     join members m on m.org_id = r.org_id and m.id = r.recipient_id
     order by r.subject_version, r.due_at, m.name`,
  );

/** As sweep and jobs do, at a time to come. */
async function remindAt(at: Date): Promise<void> {
  const delivery = waymark.app.get(RemindersDelivery, { strict: false });
  await delivery.claimDue(at);
  const claimed = await waymark.database.owner<{ id: string }>(
    `select id from reminders where state = 'CLAIMED' order by id`,
  );
  for (const { id } of claimed) await delivery.deliver(world.org, id, at);
}

const outcomes = () =>
  waymark.database.owner('select purpose, state, reason from reminders order by subject_version, due_at, id');

test('a session is announced to both sides a day and an hour before', async () => {
  const start = inHours(48);
  await booked(start);
  const before = (hours: number) => new Date(start.getTime() - hours * HOUR);
  const day = { purpose: 'SESSION_DAY_BEFORE', version: 0, due_at: before(24), expires_at: before(1) };
  const hour = { purpose: 'SESSION_HOUR_BEFORE', version: 0, due_at: before(1), expires_at: start };
  expect(await planned()).toEqual([
    { name: 'Clio', ...day },
    { name: 'Cora', ...day },
    { name: 'Clio', ...hour },
    { name: 'Cora', ...hour },
  ]);
  await remindAt(before(24));
  await remindAt(before(1));
  expect(sink.received.map(({ mail }) => mail.subject)).toEqual([
    'Your session begins within a day',
    'Your session begins within a day',
    'Your session begins within an hour',
    'Your session begins within an hour',
  ]);
  for (const { mail, raw } of sink.received) {
    expect(mail.text).not.toMatch(/coach|goal|Room/i);
    expect(raw).toContain('List-Unsubscribe-Post');
  }
});

test('whoever hears of it later than that anyway is not reminded', async () => {
  await booked(inHours(23));
  expect((await planned()).map(({ purpose }) => purpose)).toEqual([
    'SESSION_HOUR_BEFORE',
    'SESSION_HOUR_BEFORE',
  ]);
  await clear(waymark);
  await booked(inHours(0.75));
  expect(await planned()).toEqual([]);
});

test('of a moved session only the new time is announced, of a cancelled one nothing', async () => {
  const was = inHours(72);
  const is = inHours(96);
  const id = await booked(was);
  await reschedule(waymark, world.coach, id, is.toISOString());
  expect((await planned()).map(({ version }) => version)).toEqual([0, 0, 0, 0, 1, 1, 1, 1]);
  await remindAt(new Date(was.getTime() - 24 * HOUR));
  expect(sink.received).toEqual([]);
  await remindAt(new Date(is.getTime() - 24 * HOUR));
  expect(sink.received).toHaveLength(2);
  await act(waymark, world.coach, 'cancelSession', id);
  await remindAt(new Date(is.getTime() - HOUR));
  expect(sink.received).toHaveLength(2);
  expect(await outcomes()).toEqual([
    ...Array(2).fill({ purpose: 'SESSION_DAY_BEFORE', state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' }),
    ...Array(2).fill({ purpose: 'SESSION_HOUR_BEFORE', state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' }),
    ...Array(2).fill({ purpose: 'SESSION_DAY_BEFORE', state: 'SENT', reason: null }),
    ...Array(2).fill({ purpose: 'SESSION_HOUR_BEFORE', state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' }),
  ]);
});

test('quiet hours do not hold it back, an opt-out does', async () => {
  const { database } = waymark;
  await database.owner(`update organizations set quiet_from = '00:00', quiet_until = '23:59'`);
  await database.owner(
    `insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'SESSIONS')`,
    [world.org, world.client.memberId],
  );
  const start = inHours(48);
  await booked(start);
  // Hours late, as after an outage: it is of use until the session begins.
  await remindAt(new Date(start.getTime() - 20 * HOUR));
  expect(sink.received.map(({ recipients }) => recipients[0])).toEqual([
    `cora.${world.org.slice(-6)}@example.test`,
  ]);
  await database.owner('delete from reminder_opt_outs');
  await database.owner(`update organizations set quiet_from = '20:00', quiet_until = '08:00'`);
});

test('each session of a series is announced', async () => {
  await aSeries(waymark, world, 5);
  const found = await planned();
  expect(found).toHaveLength(5 * 4);
  expect(new Set(found.map(({ due_at }) => due_at.getTime())).size).toBe(10);
});
