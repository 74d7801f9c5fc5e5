/** Injection token of `JobTimes`. */
export const JOB_TIMES = Symbol('JOB_TIMES');

/** The time constants of background work, in ms; tests shorten them. */
export interface JobTimes {
  /** Relay and queue look by themselves this often: the floor under wake-ups, which a dropped connection can swallow. */
  poll: number;
  /** A row handed to the queue and still there after this long is handed again: the queue may have lost it. */
  handAgain: number;
  /** How long one call to the queue may take before the caller goes on without it. */
  queueCall: number;
  /**
   * A worker renews the lock on its running job at half this time; one that died lets it run out. With two checks on
   * top (a job is marked by one and taken by the next) its job is taken over within 20 s, of the 30 s promised.
   */
  lock: number;
  stalledCheck: number;
  /** The first pause before a failed job is tried anew; doubled each time up to `retryCap`. */
  retry: number;
  retryCap: number;
  /** How long a stopping worker waits for its running jobs; what is cut off then is taken over like that of a dead one. */
  drain: number;
}

export const DEFAULT_TIMES: JobTimes = {
  poll: 2_000,
  handAgain: 30_000,
  queueCall: 3_000,
  lock: 10_000,
  stalledCheck: 5_000,
  retry: 1_000,
  retryCap: 900_000,
  drain: 20_000,
};

/** Tries before a job is given up: with the pauses above some two and a half hours, longer than most outages. */
export const ATTEMPTS = 20;

/** How often a job may take its worker with it before it is given up instead of ending the next one. */
export const MAX_DEATHS = 3;
