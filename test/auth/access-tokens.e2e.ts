import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { anOrganization } from '../setup/people.js';
import { actorIn, aPerson, codes, openDoors, type Doors } from './support/doors.js';

const SECRET = randomBytes(32);

let doors: Doors;
let carl: MemberActor;
let genuine: string;
let other: MemberActor;

beforeAll(async () => {
  doors = await openDoors({ TOKEN_SECRET: SECRET.toString('base64') });
  const north = await anOrganization(doors.database, 'north');
  const south = await anOrganization(doors.database, 'south');
  await aPerson(doors.database, north, 'carl@example.test', ['CLIENT']);
  await aPerson(doors.database, south, 'olga@example.test', ['ADMIN']);
  genuine = (await doors.signIn('carl@example.test')).accessToken;
  carl = actorIn(genuine);
  other = actorIn((await doors.signIn('olga@example.test')).accessToken);
});

afterAll(() => doors.close());

const claims = () => ({ org: carl.orgId, member: carl.memberId, roles: carl.roles, signIn: carl.signInId });

function sign(
  changes: { secret?: Buffer; issuer?: string; audience?: string; ends?: string; alg?: string } = {},
) {
  const {
    secret = SECRET,
    issuer = 'waymark',
    audience = 'waymark-api',
    ends = '10m',
    alg = 'HS256',
  } = changes;
  return new SignJWT(claims())
    .setProtectedHeader({ alg })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(ends)
    .sign(createSecretKey(secret));
}

const swapped = (changes: Partial<MemberActor>) => doors.app.get(Tokens).access({ ...carl, ...changes });

test('whatever is not a token of a sign-in that stands gets one answer', async () => {
  const [head, body, seal] = genuine.split('.') as [string, string, string];
  const admin = Buffer.from(JSON.stringify({ ...claims(), roles: ['ADMIN'] })).toString('base64url');
  const forged = [
    'x',
    `${head}.${body}.`,
    `${head}.${admin}.${seal}`,
    new UnsecuredJWT(claims()).setIssuer('waymark').setAudience('waymark-api').encode(),
    await sign({ secret: randomBytes(32) }),
    await sign({ alg: 'HS512', secret: Buffer.concat([SECRET, SECRET]) }),
    await sign({ issuer: 'elsewhere' }),
    await sign({ audience: 'another-api' }),
    await sign({ ends: '-1s' }),
  ];
  const answers = await Promise.all(forged.map((token) => doors.ask(token, '{ me { name } }')));
  expect(new Set(answers.map(({ text }) => text.replace(/"traceId":"[^"]+"/, ''))).size).toBe(1);
  expect(codes(answers[0]!)).toEqual(['UNAUTHENTICATED']);
  expect((await doors.ask(await sign(), '{ me { name } }')).data).toEqual({ me: { name: 'Carl' } });
});

test('a sign-in speaks for its own membership with its own roles and for nobody else', async () => {
  const tokens = await Promise.all([
    swapped({ roles: ['ADMIN'] }),
    swapped({ roles: ['CLIENT', 'ADMIN'] }),
    swapped({ orgId: other.orgId }),
    swapped({ memberId: other.memberId }),
    swapped({ orgId: other.orgId, memberId: other.memberId, roles: other.roles }),
    swapped({ signInId: other.signInId }),
    swapped({ signInId: randomUUID() }),
  ]);
  for (const token of tokens) {
    expect(codes(await doors.ask(token, '{ me { name } }'))).toEqual(['UNAUTHENTICATED']);
  }
});
