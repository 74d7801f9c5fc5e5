import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { NOBODY } from '../db/actor.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { DocumentVersionEntity } from './document-version.entity.js';
import type { DocumentKind } from './document.entity.js';
import type { FileFormat } from '../files/file.format.js';
import type { AddDocumentInput, ChangeDocumentInput } from './documents.graphql.js';

constraintMeans('document_goals_goal_fk', () => notFound('Goal', 'input.goalIds'));

/** What a client keeps in all. */
interface Kept {
  documents: number;
  /** Of the files that versions hold. */
  bytes: number;
  /** Files. */
  onTheirWay: number;
}

type Content = Pick<DocumentVersionEntity, 'url' | 'format' | 'sha256' | 'bytes'>;

/** Only the client writes documents: every statement says so itself, beside row-level security. */
@Injectable()
export class DocumentsRepository {
  constructor(private readonly db: Db) {}

  /** Keeps the client's other documents waiting until the transaction ends. @returns what they keep */
  async lockAndCount(): Promise<Kept> {
    await this.db.query(
      'select from clients where org_id = app.org_id() and id = app.member_id() for no key update',
    );
    const own = 'org_id = app.org_id() and client_id = app.member_id()';
    const [row] = await this.db.query<Kept>(
      `select (select count(*)::int from documents where ${own}) as documents,
              (select coalesce(sum(bytes), 0)::int from document_versions where ${own}) as bytes,
              (select count(*)::int from document_loose_files where ${own} and abandoned_at is null) as "onTheirWay"`,
    );
    return row!;
  }

  async add({ kind, title, tags, goalIds }: AddDocumentInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `with added as (
         insert into documents (client_id, kind, title, tags)
         values (app.member_id(), $1, $2, coalesce($3::text[], '{}')) returning id, client_id),
       goals as (
         insert into document_goals (client_id, document_id, goal_id)
         select added.client_id, added.id, given.id from added, unnest($4::uuid[]) as given (id))
       select id from added`,
      [kind, title, tags, goalIds ?? []],
    );
    return row!.id;
  }

  /** @returns the version of the actor's own, locked until the transaction ends; undefined where they have none such */
  async lock(id: string): Promise<{ version: number } | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      `select version from documents
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  async change(id: string, { title, tags, goalIds }: ChangeDocumentInput): Promise<void> {
    await this.db.query(
      `update documents set title = coalesce($2, title), version = version + 1,
         tags = case when $3 then coalesce($4::text[], '{}') else tags end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, title, tags !== undefined, tags],
    );
    if (goalIds !== undefined) await this.replaceGoals(id, goalIds ?? []);
  }

  private async replaceGoals(id: string, goalIds: string[]): Promise<void> {
    await this.db.query(
      `with gone as (
         delete from document_goals where org_id = app.org_id() and document_id = $1 and client_id = app.member_id()
           and goal_id <> all ($2::uuid[]))
       insert into document_goals (client_id, document_id, goal_id)
       select app.member_id(), $1, given.id from unnest($2::uuid[]) as given (id)
       on conflict on constraint document_goals_key do nothing`,
      [id, goalIds],
    );
  }

  /** How many versions a locked document has; they are never taken away, so that this is the newest one's number. */
  async countVersions(id: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from document_versions
       where org_id = app.org_id() and document_id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row!.count;
  }

  /** A new version of a locked document. @param versionId made before for a file, whose place is named by it */
  async addVersion(id: string, versionId: string, number: number, content: Content, at: Date): Promise<void> {
    await this.db.query(
      `with added as (
         insert into document_versions (id, client_id, document_id, number, url, format, sha256, bytes, created_at)
         values ($2, app.member_id(), $1, $3, $4, $5, $6, $7, $8))
       update documents set changed_at = $8, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, versionId, number, content.url, content.format, content.sha256, content.bytes, at],
    );
  }

  /** @param at null takes it out again @returns whether the actor has such a document */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update documents set archived_at = case when $2::timestamptz is not null then coalesce(archived_at, $2) end,
         version = version + case when (archived_at is null) = ($2::timestamptz is null) then 0 else 1 end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** Deletes a locked document with all its versions; their files are given to the sweep. */
  async delete(id: string): Promise<void> {
    const of = 'org_id = app.org_id() and document_id = $1 and client_id = app.member_id()';
    await this.db.query(`delete from document_goals where ${of}`, [id]);
    await this.db.query(
      `with gone as (delete from document_versions where ${of} returning id, client_id, format)
       insert into document_loose_files (id, client_id, abandoned_at)
       select id, client_id, now() from gone where format is not null`,
      [id],
    );
    await this.db.query(
      'delete from documents where org_id = app.org_id() and id = $1 and client_id = app.member_id()',
      [id],
    );
  }

  async newId(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  /** Says that a file is about to be stored. @returns the id of the version that will hold it */
  async announceFile(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      'insert into document_loose_files (client_id) values (app.member_id()) returning id',
    );
    return row!.id;
  }

  /** A version holds the file from now on. @returns false once the sweep has given it up */
  async claimFile(versionId: string): Promise<boolean> {
    const rows = await this.db.query(
      `delete from document_loose_files
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and abandoned_at is null returning id`,
      [versionId],
    );
    return rows.length === 1;
  }

  /** Loose files of all organizations that no version will hold. */
  async findLoose(begunBefore: Date, batch: number): Promise<{ orgId: string; id: string }[]> {
    const text = 'select org_id as "orgId", id from app.loose_files($1, $2)';
    const { rows } = await this.db.readRows(NOBODY, { text, values: [begunBefore, batch] });
    return rows as { orgId: string; id: string }[];
  }

  /** As the system: from now on no version can claim the file. @returns whether it is loose still */
  async abandonFile(versionId: string): Promise<boolean> {
    const rows = await this.db.query(
      `update document_loose_files set abandoned_at = coalesce(abandoned_at, now())
       where org_id = app.org_id() and id = $1 returning id`,
      [versionId],
    );
    return rows.length === 1;
  }

  /** As the system: the file is gone. */
  async forgetFile(versionId: string): Promise<void> {
    await this.db.query(
      'delete from document_loose_files where org_id = app.org_id() and id = $1 and abandoned_at is not null',
      [versionId],
    );
  }

  /** @returns what names the file when it is saved; undefined when the actor may not see such a file */
  async findFile(
    versionId: string,
  ): Promise<{ kind: DocumentKind; number: number; format: FileFormat } | undefined> {
    const [row] = await this.db.query<{ kind: DocumentKind; number: number; format: FileFormat }>(
      `select d.kind, v.number, v.format from document_versions v
       join documents d on d.org_id = v.org_id and d.id = v.document_id
       where v.org_id = app.org_id() and v.id = $1 and v.format is not null`,
      [versionId],
    );
    return row;
  }
}
