// The product with a real inbox and a running worker, and people with passwords.
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { hashPassword } from '../../../src/auth/passwords.js';
import type { MemberActor, Role } from '../../../src/db/actor.js';
import { JobRunner } from '../../../src/jobs/job.runner.js';
import { smtpError, startSmtpSink, type SmtpSink } from '../../mail/smtp-sink.js';
import { startApp, type Answer, type TestApp } from '../../setup/app.js';
import type { TestDatabase } from '../../setup/database.js';

export const PASSWORD = 'a walk along the river';

export interface Doors extends TestApp {
  inbox: SmtpSink;
  /** Sends an operation with this access token, from this network address. */
  ask(token: string | null, query: string, variables?: Record<string, unknown>, ip?: string): Promise<Answer>;
  /** Signs in and returns what `signIn` answered. */
  signIn(email: string, password?: string, organization?: string): Promise<SignedIn>;
  /** Waits for the next mail to the address and returns the token in it. */
  tokenMailedTo(email: string, nth?: number): Promise<string>;
}

export interface SignedIn {
  accessToken: string;
  refreshToken: string;
  expiresAt: string;
  member: { id: string; name: string; roles: Role[] };
}

export const SIGN_IN_FIELDS = '{ accessToken refreshToken expiresAt member { id name roles } }';

/** The inbox takes every address but those that begin with `refused`. */
export async function openDoors(environment: Record<string, string> = {}): Promise<Doors> {
  const inbox = await startSmtpSink({
    onRcptTo: ({ address }, _session, done) =>
      done(address.startsWith('refused') ? smtpError(550, 'No such mailbox') : null),
  });
  const waymark = await startApp({ SMTP_URL: inbox.url, ...environment });
  const runner = waymark.app.get(JobRunner);
  runner.start();

  const ask: Doors['ask'] = async (token, query, variables, ip = '127.0.0.1') => {
    const response = await waymark.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: token ? { authorization: `Bearer ${token}` } : {},
      payload: { query, variables },
      remoteAddress: ip,
    });
    const { data, errors } = JSON.parse(response.body) as Pick<Answer, 'data' | 'errors'>;
    return { status: response.statusCode, text: response.body, data, errors };
  };

  return {
    ...waymark,
    inbox,
    ask,
    signIn: async (email, password = PASSWORD, organization) => {
      const { data, text } = await ask(
        null,
        `mutation ($input: SignInInput!) { signIn(input: $input) ${SIGN_IN_FIELDS} }`,
        { input: { email, password, organization } },
      );
      if (!data) throw new Error(text);
      return data.signIn as SignedIn;
    },
    tokenMailedTo: async (email, nth = 1) => {
      const mails = () => inbox.received.filter(({ recipients }) => recipients.includes(email));
      await until(() => mails().length >= nth);
      return /\?token=([\w-]{43})\b/.exec(mails()[nth - 1]!.mail.text!)![1]!;
    },
    close: async () => {
      await runner.stop();
      await waymark.close();
      await inbox.close();
    },
  };
}

/** Waits until it holds; the test's own time limit is the end of patience. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

/** A person who signs in with `PASSWORD`, as a member of an organization; one e-mail address is one person. */
export async function aPerson(
  database: TestDatabase,
  orgId: string,
  email: string,
  roles: Role[],
  password = PASSWORD,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `with u as (insert into users (email, password_hash) values ($2, $4)
                on conflict (email) do update set email = excluded.email returning id)
     insert into members (org_id, user_id, name, email, roles, time_zone)
     select $1, u.id, initcap(split_part($2, '@', 1)), $2, $3, 'Europe/Berlin' from u returning id`,
    [orgId, email, roles, await hashPassword(password)],
  );
  return `member_${row!.id}`;
}

/** The member that an access token speaks for. */
export function actorIn(accessToken: string): MemberActor {
  const { org, member, roles, signIn } = decodeJwt(accessToken) as unknown as Record<string, string> & {
    roles: Role[];
  };
  return { kind: 'member', orgId: org!, memberId: member!, roles, signInId: signIn! };
}

/** The code of each failure of an answer. */
export function codes({ errors }: Answer): string[] {
  return (errors ?? []).map(({ extensions }) => extensions.code);
}
