import { Args, ID, Resolver } from '@nestjs/graphql';
import { id } from '../graphql/ids.js';
import { Action, declared, One } from '../graphql/read/declare.js';
import { RECORDING_LETTERS, recordingUrlCheck, SessionRecording } from './recordings.graphql.js';
import { RecordingsService } from './recordings.service.js';
import { Session } from './sessions.graphql.js';

@Resolver()
export class RecordingsResolver {
  constructor(private readonly recordings: RecordingsService) {}

  @Action(() => Session, {
    description:
      'Says as its coach where the recording of a session is that was held. CONFLICT where the agreement that it was booked under, or the one in force, lets none be kept.',
    allow: ['COACH'],
    args: { sessionId: id('session'), url: recordingUrlCheck },
  })
  addRecording(
    @Args('sessionId', { type: () => ID, description: 'Id of the session.' }) sessionId: string,
    @Args('url', {
      type: () => String,
      description: `Where it is: an https address of at most ${RECORDING_LETTERS} letters.`,
    })
    url: string,
  ): Promise<{ id: string }> {
    return this.recordings.add(sessionId, url);
  }

  @Action(() => Boolean, {
    description:
      'Takes the address of a recording away for good, as either side; the recording itself is where it is. Always true.',
    allow: ['COACH', 'CLIENT'],
    args: { id: id('session-recording') },
  })
  deleteRecording(
    @Args('id', { type: () => ID, description: 'Id of the recording.' }) recordingId: string,
  ): Promise<true> {
    return this.recordings.delete(recordingId);
  }
}

/** What was recorded of a session. */
@Resolver(() => Session)
export class SessionRecordings {
  @One(() => SessionRecording, {
    nullable: true,
    description:
      'Where its recording is; null where there is none, as soon as an agreement does not let it be kept, and for who is no side of the session.',
    on: (session, recording) => `${recording}.id = ${session}.id`,
  })
  recording(): SessionRecording {
    return declared();
  }
}
