// SPEC 3.2 once more: each part of a situation by its own consent, a gap by those of all that it comes from.
import { consented, ownClient, type Judgement, type Rule } from './judgements.js';

const part = (sees: Judgement): Rule => ({ sees, changes: ownClient });

/** Private ones are the client's, whatever they consented to. */
const constraint =
  (isPrivate: string): Judgement =>
  (who, row, atlas) =>
    ownClient(who, row, atlas) ||
    (row.values[isPrivate] === false && consented('CONSTRAINTS')(who, row, atlas));

const both =
  (...judgements: Judgement[]): Judgement =>
  (who, row, atlas) =>
    judgements.every((judgement) => judgement(who, row, atlas));

/** What was taken back tells the coach nothing more, by no gap either. */
const standing =
  (table: string, gapColumn: string, column: string): Judgement =>
  (who, row, atlas) =>
    ownClient(who, row, atlas) ||
    atlas
      .of(table, who.orgId)
      .some(
        ({ values }) => values.client_id === row.values.client_id && values[column] === row.values[gapColumn],
      );

const claimed = standing('skill_claims', 'skill_id', 'skill_id');

const bySource: Record<string, Judgement> = {
  TARGET_ROLE: both(consented('SKILLS'), consented('TARGET_ROLES'), claimed),
  SKILL_CLAIM: both(consented('SKILLS'), claimed),
  ROLE_ASPECT: consented('ROLE_ASPECTS'),
  CHECK_IN: both(consented('CHECK_INS'), standing('check_in_scores', 'check_in_id', 'id')),
  VALUE: consented('VALUES'),
  TASKS: consented('TASKS'),
  CONSTRAINT: constraint('constraint_private'),
};

export const SITUATIONS: Record<string, Rule> = {
  role_snapshots: part(consented('ROLE_ASPECTS')),
  role_aspects: part(consented('ROLE_ASPECTS')),
  tasks: part(consented('TASKS')),
  client_values: part(consented('VALUES')),
  client_constraints: part(constraint('private')),
  gaps: part((who, row, atlas) => bySource[row.values.source as string]!(who, row, atlas)),
};
