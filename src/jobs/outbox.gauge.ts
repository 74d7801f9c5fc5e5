import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';
import { outboxFailed, outboxOldestSeconds, outboxWaiting } from './jobs.metrics.js';
import { Sweep } from './sweep.js';

interface State {
  waiting: number;
  oldest_seconds: number;
  failed: number;
}

/** Keeps the metrics of the outbox; measured on a timer, so that a scrape costs the database nothing. */
@Injectable()
export class OutboxGauge {
  constructor(private readonly db: Db) {}

  @Sweep({ name: 'outbox-state', everySeconds: 10 })
  async measure(): Promise<void> {
    const { rows } = await this.db.readRows(NOBODY, { text: 'select * from app.outbox_state()', values: [] });
    const [state] = rows as [State];
    outboxWaiting.set(state.waiting);
    outboxOldestSeconds.set(state.oldest_seconds);
    outboxFailed.set(state.failed);
  }
}
