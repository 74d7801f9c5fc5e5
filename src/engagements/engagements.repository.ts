import { Injectable } from '@nestjs/common';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { EngagementStatus } from './engagement.entity.js';
import type { ProposeEngagementInput } from './engagements.graphql.js';

constraintMeans(
  'engagements_open_key',
  () => new AppError('CONFLICT', 'These two already have an open engagement.'),
);
constraintMeans('engagements_coach_fk', () => notFound('Coach', 'input.coachId'));
constraintMeans('engagements_client_fk', () => notFound('Client', 'input.clientId'));
constraintMeans('engagements_dates', () =>
  invalidInput('The last day lies before the first.', 'input.endsOn'),
);
constraintMeans('engagements_two_people', () => invalidInput('Nobody coaches themselves.', 'input.clientId'));

@Injectable()
export class EngagementsRepository {
  constructor(private readonly db: Db) {}

  /** Whether the actor speaks for the organization. */
  get isAdmin(): boolean {
    const { actor } = this.db;
    return actor.kind === 'member' && actor.roles.includes('ADMIN');
  }

  /**
   * Takes one of the coach's places, which nobody else takes before the transaction ends.
   * @param field the argument that named the coach, for the error
   * @throws AppError NOT_FOUND, LIMIT_REACHED when the coach is full
   */
  async takePlace(coachId: string, field: string): Promise<void> {
    const [row] = await this.db.query<{ free: boolean | null }>('select app.hold_place($1) as free', [
      coachId,
    ]);
    if (row!.free === null) throw notFound('Coach', field);
    if (!row!.free) throw new AppError('LIMIT_REACHED', 'This coach takes no more clients now.', field);
  }

  async propose({ coachId, clientId, startsOn, endsOn, paid }: ProposeEngagementInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into engagements (coach_id, client_id, starts_on, ends_on, paid) values ($1, $2, $3, $4, $5) returning id`,
      [coachId, clientId, startsOn, endsOn ?? null, paid],
    );
    return row!.id;
  }

  /**
   * Signs for the actor's side; with the second signature the engagement is active. Signing again changes nothing.
   * @returns where it stands then; undefined unless it is one of the actor's that is not over, and they still have that role
   */
  async sign(id: string): Promise<EngagementStatus | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus }>(
      `update engagements set
         coach_signed_at = case when coach_id = app.member_id() then coalesce(coach_signed_at, now()) else coach_signed_at end,
         client_signed_at = case when client_id = app.member_id() then coalesce(client_signed_at, now()) else client_signed_at end,
         status = case when status = 'PROPOSED'
                        and (coach_id = app.member_id() or coach_signed_at is not null)
                        and (client_id = app.member_id() or client_signed_at is not null)
                  then 'ACTIVE' else status end,
         version = version + 1
       where org_id = app.org_id() and id = $1 and status in ('PROPOSED', 'ACTIVE', 'PAUSED')
         and ((coach_id = app.member_id() and app.has_role('COACH')) or (client_id = app.member_id() and app.has_role('CLIENT')))
       returning status`,
      [id],
    );
    return row?.status;
  }

  /** @returns whether one of the actor's was in one of the `from` states; an admin's are all while they are proposed */
  async step(
    id: string,
    from: EngagementStatus[],
    to: EngagementStatus,
    endsOn: string | null,
  ): Promise<boolean> {
    const rows = await this.db.query(
      `update engagements set status = $3, version = version + 1,
         ends_on = case when $4::date is null then ends_on else greatest($4::date, starts_on) end
       where org_id = app.org_id() and id = $1 and status = any ($2::text[])
         and (app.member_id() in (coach_id, client_id) or (app.has_role('ADMIN') and status = 'PROPOSED'))
       returning id`,
      [id, from, to, endsOn],
    );
    return rows.length === 1;
  }

  /** Keeps other changes of it waiting until the transaction ends. @returns where it stands; undefined unless the actor's */
  async lock(id: string): Promise<EngagementStatus | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus }>(
      `select status from engagements where org_id = app.org_id() and id = $1 for update`,
      [id],
    );
    return row?.status;
  }

  /** Whether it is one of the actor's, as a side or an admin. */
  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from engagements
       where org_id = app.org_id() and id = $1 and (app.member_id() in (coach_id, client_id) or app.has_role('ADMIN'))`,
      [id],
    );
    return rows.length === 1;
  }
}
