import { InputType, Int } from '@nestjs/graphql';
import { z } from 'zod';
import { todaySql } from '../actions/action.sql.js';
import { CareerDocument } from '../actions/documents.graphql.js';
import { connectionOf } from '../graphql/connections.js';
import type { Row } from '../graphql/read/declaration.js';
import { Id, Input, Many, Reads, Sql, Stored } from '../graphql/read/declare.js';
import { Instant, LocalDate } from '../graphql/scalars.js';
import type { CredentialEntity } from './credential.entity.js';
import { REMIND_DAYS } from './credential.renewal.js';
import { dayCheck, newestFirst, tagsCheck, text } from './learning.checks.js';

/** Documents that one credential shows, and credentials that one document shows. */
export const MAX_LISTED = 50;

/**
 * In sight, and expires within the days of its reminder or has expired of late: there is still something to do about it.
 * @param today an SQL expression of the client's day
 */
export const expiringSql = (credential: Row, today: string) =>
  `${credential}.archived_at is null and ${credential}.expires_on between ${today} - ${REMIND_DAYS}` +
  ` and ${today} + coalesce(${credential}.remind_days::int, ${REMIND_DAYS})`;

export const EXPIRING = `The credentials that expire within the days of their reminder, ${REMIND_DAYS} where none is wanted, or that have expired in the last ${REMIND_DAYS}; the first to expire first`;

@Reads('credentials', {
  idKind: 'credential',
  description: 'A certificate, licence or degree of a client. For the client alone.',
})
export class Credential implements Pick<
  CredentialEntity,
  'title' | 'issuer' | 'issuedOn' | 'expiresOn' | 'remindDays' | 'tags' | 'version'
> {
  @Id('credential')
  id: string;

  @Stored(() => String, { description: 'What it is called.' })
  title: string;

  @Stored(() => String, { description: 'Who issued it.' })
  issuer: string;

  @Stored(() => LocalDate, { description: 'The day on which it was issued, or renewed last.' })
  issuedOn: string;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The last day on which it holds; null where it does not expire.',
  })
  expiresOn: string | null;

  @Sql(() => Int, {
    nullable: true,
    description:
      'Days from today in your zone to its last day: 0 on that day, below 0 once it has expired; null where it does not expire.',
    sql: (credential, scope) =>
      `${credential}.expires_on - ${todaySql(`${credential}.org_id`, `${credential}.client_id`, scope)}`,
  })
  daysLeft: number | null;

  @Stored(() => Int, {
    nullable: true,
    description: 'How many days before its last day a reminder comes; null where none is wanted.',
  })
  remindDays: number | null;

  @Stored(() => LocalDate, {
    nullable: true,
    description: 'The day of the reminder, in the morning of your zone; null where there will be none.',
  })
  remindOn: string | null;

  @Stored(() => [String], { description: 'Words to find it by.' })
  tags: string[];

  @Many(() => [CareerDocument], {
    description: `The career documents of yours that tell of it, newest first; at most ${MAX_LISTED}.`,
    on: (credential, document) =>
      `${document}.client_id = ${credential}.client_id and ${document}.id in (select l.document_id` +
      ` from document_credentials l where l.org_id = ${credential}.org_id and l.client_id = ${credential}.client_id` +
      ` and l.credential_id = ${credential}.id)`,
    order: newestFirst,
    limit: MAX_LISTED,
  })
  documents: CareerDocument[];

  @Stored(() => Instant, { nullable: true, description: 'When you put it away; null while you have not.' })
  archivedAt: string | null;

  @Stored(() => Instant, { description: 'When it was written down.' })
  createdAt: string;

  @Stored(() => Int, { description: 'Grows with every change; pass it back to change what you saw.' })
  version: number;
}

export const CredentialConnection = connectionOf(Credential, 'credentials', true);

const days = z.number().min(1).max(365);

@InputType({ description: 'A credential to be written down.' })
export class AddCredentialInput {
  @Input(() => String, { check: text(200), description: 'What it is called; at most 200 letters.' })
  title: string;

  @Input(() => String, { check: text(120), description: 'Who issued it; at most 120 letters.' })
  issuer: string;

  @Input(() => LocalDate, { check: dayCheck, description: 'The day on which it was issued.' })
  issuedOn: string;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The last day on which it holds; leave it out where it does not expire.',
  })
  expiresOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    defaultValue: REMIND_DAYS,
    check: days,
    description: 'How many days before its last day a reminder comes, 1 to 365; null for none.',
  })
  remindDays?: number | null;

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}

@InputType({ description: 'What to change of a credential; what is left out stays, null empties.' })
export class ChangeCredentialInput {
  @Input(() => String, {
    nullable: true,
    check: text(200),
    description: 'What it is called; at most 200 letters, cannot be emptied.',
  })
  title?: string | null;

  @Input(() => String, {
    nullable: true,
    check: text(120),
    description: 'Who issued it; at most 120 letters, cannot be emptied.',
  })
  issuer?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The day on which it was issued; cannot be emptied.',
  })
  issuedOn?: string | null;

  @Input(() => LocalDate, {
    nullable: true,
    check: dayCheck,
    description: 'The last day on which it holds; null where it does not expire.',
  })
  expiresOn?: string | null;

  @Input(() => Int, {
    nullable: true,
    check: days,
    description: 'How many days before its last day a reminder comes, 1 to 365; null for none.',
  })
  remindDays?: number | null;

  @Input(() => [String], {
    nullable: true,
    check: tagsCheck,
    description: 'Words to find it by; at most 10 of 1 to 40 letters.',
  })
  tags?: string[] | null;
}
