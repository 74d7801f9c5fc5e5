import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import type { ChangeJournalEntryInput, WriteJournalEntryInput } from './journal-entries.graphql.js';
import { JournalEntriesRepository } from './journal-entries.repository.js';
import { JournalLive } from './journal.live.js';
import { forRow } from './journal.texts.js';

type Reference = Promise<{ id: string }>;

/** What a client writes for themselves. */
@Injectable()
export class JournalEntriesService {
  constructor(
    private readonly entries: JournalEntriesRepository,
    private readonly dataKeys: DataKeys,
    private readonly live: JournalLive,
  ) {}

  /** @throws AppError NOT_FOUND for a link to what is not one's own */
  async write({ kind, text, goalId, actionId, setbackId }: WriteJournalEntryInput): Reference {
    const id = await this.entries.reserve();
    await this.entries.insert(id, {
      kind,
      text: await this.seal(id, text),
      goalId: goalId ?? null,
      actionId: actionId ?? null,
      setbackId: setbackId ?? null,
    });
    return { id };
  }

  /** @throws AppError NOT_FOUND, also for a link to what is not one's own; VERSION_CONFLICT */
  async change(id: string, version: number, input: ChangeJournalEntryInput): Reference {
    const { kind, text, goalId, actionId, setbackId } = input;
    const sealed = text ? await this.seal(id, text) : undefined;
    const change = { kind: kind ?? undefined, text: sealed, goalId, actionId, setbackId };
    if (await this.entries.change(id, version, change, new Date())) return this.told(id);
    if (!(await this.entries.isOwn(id))) throw notFound('JournalEntry');
    throw new AppError('VERSION_CONFLICT', 'The entry was changed meanwhile; look again.', 'version');
  }

  /** @throws AppError NOT_FOUND */
  archive(id: string): Reference {
    return this.put(id, new Date());
  }

  /** @throws AppError NOT_FOUND */
  unarchive(id: string): Reference {
    return this.put(id, null);
  }

  private async put(id: string, archivedAt: Date | null): Reference {
    await this.entries.archive(id, archivedAt);
    if (!(await this.entries.isOwn(id))) throw notFound('JournalEntry');
    return this.told(id);
  }

  private async told(id: string): Reference {
    await this.live.changed('journal_entries', id);
    return { id };
  }

  private async seal(id: string, text: string): Promise<string> {
    return forRow(await this.dataKeys.sealer(), 'journal_entries', id)('text', text);
  }
}
