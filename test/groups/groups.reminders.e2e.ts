import type { MemberActor } from '../../src/db/actor.js';
import { RemindersDelivery } from '../../src/notifications/reminders.delivery.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aGroup, aMeeting, does, inHours, people, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let sink: SmtpSink;
let lead: ReturnType<typeof does>;
let mine: ReturnType<typeof does>;
let groupId: string;

beforeAll(async () => {
  sink = await startSmtpSink();
  waymark = await startApp({ SMTP_URL: sink.url });
  cast = await people(waymark);
  [lead, mine] = [does(waymark, cast.leader), does(waymark, cast.client)];
});
afterAll(async () => {
  await waymark.close();
  await sink.close();
});
beforeEach(async () => {
  await waymark.database.owner('delete from reminders');
  await waymark.database.owner('delete from busy_times');
  sink.received.length = 0;
  groupId = (await lead('createGroup', { input: aGroup({ name: 'Secret name' }) })).id;
  await mine('joinGroup', { groupId });
});

const set = async (hours: number): Promise<string> =>
  (await lead('scheduleGroupMeeting', { groupId, input: aMeeting({ startsAt: inHours(hours) }) })).id;
const planned = (id: string) =>
  waymark.database.owner<{ name: string; due: string; until: string; sequence: number }>(
    `select m.name, to_char(r.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as due,
       to_char(r.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as until, r.subject_version as sequence
     from reminders r join members m on m.id = r.recipient_id
     where r.subject_id = $1 and r.purpose = 'GROUP_MEETING' order by r.subject_version, m.name`,
    [id.split('_')[1]],
  );
/** Claims and sends what is due then. @returns what became of each of the client’s */
async function sendAt(at: string, of: MemberActor = cast.client): Promise<unknown[]> {
  const delivery = waymark.app.get(RemindersDelivery, { strict: false });
  await delivery.claimDue(new Date(at));
  for (const { id } of await waymark.database.owner<{ id: string }>('select id from reminders')) {
    await delivery.deliver(of.orgId, id, new Date(at));
  }
  return waymark.database.owner(
    'select state, reason from reminders where recipient_id = $1 order by subject_version',
    [of.memberId],
  );
}

test('every member is to be reminded a day before', async () => {
  const id = await set(72);
  const once = { due: inHours(48), until: inHours(72), sequence: 0 };
  expect(await planned(id)).toEqual([
    { name: 'Clio', ...once },
    { name: 'Mona', ...once },
  ]);
  expect(await sendAt(inHours(48))).toEqual([{ state: 'SENT', reason: null }]);
  expect(sink.received).toHaveLength(2);
});

test('a reminder of a meeting keeps its time in whatever hour, as those of sessions do', async () => {
  await set(72);
  await waymark.database.owner(`update organizations set quiet_from = '00:00', quiet_until = '23:59'`);
  expect(await sendAt(inHours(48))).toEqual([{ state: 'SENT', reason: null }]);
  await waymark.database.owner(`update organizations set quiet_from = '20:00', quiet_until = '08:00'`);
});

test('the mail says nothing of the group', async () => {
  const id = await set(72);
  await sendAt(inHours(48));
  const mail = sink.received.map(({ mail: sent }) => [sent.subject, sent.text, sent.html].join()).join();
  expect(mail).toContain('A group of yours meets within a day');
  expect(mail).toContain(id);
  for (const word of ['Secret name', 'Energy', 'Spring meeting', 'Room 4', 'Mona']) {
    expect(mail).not.toContain(word);
  }
});

test('nobody is reminded of a meeting that was set less than a day before', async () => {
  expect(await planned(await set(23))).toEqual([]);
});

test('a meeting that was moved is reminded of anew, and of its old time no more', async () => {
  const id = await set(72);
  await lead('moveGroupMeeting', { id, version: 1, startsAt: inHours(100), minutes: 60 });
  expect((await planned(id)).map(({ due, sequence }) => [due, sequence])).toEqual([
    [inHours(48), 0],
    [inHours(48), 0],
    [inHours(76), 1],
    [inHours(76), 1],
  ]);
  expect(await sendAt(inHours(48))).toEqual([
    { state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' },
    { state: 'PENDING', reason: null },
  ]);
  expect(await sendAt(inHours(76))).toEqual([
    { state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' },
    { state: 'SENT', reason: null },
  ]);
});

test('whoever joins later is reminded of what is to come, once however often they join', async () => {
  const id = await set(72);
  const buddy = does(waymark, cast.buddy);
  await buddy('joinGroup', { groupId });
  await buddy('leaveGroup', { groupId });
  await buddy('joinGroup', { groupId });
  expect((await planned(id)).map(({ name }) => name)).toEqual(['Bea', 'Clio', 'Mona']);
});

test.each([
  ['says no', (id: string) => mine('answerGroupMeeting', { id, sequence: 0, answer: 'NO' })],
  ['has left', () => mine('leaveGroup', { groupId })],
  ['finds it cancelled', (id: string) => lead('cancelGroupMeeting', { id })],
])('whoever %s is not reminded', async (_what, happens) => {
  await happens(await set(72));
  expect(await sendAt(inHours(48))).toEqual([{ state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' }]);
});

test('whoever said no to an earlier time, or yes after all, is reminded', async () => {
  const [moved, changed] = [await set(72), await set(75)];
  await mine('answerGroupMeeting', { id: moved, sequence: 0, answer: 'NO' });
  await lead('moveGroupMeeting', { id: moved, version: 1, startsAt: inHours(73), minutes: 60 });
  await mine('answerGroupMeeting', { id: changed, sequence: 0, answer: 'NO' });
  await mine('answerGroupMeeting', { id: changed, sequence: 0, answer: 'MAYBE' });
  await sendAt(inHours(48));
  await sendAt(inHours(49));
  await sendAt(inHours(51));
  const sent = await waymark.database.owner(
    `select subject_version from reminders where recipient_id = $1 and state = 'SENT' order by 1`,
    [cast.client.memberId],
  );
  expect(sent).toEqual([{ subject_version: 0 }, { subject_version: 1 }]);
});

test('whoever wants no mails on sessions gets none, and none after the meeting has begun', async () => {
  await set(72);
  await waymark.database.owner(
    `insert into reminder_opt_outs (org_id, member_id, topic) values ($1, $2, 'SESSIONS')`,
    [cast.client.orgId, cast.client.memberId],
  );
  expect(await sendAt(inHours(48))).toEqual([{ state: 'SUPPRESSED', reason: 'OPTED_OUT' }]);
  await waymark.database.owner('delete from reminder_opt_outs');
  await set(80);
  expect((await sendAt(inHours(80))).at(-1)).toEqual({ state: 'EXPIRED', reason: 'TOO_LATE' });
});
