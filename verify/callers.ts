// Every kind of caller: each person of the first organization with a good token, and tokens that are worth nothing.
import { createHmac } from 'node:crypto';
import { Tokens } from '../src/auth/tokens.js';
import type { Role } from '../src/db/actor.js';
import { PEOPLE, type Caller, type Person, type Who } from './cast.js';
import type { System } from './system.js';
import type { World } from './world.js';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The claims of a token under a signature, or none, that is not the server's. */
function forge(token: string, algorithm: 'HS256' | 'none'): string {
  const body = `${encode({ alg: algorithm, typ: 'JWT' })}.${token.split('.')[1]}`;
  const signature = createHmac('sha256', 'not the secret of the server').update(body).digest('base64url');
  return `${body}.${algorithm === 'none' ? '' : signature}`;
}

export async function callersOf({ app }: System, { home, other }: World): Promise<Caller[]> {
  const tokens = app.get(Tokens);
  const token = ({ orgId, memberId, signInId }: Who, roles: readonly Role[]) =>
    tokens.access({ kind: 'member', orgId, memberId, roles, signInId });
  const callers: Caller[] = [{ name: 'nobody', token: null, who: null }];
  for (const name of PEOPLE) {
    const who = home.people[name];
    callers.push({ name, token: await token(who, who.roles), who: name === 'disabled' ? null : who });
  }
  const { coach, admin, formerCoach } = home.people;
  const good = await token(admin, admin.roles);
  const worthless: Record<string, string> = {
    'token under another secret': forge(good, 'HS256'),
    'token without a signature': forge(good, 'none'),
    'token of a role taken away': await token(formerCoach, ['COACH']),
    'token of a role never had': await token(home.people.client, ['ADMIN', 'CLIENT']),
    'token of another organization’s name': await token({ ...coach, orgId: other.id }, coach.roles),
    'token of another’s sign-in': await token({ ...coach, signInId: admin.signInId }, coach.roles),
  };
  for (const [name, worth] of Object.entries(worthless)) callers.push({ name, token: worth, who: null });
  return callers;
}

/** A token is good for minutes, a whole run takes longer. */
export async function renewTokens(callers: Caller[], system: System, world: World): Promise<void> {
  const renewed = await callersOf(system, world);
  for (const caller of callers) caller.token = renewed.find(({ name }) => name === caller.name)!.token;
}

/** Those who tell most by the least, for a short run. */
export const FEW: (Person | 'nobody')[] = ['nobody', 'admin', 'otherCoach', 'otherClient'];
