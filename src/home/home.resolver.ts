import { Args, ID, Resolver } from '@nestjs/graphql';
import { id } from '../graphql/ids.js';
import { declared, ReadOne } from '../graphql/read/declare.js';
import { CoachHome } from './coach-home.graphql.js';
import { SessionHome } from './session-home.graphql.js';

@Resolver()
export class HomeResolver {
  @ReadOne(() => CoachHome, {
    description:
      'Your day as a coach: today’s sessions, what is not marked, requests, signatures due, unread messages, and the clients who need attention.',
    allow: ['COACH'],
    where: (home) => `${home}.id = (select app.member_id())`,
  })
  coachHome(): CoachHome {
    return declared();
  }

  @ReadOne(() => SessionHome, {
    description: 'What to know before a session that you coach; null where there is none that you may see.',
    allow: ['COACH'],
    args: { id: id('session') },
    where: (home, { arg }) =>
      `${home}.id = ${arg('id', 'uuid')} and ${home}.coach_id = (select app.member_id())`,
  })
  sessionHome(@Args('id', { type: () => ID, description: 'Id of the session.' }) _id: string): SessionHome {
    return declared();
  }
}
