import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import type { Filters } from '../graphql/read/declaration.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import {
  AddRoleInput,
  CatalogueRole,
  CatalogueRoleConnection,
  ChangeRoleInput,
} from './catalogue.graphql.js';
import {
  AddSkillInput,
  ChangeSkillInput,
  RequiredSkillInput,
  searchCheck,
  Skill,
  SkillConnection,
} from './skills.graphql.js';
import { CatalogueService } from './catalogue.service.js';
import { text } from './situation.checks.js';

type Reference = Promise<{ id: string }>;
const ADMIN = ['ADMIN'] as const;
const skillArgs = { id: id('skill') };
const roleArgs = { id: id('catalogue-role') };
const ofSkill = { type: () => ID, description: 'Id of the skill.' };
const ofRole = { type: () => ID, description: 'Id of the role.' };
const ofVersion = { type: () => Int, description: 'The version that you saw.' };
const ofSearch = {
  type: () => String,
  nullable: true,
  description: 'Only those with this in the name, upper and lower case alike; at most 100 letters.',
};
const ofRetired = {
  type: () => Boolean,
  defaultValue: false,
  description: 'The retired ones instead of those that are offered.',
};

/**
 * A substring is looked for in the rows of one organization, which its index finds and orders: a few milliseconds for
 * thousands. That index is one that row-level security can use, as none for substrings is.
 */
const filters = (name: string): Filters => ({
  search: (row, { arg }) => `position(lower(${arg('search', 'text')}) in lower(${row}.${name})) > 0`,
  retired: (row, { arg }) => `(${row}.retired_at is not null) = ${arg('retired', 'boolean')}`,
});

/** The catalogues of the organization: everybody reads them, an admin keeps them. */
@Resolver()
export class CatalogueResolver {
  constructor(private readonly catalogue: CatalogueService) {}

  @ReadPage(() => SkillConnection, {
    description: 'The skills of the organization’s catalogue, by name.',
    allow: 'MEMBER',
    counted: true,
    args: { search: searchCheck, group: text(80) },
    where: () => 'true',
    filters: {
      ...filters('name'),
      group: (skill, { arg }) => `${skill}.skill_group = ${arg('group', 'text')}`,
    },
    order: [
      { sql: (skill) => `${skill}.name`, type: 'text' },
      { sql: (skill) => `${skill}.id`, type: 'uuid' },
    ],
  })
  skills(
    @Args() _page: PageArgs,
    @Args('retired', ofRetired) _retired: boolean,
    @Args('search', ofSearch) _search?: string,
    @Args('group', { type: () => String, nullable: true, description: 'Only those of this group.' })
    _group?: string,
  ): object {
    return declared();
  }

  @ReadOne(() => Skill, {
    description: 'A skill of the catalogue by id; null where there is none.',
    allow: 'MEMBER',
    args: skillArgs,
    where: (skill, { arg }) => `${skill}.id = ${arg('id', 'uuid')}`,
  })
  skill(@Args('id', ofSkill) _id: string): Skill {
    return declared();
  }

  @ReadPage(() => CatalogueRoleConnection, {
    description: 'The roles of the organization’s catalogue, by title.',
    allow: 'MEMBER',
    counted: true,
    args: { search: searchCheck },
    where: () => 'true',
    filters: filters('title'),
    order: [
      { sql: (role) => `${role}.title`, type: 'text' },
      { sql: (role) => `${role}.id`, type: 'uuid' },
    ],
  })
  roles(
    @Args() _page: PageArgs,
    @Args('retired', ofRetired) _retired: boolean,
    @Args('search', ofSearch) _search?: string,
  ): object {
    return declared();
  }

  @ReadOne(() => CatalogueRole, {
    description: 'A role of the catalogue by id; null where there is none.',
    allow: 'MEMBER',
    args: roleArgs,
    where: (role, { arg }) => `${role}.id = ${arg('id', 'uuid')}`,
  })
  role(@Args('id', ofRole) _id: string): CatalogueRole {
    return declared();
  }

