import { anOrganization } from '../setup/people.js';
import { aPerson, actorIn, codes, openDoors, PASSWORD, type Doors } from './support/doors.js';

let doors: Doors;
let north: string;
let south: string;

const ME = '{ me { name } organization { slug } }';

beforeAll(async () => {
  doors = await openDoors();
  north = await anOrganization(doors.database, 'north');
  south = await anOrganization(doors.database, 'south');
  await aPerson(doors.database, north, 'ada@example.test', ['ADMIN', 'COACH']);
  await aPerson(doors.database, south, 'ada@example.test', ['CLIENT']);
  await aPerson(doors.database, north, 'carl@example.test', ['CLIENT']);
});

afterAll(() => doors.close());

function signIn(input: Record<string, unknown>, ip?: string) {
  return doors.ask(
    null,
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    { input },
    ip,
  );
}

describe('signing in', () => {
  test('gives tokens that speak for the person in the organization, however the address is written', async () => {
    const { accessToken, expiresAt, member } = await doors.signIn('  Carl@Example.TEST ');
    expect(member).toMatchObject({ name: 'Carl', roles: ['CLIENT'] });
    expect(new Date(expiresAt).getTime() - Date.now()).toBeGreaterThan(590_000 - 10_000);
    expect((await doors.ask(accessToken, ME)).data).toEqual({
      me: { name: 'Carl' },
      organization: { slug: 'north' },
    });
  });

  test('answers every failure with the same words', async () => {
    const wrong = await signIn({ email: 'carl@example.test', password: 'not the password' });
    const unknown = await signIn({ email: 'nobody@example.test', password: 'not the password' });
    const elsewhere = await signIn({ email: 'carl@example.test', password: PASSWORD, organization: 'south' });
    expect(codes(wrong)).toEqual(['UNAUTHENTICATED']);
    const words = (text: string) => text.replace(/"traceId":"[^"]+"/, '');
    expect(words(unknown.text)).toBe(words(wrong.text));
    expect(words(elsewhere.text)).toBe(words(wrong.text));
  });

  test('does not mind the token of a sign-in that has ended', async () => {
    const { accessToken } = await doors.signIn('carl@example.test');
    await doors.ask(accessToken, 'mutation { signOut }');
    const { data } = await doors.ask(
      accessToken,
      'mutation ($input: SignInInput!) { signIn(input: $input) { member { name } } }',
      { input: { email: 'carl@example.test', password: PASSWORD } },
    );
    expect(data).toEqual({ signIn: { member: { name: 'Carl' } } });
  });

  test('leads to the named organization, else to the one that was used last', async () => {
    const rolesAt = async (organization?: string) =>
      (await doors.signIn('ada@example.test', PASSWORD, organization)).member.roles;
    expect(await rolesAt('south')).toEqual(['CLIENT']);
    expect(await rolesAt()).toEqual(['CLIENT']);
    expect(await rolesAt('north')).toEqual(['ADMIN', 'COACH']);
    expect(await rolesAt()).toEqual(['ADMIN', 'COACH']);
  });

  test('is refused to everybody of a suspended organization, and ends what is open there', async () => {
    const west = await anOrganization(doors.database, 'west');
    await aPerson(doors.database, west, 'wim@example.test', ['CLIENT']);
    const { accessToken, refreshToken } = await doors.signIn('wim@example.test');
    await doors.database.owner(`update organizations set status = 'SUSPENDED' where id = $1`, [west]);
    expect(codes(await signIn({ email: 'wim@example.test', password: PASSWORD }))).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(codes(await doors.ask(accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await refresh(refreshToken))).toEqual(['UNAUTHENTICATED']);
  });

  test('refuses a password that is a novel, before it is hashed', async () => {
    expect(codes(await signIn({ email: 'carl@example.test', password: 'a'.repeat(201) }))).toEqual([
      'INVALID_INPUT',
    ]);
  });
});

describe('guessing', () => {
  const guess = (email: string, ip: string) => signIn({ email, password: 'a wild guess' }, ip);

  test('is stopped after ten tries, also at the same moment, known address or not', async () => {
    for (const email of ['carl@example.test', 'nobody@example.test']) {
      const answers = await Promise.all(Array.from({ length: 15 }, () => guess(email, '203.0.113.1')));
      const count = (code: string) => answers.filter((answer) => codes(answer)[0] === code).length;
      expect([count('UNAUTHENTICATED'), count('RATE_LIMITED')]).toEqual([10, 5]);
    }
  });

  test('stops the right password too, but not the same person elsewhere', async () => {
    const input = { email: 'carl@example.test', password: PASSWORD };
    expect(codes(await signIn(input, '203.0.113.1'))).toEqual(['RATE_LIMITED']);
    expect((await signIn(input, '203.0.113.2')).errors).toBeUndefined();
  });

  test('is forgotten by a sign-in that succeeds', async () => {
    const ip = '203.0.113.3';
    for (let round = 0; round < 2; round += 1) {
      for (let at = 0; at < 9; at += 1) await guess('carl@example.test', ip);
      const right = await signIn({ email: 'carl@example.test', password: PASSWORD }, ip);
      expect(right.errors).toBeUndefined();
    }
  });

  test('may begin anew once the time is over', async () => {
    const ip = '203.0.113.4';
    for (let at = 0; at < 11; at += 1) await guess('carl@example.test', ip);
    await doors.database.owner(`update attempts set until = now() - interval '1 second'`);
    expect(codes(await guess('carl@example.test', ip))).toEqual(['UNAUTHENTICATED']);
  });
});

function refresh(refreshToken: string) {
  return doors.ask(
    null,
    'mutation ($t: String!) { refreshSignIn(refreshToken: $t) { accessToken refreshToken member { name roles } } }',
    { t: refreshToken },
  );
}

describe('refreshing', () => {
  test('gives new tokens, and the access token of before works on until it ends', async () => {
    const first = await doors.signIn('carl@example.test');
    const { data } = await refresh(first.refreshToken);
    expect(data.refreshSignIn.member).toEqual({ name: 'Carl', roles: ['CLIENT'] });
    expect(data.refreshSignIn.refreshToken).not.toBe(first.refreshToken);
    expect((await doors.ask(first.accessToken, ME)).errors).toBeUndefined();
    expect((await doors.ask(data.refreshSignIn.accessToken, ME)).errors).toBeUndefined();
    expect((await refresh(data.refreshSignIn.refreshToken)).errors).toBeUndefined();
  });

  test('with a token that was used before ends the whole sign-in and no other', async () => {
    const other = await doors.signIn('carl@example.test');
    const first = await doors.signIn('carl@example.test');
    const second = (await refresh(first.refreshToken)).data.refreshSignIn;
    expect(codes(await refresh(first.refreshToken))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await refresh(second.refreshToken))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await doors.ask(second.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect((await doors.ask(other.accessToken, ME)).errors).toBeUndefined();
  });

  test('with what is no token of ours is refused and ends nothing', async () => {
    const { refreshToken, accessToken } = await doors.signIn('carl@example.test');
    const forgeries = [
      '',
      'x',
      accessToken,
      `Z${refreshToken.slice(1)}`,
      `${refreshToken}A`,
      ` ${refreshToken}`,
    ];
    // The last letter holds four bits; the same four are also those of other letters.
    for (const letter of 'ABCDEFGH') forgeries.push(`${refreshToken.slice(0, -1)}${letter}`);
    for (const forged of forgeries.filter((token) => token !== refreshToken)) {
      expect(codes(await refresh(forged))).toEqual(['UNAUTHENTICATED']);
    }
    expect(codes(await doors.ask(refreshToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect((await refresh(refreshToken)).errors).toBeUndefined();
  });

  test('of a sign-in that ran out is refused', async () => {
    const { accessToken, refreshToken } = await doors.signIn('carl@example.test');
    await doors.database.owner(`update sign_ins set expires_at = now() - interval '1 second' where id = $1`, [
      actorIn(accessToken).signInId,
    ]);
    expect(codes(await refresh(refreshToken))).toEqual(['UNAUTHENTICATED']);
  });

  test('several times at the same moment gives tokens once', async () => {
    const { refreshToken } = await doors.signIn('carl@example.test');
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    const refusals = new Set(answers.flatMap(codes));
    expect([...refusals].every((code) => code === 'CONFLICT' || code === 'UNAUTHENTICATED')).toBe(true);
  });
});

describe('signing out', () => {
  test('ends this sign-in at once and leaves the others', async () => {
    const [one, other] = [await doors.signIn('carl@example.test'), await doors.signIn('carl@example.test')];
    expect((await doors.ask(one.accessToken, 'mutation { signOut }')).data).toEqual({ signOut: true });
    expect(codes(await doors.ask(one.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await refresh(one.refreshToken))).toEqual(['UNAUTHENTICATED']);
    expect((await doors.ask(other.accessToken, ME)).errors).toBeUndefined();
  });

  test('everywhere ends the sign-ins of the person in each organization, and of nobody else', async () => {
    const carl = await doors.signIn('carl@example.test');
    const inNorth = await doors.signIn('ada@example.test', PASSWORD, 'north');
    const inSouth = await doors.signIn('ada@example.test', PASSWORD, 'south');
    await doors.ask(inNorth.accessToken, 'mutation { signOutEverywhere }');
    expect(codes(await doors.ask(inNorth.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await doors.ask(inSouth.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect((await doors.ask(carl.accessToken, ME)).errors).toBeUndefined();
  });
});

describe('belonging to several organizations', () => {
  test('shows each with one’s roles there, and which one is entered', async () => {
    const { accessToken } = await doors.signIn('ada@example.test', PASSWORD, 'south');
    const { data } = await doors.ask(accessToken, '{ myOrganizations { id name slug roles current } }');
    expect(data.myOrganizations).toEqual([
      {
        id: `organization_${north}`,
        name: 'North',
        slug: 'north',
        roles: ['ADMIN', 'COACH'],
        current: false,
      },
      { id: `organization_${south}`, name: 'South', slug: 'south', roles: ['CLIENT'], current: true },
    ]);
  });

  const switchTo = (token: string, org: string) =>
    doors.ask(token, 'mutation ($id: ID!) { switchOrganization(id: $id) { accessToken member { roles } } }', {
      id: `organization_${org}`,
    });

  test('lets one switch; each token speaks for its own organization', async () => {
    const { accessToken } = await doors.signIn('ada@example.test', PASSWORD, 'south');
    const { data } = await switchTo(accessToken, north);
    expect(data.switchOrganization.member).toEqual({ roles: ['ADMIN', 'COACH'] });
    const slug = async (token: string) => (await doors.ask(token, ME)).data.organization.slug as string;
    expect([await slug(accessToken), await slug(data.switchOrganization.accessToken)]).toEqual([
      'south',
      'north',
    ]);
  });

  test('does not let one into an organization of others, which looks like none at all', async () => {
    const { accessToken } = await doors.signIn('carl@example.test');
    const foreign = await switchTo(accessToken, south);
    const random = await switchTo(accessToken, '01890000-0000-7000-8000-000000000000');
    expect(codes(foreign)).toEqual(['NOT_FOUND']);
    const words = (text: string) => text.replace(/"traceId":"[^"]+"/, '');
    expect(words(foreign.text)).toBe(words(random.text));
  });
});
