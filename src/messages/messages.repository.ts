import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

/** The same key for two messages, of two engagements at one time. */
export function mismatch(): AppError {
  return new AppError('IDEMPOTENCY_MISMATCH', 'Another message was sent with this key.', 'input.key');
}
constraintMeans('messages_key_key', mismatch);

/** A message that was sent with a key. */
export interface SentMessage {
  id: string;
  engagementId: string;
  /** Sealed. */
  text: string | null;
  withdrawn: boolean;
  /** In their order; the names sealed. */
  files: { id: string; name: string }[];
}

/** A message as far as who wants to withdraw it needs it. */
export interface SeenMessage {
  engagementId: string;
  isAuthor: boolean;
  withdrawn: boolean;
  /** Whether its engagement is open. */
  open: boolean;
}

/** Only the two sides of an engagement write and read here: every statement says so itself, beside row-level security. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly db: Db) {}

  /**
   * Keeps others who send in this engagement waiting, and it from ending, until the transaction ends.
   * @returns whether it is open; undefined where the actor is no side of such an engagement
   */
  async lockEngagement(id: string): Promise<boolean | undefined> {
    const [row] = await this.db.query<{ open: boolean }>(
      `select status in ('ACTIVE', 'PAUSED') as open from engagements
       where org_id = app.org_id() and id = $1 and app.member_id() in (coach_id, client_id) for no key update`,
      [id],
    );
    return row?.open;
  }

  /** What the actor has sent with a key. */
  async findByKey(key: string): Promise<SentMessage | undefined> {
    const [row] = await this.db.query<SentMessage>(
      `select m.id, m.engagement_id as "engagementId", m.text, m.withdrawn_at is not null as withdrawn,
         array(select json_build_object('id', f.id, 'name', f.name) from message_files f
               where f.org_id = m.org_id and f.engagement_id = m.engagement_id and f.message_id = m.id
               order by f.position) as files
       from messages m where m.org_id = app.org_id() and m.author_id = app.member_id() and m.key = $1`,
      [key],
    );
    return row;
  }

  /** The id of a message to be, which its text is sealed for. */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** In a locked engagement of the actor's. @param text sealed */
  async insert(id: string, engagementId: string, key: string, text: string | null): Promise<void> {
    await this.db.query(
      `insert into messages (id, engagement_id, coach_id, client_id, author_id, key, text)
       select $1, e.id, e.coach_id, e.client_id, app.member_id(), $3, $4 from engagements e
       where e.org_id = app.org_id() and e.id = $2 and app.member_id() in (e.coach_id, e.client_id)`,
      [id, engagementId, key, text],
    );
  }

  /** Puts files into the actor's message. @param names sealed @returns how many there were, stored and not sent yet */
  async attach(messageId: string, engagementId: string, fileIds: string[], names: string[]): Promise<number> {
    const rows = await this.db.query(
      `update message_files f set message_id = $1, name = given.name, position = given.position
       from unnest($3::uuid[], $4::text[]) with ordinality as given (id, name, position)
       where f.org_id = app.org_id() and f.id = given.id and f.engagement_id = $2 and f.author_id = app.member_id()
         and f.message_id is null and f.format is not null and f.abandoned_at is null
       returning f.id`,
      [messageId, engagementId, fileIds, names],
    );
    return rows.length;
  }

  /** @param after the first instant of its sending that is not too long ago @returns the engagement; undefined where that was not open to the actor */
  async withdraw(id: string, after: Date, at: Date): Promise<string | undefined> {
    const [row] = await this.db.query<{ engagementId: string }>(
      `update messages set text = null, withdrawn_at = $3
       where org_id = app.org_id() and id = $1 and author_id = app.member_id() and withdrawn_at is null
         and created_at > $2 returning engagement_id as "engagementId"`,
      [id, after, at],
    );
    if (!row) return undefined;
    // The sweep deletes what was sent along.
    await this.db.query(
      `update message_files set message_id = null, name = null, position = null, abandoned_at = $2
       where org_id = app.org_id() and message_id = $1 and author_id = app.member_id()`,
      [id, at],
    );
    return row.engagementId;
  }

  /** @returns undefined when the actor sees no such message */
  async find(id: string): Promise<SeenMessage | undefined> {
    const [row] = await this.db.query<SeenMessage>(
      `select m.engagement_id as "engagementId", m.author_id = app.member_id() as "isAuthor",
         m.withdrawn_at is not null as withdrawn, e.status in ('ACTIVE', 'PAUSED') as open
       from messages m join engagements e on e.org_id = m.org_id and e.id = m.engagement_id
       where m.org_id = app.org_id() and m.id = $1 and app.member_id() in (m.coach_id, m.client_id)`,
      [id],
    );
    return row;
  }

  /** The actor has read as far as this message; who has read further stays there. @returns its engagement */
  async markRead(messageId: string, at: Date): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `with seen as (
         select m.id, m.engagement_id, m.coach_id, m.client_id from messages m
         where m.org_id = app.org_id() and m.id = $1 and app.member_id() in (m.coach_id, m.client_id)),
       marked as (
         insert into message_reads as r (engagement_id, coach_id, client_id, reader_id, message_id, read_at)
         select engagement_id, coach_id, client_id, app.member_id(), id, $2 from seen
         on conflict on constraint message_reads_reader_key do update
           set message_id = excluded.message_id, read_at = excluded.read_at where r.message_id < excluded.message_id)
       select engagement_id as id from seen`,
      [messageId, at],
    );
    return row?.id;
  }
}
