import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import type { SystemActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { Doorbell } from '../../src/jobs/doorbell.js';
import { JobQueue } from '../../src/jobs/job-queue.js';
import { JobRunner } from '../../src/jobs/job.runner.js';
import type { JobName } from '../../src/jobs/job.js';
import { Outbox } from '../../src/jobs/outbox.js';
import { Relay } from '../../src/jobs/relay.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { createEffects } from './support/effects.js';
import { environment } from './support/environment.js';
import { CANARY, EFFECT, FAILS, fixture, SHORT_TIMES, SLOW, TestSweep } from './support/fixture.module.js';
import { stores, type Store } from './support/stores.js';

async function cutConnections(database: TestDatabase): Promise<void> {
  const superuser = new pg.Client(database.superUrl);
  await superuser.connect();
  await superuser.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'waymark_app'`,
  );
  await superuser.end();
}

describe.each(stores)('jobs with the queue in $name', ({ open }) => {
  let database: TestDatabase;
  let store: Store;
  let app: INestApplicationContext;
  const system: SystemActor = { kind: 'system', orgId: randomUUID() };

  beforeAll(async () => {
    database = await createDatabase();
    await createEffects(database);
    store = await open(database);
  });

  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  beforeEach(async () => {
    await store.lose();
    await database.owner('truncate outbox, effects, runs');
    const env = environment(database.appUrl, store.redisUrl);
    app = await NestFactory.createApplicationContext(fixture(env, SHORT_TIMES), { logger: false });
  });

  afterEach(async () => {
    await app.get(JobRunner).stop();
    await app.close();
  });

  const announce = (job: JobName, subjects: string[]) =>
    app.get(Db).run(system, async () => {
      for (const subject of subjects) await app.get(Outbox).announce(job, subject);
    });
  const outbox = () => database.owner('select job, subject_id from outbox order by id');
  const notes = (subject: string) =>
    database
      .owner<{ note: string }>('select note from effects where subject_id = $1 order by at', [subject])
      .then((rows) => rows.map((row) => row.note));
  const until = async (truth: () => Promise<boolean>) => {
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(20)) if (await truth()) return;
    throw new Error('It did not become true in time.');
  };
  const emptied = () => until(async () => (await outbox()).length === 0);

  test('a job is announced when its unit of work commits, and never was when it rolls back', async () => {
    const [kept, dropped] = [randomUUID(), randomUUID()];
    await announce(EFFECT, [kept]);
    const undone = app.get(Db).run(system, async () => {
      await app.get(Outbox).announce(EFFECT, dropped);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await outbox()).toEqual([{ job: 'test-effect', subject_id: kept }]);

    app.get(JobRunner).start();
    await emptied();
    expect(await notes(kept)).toEqual(['done']);
    expect(await notes(dropped)).toEqual([]);
  });

  test('every announced job is handled in its organization, and leaves nothing in the outbox and the queue', async () => {
    app.get(JobRunner).start();
    const subjects = Array.from({ length: 60 }, () => randomUUID());
    await Promise.all(
      [0, 1, 2].map((part) =>
        announce(
          EFFECT,
          subjects.filter((_, at) => at % 3 === part),
        ),
      ),
    );
    await emptied();
    const done = await database.owner<{ org_id: string; subject_id: string }>(
      'select org_id, subject_id from effects',
    );
    expect(done.map((row) => row.subject_id).sort()).toEqual([...subjects].sort());
    expect(new Set(done.map((row) => row.org_id))).toEqual(new Set([system.orgId]));
  });

  test('an announcement is rung at once, without waiting for the poll', async () => {
    app.get(JobRunner).start();
    await announce(EFFECT, [randomUUID()]);
    await emptied();
    const subject = randomUUID();
    const announced = Date.now();
    await announce(EFFECT, [subject]);
    await until(async () => (await notes(subject)).length === 1);
    expect(Date.now() - announced).toBeLessThan(SHORT_TIMES.poll! * 5);
  });

  test('a queue that lost everything is rung again', async () => {
    const subjects = Array.from({ length: 20 }, () => randomUUID());
    await announce(EFFECT, subjects);
    const relay = app.get(Relay, { strict: false });
    relay.start();
    await until(async () => (await store.contents()).includes(subjects[19]!));
    await relay.stop();
    await store.lose();
    expect(await store.contents()).not.toContain(subjects[0]);

    app.get(JobRunner).start();
    await emptied();
    const [{ count }] = (await database.owner('select count(*)::int from effects')) as [{ count: number }];
    expect(count).toBe(20);
  });

  test('a job that comes twice, also at once, has its effect once', async () => {
    const subjectId = randomUUID();
    await announce(SLOW, [subjectId]);
    app.get(JobRunner).start();
    const twin = { job: SLOW, orgId: system.orgId, subjectId };
    await app.get(JobQueue).add([{ id: `twin-${subjectId}`, ...twin }]);
    await emptied();
    await until(async () => (await database.owner('select from runs')).length === 4);
    expect(await notes(subjectId)).toEqual(['begun', 'ended']);
  });

  test('a job that keeps failing is tried 20 times and then waits for the operator, without a word of content', async () => {
    const [bad, good] = [randomUUID(), randomUUID()];
    await announce(FAILS, [bad]);
    app.get(JobRunner).start();
    await until(async () => (await database.owner('select from runs')).length >= 3);
    expect(await store.contents()).not.toContain(CANARY);
    await until(
      async () => (await database.owner('select from outbox where failed_at is not null')).length === 1,
    );
    expect(await database.owner('select job, subject_id, failure from outbox')).toEqual([
      { job: 'test-fails', subject_id: bad, failure: 'RangeError' },
    ]);
    await announce(EFFECT, [good]);
    await until(async () => (await notes(good)).length === 1);
    await sleep(SHORT_TIMES.handAgain! * 2);
    expect(await database.owner('select from runs where subject_id = $1', [bad])).toHaveLength(20);
    expect(await store.contents()).not.toContain(CANARY);
  });

  test('a worker whose database connections are all cut goes on with new ones', async () => {
    app.get(JobRunner).start();
    await announce(EFFECT, [randomUUID()]);
    await emptied();
    await cutConnections(database);
    const subject = randomUUID();
    await until(() =>
      announce(EFFECT, [subject]).then(
        () => true,
        () => false,
      ),
    );
    await until(async () => (await notes(subject)).length === 1);
  });

  test('the doorbell rings a handler without the outbox', async () => {
    app.get(JobRunner).start();
    const refs = [1, 2, 3].map(() => ({ orgId: system.orgId, subjectId: randomUUID() }));
    await app.get(Doorbell).ring(EFFECT, refs);
    await until(async () => (await database.owner('select from effects')).length === 3);
    expect(await outbox()).toEqual([]);
  });

  test('a sweep never overlaps itself, and one that fails runs again', async () => {
    app.get(JobRunner).start();
    const { runs } = app.get(TestSweep);
    await until(async () => runs.length >= 4);
    await app.get(JobRunner).stop();
    const ended = runs.length;
    for (let at = 1; at < runs.length; at += 1) {
      expect(runs[at]!.began).toBeGreaterThanOrEqual(runs[at - 1]!.ended);
    }
    await sleep(100);
    expect(runs).toHaveLength(ended);
  });

  test('a runner that is told to stop finishes the running job and takes no other', async () => {
    const [running, waiting] = [randomUUID(), randomUUID()];
    app.get(JobRunner).start();
    await announce(SLOW, [running]);
    await until(async () => (await notes(running)).length === 1);
    const stopping = app.get(JobRunner).stop();
    await announce(EFFECT, [waiting]);
    await stopping;
    expect(await notes(running)).toEqual(['begun', 'ended']);
    expect(await notes(waiting)).toEqual([]);
    expect(await outbox()).toEqual([{ job: 'test-effect', subject_id: waiting }]);
  });
});
