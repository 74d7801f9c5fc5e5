import type { MemberActor } from '../src/db/actor.js';
import type { TestApp } from '../test/setup/app.js';
import type { Chance, VirtualClock } from './sessions.chance.js';
import { engage, type Engaged, type SessionsWorld } from './sessions.world.js';

/** One kind of operation. */
export interface Move {
  name: string;
  /** How often it is chosen, beside the others. */
  weight: number;
  /** @returns the code of its refusal, `OK`, or null where there was nothing to do it with */
  make(): Promise<string | null>;
}

interface Seen {
  id: string;
  version: number;
  engagement: Engaged;
}

const QUARTER = 15 * 60_000;
const DAY = 86_400_000;
const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const RULES = [
  'FREQ=WEEKLY;COUNT=5',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=6',
  'FREQ=MONTHLY;BYDAY=-1FR;COUNT=3',
  'FREQ=MONTHLY;BYMONTHDAY=15;COUNT=4',
];

export function movesOf(
  waymark: TestApp,
  { engagements }: SessionsWorld,
  chance: Chance,
  clock: VirtualClock,
): Move[] {
  const everyone = new Map(engagements.map((each) => [each.id, each]));
  const ending = new Set<Engaged>();
  const code = async (as: MemberActor, mutation: string, variables: object): Promise<string> => {
    const { errors } = await waymark.send(as, mutation, variables as Record<string, unknown>);
    return errors?.[0]?.extensions.code ?? 'OK';
  };
  const side = ({ coach, client }: Engaged) => (chance.between(0, 1) ? coach : client);
  // Few days and few hours, so that they often want the same.
  const start = () =>
    new Date(Math.ceil((clock.now() + chance.between(0, 21 * DAY)) / QUARTER) * QUARTER).toISOString();
  const where = () =>
    chance.between(0, 1) ? { place: 'Room 1' } : { videoUrl: 'https://meet.example.test/room' };
  const minutes = () => chance.of([30, 45, 60, 90]);

  const one = async (condition: string, ...values: unknown[]): Promise<Seen | null> => {
    const rows = await waymark.database.owner<{ id: string; version: number; engagement_id: string }>(
      `select id, version, engagement_id from sessions where ${condition} order by id desc limit 60`,
      values,
    );
    if (rows.length === 0) return null;
    const { id, version, engagement_id: of } = chance.of(rows);
    return { id: `session_${id}`, version, engagement: everyone.get(of)! };
  };
  const ahead = () => one(`status = 'BOOKED' and starts_at > $1`, new Date(clock.now()));
  const inSeries = () =>
    one(`status = 'BOOKED' and starts_at > $1 and series_id is not null`, new Date(clock.now()));
  const begun = () => one(`status = 'BOOKED' and starts_at <= $1`, new Date(clock.now()));
  const over = () => one(`status <> 'BOOKED' and starts_at <= $1`, new Date(clock.now()));

  /** An operation on a session that there is. */
  const on =
    (find: () => Promise<Seen | null>, make: (seen: Seen) => Promise<string>): Move['make'] =>
    async () => {
      const seen = await find();
      const answer = seen && (await make(seen));
      // A coach sees no session of an engagement that has ended, until the two begin anew.
      return answer === 'NOT_FOUND' && ending.has(seen!.engagement) ? null : answer;
    };
  const step = (action: string, engagement: Engaged) =>
    code(side(engagement), `mutation ($id: ID!) { ${action} { id } }`, { id: `engagement_${engagement.id}` });
  const scope = () => chance.of(['THIS', 'THIS_AND_FOLLOWING', 'ALL']);

  return [
    {
      name: 'book',
      weight: 30,
      make: () => {
        const engagement = chance.of(engagements);
        const input = {
          startsAt: start(),
          minutes: minutes(),
          bufferMinutes: chance.of([0, 0, 15]),
          ...where(),
        };
        return code(
          side(engagement),
          `mutation ($e: ID!, $input: BookSessionInput!) { bookSession(engagementId: $e, input: $input) { id } }`,
          { e: `engagement_${engagement.id}`, input },
        );
      },
    },
    {
      name: 'book a series',
      weight: 4,
      make: () => {
        const engagement = chance.of(engagements);
        const input = {
          rrule: chance.of(RULES),
          startsOn: start().slice(0, 10),
          localTime: `${String(chance.between(0, 23)).padStart(2, '0')}:${chance.of(['00', '30'])}`,
          zone: chance.of(ZONES),
          minutes: minutes(),
          ...where(),
        };
        return code(
          side(engagement),
          `mutation ($e: ID!, $input: BookSessionSeriesInput!) { bookSessionSeries(engagementId: $e, input: $input) { id } }`,
          { e: `engagement_${engagement.id}`, input },
        );
      },
    },
    {
      name: 'move',
      weight: 18,
      make: on(ahead, ({ id, version, engagement }) =>
        code(
          side(engagement),
          `mutation ($id: ID!, $at: Instant!, $m: Int!, $v: Int) { rescheduleSession(id: $id, startsAt: $at, minutes: $m, version: $v) { id } }`,
          { id, at: start(), m: minutes(), v: chance.between(0, 1) ? version : null },
        ),
      ),
    },
    {
      name: 'move a series',
      weight: 6,
      make: on(inSeries, ({ id, engagement }) =>
        code(
          side(engagement),
          `mutation ($id: ID!, $scope: SeriesScope!, $input: RescheduleSeriesInput!) { rescheduleSeries(sessionId: $id, scope: $scope, input: $input) { id } }`,
          {
            id,
            scope: scope(),
            input: chance.of([
              { localTime: `${String(chance.between(6, 20)).padStart(2, '0')}:15` },
              { shiftDays: chance.of([-7, -1, 1, 7]) },
              { minutes: minutes() },
              { shiftDays: 1, localTime: '12:00', minutes: 45 },
            ]),
          },
        ),
      ),
    },
    {
      name: 'move elsewhere',
      weight: 4,
      make: on(ahead, ({ id, version, engagement }) =>
        code(
          side(engagement),
          `mutation ($id: ID!, $v: Int!, $input: SessionPlaceInput!) { changeSessionPlace(id: $id, version: $v, input: $input) { id } }`,
          { id, v: version, input: { place: `Room ${chance.between(2, 9)}` } },
        ),
      ),
    },
    {
      name: 'cancel',
      weight: 12,
      make: on(ahead, ({ id, engagement }) =>
        code(side(engagement), `mutation ($id: ID!) { cancelSession(id: $id) { id } }`, { id }),
      ),
    },
    {
      name: 'cancel a series',
      weight: 3,
      make: on(inSeries, ({ id, engagement }) =>
        code(
          side(engagement),
          `mutation ($id: ID!, $scope: SeriesScope!) { cancelSeries(sessionId: $id, scope: $scope) { id } }`,
          { id, scope: scope() },
        ),
      ),
    },
    {
      name: 'mark',
      weight: 16,
      make: on(begun, ({ id, engagement: { coach } }) =>
        code(
          coach,
          `mutation ($id: ID!) { ${chance.of(['markSessionHeld', 'markSessionHeld', 'markSessionNoShow', 'cancelSession'])}(id: $id) { id } }`,
          { id },
        ),
      ),
    },
    {
      name: 'waive',
      weight: 3,
      make: on(
        () => one(`late_cancel or status = 'NO_SHOW'`),
        ({ id, engagement: { coach } }) =>
          code(coach, `mutation ($id: ID!) { waiveLateCancel(id: $id) { id } }`, { id }),
      ),
    },
    {
      name: 'correct',
      weight: 5,
      make: on(over, ({ id, version, engagement: { coach } }) =>
        code(
          coach,
          `mutation ($id: ID!, $v: Int!) { correctSession(id: $id, version: $v, status: ${chance.of(['HELD', 'NO_SHOW', 'CANCELLED'])}, why: "So it was") { id } }`,
          { id, v: version },
        ),
      ),
    },
    {
      name: 'pause',
      weight: 2,
      make: () => step('pauseEngagement(id: $id)', chance.of(engagements)),
    },
    {
      name: 'resume',
      weight: 12,
      make: () => step('resumeEngagement(id: $id)', chance.of(engagements)),
    },
    {
      // The two begin anew at once, and the coach sees again what became of the sessions before.
      name: 'end',
      weight: 2,
      make: async () => {
        const engagement = chance.of(engagements);
        ending.add(engagement);
        const answer = await step('endEngagement(id: $id, ending: COMPLETED)', engagement);
        if (answer !== 'OK') return answer;
        const next = await engage(waymark.database, engagement);
        everyone.set(next.id, next);
        engagements[engagements.indexOf(engagement)] = next;
        return answer;
      },
    },
  ];
}
