import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { JournalKind } from './journal-entry.entity.js';

constraintMeans('journal_entries_goal_fk', () => notFound('Goal', 'input.goalId'));
constraintMeans('journal_entries_action_fk', () => notFound('ActionItem', 'input.actionId'));
constraintMeans('journal_entries_setback_fk', () => notFound('Setback', 'input.setbackId'));

/** What an entry says, its text sealed. */
export interface EntryContent {
  kind: JournalKind;
  text: string;
  goalId: string | null;
  actionId: string | null;
  setbackId: string | null;
}

/** Only the client writes entries: every statement says so itself, beside row-level security. */
@Injectable()
export class JournalEntriesRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of an entry to be, which its text is sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async insert(id: string, { kind, text, goalId, actionId, setbackId }: EntryContent): Promise<void> {
    await this.db.query(
      `insert into journal_entries (id, client_id, kind, text, goal_id, action_id, setback_id)
       values ($1, app.member_id(), $2, $3, $4, $5, $6)`,
      [id, kind, text, goalId, actionId, setbackId],
    );
  }

  /** @param change what is undefined stays @returns whether one of the actor's was still at this version */
  async change(id: string, version: number, change: Partial<EntryContent>, at: Date): Promise<boolean> {
    const link = (name: 'goalId' | 'actionId' | 'setbackId') => [
      change[name] !== undefined,
      change[name] ?? null,
    ];
    const rows = await this.db.query(
      `update journal_entries set kind = coalesce($3, kind), text = coalesce($4, text),
         goal_id = case when $5 then $6::uuid else goal_id end,
         action_id = case when $7 then $8::uuid else action_id end,
         setback_id = case when $9 then $10::uuid else setback_id end,
         changed_at = $11, version = version + 1
       where org_id = app.org_id() and id = $1 and version = $2 and client_id = app.member_id() returning id`,
      [
        id,
        version,
        change.kind ?? null,
        change.text ?? null,
        ...link('goalId'),
        ...link('actionId'),
        ...link('setbackId'),
        at,
      ],
    );
    return rows.length === 1;
  }

  /** Puts it away, or back; doing so twice changes nothing. */
  async archive(id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update journal_entries set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         and (archived_at is null) <> ($2::timestamptz is null)`,
      [id, at],
    );
  }

  /** @returns whether it is one of the actor's */
  async isOwn(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from journal_entries where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return rows.length === 1;
  }
}
