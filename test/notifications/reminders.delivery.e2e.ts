import type { MemberActor } from '../../src/db/actor.js';
import { RemindersDelivery } from '../../src/notifications/reminders.delivery.js';
import { smtpError, startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { aWorld, clear, moveTo, PLAN, sweepAt, weekly, type World } from '../reviews/world.js';
import { startApp, type TestApp } from '../setup/app.js';

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

afterEach(async () => {
  sink.received.length = 0;
  refusals = [];
  const { database } = waymark;
  await clear(waymark);
  await database.owner(`update members set status = 'ACTIVE'`);
  await database.owner(`update organizations set status = 'ACTIVE'`);
});

interface Due {
  plan: string;
  review: string;
  reminder: string;
}

/** A review of the client that fell due on Monday, 8 June 2026, at nine in Berlin, unless said otherwise. */
async function aDueReview(
  as: MemberActor = world.client,
  on = '2026-06-08',
  at = '2026-06-08T07:00Z',
): Promise<Due> {
  const { data } = await waymark.send(as, PLAN, weekly({ clientId: `client_${world.client.memberId}` }));
  const plan = data.planReviews.id as string;
  await moveTo(waymark, plan, on, at);
  await sweepAt(waymark, at);
  const [row] = await waymark.database.owner<{ id: string; subject_id: string }>(
    'select id, subject_id from reminders',
  );
  return { plan, review: `review_${row!.subject_id}`, reminder: row!.id };
}

const claim = (at: string) => waymark.app.get(RemindersDelivery, { strict: false }).claimDue(new Date(at));
const deliver = (id: string, at: string) =>
  waymark.app.get(RemindersDelivery, { strict: false }).deliver(world.north, id, new Date(at));
async function sendAt(id: string, at: string): Promise<void> {
  await claim(at);
  await deliver(id, at);
}
const state = async () => {
  const [row] = await waymark.database.owner(
    'select state, reason, wake_at, attempts, sent_at from reminders',
  );
  const { state: word, reason, wake_at, attempts, sent_at } = row!;
  const iso = (instant: unknown) => (instant as Date | null)?.toISOString() ?? null;
  return { state: word, reason, wakeAt: iso(wake_at), attempts, sentAt: iso(sent_at) };
};
const over = { wakeAt: null, attempts: 0, sentAt: null };

test('a due reminder arrives once, neutrally worded, with its link and a way to stop', async () => {
  const { reminder, review } = await aDueReview();
  await sendAt(reminder, '2026-06-08T07:00:05Z');
  await deliver(reminder, '2026-06-08T07:00:06Z');
  expect(await claim('2026-07-08T07:00Z')).toBe(0);
  expect(sink.received).toHaveLength(1);
  const { mail, raw, recipients } = sink.received[0]!;
  expect(recipients).toEqual([`clio.${world.north.slice(-6)}@example.test`]);
  expect(mail.messageId).toBe(`<reminder-${reminder}@127.0.0.1>`);
  expect(mail.subject).toBe('Time for your review');
  expect(mail.text).toContain(`http://127.0.0.1:3000/reviews/${review}`);
  const { url } = (mail.headers.get('list') as { unsubscribe: { url: string } }).unsubscribe;
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/unsubscribe\?token=/);
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(await state()).toEqual({ ...over, state: 'SENT', reason: null, sentAt: '2026-06-08T07:00:05.000Z' });
});

test('handlers that are rung at once send one mail', async () => {
  const { reminder } = await aDueReview();
  await claim('2026-06-08T07:00Z');
  await Promise.all([1, 2, 3, 4, 5].map(() => deliver(reminder, '2026-06-08T07:00:05Z')));
  expect(sink.received).toHaveLength(1);
  expect(await state()).toMatchObject({ state: 'SENT' });
});

test('a ring without a claim sends nothing', async () => {
  const { reminder } = await aDueReview();
  await deliver(reminder, '2026-06-08T07:00:05Z');
  expect(sink.received).toEqual([]);
  expect(await state()).toMatchObject({ state: 'PENDING', attempts: 0 });
});

