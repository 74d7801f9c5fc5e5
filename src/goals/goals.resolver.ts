import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne } from '../graphql/read/declare.js';
import { GoalClosingEnum, GoalOutcomeEnum } from './goals.enums.graphql.js';
import { GoalMilestone } from './goal-milestone.graphql.js';
import { Goal } from './goals.graphql.js';
import {
  CorrectProgressInput,
  CreateGoalInput,
  GoalMilestoneInput,
  LogProgressInput,
  reasonCheck,
  tagsCheck,
  UpdateGoalInput,
} from './goals.input.graphql.js';
import { GoalsProgressService } from './goals.progress.service.js';
import { GoalsService } from './goals.service.js';

type Reference = Promise<{ id: string }>;
const args = { id: id('goal') };
const goalArgs = { goalId: id('goal') };
const idArg = { type: () => ID, description: 'Id of the goal.' };
const milestoneArgs = { id: id('goal-milestone') };
const milestoneArg = { type: () => ID, description: 'Id of the milestone.' };
const CLIENT = ['CLIENT'] as const;

/** Goals belong to their client: the coach reads them, only the client writes them. */
@Resolver()
export class GoalsResolver {
  constructor(
    private readonly goals: GoalsService,
    private readonly progress: GoalsProgressService,
  ) {}

  @ReadOne(() => Goal, {
    description: 'A goal by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (goal, { arg }) => `${goal}.id = ${arg('id', 'uuid')}`,
  })
  goal(@Args('id', idArg) _id: string): Goal {
    return declared();
  }

  @Action(() => Goal, { description: 'Writes down a goal of yours as a draft.', allow: CLIENT })
  createGoal(
    @Args('input', { type: () => CreateGoalInput, description: 'What it says.' }) input: CreateGoalInput,
  ): Reference {
    return this.goals.create(input);
  }

