// The product's worker as a process of its own, started by killed-worker.e2e.ts: as it is but for the times of the queue.
import 'reflect-metadata';
import { DEFAULT_TIMES } from '../../../src/jobs/jobs.times.js';

Object.assign(DEFAULT_TIMES, { poll: 200, lock: 1_000, stalledCheck: 300 });
const { AppModule } = await import('../../../src/app.module.js');
const { runWorker } = await import('../../../src/worker-process.js');

await runWorker(AppModule);
