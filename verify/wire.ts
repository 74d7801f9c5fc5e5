// Sends an operation the way it travels: over HTTP, or for a subscription over a WebSocket of its own.
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Caller } from './cast.js';
import type { Operation, Variables } from './operations.js';
import type { Reply, System } from './system.js';

/** How long a subscription may stay silent until it counts as telling nothing, in ms. */
const SILENCE_MS = 400;

export function send(
  system: System,
  caller: Caller,
  operation: Pick<Operation, 'root'>,
  query: string,
  variables: Variables,
): Promise<Reply> {
  if (operation.root !== 'subscription') return system.post(caller.token, query, variables);
  return listen(system, caller, query, variables);
}

/** The first thing that a subscription tells, or what it was refused with; `data: null` for silence. */
function listen(system: System, { token }: Caller, query: string, variables: Variables): Promise<Reply> {
  const client = createClient({
    url: system.address,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  return new Promise((resolve) => {
    const told = (answer: unknown) => {
      clearTimeout(silence);
      resolve({ status: 200, text: JSON.stringify(answer) });
      void client.dispose();
    };
    const silence = setTimeout(() => told({ data: null }), SILENCE_MS);
    client.subscribe(
      { query, variables },
      {
        next: told,
        error: (error) => told({ errors: Array.isArray(error) ? error : [closed(error)], data: null }),
        complete: () => told({ data: null }),
      },
    );
  });
}

/** A socket that is closed to whoever is not signed in. */
function closed(error: unknown): object {
  const { code } = error as { code?: number };
  const word = code === 4403 ? 'UNAUTHENTICATED' : `closed with ${String(code)}`;
  return { message: 'The socket was closed.', extensions: { code: word } };
}
