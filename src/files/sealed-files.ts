// Guarantees: a row holds its whole file or none, at rest a file is sealed for its row, and a file that no row holds is
// deleted in the end.
import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { errorKind } from '../error-kind.js';
import { FileStore } from './file-store.js';
import { formatOf, type FileFormat } from './file.format.js';

/** Bytes of one file: a long portfolio of pictures. */
export const MAX_FILE = 10 * 1024 * 1024;
/** How long a file can be on its way, in ms; storing takes seconds. */
const GIVEN_UP_AFTER = 60 * 60_000;
const BATCH = 100;

/** Where the files of one kind are: the folder in the store, and the table whose rows they are sealed for. */
export interface Shelf {
  folder: string;
  table: string;
}

/** What is known of a stored file. */
export interface StoredFile {
  format: FileFormat;
  /** Of the file as it is downloaded, in lower-case hex. */
  sha256: string;
  bytes: number;
}

/** What the owner of a shelf does about one file, each in a unit of work of its own. */
export interface Shelving {
  /** Checks that there is room and writes the row that speaks of the file. @returns its id */
  announce(): Promise<string>;
  /** Lets the row hold the file. @returns false once the sweep has given it up */
  hold(id: string, file: StoredFile): Promise<boolean>;
}

/** Rows of files that nothing holds, as the sweep goes through them. */
export interface LooseFiles {
  /** Of all organizations. */
  findLoose(begunBefore: Date, batch: number): Promise<{ orgId: string; id: string }[]>;
  /** As the system: from now on nothing can hold the file. @returns whether it is loose still */
  abandonFile(id: string): Promise<boolean>;
  /** As the system: the file is gone. */
  forgetFile(id: string): Promise<void>;
}

const keyOf = ({ folder }: Shelf, orgId: string, id: string) => `${orgId}/${folder}/${id}`;
const placeOf = ({ table }: Shelf, rowId: string) => ({ table, column: 'file', rowId });

@Injectable()
export class SealedFiles {
  private readonly log = new Logger('SealedFiles');

  constructor(
    private readonly db: Db,
    private readonly dataKeys: DataKeys,
    private readonly files: FileStore,
  ) {}

  /**
   * Stores a file. Its row is committed before the file is, and holds it after that, so that a crash leaves a row by
   * which the sweep finds the file.
   * @returns the id of the row
   * @throws AppError INVALID_INPUT for what is none of the formats, and whatever the shelving throws
   */
  async store(actor: MemberActor, shelf: Shelf, bytes: Buffer, shelving: Shelving): Promise<string> {
    const format = formatOf(bytes);
    if (!format) {
      throw invalidInput(
        'The file is none of PDF, DOCX, ODT, PNG, JPEG and plain text, or it holds a program.',
      );
    }
    const { id, sealed } = await this.db.run(actor, async () => {
      const row = await shelving.announce();
      return { id: row, sealed: await this.dataKeys.sealFile(bytes, placeOf(shelf, row)) };
    });
    await this.files.put(keyOf(shelf, actor.orgId, id), sealed);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.db.run(actor, async () => {
      if (!(await shelving.hold(id, { format, sha256, bytes: bytes.length })))
        throw new AppError('UNAVAILABLE', 'Storing took too long.');
    });
    return id;
  }

  /**
   * Opens a file for a reader.
   * @param find what the reader sees of its row; undefined where they may not see it
   * @returns null where they may not, or left a moment ago, and where the file is gone
   * @throws AppError UNAVAILABLE
   */
  async open<Found>(
    reader: MemberActor,
    shelf: Shelf,
    id: string,
    find: () => Promise<Found | undefined>,
  ): Promise<{ found: Found; bytes: Buffer } | null> {
    try {
      const found = await this.db.run(reader, find);
      const sealed = found && (await this.files.get(keyOf(shelf, reader.orgId, id)));
      if (!sealed) return null;
      const bytes = await this.db.run(reader, () => this.dataKeys.openFile(sealed, placeOf(shelf, id)));
      return { found, bytes };
    } catch (error) {
      // The reader left, or lost a role, a moment ago; or the organization rests.
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
      throw error;
    }
  }

  /** Deletes files that nothing holds, in all organizations. Several workers may do so at once. */
  async deleteLoose(shelf: Shelf, rows: LooseFiles, now: Date): Promise<void> {
    const begunBefore = new Date(now.getTime() - GIVEN_UP_AFTER);
    for (const { orgId, id } of await rows.findLoose(begunBefore, BATCH)) {
      try {
        // First nothing can hold it any more, then the file goes, then what is known of it.
        const system = { kind: 'system', orgId } as const;
        if (!(await this.db.run(system, () => rows.abandonFile(id)))) continue;
        await this.files.delete(keyOf(shelf, orgId, id));
        await this.db.run(system, () => rows.forgetFile(id));
      } catch (error) {
        // One that fails is not the others' business; the next sweep finds it again.
        this.log.error({ msg: 'a loose file was not deleted', fileId: id, error: errorKind(error) });
      }
    }
  }
}
