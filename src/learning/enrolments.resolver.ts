import { Args, ID, Resolver } from '@nestjs/graphql';
import { PageArgs } from '../graphql/connections.js';
import { id } from '../graphql/ids.js';
import { Action, declared, One, Page, ReadOne, ReadPage } from '../graphql/read/declare.js';
import {
  Enrolment,
  EnrolmentConnection,
  EnrolmentMarkConnection,
  EnrolmentStatusEnum,
} from './enrolments.graphql.js';
import { EnrolmentsService } from './enrolments.service.js';
import { byOwner, newestFirst, reasonCheck } from './learning.checks.js';
import type { EnrolmentStatus } from './programme.states.js';
import { Programme } from './programmes.graphql.js';

type Reference = Promise<{ id: string }>;
const CLIENT = ['CLIENT'] as const;
const args = { id: id('enrolment') };
const idArg = { type: () => ID, description: 'Id of the enrolment.' };
const stepArgs = { stepId: id('programme-step') };
const stepArg = { type: () => ID, description: 'Id of a step of a programme that you are in.' };

/** That a client is in a programme is theirs alone. */
@Resolver()
export class EnrolmentsResolver {
  constructor(private readonly enrolments: EnrolmentsService) {}

  @ReadOne(() => Enrolment, {
    description: 'An enrolment of yours by id; null where there is none.',
    allow: CLIENT,
    args,
    where: (enrolment, { arg }) => `${enrolment}.id = ${arg('id', 'uuid')}`,
  })
  enrolment(@Args('id', idArg) _id: string): Enrolment {
    return declared();
  }

  @ReadPage(() => EnrolmentConnection, {
    description: 'Your enrolments, newest first, also those that you left.',
    allow: CLIENT,
    counted: true,
    where: byOwner,
    filters: { status: (enrolment, { arg }) => `${enrolment}.status = ${arg('status', 'text')}` },
    order: newestFirst,
  })
  myEnrolments(
    @Args() _page: PageArgs,
    @Args('status', {
      type: () => EnrolmentStatusEnum,
      nullable: true,
      description: 'Only those that are so far.',
    })
    _status?: EnrolmentStatus,
  ): object {
    return declared();
  }

  @Action(() => Enrolment, {
    description:
      'Takes a seat in a programme. LIMIT_REACHED where every seat is taken, CONFLICT where it takes nobody in or you are in it.',
    allow: CLIENT,
    args: { programmeId: id('programme') },
  })
  enrolInProgramme(
    @Args('programmeId', { type: () => ID, description: 'Id of the programme.' }) programmeId: string,
  ): Reference {
    return this.enrolments.enrol(programmeId);
  }

  @Action(() => Enrolment, {
    description:
      'Leaves a programme that you have not completed: the seat is free again. Once more changes nothing.',
    allow: CLIENT,
    args,
  })
  leaveProgramme(@Args('id', idArg) enrolmentId: string): Reference {
    return this.enrolments.leave(enrolmentId);
  }

  @Action(() => Enrolment, {
    description:
      'Marks a step of a programme that you are in as done; with the last one it is completed. Once more changes nothing.',
    allow: CLIENT,
    args: stepArgs,
  })
  completeProgrammeStep(@Args('stepId', stepArg) stepId: string): Reference {
    return this.enrolments.completeStep(stepId);
  }

  @Action(() => Enrolment, {
    description: 'Takes back a wrong mark of yours on a step; it stays on record. What it completed goes on.',
    allow: CLIENT,
    args: { ...stepArgs, reason: reasonCheck },
  })
  correctProgrammeStep(
    @Args('stepId', stepArg) stepId: string,
    @Args('reason', { type: () => String, description: 'Why the mark was wrong; at most 500 letters.' })
    reason: string,
  ): Reference {
    return this.enrolments.correctStep(stepId, reason);
  }
}

/** What was marked in an enrolment. */
@Resolver(() => Enrolment)
export class EnrolmentMarks {
  @Page(() => EnrolmentMarkConnection, {
    description: 'The marks on its steps, newest first, also those that were taken back.',
    on: (enrolment, mark) =>
      `${mark}.client_id = ${enrolment}.client_id and ${mark}.enrolment_id = ${enrolment}.id`,
    order: newestFirst,
  })
  marks(@Args() _page: PageArgs): object {
    return declared();
  }
}

/** The actor's own seat. */
@Resolver(() => Programme)
export class ProgrammeEnrolment {
  @One(() => Enrolment, {
    nullable: true,
    description: 'Your seat in it; null where you have none, or have left.',
    on: (programme, enrolment) =>
      `${enrolment}.programme_id = ${programme}.id and ${enrolment}.client_id = (select app.member_id())` +
      ` and ${enrolment}.status <> 'LEFT'`,
  })
  enrolment(): Enrolment {
    return declared();
  }
}
