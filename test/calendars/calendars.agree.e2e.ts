import fc from 'fast-check';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { startApp, type TestApp } from '../setup/app.js';
import { CalendarProgram } from './calendar-program.js';
import { shown } from './read-back.js';
import { arrived, aWorld, clear, deliverAll, type World } from './world.js';

jest.setTimeout(300_000);

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

const HOUR = 3_600_000;
/** A Thursday at nine in Berlin, two weeks or more ahead: nothing is late, and the clocks change among its weeks. */
const start = (() => {
  const day = new Date(Date.now() + 14 * 24 * HOUR);
  day.setUTCDate(day.getUTCDate() + ((11 - day.getUTCDay()) % 7));
  return Date.parse(`${day.toISOString().slice(0, 10)}T08:00Z`);
})();

/** What somebody does to one of the sessions there are, counted around. Times can be taken: then it fails, which is fine. */
const steps = fc.oneof(
  fc.record({ does: fc.constant('book' as const), hour: fc.integer({ min: 0, max: 200 }) }),
  fc.record({
    does: fc.constant('bookSeries' as const),
    count: fc.integer({ min: 1, max: 9 }),
    day: fc.nat(6),
  }),
  fc.record({ does: fc.constant('move' as const), which: fc.nat(), hour: fc.integer({ min: 0, max: 200 }) }),
  fc.record({ does: fc.constant('cancel' as const), which: fc.nat() }),
  fc.record({ does: fc.constant('place' as const), which: fc.nat() }),
  fc.record({
    does: fc.constant('moveSeries' as const),
    which: fc.nat(),
    scope: fc.constantFrom('THIS', 'THIS_AND_FOLLOWING', 'ALL'),
    hour: fc.integer({ min: 10, max: 22 }),
    shiftDays: fc.integer({ min: -1, max: 1 }),
  }),
  fc.record({
    does: fc.constant('cancelSeries' as const),
    which: fc.nat(),
    scope: fc.constantFrom('THIS', 'THIS_AND_FOLLOWING', 'ALL'),
  }),
  fc.record({ does: fc.constant('deliver' as const) }),
  fc.record({ does: fc.constant('deliver' as const) }),
);
type Step = typeof steps extends fc.Arbitrary<infer S> ? S : never;

const at = (hour: number) => new Date(start + hour * HOUR).toISOString();
const dayOf = (day: number) => at(day * 24).slice(0, 10);

async function run(step: Step): Promise<void> {
  if (step.does === 'deliver') return deliverAll(waymark);
  const { coach, client, engagement } = world;
  const e = `engagement_${engagement}`;
  if (step.does === 'book') {
    await waymark.send(
      coach,
      `mutation ($e: ID!, $input: BookSessionInput!) { bookSession(engagementId: $e, input: $input) { id } }`,
      { e, input: { startsAt: at(step.hour), minutes: 50, place: 'Room 1' } },
    );
    return;
  }
  if (step.does === 'bookSeries') {
    await waymark.send(
      coach,
      `mutation ($e: ID!, $input: BookSessionSeriesInput!) { bookSessionSeries(engagementId: $e, input: $input) { id } }`,
      {
        e,
        input: {
          rrule: `FREQ=WEEKLY;COUNT=${step.count}`,
          startsOn: dayOf(step.day),
          localTime: '09:00',
          zone: 'Europe/Berlin',
          minutes: 50,
          videoUrl: 'https://meet.example/room',
        },
      },
    );
    return;
  }
  const all = await waymark.database.owner<{ id: string; version: number }>(
    'select id, version from sessions order by created_at, id',
  );
  const session = all[step.which % Math.max(all.length, 1)];
  if (!session) return;
  const id = `session_${session.id}`;
  const scope = 'scope' in step ? `scope: ${step.scope}` : '';
  const as = step.which % 2 === 0 ? client : coach;
  switch (step.does) {
    case 'move':
      await waymark.send(
        coach,
        `mutation { rescheduleSession(id: "${id}", startsAt: "${at(step.hour)}", minutes: 40) { id } }`,
      );
      return;
    case 'cancel':
      await waymark.send(as, `mutation { cancelSession(id: "${id}") { id } }`);
      return;
    case 'place':
      await waymark.send(
        coach,
        `mutation { changeSessionPlace(id: "${id}", version: ${session.version}, input: { place: "Room ${session.version}" }) { id } }`,
      );
      return;
    case 'moveSeries':
      await waymark.send(
        coach,
        `mutation { rescheduleSeries(sessionId: "${id}", ${scope}, input: { localTime: "${step.hour}:15", shiftDays: ${step.shiftDays} }) { id } }`,
      );
      return;
    case 'cancelSeries':
      await waymark.send(as, `mutation { cancelSeries(sessionId: "${id}", ${scope}) { id } }`);
  }
}

const facts = ({
  startsAt,
  endsAt,
  location,
}: {
  startsAt: number;
  endsAt: number;
  location: string | null;
}) => ({
  startsAt,
  endsAt,
  location,
});

test('whatever is booked, moved and cancelled, the programs that got the mails and the feeds show what is booked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 25, size: 'max' }), async (todo) => {
      await clear(waymark);
      sink.received.length = 0;
      for (const step of todo) await run(step);
      await deliverAll(waymark);
      const booked = (
        await waymark.database.owner<Record<string, any>>(
          `select starts_at, ends_at, place, video_url from sessions where status = 'BOOKED' order by starts_at`,
        )
      ).map((row) => ({
        startsAt: row.starts_at.getTime(),
        endsAt: row.ends_at.getTime(),
        location: row.place ?? row.video_url,
      }));
      for (const person of [world.coach, world.client]) {
        const [{ email } = { email: '' }] = await waymark.database.owner<{ email: string }>(
          'select email from members where id = $1',
          [person.memberId],
        );
        const program = new CalendarProgram();
        for (const { to, calendar } of arrived(sink)) if (to === email) program.take(calendar);
        expect(program.shows().map(facts)).toEqual(booked);
        const { data } = await waymark.send(person, 'mutation { createCalendarFeed { url } }');
        const { search } = new URL(data.createCalendarFeed.url as string);
        const { body } = await waymark.app.inject(`/calendar.ics${search}`);
        const confirmed = shown(body).filter(({ status }) => status === 'CONFIRMED');
        expect(confirmed.map(facts)).toEqual(booked);
      }
    }),
    { numRuns: 6, endOnFailure: true },
  );
});
