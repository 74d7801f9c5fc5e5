// Guarantees: a version is there with its whole file or not at all.
import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { MAX_FILE, SealedFiles } from '../files/sealed-files.js';
import { VERSION_FILES } from './document.places.js';
import { DocumentsRepository } from './documents.repository.js';
import { DocumentsService } from './documents.service.js';

/** Bytes of all files of one client. */
const MAX_FILES = 200 * 1024 * 1024;

@Injectable()
export class DocumentsUpload {
  constructor(
    private readonly documents: DocumentsRepository,
    private readonly service: DocumentsService,
    private readonly files: SealedFiles,
  ) {}

  /**
   * Makes the bytes the next version of a document.
   * @returns the id of the version
   * @throws AppError NOT_FOUND, INVALID_INPUT for what is none of the formats, LIMIT_REACHED
   */
  store(actor: MemberActor, documentId: string, bytes: Buffer): Promise<string> {
    return this.files.store(actor, VERSION_FILES, bytes, {
      announce: async () => {
        await this.needsRoom(bytes.length);
        await this.service.locked(documentId);
        return this.documents.announceFile();
      },
      hold: async (id, file) => {
        await this.service.locked(documentId);
        if (!(await this.documents.claimFile(id))) return false;
        const number = await this.service.nextNumber(documentId);
        await this.documents.addVersion(documentId, id, number, { url: null, ...file }, new Date());
        return true;
      },
    });
  }

  /** Deletes files that no version holds, in all organizations. */
  deleteLoose(now: Date): Promise<void> {
    return this.files.deleteLoose(VERSION_FILES, this.documents, now);
  }

  /** What is on its way counts as the largest file: many at once find no more room than one after the other. */
  private async needsRoom(bytes: number): Promise<void> {
    const kept = await this.documents.lockAndCount();
    if (kept.bytes + kept.onTheirWay * MAX_FILE + bytes > MAX_FILES) {
      throw new AppError('LIMIT_REACHED', 'Your files would take more than 200 MB; delete a document first.');
    }
  }
}
