import type { Links } from '../db/links.js';
import type { ReportFormat } from './report-file.entity.js';

/** One file of a report, and the only person who may open it. */
export interface LinkedFile {
  orgId: string;
  reportId: string;
  recipientId: string;
  format: ReportFormat;
}

/** Long enough to click, short enough that a link found later is worthless. */
const GOOD_FOR_MS = 10 * 60_000;

const PURPOSE = 'report';

/** @param asOf ms since the epoch */
export function linkTo(links: Links, file: LinkedFile, asOf: number): string {
  const { orgId, reportId, recipientId, format } = file;
  const token = links.sign(PURPOSE, [orgId, reportId, recipientId, format], asOf + GOOD_FOR_MS);
  return links.url(`/reports/report_${reportId}/file?format=${format.toLowerCase()}&link=${token}`);
}

/**
 * @param asked the parts of an address, as anybody may have written them
 * @param now ms since the epoch
 * @returns the file that the address is good for; null for every address that `linkTo` did not make, or no longer
 */
export function linkedFile(
  links: Links,
  asked: { id: unknown; format: unknown; link: unknown },
  now: number,
): LinkedFile | null {
  if (typeof asked.link !== 'string') return null;
  const [orgId, reportId, recipientId, format] = links.verify(PURPOSE, asked.link, now) ?? [];
  if (asked.id !== `report_${reportId}` || asked.format !== format?.toLowerCase()) return null;
  return { orgId, reportId, recipientId, format } as LinkedFile;
}
