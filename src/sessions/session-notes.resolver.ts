import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page, ReadPage } from '../graphql/read/declare.js';
import { SessionNote, SessionNoteConnection } from './session-notes.graphql.js';
import { SessionNotesService } from './session-notes.service.js';
import { Session, text } from './sessions.graphql.js';

const MAX_LETTERS = 10_000;
const textCheck = text(1, MAX_LETTERS);
const textArg = {
  type: () => String,
  description: `What to note, for both sides; at most ${MAX_LETTERS} letters.`,
};

@Resolver()
export class SessionNotesResolver {
  constructor(private readonly service: SessionNotesService) {}

  @ReadPage(() => SessionNoteConnection, {
    description:
      'The notes of all the sessions that you are or were a side of, newest first; a coach keeps them when an engagement is over.',
    allow: 'MEMBER',
    where: (note) =>
      `${note}.coach_id = (select app.member_id()) or ${note}.client_id = (select app.member_id())`,
    order: [{ sql: (note) => `${note}.id`, type: 'uuid', descending: true }],
  })
  mySessionNotes(@Args() _page: PageArgs): object {
    return declared();
  }

  @Action(() => SessionNote, {
    description: 'Writes a note to a session, which both sides read.',
    allow: ['COACH', 'CLIENT'],
    args: { sessionId: id('session'), text: textCheck },
  })
  addSessionNote(
    @Args('sessionId', { type: () => ID, description: 'Id of the session.' }) sessionId: string,
    @Args('text', textArg) note: string,
  ): Promise<{ id: string }> {
    return this.service.add(sessionId, note);
  }

  @Action(() => SessionNote, {
    description: 'Replaces what you noted yourself, while the engagement is open.',
    allow: ['COACH', 'CLIENT'],
    args: { id: id('session-note'), text: textCheck },
  })
  changeSessionNote(
    @Args('id', { type: () => ID, description: 'Id of the note.' }) noteId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('text', textArg) note: string,
  ): Promise<{ id: string }> {
    return this.service.change(noteId, version, note);
  }
}

/** What was noted in a session. */
@Resolver(() => Session)
export class SessionNotes {
  @Page(() => SessionNoteConnection, {
    description: 'What both sides noted for each other, in the order of writing.',
    on: (session, note) => `${note}.session_id = ${session}.id`,
    order: [{ sql: (note) => `${note}.id`, type: 'uuid' }],
  })
  notes(@Args() _page: PageArgs): object {
    return declared();
  }
}
