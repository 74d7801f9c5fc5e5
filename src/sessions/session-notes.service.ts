import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { SessionNotesRepository } from './session-notes.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class SessionNotesService {
  constructor(
    private readonly notes: SessionNotesRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError NOT_FOUND */
  async add(sessionId: string, text: string): Reference {
    const id = await this.notes.reserve(sessionId);
    if (id === undefined) throw notFound('Session', 'sessionId');
    await this.notes.add(id, sessionId, await this.seal(id, text));
    return { id };
  }

  /** @throws AppError NOT_FOUND, FORBIDDEN for the other side, VERSION_CONFLICT, CONFLICT once the engagement is over */
  async change(id: string, version: number, text: string): Reference {
    const note = await this.notes.find(id);
    if (!note) throw notFound('SessionNote');
    if (!note.isAuthor) throw new AppError('FORBIDDEN', 'A note is changed by who wrote it.');
    if (await this.notes.change(id, version, await this.seal(id, text), new Date())) return { id };
    const now = await this.notes.find(id);
    if (now?.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The note was changed meanwhile; look again.', 'version');
    throw new AppError('CONFLICT', 'The engagement is over; its notes stay as they are.');
  }

  private async seal(rowId: string, text: string): Promise<string> {
    const seal = await this.dataKeys.sealer();
    return seal(text, { table: 'session_notes', column: 'text', rowId });
  }
}
