// What each table's rows are to each caller, in the judgements of judgements.ts. A table that is not here is not verified, so
// the verifier refuses it.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import {
  nobody,
  everybody,
  admin,
  colleague,
  names,
  any,
  ownClient,
  ownCoach,
  sides,
  counterpart,
  asked,
  coachesHere,
  ownOrganization,
  ownUser,
  invited,
  work,
  type Rule,
  keepsNotes,
} from './judgements.js';
import { AVAILABILITY } from './model.availability.js';
import { CALENDARS, writesToOtherSide } from './model.calendars.js';
import { CATALOGUES } from './model.catalogues.js';
import { CHECK_INS } from './model.checkins.js';
import { ENGAGEMENTS, handed } from './model.engagements.js';
import { GOALS } from './model.goals.js';
import { GROUPS, knownByGroup, remindsOfGroup } from './model.groups.js';
import { LEARNING, postsProgrammeHere } from './model.learning.js';
import { ACTIONS } from './model.actions.js';
import { broughtInto, buddies, JOURNAL, praised } from './model.journal.js';
import { MESSAGES } from './model.messages.js';
import { OPPORTUNITIES, postsHere, tookUpOwn } from './model.opportunities.js';
import { REPORTS } from './model.reports.js';
import { SESSION_CONTENT } from './model.session-content.js';
import { SESSIONS } from './model.sessions.js';
import { SITUATIONS } from './model.situations.js';
import { WEEK } from './model.week.js';

const engagementOf = (row: Row) => row.values.engagement_id;

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
    columns: {
      name: any(
        admin,
        names('id'),
        counterpart,
        coachesHere,
        postsHere,
        postsProgrammeHere,
        tookUpOwn,
        buddies,
        praised,
        knownByGroup,
      ),
    },
  },
  invitations: { sees: admin, changes: admin },
  coaches: { sees: colleague, changes: any(admin, names('id')) },
  clients: { sees: any(admin, names('id'), asked), changes: any(admin, names('id')) },
  ...ENGAGEMENTS,
  consents: {
    sees: any(
      ownClient,
      (who, row, atlas) => row.values.coach_id === who.memberId && ownCoach(who, row, atlas),
    ),
    changes: ownClient,
  },
  ...AVAILABILITY,
  ...CALENDARS,
  ...CHECK_INS,
  sessions: { sees: any(sides, handed('SESSIONS', engagementOf)), changes: sides },
  ...SESSIONS,
  session_notes: {
    // Shared notes stay with both who wrote them, with the coach as long as was agreed.
    sees: any(ownClient, keepsNotes, handed('SHARED_NOTES', engagementOf)),
    changes: names('author_id'),
  },
  review_plans: { sees: any(ownClient, ownCoach), changes: any(ownClient, ownCoach) },
  reviews: work,
  review_answers: work,
  review_goals: work,
  reminders: {
    sees: names('recipient_id'),
    changes: names('recipient_id'),
    adds: any(names('recipient_id'), remindsOfGroup, writesToOtherSide),
  },
  reminder_opt_outs: { sees: names('member_id'), changes: names('member_id') },
  ...REPORTS,
  outbox: {
    sees: nobody,
    reaches: colleague,
    changes: (who, row) => row.orgId === who.orgId || /^0{8}/.test(row.orgId!),
  },
  ...GOALS,
  ...CATALOGUES,
  ...SITUATIONS,
  ...ACTIONS,
  ...LEARNING,
  ...OPPORTUNITIES,
  ...JOURNAL,
  ...GROUPS,
  ...MESSAGES,
  ...SESSION_CONTENT,
  goals: { ...GOALS.goals!, columns: { title: any(GOALS.goals!.sees, broughtInto) } },
  ...WEEK,
  data_keys: { sees: nobody, reaches: colleague, changes: colleague },
};

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
