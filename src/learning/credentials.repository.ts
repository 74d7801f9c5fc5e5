import { Injectable } from '@nestjs/common';
import { invalidInput, notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { AddCredentialInput, ChangeCredentialInput } from './credentials.graphql.js';

constraintMeans('credentials_dates', () =>
  invalidInput('Its last day lies before the day on which it was issued.', 'input.expiresOn'),
);
constraintMeans('document_credentials_document_fk', () => notFound('CareerDocument', 'documentId'));

/** A credential of the actor's whose reminder is to be planned. */
export interface Expiring {
  id: string;
  /** 'YYYY-MM-DD', as all days here. */
  expiresOn: string;
  remindDays: number;
  renewalVersion: number;
  zone: string;
}

const columns: Record<keyof ChangeCredentialInput, string> = {
  title: 'title',
  issuer: 'issuer',
  issuedOn: 'issued_on',
  expiresOn: 'expires_on',
  remindDays: 'remind_days',
  tags: 'tags',
};

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly db: Db) {}

  async insert(input: AddCredentialInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into credentials (client_id, title, issuer, issued_on, expires_on, remind_days, tags)
       values (app.member_id(), $1, $2, $3, $4, $5, coalesce($6::text[], '{}')) returning id`,
      [input.title, input.issuer, input.issuedOn, input.expiresOn, input.remindDays, input.tags],
    );
    return row!.id;
  }

  /** @returns undefined where the actor has no such credential */
  async findVersion(id: string): Promise<number | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      'select version from credentials where org_id = app.org_id() and id = $1 and client_id = app.member_id()',
      [id],
    );
    return row?.version;
  }

  /** What is undefined stays. @returns whether it was still at this version */
  async change(id: string, version: number, change: ChangeCredentialInput): Promise<boolean> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const placeOf = new Map(given.map(([name], at) => [name, `$${at + 3}`]));
    const sets = given.map(
      ([name]) => `, ${columns[name as keyof ChangeCredentialInput]} = ${placeOf.get(name)}`,
    );
    // Only another day, or another wish, is a reason to be reminded anew.
    const news = [
      placeOf.has('expiresOn') && `expires_on is distinct from ${placeOf.get('expiresOn')}::date`,
      placeOf.has('remindDays') && `remind_days is distinct from ${placeOf.get('remindDays')}::smallint`,
    ].filter(Boolean);
    const renewal =
      news.length > 0
        ? `, renewal_version = renewal_version + case when ${news.join(' or ')} then 1 else 0 end`
        : '';
    const rows = await this.db.query(
      `update credentials set version = version + 1${renewal}${sets.join('')}
       where org_id = app.org_id() and id = $1 and version = $2 and client_id = app.member_id() returning id`,
      [id, version, ...given.map(([name, value]) => (name === 'tags' ? (value ?? []) : value))],
    );
    return rows.length === 1;
  }

  /** @returns whether the actor has such a credential, and it was issued before that */
  async renew(id: string, issuedOn: string, expiresOn: string | null): Promise<boolean> {
    const rows = await this.db.query(
      `update credentials set issued_on = $2, expires_on = $3, version = version + 1,
         renewal_version = renewal_version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and issued_on < $2 returning id`,
      [id, issuedOn, expiresOn],
    );
    return rows.length === 1;
  }

  /** Taken out again it is reminded of anew. @param at null takes it out @returns whether the actor has such a credential */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update credentials set archived_at = $2::timestamptz, version = version + 1,
         renewal_version = renewal_version + case when archived_at is not null and $2::timestamptz is null then 1 else 0 end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** Says that a document tells of it; once more changes nothing. */
  async list(id: string, documentId: string): Promise<void> {
    await this.db.query(
      `insert into document_credentials (client_id, document_id, credential_id) values (app.member_id(), $2, $1)
       on conflict on constraint document_credentials_key do nothing`,
      [id, documentId],
    );
  }

  async unlist(id: string, documentId: string): Promise<void> {
    await this.db.query(
      `delete from document_credentials
       where org_id = app.org_id() and credential_id = $1 and document_id = $2 and client_id = app.member_id()`,
      [id, documentId],
    );
  }

  /** Those of the actor's whose reminder has come on or before that day; locked, so that it is planned once. */
  async lockToAnnounce(now: Date): Promise<Expiring[]> {
    return this.db.query<Expiring>(
      `select c.id, c.expires_on::text as "expiresOn", c.remind_days as "remindDays",
         c.renewal_version as "renewalVersion", m.time_zone as zone
       from credentials c join members m on m.org_id = c.org_id and m.id = c.client_id
       where c.org_id = app.org_id() and c.client_id = app.member_id() and c.archived_at is null
         and c.announced_version is distinct from c.renewal_version
         and ($1::timestamptz at time zone m.time_zone)::date between c.remind_on and c.expires_on
       order by c.id for no key update of c`,
      [now],
    );
  }

  async markAnnounced(id: string): Promise<void> {
    await this.db.query(
      `update credentials set announced_version = renewal_version
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
  }

  /** Whether a reminder of that renewal version still has its reason. */
  async isToBeReminded(id: string, renewalVersion: number): Promise<boolean> {
    const rows = await this.db.query(
      `select from credentials where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         and renewal_version = $2 and archived_at is null and remind_on is not null`,
      [id, renewalVersion],
    );
    return rows.length === 1;
  }
}
