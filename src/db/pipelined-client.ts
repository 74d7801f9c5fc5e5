// Guarantees: statements handed over together travel under one Sync, so they reach PostgreSQL in one round trip and,
// outside an explicit transaction, run in one implicit one. It leans on internals of pg (the version is pinned, and
// test/db/pipelined-client.db.ts fails when they change).
import pg from 'pg';
// @ts-expect-error pg types leave its value mapper out
import { prepareValue } from 'pg/lib/utils.js';
import type { Statement } from './statement.js';

/** At most this many prepared statements on one connection; a prepared page query holds 100–175 KB in PostgreSQL. */
const MAX_PREPARED = 100;
/** A text is prepared from its third use on: what is asked once is not worth a plan. */
const PREPARE_FROM_USE = 3;
/** Texts whose uses are counted before the count starts anew. */
const MAX_COUNTED = 1000;

interface Parts {
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  stream: { cork(): void; uncork(): void };
  close(message: { type: 'S'; name: string }): void;
  sync(): void;
}

/** The side of pg.Query that pg's client drives; its typings leave it out. */
interface Part {
  name?: string;
  text: string;
  prepare(connection: Parts): void;
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Parts): void;
  _result: pg.QueryResult;
}

type Callback = (error: Error | null, results?: pg.QueryResult[]) => void;

/** Several statements under one Sync, as one query of pg's client. */
class Batch {
  private at = 0;
  private failed = false;
  /** Read by pg's time-out, which replaces it; never null. */
  callback: Callback;

  constructor(
    private readonly parts: Part[],
    private readonly stale: string[],
    callback: Callback,
  ) {
    this.callback = callback;
  }

  submit(connection: Parts): null {
    // pg.Query ends its own part with a Sync; ours comes once, after the last.
    const unsynced = Object.create(connection, { sync: { value: () => undefined } }) as Parts;
    connection.stream.cork();
    try {
      for (const name of this.stale) connection.close({ type: 'S', name });
      for (const part of this.parts) part.prepare(unsynced);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: unknown): void {
    this.current().handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.current().handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: Parts): void {
    const part = this.current();
    part.handleCommandComplete(message, connection);
    if (part.name) {
      connection.parsedStatements[part.name] = part.text;
      delete connection.submittedNamedStatements[part.name];
    }
    this.at += 1;
  }

  handleEmptyQuery(): void {
    this.at += 1;
  }

  handleError(error: Error, connection: Parts): void {
    this.failed = true;
    // Which of the not yet confirmed names PostgreSQL knows is unknown: forget them here, close them there next time.
    for (const part of this.parts.slice(this.at)) {
      if (!part.name || connection.parsedStatements[part.name] !== undefined) continue;
      delete connection.submittedNamedStatements[part.name];
      this.stale.push(part.name);
    }
    this.callback(error);
  }

  handleReadyForQuery(): void {
    if (!this.failed)
      this.callback(
        null,
        this.parts.map((part) => part._result),
      );
  }

  private current(): Part {
    return this.parts[this.at] as Part;
  }
}

/**
 * A PostgreSQL connection that sends statements in batches, prepares what recurs, and serialises its callers: two that
 * share a unit of work may await side by side, their statements go one after the other.
 */
export class PipelinedClient extends pg.Client {
  private tail: Promise<unknown> = Promise.resolve();
  private prelude: Statement[] = [];
  private readonly uses = new Map<string, number>();
  private readonly prepared = new Map<string, string>();
  private stale: string[] = [];
  private serial = 0;
  /** It failed otherwise than by an answer of PostgreSQL: what it holds is unknown, throw it away. */
  broken = false;

  /** The next batch carries these statements in front; their results are not shown to its caller. */
  lead(prelude: Statement[]): void {
    this.prelude = prelude;
  }

  /** Statements that were to lead and never travelled, since nothing followed them. */
  takeLead(): Statement[] {
    const lead = this.prelude;
    this.prelude = [];
    return lead;
  }

  /**
   * Runs the statements under one Sync, in order.
   * @returns one result a statement
   * @throws the first error; nothing behind it has run
   */
  run(statements: Statement[]): Promise<pg.QueryResult[]> {
    const turn = this.tail.then(() => this.send(statements));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  private send(statements: Statement[]): Promise<pg.QueryResult[]> {
    const lead = this.takeLead();
    let parts: Part[];
    try {
      parts = [...lead, ...statements].map((statement) => this.part(statement));
    } catch (error) {
      this.lead(lead);
      return Promise.reject(error);
    }
    const stale = this.stale;
    this.stale = [];
    return new Promise((resolve, reject) => {
      const batch = new Batch(parts, stale, (error, results) => {
        if (!error) return resolve(results!.slice(lead.length));
        // Names pushed while failing are closed with the next batch; what was sent for closing is closed.
        this.stale.push(...stale.slice(staleSent));
        this.broken ||= !isAnswer(error);
        reject(error);
      });
      const staleSent = stale.length;
      super.query(batch as never);
    });
  }

  private part({ text, values, replan }: Statement): Part {
    const name = replan ? undefined : this.nameFor(text);
    // Mapped here, where a value that cannot travel rejects the call, and not while the batch is being written.
    const mapped = values.map((value) => prepareValue(value));
    return new pg.Query({ text, values: mapped, name } as never) as unknown as Part;
  }

  /** The prepared name of a text from its third use on; the longest unused one gives way. */
  private nameFor(text: string): string | undefined {
    const known = this.prepared.get(text);
    if (known) {
      this.prepared.delete(text);
      this.prepared.set(text, known);
      return known;
    }
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (this.uses.size >= MAX_COUNTED) this.uses.clear();
    this.uses.set(text, uses);
    if (uses < PREPARE_FROM_USE) return undefined;
    if (this.prepared.size >= MAX_PREPARED) {
      const [oldest, name] = this.prepared.entries().next().value!;
      this.prepared.delete(oldest);
      this.uses.delete(oldest);
      this.forget(name);
    }
    const name = `w${(this.serial += 1)}`;
    this.prepared.set(text, name);
    return name;
  }

  private forget(name: string): void {
    const { connection } = this as unknown as { connection: Parts };
    if (connection.parsedStatements[name] === undefined) return;
    delete connection.parsedStatements[name];
    this.stale.push(name);
  }

  /** Closes the socket at once; PostgreSQL rolls back by itself. */
  destroy(): void {
    (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }

  /** TypeORM's way in: text and values, as a promise. Everything else goes to pg unchanged. */
  override query(...call: unknown[]): never {
    const [text, values, callback] = call;
    if (typeof text === 'string' && typeof values !== 'function' && callback === undefined) {
      return this.run([{ text, values: (values as unknown[]) ?? [] }]).then(([result]) => result) as never;
    }
    return super.query(...(call as [never])) as never;
  }
}

/** PostgreSQL answered with an error of its own: the connection is whole. */
function isAnswer(error: Error): boolean {
  const { severity } = error as { severity?: string };
  return typeof severity === 'string' && severity !== 'FATAL';
}
