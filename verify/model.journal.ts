// SPEC section 2 once more: a journal is its client's alone, but for the row that they share with one person for a while;
// a pact is its two people's; of a goal in it the buddy learns the title; wins show to whom the client lets see them.
import type { Atlas, Row } from './atlas.js';
import type { Who } from './cast.js';
import { any, coaches, inOrg, is, names, OPEN, ownClient, type Judgement, type Rule } from './judgements.js';

const own: Rule = { sees: ownClient, changes: ownClient };
const ahead = (instant: unknown) => new Date(String(instant)).getTime() > Date.now();
const by = (atlas: Atlas, table: string, id: unknown) =>
  atlas.byId.get(String(id))?.find((row) => row.table === table)?.values ?? {};

const sides = (pact: Row['values']) => [pact.proposer_id, pact.partner_id];

/** Whether a pact of the caller and another holds now. */
const inForce = (who: Who, pact: Row['values'], other: unknown): boolean =>
  is('CLIENT', who) &&
  other !== who.memberId &&
  sides(pact).includes(who.memberId) &&
  sides(pact).includes(other) &&
  pact.status === 'ACTIVE' &&
  !ahead(pact.starts_at) &&
  ahead(pact.ends_at);

const isBuddyOf = (who: Who, client: unknown, atlas: Atlas): boolean =>
  atlas.of('buddy_pacts', who.orgId).some(({ values }) => inForce(who, values, client));

/** A share with the caller that is not taken back, not over, and whose tie still holds. */
const stands: Judgement = (who, { orgId, values: share }, atlas) => {
  if (orgId !== who.orgId || share.person_id !== who.memberId) return false;
  if (share.taken_back_at !== null || !ahead(share.until)) return false;
  if (share.pact_id !== null) return inForce(who, by(atlas, 'buddy_pacts', share.pact_id), share.client_id);
  const engagement = by(atlas, 'engagements', share.engagement_id);
  return is('COACH', who) && engagement.coach_id === who.memberId && OPEN.includes(String(engagement.status));
};

const shared =
  (column: 'entry_id' | 'setback_id'): Judgement =>
  (who, row, atlas) =>
    inOrg(who, row) &&
    atlas
      .of('journal_shares', who.orgId)
      .some((share) => share.values[column] === row.id && stands(who, share, atlas));

const inPactWithMe: Judgement = (who, row, atlas) =>
  inOrg(who, row) && inForce(who, by(atlas, 'buddy_pacts', row.values.pact_id), row.values.client_id);

/** Whoever has the code of a proposal that nobody has opened becomes its partner. */
const opensByCode: Judgement = (who, row) =>
  inOrg(who, row) && is('CLIENT', who) && row.values.code_hash !== null;

const side: Judgement = (who, row, atlas) =>
  is('CLIENT', who) && names('proposer_id', 'partner_id')(who, row, atlas);

/** The client lets coaches see their wins and the caller is one of theirs, or lets buddies and they have a pact. */
const letsSee: Judgement = (who, row, atlas) => {
  const { client_id: client } = row.values;
  const audience = by(atlas, 'win_audiences', client).shown_to as string[] | undefined;
  return (
    inOrg(who, row) &&
    ((audience?.includes('COACH') === true && coaches(who, client, atlas)) ||
      (audience?.includes('BUDDY') === true && isBuddyOf(who, client, atlas)))
  );
};

const givesKudos: Judgement = (who, row, atlas) =>
  names('giver_id')(who, row, atlas) && letsSee(who, row, atlas);

export const JOURNAL: Record<string, Rule> = {
  setbacks: { sees: any(ownClient, shared('setback_id')), changes: ownClient },
  questions: own,
  journal_reopenings: own,
  journal_entries: { sees: any(ownClient, shared('entry_id')), changes: ownClient },
  journal_shares: { sees: any(ownClient, stands), changes: ownClient },
  buddy_pacts: {
    sees: side,
    changes: any(side, opensByCode),
    adds: (who, row, atlas) => is('CLIENT', who) && names('proposer_id')(who, row, atlas),
    // Opening answers with the pact; plain SQL shows it to nobody but the two.
    columns: { id: any(side, opensByCode) },
  },
  pact_goals: { sees: any(ownClient, inPactWithMe), changes: ownClient },
  wins: {
    sees: any(ownClient, (who, row, atlas) => row.values.withdrawn_at === null && letsSee(who, row, atlas)),
    changes: ownClient,
  },
  win_audiences: { sees: names('id'), changes: names('id') },
  kudos: { sees: any(ownClient, givesKudos), changes: givesKudos },
};

/** Two who have or had a pact know each other's names, and whoever has the code of a proposal learns whose it is. */
export const buddies: Judgement = (who, member, atlas) =>
  inOrg(who, member) &&
  is('CLIENT', who) &&
  atlas
    .of('buddy_pacts', who.orgId)
    .some(
      (pact) =>
        (sides(pact.values).includes(who.memberId) && sides(pact.values).includes(member.id)) ||
        (pact.values.proposer_id === member.id && opensByCode(who, pact, atlas)),
    );

/** Whoever gave kudos is known by name to whom they were given. */
export const praised: Judgement = (who, member, atlas) =>
  inOrg(who, member) &&
  atlas
    .of('kudos', who.orgId)
    .some(({ values }) => values.client_id === who.memberId && values.giver_id === member.id);

/** A goal that its owner brought into a pact with the caller. */
export const broughtInto: Judgement = (who, goal, atlas) =>
  atlas
    .of('pact_goals', who.orgId)
    .some((row) => row.values.goal_id === goal.id && inPactWithMe(who, row, atlas));
