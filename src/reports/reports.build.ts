// Guarantees: wherever building stops, building again ends with the same bytes, and nobody meets half a file.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { FileStore } from '../files/file-store.js';
import { Live } from '../graphql/live.js';
import type { ReportFailure } from './report.entity.js';
import { reportFormats } from './report-file.entity.js';
import { ReportMakers, type ReportFile, type ReportOrder } from './report.makers.js';
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
    private readonly makers: ReportMakers,
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
    const order = await this.advance(recipient, id, BEGUN);
    if (!order) return;
    const snapshot = await this.snapshot(recipient, id, order, now);
    if (!snapshot) return this.fail(orgId, id, 'ACCESS_ENDED');
    await this.advance(recipient, id, TAKEN);
    const files = this.makers.of(order.kind).render(snapshot);
    await this.advance(recipient, id, RENDERED);
    for (const [at, file] of files.entries()) {
      await this.store(recipient, id, file);
      const share = (STORED - RENDERED) * ((at + 1) / files.length);
      await this.advance(recipient, id, Math.floor(RENDERED + share));
    }
    await this.finish(recipient, id, files);
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

  /** @returns what was asked for; undefined once there is nothing to build any more */
  private advance(recipient: MemberActor, id: string, progress: number): Promise<ReportOrder | undefined> {
    return this.db.run(recipient, async () => {
      const order = await this.reports.advance(id, progress);
      if (order) await this.live.publish(topicOf(id));
      return order;
    });
  }

  /** The snapshot that was taken first, as text; undefined once the recipient may no longer see somebody in it. */
  private snapshot(
    recipient: MemberActor,
    id: string,
    order: ReportOrder,
    now: Date,
  ): Promise<string | undefined> {
    return this.db.run(recipient, async () => {
      if (!(await this.reports.findSnapshot(id))) await this.takeSnapshot(id, order, now);
      const sealed = await this.reports.findSnapshot(id);
      return sealed && this.dataKeys.open(sealed, placeOfSnapshot(id));
    });
  }

  private async takeSnapshot(id: string, order: ReportOrder, now: Date): Promise<void> {
    const taken = await this.makers.of(order.kind).take(order, now);
    if (!taken) return;
    const seal = await this.dataKeys.sealer();
    await this.reports.keepSnapshot(id, taken, seal(taken.text, placeOfSnapshot(id)), now);
  }

  private async store(recipient: MemberActor, id: string, { format, bytes }: ReportFile): Promise<void> {
    const sealed = await this.db.run(recipient, () => this.dataKeys.sealFile(bytes, placeOfFile(id, format)));
    await this.files.put(fileKey(recipient.orgId, id, format), sealed);
  }

  private async finish(recipient: MemberActor, id: string, files: readonly ReportFile[]): Promise<void> {
    const made = files.map(({ format, bytes }) => ({
      format,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    }));
    await this.db.run(recipient, async () => {
      if (await this.reports.finish(id, made)) await this.live.publish(topicOf(id));
    });
  }
}
