import { InvitationsJobs } from '../../src/members/invitations.jobs.js';
import {
  aPerson,
  codes,
  openDoors,
  PASSWORD,
  SIGN_IN_FIELDS,
  until,
  type Doors,
} from '../auth/support/doors.js';
import { anOrganization } from '../setup/people.js';

let doors: Doors;
let north: string;
let south: string;
let ada: string;

beforeAll(async () => {
  doors = await openDoors();
  north = await anOrganization(doors.database, 'north');
  south = await anOrganization(doors.database, 'south');
  await aPerson(doors.database, north, 'ada@example.test', ['ADMIN']);
  ada = (await doors.signIn('ada@example.test')).accessToken;
});

afterAll(() => doors.close());

function invite(email: string, roles = ['CLIENT'], token = ada) {
  return doors.ask(
    token,
    `mutation ($input: InviteMemberInput!) {
       inviteMember(input: $input) { id email name roles status undeliverable invitedBy { name } member { id } createdAt expiresAt } }`,
    { input: { email, name: 'Nina Neu', roles } },
  );
}

function accept(token: string, password = PASSWORD) {
  return doors.ask(
    null,
    `mutation ($token: String!, $password: String!) {
       acceptInvitation(token: $token, password: $password) ${SIGN_IN_FIELDS} }`,
    { token, password },
  );
}

const act = (name: string, id: string) =>
  doors.ask(ada, `mutation ($id: ID!) { ${name}(id: $id) { status expiresAt } }`, { id });

/** Invites and returns the invitation's id and the token that was mailed. */
async function invited(email: string, roles?: string[]): Promise<{ id: string; token: string }> {
  const { data } = await invite(email, roles);
  return { id: data.inviteMember.id, token: await doors.tokenMailedTo(email) };
}

const settled = () => until(async () => (await doors.database.owner('select from outbox')).length === 0);

