import { Injectable } from '@nestjs/common';
import { dayIn } from '../actions/action.days.js';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys, type Seal } from '../db/data-keys.js';
import { mayStep, obstacleToStart, statusOn, type RiskStatus } from './risk.states.js';
import type { ChangeRiskInput, DraftRiskInput } from './risks.graphql.js';
import { riskColumns, RisksRepository, type LockedRisk, type SealedRisk } from './risks.repository.js';

type Reference = Promise<{ id: string }>;

const EMPTY = {
  upside: null,
  worstCase: null,
  reversible: null,
  maximumLoss: null,
  stopRule: null,
  successCriterion: null,
  stopOn: null,
};

/** The risks that a client dares: theirs alone. What was agreed with oneself before the start stays. */
@Injectable()
export class RisksService {
  constructor(
    private readonly risks: RisksRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  async draft(input: DraftRiskInput): Reference {
    const id = await this.risks.reserve();
    const sealed = sealedFor(id, input, await this.dataKeys.sealer());
    await this.risks.insert(id, { ...EMPTY, ...sealed } as SealedRisk);
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once it has started, INVALID_INPUT */
  async change(id: string, version: number, input: ChangeRiskInput): Reference {
    if (input.hypothesis === null) throw invalidInput('A risk has a hypothesis.', 'input.hypothesis');
    const risk = await this.locked(id);
    if (risk.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The risk was changed meanwhile; look again.', 'version');
    if (risk.status !== 'DRAFT')
      throw new AppError('CONFLICT', 'What was agreed before the start stays as it is.');
    await this.risks.change(id, sealedFor(id, input, await this.dataKeys.sealer()));
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT without stop rule, success criterion or a stop date that is still to come */
  async start(id: string): Reference {
    const risk = await this.locked(id);
    const now = new Date();
    const today = dayIn(risk.zone, now.getTime());
    if (statusOn(today, risk) === 'RUNNING') return { id };
    needsStep(statusOn(today, risk), 'RUNNING');
    const obstacle = obstacleToStart(risk, today);
    if (obstacle) throw new AppError('CONFLICT', obstacle);
    await this.risks.start(id, now);
    return { id };
  }

  /** Ends it before its stop date, to decide. What is in review stays so. @throws AppError NOT_FOUND, CONFLICT */
  async stop(id: string): Reference {
    const risk = await this.locked(id);
    if (risk.status === 'REVIEW') return { id };
    needsStep(risk.status, 'REVIEW');
    await this.risks.openReview(id, new Date());
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is in review */
  async decide(id: string, decision: string, outcome: string): Reference {
    const risk = await this.locked(id);
    const now = new Date();
    needsStep(statusOn(dayIn(risk.zone, now.getTime()), risk), 'DECIDED');
    const seal = await this.dataKeys.sealer();
    const sealed = (column: string, said: string) => seal(said, { table: 'risks', column, rowId: id });
    await this.risks.decide(id, sealed('decision', decision), sealed('outcome', outcome), now);
    return { id };
  }

  /**
   * Puts a wrong decision or outcome right; what it said stays on record.
   * @param is what is left out was right
   * @throws AppError NOT_FOUND, CONFLICT unless it is decided, INVALID_INPUT where nothing is put right
   */
  async correct(
    id: string,
    is: { decision?: string | null; outcome?: string | null },
    reason: string,
  ): Reference {
    if (!is.decision && !is.outcome)
      throw invalidInput('Say what is right: the decision, the outcome or both.');
    const risk = await this.locked(id);
    if (risk.status !== 'DECIDED') throw new AppError('CONFLICT', 'Only what is decided can be corrected.');
    const at = (column: string, rowId = id, table = 'risks') => ({ table, column, rowId });
    const was = {
      decision: await this.dataKeys.open(risk.decision!, at('decision')),
      outcome: await this.dataKeys.open(risk.outcome!, at('outcome')),
    };
    const seal = await this.dataKeys.sealer();
    const correctionId = await this.risks.reserve();
    const kept = (column: string, said: string) => seal(said, at(column, correctionId, 'risk_corrections'));
    await this.risks.correct(
      id,
      {
        decision: seal(is.decision ?? was.decision, at('decision')),
        outcome: seal(is.outcome ?? was.outcome, at('outcome')),
      },
      correctionId,
      {
        decision: kept('was_decision', was.decision),
        outcome: kept('was_outcome', was.outcome),
        reason: kept('reason', reason),
      },
    );
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is running or in review */
  async archive(id: string): Reference {
    if (!(await this.risks.setArchived(id, new Date()))) throw notFound('CalculatedRisk');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.risks.setArchived(id, null))) throw notFound('CalculatedRisk');
    return { id };
  }

  private async locked(id: string): Promise<LockedRisk> {
    const risk = await this.risks.lock(id);
    if (!risk) throw notFound('CalculatedRisk');
    return risk;
  }
}

function needsStep(from: RiskStatus, to: RiskStatus): void {
  if (!mayStep(from, to)) throw new AppError('CONFLICT', `A risk that is ${from} does not become ${to}.`);
}

/** Seals the texts that were given; what is absent stays so. */
function sealedFor(rowId: string, input: ChangeRiskInput, seal: Seal): Partial<SealedRisk> {
  const sealed = Object.entries(input).map(([name, value]) => {
    const column = riskColumns[name as keyof SealedRisk];
    const isText = typeof value === 'string' && name !== 'stopOn';
    return [name, isText ? seal(value, { table: 'risks', column, rowId }) : value];
  });
  return Object.fromEntries(sealed) as Partial<SealedRisk>;
}
