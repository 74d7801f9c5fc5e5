import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page } from '../graphql/read/declare.js';
import {
  IfThenPlan,
  IfThenPlanConnection,
  IfThenPlanInput,
  IfThenPrompt,
  IfThenPromptConnection,
} from './if-then.graphql.js';
import { IfThenService, PLANS_MAX } from './if-then.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('if-then-plan') };
const idArg = { type: () => ID, description: 'Id of the plan.' };
const inputArg = { type: () => IfThenPlanInput, description: 'The cue and the response.' };

/** If-then plans are the client's alone. */
@Resolver()
export class IfThenResolver {
  constructor(private readonly plans: IfThenService) {}

  @Action(() => IfThenPlan, {
    description: `Makes an if-then plan of yours; at most ${PLANS_MAX} are live at once. A cue that has data prompts you from now on, once for each event.`,
    allow: CLIENT,
  })
  createIfThenPlan(@Args('input', inputArg) input: IfThenPlanInput): Reference {
    return this.plans.create(input);
  }

  @Action(() => IfThenPlan, {
    description: 'Replaces what a live plan of yours says; what happened before does not prompt.',
    allow: CLIENT,
    args,
  })
  changeIfThenPlan(
    @Args('id', idArg) planId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', inputArg) input: IfThenPlanInput,
  ): Reference {
    return this.plans.change(planId, version, input);
  }

  @Action(() => IfThenPlan, {
    description: 'Puts a plan of yours away: it prompts no more. Once more changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveIfThenPlan(@Args('id', idArg) planId: string): Reference {
    return this.plans.archive(planId);
  }

  @Action(() => IfThenPlan, {
    description: 'Takes a plan of yours up again, where the number of live ones allows it.',
    allow: CLIENT,
    args,
  })
  unarchiveIfThenPlan(@Args('id', idArg) planId: string): Reference {
    return this.plans.unarchive(planId);
  }

  @Action(() => IfThenPrompt, {
    description: 'Puts a prompt of yours away, and the mail about it where that has not left yet.',
    allow: CLIENT,
    args: { id: id('if-then-prompt') },
  })
  markPromptSeen(
    @Args('id', { type: () => ID, description: 'Id of the prompt.' }) promptId: string,
  ): Reference {
    return this.plans.markSeen(promptId);
  }
}

/** What only the client sees of themselves. */
@Resolver(() => Client)
export class ClientIfThen {
  @Page(() => IfThenPlanConnection, {
    description: 'The if-then plans, newest first; empty for everybody but the client.',
    on: (client, plan) => `${plan}.client_id = ${client}.id`,
    filters: {
      archived: (plan, { arg }) => `(${plan}.archived_at is not null) = ${arg('archived', 'boolean')}`,
    },
    order: [{ sql: (plan) => `${plan}.id`, type: 'uuid', descending: true }],
  })
  ifThenPlans(
    @Args() _page: PageArgs,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'The archived ones instead of the live ones.',
    })
    _archived: boolean,
  ): object {
    return declared();
  }

  @Page(() => IfThenPromptConnection, {
    description: 'The cues that were met, latest first; empty for everybody but the client.',
    on: (client, prompt) => `${prompt}.client_id = ${client}.id`,
    filters: {
      open: (prompt, { arg, asOf }) =>
        `(${prompt}.seen_at is null and ${prompt}.expires_at > ${asOf()}) = ${arg('open', 'boolean')}`,
    },
    order: [
      { sql: (prompt) => `${prompt}.at`, type: 'timestamptz', descending: true },
      { sql: (prompt) => `${prompt}.id`, type: 'uuid', descending: true },
    ],
  })
  prompts(
    @Args() _page: PageArgs,
    @Args('open', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that are to be shown now (true), or only the others (false).',
    })
    _open?: boolean,
  ): object {
    return declared();
  }
}