describe('an invitation', () => {
  test('reaches the person by mail and makes them a member who is signed in', async () => {
    const { data } = await invite(' Nina@Example.test ', ['COACH', 'ADMIN', 'COACH']);
    expect(data.inviteMember).toMatchObject({
      email: 'nina@example.test',
      name: 'Nina Neu',
      roles: ['ADMIN', 'COACH'],
      status: 'PENDING',
      undeliverable: false,
      invitedBy: { name: 'Ada' },
      member: null,
    });
    const { createdAt, expiresAt } = data.inviteMember;
    expect(new Date(expiresAt).getTime() - new Date(createdAt).getTime()).toBe(7 * 86_400_000);

    const token = await doors.tokenMailedTo('nina@example.test');
    const [{ mail }] = doors.inbox.received as [Doors['inbox']['received'][0]];
    expect(mail.text).toContain(`http://127.0.0.1:3000/invitation?token=${token}`);

    const accepted = (await accept(token)).data.acceptInvitation;
    expect(accepted.member).toMatchObject({ name: 'Nina Neu', roles: ['ADMIN', 'COACH'] });
    const seen = await doors.ask(
      accepted.accessToken,
      '{ me { email timeZone status } invitations { totalCount nodes { status member { name } } } }',
    );
    expect(seen.data).toEqual({
      me: { email: 'nina@example.test', timeZone: 'Europe/Berlin', status: 'ACTIVE' },
      invitations: { totalCount: 1, nodes: [{ status: 'ACCEPTED', member: { name: 'Nina Neu' } }] },
    });
    expect((await doors.signIn('nina@example.test')).member.name).toBe('Nina Neu');
  });

  test('is accepted once, also when its link is used several times at the same moment', async () => {
    const { token } = await invited('race@example.test');
    const answers = await Promise.all(Array.from({ length: 5 }, () => accept(token)));
    expect(answers.flatMap(codes)).toEqual(Array(4).fill('NOT_FOUND'));
    const members = await doors.database.owner(`select from members where email = 'race@example.test'`);
    expect(members).toHaveLength(1);
  });

  test('that is forged, used, revoked, superseded or too old gets one answer', async () => {
    const used = await invited('used@example.test');
    await accept(used.token);
    const revoked = await invited('revoked@example.test');
    expect((await act('revokeInvitation', revoked.id)).data.revokeInvitation.status).toBe('REVOKED');
    const superseded = await invited('again@example.test');
    await act('resendInvitation', superseded.id);
    const old = await invited('old@example.test');
    await doors.database.owner(`update invitations set expires_at = now() where email = 'old@example.test'`);
    const tokens = [used.token, revoked.token, superseded.token, old.token, 'x'];
    const answers = await Promise.all(tokens.map((token) => accept(token)));
    expect(new Set(answers.map(({ text }) => text.replace(/"traceId":"[^"]+"/, ''))).size).toBe(1);
    expect(codes(answers[0]!)).toEqual(['NOT_FOUND']);
    const fresh = await doors.tokenMailedTo('again@example.test', 2);
    expect((await accept(fresh)).data.acceptInvitation.member.name).toBe('Nina Neu');
  });

  test('lets somebody new choose a password that is none too weak', async () => {
    const { token } = await invited('weak@example.test');
    expect(codes(await accept(token, 'short'))).toEqual(['INVALID_INPUT']);
    expect(codes(await accept(token, 'weak@example.test'))).toEqual(['INVALID_INPUT']);
    expect((await accept(token)).errors).toBeUndefined();
  });

  test('of somebody who signs in already is accepted with their own password only, which stays', async () => {
    await aPerson(doors.database, south, 'sol@example.test', ['COACH']);
    const { token } = await invited('sol@example.test');
    expect(codes(await accept(token, 'a password of the moment'))).toEqual(['UNAUTHENTICATED']);
    expect((await accept(token)).data.acceptInvitation.member.roles).toEqual(['CLIENT']);
    const { data } = await doors.ask(
      (await doors.signIn('sol@example.test')).accessToken,
      '{ myOrganizations { slug roles current } }',
    );
    expect(data.myOrganizations).toEqual([
      { slug: 'north', roles: ['CLIENT'], current: true },
      { slug: 'south', roles: ['COACH'], current: false },
    ]);
  });

  test('does not let its holder guess the password of somebody known for ever', async () => {
    await aPerson(doors.database, south, 'guessed@example.test', ['COACH']);
    const { token } = await invited('guessed@example.test');
    for (let at = 0; at < 10; at += 1) await accept(token, 'a wild guess');
    expect(codes(await accept(token))).toEqual(['RATE_LIMITED']);
    await doors.database.owner(`update attempts set until = now()`);
    expect((await accept(token)).errors).toBeUndefined();
  });

  test('to two organizations at the same moment sets one password', async () => {
    await aPerson(doors.database, south, 'amir@example.test', ['ADMIN']);
    const amir = (await doors.signIn('amir@example.test')).accessToken;
    const { token } = await invited('both@example.test');
    await invite('both@example.test', ['MENTOR'], amir);
    const other = await doors.tokenMailedTo('both@example.test', 2);
    const answers = await Promise.all([accept(token, `${PASSWORD} 1`), accept(other, `${PASSWORD} 2`)]);
    expect(answers.flatMap(codes)).toEqual(['UNAUTHENTICATED']);
    const winner = answers.findIndex(({ errors }) => !errors);
    expect((await doors.signIn('both@example.test', `${PASSWORD} ${winner + 1}`)).member.name).toBe(
      'Nina Neu',
    );
    const refused = winner === 0 ? other : token;
    expect((await accept(refused, `${PASSWORD} ${winner + 1}`)).errors).toBeUndefined();
  });
});

describe('inviting', () => {
  test('the same address several times at once leaves one open invitation and one mail', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => invite('double@example.test')));
    expect(answers.flatMap(codes)).toEqual(Array(4).fill('CONFLICT'));
    await settled();
    const mails = doors.inbox.received.filter(({ recipients }) => recipients[0] === 'double@example.test');
    expect(mails).toHaveLength(1);
  });

  test('somebody who is a member already is a conflict', async () => {
    expect((await invite('Ada@example.test')).errors).toMatchObject([
      { extensions: { code: 'CONFLICT', field: 'input.email' } },
    ]);
  });

  test('an address whose invitation has run out makes a new one', async () => {
    const { id } = await invited('slow@example.test');
    await doors.database.owner(`update invitations set expires_at = now() where email = 'slow@example.test'`);
    const statuses = async (filter = '') => {
      const { data } = await doors.ask(
        ada,
        `{ invitations(first: 100${filter}) { nodes { email status } } }`,
      );
      return (data.invitations.nodes as { email: string; status: string }[])
        .filter(({ email }) => email === 'slow@example.test')
        .map(({ status }) => status);
    };
    expect(await statuses()).toEqual(['EXPIRED']);
    expect((await invite('slow@example.test')).errors).toBeUndefined();
    expect(await statuses()).toEqual(['PENDING', 'EXPIRED']);
    expect(await statuses(', status: EXPIRED')).toEqual(['EXPIRED']);
    expect(codes(await act('resendInvitation', id))).toEqual(['CONFLICT']);
  });

  test('again after it has run out gives the link another week', async () => {
    const { id, token } = await invited('week@example.test');
    await doors.database.owner(`update invitations set expires_at = now() where email = 'week@example.test'`);
    const { data } = await act('resendInvitation', id);
    expect(data.resendInvitation.status).toBe('PENDING');
    const fresh = await doors.tokenMailedTo('week@example.test', 2);
    expect(codes(await accept(token))).toEqual(['NOT_FOUND']);
    expect((await accept(fresh)).errors).toBeUndefined();
  });

  test('cannot be taken back or repeated once it was accepted', async () => {
    const { id, token } = await invited('done@example.test');
    await accept(token);
    expect(codes(await act('revokeInvitation', id))).toEqual(['CONFLICT']);
    expect(codes(await act('resendInvitation', id))).toEqual(['CONFLICT']);
  });

  test('with roles that are none, or a name of several lines, is refused', async () => {
    expect(codes(await invite('x@example.test', []))).toEqual(['INVALID_INPUT']);
    const { errors } = await doors.ask(
      ada,
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { id } }',
      { input: { email: 'x@example.test', name: 'Nina\nBcc: all', roles: ['CLIENT'] } },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'input.name' } }]);
  });
});

