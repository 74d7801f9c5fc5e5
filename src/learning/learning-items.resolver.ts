import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import type { LearningKind } from './learning-item.entity.js';
import type { LearningStatus } from './learning-item.states.js';
import {
  ChangeLearningInput,
  LearningItem,
  LearningItemConnection,
  LearningKindEnum,
  LearningStatusEnum,
  PlanLearningInput,
} from './learning-items.graphql.js';
import { LearningItemsService } from './learning-items.service.js';
import * as checks from './learning.checks.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('learning-item') };
const idArg = { type: () => ID, description: 'Id of the learning item.' };

/** What a client learns from is theirs alone. */
@Resolver()
export class LearningItemsResolver {
  constructor(private readonly items: LearningItemsService) {}

  @ReadOne(() => LearningItem, {
    description: 'A learning item of yours by id; null where there is none.',
    allow: CLIENT,
    args,
    where: (item, { arg }) => `${item}.id = ${arg('id', 'uuid')}`,
  })
  learningItem(@Args('id', idArg) _id: string): LearningItem {
    return declared();
  }

  @ReadPage(() => LearningItemConnection, {
    description: 'What you learn from, newest first.',
    allow: CLIENT,
    counted: true,
    where: checks.byOwner,
    filters: {
      archived: checks.byArchived,
      status: (item, { arg }) => `${item}.status = ${arg('status', 'text')}`,
      kind: (item, { arg }) => `${item}.kind = ${arg('kind', 'text')}`,
      tag: checks.byTag,
      search: checks.bySearch,
    },
    order: checks.newestFirst,
    args: { tag: checks.tagCheck, search: checks.searchCheck },
  })
  myLearningItems(
    @Args() _page: PageArgs,
    @Args('archived', checks.archivedArg) _archived: boolean,
    @Args('status', {
      type: () => LearningStatusEnum,
      nullable: true,
      description: 'Only those that are so far.',
    })
    _status?: LearningStatus,
    @Args('kind', { type: () => LearningKindEnum, nullable: true, description: 'Only those of this kind.' })
    _kind?: LearningKind,
    @Args('tag', checks.tagArg) _tag?: string,
    @Args('search', checks.searchArg) _search?: string,
  ): object {
    return declared();
  }

  @Action(() => LearningItem, {
    description: 'Writes down something to learn from, as planned.',
    allow: CLIENT,
  })
  planLearning(
    @Args('input', { type: () => PlanLearningInput, description: 'What it is.' }) input: PlanLearningInput,
  ): Reference {
    return this.items.plan(input);
  }

  @Action(() => LearningItem, {
    description: 'Changes what a learning item of yours says.',
    allow: CLIENT,
    args,
  })
  changeLearning(
    @Args('id', idArg) itemId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeLearningInput, description: 'What to change.' })
    input: ChangeLearningInput,
  ): Reference {
    return this.items.change(itemId, version, input);
  }

  @Action(() => LearningItem, {
    description: 'Says that a planned item of yours is booked; once more changes nothing.',
    allow: CLIENT,
    args,
  })
  enrolInLearning(@Args('id', idArg) itemId: string): Reference {
    return this.items.step(itemId, 'ENROLLED');
  }

  @Action(() => LearningItem, {
    description: 'Begins a planned or booked item of yours; once more changes nothing.',
    allow: CLIENT,
    args,
  })
  startLearning(@Args('id', idArg) itemId: string): Reference {
    return this.items.step(itemId, 'DOING');
  }

  @Action(() => LearningItem, {
    description: 'Marks an item of yours as done; what is done stays as it is.',
    allow: CLIENT,
    args: { ...args, doneOn: checks.dayCheck },
  })
  completeLearning(
    @Args('id', idArg) itemId: string,
    @Args('doneOn', {
      type: () => LocalDate,
      nullable: true,
      description: 'The day on which it was done, in your zone; today when left out, never in the future.',
    })
    doneOn?: string | null,
  ): Reference {
    return this.items.complete(itemId, doneOn ?? null);
  }

  @Action(() => LearningItem, {
    description: 'Gives up an item of yours that is not done; once more changes nothing.',
    allow: CLIENT,
    args,
  })
  dropLearning(@Args('id', idArg) itemId: string): Reference {
    return this.items.step(itemId, 'DROPPED');
  }

  @Action(() => LearningItem, {
    description: 'Plans an item anew that you had given up; once more changes nothing.',
    allow: CLIENT,
    args,
  })
  planLearningAgain(@Args('id', idArg) itemId: string): Reference {
    return this.items.step(itemId, 'PLANNED');
  }

  @Action(() => LearningItem, {
    description: 'Puts a wrong done mark of yours right; the wrong one stays on record.',
    allow: CLIENT,
    args: { ...args, doneOn: checks.dayCheck, reason: checks.reasonCheck },
  })
  correctLearning(
    @Args('id', idArg) itemId: string,
    @Args('reason', { type: () => String, description: 'Why the mark was wrong; at most 500 letters.' })
    reason: string,
    @Args('doneOn', {
      type: () => LocalDate,
      nullable: true,
      description: 'The right day; left out or null: it had not been done and is under way again.',
    })
    doneOn?: string | null,
  ): Reference {
    return this.items.correct(itemId, doneOn ?? null, reason);
  }

  @Action(() => LearningItem, { description: 'Puts an item of yours away.', allow: CLIENT, args })
  archiveLearning(@Args('id', idArg) itemId: string): Reference {
    return this.items.archive(itemId);
  }

  @Action(() => LearningItem, { description: 'Takes an item of yours out again.', allow: CLIENT, args })
  unarchiveLearning(@Args('id', idArg) itemId: string): Reference {
    return this.items.unarchive(itemId);
  }
}
