import { Int, registerEnumType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, One, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant } from '../graphql/scalars.js';
import type { EnrolmentEntity, EnrolmentMarkEntity } from './enrolment.entity.js';
import { enrolmentStatuses, type EnrolmentStatus } from './programme.states.js';
import { Programme, ProgrammeStep } from './programmes.graphql.js';

export const EnrolmentStatusEnum = enumOf(enrolmentStatuses);
registerEnumType(EnrolmentStatusEnum, {
  name: 'EnrolmentStatus',
  description: 'How far a client is in a programme.',
  valuesMap: {
    ENROLLED: { description: 'In it; some step is still to be done.' },
    COMPLETED: { description: 'Every step is done.' },
    LEFT: { description: 'Left it; the seat is free again.' },
  },
});

@Reads('enrolment_marks', {
  idKind: 'enrolment-mark',
  description: 'That a step was done, or was not done after all; it stays on record.',
})
class EnrolmentMark implements Pick<EnrolmentMarkEntity, 'done' | 'reason'> {
  @Id('enrolment-mark')
  id: string;

  @One(() => ProgrammeStep, {
    description: 'The step.',
    on: (mark, step) => `${step}.id = ${mark}.step_id`,
  })
  step: ProgrammeStep;

  @Stored(() => Boolean, { description: 'Whether it says done; if not, it takes back the mark before.' })
  done: boolean;

  @Stored(() => String, {
    nullable: true,
    description: 'Why the mark before was wrong, in your words; null for one that says done.',
  })
  reason: string | null;

  @Stored(() => Instant, { description: 'When you marked it.' })
  at: string;
}

export const EnrolmentMarkConnection = connectionOf(EnrolmentMark, 'marks');

/** How many steps of an enrolment stand as done, as a whole statement. */
const stepsDone = (enrolment: Row) =>
  `select count(*)::int from (select distinct on (k.step_id) k.done from enrolment_marks k` +
  ` where k.org_id = ${enrolment}.org_id and k.enrolment_id = ${enrolment}.id order by k.step_id, k.position desc) l` +
  ` where l.done`;

@Reads('enrolments', {
  idKind: 'enrolment',
  description: 'A client’s seat in a programme. For the client alone.',
})
export class Enrolment implements Pick<EnrolmentEntity, 'status' | 'version'> {
  @Id('enrolment')
  id: string;

  @One(() => Programme, {
    description: 'What it is a seat in.',
    on: (enrolment, programme) => `${programme}.id = ${enrolment}.programme_id`,
  })
  programme: Programme;

  @Stored(() => EnrolmentStatusEnum, { description: 'How far it is.' })
  status: EnrolmentStatus;

  @Stored(() => Instant, { description: 'When you enrolled.' })
  enrolledAt: string;

  @Stored(() => Instant, { nullable: true, description: 'When the last step was done; null before.' })
  completedAt: string | null;

  @Stored(() => Instant, { nullable: true, description: 'When you left; null while you have not.' })
  leftAt: string | null;

  @Sql(() => Int, { description: 'How many of the steps are done.', sql: stepsDone })
  stepsDone: number;

  @Sql(() => Int, {
    description: 'How many steps there are.',
    sql: (enrolment) =>
      `select count(*)::int from programme_steps s where s.org_id = ${enrolment}.org_id` +
      ` and s.programme_id = ${enrolment}.programme_id`,
  })
  stepsAll: number;

  @Stored(() => Int, { description: 'Grows with every step of its life.' })
  version: number;
}

export const EnrolmentConnection = connectionOf(Enrolment, 'enrolments', true);