describe('the mail of an invitation', () => {
  const jobs = () => doors.app.get(InvitationsJobs);
  const mailsTo = (email: string) => doors.inbox.received.filter(({ recipients }) => recipients[0] === email);

  test('that was sent and not noted leaves again with the same Message-ID and the same link', async () => {
    const { id, token } = await invited('crash@example.test');
    await settled();
    await doors.database.owner(
      `update invitations set sent_version = null where email = 'crash@example.test'`,
    );
    const ref = { orgId: north, subjectId: id.replace('invitation_', ''), attempt: 2 };
    await jobs().send(ref);
    expect(await doors.tokenMailedTo('crash@example.test', 2)).toBe(token);
    const ids = mailsTo('crash@example.test').map(({ mail }) => mail.messageId);
    expect(ids).toEqual([`<invitation-${ref.subjectId}-1@127.0.0.1>`, ids[0]]);
    await jobs().send(ref);
    expect(mailsTo('crash@example.test')).toHaveLength(2);
  });

  test('that its server refuses for good is given up, and the admin is shown so', async () => {
    await invite('refused@example.test');
    await settled();
    const { data } = await doors.ask(
      ada,
      '{ invitations(first: 1) { nodes { email status undeliverable } } }',
    );
    expect(data.invitations.nodes).toEqual([
      { email: 'refused@example.test', status: 'PENDING', undeliverable: true },
    ]);
  });

  test('does not leave when the invitation was revoked before', async () => {
    const { id } = await invited('early@example.test');
    await settled();
    await doors.database.owner(
      `update invitations set sent_version = null, status = 'REVOKED' where email = 'early@example.test'`,
    );
    await jobs().send({ orgId: north, subjectId: id.replace('invitation_', ''), attempt: 1 });
    expect(mailsTo('early@example.test')).toHaveLength(1);
  });

  test('holds the only copy of the token: no table does', async () => {
    const { token } = await invited('copy@example.test');
    await settled();
    const tables = await doors.database.owner<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname in ('public', 'bullmq')`,
    );
    expect(tables.map(({ name }) => name)).toContain('public.invitations');
    for (const { name } of tables) {
      const found = await doors.database.owner(`select from ${name} r where strpos(r::text, $1) > 0`, [
        token,
      ]);
      expect([name, found.length]).toEqual([name, 0]);
    }
  });
});
