// What attackers subscribe to, and the code that refuses each.

/** An id that nobody has. */
export const ANY = 'report_01890000-0000-7000-8000-000000000000';

const deep = (levels: number) =>
  `subscription { reportChanged(id: "${ANY}") { ${'recipient { client { member { '.repeat(levels)}name${' } } }'.repeat(levels)} } }`;
const doubling = `subscription { reportChanged(id: "${ANY}") { ...F0 } } ${Array.from(
  { length: 30 },
  (_, at) => `fragment F${at} on Report { ${at === 29 ? 'id' : `...F${at + 1} ...F${at + 1}`} }`,
).join(' ')}`;

export const SUBSCRIPTIONS: [string, string, string][] = [
  ['a query', '{ me { name } }', 'INVALID_INPUT'],
  ['a mutation', 'mutation { signOut }', 'INVALID_INPUT'],
  ['introspection', '{ __schema { types { name } } }', 'INVALID_INPUT'],
  ['introspection inside a subscription', 'subscription { __schema { types { name } } }', 'INVALID_INPUT'],
  [
    'two fields',
    `subscription { a: reportChanged(id: "${ANY}") { id } b: reportChanged(id: "${ANY}") { id } }`,
    'INVALID_INPUT',
  ],
  ['an unknown field', 'subscription { reportChange { id } }', 'INVALID_INPUT'],
  ['a malformed id', 'subscription { reportChanged(id: "report_1") { id } }', 'INVALID_INPUT'],
  [
    'an alias bomb',
    `subscription { reportChanged(id: "${ANY}") { ${Array.from({ length: 100 }, (_, at) => `a${at}: id`).join(' ')} } }`,
    'QUERY_TOO_COMPLEX',
  ],
  ['a depth bomb', deep(10), 'QUERY_TOO_COMPLEX'],
  [
    'a directive bomb',
    `subscription { reportChanged(id: "${ANY}") { id ${'@include(if: true) '.repeat(200)} } }`,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'a token bomb',
    `subscription { reportChanged(id: "${ANY}") { ${'id '.repeat(20_000)} } }`,
    'INVALID_INPUT',
  ],
  ['broken GraphQL', 'subscription { reportChanged(', 'INVALID_INPUT'],
  ['fragments that double thirty times', doubling, 'QUERY_TOO_COMPLEX'],
  [
    'a cycle of fragments',
    `subscription { reportChanged(id: "${ANY}") { ...A } } fragment A on Report { ...B } fragment B on Report { ...A }`,
    'INVALID_INPUT',
  ],
];
