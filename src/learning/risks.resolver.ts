import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { archivedArg, byArchived, byOwner, newestFirst, reasonCheck } from './learning.checks.js';
import type { RiskStatus } from './risk.states.js';
import {
  CalculatedRisk,
  CalculatedRiskConnection,
  ChangeRiskInput,
  DraftRiskInput,
  RISK_LETTERS,
  RiskStatusEnum,
  riskStatusSql,
  riskText,
} from './risks.graphql.js';
import { RisksService } from './risks.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('risk') };
const idArg = { type: () => ID, description: 'Id of the risk.' };

/** What a client dares is theirs alone. */
@Resolver()
export class RisksResolver {
  constructor(private readonly risks: RisksService) {}

  @ReadOne(() => CalculatedRisk, {
    description: 'A calculated risk of yours by id; null where there is none.',
    allow: CLIENT,
    args,
    where: (risk, { arg }) => `${risk}.id = ${arg('id', 'uuid')}`,
  })
  risk(@Args('id', idArg) _id: string): CalculatedRisk {
    return declared();
  }

  @ReadPage(() => CalculatedRiskConnection, {
    description: 'Your calculated risks, newest first.',
    allow: CLIENT,
    counted: true,
    where: byOwner,
    filters: {
      archived: byArchived,
      status: (risk, scope) => `(${riskStatusSql(risk, scope)}) = ${scope.arg('status', 'text')}`,
    },
    order: newestFirst,
  })
  myRisks(
    @Args() _page: PageArgs,
    @Args('archived', archivedArg) _archived: boolean,
    @Args('status', {
      type: () => RiskStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: RiskStatus,
  ): object {
    return declared();
  }

  @Action(() => CalculatedRisk, { description: 'Writes a risk down, to think it through.', allow: CLIENT })
  draftRisk(
    @Args('input', { type: () => DraftRiskInput, description: 'What it is.' }) input: DraftRiskInput,
  ): Reference {
    return this.risks.draft(input);
  }

  @Action(() => CalculatedRisk, {
    description: 'Changes a draft of yours. Once it has started, what was agreed stays as it is.',
    allow: CLIENT,
    args,
  })
  changeRisk(
    @Args('id', idArg) riskId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeRiskInput, description: 'What to change.' }) input: ChangeRiskInput,
  ): Reference {
    return this.risks.change(riskId, version, input);
  }

  @Action(() => CalculatedRisk, {
    description:
      'Takes the risk. CONFLICT without a stop rule, a success criterion and a stop date behind today. Once more changes nothing.',
    allow: CLIENT,
    args,
  })
  startRisk(@Args('id', idArg) riskId: string): Reference {
    return this.risks.start(riskId);
  }

  @Action(() => CalculatedRisk, {
    description:
      'Ends a running risk of yours before its stop date and opens its review. Once more changes nothing.',
    allow: CLIENT,
    args,
  })
  stopRisk(@Args('id', idArg) riskId: string): Reference {
    return this.risks.stop(riskId);
  }

  @Action(() => CalculatedRisk, {
    description: 'Ends the review of a risk of yours with what you decide, and what came of it.',
    allow: CLIENT,
    args: { ...args, decision: riskText, outcome: riskText },
  })
  decideRisk(
    @Args('id', idArg) riskId: string,
    @Args('decision', {
      type: () => String,
      description: `What you decide; at most ${RISK_LETTERS} letters.`,
    })
    decision: string,
    @Args('outcome', { type: () => String, description: `What came of it; at most ${RISK_LETTERS} letters.` })
    outcome: string,
  ): Reference {
    return this.risks.decide(riskId, decision, outcome);
  }

  @Action(() => CalculatedRisk, {
    description: 'Puts a wrong decision or outcome of yours right; what it said before stays on record.',
    allow: CLIENT,
    args: { ...args, reason: reasonCheck, decision: riskText, outcome: riskText },
  })
  correctRisk(
    @Args('id', idArg) riskId: string,
    @Args('reason', { type: () => String, description: 'Why it was wrong; at most 500 letters.' })
    reason: string,
    @Args('decision', {
      type: () => String,
      nullable: true,
      description: `The right decision; at most ${RISK_LETTERS} letters. Leave it out where it was right.`,
    })
    decision?: string | null,
    @Args('outcome', {
      type: () => String,
      nullable: true,
      description: `The right outcome; at most ${RISK_LETTERS} letters. Leave it out where it was right.`,
    })
    outcome?: string | null,
  ): Reference {
    return this.risks.correct(riskId, { decision, outcome }, reason);
  }

  @Action(() => CalculatedRisk, {
    description: 'Puts a draft or a decided risk of yours away.',
    allow: CLIENT,
    args,
  })
  archiveRisk(@Args('id', idArg) riskId: string): Reference {
    return this.risks.archive(riskId);
  }

  @Action(() => CalculatedRisk, { description: 'Takes a risk of yours out again.', allow: CLIENT, args })
  unarchiveRisk(@Args('id', idArg) riskId: string): Reference {
    return this.risks.unarchive(riskId);
  }
}
