import { Args, Resolver } from '@nestjs/graphql';
import { Closing } from '../engagements/closing.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { declared, Page } from '../graphql/read/declare.js';
import { SessionConnection } from './sessions.graphql.js';

/** What is left to say of sessions when coaching is over. */
@Resolver(() => Closing)
export class SessionClosing {
  @Page(() => SessionConnection, {
    description:
      'The sessions that were held and that you have not rated, latest first: rate them with `rateSession`. For the client; empty for others.',
    on: (closing, session) =>
      `${session}.engagement_id = ${closing}.id and ${session}.status = 'HELD'` +
      ` and ${session}.client_id = (select app.member_id()) and not exists (select from session_ratings r` +
      ` where r.org_id = ${session}.org_id and r.id = ${session}.id)`,
    order: [
      { sql: (session) => `${session}.starts_at`, type: 'timestamptz', descending: true },
      { sql: (session) => `${session}.id`, type: 'uuid', descending: true },
    ],
  })
  sessionsToRate(@Args() _page: PageArgs): object {
    return declared();
  }
}
