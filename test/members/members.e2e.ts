import { Db } from '../../src/db/db.js';
import { actorIn, aPerson, codes, openDoors, type Doors } from '../auth/support/doors.js';
import { anOrganization } from '../setup/people.js';

let doors: Doors;

const ME = '{ me { name } }';

beforeAll(async () => {
  doors = await openDoors();
});

afterAll(() => doors.close());

/** An organization with an admin and a client, both signed in. */
async function team(slug: string) {
  const org = await anOrganization(doors.database, slug);
  const [admin, client] = [`admin@${slug}.test`, `client@${slug}.test`];
  const adminId = await aPerson(doors.database, org, admin, ['ADMIN']);
  const clientId = await aPerson(doors.database, org, client, ['CLIENT']);
  return { org, adminId, clientId, admin: await doors.signIn(admin), client: await doors.signIn(client) };
}

function change(token: string, name: 'disableMember' | 'enableMember', id: string, version = 1) {
  return doors.ask(
    token,
    `mutation ($id: ID!, $version: Int!) { ${name}(id: $id, version: $version) { status version } }`,
    { id, version },
  );
}

function changeRoles(token: string, id: string, roles: string[], version = 1) {
  return doors.ask(
    token,
    'mutation ($id: ID!, $v: Int!, $roles: [Role!]!) { changeRoles(id: $id, version: $v, roles: $roles) { roles version } }',
    { id, v: version, roles },
  );
}

const refresh = (refreshToken: string) =>
  doors.ask(
    null,
    'mutation ($t: String!) { refreshSignIn(refreshToken: $t) { accessToken member { roles } } }',
    { t: refreshToken },
  );

