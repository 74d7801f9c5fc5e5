import { Injectable } from '@nestjs/common';
import { NOBODY, type Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { Days } from './coach-hours.compose.js';
import type { ReportFailure, ReportKind } from './report.entity.js';
import type { ReportFileEntity, ReportFormat } from './report-file.entity.js';
import type { ReportOrder, Taken } from './report.makers.js';

type NewFile = Pick<ReportFileEntity, 'format' | 'sha256' | 'bytes'>;

@Injectable()
export class ReportsRepository {
  constructor(private readonly db: Db) {}

  /** Keeps other requests of the actor's waiting until the transaction ends. @returns how many reports are being built */
  async lockAndCountOpen(): Promise<number> {
    // Leaves in peace who only refers to the member, as a new engagement does.
    await this.db.query(
      `select from members where org_id = app.org_id() and id = app.member_id() for no key update`,
    );
    // A statement of its own: one that waited for the lock would count as of the moment before it.
    const [open] = await this.db.query<{ count: number }>(
      `select count(*)::int from reports
       where org_id = app.org_id() and recipient_id = app.member_id() and status in ('REQUESTED', 'BUILDING')`,
    );
    return open!.count;
  }

  async requestCaseload(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into reports (kind) values ('CASELOAD') returning id`,
    );
    return row!.id;
  }

  async requestCoachHours({ since, until }: Days): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into reports (kind, since, until) values ('COACH_HOURS', $1, $2) returning id`,
      [since, until],
    );
    return row!.id;
  }

  /** @returns undefined unless it is an engagement of the actor's, as its client, that both had signed and that is over */
  async requestClosing(engagementId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into reports (kind, engagement_id) select 'CLOSING', e.id from engagements e
       where e.org_id = app.org_id() and e.id = $1 and e.client_id = app.member_id()
         and e.status in ('COMPLETED', 'ENDED_EARLY') and e.coach_signed_at is not null and e.client_signed_at is not null
       returning id`,
      [engagementId],
    );
    return row?.id;
  }

  /** @returns whether the actor is the client of such an engagement */
  async isClientOf(engagementId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from engagements where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [engagementId],
    );
    return rows.length === 1;
  }

  /** For the client of an engagement that has ended, whoever ended it; once. @returns the report, if there is to be one */
  async requestClosingFor(engagementId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string | null }>(`select app.request_closing_report($1) as id`, [
      engagementId,
    ]);
    return row!.id ?? undefined;
  }

  /** @returns whether the actor has such a report */
  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from reports where org_id = app.org_id() and id = $1 and recipient_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }

  /** As the system. @returns the recipient in the roles of this moment; undefined without the role that it is for */
  async findRecipient(id: string): Promise<{ memberId: string; roles: Role[] } | undefined> {
    const [row] = await this.db.query<{ memberId: string; roles: Role[] }>(
      `select member_id as "memberId", roles from app.report_recipient($1)`,
      [id],
    );
    return row;
  }

  /** @returns what was asked for, where it is one of the actor's that is neither ready nor failed */
  async advance(id: string, progress: number): Promise<ReportOrder | undefined> {
    const [order] = await this.db.query<ReportOrder>(
      `update reports set status = 'BUILDING', progress = greatest(progress, $2), version = version + 1
       where org_id = app.org_id() and id = $1 and recipient_id = app.member_id()
         and status in ('REQUESTED', 'BUILDING')
       returning kind, since::text, until::text, engagement_id as "engagementId"`,
      [id, progress],
    );
    return order;
  }

  /** @returns the sealed snapshot; undefined while there is none that the actor may see */
  async findSnapshot(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ sealed: string }>(
      `select sealed from report_snapshots where org_id = app.org_id() and id = $1 and recipient_id = app.member_id()`,
      [id],
    );
    return row?.sealed;
  }

  /** Keeps the snapshot unless there is one already; of two at once the first stays. */
  async keepSnapshot(id: string, of: Taken, sealed: string, takenAt: Date): Promise<void> {
    await this.db.query(
      `insert into report_snapshots (id, kind, client_ids, engagement_ids, sealed, taken_at)
       select r.id, r.kind, $2::uuid[], $3::uuid[], $4, $5 from reports r
       where r.org_id = app.org_id() and r.id = $1 and r.recipient_id = app.member_id() on conflict do nothing`,
      [id, of.clientIds, of.engagementIds, sealed, takenAt],
    );
  }

  /** @returns whether the report was still being built, and is ready now */
  async finish(id: string, files: readonly NewFile[]): Promise<boolean> {
    const rows = await this.db.query(
      `update reports set status = 'READY', progress = 100, ready_at = now(), version = version + 1
       where org_id = app.org_id() and id = $1 and recipient_id = app.member_id() and status = 'BUILDING' returning id`,
      [id],
    );
    if (rows.length === 0) return false;
    await this.db.query(
      `insert into report_files (report_id, format, sha256, bytes)
       select $1, f.format, f.sha256, f.bytes from unnest($2::text[], $3::text[], $4::int[]) f (format, sha256, bytes)`,
      [
        id,
        files.map((file) => file.format),
        files.map((file) => file.sha256),
        files.map((file) => file.bytes),
      ],
    );
    return true;
  }

  /** As the system. @returns whether the report was neither ready nor failed, and has failed now */
  async fail(id: string, failure: ReportFailure): Promise<boolean> {
    const [row] = await this.db.query<{ failed: boolean }>(`select app.fail_report($1, $2) as failed`, [
      id,
      failure,
    ]);
    return row!.failed;
  }

  /** @returns what names the file when it is saved; undefined when the actor has no such file */
  async findFile(id: string, format: ReportFormat): Promise<{ kind: ReportKind; day: string } | undefined> {
    const [row] = await this.db.query<{ kind: ReportKind; day: string }>(
      `select r.kind, to_char(s.taken_at at time zone 'UTC', 'YYYY-MM-DD') as day from reports r
       join report_snapshots s on s.org_id = app.org_id() and s.id = r.id
       join report_files f on f.org_id = app.org_id() and f.report_id = r.id
       where r.org_id = app.org_id() and r.id = $1 and r.recipient_id = app.member_id() and r.status = 'READY'
         and f.format = $2`,
      [id, format],
    );
    return row;
  }

  /** Reports of all organizations whose job was given up before they were ready. */
  async findAbandoned(batch: number): Promise<{ orgId: string; id: string }[]> {
    const text = `select org_id as "orgId", id from app.abandoned_reports($1)`;
    const { rows } = await this.db.readRows(NOBODY, { text, values: [batch] });
    return rows as { orgId: string; id: string }[];
  }
}
