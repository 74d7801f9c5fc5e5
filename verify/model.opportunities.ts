// SPEC section 2 once more: what is offered is the organization's, who took it up is known to them and to who offers it,
// whom a client knows is nobody else's, and what they show of themselves is their coach's with consent.
import {
  any,
  colleague,
  consented,
  inOrg,
  is,
  names,
  ownClient,
  type Judgement,
  type Rule,
} from './judgements.js';

const poster: Judgement = (who, row, atlas) =>
  names('poster_id')(who, row, atlas) && (is('ADMIN', who) || is('COACH', who) || is('MENTOR', who));

/** Taking a seat counts it on the row. That a client changes nothing else of it, the tests of the module hold. */
const taker: Judgement = (who, row) => inOrg(who, row) && is('CLIENT', who);

const own: Rule = { sees: ownClient, changes: ownClient };
const document: Rule = { sees: consented('DOCUMENTS'), changes: ownClient };

export const OPPORTUNITIES: Record<string, Rule> = {
  opportunities: { sees: colleague, changes: any(poster, taker), adds: poster },
  opportunity_skills: { sees: colleague, changes: poster },
  opportunity_applications: { sees: any(ownClient, poster), changes: ownClient },
  contacts: own,
  documents: document,
  document_versions: document,
  document_goals: document,
  document_loose_files: own,
};

/** Whoever offers something is known by name to the organization. */
export const postsHere: Judgement = (who, member, atlas) =>
  inOrg(who, member) &&
  atlas.of('opportunities', who.orgId).some((row) => row.values.poster_id === member.id);

/** Whoever took something up is known by name to who offers it. */
export const tookUpOwn: Judgement = (who, member, atlas) =>
  inOrg(who, member) &&
  atlas
    .of('opportunity_applications', who.orgId)
    .some((row) => row.values.client_id === member.id && poster(who, row, atlas));
