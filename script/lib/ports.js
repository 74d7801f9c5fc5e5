// Free TCP ports on the loopback address.
import { createServer } from 'node:net';

/** True when nothing listens there; port 0 is never asked. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port at or above the preferred one that is not among those already promised. */
export async function freePort(preferred, promised = []) {
  for (let port = preferred; port < preferred + 200; port += 1) {
    if (!promised.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port between ${preferred} and ${preferred + 199}.`);
}
