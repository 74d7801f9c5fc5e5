import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import {
  AddConstraintInput,
  ChangeConstraintInput,
  Constraint,
  ConstraintConnection,
} from './constraints.graphql.js';
import { ConstraintsService } from './constraints.service.js';
import { SituationRowsService } from './situation-rows.service.js';
import { Situation } from './situation.graphql.js';
import { archivedArg, archivedFilter } from './situation.lists.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('constraint') };
const idArg = { type: () => ID, description: 'Id of the constraint.' };
const CLIENT = ['CLIENT'] as const;

@Resolver()
export class ConstraintsResolver {
  constructor(
    private readonly constraints: ConstraintsService,
    private readonly rows: SituationRowsService,
  ) {}

  @Action(() => Constraint, {
    description: 'Adds what limits you, private unless you say otherwise; at most 50 stand at once.',
    allow: CLIENT,
  })
  addConstraint(
    @Args('input', { type: () => AddConstraintInput, description: 'The constraint.' })
    input: AddConstraintInput,
  ): Reference {
    return this.constraints.add(input);
  }

  @Action(() => Constraint, {
    description: 'Changes a constraint of yours, or who sees it.',
    allow: CLIENT,
    args,
  })
  changeConstraint(
    @Args('id', idArg) constraintId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeConstraintInput, description: 'What to change.' })
    input: ChangeConstraintInput,
  ): Reference {
    return this.constraints.change(constraintId, version, input);
  }

  @Action(() => Constraint, {
    description: 'Puts a constraint of yours away; doing so again changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveConstraint(@Args('id', idArg) constraintId: string): Reference {
    return this.rows.archive('client_constraints', constraintId);
  }

  @Action(() => Constraint, {
    description: 'Takes an archived constraint of yours back; at most 50 stand at once.',
    allow: CLIENT,
    args,
  })
  unarchiveConstraint(@Args('id', idArg) constraintId: string): Reference {
    return this.rows.unarchive('client_constraints', constraintId);
  }
}

/** What limits a client. */
@Resolver(() => Situation)
export class SituationConstraints {
  @Page(() => ConstraintConnection, {
    description:
      'What limits the client, in the order of writing. Consent: CONSTRAINTS, and private ones to nobody.',
    on: (situation, constraint) => `${constraint}.client_id = ${situation}.id`,
    filters: archivedFilter,
    order: [{ sql: (constraint) => `${constraint}.id`, type: 'uuid' }],
  })
  constraints(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }
}
