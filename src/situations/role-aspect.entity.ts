import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The aspects that every role has. */
export const roleAspectKinds = [
  'TASKS',
  'AUTONOMY',
  'RECOGNITION',
  'PAY',
  'MANAGER',
  'TEAM',
  'LEARNING',
  'PURPOSE',
  'WORKLOAD',
] as const;
/** With OWN, an aspect that the client named. */
export const anyAspectKinds = [...roleAspectKinds, 'OWN'] as const;
export type RoleAspectKind = (typeof roleAspectKinds)[number];
export type AnyAspectKind = (typeof anyAspectKinds)[number];

/** How one aspect of the present role feels. */
@Entity('role_aspects')
export class RoleAspectEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: AnyAspectKind;

  /** Only of an OWN aspect. */
  @Column('text', { nullable: true })
  name: string | null;

  /** −2 draining … +2 fulfilling. */
  @Column('smallint')
  rating: number;

  @Column('text', { nullable: true })
  note: string | null;

  @Column({ type: 'timestamptz', name: 'archived_at', precision: 3, nullable: true })
  archivedAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;

  @Column('integer')
  version: number;
}
