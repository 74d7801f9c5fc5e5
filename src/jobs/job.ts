import { SetMetadata } from '@nestjs/common';

declare const declared: unique symbol;
/** A name that `declareJob` gave out: nothing else can be announced or handled. */
export type JobName = string & { readonly [declared]: true };

/** What a handler is told: ids only, never content. It re-reads what it needs. */
export interface JobRef {
  orgId: string;
  subjectId: string;
  /** 1 at the first try. A job can run more than once even at 1: a queue that was lost rings again. */
  attempt: number;
}

const names = new Set<JobName>();

/**
 * Declares a kind of background work, once, at the top of the module's `*.jobs.ts`. A declared job that no provider
 * handles fails the boot.
 * @param name kebab-case, unique in the product: `build-report`
 */
export function declareJob(name: string): JobName {
  const job = name as JobName;
  if (names.has(job)) throw new Error(`The job ${name} is declared twice.`);
  names.add(job);
  return job;
}

/** All names declared by the modules that are loaded. */
export function declaredJobs(): readonly JobName[] {
  return [...names];
}

export const JOB = 'waymark:job';

/**
 * Marks the method of a provider that handles a declared job: `(ref: JobRef) => Promise<void>`. It opens its own units
 * of work (`db.run({ kind: 'system', orgId }, …)`), re-reads what is still true, and is idempotent: the same job can
 * come twice, also at once. What it throws is retried with growing pauses.
 */
export function Job(name: JobName) {
  return (_target: object, _key: string, method: TypedPropertyDescriptor<(ref: JobRef) => Promise<void>>) =>
    SetMetadata(JOB, name)(_target, _key, method);
}
