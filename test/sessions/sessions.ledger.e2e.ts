import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import {
  act,
  anAgreement,
  anAllocation,
  anEngagement,
  aSession,
  balance,
  book,
  clear,
  minute,
  shift,
} from './people.js';

let waymark: TestApp;
let coach: MemberActor;
let client: MemberActor;
let engagement: string;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  coach = await aMember(waymark.database, north, 'Cora', ['COACH']);
  client = await aMember(waymark.database, north, 'Clio', ['CLIENT']);
});
afterAll(() => waymark.close());
beforeEach(async () => {
  engagement = await anEngagement(waymark.database, coach, client);
});
afterEach(() => clear(waymark.database));

const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
const granted = (unit: 'SESSIONS' | 'MINUTES', amount: number) =>
  anAllocation(waymark.database, engagement, unit, amount);
/** Remaining, held, used. */
const left = () => balance(waymark.database, engagement);
const booked = async (startsAt: string, input = {}) =>
  (await book(waymark, coach, engagement, startsAt, input)).data.bookSession.id.slice('session_'.length);
const moved = (as: MemberActor, id: string, startsAt: string, minutes: number) =>
  act(waymark, as, 'rescheduleSession', id, `, startsAt: "${startsAt}", minutes: ${minutes}`);
const correct = (id: string, version: number, status: string) =>
  waymark.send(
    coach,
    `mutation ($id: ID!) { correctSession(id: $id, version: ${version}, status: ${status}, why: "I mixed them up") {
       status version lateCancel waivedAt cancelledAt cancelReason cancelledBy { name }
       corrections { wasStatus isStatus wasLateCancel wasCancelledAt reason author { name } } } }`,
    { id: `session_${id}` },
  );

test('a booking holds its part, and is refused whole when nothing is left', async () => {
  await granted('SESSIONS', 2);
  await booked(minute(0));
  await booked(minute(60));
  expect(await left()).toEqual([0, 2, 0]);
  const refused = await book(waymark, client, engagement, minute(180));
  expect(refused.errors![0]).toMatchObject({
    message: 'Too little is left of the allocation.',
    extensions: { code: 'LIMIT_REACHED' },
  });
  expect(await waymark.database.owner('select from sessions')).toHaveLength(2);
  expect(await waymark.database.owner('select from busy_times')).toHaveLength(4);
});

test('minutes are held as long as the session is, and anew when it gets longer or shorter', async () => {
  await granted('MINUTES', 100);
  const id = await booked(minute(0), { minutes: 60 });
  expect(await left()).toEqual([40, 60, 0]);
  expect(code(await moved(client, id, minute(30), 90))).toBe('OK');
  expect(await left()).toEqual([10, 90, 0]);
  expect(code(await moved(client, id, minute(30), 120))).toBe('LIMIT_REACHED');
  expect(code(await moved(client, id, minute(60), 90))).toBe('OK');
  expect(await left()).toEqual([10, 90, 0]);
  expect(code(await moved(coach, id, minute(30), 15))).toBe('OK');
  expect(await left()).toEqual([85, 15, 0]);
});

test('cancelled in time, or by the coach even once it has begun, gives back what was held', async () => {
  await granted('SESSIONS', 5);
  await act(waymark, client, 'cancelSession', await booked(minute(0)));
  const late = await booked(minute(0));
  await shift(waymark.database, late, 60);
  const byCoach = await act(waymark, coach, 'cancelSession', late);
  expect(byCoach.data.cancelSession).toMatchObject({ status: 'CANCELLED', lateCancel: false });
  const begun = await booked(minute(0));
  await shift(waymark.database, begun, -5);
  expect(code(await act(waymark, coach, 'cancelSession', begun))).toBe('OK');
  expect(await left()).toEqual([5, 0, 0]);
});

test('a client who cancels late uses up what was held, until the coach waives it', async () => {
  await granted('SESSIONS', 3);
  const id = await booked(minute(0));
  await shift(waymark.database, id, 23 * 60);
  const { data } = await act(waymark, client, 'cancelSession', id);
  expect(data.cancelSession).toMatchObject({ lateCancel: true });
  expect(await left()).toEqual([2, 0, 1]);
  expect(code(await act(waymark, client, 'waiveLateCancel', id))).toBe('FORBIDDEN');
  expect(code(await act(waymark, coach, 'waiveLateCancel', id))).toBe('OK');
  expect(code(await act(waymark, coach, 'waiveLateCancel', id))).toBe('OK');
  expect(await left()).toEqual([3, 0, 0]);
  expect(
    await waymark.database.owner(
      'select kind, reason from allocation_entries where session_id = $1 order by id',
      [id],
    ),
  ).toEqual([
    { kind: 'HOLD', reason: null },
    { kind: 'CONSUME', reason: null },
    { kind: 'REVERSE', reason: 'Waived by the coach.' },
  ]);
});

test('held and no-show use up what was held; a no-show can be waived, a held session cannot', async () => {
  await granted('SESSIONS', 3);
  const [held, missed] = [await booked(minute(0)), await booked(minute(60))];
  await shift(waymark.database, held, -200);
  await shift(waymark.database, missed, -100);
  await act(waymark, coach, 'markSessionHeld', held);
  await act(waymark, coach, 'markSessionNoShow', missed);
  expect(await left()).toEqual([1, 0, 2]);
  expect(code(await act(waymark, coach, 'waiveLateCancel', held))).toBe('CONFLICT');
  expect(code(await act(waymark, coach, 'waiveLateCancel', missed))).toBe('OK');
  expect(await left()).toEqual([2, 0, 1]);
});

