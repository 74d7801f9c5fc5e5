import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { RecordingsRepository } from './recordings.repository.js';

/** Where recordings are, as far as the agreements let them be kept. */
@Injectable()
export class RecordingsService {
  constructor(
    private readonly recordings: RecordingsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /**
   * @returns the session
   * @throws AppError NOT_FOUND, FORBIDDEN for the client, CONFLICT unless it was held, may be recorded, and has none yet
   */
  async add(sessionId: string, url: string): Promise<{ id: string }> {
    const session = await this.recordings.keep(sessionId);
    if (!session) throw notFound('Session', 'sessionId');
    if (!session.coaches) throw new AppError('FORBIDDEN', 'The coach adds the recording.');
    if (session.status !== 'HELD') throw new AppError('CONFLICT', 'Only a session that was held has one.');
    if (!session.mayBeRecorded)
      throw new AppError('CONFLICT', 'The agreement does not let recordings of this session be kept.');
    const seal = await this.dataKeys.sealer();
    const sealed = seal(url, { table: 'session_recordings', column: 'url', rowId: sessionId });
    await this.recordings.insert(sessionId, sealed);
    return { id: sessionId };
  }

  /** @throws AppError NOT_FOUND */
  async delete(id: string): Promise<true> {
    if (!(await this.recordings.delete(id))) throw notFound('SessionRecording');
    return true;
  }
}
