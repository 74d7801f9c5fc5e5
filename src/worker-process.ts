// Guarantees: a worker that cannot work says why in one line and exits with 1; one that is told to stop finishes what
// runs and exits with 0 within a bound, also where the queue hangs.
import { createServer, type Server } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { collectDefaultMetrics } from 'prom-client';
import { loadEnv } from './config/env.js';
import { selfCheck } from './db/self-check.js';
import { Health } from './health.js';
import { JobRunner } from './jobs/job.runner.js';
import { JOB_TIMES, type JobTimes } from './jobs/jobs.times.js';
import { checkQueueTables } from './jobs/queue-tables.js';

/** What closing connections may take beyond the draining of jobs, in ms. */
const CLOSE_MS = 3_000;

/** Runs the background side of the modules under `root` until SIGTERM or SIGINT. */
export async function runWorker(root: Type | DynamicModule): Promise<void> {
  try {
    await start(root);
  } catch (error) {
    console.error(`The worker cannot start: ${(error as Error).message.replaceAll('\n', ' ')}`);
    process.exit(1);
  }
}

async function start(root: Type | DynamicModule): Promise<void> {
  const env = loadEnv();
  await selfCheck(env.databaseUrl, env.testWithBypass);
  if (!env.redisUrl) await checkQueueTables(env.databaseUrl);
  const app = await NestFactory.createApplicationContext(root, { abortOnError: false, bufferLogs: true });
  app.useLogger(app.get(Logger));
  const health = app.get(Health, { strict: false });
  const runner = app.get(JobRunner, { strict: false });
  const { drain } = app.get<JobTimes>(JOB_TIMES, { strict: false });
  collectDefaultMetrics();
  runner.start();
  const server = await serve(health, env.workerPort);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    health.drain();
    // A queue or database that hangs does not hold the process: what it left is taken over by another worker.
    setTimeout(() => process.exit(0), drain + CLOSE_MS).unref();
    await runner.stop();
    server.close();
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

function serve(health: Health, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    void health.answer(path).then((answer) => {
      const { status, type, body } = answer ?? { status: 404, type: 'text/plain', body: '' };
      response.writeHead(status, { 'content-type': type, connection: 'close' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}
