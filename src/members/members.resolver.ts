import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { SignIn } from '../auth/sign-ins.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, ReadMany, ReadOne, ReadPage } from '../graphql/read/declare.js';
import {
  Member,
  MemberConnection,
  OwnOrganization,
  RoleEnum,
  rolesCheck,
  UpdateProfileInput,
} from './members.graphql.js';
import { MembersService } from './members.service.js';
import type { Role } from '../db/actor.js';

/** At most this many organizations of one person are listed. */
const MAX_ORGANIZATIONS = 100;

const ofMember = { type: () => ID, description: 'Id of the member.' };
const ofVersion = { type: () => Int, description: 'The `version` that you saw.' };

@Resolver(() => SignIn)
export class SignInMemberResolver {
  @One(() => Member, {
    description: 'The person that the tokens speak for, in the organization that they speak for.',
    on: (signIn, member) => `${member}.id = ${signIn}.member_id`,
  })
  member(): Member {
    return declared();
  }
}

@Resolver()
export class MembersResolver {
  constructor(private readonly people: MembersService) {}

  @ReadOne(() => Member, {
    description: 'The signed-in person as a member of this organization.',
    allow: 'MEMBER',
    nullable: false,
    where: (member) => `${member}.id = (select app.member_id())`,
  })
  me(): Member {
    return declared();
  }

  @ReadOne(() => Member, {
    description: 'A member by id; null where there is none that you may see.',
    allow: 'MEMBER',
    args: { id: id('member') },
    where: (member, { arg }) => `${member}.id = ${arg('id', 'uuid')}`,
  })
  member(@Args('id', { type: () => ID, description: 'Id of the member.' }) _id: string): Member {
    return declared();
  }

  @ReadPage(() => MemberConnection, {
    description: 'The members of the organization, newest first.',
    allow: ['ADMIN'],
    counted: true,
    where: () => 'true',
    filters: { role: (member, { arg }) => `${arg('role', 'text')} = any (${member}.roles)` },
    order: [{ sql: (member) => `${member}.id`, type: 'uuid', descending: true }],
  })
  members(
    @Args() _page: PageArgs,
    @Args('role', { type: () => RoleEnum, nullable: true, description: 'Only members who are this.' })
    _role?: Role,
  ): object {
    return declared();
  }

  @ReadMany(() => [OwnOrganization], {
    description:
      'The organizations that the signed-in person belongs to, by name; `switchOrganization` enters another.',
    allow: 'MEMBER',
    where: () => 'true',
    order: [
      { sql: (own) => `${own}.name`, type: 'text' },
      { sql: (own) => `${own}.id`, type: 'uuid' },
    ],
    limit: MAX_ORGANIZATIONS,
  })
  myOrganizations(): OwnOrganization[] {
    return declared();
  }

  @Action(() => Member, {
    description: 'Changes name, time zone or language of the signed-in person in this organization.',
    allow: 'MEMBER',
  })
  async updateProfile(
    @Args('input', { description: 'What to change.' }) input: UpdateProfileInput,
  ): Promise<{ id: string }> {
    return { id: await this.people.updateProfile(input) };
  }

  @Action(() => Member, {
    description:
      'Keeps a member from signing in and ends each of their sign-ins here at once. CONFLICT for the last active admin.',
    allow: ['ADMIN'],
    args: { id: id('member') },
  })
  async disableMember(
    @Args('id', ofMember) memberId: string,
    @Args('version', ofVersion) version: number,
  ): Promise<{ id: string }> {
    await this.people.disable({ id: memberId, version });
    return { id: memberId };
  }

  @Action(() => Member, {
    description: 'Lets a disabled member sign in again.',
    allow: ['ADMIN'],
    args: { id: id('member') },
  })
  async enableMember(
    @Args('id', ofMember) memberId: string,
    @Args('version', ofVersion) version: number,
  ): Promise<{ id: string }> {
    await this.people.enable({ id: memberId, version });
    return { id: memberId };
  }

  @Action(() => Member, {
    description:
      'Changes what a member is. It counts at once: access tokens with the roles of before are UNAUTHENTICATED, and `refreshSignIn` brings the new ones. CONFLICT for the last active admin.',
    allow: ['ADMIN'],
    args: { id: id('member'), roles: rolesCheck },
  })
  async changeRoles(
    @Args('id', ofMember) memberId: string,
    @Args('version', ofVersion) version: number,
    @Args('roles', { type: () => [RoleEnum], description: 'All that the member is from now on.' })
    roles: Role[],
  ): Promise<{ id: string }> {
    await this.people.changeRoles({ id: memberId, version }, roles);
    return { id: memberId };
  }
}
