import { Column, Entity, PrimaryColumn } from 'typeorm';

export const reportFormats = ['PDF', 'CSV', 'JSON'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A finished file of a report; its bytes are in the file store, sealed. */
@Entity('report_files')
export class ReportFileEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'report_id' })
  reportId: string;

  @Column('text')
  format: ReportFormat;

  /** Of the file as it is downloaded, in lower-case hex. */
  @Column('text')
  sha256: string;

  /** Of the file as it is downloaded. */
  @Column('integer')
  bytes: number;
}
