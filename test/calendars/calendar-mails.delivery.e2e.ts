import { CalendarMailsDelivery } from '../../src/calendars/calendar-mails.delivery.js';
import { smtpError, startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { book, minute } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { arrived, aWorld, clear, deliverAll, type World } from './world.js';

let waymark: TestApp;
let world: World;
let sink: SmtpSink;
/** What the server says to the next recipients. */
let refusals: (Error | null)[] = [];

beforeAll(async () => {
  sink = await startSmtpSink({ onRcptTo: (_address, _session, done) => done(refusals.shift() ?? null) });
  waymark = await startApp({ SMTP_URL: sink.url });
  world = await aWorld(waymark);
});

afterAll(async () => {
  await waymark.close();
  await sink.close();
});

beforeEach(async () => {
  sink.received.length = 0;
  refusals = [];
  await clear(waymark);
  await waymark.database.owner(`update members set status = 'ACTIVE'`);
});

const states = () => waymark.database.owner('select state, reason from calendar_mails');

/** The invitation of the client to a session. */
const one = async () => {
  await book(waymark, world.coach, world.engagement, minute(0));
  await waymark.database.owner('delete from calendar_mails where recipient_id = $1', [world.coach.memberId]);
};

test('handlers that are rung at once send one mail', async () => {
  await one();
  const delivery = waymark.app.get(CalendarMailsDelivery, { strict: false });
  const at = new Date(Date.now() + 1_000);
  await delivery.claimDue(at);
  const [mail] = await waymark.database.owner<{ id: string }>('select id from calendar_mails');
  await Promise.all([1, 2, 3, 4, 5].map(() => delivery.deliver(world.org, mail!.id, at)));
  expect(sink.received).toHaveLength(1);
  expect(await states()).toMatchObject([{ state: 'SENT' }]);
});

test('what the server puts off comes later under the same Message-ID, what it refuses is given up', async () => {
  await one();
  const [mail] = await waymark.database.owner<{ id: string }>('select id from calendar_mails');
  refusals = [smtpError(451, 'Later')];
  await deliverAll(waymark);
  expect(await states()).toMatchObject([{ state: 'PENDING' }]);
  await deliverAll(waymark, new Date(Date.now() + 60_000));
  expect(arrived(sink).map(({ messageId }) => messageId)).toEqual([`<calendar-${mail!.id}@127.0.0.1>`]);
  await clear(waymark);
  await one();
  refusals = [smtpError(550, 'No such user')];
  await deliverAll(waymark);
  expect(await states()).toMatchObject([{ state: 'FAILED', reason: 'REFUSED' }]);
});

test('nobody is written to who has left, or of what is over', async () => {
  await one();
  await waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [
    world.client.memberId,
  ]);
  await deliverAll(waymark);
  expect(await states()).toMatchObject([{ state: 'SUPPRESSED', reason: 'RECIPIENT_LEFT' }]);
  await waymark.database.owner(`update members set status = 'ACTIVE'`);
  await clear(waymark);
  await one();
  await deliverAll(waymark, new Date(Date.parse(minute(60))));
  expect(await states()).toMatchObject([{ state: 'EXPIRED', reason: 'TOO_LATE' }]);
  expect(sink.received).toEqual([]);
});

test('neither quiet hours nor an opt-out keeps it', async () => {
  await waymark.database.owner(
    `insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'SESSIONS')`,
    [world.org, world.client.memberId],
  );
  await waymark.database.owner(`update organizations set quiet_from = '00:00', quiet_until = '23:59'`);
  await one();
  await deliverAll(waymark);
  expect(await states()).toMatchObject([{ state: 'SENT' }]);
  await waymark.database.owner('delete from reminder_opt_outs');
  await waymark.database.owner(`update organizations set quiet_from = '20:00', quiet_until = '08:00'`);
});
