// SPEC section 2 once more, in a few lines that share nothing with the policies: who may see a row, and who may change
// one.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';

export type Judgement = (who: Who, row: Row, atlas: Atlas) => boolean;

export interface Rule {
  sees: Judgement;
  changes: Judgement;
  /** Who may add one, where that is not whoever may change it. */
  adds?: Judgement;
  /** Whose rows the database may hand to the server on the caller's behalf, though no operation shows them. */
  reaches?: Judgement;
  /** Columns with another audience than the row. */
  columns?: Record<string, Judgement>;
}

export const OPEN = ['ACTIVE', 'PAUSED'];
export const nobody: Judgement = () => false;
export const everybody: Judgement = () => true;
export const inOrg = (who: Who, row: Row) => row.orgId === who.orgId;
export const is = (role: Who['roles'][number], who: Who) => who.roles.includes(role);
export const admin: Judgement = (who, row) => inOrg(who, row) && is('ADMIN', who);
export const colleague: Judgement = (who, row) => inOrg(who, row);

/** Whether the row names the caller in one of these columns. */
export const names =
  (...columns: string[]): Judgement =>
  (who, row) =>
    inOrg(who, row) && columns.some((column) => row.values[column] === who.memberId);

export const any =
  (...judgements: Judgement[]): Judgement =>
  (who, row, atlas) =>
    judgements.some((judgement) => judgement(who, row, atlas));

/** Whether the caller coaches a client: both have signed, and it is not over; or, asked for, waits for signatures. */
export function coaches(who: Who, clientId: unknown, atlas: Atlas, statuses = OPEN): boolean {
  return (
    is('COACH', who) &&
    atlas
      .of('engagements', who.orgId)
      .some(
        ({ values }) =>
          values.coach_id === who.memberId &&
          values.client_id === clientId &&
          statuses.includes(values.status as string),
      )
  );
}

export const ownClient: Judgement = (who, row) =>
  inOrg(who, row) && is('CLIENT', who) && row.values.client_id === who.memberId;
export const ownCoach: Judgement = (who, row, atlas) =>
  inOrg(who, row) && coaches(who, row.values.client_id, atlas);
/** The two who sit in it: the coach only while the engagement with that client is open. */
export const sides: Judgement = any(
  ownClient,
  (who, row, atlas) => row.values.coach_id === who.memberId && ownCoach(who, row, atlas),
);

/** Somebody with whom the caller has an engagement that is open or asks to be signed. */
export const counterpart: Judgement = (who, row, atlas) =>
  inOrg(who, row) &&
  atlas
    .of('engagements', who.orgId)
    .some(
      ({ values: { coach_id: coach, client_id: client, status } }) =>
        [...OPEN, 'PROPOSED'].includes(String(status)) &&
        ((coach === who.memberId && client === row.id && is('COACH', who)) ||
          (client === who.memberId && coach === row.id && is('CLIENT', who))),
    );

export const asked: Judgement = (who, row, atlas) =>
  inOrg(who, row) && coaches(who, row.id, atlas, [...OPEN, 'PROPOSED']);

export const coachesHere: Judgement = (who, row, atlas) =>
  inOrg(who, row) && atlas.of('coaches', who.orgId).some(({ id }) => id === row.id);

/** One of the organizations of the person: its name and its short name. */
export const ownOrganization: Judgement = (who, row, atlas) =>
  atlas.rows.some(
    ({ table, orgId, values }) =>
      table === 'members' && orgId === row.id && values.user_id === who.userId && values.status === 'ACTIVE',
  );

export const ownUser: Judgement = (who, row) => row.id === who.userId || row.values.user_id === who.userId;

/** Somebody new, whom an admin of the organization has invited. */
export const invited: Judgement = (who, row, atlas) =>
  is('ADMIN', who) &&
  atlas.of('invitations', who.orgId).some(({ values }) => values.email === row.values.email);

export const work: Rule = { sees: any(ownClient, ownCoach), changes: ownClient };

export const CONSENT_SUBJECTS = [
  'CHECK_INS',
  'ROLE_ASPECTS',
  'TASKS',
  'SKILLS',
  'TARGET_ROLES',
  'VALUES',
  'CONSTRAINTS',
  'DOCUMENTS',
] as const;

/** The client, and a coach of theirs whom they let see it, until they take it back or stop working together. */
export const consented = (subject: (typeof CONSENT_SUBJECTS)[number]): Judgement =>
  any(
    ownClient,
    (who, row, atlas) =>
      ownCoach(who, row, atlas) &&
      atlas.of('consents', who.orgId).some(({ values }) => {
        const engagement = atlas.byId
          .get(values.engagement_id as string)
          ?.find(({ table }) => table === 'engagements');
        return (
          values.coach_id === who.memberId &&
          values.client_id === row.values.client_id &&
          values.subject === subject &&
          values.withdrawn_at === null &&
          (values.until === null || new Date(values.until as string | Date).getTime() > Date.now()) &&
          OPEN.includes(String(engagement?.values.status))
        );
      }),
  );

/** The coach of what belongs to an engagement, while it is open and for the agreed months after its end. */
export const keepsNotes: Judgement = (who, row, atlas) => {
  if (!inOrg(who, row) || !is('COACH', who) || row.values.coach_id !== who.memberId) return false;
  const engagement =
    atlas.byId.get(String(row.values.engagement_id))?.find(({ table }) => table === 'engagements')?.values ??
    {};
  if (OPEN.includes(String(engagement.status))) return true;
  const agreement = atlas
    .of('agreements', who.orgId)
    .find(({ values }) => values.engagement_id === row.values.engagement_id && values.status === 'IN_FORCE');
  const { ends_on: last } = engagement;
  if (!agreement || !last) return false;
  const until = new Date(`${new Date(last as Date).toLocaleDateString('sv-SE')}T00:00:00Z`);
  until.setUTCMonth(until.getUTCMonth() + Number(agreement.values.retention_months));
  return until.getTime() > Date.now();
};