  @Action(() => Skill, {
    description: 'Adds a skill to the catalogue. CONFLICT where one is called so, retired ones included.',
    allow: ADMIN,
  })
  addSkill(
    @Args('input', { type: () => AddSkillInput, description: 'The skill.' }) input: AddSkillInput,
  ): Reference {
    return this.catalogue.addSkill(input);
  }

  @Action(() => Skill, {
    description: 'Changes a skill’s words; everything said with it is called so from now on.',
    allow: ADMIN,
    args: skillArgs,
  })
  changeSkill(
    @Args('id', ofSkill) skillId: string,
    @Args('version', ofVersion) version: number,
    @Args('input', { type: () => ChangeSkillInput, description: 'What to change.' }) input: ChangeSkillInput,
  ): Reference {
    return this.catalogue.changeSkill(skillId, version, input);
  }

  @Action(() => Skill, {
    description: 'Offers a skill no longer; claims and roles that name it stay. Again, it changes nothing.',
    allow: ADMIN,
    args: skillArgs,
  })
  retireSkill(@Args('id', ofSkill) skillId: string): Reference {
    return this.catalogue.retire('skills', skillId, true);
  }

  @Action(() => Skill, {
    description: 'Offers a retired skill again; doing so for one that is offered changes nothing.',
    allow: ADMIN,
    args: skillArgs,
  })
  restoreSkill(@Args('id', ofSkill) skillId: string): Reference {
    return this.catalogue.retire('skills', skillId, false);
  }

  @Action(() => CatalogueRole, {
    description:
      'Adds a role to the catalogue. CONFLICT where one has the title or the code, retired ones included.',
    allow: ADMIN,
  })
  addRole(
    @Args('input', { type: () => AddRoleInput, description: 'The role.' }) input: AddRoleInput,
  ): Reference {
    return this.catalogue.addRole(input);
  }

  @Action(() => CatalogueRole, {
    description: 'Changes a role’s words; target roles made from it keep theirs.',
    allow: ADMIN,
    args: roleArgs,
  })
  changeRole(
    @Args('id', ofRole) roleId: string,
    @Args('version', ofVersion) version: number,
    @Args('input', { type: () => ChangeRoleInput, description: 'What to change.' }) input: ChangeRoleInput,
  ): Reference {
    return this.catalogue.changeRole(roleId, version, input);
  }

  @Action(() => CatalogueRole, {
    description: 'Offers a role no longer; target roles made from it stay. Again, it changes nothing.',
    allow: ADMIN,
    args: roleArgs,
  })
  retireRole(@Args('id', ofRole) roleId: string): Reference {
    return this.catalogue.retire('catalogue_roles', roleId, true);
  }

  @Action(() => CatalogueRole, {
    description: 'Offers a retired role again; doing so for one that is offered changes nothing.',
    allow: ADMIN,
    args: roleArgs,
  })
  restoreRole(@Args('id', ofRole) roleId: string): Reference {
    return this.catalogue.retire('catalogue_roles', roleId, false);
  }

  @Action(() => CatalogueRole, {
    description:
      'Says that a role requires a skill, or that it does so otherwise than before. LIMIT_REACHED beyond 50 skills, CONFLICT for a retired skill that it did not require before.',
    allow: ADMIN,
    args: { roleId: id('catalogue-role') },
  })
  requireSkill(
    @Args('roleId', ofRole) roleId: string,
    @Args('input', { type: () => RequiredSkillInput, description: 'What it requires.' })
    input: RequiredSkillInput,
  ): Reference {
    return this.catalogue.requireSkill(roleId, input);
  }

  @Action(() => CatalogueRole, {
    description: 'Says that a role does not require a skill after all. Answers with the role.',
    allow: ADMIN,
    args: { id: id('catalogue-role-skill') },
  })
  dropRequiredSkill(
    @Args('id', { type: () => ID, description: 'Id of what the role requires.' }) requiredId: string,
  ): Reference {
    return this.catalogue.dropRequiredSkill(requiredId);
  }
}
