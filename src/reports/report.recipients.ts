import type { Role } from '../db/actor.js';
import type { ReportKind } from './report.entity.js';

/**
 * The role in which one receives a report of a kind; whoever loses it loses the report. Said in the database once more: by
 * the policies of `reports` and `report_snapshots`, and by `app.report_recipient`.
 */
export const recipients = {
  CASELOAD: 'COACH',
  COACH_HOURS: 'COACH',
  CLOSING: 'CLIENT',
} as const satisfies Record<ReportKind, Role>;

/** All of them, each once. */
export const anyRecipient: Role[] = [...new Set(Object.values(recipients))];
