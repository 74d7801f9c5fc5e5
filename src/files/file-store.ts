/** Where finished files are kept, by key. A file is there whole or not at all. */
export abstract class FileStore {
  /** Replaces what the key held. Once it resolves, the bytes survive a power cut. */
  abstract put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when the key holds nothing. */
  abstract get(key: string): Promise<Buffer | null>;
  /** Deleting what is not there is fine. */
  abstract delete(key: string): Promise<void>;
}

const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/**
 * Keys are made by the server: segments of letters, digits, `.`, `_` and `-` between slashes, none beginning with a dot,
 * so that no key leaves the store or meets a driver's own files.
 * @throws Error for any other key
 */
export function checkKey(key: string): void {
  const segments = key.split('/');
  if (segments.length > 16 || !segments.every((name) => segment.test(name)))
    throw new Error('not a key of the file store');
}
