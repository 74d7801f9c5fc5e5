import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { PrivateNotesRepository } from './private-notes.repository.js';

type Reference = Promise<{ id: string }>;

/** What a coach notes for themselves, and keeps until the retention ends that was agreed on. */
@Injectable()
export class PrivateNotesService {
  constructor(
    private readonly notes: PrivateNotesRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError NOT_FOUND, FORBIDDEN for the client of the session */
  async add(sessionId: string, text: string): Reference {
    const reserved = await this.notes.reserve(sessionId);
    if (!reserved) throw notFound('Session', 'sessionId');
    if (!reserved.coaches) throw new AppError('FORBIDDEN', 'Private notes are written by the coach.');
    const { id } = reserved;
    await this.notes.insert(id, sessionId, await this.seal(id, text));
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT */
  async change(id: string, version: number, text: string): Reference {
    if (await this.notes.change(id, version, await this.seal(id, text), new Date())) return { id };
    if (!(await this.notes.isOwn(id))) throw notFound('PrivateNote');
    throw new AppError('VERSION_CONFLICT', 'The note was changed meanwhile; look again.', 'version');
  }

  /** @throws AppError NOT_FOUND */
  async delete(id: string): Promise<true> {
    if (!(await this.notes.delete(id))) throw notFound('PrivateNote');
    return true;
  }

  private async seal(rowId: string, text: string): Promise<string> {
    const seal = await this.dataKeys.sealer();
    return seal(text, { table: 'private_notes', column: 'text', rowId });
  }
}
