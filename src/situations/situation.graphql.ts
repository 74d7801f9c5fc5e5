import { Float } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Computed, One, Reads } from '../graphql/read/declare.js';
import { valueAlignmentOf, type ValueLived } from './client-value.alignment.js';
import { rounded, standingTasks, standingValues } from './situation.needs.js';
import { taskAlignmentOf, type TaskHours } from './task.alignment.js';

/** A client's row seen as their situation; each part comes from a table with an audience of its own. */
@Reads('clients', {
  description:
    'What a client’s work is like now. A coach sees each part while a consent to it stands; a part that one may not see reads like one that is not there: null or empty.',
})
export class Situation {
  @One(() => Client, {
    description: 'Whose situation it is.',
    on: (situation, client) => `${client}.id = ${situation}.id`,
  })
  client: Client;

  @Computed<{ tasks: TaskHours[] }>(() => Float, {
    nullable: true,
    description:
      'How far the week serves what the client wants in the long run, 0 to 1: hours of tasks that serve a LONG goal / hours of all tasks. Null without tasks. Consent: TASKS.',
    needs: (situation) => ({ tasks: standingTasks(situation) }),
    compute: ({ tasks }) => rounded(taskAlignmentOf(tasks)),
  })
  taskAlignment: number | null;

  @Computed<{ values: ValueLived[] }>(() => Float, {
    nullable: true,
    description:
      'How far the client’s values are lived, 0 to 1: Σ weight · rating/10 / Σ weight. Null without values. Consent: VALUES.',
    needs: (situation) => ({ values: standingValues(situation) }),
    compute: ({ values }) => rounded(valueAlignmentOf(values)),
  })
  valueAlignment: number | null;
}
