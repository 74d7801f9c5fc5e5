// Guarantees: what changed is told only if it was committed, and a subscriber who may have missed something is told
// again. An event carries no content: each subscriber reads for itself, as itself.
import { EventEmitter, on } from 'node:events';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';

const CHANNEL = 'waymark_live';
/** How long to wait before the listening connection is opened anew, in ms. */
const RECONNECT_MS = 1_000;

@Injectable()
export class Live implements OnApplicationShutdown {
  private readonly told = new EventEmitter().setMaxListeners(0);
  private listening: pg.Client | undefined;
  private opening: Promise<void> | undefined;
  private closed = false;

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly db: Db,
  ) {}

  /**
   * Tells the subscribers of a topic, once the current unit of work is committed.
   * @param topic what changed, as `report:<uuid>`; the organization is the actor's
   */
  async publish(topic: string): Promise<void> {
    await this.db.query(`select pg_notify($1, app.org_id() || ':' || $2)`, [CHANNEL, topic]);
  }

  /**
   * Yields the reference at once, and again whenever the topic is told.
   * @param reference what a subscription's method hands to the compiler, as `{ id }`
   */
  async subscribe<Reference>(
    orgId: string,
    topic: string,
    reference: Reference,
  ): Promise<AsyncIterableIterator<Reference>> {
    // Listening begins before the subscriber's own event is emitted below, so nothing falls between.
    const events = on(this.told, `${orgId}:${topic}`);
    await this.listen();
    this.told.emit(`${orgId}:${topic}`);
    const references: AsyncIterableIterator<Reference> = {
      next: async () => {
        const { done } = await events.next();
        return done ? { done, value: undefined } : { done: false, value: reference };
      },
      return: async () => {
        await events.return!();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => references,
    };
    return references;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.listening?.end().catch(() => undefined);
  }

  private listen(): Promise<void> {
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.env.databaseUrl, keepAlive: true });
    client.on('notification', ({ payload }) => this.told.emit(payload ?? ''));
    client.on('error', () => undefined);
    // A connection that could not be opened ends as well, so there is always a next attempt.
    client.on('end', () => this.reopen());
    this.listening = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  private reopen(): void {
    if (this.closed) return;
    this.opening = undefined;
    setTimeout(() => {
      if (this.closed) return;
      // What was told meanwhile was missed: everybody looks again.
      const lookAgain = () => this.told.eventNames().forEach((name) => this.told.emit(name));
      this.listen().then(lookAgain, () => undefined);
    }, RECONNECT_MS).unref();
  }
}
