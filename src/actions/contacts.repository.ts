import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { ContactEntity } from './contact.entity.js';

/** Texts sealed. */
export type StoredContact = Pick<ContactEntity, 'name' | 'field' | 'nextStep' | 'tie' | 'lastContactOn'>;

const columns: Record<keyof StoredContact, string> = {
  name: 'name',
  field: 'field',
  nextStep: 'next_step',
  tie: 'tie',
  lastContactOn: 'last_contact_on',
};

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class ContactsRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a contact to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async add(id: string, { name, field, nextStep, tie, lastContactOn }: StoredContact): Promise<void> {
    await this.db.query(
      `insert into contacts (id, client_id, name, field, next_step, tie, last_contact_on)
       values ($1, app.member_id(), $2, $3, $4, $5, $6)`,
      [id, name, field, nextStep, tie, lastContactOn],
    );
  }

  /** @returns undefined where the actor has no such contact */
  async findVersion(id: string): Promise<number | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      'select version from contacts where org_id = app.org_id() and id = $1 and client_id = app.member_id()',
      [id],
    );
    return row?.version;
  }

  /** @returns whether it was still at this version */
  async change(id: string, version: number, change: Partial<StoredContact>): Promise<boolean> {
    const given = Object.entries(change);
    const sets = given.map(([name], at) => `, ${columns[name as keyof StoredContact]} = $${at + 3}`).join('');
    const rows = await this.db.query(
      `update contacts set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and version = $2 and client_id = app.member_id() returning id`,
      [id, version, ...given.map(([, value]) => value)],
    );
    return rows.length === 1;
  }

  /** @param at null takes it out again @returns whether the actor has such a contact */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update contacts set archived_at = case when $2::timestamptz is not null then coalesce(archived_at, $2) end,
         version = version + case when (archived_at is null) = ($2::timestamptz is null) then 0 else 1 end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** @returns whether the actor had such a contact */
  async delete(id: string): Promise<boolean> {
    const rows = await this.db.query(
      'delete from contacts where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id',
      [id],
    );
    return rows.length === 1;
  }
}
