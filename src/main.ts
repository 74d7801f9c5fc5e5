import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
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
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  let leaving = false;
  // Keep-alive connections would be reset by the close; told so, their clients open the next one elsewhere.
  fastify.addHook('onSend', async (_request, reply) => {
    if (leaving) reply.header('connection', 'close');
  });
  const leave = async () => {
    if (leaving) return;
    leaving = true;
    setTimeout(() => process.exit(1), DEADLINE_MS).unref();
    app.get(Health).drain();
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
