// Guarantees: a version is there with its whole file or not at all, and a file that no version holds is deleted in the end.
import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { FileStore } from '../files/file-store.js';
import { formatOf } from '../files/file.format.js';
import { fileKey, placeOfFile } from './document.places.js';
import { DocumentsRepository } from './documents.repository.js';
import { DocumentsService } from './documents.service.js';

/** Bytes of one file: a long portfolio of pictures. */
export const MAX_FILE = 10 * 1024 * 1024;
/** Bytes of all files of one client. */
const MAX_FILES = 200 * 1024 * 1024;
/** How long a file can be on its way, in ms; storing takes seconds. */
const GIVEN_UP_AFTER = 60 * 60_000;
const BATCH = 100;

@Injectable()
export class DocumentsUpload {
  private readonly log = new Logger('DocumentsUpload');

  constructor(
    private readonly db: Db,
    private readonly documents: DocumentsRepository,
    private readonly service: DocumentsService,
    private readonly dataKeys: DataKeys,
    private readonly files: FileStore,
  ) {}

  /**
   * Makes the bytes the next version of a document. The row that speaks of the file is committed before it is stored, and
   * becomes the version after that, so that a crash leaves a row by which the sweep finds the file.
   * @returns the id of the version
   * @throws AppError NOT_FOUND, INVALID_INPUT for what is none of the formats, LIMIT_REACHED
   */
  async store(actor: MemberActor, documentId: string, bytes: Buffer): Promise<string> {
    const format = formatOf(bytes);
    if (!format) {
      throw invalidInput(
        'The file is none of PDF, DOCX, ODT, PNG, JPEG and plain text, or it holds a program.',
      );
    }
    const { id, sealed } = await this.db.run(actor, async () => {
      await this.needsRoom(bytes.length);
      await this.service.locked(documentId);
      const versionId = await this.documents.announceFile();
      return { id: versionId, sealed: await this.dataKeys.sealFile(bytes, placeOfFile(versionId)) };
    });
    await this.files.put(fileKey(actor.orgId, id), sealed);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.db.run(actor, async () => {
      await this.service.locked(documentId);
      if (!(await this.documents.claimFile(id))) throw new AppError('UNAVAILABLE', 'Storing took too long.');
      const number = await this.service.nextNumber(documentId);
      const content = { url: null, format, sha256, bytes: bytes.length };
      await this.documents.addVersion(documentId, id, number, content, new Date());
    });
    return id;
  }

  /** Deletes files that no version holds, in all organizations. Several workers may do so at once. */
  async deleteLoose(now: Date): Promise<void> {
    const begunBefore = new Date(now.getTime() - GIVEN_UP_AFTER);
    for (const { orgId, id } of await this.documents.findLoose(begunBefore, BATCH)) {
      try {
        await this.deleteFile(orgId, id);
      } catch (error) {
        // One that fails is not the others' business; the next sweep finds it again.
        this.log.error({ msg: 'a loose file was not deleted', versionId: id, error: errorKind(error) });
      }
    }
  }

  /** First nobody can claim it any more, then the file goes, then what is known of it. */
  private async deleteFile(orgId: string, id: string): Promise<void> {
    const system = { kind: 'system', orgId } as const;
    if (!(await this.db.run(system, () => this.documents.abandonFile(id)))) return;
    await this.files.delete(fileKey(orgId, id));
    await this.db.run(system, () => this.documents.forgetFile(id));
  }

  /** What is on its way counts as the largest file: many at once find no more room than one after the other. */
  private async needsRoom(bytes: number): Promise<void> {
    const kept = await this.documents.lockAndCount();
    if (kept.bytes + kept.onTheirWay * MAX_FILE + bytes > MAX_FILES) {
      throw new AppError('LIMIT_REACHED', 'Your files would take more than 200 MB; delete a document first.');
    }
  }
}
