import { Int } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { Id, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import type { SessionNoteEntity } from './session-note.entity.js';
import { Session } from './sessions.graphql.js';

@Reads('session_notes', {
  idKind: 'session-note',
  description: 'What one side of a session wrote down for both.',
})
export class SessionNote implements Pick<SessionNoteEntity, 'text' | 'version'> {
  @Id('session-note')
  id: string;

  @Sealed({ description: 'What was written; encrypted at rest.' })
  text: string;

  @One(() => Member, {
    nullable: true,
    description: 'Who wrote it; null for the other side once you no longer work together.',
    on: (note, member) => `${member}.id = ${note}.author_id`,
  })
  author: Member | null;

  @One(() => Session, {
    nullable: true,
    description: 'The session that it belongs to; null for its coach once the engagement is over.',
    on: (note, session) => `${session}.id = ${note}.session_id`,
  })
  session: Session | null;

  @Stored(() => Instant, { description: 'When it was written.' })
  createdAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was last changed; null when it never was.' })
  changedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const SessionNoteConnection = connectionOf(SessionNote, 'notes');
