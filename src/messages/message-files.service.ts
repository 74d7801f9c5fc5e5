import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Keys } from '../db/keys.js';
import { SERVED_AS } from '../files/file.format.js';
import { linkedFile } from '../files/file.link.js';
import type { Download } from '../files/file.reply.js';
import { SealedFiles } from '../files/sealed-files.js';
import { MembersService } from '../members/members.service.js';
import { MessageFilesRepository } from './message-files.repository.js';
import { savedAs } from './message.name.js';
import { MESSAGE_FILE, MESSAGE_FILES } from './message.places.js';
import { MessagesService, over } from './messages.service.js';

/** Bytes of all files of one engagement. */
const MAX_BYTES = 200 * 1024 * 1024;

/** Files on their way into messages, and out of them. */
@Injectable()
export class MessageFilesService {
  constructor(
    private readonly members: MembersService,
    private readonly keys: Keys,
    private readonly dataKeys: DataKeys,
    private readonly repository: MessageFilesRepository,
    private readonly messages: MessagesService,
    private readonly files: SealedFiles,
  ) {}

  /**
   * Stores a file that its author can then send. Outside any unit of work.
   * @returns its id
   * @throws AppError NOT_FOUND, CONFLICT, INVALID_INPUT for what is none of the formats, LIMIT_REACHED
   */
  store(actor: MemberActor, engagementId: string, bytes: Buffer): Promise<string> {
    return this.files.store(actor, MESSAGE_FILES, bytes, {
      announce: async () => {
        if (!(await this.messages.openLocked(engagementId))) throw over();
        const taken = await this.repository.bytesOf(engagementId);
        if (taken + bytes.length > MAX_BYTES) {
          throw new AppError('LIMIT_REACHED', 'The files of this engagement would take more than 200 MB.');
        }
        return this.repository.announce(engagementId);
      },
      hold: (id, file) => this.repository.hold(id, file),
    });
  }

  /**
   * Opens a file for the person whom its link was made for, as long as they may see it.
   * @param asked the parts of the address, as anybody may have written them
   * @param now ms since the epoch
   * @returns null for everything else, whatever the reason
   * @throws AppError UNAVAILABLE
   */
  async open(asked: { id: unknown; link: unknown }, now: number): Promise<Download | null> {
    const file = linkedFile(this.keys.links, MESSAGE_FILE, asked, now);
    const reader = file && (await this.members.actorOf(file.orgId, file.readerId));
    if (!reader) return null;
    const opened = await this.files.open(reader, MESSAGE_FILES, file.fileId, () => this.find(file.fileId));
    if (!opened) return null;
    const { name, format } = opened.found;
    const { type, extension } = SERVED_AS[format];
    return { name: `file.${extension}`, title: savedAs(name, format), type, bytes: opened.bytes };
  }

  /** Deletes files that no message holds, in all organizations. */
  deleteLoose(now: Date): Promise<void> {
    return this.files.deleteLoose(MESSAGE_FILES, this.repository, now);
  }

  private async find(id: string) {
    const found = await this.repository.find(id);
    if (!found) return undefined;
    const place = { table: 'message_files', column: 'name', rowId: id };
    return { ...found, name: found.name === null ? 'file' : await this.dataKeys.open(found.name, place) };
  }
}
