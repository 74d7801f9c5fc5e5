import fc from 'fast-check';
import { declinerOf, unsubscribeToken } from '../../src/notifications/unsubscribe.token.js';

const secret = Buffer.alloc(32, 7);
const decliner = {
  orgId: '01a20435-3dd1-7411-bf9b-d19c9beb95d6',
  memberId: '01a20435-3dd1-7411-bf9b-d19c9beb95d7',
  topic: 'REVIEWS' as const,
};

test('a token says who declines what, and is the same each time', () => {
  const token = unsubscribeToken(secret, decliner);
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(unsubscribeToken(secret, decliner)).toBe(token);
  expect(declinerOf(secret, token)).toEqual(decliner);
});

test('a token of another secret is none', () => {
  expect(declinerOf(Buffer.alloc(32, 8), unsubscribeToken(secret, decliner))).toBeNull();
});

test('one member’s signature does not speak for another', () => {
  const [, signature] = unsubscribeToken(secret, decliner).split('.');
  const [other] = unsubscribeToken(secret, { ...decliner, memberId: decliner.orgId }).split('.');
  expect(declinerOf(secret, `${other}.${signature}`)).toBeNull();
});

test('no other text is a token, and none makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => declinerOf(secret, text) === null));
  for (const text of ['', '.', '..', 'a.b', unsubscribeToken(secret, decliner).slice(0, -2)]) {
    expect(declinerOf(secret, text)).toBeNull();
  }
});
