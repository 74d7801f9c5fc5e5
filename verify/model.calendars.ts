import { any, names, type Judgement, type Rule } from './judgements.js';

/** Whoever books, moves or cancels writes to the other side too; an end of the engagement parts them with the same stroke. */
export const writesToOtherSide: Judgement = (who, row, atlas) =>
  row.orgId === who.orgId &&
  atlas
    .of('engagements', who.orgId)
    .some(
      ({ values: { coach_id: coach, client_id: client } }) =>
        (coach === who.memberId && client === row.values.recipient_id) ||
        (client === who.memberId && coach === row.values.recipient_id),
    );

/** A mail is its recipient's; the row of a feed has the id of its member, and shows nobody its token. */
export const CALENDARS: Record<string, Rule> = {
  calendar_mails: {
    sees: names('recipient_id'),
    changes: names('recipient_id'),
    adds: any(names('recipient_id'), writesToOtherSide),
  },
  calendar_feeds: { sees: names('id'), changes: names('id'), columns: { token_hash: () => false } },
};
