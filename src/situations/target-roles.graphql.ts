import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import { Computed, Id, Input, Many, One, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { CatalogueRole, requirementOrder } from './catalogue.graphql.js';
import { Skill, SkillImportanceEnum } from './skills.graphql.js';
import { MOST_REQUIRED } from './catalogue.limits.js';
import { text } from './situation.checks.js';
import { SkillClaim } from './skill-claims.graphql.js';
import {
  gapConfidences,
  gapScoreOf,
  type GapConfidence,
  type RequiredSkill,
  type SkillGapScore,
  type SkillImportance,
} from './skill.gap.js';
import { rounded } from './situation.needs.js';
import { requiredSkills, seesSkills } from './skill.needs.js';
import type { TargetRoleSkillEntity } from './target-role-skill.entity.js';
import type { TargetRoleEntity } from './target-role.entity.js';

export const SkillGapConfidenceEnum = enumOf(gapConfidences);
registerEnumType(SkillGapConfidenceEnum, {
  name: 'SkillGapConfidence',
  description: 'How far a gap score can be relied on.',
  valuesMap: {
    LOW: { description: 'Too little is known: the coverage is below 0.6, or nothing is required.' },
    NORMAL: { description: 'The coverage is 0.6 or more.' },
  },
});

@ObjectType('SkillGapScore', { description: 'How far a client’s skills are from what a role requires.' })
export class SkillGapScoreType implements SkillGapScore {
  @Field(() => Float, {
    nullable: true,
    description:
      'Over the known skills, Σ max(0, required − level) · w / Σ required · w, w = 2 for essential skills and 1 for optional ones: 0 nothing is missing, 1 all is. Null where no skill that is required above level 0 is known.',
  })
  score: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How much of what is required the score speaks of, 0 to 1: Σ required · w over the known skills / over all. Null where nothing is required.',
  })
  coverage: number | null;

  @Field(() => SkillGapConfidenceEnum, { description: 'How far the score can be relied on.' })
  confidence: GapConfidence;

  @Field(() => Int, { description: 'How many of the required skills the client has not claimed.' })
  unknown: number;
}

@Reads('target_role_skills', {
  idKind: 'target-role-skill',
  description: 'A skill that a client’s target role requires.',
})
export class TargetRoleSkill implements Pick<TargetRoleSkillEntity, 'level' | 'importance'> {
  @Id('target-role-skill')
  id: string;

  @One(() => Skill, { description: 'The skill.', on: (asked, skill) => `${skill}.id = ${asked}.skill_id` })
  skill: Skill;

  @Stored(() => Int, { description: 'The level that the role requires, 0 none to 5 expert.' })
  level: number;

  @Stored(() => SkillImportanceEnum, { description: 'How much the role depends on it.' })
  importance: SkillImportance;

  @One(() => SkillClaim, {
    nullable: true,
    description:
      'What the client says of the skill; null while it is unknown, and without consent to SKILLS.',
    on: (asked, claim) => `${claim}.client_id = ${asked}.client_id and ${claim}.skill_id = ${asked}.skill_id`,
  })
  claim: SkillClaim | null;
}

@Reads('target_roles', { idKind: 'target-role', description: 'A role that a client wants.' })
export class TargetRole implements Pick<TargetRoleEntity, 'title' | 'note' | 'preferred' | 'version'> {
  @Id('target-role')
  id: string;

  @One(() => Client, {
    description: 'Who wants it.',
    on: (role, client) => `${client}.id = ${role}.client_id`,
  })
  client: Client;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, {
    nullable: true,
    description: 'Why, and what it depends on, in the client’s words.',
  })
  note: string | null;

  @Stored(() => Boolean, {
    description: 'Whether the client prefers it; exactly one of those that are not archived.',
  })
  preferred: boolean;

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it stands.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was added.' })
  createdAt: string;

  @Stored(() => Int, {
    description: 'Grows with every change of its words; pass it back to change what you saw.',
  })
  version: number;

  @One(() => CatalogueRole, {
    nullable: true,
    description: 'The role of the catalogue that it was made from; null for one of the client’s own.',
    on: (role, catalogued) => `${catalogued}.id = ${role}.catalogue_role_id`,
  })
  catalogueRole: CatalogueRole | null;

  @Many(() => [TargetRoleSkill], {
    description: 'The skills that it requires, essential ones and high levels first; at most 50.',
    on: (role, asked) => `${asked}.target_role_id = ${role}.id`,
    order: requirementOrder,
    limit: MOST_REQUIRED,
  })
  skills: TargetRoleSkill[];

  @Computed<{ sees: boolean; skills: RequiredSkill[] }>(() => SkillGapScoreType, {
    nullable: true,
    description:
      'How far the client is from it. Null for whoever may not see the client’s skills: it takes consent to TARGET_ROLES and to SKILLS.',
    needs: (role) => ({ sees: seesSkills(role), skills: requiredSkills(role) }),
    compute: ({ sees, skills }) => (sees ? shown(gapScoreOf(skills)) : null),
  })
  gapScore: SkillGapScoreType | null;
}

function shown({ score, coverage, ...rest }: SkillGapScore): SkillGapScore {
  return { score: rounded(score), coverage: rounded(coverage), ...rest };
}

export const TargetRoleConnection = connectionOf(TargetRole, 'target roles');

const titleCheck = text(200);
const noteField = {
  nullable: true,
  check: text(2000),
  description: 'Why, and what it depends on; at most 2000 letters.',
};

@InputType({ description: 'A role that you want: one of the catalogue, or one of your own.' })
export class AddTargetRoleInput {
  @Input(() => ID, {
    nullable: true,
    check: id('catalogue-role'),
    description: 'Id of a role of the catalogue: its title and what it requires are copied, yours to change.',
  })
  roleId?: string | null;

  @Input(() => String, {
    nullable: true,
    check: titleCheck,
    description:
      'What it is called, at most 200 letters; needed without `roleId`, with it in the place of the title there.',
  })
  title?: string | null;

  @Input(() => String, noteField)
  note?: string | null;
}

@InputType({ description: 'What to change of a target role’s words; what is left out stays, null empties.' })
export class ChangeTargetRoleInput {
  @Input(() => String, {
    nullable: true,
    check: titleCheck,
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;

  @Input(() => String, noteField)
  note?: string | null;
}
