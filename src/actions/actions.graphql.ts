import { Int } from '@nestjs/graphql';
import { Client } from '../clients/clients.graphql.js';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Many, One, Reads, Sealed, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { Member } from '../members/members.graphql.js';
import { Gap } from '../situations/gaps.graphql.js';
import type { ActionCorrectionEntity, ActionReflectionEntity } from './action-history.entity.js';
import type { ActionEntity, ActionKind } from './action.entity.js';
import { questionSql, slippedSql, suggestionSql, todaySql } from './action.sql.js';
import type { ActionStatus } from './action.states.js';
import {
  ActionKindEnum,
  ActionStatusEnum,
  ActionSuggestionEnum,
  type ActionSuggestionWord,
} from './actions.enums.graphql.js';

/** The most actions that one can be split into. */
export const PARTS_MAX = 5;

@Reads('action_reschedules', {
  idKind: 'action-reschedule',
  description: 'Another day that an action was put to.',
})
export class ActionReschedule {
  @Id('action-reschedule')
  id: string;

  @Stored(() => LocalDate, { description: 'The day that it was due on before.' })
  fromOn: string;

  @Stored(() => LocalDate, { description: 'The day that it was put to.' })
  toOn: string;

  @One(() => Member, {
    nullable: true,
    description: 'Who did so; null once you no longer work together.',
    on: (reschedule, member) => `${member}.id = ${reschedule}.author_id`,
  })
  author: Member | null;

  @Stored(() => Instant, { description: 'When it was put off or brought forward.' })
  at: string;
}

@Reads('action_corrections', {
  idKind: 'action-correction',
  description: 'A done mark that was wrong and was put right; it stays on record.',
})
export class ActionCorrection implements Pick<ActionCorrectionEntity, 'wasOn' | 'isOn' | 'reason'> {
  @Id('action-correction')
  id: string;

  @Stored(() => LocalDate, { description: 'The day on which it was said to be done.' })
  wasOn: string;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day on which it was done; null where it had not been done, so that it is open again.',
  })
  isOn: string | null;

  @Stored(() => String, { description: 'Why, in the words of who corrected it.' })
  reason: string;

  @One(() => Member, {
    nullable: true,
    description: 'Who corrected it; null once you no longer work together.',
    on: (correction, member) => `${member}.id = ${correction}.author_id`,
  })
  author: Member | null;

  @Stored(() => Instant, { description: 'When it was corrected.' })
  at: string;
}

@Reads('action_reflections', {
  idKind: 'action-reflection',
  description: 'What a client learned from an action that was a stretch; for the client alone.',
})
export class ActionReflection implements Pick<ActionReflectionEntity, 'answer'> {
  @Id('action-reflection')
  id: string;

  @Sealed({ description: 'The answer to the question of the action; encrypted at rest.' })
  answer: string;

  @Stored(() => Instant, { description: 'When it was last answered.' })
  answeredAt: string;
}

@Reads('actions', {
  idKind: 'action',
  description: 'An action: a small step of a client. For the client and their coach.',
})
export class ActionItem implements Pick<
  ActionEntity,
  | 'kind'
  | 'title'
  | 'effortMinutes'
  | 'dueOn'
  | 'stretch'
  | 'status'
  | 'reason'
  | 'doneOn'
  | 'evidence'
  | 'evidenceUrl'
  | 'reschedules'
  | 'tags'
  | 'version'
