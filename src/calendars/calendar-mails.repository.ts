import { Injectable } from '@nestjs/common';
import { NOBODY, type Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { MemberStatus } from '../members/member.entity.js';
import type { OrganizationStatus } from '../orgs/organization.entity.js';
import type { CalendarMailEntity, CalendarMailReason } from './calendar-mail.entity.js';
import type { MailedSession } from './calendar-mail.compose.js';

/**
 * How long a transaction may wait for the mail server before PostgreSQL ends it. A worker that vanished without closing
 * its connection would otherwise hold the row's lock.
 */
const SENDING_LIMIT = '60s';

/** A mail that is being sent, and what other mails to the same person about the same subject say of it. */
export type ClaimedMail = Pick<
  CalendarMailEntity,
  'id' | 'subjectKind' | 'subjectId' | 'sequence' | 'method' | 'attempts' | 'createdAt'
> & {
  /** A later change has a mail of its own. */
  superseded: boolean;
  /** An invitation may have reached the recipient. */
  invited: boolean;
  /** Whether an invitation did is found out now, or with the end of a dead worker's lease. */
  inviting: boolean;
};

/** Whom a mail goes to. */
export interface MailRecipient {
  member_id: string;
  roles: Role[];
  status: MemberStatus;
  org_status: OrganizationStatus;
  /** Somebody may have sent it before. */
  handed: boolean;
}

/** What of the recipient and the organization addresses the mail. */
export interface MailLetter {
  name: string;
  email: string;
  zone: string;
  organization: string;
  color: string;
}

/** Another mail to the same person about the same. */
const SAME = `x.org_id = c.org_id and x.subject_id = c.subject_id and x.recipient_id = c.recipient_id`;

/** An invitation of the same person to the same, by itself or as one of a series. */
const INVITES = `x.org_id = c.org_id and x.recipient_id = c.recipient_id and x.method = 'REQUEST' and x.id <> c.id
  and x.subject_id in (c.subject_id, (select t.series_id from app.calendar_sessions(c.subject_id) t where t.id = c.subject_id))`;

@Injectable()
export class CalendarMailsRepository {
  constructor(private readonly db: Db) {}

  /** In the current unit of work, for both sides, at the sequence that it gave the session. */
  async planSession(id: string): Promise<void> {
    await this.db.query('select app.plan_session_mails($1)', [[id]]);
  }

  async planSeries(id: string): Promise<void> {
    await this.db.query('select app.plan_series_mails($1)', [[id]]);
  }

  /** Across organizations, outside any unit of work: claimed is what this has returned. */
  async claim(now: Date, leaseMs: number, batch: number): Promise<{ orgId: string; subjectId: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.claim_calendar_mails($1, make_interval(secs => $2), $3)',
      values: [now, leaseMs / 1_000, batch],
    });
    return (rows as { org_id: string; id: string }[]).map((row) => ({
      orgId: row.org_id,
      subjectId: row.id,
    }));
  }

  /** Locks a claimed mail; undefined when it is claimed no more, or somebody is sending it. */
  async lockRecipient(id: string): Promise<MailRecipient | undefined> {
    const [recipient] = await this.db.query<MailRecipient>(
      `select m.id as member_id, m.roles, m.status, o.status as org_status, c.handed_at is not null as handed
       from calendar_mails c
       join members m on m.org_id = c.org_id and m.id = c.recipient_id
       join organizations o on o.id = c.org_id
       where c.org_id = app.org_id() and c.id = $1 and c.state = 'CLAIMED'
       for update of c skip locked`,
      [id],
    );
    return recipient;
  }

  /** From here on it may have arrived, whatever becomes of this process. */
  async hand(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update calendar_mails set handed_at = coalesce(handed_at, $2) where org_id = app.org_id() and id = $1`,
      [id, at],
    );
  }

  /** Locks a claimed mail until the commit; undefined when it is claimed no more, or somebody is sending it. */
  async lockForSending(id: string): Promise<ClaimedMail | undefined> {
    await this.db.query(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [
      SENDING_LIMIT,
    ]);
    const [claimed] = await this.db.query<ClaimedMail>(
      `select c.id, c.subject_kind as "subjectKind", c.subject_id as "subjectId", c.sequence, c.method, c.attempts,
              c.created_at as "createdAt",
              exists (select from calendar_mails x where ${SAME} and x.sequence > c.sequence) as superseded,
              exists (select from calendar_mails x where ${INVITES} and x.handed_at is not null
                        and x.state not in ('CLAIMED', 'FAILED')) as invited,
              exists (select from calendar_mails x where ${INVITES} and x.state = 'CLAIMED') as inviting
       from calendar_mails c
       where c.org_id = app.org_id() and c.id = $1 and c.recipient_id = app.member_id() and c.state = 'CLAIMED'
       for update of c skip locked`,
      [id],
    );
    return claimed;
  }

  /** Locks a claimed mail whose delivery went wrong; undefined when it was settled meanwhile. */
  async lockFailed(id: string): Promise<Pick<CalendarMailEntity, 'attempts' | 'createdAt'> | undefined> {
    const [failed] = await this.db.query<Pick<CalendarMailEntity, 'attempts' | 'createdAt'>>(
      `select attempts, created_at as "createdAt" from calendar_mails
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED' for update`,
      [id],
    );
    return failed;
  }

  /** What the actor's calendar holds of a session and the others of its series, or of a series. */
  sessionsOf(subjectId: string): Promise<MailedSession[]> {
    return this.db.query<MailedSession>(
      `select id, starts_at as "startsAt", ends_at as "endsAt", place, video_url as "videoUrl", status, sequence,
              occurrence_on as "occurrenceOn", series
       from app.calendar_sessions($1)`,
      [subjectId],
    );
  }

  /** The actor as the recipient. */
  async findLetter(): Promise<MailLetter> {
    const [letter] = await this.db.query<MailLetter>(
      `select m.name, m.email, m.time_zone as zone, coalesce(o.brand_name, o.name) as organization, o.brand_color as color
       from members m join organizations o on o.id = m.org_id
       where m.org_id = app.org_id() and m.id = app.member_id()`,
    );
    return letter!;
  }

  /** The sides of a session that the actor may see, themselves among them. */
  async findSides(sessionId: string): Promise<{ name: string; email: string }[]> {
    return this.db.query<{ name: string; email: string }>(
      `select m.name, m.email from sessions s
       join members m on m.org_id = s.org_id and m.id in (s.coach_id, s.client_id)
       where s.org_id = app.org_id() and s.id = $1 order by m.id = s.client_id`,
      [sessionId],
    );
  }

  async markSent(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update calendar_mails set state = 'SENT', sent_at = $2, wake_at = null
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, at],
    );
  }

  /** @param handed whether it may have arrived all the same */
  async drop(
    id: string,
    state: 'SUPPRESSED' | 'EXPIRED' | 'FAILED',
    reason: CalendarMailReason,
    handed: boolean,
  ): Promise<void> {
    await this.db.query(
      `update calendar_mails set state = $2, reason = $3, wake_at = null,
              handed_at = case when $4 then handed_at end
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, state, reason, handed],
    );
  }

  /** Back to waiting. @param attempts those that have failed by now */
  async putOff(id: string, until: Date, attempts: number): Promise<void> {
    await this.db.query(
      `update calendar_mails set state = 'PENDING', wake_at = $2, attempts = $3
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, until, attempts],
    );
  }
}
