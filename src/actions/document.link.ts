import type { Links } from '../db/links.js';

/** The file of one version of a document, and the only person who may open it by this link. */
export interface LinkedVersion {
  orgId: string;
  versionId: string;
  readerId: string;
}

/** Long enough to click, short enough that a link found later is worthless. */
const GOOD_FOR_MS = 10 * 60_000;

const PURPOSE = 'document';

/** @param asOf ms since the epoch */
export function linkToVersion(links: Links, { orgId, versionId, readerId }: LinkedVersion, asOf: number) {
  const token = links.sign(PURPOSE, [orgId, versionId, readerId], asOf + GOOD_FOR_MS);
  return links.url(`/document-versions/document-version_${versionId}/file?link=${token}`);
}

/**
 * @param asked the parts of an address, as anybody may have written them
 * @param now ms since the epoch
 * @returns null for every address that `linkToVersion` did not make, or no longer
 */
export function linkedVersion(
  links: Links,
  asked: { id: unknown; link: unknown },
  now: number,
): LinkedVersion | null {
  if (typeof asked.link !== 'string') return null;
  const [orgId, versionId, readerId] = links.verify(PURPOSE, asked.link, now) ?? [];
  if (!orgId || !versionId || !readerId || asked.id !== `document-version_${versionId}`) return null;
  return { orgId, versionId, readerId };
}
