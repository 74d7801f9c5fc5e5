import { Int } from '@nestjs/graphql';
import { Engagement } from '../engagements/engagements.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { Id, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { PrivateNoteEntity } from './private-note.entity.js';
import { Session } from './sessions.graphql.js';

@Reads('private_notes', {
  idKind: 'private-note',
  description:
    'What a coach noted of a session for themselves. Nobody else reads it, not even the coach who takes over.',
})
export class PrivateNote implements Pick<PrivateNoteEntity, 'text' | 'version'> {
  @Id('private-note')
  id: string;

  @Sealed({ description: 'What was written; encrypted at rest, so it cannot be searched.' })
  text: string;

  @One(() => Session, {
    nullable: true,
    description: 'The session that it is about; null once the engagement is over.',
    on: (note, session) => `${session}.id = ${note}.session_id`,
  })
  session: Session | null;

  @One(() => Engagement, {
    description: 'The engagement that the session belongs to.',
    on: (note, engagement) => `${engagement}.id = ${note}.engagement_id`,
  })
  engagement: Engagement;

  @Stored(() => Instant, { description: 'When it was written.' })
  createdAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was last changed; null when it never was.' })
  changedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const PrivateNoteConnection = connectionOf(PrivateNote, 'private notes');