> {
  @Id('action')
  id: string;

  @One(() => Client, {
    description: 'Whose step it is.',
    on: (action, client) => `${client}.id = ${action}.client_id`,
  })
  client: Client;

  @Stored(() => ActionKindEnum, { description: 'What it is about.' })
  kind: ActionKind;

  @Stored(() => String, { description: 'What is to be done.' })
  title: string;

  @One(() => Goal, {
    nullable: true,
    description: 'The goal that it serves; null where it serves none.',
    on: (action, goal) => `${goal}.client_id = ${action}.client_id and ${goal}.id = ${action}.goal_id`,
  })
  goal: Goal | null;

  @One(() => Gap, {
    nullable: true,
    description: 'The gap that it narrows; null where it narrows none, and for a coach who may not see it.',
    on: (action, gap) => `${gap}.client_id = ${action}.client_id and ${gap}.id = ${action}.gap_id`,
  })
  gap: Gap | null;

  @Stored(() => Int, { nullable: true, description: 'How long it will take, in minutes; null: not said.' })
  effortMinutes: number | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day by which it is to be done, in the client’s zone; without one it is never late.',
  })
  dueOn: string | null;

  @Sql(() => Boolean, {
    description: 'Whether it is open although its day has passed in the client’s zone.',
    sql: (action, scope) =>
      `coalesce(${slippedSql(action, todaySql(`${action}.org_id`, `${action}.client_id`, scope))}, false)`,
  })
  isOverdue: boolean;

  @One(() => Member, {
    nullable: true,
    description: 'Who does it: the client, or a coach who took it on; null for a coach who has left.',
    on: (action, member) => `${member}.id = ${action}.assignee_id`,
  })
  assignee: Member | null;

  @One(() => Member, {
    nullable: true,
    description: 'Who wrote it down: the client or a coach; null for a coach who has left.',
    on: (action, member) => `${member}.id = ${action}.created_by`,
  })
  author: Member | null;

  @Stored(() => Int, {
    description: 'How far it lies beyond what is easy for the client, 0 (routine) to 4 (a leap).',
  })
  stretch: number;

  @Stored(() => ActionStatusEnum, { description: 'Where it stands.' })
  status: ActionStatus;

  @Stored(() => String, { nullable: true, description: 'Why it was skipped or dropped; null otherwise.' })
  reason: string | null;

  @Stored(() => Instant, {
    nullable: true,
    description: 'When it was done; noon of the day where it was marked later. Null unless it is DONE.',
  })
  doneAt: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description:
      'The day on which it was done, in the zone where the client was; its week counts it. Null unless DONE.',
  })
  doneOn: string | null;

  @Stored(() => String, { nullable: true, description: 'What shows that it was done, in words.' })
  evidence: string | null;

  @Stored(() => String, { nullable: true, description: 'What shows that it was done, as an address.' })
  evidenceUrl: string | null;

  @Stored(() => Int, { description: 'How often it was put to another day.' })
  reschedules: number;

  @Sql(() => ActionSuggestionEnum, {
    nullable: true,
    description: 'What would help it along; null where nothing needs to. From the third reschedule on.',
    sql: suggestionSql,
  })
  suggestion: ActionSuggestionWord | null;

  @One(() => ActionItem, {
    nullable: true,
    description: 'The larger action that it was split from; null for others.',
    on: (action, whole) =>
      `${whole}.client_id = ${action}.client_id and ${whole}.id = ${action}.split_from_id`,
  })
  splitFrom: ActionItem | null;

  @Many(() => [ActionItem], {
    description: `The smaller actions that it was split into, at most ${PARTS_MAX}; empty where it was not.`,
    on: (action, part) => `${part}.client_id = ${action}.client_id and ${part}.split_from_id = ${action}.id`,
    order: [{ sql: (part: Row) => `${part}.id`, type: 'uuid' }],
    limit: PARTS_MAX,
  })
  parts: ActionItem[];

  @Sql(() => String, {
    nullable: true,
    description:
      'The one question that a done action with a stretch of 3 or more asks (reflectOnAction); null for others.',
    sql: questionSql,
  })
  reflectionQuestion: string | null;

  @One(() => ActionReflection, {
    nullable: true,
    description: 'The client’s answer to it; null before, and always null for everybody else.',
    on: (action, reflection) => `${reflection}.id = ${action}.id`,
  })
  reflection: ActionReflection | null;

  @Stored(() => [String], { description: 'The words that it is filed under.' })
  tags: string[];

  @Stored(() => Instant, { nullable: true, description: 'When it was archived; null while it is not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ActionItemConnection = connectionOf(ActionItem, 'actions', true);
export const ActionRescheduleConnection = connectionOf(ActionReschedule, 'reschedules');
export const ActionCorrectionConnection = connectionOf(ActionCorrection, 'corrections');
