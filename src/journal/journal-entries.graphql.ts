import { ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { ActionItem } from '../actions/actions.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import { id } from '../graphql/ids.js';
import { Id, Input, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { journalKinds, type JournalEntryEntity, type JournalKind } from './journal-entry.entity.js';
import { ENTRY_MAX, text } from './journal.texts.js';
import { Setback } from './setbacks.graphql.js';

export const JournalKindEnum = enumOf(journalKinds);
registerEnumType(JournalKindEnum, {
  name: 'JournalKind',
  description: 'What a journal entry is about.',
  valuesMap: {
    GOAL: { description: 'A goal, or a thought about one.' },
    ACTION: { description: 'Something that one does or wants to do.' },
    ACCOMPLISHMENT: { description: 'Something that one made happen.' },
    SETBACK: { description: 'Something that did not work out.' },
    REFLECTION: { description: 'A look back, or a thought.' },
    QUESTION: { description: 'Something that one wonders about.' },
  },
});

const FOR_OTHERS = 'null without one, and for whom the entry is shared with but may not see it';

@Reads('journal_entries', {
  idKind: 'journal-entry',
  description: 'What a client wrote for themselves; private unless shared with a person until a date.',
})
export class JournalEntry implements Pick<JournalEntryEntity, 'kind' | 'text' | 'version'> {
  @Id('journal-entry')
  id: string;

  @Stored(() => JournalKindEnum, { description: 'What it is about.' })
  kind: JournalKind;

  @Sealed({ description: 'What was written; encrypted at rest, so it cannot be searched.' })
  text: string;

  @One(() => Goal, {
    nullable: true,
    description: `The goal that it belongs to; ${FOR_OTHERS}.`,
    on: (entry, goal) => `${goal}.client_id = ${entry}.client_id and ${goal}.id = ${entry}.goal_id`,
  })
  goal: Goal | null;

  @One(() => ActionItem, {
    nullable: true,
    description: `The action that it belongs to; ${FOR_OTHERS}.`,
    on: (entry, action) => `${action}.client_id = ${entry}.client_id and ${action}.id = ${entry}.action_id`,
  })
  action: ActionItem | null;

  @One(() => Setback, {
    nullable: true,
    description: `The setback that it belongs to; ${FOR_OTHERS}.`,
    on: (entry, setback) =>
      `${setback}.client_id = ${entry}.client_id and ${setback}.id = ${entry}.setback_id`,
  })
  setback: Setback | null;

  @Stored(() => Instant, { description: 'When it was written.' })
  createdAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When it was last changed; null when it never was.' })
  changedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it is in sight.' })
  archivedAt: string | null;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const JournalEntryConnection = connectionOf(JournalEntry, 'journal entries');

const TEXT = `What to write; at most ${ENTRY_MAX} letters.`;

/** What an entry can belong to. */
@InputType({ isAbstract: true })
abstract class JournalEntryLinks {
  @Input(() => ID, { nullable: true, check: id('goal'), description: 'A goal of yours that it belongs to.' })
  goalId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('action'),
    description: 'An action of yours that it belongs to.',
  })
  actionId?: string | null;

  @Input(() => ID, {
    nullable: true,
    check: id('setback'),
    description: 'A setback of yours that it belongs to.',
  })
  setbackId?: string | null;
}

@InputType({ description: 'A journal entry to write.' })
export class WriteJournalEntryInput extends JournalEntryLinks {
  @Input(() => JournalKindEnum, { description: 'What it is about.' })
  kind: JournalKind;

  @Input(() => String, { check: text(ENTRY_MAX), description: TEXT })
  text: string;
}

@InputType({
  description: 'What to change of a journal entry; what is left out stays, null takes a link away.',
})
export class ChangeJournalEntryInput extends JournalEntryLinks {
  @Input(() => JournalKindEnum, { nullable: true, description: 'What it is about. Null leaves it as it is.' })
  kind?: JournalKind | null;

  @Input(() => String, {
    nullable: true,
    check: text(ENTRY_MAX),
    description: `${TEXT} Null leaves it as it is.`,
  })
  text?: string | null;
}
