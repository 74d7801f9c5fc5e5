// What the lists of a situation have in common: what stands, or what was archived.
import type { Filters } from '../graphql/read/declaration.js';

export const archivedFilter: Filters = {
  archived: (row, { arg }) => `(${row}.archived_at is not null) = ${arg('archived', 'boolean')}`,
};

export const archivedArg = {
  type: () => Boolean,
  defaultValue: false,
  description: 'The archived ones instead of those that stand.',
};
