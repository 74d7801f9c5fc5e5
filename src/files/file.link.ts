import type { Links } from '../db/links.js';

/** A file, and the only person who may open it by this link. */
export interface LinkedFile {
  orgId: string;
  fileId: string;
  readerId: string;
}

/** Long enough to click, short enough that a link found later is worthless. */
const GOOD_FOR_MS = 10 * 60_000;

/**
 * @param kind of the file's id, as `document-version`: no link to one kind opens another
 * @param asOf ms since the epoch
 * @returns an address that is served under `/<kind>s/<id>/file`
 */
export function linkToFile(
  links: Links,
  kind: string,
  { orgId, fileId, readerId }: LinkedFile,
  asOf: number,
): string {
  const token = links.sign(kind, [orgId, fileId, readerId], asOf + GOOD_FOR_MS);
  return links.url(`/${kind}s/${kind}_${fileId}/file?link=${token}`);
}

/**
 * @param asked the parts of an address, as anybody may have written them
 * @param now ms since the epoch
 * @returns null for every address that `linkToFile` did not make for this kind, or no longer
 */
export function linkedFile(
  links: Links,
  kind: string,
  asked: { id: unknown; link: unknown },
  now: number,
): LinkedFile | null {
  if (typeof asked.link !== 'string') return null;
  const [orgId, fileId, readerId] = links.verify(kind, asked.link, now) ?? [];
  if (!orgId || !fileId || !readerId || asked.id !== `${kind}_${fileId}`) return null;
  return { orgId, fileId, readerId };
}
