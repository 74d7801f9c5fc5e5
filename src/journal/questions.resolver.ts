import { Args, ID, Int, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, ReadOne, ReadPage } from '../graphql/read/declare.js';
import { REASON_MAX, text, TEXT_MAX } from './journal.texts.js';
import { AskQuestionInput, ChangeQuestionInput, Question, QuestionConnection } from './questions.graphql.js';
import { QuestionsService } from './questions.service.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('question') };
const idArg = { type: () => ID, description: 'Id of the question.' };

@Resolver()
export class QuestionsResolver {
  constructor(private readonly questions: QuestionsService) {}

  @ReadOne(() => Question, {
    description: 'A question of yours by id; null where there is none such.',
    allow: CLIENT,
    args,
    where: (question, { arg }) => `${question}.id = ${arg('id', 'uuid')}`,
  })
  question(@Args('id', idArg) _id: string): Question {
    return declared();
  }

  @ReadPage(() => QuestionConnection, {
    description: 'Your own questions, newest first.',
    allow: CLIENT,
    where: (question) => `${question}.client_id = (select app.member_id())`,
    filters: {
      open: (question, { arg }) => `(${question}.answered_at is null) = ${arg('open', 'boolean')}`,
      goalId: (question, { arg }) => `${question}.goal_id = ${arg('goalId', 'uuid')}`,
      archived: (question, { arg }) =>
        `(${question}.archived_at is not null) = ${arg('archived', 'boolean')}`,
    },
    order: [{ sql: (question) => `${question}.id`, type: 'uuid', descending: true }],
    args: { goalId: id('goal') },
  })
  myQuestions(
    @Args() _page: PageArgs,
    @Args('open', {
      type: () => Boolean,
      nullable: true,
      description: 'True for open ones only, false for answered ones only; both where left out.',
    })
    _open?: boolean,
    @Args('goalId', { type: () => ID, nullable: true, description: 'Only those about this goal.' })
    _goalId?: string,
    @Args('archived', {
      type: () => Boolean,
      defaultValue: false,
      description: 'True for those that were put away, false for those in sight.',
    })
    _archived?: boolean,
  ): object {
    return declared();
  }

  @Action(() => Question, {
    description: 'Keeps a question of yours open until you answer it.',
    allow: CLIENT,
  })
  askQuestion(
    @Args('input', { type: () => AskQuestionInput, description: 'What you want to know.' })
    input: AskQuestionInput,
  ): Reference {
    return this.questions.ask(input);
  }

  @Action(() => Question, { description: 'Changes an open question of yours.', allow: CLIENT, args })
  changeQuestion(
    @Args('id', idArg) questionId: string,
    @Args('version', { type: () => Int, description: 'The version that you saw.' }) version: number,
    @Args('input', { type: () => ChangeQuestionInput, description: 'What to change.' })
    input: ChangeQuestionInput,
  ): Reference {
    return this.questions.change(questionId, version, input);
  }

  @Action(() => Question, {
    description: 'Answers an open question of yours.',
    allow: CLIENT,
    args: { ...args, answer: text(TEXT_MAX) },
  })
  answerQuestion(
    @Args('id', idArg) questionId: string,
    @Args('answer', { type: () => String, description: `What you found out; at most ${TEXT_MAX} letters.` })
    answer: string,
  ): Reference {
    return this.questions.answer(questionId, answer);
  }

  @Action(() => Question, {
    description: 'Opens an answered question of yours again; that it was, and why, stays on record for you.',
    allow: CLIENT,
    args: { ...args, reason: text(REASON_MAX) },
  })
  reopenQuestion(
    @Args('id', idArg) questionId: string,
    @Args('reason', { type: () => String, description: `Why; at most ${REASON_MAX} letters.` })
    reason: string,
  ): Reference {
    return this.questions.reopen(questionId, reason);
  }

  @Action(() => Question, {
    description: 'Puts a question of yours away; it stays whole. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  archiveQuestion(@Args('id', idArg) questionId: string): Reference {
    return this.questions.archive(questionId);
  }

  @Action(() => Question, {
    description: 'Brings back a question of yours that was put away. Doing so twice is no error.',
    allow: CLIENT,
    args,
  })
  unarchiveQuestion(@Args('id', idArg) questionId: string): Reference {
    return this.questions.unarchive(questionId);
  }
}
