import type { Place } from '../db/keys.js';
import type { ReportFormat } from './report-file.entity.js';

/** Where a file is kept. Building again writes to the same place, so that no try leaves anything behind. */
export function fileKey(orgId: string, reportId: string, format: ReportFormat): string {
  return `${orgId}/reports/${reportId}.${format.toLowerCase()}`;
}

export function placeOfFile(reportId: string, format: ReportFormat): Omit<Place, 'orgId'> {
  return { table: 'report_files', column: format, rowId: reportId };
}

export function placeOfSnapshot(reportId: string): Omit<Place, 'orgId'> {
  return { table: 'report_snapshots', column: 'sealed', rowId: reportId };
}
