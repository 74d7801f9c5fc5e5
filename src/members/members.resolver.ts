import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { Member, MemberConnection, RoleEnum } from './members.graphql.js';
import type { Role } from '../db/actor.js';

@Resolver()
export class MembersResolver {
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
}
