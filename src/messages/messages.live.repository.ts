import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';

/** Messages that one look tells of, at most. */
export const LOOK = 100;

/** What somebody who watches has been told of. */
export interface Told {
  /** The last message. */
  messageId: string;
  /** Since when they watch, in ms since the epoch. */
  since: number;
  /** Messages that they know to be withdrawn. */
  withdrawn: string[];
}

@Injectable()
export class MessagesLiveRepository {
  constructor(private readonly db: Db) {}

  /**
   * @returns the last message of an engagement of the actor's, as far as they see it, and whether the one named is of it;
   * undefined where there is no such engagement
   */
  async lastOf(
    engagementId: string,
    named: string | null,
  ): Promise<{ messageId: string | null; isNamed: boolean } | undefined> {
    const [row] = await this.db.query<{ messageId: string | null; isNamed: boolean }>(
      `select exists (select from messages m
                where m.org_id = e.org_id and m.engagement_id = e.id and m.id = $2) as "isNamed",
              (select m.id from messages m where m.org_id = e.org_id and m.engagement_id = e.id
               order by m.id desc limit 1) as "messageId"
       from engagements e
       where e.org_id = app.org_id() and e.id = $1 and app.member_id() in (e.coach_id, e.client_id)`,
      [engagementId, named],
    );
    return row;
  }

  /** @returns what came since, in its order, and whether the engagement is open still */
  async since(
    engagementId: string,
    told: Told,
  ): Promise<{ open: boolean; messages: { id: string; withdrawn: boolean }[] }> {
    const [row] = await this.db.query<{ open: boolean }>(
      `select status in ('ACTIVE', 'PAUSED') as open from engagements
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id)`,
      [engagementId],
    );
    const messages = await this.db.query<{ id: string; withdrawn: boolean }>(
      `select id, withdrawn_at is not null as withdrawn from messages
       where org_id = app.org_id() and engagement_id = $1 and app.member_id() in (coach_id, client_id)
         and (id > $2 or (withdrawn_at >= $3 and id <> all ($4::uuid[])))
       order by id limit ${LOOK}`,
      [engagementId, told.messageId, new Date(told.since), told.withdrawn],
    );
    return { open: row?.open ?? false, messages };
  }
}
