import { Counter, Gauge, Histogram } from 'prom-client';

// Labels are names from the source code: never ids, never organizations.

export const jobsDone = new Counter({
  name: 'waymark_jobs_done_total',
  help: 'Jobs whose handler succeeded.',
  labelNames: ['job'],
});

export const jobsFailed = new Counter({
  name: 'waymark_jobs_failed_total',
  help: 'Tries of jobs that ended in an error; final is true for those given up.',
  labelNames: ['job', 'final'],
});

export const jobSeconds = new Histogram({
  name: 'waymark_job_seconds',
  help: 'How long handlers run.',
  labelNames: ['job'],
  buckets: [0.01, 0.05, 0.25, 1, 5, 30],
});

export const sweepSeconds = new Histogram({
  name: 'waymark_sweep_seconds',
  help: 'How long sweeps run.',
  labelNames: ['sweep', 'outcome'],
  buckets: [0.01, 0.05, 0.25, 1, 5, 30],
});

export const outboxWaiting = new Gauge({
  name: 'waymark_outbox_waiting',
  help: 'Announced jobs that are not done.',
});

export const outboxOldestSeconds = new Gauge({
  name: 'waymark_outbox_oldest_seconds',
  help: 'Age of the oldest announced job that is not done.',
});

export const outboxFailed = new Gauge({
  name: 'waymark_outbox_failed',
  help: 'Announced jobs that were given up and wait for the operator.',
});
