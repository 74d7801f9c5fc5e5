import { is, names, type Rule } from './judgements.js';

/** What a client lets be of their first week is theirs alone; the row has the id of the client. */
const own: Rule['sees'] = (who, row, atlas) => is('CLIENT', who) && names('id')(who, row, atlas);

export const WEEK: Record<string, Rule> = { first_weeks: { sees: own, changes: own } };
