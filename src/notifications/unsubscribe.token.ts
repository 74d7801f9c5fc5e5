import { createHmac, timingSafeEqual } from 'node:crypto';
import { reminderTopics, type ReminderTopic } from './reminder-opt-out.entity.js';

/** Who declines what. */
export interface Decliner {
  orgId: string;
  memberId: string;
  topic: ReminderTopic;
}

const UUID_BYTES = 16;

/** A token that can decline one topic for one member and nothing else. It does not expire: old mails must keep theirs. */
export function unsubscribeToken(secret: Buffer, { orgId, memberId, topic }: Decliner): string {
  const body = Buffer.concat([bytesOf(orgId), bytesOf(memberId), Buffer.from(topic)]);
  return `${body.toString('base64url')}.${sign(secret, body).toString('base64url')}`;
}

/** @returns null for any text that `unsubscribeToken` did not make with this secret */
export function declinerOf(secret: Buffer, token: string): Decliner | null {
  const [body = Buffer.alloc(0), signature = Buffer.alloc(0)] = token
    .split('.')
    .map((part) => Buffer.from(part, 'base64url'));
  const expected = sign(secret, body);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
  const topic = reminderTopics.find((each) => each === body.toString('utf8', 2 * UUID_BYTES));
  if (!topic) return null;
  return { orgId: uuidOf(body, 0), memberId: uuidOf(body, UUID_BYTES), topic };
}

/** The word keeps these signatures apart from everything else that the secret signs. */
function sign(secret: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', secret).update('unsubscribe\n').update(body).digest();
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidOf(body: Buffer, from: number): string {
  const hex = body.toString('hex', from, from + UUID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
