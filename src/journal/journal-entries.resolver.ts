import { Args, Context, ID, Int, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../db/actor.js';
import { PageArgs } from '../graphql/connections.js';
import type { OperationContext } from '../graphql/context.js';
import { id } from '../graphql/ids.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Action, declared, Live, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { LocalDate } from '../graphql/scalars.js';
import {
  ChangeJournalEntryInput,
  JournalEntry,
  JournalEntryConnection,
  JournalKindEnum,
  WriteJournalEntryInput,
} from './journal-entries.graphql.js';
import { JournalEntriesService } from './journal-entries.service.js';
import type { JournalKind } from './journal-entry.entity.js';
import { JournalLive } from './journal.live.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('journal-entry') };
const idArg = { type: () => ID, description: 'Id of the journal entry.' };

/** The instant at which a day begins on the client's own clock. */
const beginOf = (day: string) =>
  `${day}::timestamp at time zone (select m.time_zone from members m where m.org_id = (select app.org_id()) and m.id = (select app.member_id()))`;

@Resolver()
export class JournalEntriesResolver {
  constructor(
    private readonly entries: JournalEntriesService,
    private readonly live: JournalLive,
  ) {}

  @ReadOne(() => JournalEntry, {
    description:
      'A journal entry by id, your own or one shared with you; null where there is none that you may see.',
    allow: ['CLIENT', 'COACH'],
    args,
    where: (entry, { arg }) => `${entry}.id = ${arg('id', 'uuid')}`,
  })
  journalEntry(@Args('id', idArg) _id: string): JournalEntry {
    return declared();
  }

  @ReadPage(() => JournalEntryConnection, {
    description: 'Your own journal, newest first.',
    allow: CLIENT,
    where: (entry) => `${entry}.client_id = (select app.member_id())`,
    filters: {
      kind: (entry: Row, { arg }: Scope) => `${entry}.kind = ${arg('kind', 'text')}`,
      goalId: (entry: Row, { arg }: Scope) => `${entry}.goal_id = ${arg('goalId', 'uuid')}`,
      from: (entry: Row, { arg }: Scope) => `${entry}.created_at >= ${beginOf(arg('from', 'date'))}`,
      until: (entry: Row, { arg }: Scope) =>
        `${entry}.created_at < ${beginOf(`(${arg('until', 'date')} + 1)`)}`,
      archived: (entry: Row, { arg }: Scope) =>
        `(${entry}.archived_at is not null) = ${arg('archived', 'boolean')}`,
    },
    order: [{ sql: (entry) => `${entry}.id`, type: 'uuid', descending: true }],
    args: { goalId: id('goal') },
  })
  myJournal(
    @Args() _page: PageArgs,
    @Args('kind', { type: () => JournalKindEnum, nullable: true, description: 'Only entries about this.' })
    _kind?: JournalKind,
    @Args('goalId', { type: () => ID, nullable: true, description: 'Only entries of this goal.' })
    _goalId?: string,
    @Args('from', {
      type: () => LocalDate,
      nullable: true,
      description: 'Only entries written on this day of your zone or later.',
    })
    _from?: string,
    @Args('until', {
      type: () => LocalDate,
      nullable: true,
      description: 'Only entries written on this day of your zone or before.',
    })
    _until?: string,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True for entries that were put away, false for those in sight.',
    })
    _archived?: boolean,
  ): object {
    return declared();
  }

  @Action(() => JournalEntry, {
    description: 'Writes an entry into your journal. Nobody else sees it unless you share it.',
    allow: CLIENT,
  })
  writeJournalEntry(
    @Args('input', { type: () => WriteJournalEntryInput, description: 'What to write.' })
    input: WriteJournalEntryInput,
  ): Reference {
    return this.entries.write(input);
  }

  @Action(() => JournalEntry, {
    description: 'Changes an entry of your journal; whom it is shared with sees it changed at once.',
    allow: CLIENT,
    args,
  })
  changeJournalEntry(
    @Args('id', idArg) entryId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeJournalEntryInput, description: 'What to change.' })
    input: ChangeJournalEntryInput,
  ): Reference {
    return this.entries.change(entryId, version, input);
  }

  @Action(() => JournalEntry, {
    description:
      'Puts an entry of your journal away; it stays whole and shared as it was. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  archiveJournalEntry(@Args('id', idArg) entryId: string): Reference {
    return this.entries.archive(entryId);
  }

  @Action(() => JournalEntry, {
    description: 'Brings back an entry of your journal that was put away. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  unarchiveJournalEntry(@Args('id', idArg) entryId: string): Reference {
    return this.entries.unarchive(entryId);
  }

  @Live(() => JournalEntry, {
    description:
      'A journal entry, your own or one shared with you: now, and whenever it is changed, shared or taken back. Once you may no longer see it, the answer is NOT_FOUND and holds nothing of it.',
    allow: ['CLIENT', 'COACH'],
    args,
  })
  journalEntryChanged(
    @Args('id', idArg) entryId: string,
    @Context() { actor }: OperationContext,
  ): Promise<AsyncIterableIterator<{ id: string }>> {
    return this.live.watch(actor as MemberActor, 'journal_entries', entryId);
  }
}
