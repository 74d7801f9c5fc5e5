// SPEC section 2 once more: messages and their files are the two sides' of an engagement, the coach's while it is open. What
// is not sent yet is its author's.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import { any, inOrg, is, names, OPEN, ownClient, type Judgement, type Rule } from './judgements.js';

const engagementOf = (row: Row, atlas: Atlas): Row['values'] =>
  atlas.byId.get(String(row.values.engagement_id))?.find(({ table }) => table === 'engagements')?.values ??
  {};
const isOpen = (row: Row, atlas: Atlas) => OPEN.includes(String(engagementOf(row, atlas).status));

/** The coach while the engagement is open; its notes outlast it, what the two wrote to each other does not. */
const coaches: Judgement = (who, row, atlas) =>
  inOrg(who, row) && is('COACH', who) && row.values.coach_id === who.memberId && isOpen(row, atlas);

const side = any(ownClient, coaches);
const sideOf = (who: Who, { values }: Row) =>
  (is('CLIENT', who) && values.client_id === who.memberId) ||
  (is('COACH', who) && values.coach_id === who.memberId);
const writes: Judgement = (who, row, atlas) =>
  names('author_id')(who, row, atlas) && sideOf(who, row) && isOpen(row, atlas);

export const MESSAGES: Record<string, Rule> = {
  messages: { sees: side, changes: writes },
  message_reads: {
    sees: side,
    changes: (who, row, atlas) => names('reader_id')(who, row, atlas) && side(who, row, atlas),
  },
  message_files: {
    sees: (who, row, atlas) =>
      row.values.message_id === null ? names('author_id')(who, row, atlas) : side(who, row, atlas),
    changes: writes,
  },
};
