// What the demo has in its hands: the GraphQL endpoint and the inbox, both over HTTP, and nothing of the product's code.
import { setTimeout as sleep } from 'node:timers/promises';

/** The system as its clients meet it. `addresses` are PUBLIC_URL and INBOX_URL of the development environment. */
export class Outside {
  #graphql;
  #inbox;

  constructor(addresses) {
    this.#graphql = `${addresses.PUBLIC_URL}/graphql`;
    this.#inbox = `${addresses.INBOX_URL}/api/email`;
  }

  /** Sends an operation and resolves to its data; what failed is thrown in the API's own words. */
  async ask(token, query, variables = {}) {
    const headers = {
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const body = JSON.stringify({ query, variables });
    const response = await fetch(this.#graphql, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(15_000),
    });
    const { data, errors } = await response.json();
    if (errors)
      throw new Error(errors.map(({ message, extensions }) => `${extensions?.code}: ${message}`).join('; '));
    return data;
  }

  /** Signs in and resolves to a person who asks as themselves. */
  async signIn({ email, password }) {
    const { signIn } = await this.ask(
      null,
      `mutation ($input: SignInInput!) { signIn(input: $input) { accessToken member { id name timeZone } } }`,
      { input: { email, password } },
    );
    const ask = (query, variables) => this.ask(signIn.accessToken, query, variables);
    return { ...signIn.member, email, ask };
  }

  /** The mails to an address that arrived since an instant in ms. */
  async mailsTo(address, since) {
    const response = await fetch(this.#inbox, { signal: AbortSignal.timeout(15_000) });
    if (!response.ok) throw new Error(`the inbox answers ${response.status}`);
    const mails = await response.json();
    return mails.filter(
      ({ to, time }) => to?.some((one) => one.address === address) && new Date(time).getTime() >= since,
    );
  }

  /** The calendar entry that a mail brings, its folded lines unfolded. */
  async calendarOf({ id, attachments = [] }) {
    const file = attachments.find(({ contentType }) => contentType === 'application/ics');
    must(file, 'the mail brings no calendar entry');
    const address = `${this.#inbox}/${id}/attachment/${file.generatedFileName}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(15_000) });
    must(response.ok, `the inbox answers ${response.status}`);
    return (await response.text()).replaceAll('\r\n ', '');
  }
}

/** Throws what was missing, unless it holds. */
export function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise);
}

/** Looks again and again until there is something; throws after that many seconds. */
export async function eventually(seconds, what, look) {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${seconds} seconds`);
    await sleep(1_000);
  }
}
