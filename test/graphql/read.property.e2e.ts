// Whatever GraphQL allows to ask, the compiler answers byte for byte as graphql's own executor does, field by field.
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import pg from 'pg';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { isObjectType, parse, type GraphQLField, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { allows } from '../../src/auth/authorize.js';
import { NOBODY, type MemberActor, type Role } from '../../src/db/actor.js';
import { Keys } from '../../src/db/keys.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import { seedBulk } from '../../src/seed/bulk.js';
import { ProgressBar } from '../../src/seed/progress-bar.js';
import { generate, generateSelection, type Operation } from './generate.js';
import type { Pools } from './generate.values.js';
import { Oracle } from './oracle.js';
import { fillOrganization } from './sample.data.js';
import { startSampleApp, type SampleApp } from './sample.app.js';

const OPERATIONS = Number(process.env.PROPERTY_RUNS ?? 2_000);

let waymark: SampleApp;
let schema: GraphQLSchema;
let oracle: Oracle;
let cursors: Pools['cursors'];
let ids: string[];
let seen: Map<MemberActor | null, string[]>;
let actors: (MemberActor | null)[];
let now: number;

beforeAll(async () => {
  waymark = await startSampleApp();
  const seeded = await seededPeople();
  const [{ orgId, memberId }] = seeded as [MemberActor];
  await fillOrganization(waymark.database, waymark.app.get(Keys), orgId, [memberId], 12);
  actors = [...Object.values(waymark.people), null, ...seeded];
  ({ schema } = waymark.app.get(GraphQLSchemaHost));
  oracle = new Oracle(schema, waymark.database, waymark.app.get(Keys));
  await oracle.open();
  await fillPools();
  // Both read as of one instant.
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

afterAll(async () => {
  jest.restoreAllMocks();
  await oracle.close();
  await waymark.close();
});

/** Two organizations as the seed makes them, so that the product's own types have rows; some of everybody in them. */
async function seededPeople(): Promise<MemberActor[]> {
  const client = new pg.Client(waymark.database.ownerUrl);
  await client.connect();
  const keys = waymark.app.get(Keys);
  const options = { orgs: 2, clients: 6, seed: 1, now: Date.now() };
  const unseen = new PassThrough() as unknown as NodeJS.WriteStream;
  await seedBulk(client, keys, options, 'nobody signs in', new ProgressBar('', 0, unseen));
  const { rows } = await client.query<{ org: string; member: string; roles: Role[]; sign_in: string }>(
    `with one as (select distinct on (m.org_id, m.roles) * from members m
                  where m.status = 'ACTIVE' and m.org_id <> all ($1) order by m.org_id, m.roles, m.id)
     insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
     select user_id, org_id, id, sha256(id::text::bytea), now() + interval '1 day' from one
     returning org_id as org, member_id as member, id as sign_in,
       (select roles from one where one.org_id = sign_ins.org_id and one.id = sign_ins.member_id) as roles`,
    [Object.values(waymark.people).map(({ orgId }) => orgId)],
  );
  await client.end();
  return rows.map(({ org, member, roles, sign_in }) => ({
    kind: 'member',
    orgId: org,
    memberId: member,
    roles,
    signInId: sign_in,
  }));
}

/** Every id and every cursor in the database, also of rows that nobody who asks can see. */
async function fillPools(): Promise<void> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const idsOf = async (actor?: MemberActor) => {
    const found: string[] = [];
    for (const { extensions } of types) {
      if (extensions.read?.table && extensions.read.idKind)
        found.push(...(await oracle.ids(extensions.read, actor)));
    }
    return found;
  };
  ids = [`sample-thing_${crypto.randomUUID()}`, ...(await idsOf())];
  seen = new Map([[null, []]]);
  for (const actor of actors) if (actor) seen.set(actor, await idsOf(actor));
  cursors = new Map();
  for (const field of types.flatMap((type): GraphQLField<unknown, unknown>[] =>
    Object.values(type.getFields()),
  )) {
    const read = field.extensions.rows ?? field.extensions.read;
    if (read?.kind !== 'page') continue;
    cursors.set(field, await oracle.cursors(oracle.rowType(field).extensions.read!, read.order));
  }
}

function poolsOf(actor: MemberActor | null): Pools {
  return {
    ids,
    seen: seen.get(actor)!,
    cursors,
    may: ({ extensions }) => allows(extensions.allow, actor ?? NOBODY),
  };
}

/** The code that refuses the operation for its actor, before any row is looked at. */
function refusal({ roots }: Operation, actor: MemberActor | null): string | undefined {
  const fields = (schema.getQueryType() as GraphQLObjectType).getFields();
  const denied = [...roots].some((name) => !allows(fields[name]!.extensions.allow, actor ?? NOBODY));
  if (!denied) return undefined;
  return actor ? 'FORBIDDEN' : 'UNAUTHENTICATED';
}

type Outcome = 'answered' | 'refused' | 'too complex';

async function compare(operation: Operation, actor: MemberActor | null): Promise<Outcome> {
  const run = jest.spyOn(PipelinedClient.prototype, 'run');
  const answer = await waymark.send(actor, operation.query, operation.variables);
  const sent = run.mock.calls.flatMap(([statements]) => statements);
  run.mockRestore();
  if (answer.errors?.[0]?.extensions.code === 'QUERY_TOO_COMPLEX') return 'too complex';
  const code = refusal(operation, actor);
  if (code) {
    expect(answer.errors).toMatchObject([{ extensions: { code } }]);
    expect(sent).toHaveLength(0);
    return 'refused';
  }
  const expected = await oracle.answer(actor ?? NOBODY, parse(operation.query), operation.variables, now);
  expect(answer.text).toBe(`${JSON.stringify(expected)}\n`);
  // The actor and one statement, under one Sync.
  expect(sent.length).toBeLessThanOrEqual(2);
  return 'answered';
}

test(`${OPERATIONS} generated operations are answered byte for byte as the oracle answers them, in one statement each`, async () => {
  const counts: Record<Outcome, number> = { answered: 0, refused: 0, 'too complex': 0 };
  while (counts.answered < OPERATIONS) {
    await fc.assert(
      fc.asyncProperty(fc.gen(), fc.constantFrom(...actors), async (g, actor) => {
        const operation = generate(schema, poolsOf(actor), (max) => g(fc.nat, { max }));
        const outcome = await compare(operation, actor).catch((error: Error) => {
          const { query, variables } = operation;
          throw new Error(`${query}\n${JSON.stringify(variables)}\n${error.message}`);
        });
        counts[outcome] += 1;
      }),
      { numRuns: Math.min(500, OPERATIONS - counts.answered), endOnFailure: true, unbiased: true },
    );
  }
  expect(counts['too complex']).toBeLessThan(OPERATIONS / 20);
  expect(counts.answered).toBeGreaterThanOrEqual(OPERATIONS);
}, 300_000);

test('an action answers byte for byte as the query for the same object does, whatever is selected', async () => {
  const thing = schema.getType('SampleThing') as GraphQLObjectType;
  const { coach } = waymark.people;
  const pools = poolsOf(coach);
  const things = ids.filter((id) => id.startsWith('sample-thing_'));
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => {
      const pick = (max: number) => g(fc.nat, { max });
      const id = things[pick(things.length - 1)]!;
      const { variables, body, fragments, values } = generateSelection(schema, thing, pools, pick);
      const ask = (kind: string, field: string) =>
        waymark.send(
          coach,
          `${kind} ${variables} { it: ${field}(id: "${id}") ${body} } ${fragments}`,
          values,
        );
      const read = await ask('query', 'sampleThing');
      const kept = await ask('mutation', 'keepSampleThing');
      if (read.data?.it === null) expect(kept.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      else if (!read.errors) expect(kept.text).toBe(read.text);
    }),
    { numRuns: OPERATIONS / 10, endOnFailure: true, unbiased: true },
  );
});
