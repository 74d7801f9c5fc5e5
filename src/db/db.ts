// Guarantees: whoever reaches the database does so as one actor, on one connection, in one transaction that this file
// opens and closes. There is no other way in.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { enter, type Actor } from './actor.js';
import { isRetryable, toAppError } from './db-error.js';
import type { PipelinedClient } from './pipelined-client.js';
import type { Statement } from './statement.js';
import { UnitOfWork } from './unit-of-work.js';

/** How often a unit of work that lost a deadlock runs anew before the loss is the answer. */
const ATTEMPTS = 4;

type Connection = PoolClient & PipelinedClient;

/** The gateway to PostgreSQL. */
export class Db {
  private readonly current = new AsyncLocalStorage<UnitOfWork>();

  constructor(readonly dataSource: DataSource) {}

  /**
   * The entity manager of the unit of work that the caller runs in.
   * @throws Error outside a unit of work: there is no fallback to the data source
   */
  get manager(): EntityManager {
    return this.unit.manager;
  }

  /**
   * Runs SQL in the current unit of work.
   * @returns the rows
   */
  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.unit.query({ text, values });
    return rows as Row[];
  }

  /** The actor of the current unit of work. */
  get actor(): Actor {
    return this.unit.actor;
  }

  /** From the next statement on the current unit of work speaks as this actor (a sign-in becomes somebody). */
  async become(actor: Actor): Promise<void> {
    await this.unit.become(actor);
  }

  /**
   * Runs `work` in one transaction as `actor`; commits when it returns, rolls back when it throws. The connection is
   * taken at the first use of the database. A lost deadlock or serialization failure runs the whole anew, up to three
   * times: `work` has no effect outside the database.
   * @param answer makes the statement whose first column is read last, in the same round trip as the COMMIT
   * @returns what `work` returned, and the text that the answer's statement read
   * @throws AppError UNAVAILABLE when PostgreSQL does not answer, CONFLICT and the like for named constraints
   */
  async transaction<T>(
    actor: Actor,
    work: () => Promise<T>,
    answer?: (result: T) => Statement | undefined,
  ): Promise<{ result: T; text: string | null }> {
    if (this.current.getStore()) throw new Error('A unit of work is already open; it cannot be nested.');
    for (let attempt = 1; ; attempt += 1) {
      const unit = new UnitOfWork(this.dataSource, actor);
      try {
        return await this.current.run(unit, async () => {
          const result = await work();
          const text = await unit.commit(answer?.(result));
          return { result, text };
        });
      } catch (error) {
        await unit.rollback();
        if (attempt < ATTEMPTS && isRetryable(error)) continue;
        throw toAppError(error);
      }
    }
  }

  /** A transaction whose answer nobody reads. */
  async run<T>(actor: Actor, work: () => Promise<T>): Promise<T> {
    return (await this.transaction(actor, work)).result;
  }

  /**
   * Runs one statement as the actor, both under one Sync: one round trip, one snapshot, an implicit transaction.
   * @returns the first column of the first row as text, null when there is no row
   */
  async read(actor: Actor, statement: Statement): Promise<string | null> {
    const { rows } = await this.readRows(actor, statement);
    const [row] = rows as Record<string, string | null>[];
    return row ? (Object.values(row)[0] ?? null) : null;
  }

  /** As `read`, with the whole result: for definer functions that look across organizations. */
  async readRows(actor: Actor, statement: Statement): Promise<QueryResult> {
    let connection: Connection | undefined;
    try {
      connection = await this.connect();
      const [, result] = await connection.run([enter(actor), statement]);
      return result!;
    } catch (error) {
      throw toAppError(error);
    } finally {
      connection?.release(connection.broken);
    }
  }

  private connect(): Promise<Connection> {
    const { driver } = this.dataSource as unknown as {
      driver: { master: { connect(): Promise<Connection> } };
    };
    return driver.master.connect();
  }

  private get unit(): UnitOfWork {
    const unit = this.current.getStore();
    if (!unit) throw new Error('The database is reached through a unit of work only.');
    return unit;
  }
}
