import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { simpleParser } from 'mailparser';
import { environment } from '../jobs/support/environment.js';
import { freePort } from '../jobs/support/stores.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { aSession } from '../sessions/people.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aWorld } from './world.js';

jest.setTimeout(120_000);

const WORKER = join(import.meta.dirname, '../notifications/support/worker.child.ts');
const HOOKS = pathToFileURL(join(import.meta.dirname, '../jobs/support/typescript.hooks.js')).href;

type Moment = 'between claim and send' | 'between send and confirm';

let database: TestDatabase;
let sink: SmtpSink;
let worker: ChildProcess;
/** When the mail server kills the worker that talks to it, once. */
let deadly: Moment | undefined;
let arrived: { messageId: string | undefined; calendar: string }[] = [];

/** @returns whether this was the moment */
async function kill(moment: Moment): Promise<boolean> {
  if (deadly !== moment) return false;
  deadly = undefined;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  return true;
}

beforeAll(async () => {
  sink = await startSmtpSink({
    onConnect: (_session, done) => void kill('between claim and send').then((killed) => killed || done()),
    onData: (stream, _session, done) =>
      void (async () => {
        const { messageId, attachments } = await simpleParser(await buffer(stream));
        arrived.push({ messageId, calendar: attachments[0]!.content.toString() });
        if (!(await kill('between send and confirm'))) done();
      })(),
  });
});

beforeEach(async () => {
  database = await createDatabase();
  arrived = [];
});

afterEach(async () => {
  deadly = undefined;
  if (worker.exitCode === null && worker.signalCode === null) {
    worker.kill('SIGKILL');
    await once(worker, 'exit');
  }
  await database.drop();
});

afterAll(() => sink.close());

async function startWorker(): Promise<void> {
  const env = { ...environment(database.appUrl, undefined), SMTP_URL: sink.url };
  worker = spawn(process.execPath, ['--import', HOOKS, WORKER], {
    env: { PATH: process.env.PATH, ...env, WORKER_PORT: String(await freePort()) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function until(truth: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 50_000; Date.now() < end; await sleep(50)) {
    if (await truth()) return;
    if (worker.exitCode !== null) throw new Error('The worker did not start.');
  }
  throw new Error('It did not become true in time.');
}

const mails = () => database.owner<{ id: string; state: string }>('select id, state from calendar_mails');

const cases: [Moment, number][] = [
  ['between claim and send', 1],
  ['between send and confirm', 2],
];

test.each(cases)(
  'a worker is killed %s: the invitation arrives, each copy the same',
  async (moment, copies) => {
    const { org, engagement, client } = await aWorld({ database });
    const session = await aSession(database, engagement, 600);
    await database.owner(
      `insert into calendar_mails (org_id, subject_kind, subject_id, sequence, recipient_id, method)
     values ($1, 'SESSION', $2, 0, $3, 'REQUEST')`,
      [org, session, client.memberId],
    );
    deadly = moment;
    await startWorker();
    await until(() => deadly === undefined && worker.signalCode === 'SIGKILL');
    const [mail] = await mails();
    expect(mail).toMatchObject({ state: 'CLAIMED' });
    // The lease runs out, without the half minute of waiting for it.
    await database.owner('update calendar_mails set wake_at = now()');
    await startWorker();
    await until(async () => (await mails())[0]?.state === 'SENT');
    expect(arrived.map(({ messageId }) => messageId)).toEqual(
      Array(copies).fill(`<calendar-${mail!.id}@localhost>`),
    );
    expect(new Set(arrived.map(({ calendar }) => calendar)).size).toBe(1);
  },
);
