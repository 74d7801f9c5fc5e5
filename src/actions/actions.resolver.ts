import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import { openSql } from './action.sql.js';
import { ActionItem, ActionItemConnection, PARTS_MAX } from './actions.graphql.js';
import {
  ActionPartInput,
  CompleteActionInput,
  CorrectDoneInput,
  CreateActionInput,
  dayCheck,
  partsCheck,
  reasonCheck,
  reflectionCheck,
  UpdateActionInput,
} from './actions.input.graphql.js';
import { ActionsService } from './actions.service.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('action') };
const withReason = { ...args, reason: reasonCheck };
const idArg = { type: () => ID, description: 'Id of the action.' };
const reasonArg = { type: () => String, description: 'Why; at most 500 letters.' };
const CLIENT = ['CLIENT'] as const;
const BOTH = ['CLIENT', 'COACH'] as const;

/** The client writes their actions; a coach writes some down, and does those that they took on. */
@Resolver()
export class ActionsResolver {
  constructor(private readonly actions: ActionsService) {}

  @ReadOne(() => ActionItem, {
    description: 'An action by id; null where there is none that you may see.',
    allow: BOTH,
    args,
    where: (action, { arg }) => `${action}.id = ${arg('id', 'uuid')}`,
  })
  action(@Args('id', idArg) _id: string): ActionItem {
    return declared();
  }

  @ReadPage(() => ActionItemConnection, {
    description:
      'The actions that are yours to do, as a client or as a coach who took them on; newest first.',
    allow: BOTH,
    counted: true,
    where: (action) => `${action}.assignee_id = (select app.member_id())`,
    filters: { open: (action, { arg }) => `(${openSql(action)}) = ${arg('open', 'boolean')}` },
    order: [{ sql: (action) => `${action}.id`, type: 'uuid', descending: true }],
  })
  myActions(
    @Args() _page: PageArgs,
    @Args('open', {
      type: () => Boolean,
      nullable: true,
      description: 'Only those that are open (true) or over (false).',
    })
    _open?: boolean,
  ): object {
    return declared();
  }

  @Action(() => ActionItem, {
    description:
      'Writes down an action: a client their own, a coach one of an own client, for the client or for themselves to do.',
    allow: BOTH,
    args: { clientId: id('client') },
  })
  createAction(
    @Args('input', { type: () => CreateActionInput, description: 'What it says.' }) input: CreateActionInput,
    @Args('clientId', {
      type: () => ID,
      nullable: true,
      description: 'Id of the client whose step it is; yours when left out.',
    })
    clientId?: string | null,
  ): Reference {
    return this.actions.create(clientId ?? null, input);
  }

  @Action(() => ActionItem, {
    description:
      'Changes what an open action says: your own, or one that you took on as a coach, who may give it back to the client.',
    allow: BOTH,
    args,
  })
  updateAction(
    @Args('id', idArg) actionId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => UpdateActionInput, description: 'What to change.' })
    input: UpdateActionInput,
  ): Reference {
    return this.actions.update(actionId, version, input);
  }

  @Action(() => ActionItem, {
    description: 'Begins an action: your own, or one that you took on. Once more changes nothing.',
    allow: BOTH,
    args,
  })
  startAction(@Args('id', idArg) actionId: string): Reference {
    return this.actions.start(actionId);
  }

  @Action(() => ActionItem, {
    description:
      'Marks an open action as done: your own, or one that you took on. It counts for the week of its day, once however often it is marked: what is done already keeps its day (correctDone changes it) and takes evidence that comes later. From a stretch of 3 on it asks one question.',
    allow: BOTH,
    args,
  })
  completeAction(
    @Args('id', idArg) actionId: string,
    @Args('input', {
      type: () => CompleteActionInput,
      description: 'When it was done, and what shows it; today and nothing when left out.',
      defaultValue: {},
    })
    input: CompleteActionInput,
  ): Reference {
    return this.actions.complete(actionId, input);
  }

  @Action(() => ActionItem, {
    description: 'Leaves an open action out this time; it never counts as done.',
    allow: BOTH,
    args: withReason,
  })
  skipAction(@Args('id', idArg) actionId: string, @Args('reason', reasonArg) reason: string): Reference {
    return this.actions.skip(actionId, reason);
  }

  @Action(() => ActionItem, {
    description: 'Gives an open action up; it never counts as done.',
    allow: BOTH,
    args: withReason,
  })
  dropAction(@Args('id', idArg) actionId: string, @Args('reason', reasonArg) reason: string): Reference {
    return this.actions.drop(actionId, reason);
  }

  @Action(() => ActionItem, {
    description: 'Puts an action back to TODO that was begun, skipped or dropped.',
    allow: BOTH,
    args,
  })
  reopenAction(@Args('id', idArg) actionId: string): Reference {
    return this.actions.reopen(actionId);
  }

  @Action(() => ActionItem, {
    description:
      'Puts an open action to another day, which stays on record; from the third time on `suggestion` says what would help. The first day that it gets is no reschedule.',
    allow: BOTH,
    args: { ...args, dueOn: dayCheck },
  })
  rescheduleAction(
    @Args('id', idArg) actionId: string,
    @Args('dueOn', { type: () => LocalDate, description: 'The day, in the client’s zone; not a past one.' })
    dueOn: string,
  ): Reference {
    return this.actions.reschedule(actionId, dueOn);
  }

  @Action(() => ActionItem, {
    description:
      'Puts smaller actions in the place of an open one, which is dropped. Answers with it; the new ones are its `parts`.',
    allow: BOTH,
    args: { ...args, parts: partsCheck },
  })
  splitAction(
    @Args('id', idArg) actionId: string,
    @Args('parts', {
      type: () => [ActionPartInput],
      description: `The smaller actions in their order, 2 to ${PARTS_MAX}; goal, gap, kind, stretch, tags and assignee are those of the larger one.`,
    })
    parts: ActionPartInput[],
  ): Reference {
    return this.actions.split(actionId, parts);
  }

  @Action(() => ActionItem, {
    description:
      'Corrects a wrong done mark: another day, or not done after all. The wrong one stays on record.',
    allow: BOTH,
    args,
  })
  correctDone(
    @Args('id', idArg) actionId: string,
    @Args('input', { type: () => CorrectDoneInput, description: 'What it should have said.' })
    input: CorrectDoneInput,
  ): Reference {
    return this.actions.correctDone(actionId, input);
  }

  @Action(() => ActionItem, {
    description:
      'Answers the question of a done action of yours with a stretch of 3 or more, or answers it anew. Nobody else reads it.',
    allow: CLIENT,
    args: { ...args, answer: reflectionCheck },
  })
  reflectOnAction(
    @Args('id', idArg) actionId: string,
    @Args('answer', { type: () => String, description: 'The answer; at most 4000 letters.' }) answer: string,
  ): Reference {
    return this.actions.reflect(actionId, answer);
  }

  @Action(() => ActionItem, {
    description: 'Puts an action of yours that is over out of the list. Once more changes nothing.',
    allow: CLIENT,
    args,
  })
  archiveAction(@Args('id', idArg) actionId: string): Reference {
    return this.actions.archive(actionId);
  }

  @Action(() => ActionItem, {
    description: 'Puts an archived action of yours back into the list.',
    allow: CLIENT,
    args,
  })
  unarchiveAction(@Args('id', idArg) actionId: string): Reference {
    return this.actions.unarchive(actionId);
  }
}
