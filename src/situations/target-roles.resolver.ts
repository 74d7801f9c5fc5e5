import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page, ReadOne } from '../graphql/read/declare.js';
import { RequiredSkillInput } from './skills.graphql.js';
import { Situation } from './situation.graphql.js';
import { archivedArg, archivedFilter } from './situation.lists.js';
import {
  AddTargetRoleInput,
  ChangeTargetRoleInput,
  TargetRole,
  TargetRoleConnection,
} from './target-roles.graphql.js';
import { TargetRolesService } from './target-roles.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('target-role') };
const idArg = { type: () => ID, description: 'Id of the target role.' };

@Resolver()
export class TargetRolesResolver {
  constructor(private readonly roles: TargetRolesService) {}

  @ReadOne(() => TargetRole, {
    description: 'A target role by id; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (role, { arg }) => `${role}.id = ${arg('id', 'uuid')}`,
  })
  targetRole(@Args('id', idArg) _id: string): TargetRole {
    return declared();
  }

  @Action(() => TargetRole, {
    description:
      'Adds a role that you want; the first is preferred. CONFLICT where one that stands has the title or the role of the catalogue is retired, LIMIT_REACHED beyond 10.',
    allow: CLIENT,
  })
  addTargetRole(
    @Args('input', { type: () => AddTargetRoleInput, description: 'The role.' }) input: AddTargetRoleInput,
  ): Reference {
    return this.roles.add(input);
  }

  @Action(() => TargetRole, {
    description: 'Changes what a target role of yours is called and says.',
    allow: CLIENT,
    args,
  })
  changeTargetRole(
    @Args('id', idArg) roleId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeTargetRoleInput, description: 'What to change.' })
    input: ChangeTargetRoleInput,
  ): Reference {
    return this.roles.change(roleId, version, input);
  }

  @Action(() => TargetRole, {
    description: 'Prefers this target role of yours, and no other. CONFLICT for an archived one.',
    allow: CLIENT,
    args,
  })
  preferTargetRole(@Args('id', idArg) roleId: string): Reference {
    return this.roles.prefer(roleId);
  }

  @Action(() => TargetRole, {
    description:
      'Puts a target role of yours away; doing so again changes nothing. CONFLICT for the preferred one while there are others.',
    allow: CLIENT,
    args,
  })
  archiveTargetRole(@Args('id', idArg) roleId: string): Reference {
    return this.roles.archive(roleId);
  }

  @Action(() => TargetRole, {
    description: 'Takes an archived target role of yours back; where it is the only one, it is preferred.',
    allow: CLIENT,
    args,
  })
  unarchiveTargetRole(@Args('id', idArg) roleId: string): Reference {
    return this.roles.unarchive(roleId);
  }

  @Action(() => TargetRole, {
    description:
      'Says that a target role of yours requires a skill, or that it does so otherwise than before. CONFLICT for a retired skill that it did not require before, LIMIT_REACHED beyond 50 skills.',
    allow: CLIENT,
    args: { targetRoleId: id('target-role') },
  })
  requireTargetSkill(
    @Args('targetRoleId', idArg) roleId: string,
    @Args('input', { type: () => RequiredSkillInput, description: 'What it requires.' })
    input: RequiredSkillInput,
  ): Reference {
    return this.roles.requireSkill(roleId, input);
  }

  @Action(() => TargetRole, {
    description: 'Says that a target role of yours does not require a skill. Answers with the target role.',
    allow: CLIENT,
    args: { id: id('target-role-skill') },
  })
  dropTargetSkill(
    @Args('id', { type: () => ID, description: 'Id of what the target role requires.' }) requiredId: string,
  ): Reference {
    return this.roles.dropSkill(requiredId);
  }
}

/** Where a client wants to go. */
@Resolver(() => Situation)
export class SituationTargets {
  @Page(() => TargetRoleConnection, {
    description:
      'The roles that the client wants, oldest first, each with its own gap score: side by side. At most 10 stand. Consent: TARGET_ROLES.',
    on: (situation, role) => `${role}.client_id = ${situation}.id`,
    filters: archivedFilter,
    order: [{ sql: (role) => `${role}.id`, type: 'uuid' }],
  })
  targetRoles(@Args() _page: PageArgs, @Args('archived', archivedArg) _archived: boolean): object {
    return declared();
  }

  @One(() => TargetRole, {
    nullable: true,
    description: 'The target role that the client prefers; null without any. Consent: TARGET_ROLES.',
    on: (situation, role) => `${role}.client_id = ${situation}.id and ${role}.preferred`,
  })
  preferredTargetRole(): TargetRole {
    return declared();
  }
}
