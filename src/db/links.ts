// Guarantees: a link that leaves the system opens the one thing that it was made for, for a while, and nothing else.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Signs what stands in links, with a key of its own derived from the secret of tokens. */
export class Links {
  private readonly key: Buffer;

  /** @param base what every address begins with, without a trailing slash */
  constructor(
    secret: Buffer,
    private readonly base: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'waymark links', 32));
  }

  /** @param path begins with a slash */
  url(path: string): string {
    return `${this.base}${path}`;
  }

  /**
   * @param purpose a word that keeps one kind of link from being taken for another
   * @param parts what the link opens, and for whom; signed, not secret
   * @param expiresAt ms since the epoch
   * @returns text that needs no escaping in an address
   */
  sign(purpose: string, parts: readonly string[], expiresAt: number): string {
    const said = Buffer.from(JSON.stringify([expiresAt, ...parts])).toString('base64url');
    return `${said}.${this.macOf(purpose, said).toString('base64url')}`;
  }

  /**
   * @param now ms since the epoch
   * @returns the parts; null for whatever `sign` did not make for this purpose, and once it has expired
   */
  verify(purpose: string, token: string, now: number): string[] | null {
    const [said = '', signature = '', ...more] = token.split('.');
    const mac = this.macOf(purpose, said);
    // Compared as text: base64url has spare bits, and a link has exactly one spelling.
    const [given, expected] = [Buffer.from(signature), Buffer.from(mac.toString('base64url'))];
    if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
    const [expiresAt, ...parts] = JSON.parse(Buffer.from(said, 'base64url').toString('utf8')) as [
      number,
      ...string[],
    ];
    return now < expiresAt ? parts : null;
  }

  private macOf(purpose: string, said: string): Buffer {
    return createHmac('sha256', this.key).update(`${purpose}\n${said}`).digest();
  }
}
