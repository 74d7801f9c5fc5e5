import { Args, ID, Resolver } from '@nestjs/graphql';
import { ActionItem, ActionItemConnection } from '../actions/actions.graphql.js';
import { CreateActionInput } from '../actions/actions.input.graphql.js';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page } from '../graphql/read/declare.js';
import { AgreedActionsService } from './agreed-actions.service.js';
import { Session } from './sessions.graphql.js';

@Resolver()
export class AgreedActionsResolver {
  constructor(private readonly agreed: AgreedActionsService) {}

  @Action(() => ActionItem, {
    description:
      'Writes down, as either side, what was agreed on in a session: an action of its client, who sees which session it comes from. CONFLICT unless the session runs or was held.',
    allow: ['COACH', 'CLIENT'],
    args: { sessionId: id('session') },
  })
  agreeAction(
    @Args('sessionId', { type: () => ID, description: 'Id of the session.' }) sessionId: string,
    @Args('input', { type: () => CreateActionInput, description: 'What the action says.' })
    input: CreateActionInput,
  ): Promise<{ id: string }> {
    return this.agreed.agree(sessionId, input);
  }
}

/** What came of a session. */
@Resolver(() => Session)
export class SessionActions {
  @Page(() => ActionItemConnection, {
    description: 'The actions that were agreed on in it, in the order of writing; whatever became of them.',
    counted: true,
    on: (session, action) =>
      `${action}.client_id = ${session}.client_id and ${action}.id in (select l.id from session_actions l` +
      ` where l.org_id = ${session}.org_id and l.session_id = ${session}.id)`,
    order: [{ sql: (action) => `${action}.id`, type: 'uuid' }],
  })
  agreedActions(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** Where an action comes from. */
@Resolver(() => ActionItem)
export class ActionSession {
  @One(() => Session, {
    nullable: true,
    description:
      'The session that it was agreed on in; null where it was not, and for who is no side of that session.',
    on: (action, session) =>
      `${session}.client_id = ${action}.client_id and ${session}.id = (select l.session_id from session_actions l` +
      ` where l.org_id = ${action}.org_id and l.id = ${action}.id)`,
  })
  agreedIn(): Session {
    return declared();
  }
}
