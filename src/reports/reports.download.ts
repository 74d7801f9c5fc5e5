import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { Keys } from '../db/keys.js';
import { FileStore } from '../files/file-store.js';
import type { ReportFormat } from './report-file.entity.js';
import { linkedFile, type LinkedFile } from './report.link.js';
import { fileKey, placeOfFile } from './report.places.js';
import { ReportsBuild } from './reports.build.js';
import { ReportsRepository } from './reports.repository.js';

/** A file as it is saved. */
export interface Download {
  /** Of letters, digits, dots and dashes; tells no name. */
  name: string;
  type: string;
  bytes: Buffer;
}

const TYPES: Record<ReportFormat, string> = {
  PDF: 'application/pdf',
  CSV: 'text/csv; charset=utf-8',
  JSON: 'application/json; charset=utf-8',
};

@Injectable()
export class ReportsDownload {
  constructor(
    private readonly db: Db,
    private readonly keys: Keys,
    private readonly dataKeys: DataKeys,
    private readonly reports: ReportsRepository,
    private readonly building: ReportsBuild,
    private readonly files: FileStore,
  ) {}

  /**
   * Opens a file for the person whom its link was made for, as long as they may see it.
   * @param asked the parts of the address, as anybody may have written them
   * @param now ms since the epoch
   * @returns null for everything else, whatever the reason
   * @throws AppError UNAVAILABLE
   */
  async open(asked: { id: unknown; format: unknown; link: unknown }, now: number): Promise<Download | null> {
    const file = linkedFile(this.keys.links, asked, now);
    if (!file) return null;
    const recipient = await this.building.recipientOf(file.orgId, file.reportId);
    if (recipient?.memberId !== file.recipientId) return null;
    try {
      return await this.read(recipient, file);
    } catch (error) {
      // The recipient left, or lost a role, a moment ago.
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') return null;
      throw error;
    }
  }

  private async read(
    recipient: MemberActor,
    { orgId, reportId, format }: LinkedFile,
  ): Promise<Download | null> {
    const found = await this.db.run(recipient, () => this.reports.findFile(reportId, format));
    const sealed = found && (await this.files.get(fileKey(orgId, reportId, format)));
    if (!sealed) return null;
    const bytes = await this.db.run(recipient, () =>
      this.dataKeys.openFile(sealed, placeOfFile(reportId, format)),
    );
    const name = `${found.kind.toLowerCase().replace('_', '-')}-${found.day}.${format.toLowerCase()}`;
    return { name, type: TYPES[format], bytes };
  }
}
