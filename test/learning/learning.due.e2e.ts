import type { MemberActor } from '../../src/db/actor.js';
import { LearningDue } from '../../src/learning/learning.due.js';
import { RemindersDelivery } from '../../src/notifications/reminders.delivery.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aRisk, does, people, type Cast } from './people.js';

let waymark: TestApp;
let cast: Cast;
let sink: SmtpSink;
let mine: ReturnType<typeof does>;

beforeAll(async () => {
  sink = await startSmtpSink();
  waymark = await startApp({ SMTP_URL: sink.url });
  cast = await people(waymark);
  mine = does(waymark, cast.client);
});
afterAll(async () => {
  await waymark.close();
  await sink.close();
});
afterEach(async () => {
  sink.received.length = 0;
  for (const table of ['reminders', 'credentials', 'risks'])
    await waymark.database.owner(`delete from ${table}`);
  await waymark.database.owner(`update members set time_zone = 'Europe/Berlin', status = 'ACTIVE'`);
});

const due = () => waymark.app.get(LearningDue, { strict: false });
const announceAt = (at: string) => due().announceCredentials(new Date(at));
const reviewAt = (at: string) => due().openReviews(new Date(at));
const reminders = async () =>
  (
    await waymark.database.owner(
      'select purpose, due_at, expires_at, subject_version from reminders order by due_at, id',
    )
  ).map(({ purpose, due_at, expires_at, subject_version }) =>
    [purpose, (due_at as Date).toISOString(), (expires_at as Date).toISOString(), subject_version].join(' '),
  );
/** Claims and sends what is due then. @returns what became of each */
async function sendAt(at: string): Promise<unknown[]> {
  const delivery = waymark.app.get(RemindersDelivery, { strict: false });
  await delivery.claimDue(new Date(at));
  for (const { id } of await waymark.database.owner<{ id: string }>('select id from reminders')) {
    await delivery.deliver(cast.client.orgId, id, new Date(at));
  }
  return waymark.database.owner('select state, reason from reminders order by due_at, id');
}

const licence = (expiresOn: string, input: object = {}) => ({
  input: {
    title: 'Licence to weld',
    issuer: 'Guild of Welders',
    issuedOn: '2020-01-01',
    expiresOn,
    ...input,
  },
});

