// SPEC section 2 once more: what a client does is also their coach's to read; what they learned by it, and what they plan
// to do when, is theirs alone.
import { any, names, ownClient, ownCoach, work, type Judgement, type Rule } from './judgements.js';

const both: Judgement = any(ownClient, ownCoach);

/** A coach while they work together, with what they took on. */
const tookOn: Judgement = (who, row, atlas) =>
  ownCoach(who, row, atlas) && names('assignee_id')(who, row, atlas);

const own: Rule = { sees: ownClient, changes: ownClient };

export const ACTIONS: Record<string, Rule> = {
  actions: { sees: both, changes: any(ownClient, tookOn), adds: both },
  action_reschedules: { sees: both, changes: both },
  action_corrections: { sees: both, changes: both },
  action_reflections: own,
  weekly_commitments: work,
  commitment_weeks_off: work,
  if_then_plans: own,
  if_then_prompts: own,
};
