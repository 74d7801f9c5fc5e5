import type { FastifyReply } from 'fastify';

/** A file as it is saved. */
export interface Download {
  /** Of letters, digits, dots and dashes; tells no name. */
  name: string;
  /** What whoever sent it calls it, where they do: any characters. */
  title?: string;
  type: string;
  bytes: Buffer;
}

/** Answers with a file that is saved, never shown as a page, and kept by nobody on its way. */
export function replyWith(reply: FastifyReply, { name, title, type, bytes }: Download): void {
  // RFC 6266: what understands the second takes it.
  const called = title === undefined ? '' : `; filename*=UTF-8''${encode(title)}`;
  void reply
    .headers({
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"${called}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(bytes);
}

/** RFC 8187 takes fewer characters as they are than an address does. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
