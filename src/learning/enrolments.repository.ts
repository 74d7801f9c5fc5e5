import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { EnrolmentFacts, EnrolmentStatus } from './programme.states.js';

constraintMeans('enrolments_seat_key', () => new AppError('CONFLICT', 'You are in this programme already.'));

/** An enrolment of the actor's, locked until the transaction ends. */
export interface LockedEnrolment {
  id: string;
  status: EnrolmentStatus;
}

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class EnrolmentsRepository {
  constructor(private readonly db: Db) {}

  /** @param at when it is asked; days end in the organization's zone @returns undefined where there is no such programme */
  async findOffer(programmeId: string, at: Date): Promise<(EnrolmentFacts & { today: string }) | undefined> {
    const [row] = await this.db.query<EnrolmentFacts & { today: string }>(
      `select p.status, p.enrol_by::text as "enrolBy", app.programme_is_full(p.id) as "isFull",
         exists (select from enrolments e where e.org_id = p.org_id and e.programme_id = p.id
           and e.client_id = app.member_id() and e.status <> 'LEFT') as "isIn",
         (($2::timestamptz at time zone o.time_zone)::date)::text as today
       from programmes p join organizations o on o.id = p.org_id
       where p.org_id = app.org_id() and p.id = $1`,
      [programmeId, at],
    );
    return row;
  }

  /** @param today in the organization's zone @returns the enrolment; null where there was no seat to take */
  async takeSeat(programmeId: string, today: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>('select app.enrol($1, $2) as id', [
      programmeId,
      today,
    ]);
    return row!.id;
  }

  /** @returns undefined where the actor has no such enrolment */
  async lock(id: string): Promise<LockedEnrolment | undefined> {
    const [row] = await this.db.query<LockedEnrolment>(
      `select id, status from enrolments
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status <> 'LEFT' for no key update`,
      [id],
    );
    return row;
  }

  /** Whether the actor has such an enrolment, left or not. */
  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query(
      'select from enrolments where org_id = app.org_id() and id = $1 and client_id = app.member_id()',
      [id],
    );
    return rows.length === 1;
  }

  /** Whether there is such a step in the organization. */
  async stepExists(stepId: string): Promise<boolean> {
    const rows = await this.db.query('select from programme_steps where org_id = app.org_id() and id = $1', [
      stepId,
    ]);
    return rows.length === 1;
  }

  /** The actor's standing enrolment in the programme of a step; undefined where they are not in it. */
  async lockByStep(stepId: string): Promise<LockedEnrolment | undefined> {
    const [row] = await this.db.query<LockedEnrolment>(
      `select e.id, e.status from enrolments e
       where e.org_id = app.org_id() and e.client_id = app.member_id() and e.status <> 'LEFT'
         and e.programme_id = (select s.programme_id from programme_steps s
           where s.org_id = app.org_id() and s.id = $1)
       for no key update`,
      [stepId],
    );
    return row;
  }

  /** How often a step of a locked enrolment was marked; odd while it stands as done. */
  async countMarks(id: string, stepId: string): Promise<number> {
    const [row] = await this.db.query<{ position: number }>(
      `select coalesce(max(position), 0)::int as position from enrolment_marks
       where org_id = app.org_id() and enrolment_id = $1 and step_id = $2 and client_id = app.member_id()`,
      [id, stepId],
    );
    return row!.position;
  }

  /** @param reason why the mark before was wrong; null for one that says done */
  async mark(id: string, stepId: string, position: number, reason: string | null): Promise<void> {
    await this.db.query(
      `insert into enrolment_marks (client_id, programme_id, enrolment_id, step_id, position, done, reason)
       select e.client_id, e.programme_id, e.id, $2, $3, $4::text is null, $4
       from enrolments e where e.org_id = app.org_id() and e.id = $1 and e.client_id = app.member_id()`,
      [id, stepId, position, reason],
    );
  }

  /** Steps of a locked enrolment that are done, and all. */
  async countSteps(id: string): Promise<{ done: number; all: number }> {
    const [row] = await this.db.query<{ done: number; all: number }>(
      `select count(*)::int as "all",
         (count(*) filter (where (select k.done from enrolment_marks k
            where k.org_id = s.org_id and k.enrolment_id = e.id and k.step_id = s.id
            order by k.position desc limit 1)))::int as done
       from enrolments e join programme_steps s on s.org_id = e.org_id and s.programme_id = e.programme_id
       where e.org_id = app.org_id() and e.id = $1 and e.client_id = app.member_id()`,
      [id],
    );
    return row!;
  }

  async step(id: string, to: EnrolmentStatus, at: Date): Promise<void> {
    await this.db.query(
      `update enrolments set status = $2, completed_at = case when $2 = 'COMPLETED' then $3::timestamptz end,
         left_at = case when $2 = 'LEFT' then $3::timestamptz end, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, to, at],
    );
  }
}
