import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { GroupStatus } from './group.states.js';
import type { ChangeGroupInput, CreateGroupInput } from './groups.graphql.js';

/** A group that the actor leads, locked until the transaction ends: nobody joins, leaves or meets meanwhile. */
export interface LockedGroup {
  status: GroupStatus;
  version: number;
}

const columns: Record<keyof ChangeGroupInput, string> = {
  name: 'name',
  industry: 'industry',
  about: 'about',
  seats: 'seats',
};

/** Only its leader changes a group: every statement says so itself, beside row-level security. */
@Injectable()
export class GroupsRepository {
  constructor(private readonly db: Db) {}

  async create({ name, industry, about, seats }: CreateGroupInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      'insert into groups (name, industry, about, seats) values ($1, $2, $3, $4) returning id',
      [name, industry, about ?? null, seats ?? null],
    );
    return row!.id;
  }

  /** @returns undefined where the actor leads no such group */
  async lockLed(id: string): Promise<LockedGroup | undefined> {
    const [row] = await this.db.query<LockedGroup>(
      `select status, version from groups
       where org_id = app.org_id() and id = $1 and leader_id = app.member_id() and app.may_lead() for no key update`,
      [id],
    );
    return row;
  }

  /** Whether the actor sees such a group. */
  async exists(id: string): Promise<boolean> {
    const rows = await this.db.query('select from groups where org_id = app.org_id() and id = $1', [id]);
    return rows.length === 1;
  }

  /** How many are in it beside the leader; asked behind the lock. */
  async countSeated(id: string): Promise<number> {
    const [row] = await this.db.query<{ seated: number }>(
      'select s.members - 1 as seated from app.group_size($1) s',
      [id],
    );
    return row!.seated;
  }

  /** Whether it has a meeting that is booked and not over; asked behind the lock. */
  async meets(id: string, now: Date): Promise<boolean> {
    const rows = await this.db.query(
      `select from group_meetings
       where org_id = app.org_id() and group_id = $1 and status = 'BOOKED' and ends_at > $2 limit 1`,
      [id, now],
    );
    return rows.length === 1;
  }

  async change(id: string, change: ChangeGroupInput): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given
      .map(([name], at) => `, ${columns[name as keyof ChangeGroupInput]} = $${at + 2}`)
      .join('');
    await this.db.query(
      `update groups set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and leader_id = app.member_id()`,
      [id, ...given.map(([, value]) => value)],
    );
  }

  /** Since when it is closed stays as it was when it is put away later. */
  async setStatus(id: string, status: GroupStatus, at: Date): Promise<void> {
    await this.db.query(
      `update groups set status = $2,
         closed_at = case when $2 <> 'OPEN' then coalesce(closed_at, $3::timestamptz) end,
         archived_at = case when $2 = 'ARCHIVED' then $3::timestamptz end, version = version + 1
       where org_id = app.org_id() and id = $1 and leader_id = app.member_id()`,
      [id, status, at],
    );
  }

  /** @returns whether the membership is of somebody else in the group who may lead */
  async handOver(id: string, membershipId: string): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>('select app.hand_over_group($1, $2) as done', [
      id,
      membershipId,
    ]);
    return row!.done;
  }

  /** @returns whether nobody led it any more */
  async takeOver(id: string): Promise<boolean> {
    const [row] = await this.db.query<{ done: boolean }>('select app.take_over_group($1) as done', [id]);
    return row!.done;
  }
}
