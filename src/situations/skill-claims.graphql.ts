import { ID, InputType, Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, Input, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Skill } from './skills.graphql.js';
import { whole } from './situation.checks.js';
import type { SkillClaimEntity } from './skill-claim.entity.js';

@Reads('skill_claims', {
  idKind: 'skill-claim',
  description:
    'What a client says of one skill of theirs. A skill without a claim is unknown, which is not 0.',
})
export class SkillClaim implements Pick<SkillClaimEntity, 'level' | 'use' | 'enjoyment'> {
  @Id('skill-claim')
  id: string;

  @One(() => Skill, { description: 'The skill.', on: (claim, skill) => `${skill}.id = ${claim}.skill_id` })
  skill: Skill;

  @Stored(() => Int, { description: 'How well the client has it, 0 not at all to 5 expert.' })
  level: number;

  @Stored(() => Int, { description: 'How much the present work uses it, 0 never to 4 all the time.' })
  use: number;

  @Stored(() => Int, { description: 'How the client likes using it, −2 drains to +2 gives energy.' })
  enjoyment: number;

  @Stored(() => Instant, { description: 'When it was last said.' })
  claimedAt: string;
}

export const SkillClaimConnection = connectionOf(SkillClaim, 'skill claims', true);

@InputType({ description: 'What you say of one skill of yours.' })
export class ClaimSkillInput {
  @Input(() => ID, { check: id('skill'), description: 'Id of a skill of the catalogue.' })
  skillId: string;

  @Input(() => Int, { check: whole(0, 5), description: 'How well you have it, 0 not at all to 5 expert.' })
  level: number;

  @Input(() => Int, {
    check: whole(0, 4),
    description: 'How much your present work uses it, 0 never to 4 all the time.',
  })
  use: number;

  @Input(() => Int, {
    check: whole(-2, 2),
    description: 'How you like using it, −2 drains to +2 gives energy.',
  })
  enjoyment: number;
}
