// Guarantees: what is sealed opens only in the organization, table, column and row that it was sealed for.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Links } from './links.js';

const VERSION = 's1';
const HEAD = /^s1\.([0-9a-f-]{36})\.$/;
const HEAD_LENGTH = 40;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The place that a sealed text belongs to; moved elsewhere it does not open. */
export interface Place {
  orgId: string;
  table: string;
  column: string;
  rowId: string;
}

/** The key of an organization, wrapped by a master key. */
export interface DataKey {
  id: string;
  wrapped: Buffer;
}

function bytesOf(place: Place): Buffer {
  return Buffer.from([place.orgId, place.table, place.column, place.rowId].join('\n'));
}

/** Thrown for what does not open where it stands: altered, moved, or sealed under another key. */
export class SealBroken extends Error {
  constructor() {
    super('Something sealed does not open where it stands.');
  }
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(aad).setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    throw new SealBroken();
  }
}

function attempt(open: () => Buffer): Buffer | null {
  try {
    return open();
  } catch {
    return null;
  }
}

/**
 * The id of the data key that a sealed text or file was sealed with.
 * @throws SealBroken for what was never sealed
 */
export function keyIdOf(sealed: string | Buffer): string {
  const head =
    typeof sealed === 'string' ? sealed.slice(0, HEAD_LENGTH) : sealed.toString('latin1', 0, HEAD_LENGTH);
  const id = HEAD.exec(head)?.[1];
  if (!id) throw new SealBroken();
  return id;
}

/** Seals and opens with data keys, which are themselves stored wrapped by the master key. */
export class Keys {
  /**
   * @param master 32 bytes: wraps every new data key
   * @param retired master keys of earlier times, which some data keys are still wrapped by
   */
  constructor(
    private readonly master: Buffer,
    readonly links: Links,
    private readonly retired: readonly Buffer[] = [],
  ) {}

  /** A new data key for an organization, wrapped for storing. */
  newDataKey(orgId: string, keyId: string): Buffer {
    return encrypt(this.master, randomBytes(32), Buffer.from(`${orgId}\n${keyId}`));
  }

  /**
   * The data key wrapped by the present master key.
   * @returns null where it is already
   * @throws SealBroken where no known master key opens it
   */
  rewrap(orgId: string, dataKey: DataKey): Buffer | null {
    const aad = Buffer.from(`${orgId}\n${dataKey.id}`);
    const known = attempt(() => decrypt(this.master, dataKey.wrapped, aad));
    return known ? null : encrypt(this.master, this.unwrap(orgId, dataKey), aad);
  }

  /** @returns `s1.<key id>.<nonce, text and tag in base64url>` */
  seal(text: string, dataKey: DataKey, place: Place): string {
    const sealed = encrypt(this.unwrap(place.orgId, dataKey), Buffer.from(text, 'utf8'), bytesOf(place));
    return `${VERSION}.${dataKey.id}.${sealed.toString('base64url')}`;
  }

  /**
   * @param wrapped the stored data key that the text names
   * @throws SealBroken
   */
  open(sealed: string, wrapped: Buffer, place: Place): string {
    const [version, id, body] = sealed.split('.');
    if (version !== VERSION || !id || !body) throw new SealBroken();
    return decrypt(
      this.unwrap(place.orgId, { id, wrapped }),
      Buffer.from(body, 'base64url'),
      bytesOf(place),
    ).toString('utf8');
  }

  /** @returns `s1.<key id>.` and behind it nonce, bytes and tag as they are: for files */
  sealBytes(plain: Buffer, dataKey: DataKey, place: Place): Buffer {
    const sealed = encrypt(this.unwrap(place.orgId, dataKey), plain, bytesOf(place));
    return Buffer.concat([Buffer.from(`${VERSION}.${dataKey.id}.`), sealed]);
  }

  /**
   * @param wrapped the stored data key that the bytes name
   * @throws SealBroken
   */
  openBytes(sealed: Buffer, wrapped: Buffer, place: Place): Buffer {
    const key = this.unwrap(place.orgId, { id: keyIdOf(sealed), wrapped });
    return decrypt(key, sealed.subarray(HEAD_LENGTH), bytesOf(place));
  }

  private unwrap(orgId: string, { id, wrapped }: DataKey): Buffer {
    const aad = Buffer.from(`${orgId}\n${id}`);
    for (const master of [this.master, ...this.retired]) {
      const opened = attempt(() => decrypt(master, wrapped, aad));
      if (opened) return opened;
    }
    throw new SealBroken();
  }
}
