import { declareJob } from '../jobs/job.js';

/** Builds the report that is its subject. */
export const BUILD_REPORT = declareJob('build-report');

/** Where the changes of a report are told. */
export function topicOf(reportId: string): string {
  return `report:${reportId}`;
}
