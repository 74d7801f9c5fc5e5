// The bounds that inputs of this module share, and the arguments of its lists.
import { z } from 'zod';
import type { Row, Scope } from '../graphql/read/declaration.js';

export const text = (max: number) => z.string().trim().min(1).max(max);

export const dayCheck = z
  .string()
  .refine((given) => given >= '1950-01-01' && given < '2200', 'must be from 1950 to 2199');

/** Each tag once; null empties. */
export const tagsCheck = z
  .array(text(40))
  .max(10)
  .transform((tags) => [...new Set(tags)]);

export const reasonCheck = text(500);
export const tagCheck = text(40);
export const searchCheck = text(200);

export const archivedArg = {
  type: () => Boolean,
  defaultValue: false,
  description: 'Those that you put away, instead of the others.',
};
export const tagArg = { type: () => String, nullable: true, description: 'Only those with this tag.' };
export const searchArg = {
  type: () => String,
  nullable: true,
  description: 'Only those whose title holds this, upper and lower case alike; at most 200 letters.',
};

export const byArchived = (row: Row, { arg }: Scope) =>
  `(${row}.archived_at is not null) = ${arg('archived', 'boolean')}`;
export const byTag = (row: Row, { arg }: Scope) => `${arg('tag', 'text')} = any (${row}.tags)`;
export const bySearch = (row: Row, { arg }: Scope) =>
  `position(lower(${arg('search', 'text')}) in lower(${row}.title)) > 0`;
export const byOwner = (row: Row) => `${row}.client_id = (select app.member_id())`;
export const newestFirst = [{ sql: (row: Row) => `${row}.id`, type: 'uuid' as const, descending: true }];
