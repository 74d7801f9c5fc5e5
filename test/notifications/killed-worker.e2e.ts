import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { simpleParser } from 'mailparser';
import { environment } from '../jobs/support/environment.js';
import { freePort, stores, type Store } from '../jobs/support/stores.js';
import { startSmtpSink, type SmtpSink } from '../mail/smtp-sink.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

jest.setTimeout(90_000);

const WORKER = join(import.meta.dirname, 'support/worker.child.ts');
const HOOKS = pathToFileURL(join(import.meta.dirname, '../jobs/support/typescript.hooks.js')).href;

type Moment = 'between claim and send' | 'between send and confirm';

let database: TestDatabase;
let sink: SmtpSink;
let worker: ChildProcess;
/** When the mail server kills the worker that talks to it, once. */
let deadly: Moment | undefined;
/** The Message-IDs of all that arrived. */
let arrived: (string | undefined)[] = [];

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
        arrived.push((await simpleParser(await buffer(stream))).messageId);
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
  await stopWorker();
  await database.drop();
});

afterAll(() => sink.close());

async function startWorker(env: Record<string, string>): Promise<void> {
  worker = spawn(process.execPath, ['--import', HOOKS, WORKER], {
    env: { PATH: process.env.PATH, ...env, WORKER_PORT: String(await freePort()) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function stopWorker(): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  worker.kill('SIGKILL');
  await once(worker, 'exit');
}

async function until(truth: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 40_000; Date.now() < end; await sleep(50)) {
    if (await truth()) return;
    if (worker.exitCode !== null) throw new Error('The worker did not start.');
  }
  throw new Error('It did not become true in time.');
}

/** A client whose weekly review falls due now. */
async function aDuePlan(): Promise<void> {
  const { orgId, memberId } = await aMember(database, await anOrganization(database, 'north'), 'Clio', [
    'CLIENT',
  ]);
  await database.owner(
    `insert into review_plans (org_id, client_id, kind, rrule, starts_on, local_time, time_chosen, period_days,
                               next_on, next_time, next_at)
     select $1, $2, 'SELF', 'FREQ=WEEKLY', t::date, t::time(0), true, 7, t::date, t::time(0), now()
     from (select now() at time zone 'Europe/Berlin' as t) wall`,
    [orgId, memberId],
  );
}

const reminders = () =>
  database.owner<{ id: string; state: string; attempts: number }>(
    `select id, state, attempts from reminders where purpose = 'REVIEW_DUE'`,
  );

describe.each(stores)('a worker that is killed, with the queue in $name', ({ open }) => {
  let store: Store;
  let env: Record<string, string>;

  beforeEach(async () => {
    store = await open(database);
    env = { ...environment(database.appUrl, store.redisUrl), SMTP_URL: sink.url };
  });

  afterEach(() => store.close());

  const cases: [Moment, string, number][] = [
    ['between claim and send', 'the queue remembers', 1],
    ['between send and confirm', 'the queue remembers', 2],
    ['between send and confirm', 'the queue has lost everything', 2],
  ];

  test.each(cases)(
    '%s, while %s: the reminder arrives, with one Message-ID',
    async (moment, memory, copies) => {
      await aDuePlan();
      deadly = moment;
      await startWorker(env);
      await until(() => deadly === undefined && worker.signalCode === 'SIGKILL');
      expect(await reminders()).toMatchObject([{ state: 'CLAIMED' }]);
      if (memory === 'the queue has lost everything') {
        await store.lose();
        // The lease runs out, without the half minute of waiting for it.
        await database.owner('update reminders set wake_at = now()');
      }
      await startWorker(env);
      await until(async () => (await reminders())[0]?.state === 'SENT');
      const [reminder, ...more] = await reminders();
      expect(more).toEqual([]);
      expect(arrived).toEqual(Array(copies).fill(`<reminder-${reminder!.id}@localhost>`));
      expect(reminder).toMatchObject({ state: 'SENT', attempts: 0 });
    },
  );
});
