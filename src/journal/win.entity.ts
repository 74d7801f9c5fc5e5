import { Column, Entity, PrimaryColumn } from 'typeorm';

export const winKinds = ['ACTION_DONE', 'MILESTONE_DONE', 'ACTIVE_WEEKS', 'COMEBACK'] as const;
export type WinKind = (typeof winKinds)[number];

export const winAudiences = ['COACH', 'BUDDY'] as const;
export type WinAudience = (typeof winAudiences)[number];

/** What went well, derived from what a client did. */
@Entity('wins')
export class WinEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('text')
  kind: WinKind;

  /** The day in the client’s zone, `YYYY-MM-DD`. */
  @Column('date', { name: 'won_on' })
  wonOn: string;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column('uuid', { name: 'goal_id', nullable: true })
  goalId: string | null;

  @Column('uuid', { name: 'action_id', nullable: true })
  actionId: string | null;

  @Column('uuid', { name: 'milestone_id', nullable: true })
  milestoneId: string | null;

  @Column('uuid', { name: 'setback_id', nullable: true })
  setbackId: string | null;

  /** The Monday of the week in which so many weeks were active. */
  @Column('date', { name: 'week_on', nullable: true })
  weekOn: string | null;

  @Column('smallint', { name: 'active_weeks', nullable: true })
  activeWeeks: number | null;

  /** The event was put right and did not happen. */
  @Column({ type: 'timestamptz', name: 'withdrawn_at', precision: 3, nullable: true })
  withdrawnAt: Date | null;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, insert: false })
  createdAt: Date;
}

/** Whom a client lets see their wins; has the id of the client. */
@Entity('win_audiences')
export class WinAudienceEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'shown_to', array: true })
  shownTo: WinAudience[];

  @Column({ type: 'timestamptz', name: 'changed_at', precision: 3 })
  changedAt: Date;
}

/** A pat on the back for a win, once from each person. */
@Entity('kudos')
export class KudosEntity {
  @PrimaryColumn('uuid', { name: 'org_id' })
  orgId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'client_id' })
  clientId: string;

  @Column('uuid', { name: 'win_id' })
  winId: string;

  @Column('uuid', { name: 'giver_id' })
  giverId: string;

  @Column({ type: 'timestamptz', name: 'given_at', precision: 3, insert: false })
  givenAt: Date;
}