test('late is what the agreement said when the session was booked, whatever is agreed since', async () => {
  await anAgreement(waymark.database, engagement, { lateCancelHours: 168 });
  const strict = await booked(minute(0));
  await anAgreement(waymark.database, engagement, { lateCancelHours: 0 });
  const lax = await booked(minute(60));
  await shift(waymark.database, lax, 10);
  const cancelled = async (id: string) =>
    (await act(waymark, client, 'cancelSession', id)).data.cancelSession.lateCancel;
  expect([await cancelled(strict), await cancelled(lax)]).toEqual([true, false]);
});

test('with less notice than agreed a client does not move a session, the coach does', async () => {
  const id = await booked(minute(0));
  await shift(waymark.database, id, 23 * 60);
  const refused = await moved(client, id, minute(600), 60);
  expect(refused.errors![0]).toMatchObject({
    message: 'It is too late to move this session: cancel it, or ask your coach.',
    extensions: { code: 'CONFLICT' },
  });
  expect(code(await moved(coach, id, minute(600), 60))).toBe('OK');
});

test('a wrong mark is put right by a row that says why, and the ledger follows', async () => {
  await granted('SESSIONS', 2);
  const id = await booked(minute(0));
  await shift(waymark.database, id, -100);
  await act(waymark, coach, 'markSessionNoShow', id);
  await act(waymark, coach, 'waiveLateCancel', id);
  expect(await left()).toEqual([2, 0, 0]);
  const first = await correct(id, 3, 'HELD');
  expect(first.data.correctSession).toEqual({
    status: 'HELD',
    version: 4,
    lateCancel: false,
    waivedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelledBy: null,
    corrections: [
      {
        wasStatus: 'NO_SHOW',
        isStatus: 'HELD',
        wasLateCancel: false,
        wasCancelledAt: null,
        reason: 'I mixed them up',
        author: { name: 'Cora' },
      },
    ],
  });
  expect(await left()).toEqual([1, 0, 1]);
  const second = await correct(id, 4, 'CANCELLED');
  expect(second.data.correctSession).toMatchObject({
    status: 'CANCELLED',
    cancelledBy: { name: 'Cora' },
    lateCancel: false,
    corrections: [{ wasStatus: 'HELD' }, { wasStatus: 'NO_SHOW' }],
  });
  expect(await left()).toEqual([2, 0, 0]);
  expect(code(await correct(id, 4, 'HELD'))).toBe('VERSION_CONFLICT');
  expect(code(await correct(id, 5, 'NO_SHOW'))).toBe('OK');
  expect(await left()).toEqual([1, 0, 1]);
});

test('a late cancellation that took place after all stays used up, and is late no longer', async () => {
  await granted('SESSIONS', 2);
  const id = await booked(minute(0));
  await shift(waymark.database, id, 30);
  await act(waymark, client, 'cancelSession', id, ', reason: "Ill"');
  expect(code(await correct(id, 2, 'HELD'))).toBe('CONFLICT');
  await shift(waymark.database, id, -30);
  expect(code(await correct(id, 2, 'NO_SHOW'))).toBe('CONFLICT');
  const { data } = await correct(id, 2, 'HELD');
  expect(data.correctSession).toMatchObject({
    status: 'HELD',
    lateCancel: false,
    cancelReason: null,
    corrections: [{ wasStatus: 'CANCELLED', wasLateCancel: true, wasCancelledAt: expect.any(String) }],
  });
  expect(await left()).toEqual([1, 0, 1]);
  const [row] = await waymark.database.owner(
    'select was_cancel_reason, was_cancelled_by from session_corrections',
  );
  expect(row).toEqual({ was_cancel_reason: 'Ill', was_cancelled_by: client.memberId });
});

test('a correction that would use up more than is left is refused whole', async () => {
  await granted('SESSIONS', 1);
  const id = await booked(minute(0));
  await shift(waymark.database, id, -100);
  await act(waymark, coach, 'cancelSession', id);
  await booked(minute(0));
  expect(code(await correct(id, 2, 'HELD'))).toBe('LIMIT_REACHED');
  expect(await waymark.database.owner('select status, version from sessions where id = $1', [id])).toEqual([
    { status: 'CANCELLED', version: 2 },
  ]);
  expect(await waymark.database.owner('select from session_corrections')).toEqual([]);
});

test('what is booked cannot be corrected, and nobody sat in two sessions at once', async () => {
  const id = await aSession(waymark.database, engagement, -100);
  expect(code(await correct(id, 1, 'HELD'))).toBe('CONFLICT');
  await act(waymark, coach, 'cancelSession', id);
  await aSession(waymark.database, engagement, -110);
  const refused = await correct(id, 2, 'HELD');
  expect(refused.errors![0]).toMatchObject({ message: 'This time is taken.' });
});

test('the end of an engagement gives back what is held, also of what nobody marked', async () => {
  await granted('SESSIONS', 3);
  await booked(minute(0));
  const begun = await booked(minute(60));
  await shift(waymark.database, begun, -30);
  await waymark.send(
    client,
    `mutation { endEngagement(id: "engagement_${engagement}", ending: ENDED_EARLY) { id } }`,
  );
  const [held] = await waymark.database.owner<{ held: number }>('select held from allocation_balances');
  expect(held).toEqual({ held: 0 });
});
