import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { Member } from '../members/members.graphql.js';
import { Coach, CoachConnection, CoachProfileInput } from './coaches.graphql.js';
import { CoachesService } from './coaches.service.js';

@Resolver()
export class CoachesResolver {
  constructor(private readonly service: CoachesService) {}

  @ReadOne(() => Coach, {
    description: 'A coach by id; null where there is none.',
    allow: 'MEMBER',
    args: { id: id('coach') },
    where: (coach, { arg }) => `${coach}.id = ${arg('id', 'uuid')}`,
  })
  coach(@Args('id', { type: () => ID, description: 'Id of the coach.' }) _id: string): Coach {
    return declared();
  }

  @ReadPage(() => CoachConnection, {
    description: 'The coaches of the organization, newest first.',
    allow: 'MEMBER',
    counted: true,
    where: () => 'true',
    order: [{ sql: (coach) => `${coach}.id`, type: 'uuid', descending: true }],
  })
  coaches(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => Coach, {
    description: 'Changes a coach’s profile: one’s own, or as an admin anyone’s.',
    allow: ['ADMIN', 'COACH'],
    args: { id: id('coach') },
  })
  changeCoachProfile(
    @Args('id', { type: () => ID, description: 'Id of the coach.' }) coachId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => CoachProfileInput, description: 'What to change.' })
    input: CoachProfileInput,
  ): Promise<{ id: string }> {
    return this.service.changeProfile(coachId, version, input);
  }
}

/** What a member is as a coach. */
@Resolver(() => Member)
export class MemberCoach {
  @One(() => Coach, {
    nullable: true,
    description: 'The member as a coach; null for who is none.',
    on: (member, coach) => `${coach}.id = ${member}.id`,
  })
  coach(): Coach {
    return declared();
  }
}
