import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { SituationRowsRepository, type Columns } from './situation-rows.repository.js';
import { parts, type Part } from './situation.parts.js';

type Reference = Promise<{ id: string }>;

/** What the lists of a situation have in common: so many at most, changed at the version seen, archived and taken back. */
@Injectable()
export class SituationRowsService {
  constructor(private readonly rows: SituationRowsRepository) {}

  /** @throws AppError LIMIT_REACHED */
  async add(part: Part, columns: Columns): Reference {
    await this.needsRoom(part);
    return { id: await this.rows.insert(part, columns) };
  }

  /**
   * Changes what was seen at `version`; an undefined column stays.
   * @param emptied the columns that null may empty
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT while it is archived, INVALID_INPUT
   */
  async change(part: Part, id: string, version: number, columns: Columns, emptied: string[]): Reference {
    const given = Object.entries(columns).filter(([, value]) => value !== undefined);
    for (const [name, value] of given) {
      if (value === null && !emptied.includes(name)) {
        throw invalidInput('This cannot be emptied.', `input.${name}`);
      }
    }
    if (await this.rows.change(part, id, version, Object.fromEntries(given))) return { id };
    const seen = await this.seen(part, id);
    if (seen.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'It was changed meanwhile; look again.', 'version');
    }
    throw new AppError('CONFLICT', 'It is archived; take it back first.');
  }

  /**
   * Archiving what is archived changes nothing.
   * @throws AppError NOT_FOUND
   */
  async archive(part: Part, id: string): Reference {
    await this.seen(part, id);
    await this.rows.archive(part, id, new Date());
    return { id };
  }

  /**
   * Taking back what stands changes nothing.
   * @throws AppError NOT_FOUND, LIMIT_REACHED
   */
  async unarchive(part: Part, id: string): Reference {
    await this.rows.lockClient();
    const { isArchived } = await this.seen(part, id);
    if (!isArchived) return { id };
    await this.needsRoom(part);
    await this.rows.archive(part, id, null);
    return { id };
  }

  /** Lets one change at a time count and connect the actor's rows. @returns the client's id */
  lockClient(): Promise<string> {
    return this.rows.lockClient();
  }

  /**
   * Locks the client, so that of two who add at once the second counts what the first has added.
   * @throws AppError LIMIT_REACHED
   */
  async needsRoom(part: Part): Promise<void> {
    await this.rows.lockClient();
    const { most, plural } = parts[part];
    if ((await this.rows.countStanding(part)) >= most) {
      throw new AppError('LIMIT_REACHED', `At most ${most} ${plural} stand at once: archive one first.`);
    }
  }

  private async seen(part: Part, id: string) {
    const row = await this.rows.find(part, id);
    if (!row) throw notFound(parts[part].what);
    return row;
  }
}
