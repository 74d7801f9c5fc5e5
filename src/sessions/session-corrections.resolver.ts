import { Resolver } from '@nestjs/graphql';
import { declared, Many } from '../graphql/read/declare.js';
import { SessionCorrection } from './session-corrections.graphql.js';
import { Session } from './sessions.graphql.js';

/** What was put right about a session. */
@Resolver(() => Session)
export class SessionCorrections {
  @Many(() => [SessionCorrection], {
    description: 'What was put right about it, latest first; at most 20.',
    on: (session, correction) => `${correction}.session_id = ${session}.id`,
    order: [{ sql: (correction) => `${correction}.id`, type: 'uuid', descending: true }],
    limit: 20,
  })
  corrections(): SessionCorrection[] {
    return declared();
  }
}
