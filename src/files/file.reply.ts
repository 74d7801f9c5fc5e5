import type { FastifyReply } from 'fastify';

/** A file as it is saved. */
export interface Download {
  /** Of letters, digits, dots and dashes; tells no name. */
  name: string;
  type: string;
  bytes: Buffer;
}

/** Answers with a file that is saved, never shown as a page, and kept by nobody on its way. */
export function replyWith(reply: FastifyReply, { name, type, bytes }: Download): void {
  void reply
    .headers({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(bytes);
}
