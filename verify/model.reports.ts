// Reports, and who may see of them what: whom they are for, in the role that their kind is for, and of a coach's only while
// everybody in it may be seen, or named.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import { any, coaches, is, names, type Judgement, type Rule } from './judgements.js';

const recipient: Judgement = (who, row, atlas) =>
  names('recipient_id')(who, row, atlas) && is(row.values.kind === 'CLOSING' ? 'CLIENT' : 'COACH', who);

/** Taking back being named counts beyond the end of an engagement, as the consent does. */
function named(who: Who, engagementId: string, atlas: Atlas): boolean {
  return atlas
    .of('consents', who.orgId)
    .some(
      ({ values }) =>
        values.engagement_id === engagementId &&
        values.coach_id === who.memberId &&
        values.subject === 'COACH_HOURS' &&
        values.withdrawn_at === null &&
        (values.until === null || new Date(values.until as string | Date).getTime() > Date.now()),
    );
}

const snapshot: Judgement = (who, row, atlas) => {
  if (!recipient(who, row, atlas)) return false;
  const { kind, client_ids: clients, engagement_ids: engagements } = row.values;
  switch (kind) {
    case 'CASELOAD':
      return (clients as string[]).every((id) => coaches(who, id, atlas));
    case 'COACH_HOURS':
      return (engagements as string[]).every((id) => named(who, id, atlas));
    default:
      return true;
  }
};

const file: Judgement = (who, row, atlas) =>
  (atlas.byId.get(row.values.report_id as string) ?? []).some(
    (of: Row) => of.table === 'report_snapshots' && snapshot(who, of, atlas),
  );

/** The coach of the engagement that a closing report is about: ending it asks for the client's. */
const endsIt: Judgement = (who, row, atlas) =>
  (atlas.byId.get(row.values.engagement_id as string) ?? []).some(
    (engagement) => engagement.table === 'engagements' && names('coach_id')(who, engagement, atlas),
  );

export const REPORTS: Record<string, Rule> = {
  reports: { sees: recipient, changes: recipient, adds: any(recipient, endsIt) },
  report_snapshots: { sees: snapshot, changes: snapshot },
  report_files: { sees: file, changes: file },
};
