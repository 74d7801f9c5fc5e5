import type { MemberActor, Role } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAllocation,
  anEngagement,
  balance,
  book,
  bookSeries,
  clear,
  minute,
  shift,
} from './people.js';

let waymark: TestApp;
let org: string;
let coach: MemberActor;
let client: MemberActor;
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  org = await anOrganization(waymark.database, 'north');
});
afterAll(() => waymark.close());
beforeEach(async () => {
  coach = await aMember(waymark.database, org, `Cora ${Math.random()}`, ['COACH', 'CLIENT']);
  client = await aMember(waymark.database, org, `Clio ${Math.random()}`, ['CLIENT', 'COACH']);
  engagement = await anEngagement(waymark.database, coach, client);
  await anAllocation(waymark.database, engagement, 'SESSIONS', 4);
});
afterEach(() => clear(waymark.database));

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const bare = (id: string) => id.split('_')[1]!;
const booked = async () => bare((await book(waymark, coach, engagement, minute(0))).data.bookSession.id);
const withRoles = async (member: MemberActor, roles: Role[]): Promise<MemberActor> => {
  await waymark.database.owner('update members set roles = $2 where id = $1', [member.memberId, roles]);
  return { ...member, roles };
};
const end = (as: MemberActor) =>
  waymark.send(as, 'mutation ($id: ID!) { endEngagement(id: $id, ending: ENDED_EARLY) { id } }', {
    id: `engagement_${engagement}`,
  });
const correct = async (id: string, status: string) => {
  const [row] = await waymark.database.owner<{ version: number }>(
    'select version from sessions where id = $1',
    [id],
  );
  return act(
    waymark,
    coach,
    'correctSession',
    id,
    `, version: ${row!.version}, status: ${status}, why: "So it was"`,
  );
};

test.each(['coach', 'client'] as const)(
  'who no longer has the role of their side does not end an engagement over sessions that they no longer see (%s)',
  async (side) => {
    const id = await booked();
    const left = await withRoles(
      side === 'coach' ? coach : client,
      side === 'coach' ? ['CLIENT'] : ['COACH'],
    );
    expect(code(await end(left))).toBe('FORBIDDEN');
    expect(
      await waymark.database.owner('select status from engagements where id = $1', [engagement]),
    ).toEqual([{ status: 'ACTIVE' }]);
    expect(code(await end(side === 'coach' ? client : coach))).toBe('OK');
    expect(await waymark.database.owner('select status from sessions where id = $1', [id])).toEqual([
      { status: 'CANCELLED' },
    ]);
    expect(await balance(waymark.database, engagement)).toEqual([4, 0, 0]);
  },
);

test('what nobody marked before the end is not marked when the two work together again', async () => {
  const id = await booked();
  await shift(waymark.database, id, -120);
  expect(code(await end(coach))).toBe('OK');
  await anEngagement(waymark.database, coach, client);
  for (const step of ['markSessionHeld', 'markSessionNoShow'])
    expect(code(await act(waymark, coach, step, id))).toBe('CONFLICT');
  expect(await balance(waymark.database, engagement)).toEqual([4, 0, 0]);
});

test('what a client cancelled does not become a no-show by way of a second correction', async () => {
  const id = await booked();
  await act(waymark, client, 'cancelSession', id);
  await shift(waymark.database, id, -120);
  expect(code(await correct(id, 'NO_SHOW'))).toBe('CONFLICT');
  expect(code(await correct(id, 'HELD'))).toBe('OK');
  expect(code(await correct(id, 'NO_SHOW'))).toBe('CONFLICT');
  expect(code(await correct(id, 'CANCELLED'))).toBe('OK');
});

test('an allocation of sessions holds the same for a session of another length, also when its time is over', async () => {
  const id = await booked();
  await waymark.database.owner(`update allocations set expires_on = current_date - 3`);
  expect(
    code(await act(waymark, coach, 'rescheduleSession', id, `, startsAt: "${minute(0)}", minutes: 45`)),
  ).toBe('OK');
  expect(await balance(waymark.database, engagement)).toEqual([3, 1, 0]);
  expect(await waymark.database.owner('select kind from allocation_entries order by id')).toEqual([
    { kind: 'GRANT' },
    { kind: 'HOLD' },
  ]);
});

test('minutes that are held can become fewer when the time of the allocation is over, and not more', async () => {
  await clear(waymark.database);
  engagement = await anEngagement(waymark.database, coach, client);
  await anAllocation(waymark.database, engagement, 'MINUTES', 100);
  const id = await booked();
  await waymark.database.owner(`update allocations set expires_on = current_date - 3`);
  const last = (minutes: number) =>
    act(waymark, coach, 'rescheduleSession', id, `, startsAt: "${minute(0)}", minutes: ${minutes}`);
  expect(code(await last(75))).toBe('LIMIT_REACHED');
  expect(code(await last(45))).toBe('OK');
  expect(await balance(waymark.database, engagement)).toEqual([55, 45, 0]);
});

test('nobody books with somebody who is no longer here, or no longer in their role', async () => {
  const set = (of: MemberActor, change: string) =>
    waymark.database.owner(`update members set ${change} where id = $1`, [of.memberId]);
  for (const [by, gone, role] of [
    [client, coach, 'COACH'],
    [coach, client, 'CLIENT'],
  ] as const) {
    for (const change of [`status = 'DISABLED'`, `roles = array_remove(roles, '${role}')`]) {
      await set(gone, change);
      expect(code(await book(waymark, by, engagement, minute(0)))).toBe('CONFLICT');
      expect(code(await bookSeries(waymark, by, engagement))).toBe('CONFLICT');
      await set(gone, `status = 'ACTIVE', roles = '{COACH,CLIENT}'`);
    }
  }
  expect(await waymark.database.owner('select from sessions')).toEqual([]);
});
