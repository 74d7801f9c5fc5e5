import { InputType, Int, registerEnumType } from '@nestjs/graphql';
import { z } from 'zod';
import { connectionOf } from '../graphql/connections.js';
import { enumOf } from '../graphql/enums.js';
import type { Row, Scope } from '../graphql/read/declaration.js';
import { Id, Input, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import { dayCheck, tagsCheck, text } from './learning.checks.js';
import type { ProgrammeEntity, ProgrammeStepEntity } from './programme.entity.js';
import { programmeStatuses, type ProgrammeStatus } from './programme.states.js';

const MAX_STEPS = 50;

const ProgrammeStatusEnum = enumOf(programmeStatuses);
registerEnumType(ProgrammeStatusEnum, {
  name: 'ProgrammeStatus',
  description: 'Whether a programme takes anybody in.',
  valuesMap: {
    OPEN: { description: 'Takes clients in, until the last day to enrol and while there are seats.' },
    CLOSED: { description: 'Takes nobody in any more; whoever is in it goes on.' },
  },
});

/** The organization's day. */
const organizationDay = (row: Row, { asOf }: Scope) =>
  `(select (${asOf()} at time zone o.time_zone)::date from organizations o where o.id = ${row}.org_id)`;

/** Whether anybody could enrol now. */
export const canEnrol = (programme: Row, scope: Scope) =>
  `${programme}.status = 'OPEN' and ${programme}.enrol_by >= ${organizationDay(programme, scope)}` +
  ` and not app.programme_is_full(${programme}.id)`;

/** The latest mark that the actor's standing enrolment holds for a step, as the end of a statement. */
const ownMark = (step: Row) =>
  `from enrolments e join enrolment_marks k on k.org_id = e.org_id and k.enrolment_id = e.id` +
  ` and k.step_id = ${step}.id where e.org_id = ${step}.org_id and e.programme_id = ${step}.programme_id` +
  ` and e.client_id = (select app.member_id()) and e.status <> 'LEFT' order by k.position desc limit 1`;

@Reads('programme_steps', { idKind: 'programme-step', description: 'A step of a programme.' })
export class ProgrammeStep implements Pick<ProgrammeStepEntity, 'position' | 'title' | 'details' | 'dueOn'> {
  @Id('programme-step')
  id: string;

  @Stored(() => Int, { description: 'Its place in the order, from 1.' })
  position: number;

  @Stored(() => String, { description: 'What is to be done.' })
  title: string;

  @Stored(() => String, { nullable: true, description: 'More on it.' })
  details: string | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day by which it is to be done; null for none.',
  })
  dueOn: string | null;

  @Sql(() => Instant, {
    nullable: true,
    description: 'When you marked it as done; null while you have not, or are not in the programme.',
    sql: (step) => `select case when k.done then k.at end ${ownMark(step)}`,
  })
  doneAt: string | null;
}

@Reads('programmes', {
  idKind: 'programme',
  description: 'What an admin, a coach or a mentor offers to the clients of the organization to learn.',
})
export class Programme implements Pick<
  ProgrammeEntity,
  'title' | 'description' | 'startsOn' | 'endsOn' | 'enrolBy' | 'seats' | 'status' | 'tags' | 'version'
