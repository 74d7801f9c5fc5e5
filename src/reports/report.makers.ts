// What is particular to each kind of report: the snapshot that it is made from, and the files that are made of it.
import { Injectable } from '@nestjs/common';
import { composeCaseload } from './caseload.compose.js';
import { CaseloadRepository } from './caseload.repository.js';
import type { CaseloadSnapshot } from './caseload.snapshot.js';
import { composeClosing } from './closing.compose.js';
import { ClosingRepository } from './closing.repository.js';
import type { ClosingSnapshot } from './closing.snapshot.js';
import { composeCoachHours } from './coach-hours.compose.js';
import { CoachHoursRepository } from './coach-hours.repository.js';
import type { CoachHoursSnapshot } from './coach-hours.snapshot.js';
import { canonicalJson } from './render/canonical-json.js';
import { renderCaseload } from './render/render-caseload.js';
import { renderClosing } from './render/render-closing.js';
import { renderCoachHours } from './render/render-coach-hours.js';
import type { ReportEntity, ReportKind } from './report.entity.js';
import type { ReportFormat } from './report-file.entity.js';

/** What was asked for. */
export type ReportOrder = Pick<ReportEntity, 'kind' | 'since' | 'until' | 'engagementId'>;

/** A snapshot, and whom it speaks of. */
export interface Taken {
  /** Canonical JSON. */
  text: string;
  clientIds: string[];
  engagementIds: string[];
}

export interface ReportFile {
  format: ReportFormat;
  bytes: Buffer;
}

interface ReportMaker {
  /** In the recipient's unit of work. Undefined where what it is about is not theirs any more. */
  take(order: ReportOrder, asOf: Date): Promise<Taken | undefined>;
  /** Pure: of the text alone. */
  render(text: string): ReportFile[];
}

@Injectable()
export class ReportMakers {
  private readonly makers: Record<ReportKind, ReportMaker>;

  constructor(caseload: CaseloadRepository, hours: CoachHoursRepository, closing: ClosingRepository) {
    this.makers = {
      CASELOAD: {
        async take(_order, asOf) {
          const facts = await caseload.read(asOf);
          const clientIds = facts.clients.map(({ id }) => id);
          return taken(composeCaseload(facts, asOf.getTime()), clientIds);
        },
        render: (text) => files(renderCaseload(JSON.parse(text) as CaseloadSnapshot)),
      },
      COACH_HOURS: {
        async take(order, asOf) {
          // A log of hours is about days: a constraint of the table says so.
          const days = { since: order.since!, until: order.until! };
          const facts = await hours.read(days);
          return taken(
            composeCoachHours(facts, days, asOf.getTime()),
            [...new Set(facts.named.map(({ clientId }) => clientId))],
            facts.named.map(({ engagementId }) => engagementId),
          );
        },
        render: (text) => files(renderCoachHours(JSON.parse(text) as CoachHoursSnapshot)),
      },
      CLOSING: {
        async take(order, asOf) {
          const facts = await closing.read(order.engagementId!, asOf);
          return facts && taken(composeClosing(facts, asOf.getTime()), [facts.client.id]);
        },
        render: (text) => files(renderClosing(JSON.parse(text) as ClosingSnapshot)),
      },
    };
  }

  of(kind: ReportKind): ReportMaker {
    return this.makers[kind];
  }
}

function taken(snapshot: object, clientIds: string[], engagementIds: string[] = []): Taken {
  return { text: canonicalJson(snapshot), clientIds, engagementIds };
}

function files({ pdf, csv, json }: { pdf?: Buffer; csv?: string; json: string }): ReportFile[] {
  return [
    ...(pdf ? [{ format: 'PDF' as const, bytes: pdf }] : []),
    ...(csv === undefined ? [] : [{ format: 'CSV' as const, bytes: Buffer.from(csv) }]),
    { format: 'JSON', bytes: Buffer.from(json) },
  ];
}
