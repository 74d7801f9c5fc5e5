import { Field, Float, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { z } from 'zod';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Input, Many, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { JournalReopeningEntity } from './journal-reopening.entity.js';
import { text, TEXT_MAX } from './journal.texts.js';
import type { BounceBackTime } from './setback.bounce-back.js';
import type { SetbackEntity } from './setback.entity.js';
import { nextDoneSql } from './setback.sql.js';

const controllabilityCheck = z.number().int().min(0).max(4);
const CONTROLLABILITY = 'How far it was in your own hands, 0 not at all to 4 wholly.';

@Reads('journal_reopenings', {
  idKind: 'journal-reopening',
  description: 'A setback or a question that was closed too early and is open again. For the client alone.',
})
export class JournalReopening implements Pick<JournalReopeningEntity, 'reason'> {
  @Id('journal-reopening')
  id: string;

  @Stored(() => Instant, { description: 'When it had been closed.' })
  closedAt: string;

  @Stored(() => Instant, { description: 'When it was opened again.' })
  at: string;

  @Sealed({ description: 'Why; encrypted at rest.' })
  reason: string;
}

/** The reopenings of what `column` names, latest first. */
export const reopeningsOf = (column: 'setback_id' | 'question_id') => ({
  on: (subject: Row, reopening: Row) =>
    `${reopening}.client_id = ${subject}.client_id and ${reopening}.${column} = ${subject}.id`,
  order: [{ sql: (reopening: Row) => `${reopening}.id`, type: 'uuid' as const, descending: true }],
  limit: 20,
});

@Reads('setbacks', {
  idKind: 'setback',
  description: 'What did not work out, and what came of it. For the client and whom they share it with.',
})
export class Setback implements Pick<
  SetbackEntity,
  'what' | 'controllability' | 'lesson' | 'nextExperiment' | 'nothingToLearn' | 'version'
> {
  @Id('setback')
  id: string;

  @Sealed({ description: 'What happened; encrypted at rest.' })
  what: string;

  @One(() => Goal, {
    nullable: true,
    description:
      'The goal that it happened on; null without one, and for whom it is shared with but may not see the goal.',
    on: (setback, goal) => `${goal}.client_id = ${setback}.client_id and ${goal}.id = ${setback}.goal_id`,
  })
  goal: Goal | null;

  @Stored(() => Int, {
    description: 'How far it was in the client’s own hands, 0 not at all to 4 wholly.',
  })
  controllability: number;

  @Sealed({ nullable: true, description: 'What the client takes from it; encrypted at rest. Null so far.' })
  lesson: string | null;

  @Sealed({
    nullable: true,
    description: 'What the client wants to try next; encrypted at rest. Null so far.',
  })
  nextExperiment: string | null;

  @Stored(() => Instant, { description: 'When it happened.' })
  happenedAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was closed; null while it is open.' })
  closedAt: string | null;

  @Stored(() => Boolean, {
    description: 'Whether it was closed with the word that there is nothing to learn here.',
  })
  nothingToLearn: boolean;

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it is in sight.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Sql(() => Float, {
    nullable: true,
    description:
      'Hours from it to the next done action on the same goal, to one decimal; null while there is none, without a goal, and for anybody but the client.',
    sql: (setback) =>
      `case when ${setback}.client_id = (select app.member_id()) then` +
      ` round((extract(epoch from (${nextDoneSql(setback)}) - ${setback}.happened_at) / 3600)::numeric, 1) end`,
  })
  bounceBackHours: number | null;

  @Many(() => [JournalReopening], {
    description:
      'When and why it was opened again, latest first, at most 20; empty for anybody but the client.',
    ...reopeningsOf('setback_id'),
  })
  reopenings: JournalReopening[];

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const SetbackConnection = connectionOf(Setback, 'setbacks');

@ObjectType({ description: 'How long it takes from a setback to the next step, over all setbacks on goals.' })
export class BounceBack implements BounceBackTime {
  @Field(() => Float, {
    nullable: true,
    description:
      'Hours from a setback to the next done action on the same goal: the median, to one decimal; null where there is none yet.',
  })
  medianHours: number | null;

  @Field(() => Int, { description: 'How many setbacks the median is of.' })
  counted: number;

  @Field(() => Int, { description: 'How many setbacks on goals have no done action after them yet.' })
  waiting: number;
}

/** What can be left out when a setback is logged, and changed while it is open. */
@InputType({ isAbstract: true })
abstract class SetbackDetails {
  @Input(() => ID, {
    nullable: true,
    check: id('goal'),
    description: 'The goal of yours that it happened on.',
  })
  goalId?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(TEXT_MAX),
    description: `What you take from it; at most ${TEXT_MAX} letters.`,
  })
  lesson?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(TEXT_MAX),
    description: `What you want to try next; at most ${TEXT_MAX} letters.`,
  })
  nextExperiment?: string | null;
}

@InputType({ description: 'A setback to write down.' })
export class LogSetbackInput extends SetbackDetails {
  @Input(() => String, {
    check: text(TEXT_MAX),
    description: `What happened; at most ${TEXT_MAX} letters.`,
  })
  what: string;

  @Input(() => Int, { check: controllabilityCheck, description: CONTROLLABILITY })
  controllability: number;

  @Input(() => Instant, { nullable: true, description: 'When it happened; now where left out.' })
  happenedAt?: string | null;
}

@InputType({
  description:
    'What to change of an open setback; what is left out stays, null empties goal, lesson and experiment.',
})
export class ChangeSetbackInput extends SetbackDetails {
  @Input(() => String, {
    nullable: true,
    check: text(TEXT_MAX),
    description: `What happened; at most ${TEXT_MAX} letters. Null leaves it as it is.`,
  })
  what?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: controllabilityCheck,
    description: `${CONTROLLABILITY} Null leaves it as it is.`,
  })
  controllability?: number | null;
}
