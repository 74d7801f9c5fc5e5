import { Args, Resolver } from '@nestjs/graphql';
import { declared, ReadMany } from '../graphql/read/declare.js';
import { GoalTemplate, TEMPLATES_MAX } from './goal-templates.graphql.js';
import type { GoalKind } from './goal.entity.js';
import { GoalKindEnum } from './goals.enums.graphql.js';

@Resolver()
export class GoalTemplatesResolver {
  @ReadMany(() => [GoalTemplate], {
    description: 'Goals to begin with, two of each kind.',
    allow: ['CLIENT', 'COACH'],
    where: () => 'true',
    filters: { kind: (template, { arg }) => `${template}.kind = ${arg('kind', 'text')}` },
    order: [{ sql: (template) => `${template}.position`, type: 'int' }],
    limit: TEMPLATES_MAX,
  })
  goalTemplates(
    @Args('kind', { type: () => GoalKindEnum, nullable: true, description: 'Only those of this kind.' })
    _kind?: GoalKind,
  ): GoalTemplate[] {
    return declared();
  }
}
