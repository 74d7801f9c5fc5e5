import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { act, book, minute, reschedule } from '../sessions/people.js';
import { startApp, type TestApp } from '../setup/app.js';
import { CalendarMailsDelivery } from '../../src/calendars/calendar-mails.delivery.js';
import { CalendarProgram } from './calendar-program.js';
import { only, shown } from './read-back.js';
import { arrived, aSeries, aWorld, clear, deliverAll, sessionsOf, type World } from './world.js';

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

const address = (name: string) => `${name}.${world.org.slice(-6)}@example.test`;
const bare = (id: string) => id.split('_')[1]!;

/** A booked session, whose mails have not left yet. @returns its bare id */
async function booked(at = 0, input: Record<string, unknown> = {}): Promise<string> {
  const { data } = await book(waymark, world.coach, world.engagement, minute(at), {
    agenda: 'The secret plan',
    ...input,
  });
  return bare(data.bookSession.id as string);
}

const states = () =>
  waymark.database.owner(
    `select m.name, c.method, c.sequence, c.state, c.reason from calendar_mails c
     join members m on m.org_id = c.org_id and m.id = c.recipient_id order by c.sequence, c.method desc, m.name`,
  );
const property = (calendar: string, name: string) => only(calendar).getFirstPropertyValue(name);

test('a booking invites both sides, each once, and says nothing of what it is about', async () => {
  const id = await booked();
  await deliverAll(waymark);
  await deliverAll(waymark, new Date(Date.now() + 3_600_000));
  const mails = arrived(sink);
  expect(mails.map(({ to }) => to).sort()).toEqual([address('clio'), address('cora')]);
  for (const { subject, calendar, raw, text } of mails) {
    expect(subject).toBe('Session booked');
    expect(raw).toContain('Content-Type: text/calendar; charset=utf-8; method=REQUEST');
    expect(calendar).toContain('METHOD:REQUEST\r\n');
    expect(shown(calendar)).toEqual([
      {
        uid: `session-${id}@127.0.0.1`,
        startsAt: Date.parse(minute(0)),
        endsAt: Date.parse(minute(60)),
        status: 'CONFIRMED',
        sequence: 0,
        location: 'Room 1',
        url: null,
      },
    ]);
    expect(property(calendar, 'summary')).toBe('Session');
    expect(property(calendar, 'organizer')).toBe('mailto:no-reply@waymark.invalid');
    const attendees = only(calendar).getAllProperties('attendee');
    expect(attendees.map((each) => each.getFirstValue())).toEqual([
      `mailto:${address('cora')}`,
      `mailto:${address('clio')}`,
    ]);
    expect(`${raw}${text}${calendar}`).not.toMatch(/coach|goal|secret/i);
  }
});

test('what is moved is told under the same id with the next sequence', async () => {
  const id = await booked();
  await deliverAll(waymark);
  sink.received.length = 0;
  await reschedule(waymark, world.client, id, minute(24 * 60));
  await deliverAll(waymark);
  const mails = arrived(sink);
  expect(mails).toHaveLength(2);
  for (const { subject, calendar } of mails) {
    expect(subject).toBe('Session changed');
    expect(shown(calendar)).toMatchObject([
      { uid: `session-${id}@127.0.0.1`, sequence: 1, startsAt: Date.parse(minute(24 * 60)) },
    ]);
  }
});

test('what is cancelled leaves both calendars, and names nobody but the reader', async () => {
  const id = await booked();
  await deliverAll(waymark);
  sink.received.length = 0;
  await act(waymark, world.client, 'cancelSession', id);
  await deliverAll(waymark);
  const mails = arrived(sink);
  expect(mails.map(({ to }) => to).sort()).toEqual([address('clio'), address('cora')]);
  for (const { to, subject, calendar } of mails) {
    expect(subject).toBe('Session cancelled');
    expect(calendar).toContain('METHOD:CANCEL\r\n');
    expect(shown(calendar)).toMatchObject([
      { uid: `session-${id}@127.0.0.1`, sequence: 1, status: 'CANCELLED' },
    ]);
    expect(
      only(calendar)
        .getAllProperties('attendee')
        .map((each) => each.getFirstValue()),
    ).toEqual([`mailto:${to}`]);
  }
});