describe('a reminder whose reason has gone when it is to leave is not sent, and says why', () => {
  const reasons: [string, string, (due: Due) => Promise<unknown>][] = [
    [
      'the review was answered',
      'NO_LONGER_DUE',
      ({ review }) =>
        waymark.send(
          world.client,
          `mutation { answerReview(id: "${review}", input: { blockers: "Time" }) { id } }`,
        ),
    ],
    ['the next review came', 'NO_LONGER_DUE', () => sweepAt(waymark, '2026-06-15T07:00Z')],
    [
      'the review was changed',
      'NO_LONGER_DUE',
      () => waymark.database.owner('update reviews set version = version + 1'),
    ],
    [
      'the plan rests',
      'PLAN_NOT_ACTIVE',
      ({ plan }) =>
        waymark.send(world.client, `mutation { pauseReviewPlan(id: "${plan}", version: 1) { id } }`),
    ],
    [
      'the client opted out',
      'OPTED_OUT',
      () =>
        waymark.database.owner(
          `insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'REVIEWS')`,
          [world.north, world.client.memberId],
        ),
    ],
    [
      'the client left',
      'RECIPIENT_LEFT',
      () =>
        waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [
          world.client.memberId,
        ]),
    ],
    [
      'the organization was suspended',
      'ORGANIZATION_CLOSED',
      () => waymark.database.owner(`update organizations set status = 'SUSPENDED'`),
    ],
  ];

  test.each(reasons)('%s: %s', async (_case, reason, happens) => {
    const due = await aDueReview();
    await claim('2026-06-08T07:00Z');
    await happens(due);
    await deliver(due.reminder, '2026-06-08T07:00:05Z');
    expect(sink.received).toEqual([]);
    const [row] = await waymark.database.owner('select state, reason, wake_at from reminders where id = $1', [
      due.reminder,
    ]);
    expect(row).toEqual({ state: 'SUPPRESSED', reason, wake_at: null });
  });

  test('it came too late', async () => {
    const { reminder } = await aDueReview();
    await sendAt(reminder, '2026-06-15T07:00Z');
    expect(sink.received).toEqual([]);
    expect(await state()).toEqual({ ...over, state: 'EXPIRED', reason: 'TOO_LATE' });
  });
});

test('a time that the client chose is never quiet', async () => {
  const { reminder } = await aDueReview(world.client, '2026-06-07', '2026-06-07T21:00Z');
  await sendAt(reminder, '2026-06-07T21:00:05Z');
  expect(await state()).toMatchObject({ state: 'SENT' });
});

test('a time that the coach chose waits for the end of the quiet hours', async () => {
  const { reminder } = await aDueReview(world.coach, '2026-06-07', '2026-06-07T21:00Z');
  await sendAt(reminder, '2026-06-07T21:00:05Z');
  expect(await state()).toEqual({
    state: 'PENDING',
    reason: null,
    wakeAt: '2026-06-08T06:00:00.000Z',
    attempts: 0,
    sentAt: null,
  });
  expect(await claim('2026-06-08T05:59:59Z')).toBe(0);
  await sendAt(reminder, '2026-06-08T06:00Z');
  expect(await state()).toMatchObject({ state: 'SENT' });
});

test('what the mail server puts off is tried again later, under the same Message-ID', async () => {
  const { reminder } = await aDueReview();
  refusals = [smtpError(451, 'Try again later, clio@example.test'), smtpError(451, 'And again')];
  await sendAt(reminder, '2026-06-08T07:00Z');
  expect(await state()).toMatchObject({ state: 'PENDING', attempts: 1, wakeAt: '2026-06-08T07:00:30.000Z' });
  await sendAt(reminder, '2026-06-08T07:00:30Z');
  expect(await state()).toMatchObject({ state: 'PENDING', attempts: 2, wakeAt: '2026-06-08T07:01:30.000Z' });
  await sendAt(reminder, '2026-06-08T07:01:30Z');
  expect(await state()).toMatchObject({ state: 'SENT' });
  expect(sink.received.map(({ mail }) => mail.messageId)).toEqual([`<reminder-${reminder}@127.0.0.1>`]);
});

test('what the mail server refuses for good is not tried again, and its words are kept nowhere', async () => {
  const { reminder } = await aDueReview();
  refusals = [smtpError(550, 'No such user clio@example.test')];
  await sendAt(reminder, '2026-06-08T07:00Z');
  expect(await state()).toEqual({ ...over, state: 'FAILED', reason: 'REFUSED' });
  expect(JSON.stringify(await waymark.database.owner('select * from reminders'))).not.toContain('clio');
});

test('what fails for a reason of ours waits and keeps count, and is thrown for the log', async () => {
  const { reminder } = await aDueReview();
  await claim('2026-06-08T07:00Z');
  // A failure that no code foresees.
  await waymark.database.owner('alter table reviews rename column version to version_away');
  try {
    await expect(deliver(reminder, '2026-06-08T07:00Z')).rejects.toThrow('version');
  } finally {
    await waymark.database.owner('alter table reviews rename column version_away to version');
  }
  expect(await state()).toMatchObject({ state: 'PENDING', attempts: 1, wakeAt: '2026-06-08T07:00:30.000Z' });
  expect(sink.received).toEqual([]);
});

test('sweeps at once claim each reminder once, in every organization, and again only when its lease has run out', async () => {
  await waymark.database.owner(
    `insert into reminders (org_id, purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
     select m.org_id, 'REVIEW_DUE', uuidv7(), 1, m.id, '2026-06-08T07:00Z', '2026-06-15T07:00Z', true, '2026-06-08T07:00Z'
     from members m, generate_series(1, 700) where m.id = any ($1)`,
    [[world.client.memberId, world.stranger.memberId]],
  );
  expect(await claim('2026-06-08T06:59:59Z')).toBe(0);
  const claimed = await Promise.all([1, 2, 3, 4].map(() => claim('2026-06-08T07:00Z')));
  expect(claimed.reduce((sum, each) => sum + each)).toBe(1_400);
  expect(await claim('2026-06-08T07:00:29Z')).toBe(0);
  expect(await claim('2026-06-08T07:00:30Z')).toBe(1_400);
});
