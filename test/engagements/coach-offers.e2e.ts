import type { MemberActor } from '../../src/db/actor.js';
import { aMember } from '../setup/people.js';
import {
  clear,
  clientId,
  coachId,
  codeOf,
  end,
  propose,
  sign,
  sqlAs,
  startWorld,
  told,
  type World,
} from './engagements.world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => clear(world));

const offer = (who: MemberActor, client: MemberActor, ...coaches: MemberActor[]) =>
  world.send(
    who,
    'mutation ($client: ID!, $coaches: [ID!]!) { offerCoaches(clientId: $client, coachIds: $coaches) { coachOffers { coach { name } } } }',
    { client: clientId(client), coaches: coaches.map(coachId) },
  );
const offered = async (who: MemberActor) =>
  (await told(world.send(who, '{ myCoachOffers { coach { name hasPlace } endedAt } }'))).myCoachOffers.map(
    ({ coach }: { coach: { name: string } }) => coach.name,
  );
const ask = (who: MemberActor, coach: MemberActor, message?: string) =>
  world.send(
    who,
    'mutation ($coach: ID!, $message: String) { askForCoach(coachId: $coach, message: $message) { id status clientSignedAt coachSignedAt request { message } } }',
    { coach: coachId(coach), message },
  );
const full = (coach: MemberActor) =>
  world.database.owner('update coaches set capacity = 0 where id = $1', [coach.memberId]);

test('a client sees the coaches who are offered to them, until another choice replaces it', async () => {
  const { offerCoaches } = await told(offer(world.admin, world.client, world.coach, world.nextCoach));
  expect(offerCoaches.coachOffers).toHaveLength(2);
  expect(await offered(world.client)).toEqual(['Cora', 'Nico']);
  expect(await offered(world.otherClient)).toEqual([]);
  await told(offer(world.admin, world.client, world.adminCoach));
  expect(await offered(world.client)).toEqual(['Alma']);
});

test('a full coach is not offered, and an offer of one who has become full is not shown', async () => {
  await told(offer(world.admin, world.client, world.coach, world.nextCoach));
  await full(world.coach);
  expect(await offered(world.client)).toEqual(['Nico']);
  expect(codeOf(await offer(world.admin, world.client, world.nextCoach, world.coach))).toBe('LIMIT_REACHED');
  expect(await offered(world.client)).toEqual(['Nico']);
});

test('who no longer coaches, or was never there, is not offered and not asked', async () => {
  const former = await aMember(world.database, world.north, 'Fritz', ['COACH']);
  await world.database.owner(`update members set roles = '{MENTOR}' where id = $1`, [former.memberId]);
  expect(codeOf(await offer(world.admin, world.client, former))).toBe('LIMIT_REACHED');
  expect(codeOf(await ask(world.client, former))).toBe('NOT_FOUND');
  for (const nobody of [world.foreigner, world.otherClient]) {
    expect(codeOf(await offer(world.admin, world.client, nobody))).toBe('NOT_FOUND');
    expect(codeOf(await ask(world.client, nobody))).toBe('NOT_FOUND');
  }
  expect(codeOf(await offer(world.admin, world.foreigner, world.coach))).toBe('NOT_FOUND');
  expect(codeOf(await offer(world.admin, world.client, world.coach, world.coach))).toBe('INVALID_INPUT');
  expect(codeOf(await offer(world.admin, world.client))).toBe('INVALID_INPUT');
});

test('a client who asks has signed; the coach reads what they wrote, accepts, and the offer is taken', async () => {
  await told(offer(world.admin, world.client, world.coach, world.nextCoach));
  const { askForCoach } = await told(ask(world.client, world.coach, 'I would like to change fields.'));
  expect(askForCoach).toMatchObject({
    status: 'PROPOSED',
    clientSignedAt: expect.any(String),
    coachSignedAt: null,
    request: { message: 'I would like to change fields.' },
  });
  expect(await offered(world.client)).toEqual(['Nico']);
  const read = async (who: MemberActor) =>
    (
      await told(
        world.send(who, '{ engagements(first: 5) { nodes { status client { name } request { message } } } }'),
      )
    ).engagements.nodes;
  expect(await read(world.coach)).toEqual([
    { status: 'PROPOSED', client: { name: 'Clio' }, request: { message: 'I would like to change fields.' } },
  ]);
  expect(await read(world.admin)).toEqual([{ status: 'PROPOSED', client: { name: 'Clio' }, request: null }]);
  expect(await sqlAs(world, world.adminCoach, 'select id from coach_requests')).toEqual([]);
  expect((await told(sign(world, world.coach, askForCoach.id))).signEngagement.status).toBe('ACTIVE');
});

