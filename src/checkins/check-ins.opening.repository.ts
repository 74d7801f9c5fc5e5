import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';

@Injectable()
export class CheckInsOpeningRepository {
  constructor(private readonly db: Db) {}

  /** Clients to look at, across organizations; outside any unit of work. */
  async findDue(now: Date, batch: number): Promise<{ orgId: string; clientId: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.due_check_ins($1, $2)',
      values: [now, batch],
    });
    return (rows as { org_id: string; id: string }[]).map((row) => ({
      orgId: row.org_id,
      clientId: row.id,
    }));
  }

  /**
   * Keeps the client's own steps waiting until the commit.
   * @returns whether the client is here to be asked; undefined when another worker looks, or there is nothing to look at
   */
  async lock(clientId: string, now: Date): Promise<{ isHere: boolean } | undefined> {
    const [row] = await this.db.query<{ isHere: boolean }>(
      `select m.status = 'ACTIVE' and 'CLIENT' = any (m.roles) and o.status = 'ACTIVE' as "isHere"
       from check_in_schedules s
       join members m on m.org_id = s.org_id and m.id = s.id
       join organizations o on o.id = s.org_id
       where s.org_id = app.org_id() and s.id = $1 and s.next_at <= $2 for update of s skip locked`,
      [clientId, now],
    );
    return row;
  }

  /** Whether the client's coaching is over and no other is in sight. */
  async rests(clientId: string): Promise<boolean> {
    const [row] = await this.db.query<{ rests: boolean }>('select app.check_ins_rest($1) as rests', [
      clientId,
    ]);
    return row!.rests;
  }

  async markAnnounced(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update check_ins set announced_at = $2 where org_id = app.org_id() and id = $1 and status = 'DUE'`,
      [id, at],
    );
  }

  /** What decides whether to remind of a check-in of the actor's: its version while it is due. */
  async findDueVersion(id: string): Promise<number | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      `select version from check_ins
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = 'DUE'`,
      [id],
    );
    return row?.version;
  }
}
