// Guarantees: one transaction on one connection, opened with the actor set in it, closed once. BEGIN, the actor and the
// first statement travel under one Sync; the answer's read and COMMIT under another.
import type { PoolClient, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { enter, type Actor } from './actor.js';
import type { PipelinedClient } from './pipelined-client.js';
import type { Statement } from './statement.js';

type Connection = PoolClient & PipelinedClient;

const BEGIN: Statement = { text: 'begin', values: [] };
const COMMIT: Statement = { text: 'commit', values: [] };
const ROLLBACK: Statement = { text: 'rollback', values: [] };

/** One transaction; `Db` makes, commits and rolls it back. */
export class UnitOfWork {
  private readonly runner: QueryRunner;
  private connection: Connection | undefined;
  private state: 'open' | 'committed' | 'rolled back' = 'open';

  constructor(
    dataSource: DataSource,
    private who: Actor,
  ) {
    this.runner = dataSource.createQueryRunner();
    // TypeORM opens transactions of its own unless it believes to be inside one, and takes the connection on first use.
    const connect = this.runner.connect.bind(this.runner);
    this.runner.connect = async () => {
      if (this.state !== 'open') throw new Error('This unit of work is closed.');
      const connection = (await connect()) as Connection;
      if (!this.connection) {
        this.connection = connection;
        connection.lead([BEGIN, enter(this.who)]);
      }
      return connection;
    };
    Object.assign(this.runner, { isTransactionActive: true, transactionDepth: 1 });
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  get actor(): Actor {
    return this.who;
  }

  async query(statement: Statement): Promise<QueryResult> {
    const connection = (await this.runner.connect()) as Connection;
    const [result] = await connection.run([statement]);
    return result!;
  }

  async become(actor: Actor): Promise<void> {
    this.who = actor;
    if (this.connection) await this.query(enter(actor));
  }

  /**
   * Reads the answer, when there is one, and commits, under one Sync.
   * @returns the first column of the answer's first row
   * @throws Error when PostgreSQL rolled back instead
   */
  async commit(answer?: Statement): Promise<string | null> {
    if (!this.connection && !answer) return this.close('committed');
    const connection = (await this.runner.connect()) as Connection;
    const results = await connection.run(answer ? [answer, COMMIT] : [COMMIT]);
    const tag = results.at(-1)!.command;
    if (tag !== 'COMMIT') throw new Error(`The transaction was not committed: PostgreSQL answered ${tag}.`);
    const [row] = answer ? (results[0]!.rows as Record<string, string | null>[]) : [];
    await this.close('committed');
    return row ? (Object.values(row)[0] ?? null) : null;
  }

  /** Gives everything back; a connection that does not answer is thrown away, and PostgreSQL rolls back by itself. */
  async rollback(): Promise<void> {
    if (this.state !== 'open') return;
    const { connection } = this;
    if (!connection) return void (await this.close('rolled back'));
    const begun = connection.takeLead().length === 0;
    if (begun && !connection.broken) await connection.run([ROLLBACK]).catch(() => undefined);
    await this.close('rolled back');
  }

  private async close(state: 'committed' | 'rolled back'): Promise<null> {
    this.state = state;
    Object.assign(this.runner, { isTransactionActive: false, transactionDepth: 0 });
    if (this.connection?.broken) this.connection.destroy();
    await this.runner.release();
    return null;
  }
}