describe('disabling a member', () => {
  test('ends what is open and keeps them out from the next request on, until they are enabled', async () => {
    const { admin, client, clientId } = await team('alpha');
    expect((await change(admin.accessToken, 'disableMember', clientId)).data).toEqual({
      disableMember: { status: 'DISABLED', version: 2 },
    });
    expect(codes(await doors.ask(client.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect(codes(await refresh(client.refreshToken))).toEqual(['UNAUTHENTICATED']);
    await expect(doors.signIn('client@alpha.test')).rejects.toThrow('UNAUTHENTICATED');

    expect((await change(admin.accessToken, 'enableMember', clientId, 2)).data).toEqual({
      enableMember: { status: 'ACTIVE', version: 3 },
    });
    expect(codes(await doors.ask(client.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect((await doors.signIn('client@alpha.test')).member.name).toBe('Client');
  });

  test('leaves the person’s other organizations alone', async () => {
    const { org, admin } = await team('beta');
    const elsewhere = await anOrganization(doors.database, 'elsewhere');
    const id = await aPerson(doors.database, org, 'two@beta.test', ['COACH']);
    await aPerson(doors.database, elsewhere, 'two@beta.test', ['COACH']);
    const there = await doors.signIn('two@beta.test', undefined, 'elsewhere');
    await change(admin.accessToken, 'disableMember', id);
    expect((await doors.ask(there.accessToken, ME)).errors).toBeUndefined();
    const { data } = await doors.ask(there.accessToken, '{ myOrganizations { slug } }');
    expect(data.myOrganizations).toEqual([{ slug: 'elsewhere' }]);
  });

  test('of a version that has changed is refused', async () => {
    const { admin, clientId } = await team('gamma');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => change(admin.accessToken, 'disableMember', clientId)),
    );
    expect(answers.flatMap(codes)).toEqual(Array(4).fill('VERSION_CONFLICT'));
  });
});

describe('changing roles', () => {
  test('counts from the next request on; a refresh brings the new ones', async () => {
    const { admin, client, clientId } = await team('delta');
    const { data } = await changeRoles(admin.accessToken, clientId, ['CLIENT', 'MENTOR', 'ADMIN']);
    expect(data.changeRoles).toEqual({ roles: ['ADMIN', 'MENTOR', 'CLIENT'], version: 2 });
    expect(codes(await doors.ask(client.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    const refreshed = (await refresh(client.refreshToken)).data.refreshSignIn;
    expect(refreshed.member.roles).toEqual(['ADMIN', 'MENTOR', 'CLIENT']);
    await changeRoles(admin.accessToken, clientId, ['CLIENT'], 2);
    expect(codes(await doors.ask(refreshed.accessToken, '{ members { totalCount } }'))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  test('to none is refused', async () => {
    const { admin, clientId } = await team('epsilon');
    expect(codes(await changeRoles(admin.accessToken, clientId, []))).toEqual(['INVALID_INPUT']);
  });
});

describe('the last active admin', () => {
  test('can neither be disabled nor become something else', async () => {
    const { org, admin, adminId } = await team('zeta');
    await aPerson(doors.database, org, 'former@zeta.test', ['ADMIN']);
    await doors.database.owner(`update members set status = 'DISABLED' where email = 'former@zeta.test'`);
    expect(codes(await change(admin.accessToken, 'disableMember', adminId))).toEqual(['CONFLICT']);
    expect(codes(await changeRoles(admin.accessToken, adminId, ['COACH']))).toEqual(['CONFLICT']);
    expect((await changeRoles(admin.accessToken, adminId, ['COACH', 'ADMIN'])).errors).toBeUndefined();
  });

  test.each([
    ['disable', (token: string, id: string) => change(token, 'disableMember', id)],
    ['demote', (token: string, id: string) => changeRoles(token, id, ['CLIENT'])],
  ])('is left when all admins %s each other at once', async (how, attack) => {
    const org = await anOrganization(doors.database, `eta-${how}`);
    const emails = [1, 2, 3, 4].map((number) => `admin${number}@eta-${how}.test`);
    const ids = await Promise.all(emails.map((email) => aPerson(doors.database, org, email, ['ADMIN'])));
    const signedIn = await Promise.all(emails.map((email) => doors.signIn(email)));
    await Promise.all(
      signedIn.flatMap(({ accessToken }, own) =>
        ids.filter((_, at) => at !== own).map((id) => attack(accessToken, id)),
      ),
    );
    const left = await doors.database.owner(
      `select from members where org_id = $1 and status = 'ACTIVE' and 'ADMIN' = any (roles)`,
      [org],
    );
    expect(left).toHaveLength(1);
  });

  test('may disable themselves while another stays', async () => {
    const { org, admin, adminId } = await team('theta');
    await aPerson(doors.database, org, 'second@theta.test', ['ADMIN']);
    expect((await change(admin.accessToken, 'disableMember', adminId)).data.disableMember.status).toBe(
      'DISABLED',
    );
    expect(codes(await doors.ask(admin.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('one’s own profile', () => {
  const update = (token: string, input: Record<string, unknown>) =>
    doors.ask(
      token,
      'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { name timeZone locale version } }',
      { input },
    );

  test('changes in what is given and keeps the rest', async () => {
    const { client } = await team('iota');
    expect(
      (await update(client.accessToken, { timeZone: 'America/Sao_Paulo', locale: 'pt-br' })).data,
    ).toEqual({
      updateProfile: { name: 'Client', timeZone: 'America/Sao_Paulo', locale: 'pt-BR', version: 2 },
    });
    expect((await update(client.accessToken, { name: '  Carla  ', locale: null })).data).toEqual({
      updateProfile: { name: 'Carla', timeZone: 'America/Sao_Paulo', locale: 'pt-BR', version: 3 },
    });
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'input.timeZone'],
    [{ timeZone: '+02:00' }, 'input.timeZone'],
    [{ locale: 'not a language' }, 'input.locale'],
    [{ name: '   ' }, 'input.name'],
    [{ name: 'x'.repeat(121) }, 'input.name'],
  ])('refuses %j', async (input, field) => {
    const token = (await doors.signIn('client@iota.test')).accessToken;
    expect((await update(token, input)).errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', field } },
    ]);
  });
});

test('row-level security alone keeps a member from giving themselves a role', async () => {
  const { client, clientId } = await team('kappa');
  const db = doors.app.get(Db);
  const climb = db.run(actorIn(client.accessToken), () =>
    db.query(`update members set roles = '{ADMIN}' where id = $1`, [clientId.replace('member_', '')]),
  );
  await expect(climb).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
