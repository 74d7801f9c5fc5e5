import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { todaySql } from '../actions/action.sql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Id, Input, Many, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { dayCheck, newestFirst, text } from './learning.checks.js';
import type { RiskCorrectionEntity, RiskEntity } from './risk.entity.js';
import { riskStatuses, type RiskStatus } from './risk.states.js';

/** Letters of each text. */
export const RISK_LETTERS = 2000;

/** Corrections that one risk shows. */
const CORRECTIONS = 20;

export const RiskStatusEnum = enumOf(riskStatuses);
registerEnumType(RiskStatusEnum, {
  name: 'RiskStatus',
  description: 'Where a calculated risk stands.',
  valuesMap: {
    DRAFT: { description: 'Being thought through.' },
    RUNNING: { description: 'Taken; its stop date is still to come.' },
    REVIEW: { description: 'Its stop date has come, or you ended it before: to be decided.' },
    DECIDED: { description: 'Over, with a decision and an outcome; only a correction changes these.' },
  },
});

/** `statusOn` in SQL: the review is open as the stop date begins for the client, whether a sweep came or not. */
export const riskStatusSql = (risk: Row, scope: Scope) =>
  `case when ${risk}.status = 'RUNNING' and ${risk}.stop_on <= ${todaySql(`${risk}.org_id`, `${risk}.client_id`, scope)}` +
  ` then 'REVIEW' else ${risk}.status end`;

/** Waits to be decided, or will as soon as a sweep comes. @param today an SQL expression of the client's day */
export const toReviewSql = (risk: Row, today: string) =>
  `${risk}.status in ('RUNNING', 'REVIEW') and (${risk}.status = 'REVIEW' or ${risk}.stop_on <= ${today})`;

@Reads('risk_corrections', {
  idKind: 'risk-correction',
  description: 'A decision or an outcome that was wrong and was put right; it stays on record.',
})
export class RiskCorrection implements Pick<RiskCorrectionEntity, 'wasDecision' | 'wasOutcome' | 'reason'> {
  @Id('risk-correction')
  id: string;

  @Sealed({ description: 'The decision as it was written down before; encrypted at rest.' })
  wasDecision: string;

  @Sealed({ description: 'The outcome as it was written down before; encrypted at rest.' })
  wasOutcome: string;

  @Sealed({ description: 'Why, in your words; encrypted at rest.' })
  reason: string;

  @Stored(() => Instant, { description: 'When you corrected it.' })
  at: string;
}

@Reads('risks', {
  idKind: 'risk',
  description:
    'A calculated risk: what a client dares, and when and why they will stop. For the client alone; its texts are encrypted at rest.',
})
export class CalculatedRisk implements Pick<
  RiskEntity,
  | 'hypothesis'
  | 'upside'
  | 'worstCase'
  | 'reversible'
  | 'maximumLoss'
  | 'stopRule'
  | 'successCriterion'
  | 'stopOn'
  | 'decision'
  | 'outcome'
  | 'version'
> {
  @Id('risk')
  id: string;

  @Sealed({ description: 'What you believe will happen.' })
  hypothesis: string;

  @Sealed({ nullable: true, description: 'What there is to win.' })
  upside: string | null;

  @Sealed({ nullable: true, description: 'What can happen at worst.' })
  worstCase: string | null;

  @Stored(() => Boolean, {
    nullable: true,
    description: 'Whether it can be undone; null while you have not said.',
  })
  reversible: boolean | null;

  @Sealed({ nullable: true, description: 'The most that you are ready to lose: money, hours, standing.' })
  maximumLoss: string | null;

  @Sealed({ nullable: true, description: 'What makes you stop before the stop date.' })
  stopRule: string | null;

  @Sealed({ nullable: true, description: 'How you will tell that it worked.' })
  successCriterion: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day, in your zone, on which you stop and look: its review opens as that day begins.',
  })
  stopOn: string | null;

  @Sealed({ nullable: true, description: 'What you decided in the review; null before.' })
  decision: string | null;

  @Sealed({ nullable: true, description: 'What came of it; null before the review.' })
  outcome: string | null;

  @Sql(() => RiskStatusEnum, { description: 'Where it stands.', sql: riskStatusSql })
  status: RiskStatus;

  @Stored(() => Instant, { nullable: true, description: 'When you took it; null for a draft.' })
  startedAt: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description:
      'When its review opened; null before, and for the moment between the beginning of the stop date and its note.',
  })
  reviewAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When you decided; null before.' })
  decidedAt: string | null;

  @Many(() => [RiskCorrection], {
    description: `The corrections of its decision and outcome, newest first; at most ${CORRECTIONS}.`,
    on: (risk, correction) => `${correction}.risk_id = ${risk}.id`,
    order: newestFirst,
    limit: CORRECTIONS,
  })
  corrections: RiskCorrection[];

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while you have not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const CalculatedRiskConnection = connectionOf(CalculatedRisk, 'risks', true);

/** The bound of each text of a risk. */
export const riskText = text(RISK_LETTERS);
const atMost = `at most ${RISK_LETTERS} letters`;

/** What can be left out of a draft. */
@InputType({ isAbstract: true })
abstract class RiskDetails {
  @Input(() => String, { nullable: true, check: riskText, description: `What there is to win; ${atMost}.` })
  upside?: string | null;

  @Input(() => String, {
    nullable: true,
    check: riskText,
    description: `What can happen at worst; ${atMost}.`,
  })
  worstCase?: string | null;

  @Input(() => Boolean, { nullable: true, description: 'Whether it can be undone.' })
  reversible?: boolean | null;

  @Input(() => String, {
    nullable: true,
    check: riskText,
    description: `The most that you are ready to lose; ${atMost}.`,
  })
  maximumLoss?: string | null;

  @Input(() => String, {
    nullable: true,
    check: riskText,
    description: `What makes you stop before the stop date; ${atMost}. None starts without one.`,
  })
  stopRule?: string | null;

  @Input(() => String, {
    nullable: true,
    check: riskText,
    description: `How you will tell that it worked; ${atMost}. None starts without one.`,
  })
  successCriterion?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The day, in your zone, on which you stop and look. None starts without one.',
  })
  stopOn?: string | null;
}

@InputType({ description: 'A risk to be thought through; what is missing can be added until it starts.' })
export class DraftRiskInput extends RiskDetails {
  @Input(() => String, { check: riskText, description: `What you believe will happen; ${atMost}.` })
  hypothesis: string;
}

@InputType({ description: 'What to change of a draft; what is left out stays, null empties.' })
export class ChangeRiskInput extends RiskDetails {
  @Input(() => String, {
    nullable: true,
    check: riskText,
    description: `What you believe will happen; ${atMost}, cannot be emptied.`,
  })
  hypothesis?: string | null;
}