describe('a credential that expires', () => {
  test('is announced on the day in the client’s zone, once, however often it is swept', async () => {
    await mine('addCredential', licence('2026-12-31'));
    await announceAt('2026-11-30T22:59:59Z');
    expect(await reminders()).toEqual([]);
    await announceAt('2026-11-30T23:00:00Z');
    const planned = ['CREDENTIAL_RENEWAL 2026-12-01T08:00:00.000Z 2026-12-31T23:00:00.000Z 1'];
    expect(await reminders()).toEqual(planned);
    await Promise.all(Array.from({ length: 10 }, () => announceAt('2026-12-02T10:00:00Z')));
    expect(await reminders()).toEqual(planned);
  });

  test('is announced twelve hours earlier to who lives in Auckland', async () => {
    await waymark.database.owner(`update members set time_zone = 'Pacific/Auckland'`);
    await mine('addCredential', licence('2026-12-31'));
    await announceAt('2026-11-30T10:59:59Z');
    expect(await reminders()).toEqual([]);
    await announceAt('2026-11-30T11:00:00Z');
    expect(await reminders()).toEqual([
      'CREDENTIAL_RENEWAL 2026-11-30T20:00:00.000Z 2026-12-31T11:00:00.000Z 1',
    ]);
  });

  test('is announced by many sweeps at once exactly once each', async () => {
    for (let at = 0; at < 5; at += 1) await mine('addCredential', licence('2026-12-31'));
    await does(waymark, cast.buddy)('addCredential', licence('2026-12-31'));
    await Promise.all(Array.from({ length: 8 }, () => announceAt('2026-12-01T10:00:00Z')));
    expect(await reminders()).toHaveLength(6);
  });

  test('is not announced once it is put away, unwanted, expired, or its client is gone', async () => {
    await mine('archiveCredential', await mine('addCredential', licence('2026-12-31')));
    await mine('addCredential', licence('2026-12-31', { remindDays: null }));
    await mine('addCredential', licence('2026-11-30'));
    await announceAt('2026-12-01T10:00:00Z');
    expect(await reminders()).toEqual([]);
    await mine('addCredential', licence('2026-12-31'));
    await waymark.database.owner(`update members set status = 'DISABLED' where id = $1`, [
      cast.client.memberId,
    ]);
    await announceAt('2026-12-01T10:00:00Z');
    expect(await reminders()).toEqual([]);
  });

  test('is announced anew when it is renewed, and the old reminder says no more', async () => {
    const { id } = await mine('addCredential', licence('2026-12-31'));
    await announceAt('2026-12-01T05:00:00Z');
    await mine('renewCredential', { id, issuedOn: '2026-11-20', expiresOn: '2027-12-31' });
    expect(await sendAt('2026-12-01T08:00:00Z')).toEqual([{ state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' }]);
    expect(sink.received).toHaveLength(0);
    await announceAt('2027-12-01T05:00:00Z');
    expect((await reminders())[1]).toBe(
      'CREDENTIAL_RENEWAL 2027-12-01T08:00:00.000Z 2027-12-31T23:00:00.000Z 2',
    );
  });

  test('is still announced when only its title has changed', async () => {
    const { id } = await mine('addCredential', licence('2026-12-31'));
    await announceAt('2026-12-01T05:00:00Z');
    await mine('changeCredential', { id, version: 1, input: { title: 'Licence to weld boats' } });
    expect(await sendAt('2026-12-01T08:00:00Z')).toEqual([{ state: 'SENT', reason: null }]);
  });

  test('is told in a mail that says neither what it is nor who issued it', async () => {
    const { id } = await mine('addCredential', licence('2026-12-31'));
    await announceAt('2026-12-01T05:00:00Z');
    await sendAt('2026-12-01T08:00:00Z');
    expect(sink.received).toHaveLength(1);
    const { mail, raw } = sink.received[0]!;
    expect(mail.subject).toBe('One of your credentials expires soon');
    expect(mail.text).toContain(`http://127.0.0.1:3000/credentials/${id}`);
    expect(raw).toMatch(/List-Unsubscribe-Post: List-Unsubscribe=One-Click/i);
    expect(`${mail.text} ${String(mail.html)}`).not.toMatch(/weld|guild/i);
  });
});

/** A risk that runs until that day. */
async function running(as: MemberActor, stopOn: string): Promise<string> {
  const { id } = await does(waymark, as)('draftRisk', { input: aRisk() });
  await does(waymark, as)('startRisk', { id });
  await waymark.database.owner('update risks set stop_on = $2 where id = $1', [
    id.slice('risk_'.length),
    stopOn,
  ]);
  return id;
}
const statuses = async () =>
  (await waymark.database.owner('select status, review_at, version from risks order by id')).map(
    ({ status, review_at, version }) => [status, (review_at as Date | null)?.toISOString() ?? null, version],
  );

describe('a risk whose stop date comes', () => {
  test('is in review from the beginning of that day in the client’s zone, with a reminder in the morning', async () => {
    await running(cast.client, '2026-06-08');
    await reviewAt('2026-06-07T21:59:59Z');
    expect(await statuses()).toEqual([['RUNNING', null, 2]]);
    await reviewAt('2026-06-07T22:00:00Z');
    expect(await statuses()).toEqual([['REVIEW', '2026-06-07T22:00:00.000Z', 3]]);
    expect(await reminders()).toEqual(['RISK_REVIEW 2026-06-08T07:00:00.000Z 2026-06-15T07:00:00.000Z 1']);
  });

  test('is brought there once by many sweeps at once', async () => {
    for (let at = 0; at < 4; at += 1) await running(cast.client, '2026-06-08');
    await running(cast.buddy, '2026-06-08');
    await Promise.all(Array.from({ length: 8 }, () => reviewAt('2026-06-08T10:00:00Z')));
    expect(
      (await statuses()).map(([status, , version]) => `${status as string} ${version as number}`),
    ).toEqual(Array.from({ length: 5 }, () => 'REVIEW 3'));
    expect(await reminders()).toHaveLength(5);
  });

  test('is told in a mail that says nothing of it, unless it was decided before', async () => {
    const [open, decided] = [
      await running(cast.client, '2026-06-08'),
      await running(cast.client, '2026-06-08'),
    ];
    await reviewAt('2026-06-08T05:00:00Z');
    await mine('decideRisk', { id: decided, decision: 'Go on.', outcome: 'Fine.' });
    expect(await sendAt('2026-06-08T07:00:00Z')).toEqual([
      { state: 'SENT', reason: null },
      { state: 'SUPPRESSED', reason: 'NO_LONGER_DUE' },
    ]);
    const [{ mail }] = sink.received as [SmtpSink['received'][number]];
    expect(mail.subject).toBe('Time to stop and look');
    expect(mail.text).toContain(`http://127.0.0.1:3000/risks/${open}`);
    expect(`${mail.text} ${String(mail.html)}`).not.toMatch(/four-day|granted|thesis|covers|complaint/i);
  });

  test('is reminded of although it was found a week late', async () => {
    await running(cast.client, '2026-06-08');
    await reviewAt('2026-06-20T10:00:00Z');
    expect(await reminders()).toEqual(['RISK_REVIEW 2026-06-08T07:00:00.000Z 2026-06-27T10:00:00.000Z 1']);
  });
});
