// SPEC section 2 once more, in a few lines that share nothing with the policies: who may see a row, and who may change
// one. A table that is not here is not verified, so the verifier refuses it.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';

type Judgement = (who: Who, row: Row, atlas: Atlas) => boolean;

interface Rule {
  sees: Judgement;
  changes: Judgement;
  /** Who may add one, where that is not whoever may change it. */
  adds?: Judgement;
  /** Whose rows the database may hand to the server on the caller's behalf, though no operation shows them. */
  reaches?: Judgement;
  /** Columns with another audience than the row. */
  columns?: Record<string, Judgement>;
}

const OPEN = ['ACTIVE', 'PAUSED'];
const nobody: Judgement = () => false;
const everybody: Judgement = () => true;
const inOrg = (who: Who, row: Row) => row.orgId === who.orgId;
const is = (role: Who['roles'][number], who: Who) => who.roles.includes(role);
const admin: Judgement = (who, row) => inOrg(who, row) && is('ADMIN', who);
const colleague: Judgement = (who, row) => inOrg(who, row);

/** Whether the row names the caller in one of these columns. */
const names =
  (...columns: string[]): Judgement =>
  (who, row) =>
    inOrg(who, row) && columns.some((column) => row.values[column] === who.memberId);

const any =
  (...judgements: Judgement[]): Judgement =>
  (who, row, atlas) =>
    judgements.some((judgement) => judgement(who, row, atlas));

/** Whether the caller coaches a client: both have signed, and it is not over; or, asked for, waits for signatures. */
function coaches(who: Who, clientId: unknown, atlas: Atlas, statuses = OPEN): boolean {
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

const ownClient: Judgement = (who, row) =>
  inOrg(who, row) && is('CLIENT', who) && row.values.client_id === who.memberId;
const ownCoach: Judgement = (who, row, atlas) => inOrg(who, row) && coaches(who, row.values.client_id, atlas);
/** The two who sit in it: the coach only while the engagement with that client is open. */
const sides: Judgement = any(
  ownClient,
  (who, row, atlas) => row.values.coach_id === who.memberId && ownCoach(who, row, atlas),
);

/** Somebody with whom the caller has an engagement that is open or asks to be signed. */
const counterpart: Judgement = (who, row, atlas) =>
  inOrg(who, row) &&
  atlas
    .of('engagements', who.orgId)
    .some(
      ({ values: { coach_id: coach, client_id: client, status } }) =>
        [...OPEN, 'PROPOSED'].includes(String(status)) &&
        ((coach === who.memberId && client === row.id && is('COACH', who)) ||
          (client === who.memberId && coach === row.id && is('CLIENT', who))),
    );

const asked: Judgement = (who, row, atlas) =>
  inOrg(who, row) && coaches(who, row.id, atlas, [...OPEN, 'PROPOSED']);

const coachesHere: Judgement = (who, row, atlas) =>
  inOrg(who, row) && atlas.of('coaches', who.orgId).some(({ id }) => id === row.id);

/** One of the organizations of the person: its name and its short name. */
const ownOrganization: Judgement = (who, row, atlas) =>
  atlas.rows.some(
    ({ table, orgId, values }) =>
      table === 'members' && orgId === row.id && values.user_id === who.userId && values.status === 'ACTIVE',
  );

const ownUser: Judgement = (who, row) => row.id === who.userId || row.values.user_id === who.userId;

/** Somebody new, whom an admin of the organization has invited. */
const invited: Judgement = (who, row, atlas) =>
  is('ADMIN', who) &&
  atlas.of('invitations', who.orgId).some(({ values }) => values.email === row.values.email);

const work: Rule = { sees: any(ownClient, ownCoach), changes: ownClient };

const MODEL: Record<string, Rule> = {
  organizations: {
    sees: colleague,
    changes: admin,
    columns: { name: ownOrganization, slug: ownOrganization, id: ownOrganization },
  },
  users: { sees: nobody, changes: any(ownUser, invited) },
  sign_ins: { sees: nobody, changes: any(ownUser, admin) },
  password_resets: { sees: nobody, changes: everybody },
  attempts: { sees: nobody, changes: everybody },
  members: {
    sees: any(admin, names('id'), counterpart),
    changes: any(admin, names('id')),
    columns: { name: any(admin, names('id'), counterpart, coachesHere) },
  },
  invitations: { sees: admin, changes: admin },
  coaches: { sees: colleague, changes: any(admin, names('id')) },
  clients: { sees: any(admin, names('id'), asked), changes: any(admin, names('id')) },
  engagements: {
    sees: any(admin, names('coach_id', 'client_id')),
    changes: any(admin, names('coach_id', 'client_id')),
    adds: admin,
  },
  goals: work,
  goal_milestones: work,
  goal_progress: work,
  goal_revisions: work,
  sessions: { sees: sides, changes: sides },
  session_notes: {
    // Shared notes stay with both who wrote them.
    sees: any(ownClient, (who, row) => is('COACH', who) && names('coach_id')(who, row, undefined!)),
    changes: names('author_id'),
  },
  review_plans: { sees: any(ownClient, ownCoach), changes: any(ownClient, ownCoach) },
  reviews: work,
  review_answers: work,
  review_goals: work,
  reminders: { sees: names('recipient_id'), changes: names('recipient_id') },
  reminder_opt_outs: { sees: names('member_id'), changes: names('member_id') },
  reports: { sees: names('recipient_id'), changes: names('recipient_id') },
  report_snapshots: { sees: names('recipient_id'), changes: names('recipient_id') },
  report_files: { sees: ownFile, changes: ownFile },
  outbox: {
    sees: nobody,
    reaches: colleague,
    changes: (who, row) => row.orgId === who.orgId || /^0{8}/.test(row.orgId!),
  },
  data_keys: { sees: nobody, reaches: colleague, changes: colleague },
};

function ownFile(who: Who, row: Row, atlas: Atlas): boolean {
  const report = atlas.byId.get(row.values.report_id as string)?.find(({ table }) => table === 'reports');
  return report !== undefined && names('recipient_id')(who, report, atlas);
}

export function sees(who: Who | null, row: Row, atlas: Atlas, column?: string): boolean {
  if (!who) return false;
  const rule = MODEL[row.table]!;
  return (rule.columns?.[column ?? ''] ?? rule.sees)(who, row, atlas);
}

/** Whether plain SQL, run for the caller, may meet the row. */
export function reaches(who: Who | null, row: Row, atlas: Atlas): boolean {
  const { reaches: rule } = MODEL[row.table]!;
  return (who !== null && rule?.(who, row, atlas)) || sees(who, row, atlas);
}

/** What somebody without a name may change: counters of tries, and what was asked for without saying who. */
const OPEN_TO_ALL = ['attempts', 'password_resets'];

export function mayChange(who: Who | null, row: Row, atlas: Atlas, added = false): boolean {
  if (!who) return OPEN_TO_ALL.includes(row.table) || (row.table === 'outbox' && /^0{8}/.test(row.orgId!));
  const { changes, adds = changes } = MODEL[row.table]!;
  return (added ? adds : changes)(who, row, atlas);
}

/** Fails on a table that nobody has said anything about. */
export function coversAll({ tables }: Atlas): void {
  const unknown = tables.filter((table) => !MODEL[table]);
  if (unknown.length > 0) throw new Error(`The verifier's model does not know: ${unknown.join(', ')}.`);
}
