import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { JoinFacts } from './group.states.js';

constraintMeans(
  'group_memberships_standing_key',
  () => new AppError('CONFLICT', 'You are in this group already.'),
);

/** A membership as far as ending it needs. */
export interface SeenMembership {
  groupId: string;
  isMine: boolean;
  isLeader: boolean;
  hasEnded: boolean;
  /** Whether the actor leads the group. */
  leads: boolean;
}

@Injectable()
export class GroupMembershipsRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined where the actor sees no such group */
  async findOffer(groupId: string): Promise<JoinFacts | undefined> {
    const [row] = await this.db.query<JoinFacts>(
      `select g.status, s.is_full as "isFull", app.is_shut_out(g.id) as "isShutOut",
         exists (select from group_memberships m where m.org_id = g.org_id and m.group_id = g.id
           and m.member_id = app.member_id() and m.left_at is null) as "isIn"
       from groups g cross join app.group_size(g.id) s
       where g.org_id = app.org_id() and g.id = $1`,
      [groupId],
    );
    return row;
  }

  /** @returns the membership; null where there was no seat to take */
  async takeSeat(groupId: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>('select app.join_group($1) as id', [groupId]);
    return row!.id;
  }

  /** The latest membership of the actor's in a group; undefined where there never was one. */
  async findOwn(groupId: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `select id from group_memberships
       where org_id = app.org_id() and group_id = $1 and member_id = app.member_id() order by id desc limit 1`,
      [groupId],
    );
    return row?.id;
  }

  /** @returns undefined where the actor sees no such membership */
  async find(id: string): Promise<SeenMembership | undefined> {
    const [row] = await this.db.query<SeenMembership>(
      `select m.group_id as "groupId", m.member_id = app.member_id() as "isMine", m.left_at is not null as "hasEnded",
         coalesce(g.leader_id = m.member_id, false) as "isLeader",
         coalesce(g.leader_id = app.member_id() and app.may_lead(), false) as leads
       from group_memberships m left join groups g on g.org_id = m.org_id and g.id = m.group_id
       where m.org_id = app.org_id() and m.id = $1`,
      [id],
    );
    return row;
  }

  /** @returns whether it was ended: as one's own or by the leader, and never the leader's */
  async end(id: string): Promise<boolean> {
    const [row] = await this.db.query<{ ended: boolean }>('select app.end_group_membership($1) as ended', [
      id,
    ]);
    return row!.ended;
  }

  /** Lets somebody whom the actor's group has removed come back. @returns whether there is somebody */
  async readmit(id: string, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `update group_memberships set readmitted_at = coalesce(readmitted_at, $2)
       where org_id = app.org_id() and id = $1 and removed_by is not null
         and group_id = any (app.led_group_ids()) returning id`,
      [id, at],
    );
    return rows.length === 1;
  }
}
