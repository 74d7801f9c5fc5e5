// SPEC section 2 once more, for what a session holds: the coach's own notes are the coach's; the rest is for the two who sit
// in it, the coach only while they work together; a recording only as long as both agreements let it be.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import { inOrg, is, names, ownClient, sides, type Judgement, type Rule } from './judgements.js';

/** The world's engagements ended so lately that no retention is over. */
const author: Judgement = (who, row, atlas) => is('COACH', who) && names('author_id')(who, row, atlas);
const owner: Judgement = (who, row, atlas) => is('COACH', who) && names('owner_id')(who, row, atlas);

function letsRecord({ orgId, values }: Row, atlas: Atlas): boolean {
  const agreements = atlas
    .of('agreements', orgId!)
    .filter((agreement) => agreement.values.engagement_id === values.engagement_id);
  const allows = (agreement: Row | undefined) => agreement?.values.recording === true;
  return (
    allows(agreements.find(({ id }) => id === values.agreement_id)) &&
    allows(agreements.find((agreement) => agreement.values.status === 'IN_FORCE'))
  );
}
const recorded = (who: Who, row: Row, atlas: Atlas) => sides(who, row, atlas) && letsRecord(row, atlas);

export const SESSION_CONTENT: Record<string, Rule> = {
  private_notes: { sees: author, changes: author },
  note_templates: {
    sees: (who, row, atlas) =>
      owner(who, row, atlas) || (inOrg(who, row) && is('COACH', who) && row.values.owner_id === null),
    changes: owner,
  },
  agenda_items: { sees: sides, changes: sides },
  session_actions: { sees: sides, changes: sides },
  session_ratings: { sees: sides, changes: ownClient },
  session_recordings: { sees: recorded, changes: recorded },
  // The coach's mark asks for one, the client answers it.
  alliance_pulses: { sees: sides, changes: sides },
};
