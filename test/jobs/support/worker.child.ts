// A worker process of the fixture's modules, started by worker.e2e.ts.
import 'reflect-metadata';
import { declareJob } from '../../../src/jobs/job.js';
import { runWorker } from '../../../src/worker-process.js';
import { fixture, SHORT_TIMES } from './fixture.module.js';

if (process.argv.includes('--orphan')) declareJob('nobody-handles-this');

await runWorker(fixture(process.env, SHORT_TIMES));
