import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, Page, ReadPage } from '../graphql/read/declare.js';
import { PrivateNote, PrivateNoteConnection } from './private-notes.graphql.js';
import { PrivateNotesService } from './private-notes.service.js';
import { Session, text } from './sessions.graphql.js';

const MAX_LETTERS = 10_000;
const textCheck = text(1, MAX_LETTERS);
const textArg = {
  type: () => String,
  description: `What to note, for yourself alone; at most ${MAX_LETTERS} letters.`,
};
const idArg = { type: () => ID, description: 'Id of the private note.' };
const args = { id: id('private-note') };
const COACH = ['COACH'] as const;

@Resolver()
export class PrivateNotesResolver {
  constructor(private readonly notes: PrivateNotesService) {}

  @ReadPage(() => PrivateNoteConnection, {
    description:
      'What you noted for yourself as a coach, newest first: of engagements that are open, or over for no longer than the retention that was agreed on.',
    allow: COACH,
    where: (note) => `${note}.author_id = (select app.member_id())`,
    filters: { engagementId: (note, { arg }) => `${note}.engagement_id = ${arg('engagementId', 'uuid')}` },
    order: [{ sql: (note) => `${note}.id`, type: 'uuid', descending: true }],
    args: { engagementId: id('engagement') },
  })
  myPrivateNotes(
    @Args() _page: PageArgs,
    @Args('engagementId', {
      type: () => ID,
      nullable: true,
      description: 'Only those of this engagement of yours.',
    })
    _engagementId?: string,
  ): object {
    return declared();
  }

  @Action(() => PrivateNote, {
    description: 'Writes a note to a session of an open engagement, for yourself alone.',
    allow: COACH,
    args: { sessionId: id('session'), text: textCheck },
  })
  addPrivateNote(
    @Args('sessionId', { type: () => ID, description: 'Id of the session that you coach.' })
    sessionId: string,
    @Args('text', textArg) note: string,
  ): Promise<{ id: string }> {
    return this.notes.add(sessionId, note);
  }

  @Action(() => PrivateNote, {
    description: 'Replaces what you noted for yourself, as long as you keep it.',
    allow: COACH,
    args: { ...args, text: textCheck },
  })
  changePrivateNote(
    @Args('id', idArg) noteId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('text', textArg) note: string,
  ): Promise<{ id: string }> {
    return this.notes.change(noteId, version, note);
  }

  @Action(() => Boolean, {
    description: 'Deletes what you noted for yourself, for good. Always true.',
    allow: COACH,
    args,
  })
  deletePrivateNote(@Args('id', idArg) noteId: string): Promise<true> {
    return this.notes.delete(noteId);
  }
}

/** What its coach noted of a session for themselves. */
@Resolver(() => Session)
export class SessionPrivateNotes {
  @Page(() => PrivateNoteConnection, {
    description: 'What you noted for yourself as its coach, in the order of writing; empty for anybody else.',
    on: (session, note) => `${note}.session_id = ${session}.id`,
    order: [{ sql: (note) => `${note}.id`, type: 'uuid' }],
  })
  privateNotes(@Args() _page: PageArgs): object {
    return declared();
  }
}
