import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { Clauses } from './agreement.clauses.js';
import type { AgreementStatus } from './agreement.entity.js';
import type { EngagementStatus } from './engagement.entity.js';

constraintMeans(
  'agreements_proposed_key',
  () => new AppError('CONFLICT', 'A change of this agreement waits for signatures already.'),
);

/** An agreement that changes only under the lock of its engagement. */
export interface SeenAgreement {
  id: string;
  engagementId: string;
  number: number;
  status: AgreementStatus;
}

/** What a version says. */
type SeenClauses = Clauses & { id: string };

const CLAUSES = `names_in_attendance as "namesInAttendance", recording, retention_months as "retentionMonths",
  late_cancel_hours as "lateCancelHours"`;
/** The actor is the coach, the client or an admin: whoever may write to an agreement. */
const PARTY = `(app.member_id() in (coach_id, client_id) or app.has_role('ADMIN'))`;

@Injectable()
export class AgreementsRepository {
  constructor(private readonly db: Db) {}

  /**
   * Keeps every other change of the engagement and its agreements waiting until the transaction ends.
   * @returns where it stands; undefined where there is none that the actor is a party of
   */
  async lockEngagement(id: string): Promise<{ status: EngagementStatus; isClient: boolean } | undefined> {
    const [row] = await this.db.query<{ status: EngagementStatus; isClient: boolean }>(
      `select status, client_id = app.member_id() as "isClient" from engagements
       where org_id = app.org_id() and id = $1 and ${PARTY} for no key update`,
      [id],
    );
    return row;
  }

  async find(id: string): Promise<SeenAgreement | undefined> {
    const [row] = await this.db.query<SeenAgreement>(
      `select id, engagement_id as "engagementId", number, status from agreements
       where org_id = app.org_id() and id = $1 and ${PARTY}`,
      [id],
    );
    return row;
  }

  findInForce(engagementId: string): Promise<SeenClauses | undefined> {
    return this.findClauses(engagementId, 'IN_FORCE');
  }

  /** The version that waits for signatures. */
  findProposed(engagementId: string): Promise<SeenClauses | undefined> {
    return this.findClauses(engagementId, 'PROPOSED');
  }

  private async findClauses(
    engagementId: string,
    status: 'IN_FORCE' | 'PROPOSED',
  ): Promise<SeenClauses | undefined> {
    const [row] = await this.db.query<SeenClauses>(
      `select id, ${CLAUSES} from agreements
       where org_id = app.org_id() and engagement_id = $1 and status = $2`,
      [engagementId, status],
    );
    return row;
  }

  /** Writes what the first agreement says, while nobody has signed. */
  async setFirst(engagementId: string, clauses: Clauses): Promise<void> {
    await this.db.query(
      `update agreements set names_in_attendance = $2, recording = $3, retention_months = $4, late_cancel_hours = $5
       where org_id = app.org_id() and engagement_id = $1 and number = 1`,
      [engagementId, ...valuesOf(clauses)],
    );
  }

  /** Proposes a version, signed for all that the actor is. */
  async propose(engagementId: string, clauses: Clauses): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into agreements (engagement_id, coach_id, client_id, number, names_in_attendance, recording, retention_months,
         late_cancel_hours, coach_signed_at, client_signed_at, org_signed_at, org_signed_by)
       select e.id, e.coach_id, e.client_id, ${NEXT_NUMBER}, $2, $3, $4, $5,
         case when coach_id = app.member_id() then now() end, case when client_id = app.member_id() then now() end,
         case when app.has_role('ADMIN') then now() end, case when app.has_role('ADMIN') then app.member_id() end
       from engagements e where e.org_id = app.org_id() and e.id = $1
       returning id`,
      [engagementId, ...valuesOf(clauses)],
    );
    return row!.id;
  }

  /** Signs for all that the actor is; signing again changes nothing. @returns whether nobody is missing now */
  async sign(id: string): Promise<boolean> {
    const [row] = await this.db.query<{ complete: boolean }>(
      `update agreements set
         coach_signed_at = case when coach_id = app.member_id() then coalesce(coach_signed_at, now()) else coach_signed_at end,
         client_signed_at = case when client_id = app.member_id() then coalesce(client_signed_at, now()) else client_signed_at end,
         org_signed_by = case when app.has_role('ADMIN') and org_signed_at is null then app.member_id() else org_signed_by end,
         org_signed_at = case when app.has_role('ADMIN') then coalesce(org_signed_at, now()) else org_signed_at end,
         version = version + 1
       where org_id = app.org_id() and id = $1 and status = 'PROPOSED' and ${PARTY}
       returning num_nulls(coach_signed_at, client_signed_at, org_signed_at) = 0 as complete`,
      [id],
    );
    return row?.complete ?? false;
  }

  /** From now on this one holds, in place of the one before. */
  async bringIntoForce({ id, engagementId }: SeenAgreement): Promise<void> {
    await this.supersede(engagementId);
    await this.db.query(
      `update agreements set status = 'IN_FORCE', in_force_from = now(), version = version + 1
       where org_id = app.org_id() and id = $1`,
      [id],
    );
  }

  /** What waits for signatures in an engagement never comes into force. */
  async withdrawProposed(engagementId: string): Promise<void> {
    await this.db.query(
      `update agreements set status = 'WITHDRAWN', version = version + 1
       where org_id = app.org_id() and engagement_id = $1 and status = 'PROPOSED' and ${PARTY}`,
      [engagementId],
    );
  }

  /** Brings into force what the client alone decides on: less than holds now. */
  async narrow(engagementId: string, clauses: Clauses): Promise<string> {
    await this.supersede(engagementId);
    const [row] = await this.db.query<{ id: string }>(
      `insert into agreements (engagement_id, coach_id, client_id, number, names_in_attendance, recording, retention_months,
         late_cancel_hours, client_signed_at, narrowed, status, in_force_from)
       select e.id, e.coach_id, e.client_id, ${NEXT_NUMBER}, $2, $3, $4, $5, now(), true, 'IN_FORCE', now()
       from engagements e where e.org_id = app.org_id() and e.id = $1 and e.client_id = app.member_id()
       returning id`,
      [engagementId, ...valuesOf(clauses)],
    );
    return row!.id;
  }

  private async supersede(engagementId: string): Promise<void> {
    await this.db.query(
      `update agreements set status = 'SUPERSEDED', version = version + 1
       where org_id = app.org_id() and engagement_id = $1 and status = 'IN_FORCE'`,
      [engagementId],
    );
  }
}

const NEXT_NUMBER = `(select max(a.number) + 1 from agreements a where a.org_id = e.org_id and a.engagement_id = e.id)`;

function valuesOf({ namesInAttendance, recording, retentionMonths, lateCancelHours }: Clauses): unknown[] {
  return [namesInAttendance, recording, retentionMonths, lateCancelHours];
}
