import type { MemberActor, Role } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

export interface World extends TestApp {
  north: string;
  admin: MemberActor;
  coach: MemberActor;
  nextCoach: MemberActor;
  client: MemberActor;
  otherClient: MemberActor;
  mentor: MemberActor;
  adminCoach: MemberActor;
  foreigner: MemberActor;
}

/** One organization with somebody in every role, and somebody with all of them in another. */
export async function startWorld(): Promise<World> {
  const waymark = await startApp();
  const { database } = waymark;
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const inNorth = (name: string, ...roles: Role[]) => aMember(database, north, name, roles);
  return {
    ...waymark,
    north,
    admin: await inNorth('Ada', 'ADMIN'),
    coach: await inNorth('Cora', 'COACH'),
    nextCoach: await inNorth('Nico', 'COACH'),
    client: await inNorth('Clio', 'CLIENT'),
    otherClient: await inNorth('Odo', 'CLIENT'),
    mentor: await inNorth('Mel', 'MENTOR'),
    adminCoach: await inNorth('Alma', 'ADMIN', 'COACH'),
    foreigner: await aMember(database, south, 'Fay', ['ADMIN', 'COACH', 'CLIENT']),
  };
}

/** Leaves the people, and nothing between them, whichever module keeps it. */
export async function clear({ database }: TestApp): Promise<void> {
  await database.owner('truncate engagements, coach_offers, busy_times cascade');
  await database.owner('update coaches set capacity = 20');
}

/** @throws Error for an answer with errors */
export async function told(answer: Promise<Answer>): Promise<Answer['data']> {
  const { data, errors, text } = await answer;
  if (errors) throw new Error(text);
  return data;
}

export const codeOf = ({ errors, data }: Answer) =>
  errors?.[0]?.extensions.code ?? `done ${JSON.stringify(data)}`;

export const coachId = (who: MemberActor) => `coach_${who.memberId}`;
export const clientId = (who: MemberActor) => `client_${who.memberId}`;
export const bare = (id: string) => id.slice(id.indexOf('_') + 1);

/** An engagement as an admin proposes it; `more` goes into its input. @returns its id as the API writes it */
export async function propose(
  world: World,
  more: Record<string, unknown> = {},
  coach = world.coach,
  client = world.client,
): Promise<string> {
  const { proposeEngagement } = await told(
    world.send(
      world.admin,
      'mutation ($input: ProposeEngagementInput!) { proposeEngagement(input: $input) { id } }',
      {
        input: { coachId: coachId(coach), clientId: clientId(client), startsOn: '2026-01-05', ...more },
      },
    ),
  );
  return proposeEngagement.id;
}

export const sign = (world: World, who: MemberActor, id: string) =>
  world.send(who, 'mutation ($id: ID!) { signEngagement(id: $id) { id status } }', { id });

/** As `propose`, signed by both. */
export async function agree(
  world: World,
  more: Record<string, unknown> = {},
  coach = world.coach,
  client = world.client,
): Promise<string> {
  const id = await propose(world, more, coach, client);
  await told(sign(world, coach, id));
  await told(sign(world, client, id));
  return id;
}

export const end = (world: World, who: MemberActor | null, id: string, ending = 'COMPLETED') =>
  world.send(who, `mutation ($id: ID!) { endEngagement(id: $id, ending: ${ending}) { id status } }`, { id });

/** Sessions of an engagement, an hour each, one a day from tomorrow on. @returns their ids, bare */
export async function addSessions({ database }: World, engagement: string, count: number): Promise<string[]> {
  const rows = await database.owner<{ id: string }>(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
     select e.org_id, e.id, e.coach_id, e.client_id, at, at + interval '1 hour', 'Room 1'
     from engagements e, generate_series(1, $2) n, lateral (select date_trunc('hour', now()) + n * interval '1 day') t (at)
     where e.id = $1 returning id`,
    [bare(engagement), count],
  );
  return rows.map(({ id }) => id);
}

/** Plain SQL as the app role and this person. */
export function sqlAs<Row>({ app }: TestApp, as: MemberActor, text: string, values: unknown[] = []) {
  return app.get(Db).run(as, () => app.get(Db).query<Row>(text, values));
}

/** All that engagements leave in the database, to see that nothing changed. */
export async function state({ database }: TestApp): Promise<unknown> {
  const tables = [
    'engagements',
    'agreements',
    'allocations',
    'allocation_balances',
    'allocation_entries',
    'coach_offers',
    'coach_requests',
    'hand_over_requests',
    'hand_overs',
    'hand_over_picks',
  ];
  const all: unknown[] = [];
  for (const table of tables)
    all.push(table, await database.owner(`select * from ${table} order by org_id, id`));
  return all;
}
