import type { Place } from '../db/keys.js';

/** Where the file of a version is kept. */
export function fileKey(orgId: string, versionId: string): string {
  return `${orgId}/documents/${versionId}`;
}

export function placeOfFile(versionId: string): Omit<Place, 'orgId'> {
  return { table: 'document_versions', column: 'file', rowId: versionId };
}
