import { Injectable } from '@nestjs/common';
import { Keys } from '../db/keys.js';
import { SERVED_AS } from '../files/file.format.js';
import { linkedFile } from '../files/file.link.js';
import type { Download } from '../files/file.reply.js';
import { SealedFiles } from '../files/sealed-files.js';
import { MembersService } from '../members/members.service.js';
import { VERSION, VERSION_FILES } from './document.places.js';
import { DocumentsRepository } from './documents.repository.js';

@Injectable()
export class DocumentsDownload {
  constructor(
    private readonly members: MembersService,
    private readonly keys: Keys,
    private readonly documents: DocumentsRepository,
    private readonly files: SealedFiles,
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
    const file = linkedFile(this.keys.links, VERSION, asked, now);
    const reader = file && (await this.members.actorOf(file.orgId, file.readerId));
    if (!reader) return null;
    const find = () => this.documents.findFile(file.fileId);
    const opened = await this.files.open(reader, VERSION_FILES, file.fileId, find);
    if (!opened) return null;
    const { kind, number, format } = opened.found;
    const { type, extension } = SERVED_AS[format];
    return { name: `${kind.toLowerCase()}-${number}.${extension}`, type, bytes: opened.bytes };
  }
}