  @Action(() => Goal, {
    description:
      'Changes what a goal of yours says. Once progress was made, another measure or date needs a reason and opens a new segment: the pace begins anew, and with another measure or unit the value too.',
    allow: CLIENT,
    args,
  })
  updateGoal(
    @Args('id', idArg) goalId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => UpdateGoalInput, description: 'What to change.' }) input: UpdateGoalInput,
  ): Reference {
    return this.goals.update(goalId, version, input);
  }

  @Action(() => Goal, {
    description:
      'Starts work on a draft of yours. M and T of the SMART check have to pass, and only so many goals without active goals under them may be active at once. Activating it again changes nothing.',
    allow: CLIENT,
    args,
  })
  activateGoal(@Args('id', idArg) goalId: string): Reference {
    return this.goals.activate(goalId);
  }

  @Action(() => Goal, { description: 'Lets an active goal of yours rest.', allow: CLIENT, args })
  pauseGoal(@Args('id', idArg) goalId: string): Reference {
    return this.goals.pause(goalId);
  }

  @Action(() => Goal, {
    description: 'Takes a resting goal of yours up again, where the number of active goals allows it.',
    allow: CLIENT,
    args,
  })
  resumeGoal(@Args('id', idArg) goalId: string): Reference {
    return this.goals.resume(goalId);
  }

  @Action(() => Goal, { description: 'Completes a goal of yours.', allow: CLIENT, args })
  completeGoal(
    @Args('id', idArg) goalId: string,
    @Args('outcome', { type: () => GoalOutcomeEnum, description: 'How it was completed.' })
    outcome: 'ACHIEVED' | 'PARTLY',
  ): Reference {
    return this.goals.complete(goalId, outcome);
  }

  @Action(() => Goal, {
    description: 'Gives a goal of yours up.',
    allow: CLIENT,
    args: { ...args, reason: reasonCheck },
  })
  abandonGoal(
    @Args('id', idArg) goalId: string,
    @Args('reason', { type: () => String, description: 'Why; at most 500 letters.' }) reason: string,
  ): Reference {
    return this.goals.abandon(goalId, reason);
  }

  @Action(() => Goal, {
    description:
      'Closes an active or resting goal of yours because another one of yours takes its place; write that one down with `createGoal` first. Goals that serve the old one keep serving it.',
    allow: CLIENT,
    args: { ...args, successorId: id('goal'), reason: reasonCheck },
  })
  supersedeGoal(
    @Args('id', idArg) goalId: string,
    @Args('successorId', { type: () => ID, description: 'Id of the goal that takes its place; not closed.' })
    successorId: string,
    @Args('reason', { type: () => String, nullable: true, description: 'Why; at most 500 letters.' })
    reason: string | null = null,
  ): Reference {
    return this.goals.supersede(goalId, successorId, reason);
  }

  @Action(() => Goal, {
    description:
      'Corrects the closing of a goal of yours that should not have been closed: it is active again, where the number of active goals allows it. The revisions keep both.',
    allow: CLIENT,
    args: { ...args, reason: reasonCheck },
  })
  reopenGoal(
    @Args('id', idArg) goalId: string,
    @Args('reason', { type: () => String, description: 'What was wrong; at most 500 letters.' })
    reason: string,
  ): Reference {
    return this.goals.reopen(goalId, reason);
  }

  @Action(() => Goal, {
    description:
      'Corrects how a closed goal of yours ended; the day on which it was closed stays. The revisions keep both.',
    allow: CLIENT,
    args: { ...args, reason: reasonCheck },
  })
  correctGoalOutcome(
    @Args('id', idArg) goalId: string,
    @Args('outcome', { type: () => GoalClosingEnum, description: 'How it has really ended.' })
    outcome: keyof typeof GoalClosingEnum,
    @Args('reason', { type: () => String, description: 'What was wrong; at most 500 letters.' })
    reason: string,
  ): Reference {
    return this.goals.correctOutcome(goalId, outcome, reason);
  }

  @Action(() => Goal, {
    description: 'Puts a goal of yours that is not active out of sight; lists leave it out unless asked.',
    allow: CLIENT,
    args,
  })
  archiveGoal(@Args('id', idArg) goalId: string): Reference {
    return this.goals.archive(goalId);
  }

  @Action(() => Goal, { description: 'Brings an archived goal of yours back.', allow: CLIENT, args })
  unarchiveGoal(@Args('id', idArg) goalId: string): Reference {
    return this.goals.unarchive(goalId);
  }

  @Action(() => Goal, {
    description: 'Sets the words by which you find a goal of yours; your coach sees them too.',
    allow: CLIENT,
    args: { ...args, tags: tagsCheck },
  })
  tagGoal(
    @Args('id', idArg) goalId: string,
    @Args('tags', {
      type: () => [String],
      description: 'All of them, at most 10 of at most 40 letters; none empties.',
    })
    tags: string[],
  ): Reference {
    return this.goals.tag(goalId, tags);
  }

  @Action(() => Goal, {
    description: 'Logs progress on an active goal of yours; an earlier instant does not hide a later value.',
    allow: CLIENT,
    args: goalArgs,
  })
  logProgress(
    @Args('goalId', idArg) goalId: string,
    @Args('input', { type: () => LogProgressInput, description: 'What was reached.' })
    input: LogProgressInput,
  ): Reference {
    return this.progress.log(goalId, input);
  }

  @Action(() => Goal, {
    description:
      'Corrects a wrong progress update of yours: the right one takes its place in every figure, the wrong one stays on record. Answers with its goal.',
    allow: CLIENT,
    args: { id: id('goal-progress') },
  })
  correctProgress(
    @Args('id', { type: () => ID, description: 'Id of the wrong progress update.' }) updateId: string,
    @Args('input', { type: () => CorrectProgressInput, description: 'What it should have said.' })
    input: CorrectProgressInput,
  ): Reference {
    return this.progress.correct(updateId, input);
  }

  @Action(() => Goal, {
    description: 'Adds a milestone behind the others of a goal of yours that is not closed.',
    allow: CLIENT,
    args: goalArgs,
  })
  addMilestone(
    @Args('goalId', idArg) goalId: string,
    @Args('input', { type: () => GoalMilestoneInput, description: 'The milestone.' })
    input: GoalMilestoneInput,
  ): Reference {
    return this.progress.addMilestone(goalId, input);
  }

  @Action(() => GoalMilestone, {
    description: 'Marks a milestone of an active goal of yours as done; doing so again changes nothing.',
    allow: CLIENT,
    args: milestoneArgs,
  })
  completeMilestone(@Args('id', milestoneArg) milestoneId: string): Reference {
    return this.progress.completeMilestone(milestoneId);
  }

  @Action(() => GoalMilestone, {
    description:
      'Takes the done mark of a milestone of yours back; the goal’s revisions keep when it was set, and why not.',
    allow: CLIENT,
    args: { ...milestoneArgs, reason: reasonCheck },
  })
  reopenMilestone(
    @Args('id', milestoneArg) milestoneId: string,
    @Args('reason', { type: () => String, description: 'What was wrong; at most 500 letters.' })
    reason: string,
  ): Reference {
    return this.progress.reopenMilestone(milestoneId, reason);
  }

  @Action(() => Goal, {
    description:
      'Removes an open milestone of a goal of yours that is not closed; those behind it move up. Answers with its goal.',
    allow: CLIENT,
    args: { ...milestoneArgs, reason: reasonCheck },
  })
  removeMilestone(
    @Args('id', milestoneArg) milestoneId: string,
    @Args('reason', { type: () => String, nullable: true, description: 'Why; at most 500 letters.' })
    reason: string | null = null,
  ): Reference {
    return this.progress.removeMilestone(milestoneId, reason);
  }
}