test('what a client writes to a coach is sealed', async () => {
  await told(ask(world.client, world.coach, 'Nobody else is to read this.'));
  const [row] = await world.database.owner<{ message: string }>('select message from coach_requests');
  expect(row!.message).toMatch(/^s1\./);
  expect(row!.message).not.toContain('Nobody');
});

test('a coach who declines is free to be asked again, by who ended it nothing is lost', async () => {
  const { askForCoach } = await told(ask(world.client, world.coach));
  expect(codeOf(await ask(world.client, world.coach))).toBe('CONFLICT');
  await told(end(world, world.coach, askForCoach.id, 'ENDED_EARLY'));
  expect((await told(ask(world.client, world.coach))).askForCoach.status).toBe('PROPOSED');
});

test('a coach who is full is not asked, and an admin’s proposal counts as well', async () => {
  await world.database.owner('update coaches set capacity = 1 where id = $1', [world.coach.memberId]);
  await propose(world, {}, world.coach, world.otherClient);
  expect(codeOf(await ask(world.client, world.coach))).toBe('LIMIT_REACHED');
});

test('nobody asks themself', async () => {
  const both = await aMember(world.database, world.north, 'Bo', ['COACH', 'CLIENT']);
  expect(codeOf(await ask(both, both))).toBe('INVALID_INPUT');
  expect(codeOf(await offer(world.admin, both, both))).toBe('INVALID_INPUT');
});

test('of twelve coaches asked at once three are, and the others wait for an answer', async () => {
  const coaches = await Promise.all(
    Array.from({ length: 12 }, (_, n) => aMember(world.database, world.north, `Asked ${n}`, ['COACH'])),
  );
  const raced = await Promise.all(coaches.map((each) => ask(world.client, each)));
  expect(raced.map((answer) => (answer.errors ? codeOf(answer) : 'done')).sort()).toEqual([
    ...Array(9).fill('LIMIT_REACHED'),
    'done',
    'done',
    'done',
  ]);
  const [first] = await world.database.owner<{ id: string }>('select id from engagements limit 1');
  await told(end(world, world.client, `engagement_${first!.id}`, 'ENDED_EARLY'));
  expect((await told(ask(world.client, world.adminCoach))).askForCoach.status).toBe('PROPOSED');
});

test('of clients who ask a coach with two places at once, and an admin who proposes, two get one', async () => {
  await world.database.owner('update coaches set capacity = 2 where id = $1', [world.nextCoach.memberId]);
  const clients = await Promise.all(
    Array.from({ length: 8 }, (_, n) => aMember(world.database, world.north, `Asker ${n}`, ['CLIENT'])),
  );
  const raced = await Promise.all([
    ...clients.map((each) =>
      ask(each, world.nextCoach).then((answer) => (answer.errors ? codeOf(answer) : 'done')),
    ),
    propose(world, {}, world.nextCoach, world.otherClient).then(
      () => 'done',
      (error: Error) => JSON.parse(error.message).errors[0].extensions.code as string,
    ),
  ]);
  expect(raced.sort()).toEqual([...Array(7).fill('LIMIT_REACHED'), 'done', 'done']);
  expect(await world.database.owner(`select from engagements where status = 'PROPOSED'`)).toHaveLength(2);
});

test('of offers made at once one stands', async () => {
  await Promise.all(
    [world.coach, world.nextCoach, world.adminCoach, world.coach].map((each) =>
      told(offer(world.admin, world.client, each)),
    ),
  );
  expect(await offered(world.client)).toHaveLength(1);
});

test('by plain SQL a client proposes for themself alone, unsigned by the coach, and offers nobody', async () => {
  const insert = (client: string, more = '', value = '') =>
    `insert into engagements (coach_id, client_id, starts_on${more}) values ('${world.coach.memberId}', '${client}', '2026-01-05'${value})`;
  const refused = async (who: MemberActor, text: string) => {
    await expect(sqlAs(world, who, text)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await world.database.owner('select from engagements')).toEqual([]);
  };
  await refused(world.client, insert(world.otherClient.memberId));
  await refused(world.client, insert(world.client.memberId, ', coach_signed_at', ', now()'));
  for (const who of [world.coach, world.mentor]) await refused(who, insert(world.client.memberId));
  await refused(
    world.coach,
    `insert into coach_offers (client_id, coach_id) values ('${world.client.memberId}', '${world.coach.memberId}')`,
  );
  await refused(
    world.client,
    `insert into coach_offers (client_id, coach_id) values ('${world.client.memberId}', '${world.coach.memberId}')`,
  );
  await told(offer(world.admin, world.client, world.coach));
  const seen = async (who: MemberActor) => (await sqlAs(world, who, 'select id from coach_offers')).length;
  for (const who of [world.coach, world.otherClient, world.mentor, world.foreigner])
    expect(await seen(who)).toBe(0);
  for (const who of [world.client, world.admin]) expect(await seen(who)).toBe(1);
});
