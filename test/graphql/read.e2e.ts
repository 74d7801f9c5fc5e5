import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

let waymark: TestApp;
let ada: MemberActor;
let carl: MemberActor;

beforeAll(async () => {
  waymark = await startApp();
  const north = await anOrganization(waymark.database, 'north');
  ada = await aMember(waymark.database, north, 'Ada', ['ADMIN', 'COACH']);
  carl = await aMember(waymark.database, north, 'Carl', ['CLIENT']);
});

afterAll(() => waymark.close());

test('a query answers exactly what was selected, in its order, under its aliases', async () => {
  const { text } = await waymark.send(
    carl,
    '{ org: organization { slug name weekend quietFrom } me { __typename t: name roles name } __typename }',
  );
  expect(text).toBe(
    '{"data":{"org":{"slug":"north","name":"North","weekend":[6,7],"quietFrom":"20:00"},"me":{"__typename":"Member","t":"Carl","roles":["CLIENT"],"name":"Carl"},"__typename":"Query"}}\n',
  );
});

test('a page answers nodes, edges, page information and the count', async () => {
  const { data } = await waymark.send(
    ada,
    `query ($f: Int!, $a: String) {
    members(first: $f, after: $a) { totalCount nodes { name } edges { cursor node { n: name } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    { f: 1 },
  );
  expect(data.members).toMatchObject({
    totalCount: 2,
    nodes: [{ name: 'Carl' }],
    edges: [{ node: { n: 'Carl' } }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
  });
  const next = await waymark.send(
    ada,
    `query ($a: String) { members(first: 5, after: $a) { nodes { name } pageInfo { hasNextPage hasPreviousPage } } }`,
    { a: data.members.pageInfo.endCursor },
  );
  expect(next.data).toEqual({
    members: { nodes: [{ name: 'Ada' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
  });
  const coaches = await waymark.send(ada, '{ members(role: COACH) { nodes { name } } }');
  expect(coaches.data).toEqual({ members: { nodes: [{ name: 'Ada' }] } });
});

test('roles are decided before any statement, and nobody is told to sign in', async () => {
  expect((await waymark.send(carl, '{ members { nodes { name } } }')).errors).toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
  expect((await waymark.send(null, '{ me { name } }')).errors).toMatchObject([
    { extensions: { code: 'UNAUTHENTICATED' } },
  ]);
});

test('an id of the wrong kind is told at once', async () => {
  const { errors } = await waymark.send(
    carl,
    '{ member(id: "goal_01890000-0000-7000-8000-000000000000") { name } }',
  );
  expect(errors).toMatchObject([
    {
      message: 'id: must be the id of a member, as in member_<uuid>.',
      extensions: { code: 'INVALID_INPUT', field: 'id' },
    },
  ]);
});
