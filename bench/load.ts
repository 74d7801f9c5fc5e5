// Requests with a bounded number at once, over connections that stay.
import { Agent, request } from 'node:http';
import type { Person } from './people.js';

const AT_ONCE = 4;

export interface Call {
  url: string;
  person: Person;
  body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/**
 * Sends one request.
 * @returns the answer's bytes as text
 * @throws Error for anything but a good answer
 */
export function send({ url, person, body }: Call): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${person.token}`,
    };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && text.startsWith('{"data":{')) resolve(text);
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends all, `AT_ONCE` at a time. */
export async function sendAll(calls: readonly Call[]): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < calls.length) await send(calls[next++]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

export function closeConnections(): void {
  agent.destroy();
}
