import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { JobName } from './job.js';

/** The channel of PostgreSQL that tells the relay of new rows. */
export const OUTBOX_CHANNEL = 'outbox';

/** Announces background work as part of a change: the row commits with it, or never was. */
@Injectable()
export class Outbox {
  constructor(private readonly db: Db) {}

  /**
   * In the current unit of work: the job runs after its commit, at least once, in the actor's organization.
   * @param subjectId what the job is about; the handler reads the rest
   */
  async announce(job: JobName, subjectId: string): Promise<void> {
    if (this.db.actor.kind === 'nobody') throw new Error(`The job ${job} needs an organization to run in.`);
    await this.db.query(
      `with announced as (insert into outbox (job, subject_id) values ($1, $2)) select pg_notify($3, '')`,
      [job, subjectId, OUTBOX_CHANNEL],
    );
  }
}