test('what an engagement takes with it when it ends is cancelled in both calendars', async () => {
  const alone = await booked();
  const series = await aSeries(waymark, world, 3);
  await deliverAll(waymark);
  sink.received.length = 0;
  const { errors } = await waymark.send(
    world.coach,
    `mutation ($id: ID!) { endEngagement(id: $id, ending: COMPLETED) { id } }`,
    { id: `engagement_${world.engagement}` },
  );
  expect(errors).toBeUndefined();
  await deliverAll(waymark);
  const cancelled = arrived(sink).map(({ to, calendar }) => [to, property(calendar, 'uid')]);
  expect(cancelled.sort()).toEqual(
    ['clio', 'cora'].flatMap((name) => [
      [address(name), `series-${series}@127.0.0.1`],
      [address(name), `session-${alone}@127.0.0.1`],
    ]),
  );
  await waymark.database.owner(`update engagements set status = 'ACTIVE', ends_on = null`);
});

test('who moves before the invitation has left sends one mail, and who cancels sends none', async () => {
  const moved = await booked();
  await reschedule(waymark, world.coach, moved, minute(24 * 60));
  const cancelled = await booked(120);
  await act(waymark, world.coach, 'cancelSession', cancelled);
  await deliverAll(waymark);
  expect(
    arrived(sink).map(({ calendar }) => [property(calendar, 'uid'), property(calendar, 'sequence')]),
  ).toEqual([
    [`session-${moved}@127.0.0.1`, 1],
    [`session-${moved}@127.0.0.1`, 1],
  ]);
  const reasons = await waymark.database.owner(
    `select distinct subject_id = $1 as moved, method, state, reason from calendar_mails where state <> 'SENT' order by 1, 2`,
    [moved],
  );
  expect(reasons).toEqual([
    { moved: false, method: 'CANCEL', state: 'SUPPRESSED', reason: 'NEVER_INVITED' },
    { moved: false, method: 'REQUEST', state: 'SUPPRESSED', reason: 'SUPERSEDED' },
    { moved: true, method: 'REQUEST', state: 'SUPPRESSED', reason: 'SUPERSEDED' },
  ]);
});

test('a cancellation waits for the invitation that is just leaving', async () => {
  const id = await booked();
  const delivery = waymark.app.get(CalendarMailsDelivery, { strict: false });
  await delivery.claimDue(new Date(Date.now() + 1_000));
  // As a worker that died between sending and confirming leaves it.
  await waymark.database.owner('update calendar_mails set handed_at = now()');
  await act(waymark, world.coach, 'cancelSession', id);
  const soon = new Date(Date.now() + 2_000);
  await delivery.claimDue(soon);
  const cancels = await waymark.database.owner<{ id: string }>(
    `select id from calendar_mails where method = 'CANCEL' and state = 'CLAIMED'`,
  );
  for (const mail of cancels) await delivery.deliver(world.org, mail.id, soon);
  expect(arrived(sink)).toEqual([]);
  await deliverAll(waymark, new Date(Date.now() + 40_000));
  await deliverAll(waymark, new Date(Date.now() + 80_000));
  expect(arrived(sink).map(({ subject }) => subject)).toEqual(['Session cancelled', 'Session cancelled']);
  expect(await states()).toEqual([
    { name: 'Clio', method: 'REQUEST', sequence: 0, state: 'SUPPRESSED', reason: 'SUPERSEDED' },
    { name: 'Cora', method: 'REQUEST', sequence: 0, state: 'SUPPRESSED', reason: 'SUPERSEDED' },
    { name: 'Clio', method: 'CANCEL', sequence: 1, state: 'SENT', reason: null },
    { name: 'Cora', method: 'CANCEL', sequence: 1, state: 'SENT', reason: null },
  ]);
});

