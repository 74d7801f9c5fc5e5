import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import { Id, Input, Reads, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { text, whole } from './situation.checks.js';
import type { SkillEntity } from './skill.entity.js';
import { skillImportances, type SkillImportance } from './skill.gap.js';

export const SkillImportanceEnum = enumOf(skillImportances);
registerEnumType(SkillImportanceEnum, {
  name: 'SkillImportance',
  description: 'How much a role depends on a skill.',
  valuesMap: {
    ESSENTIAL: { description: 'The role cannot be filled without it; weighs 2 in a gap score.' },
    OPTIONAL: { description: 'It helps; weighs 1 in a gap score.' },
  },
});

@Reads('skills', {
  idKind: 'skill',
  description: 'A skill of the organization’s catalogue, which everybody in it reads.',
})
export class Skill implements Pick<SkillEntity, 'name' | 'description' | 'version'> {
  @Id('skill')
  id: string;

  @Stored(() => String, {
    description: 'What it is called; once in an organization, upper and lower case alike.',
  })
  name: string;

  @Stored(() => String, {
    nullable: true,
    column: 'skill_group',
    description: 'The group that it is listed in, as `Leading`; null for none.',
  })
  group: string | null;

  @Stored(() => String, { nullable: true, description: 'What somebody does who has it.' })
  description: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description:
      'Since when it is not offered any more; what was said with it stays. Null while it is offered.',
  })
  retiredAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change of its words; pass it back to change them.' })
  version: number;
}

export const SkillConnection = connectionOf(Skill, 'skills', true);

@InputType({ isAbstract: true })
abstract class SkillDetails {
  @Input(() => String, {
    nullable: true,
    check: text(80),
    description: 'The group to list it in; at most 80 letters.',
  })
  group?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What somebody does who has it; at most 4000 letters.',
  })
  description?: string | null;
}

@InputType({ description: 'A skill to be added to the catalogue.' })
export class AddSkillInput extends SkillDetails {
  @Input(() => String, { check: text(120), description: 'What it is called; at most 120 letters.' })
  name: string;
}

@InputType({ description: 'What to change of a skill’s words; what is left out stays, null empties.' })
export class ChangeSkillInput extends SkillDetails {
  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'What it is called; at most 120 letters, cannot be emptied.',
  })
  name?: string | null;
}

@InputType({ description: 'A skill that a role requires.' })
export class RequiredSkillInput {
  @Input(() => ID, { check: id('skill'), description: 'Id of a skill of the catalogue that is not retired.' })
  skillId: string;

  @Input(() => Int, { check: whole(0, 5), description: 'The level that is required, 0 none to 5 expert.' })
  level: number;

  @Input(() => SkillImportanceEnum, { description: 'How much the role depends on it.' })
  importance: SkillImportance;
}

/** What is searched for in a catalogue. */
export const searchCheck = text(100);