> {
  @Id('programme')
  id: string;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { nullable: true, description: 'What it is about.' })
  description: string | null;

  @Sql(() => String, {
    description: 'Who posted it.',
    sql: (programme) => `app.programme_poster_name(${programme}.id)`,
  })
  postedBy: string;

  @Sql(() => Boolean, {
    description: 'Whether you posted it, and may change it.',
    sql: (programme) => `${programme}.poster_id = (select app.member_id())`,
  })
  isMine: boolean;

  @Stored(() => LocalDate, { description: 'Its first day, in the organization’s zone.' })
  startsOn: string;

  @Stored(() => LocalDate, { description: 'Its last day, in the organization’s zone.' })
  endsOn: string;

  @Stored(() => LocalDate, { description: 'The last day to enrol, in the organization’s zone.' })
  enrolBy: string;

  @Stored(() => Int, {
    nullable: true,
    description: 'How many can be in it at once; null: as many as like to.',
  })
  seats: number | null;

  @Sql(() => Boolean, {
    description: 'Whether every seat is taken.',
    sql: (programme) => `app.programme_is_full(${programme}.id)`,
  })
  isFull: boolean;

  @Sql(() => Boolean, {
    description: 'Whether somebody could enrol now: it is open, the last day has not passed, a seat is free.',
    sql: canEnrol,
  })
  canEnrol: boolean;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many are in it, those who completed it too; null for anybody but who posted it.',
    sql: (programme) => `select c.enrolled from app.programme_counts(${programme}.id) c`,
  })
  enrolled: number | null;

  @Sql(() => Int, {
    nullable: true,
    description: 'How many have completed it; null for anybody but who posted it.',
    sql: (programme) => `select c.completed from app.programme_counts(${programme}.id) c`,
  })
  completed: number | null;

  @Stored(() => ProgrammeStatusEnum, { description: 'Whether it takes anybody in.' })
  status: ProgrammeStatus;

  @Stored(() => Instant, { nullable: true, description: 'When it was closed; null while it is open.' })
  closedAt: string | null;

  @Stored(() => [String], { description: 'Words to find it by.' })
  tags: string[];

  @Stored(() => Instant, { nullable: true, description: 'When it was put away; null while it was not.' })
  archivedAt: string | null;

  @Many(() => [ProgrammeStep], {
    description: `What is to be done, in this order; at most ${MAX_STEPS}.`,
    on: (programme, step) => `${step}.programme_id = ${programme}.id`,
    order: [
      { sql: (step: Row) => `${step}.position`, type: 'int' },
      { sql: (step: Row) => `${step}.id`, type: 'uuid' },
    ],
    limit: MAX_STEPS,
  })
  steps: ProgrammeStep[];

  @Stored(() => Instant, { description: 'When it was posted.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const ProgrammeConnection = connectionOf(Programme, 'programmes');

@InputType({ description: 'A step of a programme.' })
export class ProgrammeStepInput {
  @Input(() => String, { check: text(200), description: 'What is to be done; at most 200 letters.' })
  title: string;

  @Input(() => String, {
    nullable: true,
    check: text(2000),
    description: 'More on it; at most 2000 letters.',
  })
  details?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The day by which it is to be done.',
  })
  dueOn?: string | null;
}

const stepsCheck = z.array(z.custom<ProgrammeStepInput>()).min(1, 'needs at least one').max(MAX_STEPS);
const seatsCheck = z.number().min(1).max(10_000);

@InputType({ description: 'A programme to be posted, open at once.' })
export class PostProgrammeInput {
  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What it is about; at most 4000 letters.',
  })
  description?: string | null;

  @Input(() => LocalDate, { check: dayCheck, description: 'Its first day, in the organization’s zone.' })
  startsOn: string;

  @Input(() => LocalDate, { check: dayCheck, description: 'Its last day; not before the first.' })
  endsOn: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The last day to enrol; its first day when left out, never behind its last.',
  })
  enrolBy?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: seatsCheck,
    description: 'How many can be in it at once, 1 to 10000; as many as like to when left out.',
  })
  seats?: number | null;

  @Input(() => [ProgrammeStepInput], {
    check: stepsCheck,
    description: `What is to be done, in this order; 1 to ${MAX_STEPS}.`,
  })
  steps: ProgrammeStepInput[];

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'What to change of a programme; what is left out stays, null empties.' })
export class ChangeProgrammeInput {
  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(4000),
    description: 'What it is about; at most 4000 letters.',
  })
  description?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'Its first day; cannot be emptied.',
  })
  startsOn?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'Its last day; cannot be emptied.',
  })
  endsOn?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The last day to enrol; cannot be emptied.',
  })
  enrolBy?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: seatsCheck,
    description: 'How many can be in it at once, not fewer than are; null: as many as like to.',
  })
  seats?: number | null;

  @Input(() => [ProgrammeStepInput], {
    nullable: true,
    check: stepsCheck,
    description: 'All steps anew, in this order; only while nobody has ever enrolled. Cannot be emptied.',
  })
  steps?: ProgrammeStepInput[] | null;

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}
