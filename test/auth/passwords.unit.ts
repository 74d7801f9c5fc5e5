import { parseOptions } from '@node-rs/argon2';
import { emailCheck, hashPassword, refuseWeakPassword, verifyPassword } from '../../src/auth/passwords.js';

test('a password is kept as argon2id over 19 MiB in two passes', async () => {
  const hashed = await hashPassword('a walk along the river');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$/);
  expect(parseOptions(hashed)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
});

test('a password fits its own hash only, however its letters are composed', async () => {
  const hashed = await hashPassword('caf\u00e9 am Fluss');
  expect(await verifyPassword(hashed, 'cafe\u0301 am Fluss')).toBe(true);
  expect(await verifyPassword(hashed, 'cafe am Fluss')).toBe(false);
});

test('no password fits where there is none', async () => {
  expect(await verifyPassword(null, 'a walk along the river')).toBe(false);
});

test('a new password has ten letters and is not the address', () => {
  const refused = (password: string) => {
    try {
      refuseWeakPassword(password, 'ada@example.test', 'password');
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refused('123456789')).toBe('password: must have at least 10 letters.');
  expect(refused('🦊🦊🦊🦊🦊🦊🦊🦊🦊')).toBe('password: must have at least 10 letters.');
  expect(refused(' Ada@Example.test')).toBe('password: must not be the e-mail address.');
  expect(refused('1234567890')).toBeNull();
});

test.each([
  '',
  'ada',
  'ada@',
  '@example.test',
  'a b@example.test',
  'a@b@c.test',
  'Ada <ada@example.test>',
  'a\n@b.test',
])('%j is no address', (text) => {
  expect(emailCheck.safeParse(text).success).toBe(false);
});

test('an address is kept without blanks around it, in lower case', () => {
  expect(emailCheck.parse(' Ada.O\u2019Neil+work@Example.TEST ')).toBe('ada.o\u2019neil+work@example.test');
});
