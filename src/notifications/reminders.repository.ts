import { Injectable } from '@nestjs/common';
import { NOBODY, type Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { MemberStatus } from '../members/member.entity.js';
import type { OrganizationStatus } from '../orgs/organization.entity.js';
import type { ReminderEntity, ReminderPurpose, ReminderReason } from './reminder.entity.js';
import type { ReminderTopic } from './reminder-opt-out.entity.js';

/**
 * How long a transaction may wait for the mail server before PostgreSQL ends it. A worker that vanished without closing
 * its connection would otherwise hold the row's lock.
 */
const SENDING_LIMIT = '60s';

/** A reason to write to somebody, as another module states it. */
export type Intent = Pick<
  ReminderEntity,
  'purpose' | 'subjectId' | 'subjectVersion' | 'recipientId' | 'dueAt' | 'expiresAt' | 'chosenTime'
>;

export interface Claimed {
  id: string;
  purpose: ReminderPurpose;
  subject_id: string;
  subject_version: number;
  due_at: Date;
  expires_at: Date;
  chosen_time: boolean;
  attempts: number;
}

/** Whom a reminder goes to. */
export interface Recipient {
  member_id: string;
  roles: Role[];
  status: MemberStatus;
  org_status: OrganizationStatus;
}

/** What of the recipient and the organization decides and words the mail. */
export interface Letter {
  email: string;
  zone: string;
  organization: string;
  color: string;
  quiet_from: string;
  quiet_until: string;
  weekend: number[];
  opted_out: boolean;
}

@Injectable()
export class RemindersRepository {
  constructor(private readonly db: Db) {}

  /** @param never why it will not be sent; recorded all the same, so that it can be told */
  async intend(intent: Intent, never: ReminderReason | null): Promise<void> {
    await this.db.query(
      `insert into reminders (purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time,
                              wake_at, state, reason)
       values ($1, $2, $3, $4, $5::timestamptz, $6, $7, case when $8::text is null then $5::timestamptz end,
               case when $8::text is null then 'PENDING' else 'EXPIRED' end, $8)
       on conflict on constraint reminders_key do nothing`,
      [
        intent.purpose,
        intent.subjectId,
        intent.subjectVersion,
        intent.recipientId,
        intent.dueAt,
        intent.expiresAt,
        intent.chosenTime,
        never,
      ],
    );
  }

  async intendAll(intents: readonly Intent[]): Promise<void> {
    await this.db.query(
      `insert into reminders (purpose, subject_id, subject_version, recipient_id, due_at, expires_at, chosen_time, wake_at)
       select i."purpose", i."subjectId", i."subjectVersion", i."recipientId", i."dueAt", i."expiresAt", i."chosenTime",
              i."dueAt"
       from json_to_recordset($1) as i ("purpose" text, "subjectId" uuid, "subjectVersion" integer, "recipientId" uuid,
         "dueAt" timestamptz, "expiresAt" timestamptz, "chosenTime" boolean)
       -- By name it would have to see the row of the other side.
       on conflict do nothing`,
      [JSON.stringify(intents)],
    );
  }

  /** Across organizations, outside any unit of work: claimed is what this has returned. */
  async claim(now: Date, leaseMs: number, batch: number): Promise<{ orgId: string; subjectId: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, {
      text: 'select org_id, id from app.claim_reminders($1, make_interval(secs => $2), $3)',
      values: [now, leaseMs / 1_000, batch],
    });
    return (rows as { org_id: string; id: string }[]).map((row) => ({
      orgId: row.org_id,
      subjectId: row.id,
    }));
  }

  /** The recipient of a claimed reminder; undefined when it is claimed no more. */
  async findRecipient(id: string): Promise<Recipient | undefined> {
    const [recipient] = await this.db.query<Recipient>(
      `select m.id as member_id, m.roles, m.status, o.status as org_status
       from reminders r
       join members m on m.org_id = r.org_id and m.id = r.recipient_id
       join organizations o on o.id = r.org_id
       where r.org_id = app.org_id() and r.id = $1 and r.state = 'CLAIMED'`,
      [id],
    );
    return recipient;
  }

  /** Locks a claimed reminder until the commit; undefined when it is claimed no more, or somebody is sending it. */
  async lockForSending(id: string): Promise<Claimed | undefined> {
    await this.db.query(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [
      SENDING_LIMIT,
    ]);
    const [claimed] = await this.db.query<Claimed>(
      `select id, purpose, subject_id, subject_version, due_at, expires_at, chosen_time, attempts
       from reminders
       where org_id = app.org_id() and id = $1 and recipient_id = app.member_id() and state = 'CLAIMED'
       for update skip locked`,
      [id],
    );
    return claimed;
  }

  /** Locks a claimed reminder whose delivery went wrong; undefined when it was settled meanwhile. */
  async lockFailed(id: string): Promise<Pick<Claimed, 'attempts' | 'expires_at'> | undefined> {
    const [failed] = await this.db.query<Pick<Claimed, 'attempts' | 'expires_at'>>(
      `select attempts, expires_at from reminders
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED' for update`,
      [id],
    );
    return failed;
  }

  /** The actor as the recipient of a mail on a topic. */
  async findLetter(topic: ReminderTopic): Promise<Letter> {
    const [letter] = await this.db.query<Letter>(
      `select m.email, m.time_zone as zone, coalesce(o.brand_name, o.name) as organization, o.brand_color as color,
              o.quiet_from::text, o.quiet_until::text, o.weekend,
              exists (select from reminder_opt_outs x
                      where x.org_id = m.org_id and x.member_id = m.id and x.topic = $1) as opted_out
       from members m join organizations o on o.id = m.org_id
       where m.org_id = app.org_id() and m.id = app.member_id()`,
      [topic],
    );
    return letter!;
  }

  async markSent(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update reminders set state = 'SENT', sent_at = $2, wake_at = null
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, at],
    );
  }

  async drop(id: string, state: 'SUPPRESSED' | 'EXPIRED' | 'FAILED', reason: ReminderReason): Promise<void> {
    await this.db.query(
      `update reminders set state = $2, reason = $3, wake_at = null
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, state, reason],
    );
  }

  /** Back to waiting. @param attempts those that have failed by now */
  async putOff(id: string, until: Date, attempts: number): Promise<void> {
    await this.db.query(
      `update reminders set state = 'PENDING', wake_at = $2, attempts = $3
       where org_id = app.org_id() and id = $1 and state = 'CLAIMED'`,
      [id, until, attempts],
    );
  }

  async optOut(memberId: string, topic: ReminderTopic): Promise<void> {
    await this.db.query(
      `insert into reminder_opt_outs (member_id, topic) values ($1, $2)
       on conflict on constraint reminder_opt_outs_key do nothing`,
      [memberId, topic],
    );
  }
}
