import type { Row } from '../graphql/read/declaration.js';

/** Whether a version of the agreement of an engagement that is not over waits for the signature of one side. */
export function awaitsSql(engagement: Row, side: 'coach' | 'client'): string {
  return (
    `${engagement}.status in ('PROPOSED', 'ACTIVE', 'PAUSED') and exists (select from agreements a` +
    ` where a.org_id = ${engagement}.org_id and a.engagement_id = ${engagement}.id and a.status = 'PROPOSED'` +
    ` and a.${side}_signed_at is null)`
  );
}
