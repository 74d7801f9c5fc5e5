import { ID, InputType, Int } from '@nestjs/graphql';
import { Goal } from '../goals/goals.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Id, Input, Many, One, Reads, Sealed, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import { text, TEXT_MAX } from './journal.texts.js';
import type { QuestionEntity } from './question.entity.js';
import { JournalReopening, reopeningsOf } from './setbacks.graphql.js';

@Reads('questions', {
  idKind: 'question',
  description: 'Something that a client is curious about, open until answered. For the client alone.',
})
export class Question implements Pick<QuestionEntity, 'text' | 'answer' | 'version'> {
  @Id('question')
  id: string;

  @Sealed({ description: 'What the client wants to know; encrypted at rest.' })
  text: string;

  @Sealed({
    nullable: true,
    description:
      'What the client found out; encrypted at rest. Null so far; kept when the question is opened again.',
  })
  answer: string | null;

  @One(() => Goal, {
    nullable: true,
    description: 'The goal that it is about; null without one.',
    on: (question, goal) => `${goal}.client_id = ${question}.client_id and ${goal}.id = ${question}.goal_id`,
  })
  goal: Goal | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was answered; null while it is open.' })
  answeredAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it is in sight.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was asked.' })
  createdAt: string;

  @Many(() => [JournalReopening], {
    description: 'When and why it was opened again, latest first, at most 20.',
    ...reopeningsOf('question_id'),
  })
  reopenings: JournalReopening[];

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const QuestionConnection = connectionOf(Question, 'questions');

const goalField = { nullable: true, check: id('goal'), description: 'The goal of yours that it is about.' };
const TEXT = `What you want to know; at most ${TEXT_MAX} letters.`;

@InputType({ description: 'A question to keep open.' })
export class AskQuestionInput {
  @Input(() => String, { check: text(TEXT_MAX), description: TEXT })
  text: string;

  @Input(() => ID, goalField)
  goalId?: string | null;
}

@InputType({
  description: 'What to change of an open question; what is left out stays, null takes the goal away.',
})
export class ChangeQuestionInput {
  @Input(() => String, {
    nullable: true,
    check: text(TEXT_MAX),
    description: `${TEXT} Null leaves it as it is.`,
  })
  text?: string | null;

  @Input(() => ID, goalField)
  goalId?: string | null;
}
