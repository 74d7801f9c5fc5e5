// SPEC 3.1 once more: a check-in is its client's; what came of it is also for a coach with consent, an answer for nobody.
import { admin, any, asked, colleague, consented, is, names, ownClient, ownCoach } from './judgements.js';
import type { Judgement, Rule } from './judgements.js';

const scored = consented('CHECK_INS');

/** Of what waits, is under way or was taken back, coaches learn nothing. */
const submitted: Judgement = any(
  ownClient,
  (who, row, atlas) => row.values.status === 'SUBMITTED' && scored(who, row, atlas),
);

const result: Rule = { sees: scored, changes: ownClient };

export const CHECK_INS: Record<string, Rule> = {
  instruments: { sees: colleague, changes: admin },
  instrument_items: { sees: colleague, changes: admin },
  // Whoever ends an engagement opens the exit check-in of its client, or makes it of the one that waits.
  check_ins: { sees: submitted, changes: any(ownClient, ownCoach) },
  check_in_answers: { sees: ownClient, changes: ownClient },
  check_in_scores: result,
  check_in_labels: result,
  weekly_pulses: result,
  check_in_schedules: {
    sees: (who, row, atlas) => is('CLIENT', who) && names('id')(who, row, atlas),
    // An admin who makes somebody a client has them looked at.
    changes: any(names('id'), asked, admin),
  },
};
