// Guarantees: wherever building stops, building again ends with the same bytes, and nobody meets half a file.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { FileStore } from '../files/file-store.js';
import { Live } from '../graphql/live.js';
import { composeCaseload } from './caseload.compose.js';
import { CaseloadRepository } from './caseload.repository.js';
import type { CaseloadSnapshot } from './caseload.snapshot.js';
import { canonicalJson } from './render/canonical-json.js';
import { renderCaseload } from './render/render-caseload.js';
import type { ReportFailure } from './report.entity.js';
import { reportFormats, type ReportFormat } from './report-file.entity.js';
import { fileKey, placeOfFile, placeOfSnapshot } from './report.places.js';
import { topicOf } from './report.work.js';
import { ReportsRepository } from './reports.repository.js';

/** Percent done at each step; stored files share what is left. */
const BEGUN = 5;
const TAKEN = 35;
const RENDERED = 65;
const STORED = 95;

@Injectable()
export class ReportsBuild {
  constructor(
    private readonly db: Db,
    private readonly reports: ReportsRepository,
    private readonly caseload: CaseloadRepository,
    private readonly dataKeys: DataKeys,
    private readonly files: FileStore,
    private readonly live: Live,
  ) {}

  /**
   * Builds a report on behalf of its recipient, so that it holds nothing that they may not see at this moment.
   * @param now the instant that its snapshot is taken as of, unless one was taken before
   */
  async build(orgId: string, id: string, now: Date): Promise<void> {
    const recipient = await this.recipientOf(orgId, id);
    if (!recipient) return this.fail(orgId, id, 'ACCESS_ENDED');
    if (!(await this.advance(recipient, id, BEGUN))) return;
    const snapshot = await this.snapshot(recipient, id, now);
    if (!snapshot) return this.fail(orgId, id, 'ACCESS_ENDED');
    await this.advance(recipient, id, TAKEN);
    const rendered = renderCaseload(snapshot);
    await this.advance(recipient, id, RENDERED);
    const plain: Record<ReportFormat, Buffer> = {
      PDF: rendered.pdf,
      CSV: Buffer.from(rendered.csv),
      JSON: Buffer.from(rendered.json),
    };
    for (const [at, format] of reportFormats.entries()) {
      await this.store(recipient, id, format, plain[format]);
      await this.advance(recipient, id, RENDERED + ((STORED - RENDERED) * (at + 1)) / reportFormats.length);
    }
    await this.finish(recipient, id, plain);
  }

  /** Ends a report that is not to be built any more; what was stored of it goes. */
  async fail(orgId: string, id: string, failure: ReportFailure): Promise<void> {
    const failed = await this.db.run({ kind: 'system', orgId }, async () => {
      const done = await this.reports.fail(id, failure);
      if (done) await this.live.publish(topicOf(id));
      return done;
    });
    if (!failed) return;
    await Promise.all(reportFormats.map((format) => this.files.delete(fileKey(orgId, id, format))));
  }

  async recipientOf(orgId: string, id: string): Promise<MemberActor | undefined> {
    const recipient = await this.db.run({ kind: 'system', orgId }, () => this.reports.findRecipient(id));
    return recipient && { kind: 'member', orgId, ...recipient, signInId: null };
  }

  /** @returns whether there is still something to build */
  private advance(recipient: MemberActor, id: string, progress: number): Promise<boolean> {
    return this.db.run(recipient, async () => {
      const open = await this.reports.advance(id, progress);
      if (open) await this.live.publish(topicOf(id));
      return open;
    });
  }

  /** The snapshot that was taken first; undefined once the recipient may no longer see somebody in it. */
  private snapshot(recipient: MemberActor, id: string, now: Date): Promise<CaseloadSnapshot | undefined> {
    return this.db.run(recipient, async () => {
      if (!(await this.reports.findSnapshot(id))) await this.takeSnapshot(id, now);
      const sealed = await this.reports.findSnapshot(id);
      if (!sealed) return undefined;
      return JSON.parse(await this.dataKeys.open(sealed, placeOfSnapshot(id))) as CaseloadSnapshot;
    });
  }

  private async takeSnapshot(id: string, now: Date): Promise<void> {
    const facts = await this.caseload.read(now);
    const seal = await this.dataKeys.sealer();
    const text = canonicalJson(composeCaseload(facts, now.getTime()));
    const clientIds = facts.clients.map((client) => client.id);
    await this.reports.keepSnapshot(id, clientIds, seal(text, placeOfSnapshot(id)), now);
  }

  private async store(
    recipient: MemberActor,
    id: string,
    format: ReportFormat,
    plain: Buffer,
  ): Promise<void> {
    const sealed = await this.db.run(recipient, () => this.dataKeys.sealFile(plain, placeOfFile(id, format)));
    await this.files.put(fileKey(recipient.orgId, id, format), sealed);
  }

  private async finish(
    recipient: MemberActor,
    id: string,
    plain: Record<ReportFormat, Buffer>,
  ): Promise<void> {
    const files = reportFormats.map((format) => ({
      format,
      sha256: createHash('sha256').update(plain[format]).digest('hex'),
      bytes: plain[format].length,
    }));
    await this.db.run(recipient, async () => {
      if (await this.reports.finish(id, files)) await this.live.publish(topicOf(id));
    });
  }
}
