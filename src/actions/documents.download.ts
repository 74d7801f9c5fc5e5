import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { Keys } from '../db/keys.js';
import { FileStore } from '../files/file-store.js';
import { MembersService } from '../members/members.service.js';
import { SERVED_AS } from '../files/file.format.js';
import { linkedVersion } from './document.link.js';
import { fileKey, placeOfFile } from './document.places.js';
import { DocumentsRepository } from './documents.repository.js';

/** A file as it is saved. */
export interface Download {
  /** Of letters, digits, dots and dashes; tells no name. */
  name: string;
  type: string;
  bytes: Buffer;
}

@Injectable()
export class DocumentsDownload {
  constructor(
    private readonly db: Db,
    private readonly members: MembersService,
    private readonly keys: Keys,
    private readonly dataKeys: DataKeys,
    private readonly documents: DocumentsRepository,
    private readonly files: FileStore,
  ) {}

  /**
   * Opens a file for the person whom its link was made for, as long as they may see it: for the coach, while the consent
   * stands.
   * @param asked the parts of the address, as anybody may have written them
   * @param now ms since the epoch
   * @returns null for everything else, whatever the reason
   * @throws AppError UNAVAILABLE
   */
  async open(asked: { id: unknown; link: unknown }, now: number): Promise<Download | null> {
    const file = linkedVersion(this.keys.links, asked, now);
    if (!file) return null;
    const { orgId, versionId, readerId: memberId } = file;
    const reader = await this.members.actorOf(orgId, memberId);
    if (!reader) return null;
    try {
      return await this.read(reader, versionId);
    } catch (error) {
      // The reader left, or lost a role, a moment ago; or the organization rests.
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
      throw error;
    }
  }

  private async read(reader: MemberActor, versionId: string): Promise<Download | null> {
    const found = await this.db.run(reader, () => this.documents.findFile(versionId));
    const sealed = found && (await this.files.get(fileKey(reader.orgId, versionId)));
    if (!sealed) return null;
    const bytes = await this.db.run(reader, () => this.dataKeys.openFile(sealed, placeOfFile(versionId)));
    const { type, extension } = SERVED_AS[found.format];
    return { name: `${found.kind.toLowerCase()}-${found.number}.${extension}`, type, bytes };
  }
}
