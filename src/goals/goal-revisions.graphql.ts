import { Field, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Computed, Id, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { GoalChangeValue, GoalField, GoalRevisionEntity } from './goal-revision.entity.js';
import { GoalFieldEnum } from './goals.enums.graphql.js';

@ObjectType({ description: 'One thing of a goal that was changed.' })
export class GoalChange implements GoalChangeValue {
  @Field(() => GoalFieldEnum, { description: 'What was changed.' })
  field: GoalField;

  @Field(() => String, {
    nullable: true,
    description: 'The title of the milestone whose done mark was taken back; null for every other change.',
  })
  milestone: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value before, as text; null where there was none.',
  })
  before: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The value after, as text; null where it was emptied.',
  })
  after: string | null;
}

@Reads('goal_revisions', {
  idKind: 'goal-revision',
  description: 'Who changed what of a goal, when and why. Never changed itself.',
})
export class GoalRevision implements Pick<GoalRevisionEntity, 'version' | 'reason' | 'changes'> {
  @Id('goal-revision')
  id: string;

  @Stored(() => Int, { description: 'The version of the goal that this change made.' })
  version: number;

  @Stored(() => Instant, { description: 'When it was changed.' })
  at: string;

  @One(() => Member, {
    nullable: true,
    description: 'Who changed it; null for a person whom you may not see.',
    on: (revision, member) => `${member}.id = ${revision}.author_id`,
  })
  author: Member | null;

  @Stored(() => String, { nullable: true, description: 'Why, in the author’s words.' })
  reason: string | null;

  @Computed<{ changes: GoalChangeValue[] }>(() => [GoalChange], {
    description: 'What was changed; never empty.',
    needs: (revision) => ({ changes: `${revision}.changes` }),
    compute: ({ changes }) => changes.map((change) => ({ ...change, milestone: change.milestone ?? null })),
  })
  changes: GoalChange[];
}

export const GoalRevisionConnection = connectionOf(GoalRevision, 'revisions');