describe('a series', () => {
  const standing = async (series: string) =>
    (await sessionsOf(waymark, series))
      .filter(({ status }) => status === 'BOOKED')
      .map(({ starts_at, ends_at }) => [starts_at.getTime(), ends_at.getTime()]);
  const told = (calendar: string) => shown(calendar).map(({ startsAt, endsAt }) => [startsAt, endsAt]);

  test('is one mail to each side, whose entry recurs as its sessions do', async () => {
    const series = await aSeries(waymark, world, 8);
    await deliverAll(waymark);
    const mails = arrived(sink);
    expect(mails.map(({ to, subject }) => [to, subject]).sort()).toEqual([
      [address('clio'), 'Sessions booked'],
      [address('cora'), 'Sessions booked'],
    ]);
    for (const { calendar } of mails) expect(told(calendar)).toEqual(await standing(series));
    expect(mails[0]!.text).toContain('7 more follow it.');
  });

  test('of which one is cancelled or moved is told of that one alone', async () => {
    const series = await aSeries(waymark, world, 4);
    await deliverAll(waymark);
    sink.received.length = 0;
    const [first, second] = await sessionsOf(waymark, series);
    await act(waymark, world.coach, 'cancelSession', first!.id);
    await reschedule(waymark, world.coach, second!.id, minute(0));
    await deliverAll(waymark);
    const toClient = arrived(sink).filter(({ to }) => to === address('clio'));
    expect(toClient.map(({ subject }) => subject)).toEqual(['Session cancelled', 'Session changed']);
    const [cancelled, moved] = toClient.map(({ calendar }) => only(calendar));
    for (const event of [cancelled!, moved!]) {
      expect(event.getFirstPropertyValue('uid')).toBe(`series-${series}@127.0.0.1`);
      expect(event.getFirstPropertyValue('sequence')).toBe(1);
    }
    const recurrence = (event: typeof cancelled) =>
      (event!.getFirstPropertyValue('recurrence-id') as unknown as { toJSDate(): Date }).toJSDate();
    expect([recurrence(cancelled), recurrence(moved)]).toEqual([first!.starts_at, second!.starts_at]);
  });

  test('that is split is told as two, which together hold what is booked', async () => {
    const series = await aSeries(waymark, world, 6);
    await deliverAll(waymark);
    sink.received.length = 0;
    const third = (await sessionsOf(waymark, series))[2]!;
    const { data } = await waymark.send(
      world.coach,
      `mutation ($id: ID!) { rescheduleSeries(sessionId: $id, scope: THIS_AND_FOLLOWING, input: { localTime: "11:30" }) { id } }`,
      { id: `session_${third.id}` },
    );
    const next = bare(data.rescheduleSeries.id as string);
    await deliverAll(waymark);
    const toClient = arrived(sink).filter(({ to }) => to === address('clio'));
    expect(toClient.map(({ calendar }) => shown(calendar)[0]!.uid).sort()).toEqual(
      [`series-${series}@127.0.0.1`, `series-${next}@127.0.0.1`].sort(),
    );
    expect(toClient.flatMap(({ calendar }) => told(calendar)).sort()).toEqual(
      [...(await standing(series)), ...(await standing(next))].sort(),
    );
  });

  test('that was cut short, and whose rest was then cancelled one by one, leaves both calendars', async () => {
    const series = await aSeries(waymark, world, 3);
    await deliverAll(waymark);
    const [first, second] = await sessionsOf(waymark, series);
    const { data } = await waymark.send(
      world.coach,
      `mutation ($id: ID!) { rescheduleSeries(sessionId: $id, scope: THIS_AND_FOLLOWING, input: { localTime: "11:30" }) { id } }`,
      { id: `session_${second!.id}` },
    );
    await act(waymark, world.coach, 'cancelSession', first!.id);
    await deliverAll(waymark);
    const program = new CalendarProgram();
    for (const { to, calendar } of arrived(sink)) if (to === address('clio')) program.take(calendar);
    const left = await standing(bare(data.rescheduleSeries.id as string));
    expect(left).toHaveLength(2);
    expect(program.shows().map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual(left);
  });

  test('that is cancelled leaves both calendars whole', async () => {
    const series = await aSeries(waymark, world, 3);
    await deliverAll(waymark);
    sink.received.length = 0;
    const [first] = await sessionsOf(waymark, series);
    await waymark.send(
      world.client,
      `mutation ($id: ID!) { cancelSeries(sessionId: $id, scope: ALL) { id } }`,
      { id: `session_${first!.id}` },
    );
    await deliverAll(waymark);
    expect(arrived(sink)).toHaveLength(2);
    for (const { calendar, subject } of arrived(sink)) {
      expect(subject).toBe('Sessions cancelled');
      expect(property(calendar, 'uid')).toBe(`series-${series}@127.0.0.1`);
      expect(property(calendar, 'status')).toBe('CANCELLED');
      expect(property(calendar, 'sequence')).toBe(1);
    }
  });
});

test('a booking that fails plans nothing', async () => {
  await booked();
  const { errors } = await book(waymark, world.coach, world.engagement, minute(30));
  expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
  expect(await states()).toHaveLength(2);
});
