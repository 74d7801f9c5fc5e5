import { Injectable } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { ProgrammeStatus } from './programme.states.js';
import type { ChangeProgrammeInput, PostProgrammeInput, ProgrammeStepInput } from './programmes.graphql.js';

constraintMeans('programmes_dates', () =>
  invalidInput('The last day lies before the first.', 'input.endsOn'),
);
constraintMeans('programmes_enrol_by', () =>
  invalidInput('The last day to enrol lies behind the last day.', 'input.enrolBy'),
);
constraintMeans('programmes_archived', () => new AppError('CONFLICT', 'Close it before you put it away.'));

/** A programme of the actor's, locked until the transaction ends: nobody enrols meanwhile. */
export interface LockedProgramme {
  status: ProgrammeStatus;
  version: number;
}

type Change = Omit<ChangeProgrammeInput, 'steps'>;

const columns: Record<keyof Change, string> = {
  title: 'title',
  description: 'description',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  enrolBy: 'enrol_by',
  seats: 'seats',
  tags: 'tags',
};

/** Only who posted it changes it: every statement says so itself, beside row-level security. */
@Injectable()
export class ProgrammesRepository {
  constructor(private readonly db: Db) {}

  async post({ steps, ...input }: PostProgrammeInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into programmes (title, description, starts_on, ends_on, enrol_by, seats, tags)
       values ($1, $2, $3, $4, coalesce($5::date, $3::date), $6, coalesce($7::text[], '{}')) returning id`,
      [input.title, input.description, input.startsOn, input.endsOn, input.enrolBy, input.seats, input.tags],
    );
    await this.addSteps(row!.id, steps);
    return row!.id;
  }

  private async addSteps(id: string, steps: ProgrammeStepInput[]): Promise<void> {
    await this.db.query(
      `insert into programme_steps (programme_id, position, title, details, due_on)
       select $1, s.position, s.title, s.details, s.due_on
       from unnest($2::text[], $3::text[], $4::date[]) with ordinality as s (title, details, due_on, position)`,
      [
        id,
        steps.map(({ title }) => title),
        steps.map(({ details }) => details ?? null),
        steps.map(({ dueOn }) => dueOn ?? null),
      ],
    );
  }

  /** @returns undefined where the actor has posted no such programme */
  async lockOwn(id: string): Promise<LockedProgramme | undefined> {
    const [row] = await this.db.query<LockedProgramme>(
      `select status, version from programmes
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  /** How many are in a programme of the actor's, and how many ever were; asked behind the lock. */
  async count(id: string): Promise<{ enrolled: number; ever: number }> {
    const [row] = await this.db.query<{ enrolled: number; ever: number }>(
      'select enrolled, ever from app.programme_counts($1)',
      [id],
    );
    return row!;
  }

  async change(id: string, change: Change): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given.map(([name], at) => `, ${columns[name as keyof Change]} = $${at + 2}`).join('');
    await this.db.query(
      `update programmes set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id()`,
      [id, ...given.map(([name, value]) => (name === 'tags' ? (value ?? []) : value))],
    );
  }

  async replaceSteps(id: string, steps: ProgrammeStepInput[]): Promise<void> {
    await this.db.query(
      `delete from programme_steps
       where org_id = app.org_id() and programme_id = $1 and poster_id = app.member_id()`,
      [id],
    );
    await this.addSteps(id, steps);
  }

  /** Opened again it is no longer put away. @param at null opens it */
  async setClosed(id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update programmes set status = case when $2::timestamptz is null then 'OPEN' else 'CLOSED' end, closed_at = $2,
         archived_at = case when $2::timestamptz is not null then archived_at end, version = version + 1
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id()`,
      [id, at],
    );
  }

  /** @param at null takes it out again @returns whether the actor posted it */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update programmes set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }
}
