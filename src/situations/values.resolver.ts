import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import { SituationRowsService } from './situation-rows.service.js';
import { Situation } from './situation.graphql.js';
import { archivedArg, archivedFilter } from './situation.lists.js';
import { AddValueInput, ChangeValueInput, ClientValue, ClientValueConnection } from './values.graphql.js';
import { ValuesService } from './values.service.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('client-value') };
const idArg = { type: () => ID, description: 'Id of the value.' };
const CLIENT = ['CLIENT'] as const;

@Resolver()
export class ValuesResolver {
  constructor(
    private readonly values: ValuesService,
    private readonly rows: SituationRowsService,
  ) {}

  @Action(() => ClientValue, {
    description: 'Adds something that matters to you; at most 20 values stand at once.',
    allow: CLIENT,
  })
  addValue(
    @Args('input', { type: () => AddValueInput, description: 'The value.' }) input: AddValueInput,
  ): Reference {
    return this.values.add(input);
  }

  @Action(() => ClientValue, {
    description: 'Changes a value of yours: its name, its weight, how far it is lived.',
    allow: CLIENT,
    args,
  })
  changeValue(
    @Args('id', idArg) valueId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeValueInput, description: 'What to change.' }) input: ChangeValueInput,
  ): Reference {
    return this.values.change(valueId, version, input);
  }

  @Action(() => ClientValue, {
    description: 'Puts a value of yours away; doing so again changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveValue(@Args('id', idArg) valueId: string): Reference {
    return this.rows.archive('client_values', valueId);
  }

  @Action(() => ClientValue, {
    description: 'Takes an archived value of yours back; at most 20 values stand at once.',
    allow: CLIENT,
    args,
  })
  unarchiveValue(@Args('id', idArg) valueId: string): Reference {
    return this.rows.unarchive('client_values', valueId);
  }
}

/** What matters to a client. */
@Resolver(() => Situation)
export class SituationValues {
  @Page(() => ClientValueConnection, {
    description: 'What matters to the client, the weightiest first. Consent: VALUES.',
    on: (situation, value) => `${value}.client_id = ${situation}.id`,
    filters: archivedFilter,
    order: [
      { sql: (value) => `${value}.weight`, type: 'int', descending: true },
      { sql: (value) => `${value}.id`, type: 'uuid', descending: true },
    ],
  })
  values(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }
}
