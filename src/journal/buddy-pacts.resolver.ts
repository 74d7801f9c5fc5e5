import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import type { PactStatus } from './buddy-pact.entity.js';
import {
  BuddyPact,
  BuddyPactConnection,
  BuddyPactProposal,
  CODE_DAYS,
  PactGoal,
  PactGoalInput,
  PactStatusEnum,
  ProposeBuddyPactInput,
  statusSql,
} from './buddy-pacts.graphql.js';
import { BuddyPactsService, PACTS_MAX } from './buddy-pacts.service.js';
import { COMMITMENT_MAX, text } from './journal.texts.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('buddy-pact') };
const idArg = { type: () => ID, description: 'Id of the pact.' };
const goalIdArg = { type: () => ID, description: 'Id of the goal in the pact.' };

/** Pacts are between clients: nobody else can propose, find or see one. */
@Resolver()
export class BuddyPactsResolver {
  constructor(private readonly pacts: BuddyPactsService) {}

  @ReadOne(() => BuddyPact, {
    description: 'A pact of yours by id; null where there is none such.',
    allow: CLIENT,
    args,
    where: (pact, { arg }) => `${pact}.id = ${arg('id', 'uuid')}`,
  })
  buddyPact(@Args('id', idArg) _id: string): BuddyPact {
    return declared();
  }

  @ReadPage(() => BuddyPactConnection, {
    description: 'Your pacts and proposals, newest first.',
    allow: CLIENT,
    where: (pact) => `(select app.member_id()) in (${pact}.proposer_id, ${pact}.partner_id)`,
    filters: { status: (pact, scope) => `(${statusSql(pact, scope)}) = ${scope.arg('status', 'text')}` },
    order: [{ sql: (pact) => `${pact}.id`, type: 'uuid', descending: true }],
  })
  myBuddyPacts(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => PactStatusEnum,
      nullable: true,
      description: 'Only those that stand there.',
    })
    _status?: PactStatus,
  ): object {
    return declared();
  }

  @Action(() => BuddyPactProposal, {
    description: `Proposes a pact and makes a code, good for ${CODE_DAYS} days, that you hand to the person whom you want as a buddy: nobody can be looked up here. At most ${PACTS_MAX} pacts and proposals of yours may be open.`,
    allow: CLIENT,
  })
  proposeBuddyPact(
    @Args('input', { type: () => ProposeBuddyPactInput, description: 'How often, and from when until when.' })
    input: ProposeBuddyPactInput,
  ): Promise<{ code: string; pactId: string }> {
    return this.pacts.propose(input);
  }

  @Action(() => BuddyPact, {
    description:
      'Opens the code that another client handed to you: you see who proposes what, the other sees that it is you, and nobody else can open it any more. Nothing holds before you accept.',
    allow: CLIENT,
    args: { code: text(40) },
  })
  openBuddyPact(
    @Args('code', {
      type: () => String,
      description: 'The code; upper or lower case, with or without dashes.',
    })
    code: string,
  ): Reference {
    return this.pacts.open(code);
  }

  @Action(() => BuddyPact, {
    description: 'Agrees to the pact that was proposed to you.',
    allow: CLIENT,
    args,
  })
  acceptBuddyPact(@Args('id', idArg) pactId: string): Reference {
    return this.pacts.accept(pactId);
  }

  @Action(() => BuddyPact, {
    description:
      'Ends a pact, declines or withdraws a proposal: either of the two, at any time, without a reason. Goals and entries shared in it are out of the other’s sight at once. Ending it twice is no error.',
    allow: CLIENT,
    args,
  })
  endBuddyPact(@Args('id', idArg) pactId: string): Reference {
    return this.pacts.end(pactId);
  }

  @Action(() => PactGoal, {
    description:
      'Brings a goal of yours into a pact that both have agreed upon. Your buddy sees its title, your commitment and whether it is done, nothing else of it.',
    allow: CLIENT,
    args: { pactId: id('buddy-pact') },
  })
  addPactGoal(
    @Args('pactId', idArg) pactId: string,
    @Args('input', { type: () => PactGoalInput, description: 'Which goal, and your commitment.' })
    input: PactGoalInput,
  ): Reference {
    return this.pacts.addGoal(pactId, input);
  }

  @Action(() => PactGoal, {
    description: 'Changes what you commit to for a goal in a pact.',
    allow: CLIENT,
    args: { id: id('pact-goal'), commitment: text(COMMITMENT_MAX) },
  })
  changePactGoal(
    @Args('id', goalIdArg) pactGoalId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('commitment', {
      type: () => String,
      description: `What you commit to; at most ${COMMITMENT_MAX} letters.`,
    })
    commitment: string,
  ): Reference {
    return this.pacts.changeGoal(pactGoalId, version, commitment);
  }

  @Action(() => BuddyPact, {
    description: 'Takes a goal of yours out of a pact; your buddy sees it no more. Answers with the pact.',
    allow: CLIENT,
    args: { id: id('pact-goal') },
  })
  removePactGoal(@Args('id', goalIdArg) pactGoalId: string): Reference {
    return this.pacts.removeGoal(pactGoalId);
  }
}
