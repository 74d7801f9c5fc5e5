import { PasswordsJobs } from '../../src/auth/passwords.jobs.js';
import { anOrganization } from '../setup/people.js';
import { aPerson, codes, openDoors, PASSWORD, until, type Doors } from './support/doors.js';

let doors: Doors;
let north: string;

const ME = '{ me { name } }';
const NEW_PASSWORD = 'another walk, up the hill';

beforeAll(async () => {
  doors = await openDoors();
  north = await anOrganization(doors.database, 'north');
});

afterAll(() => doors.close());

function request(email: string) {
  return doors.ask(null, 'mutation ($email: String!) { requestPasswordReset(email: $email) }', { email });
}

function reset(token: string, password = NEW_PASSWORD) {
  return doors.ask(
    null,
    'mutation ($token: String!, $password: String!) { resetPassword(token: $token, password: $password) }',
    { token, password },
  );
}

/** Everything that was announced has been done. */
const settled = () => until(async () => (await doors.database.owner('select from outbox')).length === 0);

describe('a forgotten password', () => {
  test('is replaced by the link in a mail, and every sign-in of before ends', async () => {
    const south = await anOrganization(doors.database, 'south');
    await aPerson(doors.database, north, 'ada@example.test', ['ADMIN']);
    await aPerson(doors.database, south, 'ada@example.test', ['COACH']);
    const open = [
      await doors.signIn('ada@example.test', PASSWORD, 'north'),
      await doors.signIn('ada@example.test', PASSWORD, 'south'),
    ];
    expect((await request(' ADA@example.test')).data).toEqual({ requestPasswordReset: true });
    const token = await doors.tokenMailedTo('ada@example.test');
    const [{ mail }] = doors.inbox.received as [Doors['inbox']['received'][0]];
    expect(mail.text).toContain(`http://127.0.0.1:3000/reset?token=${token}`);
    // The organization that was entered last lends the mail its name.
    expect(mail.text).toContain('Sent by South');

    expect((await reset(token)).data).toEqual({ resetPassword: true });
    for (const { accessToken } of open) {
      expect(codes(await doors.ask(accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    }
    await expect(doors.signIn('ada@example.test')).rejects.toThrow('UNAUTHENTICATED');
    expect((await doors.signIn('ada@example.test', NEW_PASSWORD)).member.name).toBe('Ada');
  });

  test('is answered alike for an address that nobody has, and no mail leaves', async () => {
    await aPerson(doors.database, north, 'known@example.test', ['CLIENT']);
    const [known, unknown] = [await request('known@example.test'), await request('unknown@example.test')];
    expect(unknown.text).toBe(known.text);
    await doors.tokenMailedTo('known@example.test');
    await settled();
    expect(doors.inbox.received.some(({ recipients }) => recipients[0] === 'unknown@example.test')).toBe(
      false,
    );
  });

  test('gets five mails an hour and no more, though the answer stays', async () => {
    await aPerson(doors.database, north, 'often@example.test', ['CLIENT']);
    for (let at = 0; at < 7; at += 1) {
      expect((await request('often@example.test')).data).toEqual({ requestPasswordReset: true });
    }
    await settled();
    const mails = doors.inbox.received.filter(({ recipients }) => recipients[0] === 'often@example.test');
    expect(mails).toHaveLength(5);
  });

  test('gets no mail where the person is disabled', async () => {
    await aPerson(doors.database, north, 'gone@example.test', ['CLIENT']);
    await doors.database.owner(`update members set status = 'DISABLED' where email = 'gone@example.test'`);
    await request('gone@example.test');
    await settled();
    expect(doors.inbox.received.some(({ recipients }) => recipients[0] === 'gone@example.test')).toBe(false);
  });
});

describe('the link of a reset', () => {
  const linkFor = async (email: string, nth = 1) => {
    if (nth === 1) await aPerson(doors.database, north, email, ['CLIENT']);
    await request(email);
    return doors.tokenMailedTo(email, nth);
  };

  test('works once, also when it is used several times at the same moment', async () => {
    const token = await linkFor('race@example.test');
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, at) => reset(token, `${NEW_PASSWORD} ${at}`)),
    );
    expect(answers.flatMap(codes)).toEqual(Array(4).fill('NOT_FOUND'));
    const winner = answers.findIndex(({ errors }) => !errors);
    expect((await doors.signIn('race@example.test', `${NEW_PASSWORD} ${winner}`)).member.name).toBe('Race');
  });

  test('that is forged, used, superseded or too old gets one answer', async () => {
    const [first, second] = [await linkFor('late@example.test'), await linkFor('late@example.test', 2)];
    await reset(second);
    const third = await linkFor('late@example.test', 3);
    await doors.database.owner(
      `update password_resets set expires_at = now() - interval '1 second' where used_at is null`,
    );
    const answers = await Promise.all(
      [second, first, third, 'x', `${third.slice(0, -1)}_`].map((t) => reset(t)),
    );
    const words = answers.map(({ text }) => text.replace(/"traceId":"[^"]+"/, ''));
    expect(new Set(words).size).toBe(1);
    expect(codes(answers[0]!)).toEqual(['NOT_FOUND']);
  });

  test('survives a new password that is refused', async () => {
    const token = await linkFor('weak@example.test');
    const short = await reset(token, 'short');
    expect(short.errors).toMatchObject([
      { message: 'password: must have at least 10 letters.', extensions: { code: 'INVALID_INPUT' } },
    ]);
    expect(codes(await reset(token, 'Weak@Example.test'))).toEqual(['INVALID_INPUT']);
    expect((await reset(token)).data).toEqual({ resetPassword: true });
  });

  test('stands in no table: the database holds its hash', async () => {
    const token = await linkFor('hash@example.test');
    const [row] = await doors.database.owner<{ rows: string }>(
      `select string_agg(r::text, '') as rows from (select * from password_resets) r`,
    );
    expect(row!.rows).not.toContain(token);
    expect(row!.rows).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });
});

test('a mail that was sent and not noted leaves again with the same Message-ID and the same link', async () => {
  await aPerson(doors.database, north, 'twice@example.test', ['CLIENT']);
  await request('twice@example.test');
  const token = await doors.tokenMailedTo('twice@example.test');
  await settled();
  const [row] = await doors.database.owner<{ id: string }>(
    `update password_resets set sent_at = null where email = 'twice@example.test' returning id`,
  );
  await doors.app.get(PasswordsJobs).send({ orgId: north, subjectId: row!.id, attempt: 2 });
  expect(await doors.tokenMailedTo('twice@example.test', 2)).toBe(token);
  const ids = doors.inbox.received
    .filter(({ recipients }) => recipients[0] === 'twice@example.test')
    .map(({ mail }) => mail.messageId);
  expect(ids).toEqual([`<password-reset-${row!.id}@127.0.0.1>`, ids[0]]);
  await doors.app.get(PasswordsJobs).send({ orgId: north, subjectId: row!.id, attempt: 3 });
  expect(
    doors.inbox.received.filter(({ recipients }) => recipients[0] === 'twice@example.test'),
  ).toHaveLength(2);
});

describe('changing the password', () => {
  const change = (token: string, currentPassword: string, newPassword: string) =>
    doors.ask(token, 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) }', {
      input: { currentPassword, newPassword },
    });

  test('keeps this sign-in and ends every other', async () => {
    await aPerson(doors.database, north, 'carl@example.test', ['CLIENT']);
    const [here, there] = [await doors.signIn('carl@example.test'), await doors.signIn('carl@example.test')];
    expect((await change(here.accessToken, PASSWORD, NEW_PASSWORD)).data).toEqual({ changePassword: true });
    expect((await doors.ask(here.accessToken, ME)).errors).toBeUndefined();
    expect(codes(await doors.ask(there.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    expect((await doors.signIn('carl@example.test', NEW_PASSWORD)).member.name).toBe('Carl');
  });

  test('needs the one of before, and guesses are counted', async () => {
    await aPerson(doors.database, north, 'cleo@example.test', ['CLIENT']);
    const { accessToken } = await doors.signIn('cleo@example.test');
    const wrong = await change(accessToken, 'a wild guess', NEW_PASSWORD);
    expect(wrong.errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT', field: 'input.currentPassword' } },
    ]);
    expect(codes(await change(accessToken, PASSWORD, 'short'))).toEqual(['INVALID_INPUT']);
    for (let at = 0; at < 9; at += 1) await change(accessToken, 'a wild guess', NEW_PASSWORD);
    expect(codes(await change(accessToken, PASSWORD, NEW_PASSWORD))).toEqual(['RATE_LIMITED']);
    await doors.database.owner(`update attempts set until = now() - interval '1 second'`);
    expect((await doors.signIn('cleo@example.test')).member.name).toBe('Cleo');
  });

  test('at the same moment as a sign-in with the old one leaves no sign-in with the old one', async () => {
    await aPerson(doors.database, north, 'rex@example.test', ['CLIENT']);
    const { accessToken } = await doors.signIn('rex@example.test');
    const [, ...late] = await Promise.all([
      change(accessToken, PASSWORD, NEW_PASSWORD),
      ...Array.from({ length: 4 }, () => doors.signIn('rex@example.test').catch(() => null)),
    ]);
    for (const signedIn of late) {
      if (signedIn) expect(codes(await doors.ask(signedIn.accessToken, ME))).toEqual(['UNAUTHENTICATED']);
    }
    await expect(doors.signIn('rex@example.test')).rejects.toThrow('UNAUTHENTICATED');
  });
});

test('what has run out is swept away', async () => {
  await doors.database.owner(`update attempts set until = now() - interval '1 second'`);
  await doors.database.owner(`update password_resets set expires_at = now() - interval '2 days'`);
  await doors.app.get(PasswordsJobs).forget();
  expect(await doors.database.owner('select from attempts')).toHaveLength(0);
  expect(await doors.database.owner('select from password_resets')).toHaveLength(0);
});
