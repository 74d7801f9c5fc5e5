import { z } from 'zod';
import { Id, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { SessionRecordingEntity } from './session-recording.entity.js';

export const RECORDING_LETTERS = 500;
/** Written as the parser of addresses writes it, so that no two readings of it differ. */
export const recordingUrlCheck = z.url({ protocol: /^https$/, normalize: true }).max(RECORDING_LETTERS);

@Reads('session_recordings', {
  idKind: 'session-recording',
  description:
    'Where the recording of a session is. There only while the agreement that the session was booked under and the one in force both let recordings be kept.',
})
export class SessionRecording implements Pick<SessionRecordingEntity, 'url'> {
  @Id('session-recording')
  id: string;

  @Sealed({ description: 'Its https address; encrypted at rest.' })
  url: string;

  @Stored(() => Instant, { description: 'When the coach added it.' })
  addedAt: string;
}
