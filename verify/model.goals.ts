// SPEC 3.3 once more: goals are their client's work, which the own coach reads; a coach adds their word to a scale and to
// a rating, and with the second word the goal notes that its scale is locked.
import { any, is, names, ownClient, ownCoach, work, type Judgement, type Rule } from './judgements.js';

const ownWord =
  (column: string): Judgement =>
  (who, row, atlas) =>
    is('COACH', who) && names(column)(who, row, atlas) && ownCoach(who, row, atlas);

export const GOALS: Record<string, Rule> = {
  goals: {
    sees: work.sees,
    changes: any(ownClient, (who, row, atlas) => row.values.measure === 'GAS' && ownCoach(who, row, atlas)),
  },
  goal_milestones: work,
  goal_progress: work,
  goal_revisions: work,
  goal_scale_confirmations: { sees: work.sees, changes: any(ownClient, ownWord('member_id')) },
  goal_rating_confirmations: { sees: work.sees, changes: ownWord('coach_id') },
};
