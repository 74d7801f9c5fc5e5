// What attackers send over HTTP, and how each is refused.
import { MAX_BODY } from '../../src/graphql/limits.js';

export interface Sent {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  payload?: unknown;
}

const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ');
export const json = { 'content-type': 'application/json' };

/** A chain of fragments, each of which spreads the next one twice: 2^length leaves. */
const bomb = (type: string, length: number) =>
  `${times(length, (at) => `fragment a${at} on ${type} { ...a${at + 1} ...a${at + 1} }`)} fragment a${length} on ${type} { __typename }`;
/** The same where each spread reads another row. */
const rows = (length: number) =>
  `${times(length, (at) => `fragment a${at} on SampleThing { parent { ...a${at + 1} } b: parent { ...a${at + 1} } c: parent { ...a${at + 1} } }`)}
   fragment a${length} on SampleThing { id }`;

export const DOCUMENTS: [string, string, number, string][] = [
  ['an alias bomb', `{ ${times(60, (at) => `a${at}: me { name }`)} }`, 400, 'QUERY_TOO_COMPLEX'],
  ['more tokens than are read', `{ ${times(700, (at) => `a${at}: me`)} }`, 400, 'INVALID_INPUT'],
  ['one field a thousand times', `{ me { ${'name '.repeat(1000)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['one root field again and again', `{ ... { ${'me { name } '.repeat(400)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  [
    'a depth bomb',
    `{ sampleShelf { things { nodes ${'{ parent '.repeat(30)} { id } ${'}'.repeat(30)} } } }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'a depth bomb of unknown fields',
    `{ a ${'{ a '.repeat(500)}${'}'.repeat(500)} }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  ['a fragment bomb', `{ ...a0 } ${bomb('Query', 150)}`, 400, 'QUERY_TOO_COMPLEX'],
  ['a fragment bomb in a mutation', `mutation { ...a0 } ${bomb('Mutation', 150)}`, 400, 'QUERY_TOO_COMPLEX'],
  [
    'a fragment bomb of rows',
    `{ sampleThings(first: 1) { nodes { ...a0 } } } ${rows(5)}`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'pages within pages',
    `{ sampleThings(first: 100) { nodes { siblings(first: 100) { nodes { siblings(first: 100) { nodes { id } } } } } } }`,
    400,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'cyclic fragments',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    400,
    'INVALID_INPUT',
  ],
  [
    'a fragment that spreads itself',
    `{ ...a } fragment a on Query { ${'...a '.repeat(600)} }`,
    400,
    'INVALID_INPUT',
  ],
  ['a directive bomb', `{ me { name ${'@skip(if: false) '.repeat(280)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['a directive bomb on the operation', `query ${'@a '.repeat(900)} { me { name } }`, 400, 'INVALID_INPUT'],
  [
    'deeply nested input',
    `{ sampleThings(ids: ${'['.repeat(900)}${']'.repeat(900)}) { totalCount } }`,
    400,
    'INVALID_INPUT',
  ],
  [
    'a huge whole number',
    '{ sampleThings(first: 99999999999999999999) { totalCount } }',
    400,
    'INVALID_INPUT',
  ],
  ['two operations of one name', 'query A { me { name } } query A { me { name } }', 400, 'INVALID_INPUT'],
  ['two operations and no choice', 'query A { me { name } } query B { me { name } }', 400, 'INVALID_INPUT'],
  ['an unknown field', '{ mee { name } }', 400, 'INVALID_INPUT'],
  ['an unknown argument', '{ sampleThing(idd: 1) { id } }', 400, 'INVALID_INPUT'],
  ['an unknown word of an enum', '{ sampleThings(kind: PLAI) { totalCount } }', 400, 'INVALID_INPUT'],
  ['a control character', '{ me \u0000 }', 400, 'INVALID_INPUT'],
];

export const REQUESTS: [string, Sent, number, string][] = [
  [
    'a body beyond the limit',
    { payload: { query: `{ me { name } } #${'x'.repeat(MAX_BODY)}` } },
    413,
    'QUERY_TOO_COMPLEX',
  ],
  ['broken JSON', { headers: json, payload: '{"query": "{ me { name } ' }, 400, 'INVALID_INPUT'],
  ['a body that is a text', { headers: json, payload: '"{ me { name } }"' }, 400, 'INVALID_INPUT'],
  ['a body that is null', { headers: json, payload: 'null' }, 400, 'INVALID_INPUT'],
  ['an empty body', { payload: {} }, 400, 'INVALID_INPUT'],
  [
    'a prototype in the body',
    { headers: json, payload: '{"query":"{ me { name } }","variables":{"__proto__":{"a":1}}}' },
    400,
    'INVALID_INPUT',
  ],
  ['a batch', { payload: [{ query: '{ __typename }' }, { query: '{ __typename }' }] }, 400, 'INVALID_INPUT'],
  ['a query that is a number', { payload: { query: 5 } }, 400, 'INVALID_INPUT'],
  [
    'variables that are a list',
    { payload: { query: '{ __typename }', variables: [1] } },
    400,
    'INVALID_INPUT',
  ],
  [
    'variables that are nested without end',
    {
      headers: json,
      payload: `{"query":"{ __typename }","variables":${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}}`,
    },
    200,
    'QUERY_TOO_COMPLEX',
  ],
  [
    'an unknown operation name',
    { payload: { query: 'query A { me { name } }', operationName: 'B' } },
    400,
    'INVALID_INPUT',
  ],
  [
    'invalid UTF-8 for a name',
    {
      headers: json,
      payload: Buffer.concat([
        Buffer.from('{"query":"{ '),
        Buffer.from([0xff, 0xc0]),
        Buffer.from(': __typename }"}'),
      ]),
    },
    400,
    'INVALID_INPUT',
  ],
  [
    'a simple request as text',
    { headers: { 'content-type': 'text/plain' }, payload: '{"query":"{ __typename }"}' },
    400,
    'INVALID_INPUT',
  ],
  [
    'a simple request as a form',
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'query=%7B__typename%7D' },
    400,
    'INVALID_INPUT',
  ],
  [
    'a multipart upload',
    { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x--' },
    415,
    'INVALID_INPUT',
  ],
  [
    'a content type of no kind',
    { headers: { 'content-type': 'application/graphql' }, payload: '{ __typename }' },
    415,
    'INVALID_INPUT',
  ],
  ['a simple GET', { method: 'GET', url: '/graphql?query=%7B__typename%7D' }, 400, 'INVALID_INPUT'],
  [
    'a mutation by GET',
    { method: 'GET', url: '/graphql?query=mutation%7B__typename%7D', headers: json },
    405,
    'INVALID_INPUT',
  ],
  ['PUT', { method: 'PUT', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  [
    'an answer in HTML',
    { headers: { accept: 'text/html' }, payload: { query: '{ __typename }' } },
    406,
    'INVALID_INPUT',
  ],
  ['//graphql', { url: '//graphql', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/graphql/', { url: '/graphql/', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/graphql%2f', { url: '/graphql%2f', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  ['/GraphQL', { url: '/GraphQL', payload: { query: '{ __typename }' } }, 404, 'NOT_FOUND'],
  [
    'a forged token',
    { headers: { authorization: 'Bearer a.b.c' }, payload: { query: '{ me { name } }' } },
    200,
    'UNAUTHENTICATED',
  ],
  [
    'a token of 10,000 letters',
    { headers: { authorization: `Bearer ${'x'.repeat(10_000)}` }, payload: { query: '{ me { name } }' } },
    200,
    'UNAUTHENTICATED',
  ],
];

export const LISTS: [string, unknown][] = [
  ['of texts', Array.from({ length: 20_000 }, () => 'x')],
  ['of what is no text', Array.from({ length: 20_000 }, () => ({}))],
  ['of lists', Array.from({ length: 20_000 }, () => [[]])],
];
