import { AsyncLocalStorage } from 'node:async_hooks';
import { Kind, parse } from 'graphql';
import { PipelinedClient } from '../../src/db/pipelined-client.js';

/** Round trips that belong to the work that runs now. */
const counting = new AsyncLocalStorage<{ trips: number }>();

const run = PipelinedClient.prototype.run;
PipelinedClient.prototype.run = function (statements) {
  const counter = counting.getStore();
  if (counter) counter.trips += 1;
  return run.call(this, statements);
};

function isQuery(text: string): boolean {
  try {
    return parse(text).definitions.every(
      (definition) => definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === 'query',
    );
  } catch {
    return false;
  }
}

/**
 * Does the work of one operation and holds the promise that a query is one statement at most: the actor and it, in one
 * round trip. Every query that a suite sends through `TestApp.send` passes here, whatever it is about.
 * @throws Error when a query took more
 */
export async function atMostOneStatement<T>(operation: string, work: () => Promise<T>): Promise<T> {
  const counter = { trips: 0 };
  const result = await counting.run(counter, work);
  if (counter.trips > 1 && isQuery(operation)) {
    throw new Error(`A query took ${counter.trips} round trips: ${operation}`);
  }
  return result;
}
