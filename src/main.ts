import 'reflect-metadata';
import { setTimeout as sleep } from 'node:timers/promises';
import { collectDefaultMetrics } from 'prom-client';
import { createApi } from './api.js';
import { AppModule } from './app.module.js';
import { loadEnv } from './config/env.js';
import { selfCheck } from './db/self-check.js';
import { Health } from './health.js';

/** How long a balancer is given to see that this process is leaving, and the whole to finish, in ms. */
const NOTICE_MS = 1_500;
const DEADLINE_MS = 20_000;

async function main(): Promise<void> {
  const env = loadEnv();
  await selfCheck(env.databaseUrl, env.testWithBypass);
  const app = await createApi(AppModule);
  collectDefaultMetrics();
  const health = app.get(Health);
  const leave = async () => {
    if (health.draining) return;
    health.drain();
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    await sleep(NOTICE_MS);
    await app.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void leave());
  process.on('SIGINT', () => void leave());
  await app.listen({ port: env.port, host: '0.0.0.0' });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
