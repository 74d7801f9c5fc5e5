// SPEC section 2 once more: agreements are for the two sides and admins, of allocations an admin sees what was granted,
// offers and hand-overs are the client's and the admins', and of an old engagement the next coach sees what was picked.
import type { Row } from './atlas.js';
import {
  admin,
  any,
  asked,
  inOrg,
  is,
  names,
  OPEN,
  ownClient,
  sides,
  type Judgement,
  type Rule,
} from './judgements.js';

/** The coach of the engagement that followed this one, while it is open and the client lets them see the subject. */
export const handed =
  (subject: 'SESSIONS' | 'SHARED_NOTES', engagementIdOf: (row: Row) => unknown): Judgement =>
  (who, row, atlas) =>
    inOrg(who, row) &&
    is('COACH', who) &&
    atlas
      .of('hand_overs', who.orgId)
      .some(
        ({ id, values }) =>
          values.from_engagement_id === engagementIdOf(row) &&
          values.coach_id === who.memberId &&
          atlas
            .of('engagements', who.orgId)
            .some((next) => next.id === id && OPEN.includes(String(next.values.status))) &&
          atlas
            .of('hand_over_picks', who.orgId)
            .some(
              (pick) =>
                pick.values.hand_over_id === id &&
                pick.values.subject === subject &&
                pick.values.revoked_at === null,
            ),
      );

const parties = any(admin, names('coach_id', 'client_id'));
const clientOrAdmin = any(admin, ownClient);

/** What tells nothing of what was used: grants, and those taken back. */
const grant: Judgement = (who, row, atlas) =>
  admin(who, row, atlas) &&
  (row.values.kind === 'GRANT' || (row.values.kind === 'REVERSE' && row.values.session_id === null));

export const ENGAGEMENTS: Record<string, Rule> = {
  engagements: {
    sees: any(
      parties,
      handed('SESSIONS', ({ id }) => id),
    ),
    changes: parties,
    // A client asks for a coach.
    adds: clientOrAdmin,
  },
  agreements: { sees: parties, changes: parties },
  // What is left goes along with a client who goes on with another coach.
  allocations: { sees: any(admin, sides), changes: clientOrAdmin },
  allocation_balances: { sees: sides, changes: any(admin, sides) },
  allocation_entries: { sees: any(grant, sides), changes: any(admin, sides) },
  coach_requests: {
    sees: any(ownClient, (who, row, atlas) => {
      const client = { ...row, id: String(row.values.client_id) };
      return row.values.coach_id === who.memberId && asked(who, client, atlas);
    }),
    changes: ownClient,
  },
  coach_offers: { sees: clientOrAdmin, changes: clientOrAdmin },
  hand_over_requests: { sees: clientOrAdmin, changes: ownClient },
  hand_overs: { sees: clientOrAdmin, changes: clientOrAdmin },
  hand_over_picks: { sees: ownClient, changes: ownClient },
};
