import type { MemberActor, Role } from '../../src/db/actor.js';
import {
  addSessions,
  agree,
  bare,
  clear,
  clientId,
  coachId,
  codeOf,
  propose,
  sign,
  sqlAs,
  startWorld,
  told,
  type World,
} from './engagements.world.js';

let world: World;
let old: string;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await clear(world);
  old = await agree(world, {
    allocation: { unit: 'SESSIONS', amount: 3, expiresOn: '2099-12-31' },
    clauses: { recording: true },
  });
});

const act = (who: MemberActor, text: string) => world.send(who, `mutation { ${text} }`);
const pick = (to: string, ...subjects: string[]) =>
  act(world.client, `pickForHandOver(engagementId: "${to}", subjects: [${subjects.join(', ')}]) { picked }`);
const proposed = async () =>
  (
    await told(
      act(
        world.admin,
        `handOver(engagementId: "${old}", coachId: "${coachId(world.nextCoach)}") { to { id } }`,
      ),
    )
  ).handOver.to.id as string;
async function signed(to: string): Promise<string> {
  await told(sign(world, world.nextCoach, to));
  await told(sign(world, world.client, to));
  return to;
}

test('consents come along as they stand, once both have signed, and go again when they are revoked', async () => {
  const give = (id: string, subject: string, until = '') =>
    told(
      world.send(
        world.client,
        `mutation { giveConsent(engagementId: "${id}", subject: ${subject}${until}) { id } }`,
      ),
    );
  await give(old, 'SKILLS');
  await give(old, 'VALUES', ', until: "2099-01-01T00:00:00.000Z"');
  const { giveConsent } = await give(old, 'TASKS');
  await told(world.send(world.client, `mutation { withdrawConsent(id: "${giveConsent.id}") { id } }`));
  const standing = async (who: MemberActor) =>
    (
      await sqlAs<{ subject: string }>(
        world,
        who,
        `select subject, until from consents where coach_id = $1 and withdrawn_at is null order by subject`,
        [world.nextCoach.memberId],
      )
    ).map(({ subject }) => subject);
  const to = await proposed();
  await told(pick(to, 'CONSENTS'));
  expect(await standing(world.client)).toEqual([]);
  await told(sign(world, world.nextCoach, to));
  await told(sign(world, world.client, to));
  for (const side of [world.client, world.nextCoach])
    expect(await standing(side)).toEqual(['SKILLS', 'VALUES']);
  await give(to, 'DOCUMENTS');
  await told(pick(to));
  expect(await standing(world.client)).toEqual(['DOCUMENTS']);
  await told(pick(to, 'CONSENTS'));
  expect(await standing(world.nextCoach)).toEqual(['DOCUMENTS', 'SKILLS', 'VALUES']);
});

test('consents that are picked while the new engagement rests come along as well', async () => {
  await told(act(world.client, `giveConsent(engagementId: "${old}", subject: SKILLS) { id }`));
  const to = await signed(await proposed());
  await told(act(world.nextCoach, `pauseEngagement(id: "${to}") { id }`));
  await told(pick(to, 'CONSENTS'));
  expect(await sqlAs(world, world.nextCoach, 'select subject from consents')).toEqual([
    { subject: 'SKILLS' },
  ]);
});

test('what is left goes on until its day, also where more was granted for the new engagement meanwhile', async () => {
  const terms = () =>
    world.database.owner(
      `select a.expires_on::text as until, b.remaining as left from allocations a
       join allocation_balances b on b.id = a.id order by a.id desc limit 1`,
    );
  const to = await proposed();
  await told(
    act(world.admin, `grantAllocation(engagementId: "${to}", input: { amount: 1, reason: "More" }) { id }`),
  );
  await signed(to);
  expect(await terms()).toEqual([{ until: '2099-12-31', left: 4 }]);
});

test('what should have expired does not go on, and what was granted meanwhile does not expire with it', async () => {
  const to = await proposed();
  await told(
    act(world.admin, `grantAllocation(engagementId: "${to}", input: { amount: 1, reason: "More" }) { id }`),
  );
  // No sweep has been here since.
  await world.database.owner(`update allocations set expires_on = '2026-01-31' where id = $1`, [bare(old)]);
  await signed(to);
  expect(
    await world.database.owner(
      `select a.expires_on::text as until, b.remaining as left from allocations a
       join allocation_balances b on b.id = a.id order by a.id`,
    ),
  ).toEqual([
    { until: '2026-01-31', left: 3 },
    { until: null, left: 1 },
  ]);
});

test('a day that an admin said for the new engagement stays', async () => {
  const to = await proposed();
  await told(
    act(world.admin, `grantAllocation(engagementId: "${to}", input: { amount: 1, reason: "More" }) { id }`),
  );
  await told(act(world.admin, `setAllocationExpiry(engagementId: "${to}", expiresOn: "2099-06-30") { id }`));
  await signed(to);
  expect(
    await world.database.owner('select expires_on::text as until from allocations order by id desc limit 1'),
  ).toEqual([{ until: '2099-06-30' }]);
});

test('what the new coach was let see of the old engagement is in none of their own lists', async () => {
  const [session] = await addSessions(world, old, 1);
  await told(act(world.coach, `addSessionNote(sessionId: "session_${session}", text: "Shared") { id }`));
  // It was to be marked, and never is.
  await world.database.owner(
    `update sessions set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'`,
  );
  const to = await signed(await proposed());
  await told(pick(to, 'SESSIONS', 'SHARED_NOTES'));
  const seen = await told(
    world.send(
      world.nextCoach,
      `{ client(id: "${clientId(world.client)}") { nextSession { id } sessions(first: 5) { nodes { notes(first: 5) { nodes { text } } } } }
         engagements(first: 5) { nodes { id } }
         mySessions(first: 5) { nodes { id } }
         mySessionNotes(first: 5) { nodes { id } }
         sessionHome(id: "session_${session}") { session { id } }
         coachHome { todaysSessions { id } unmarkedSessions { id } signaturesDue { id } unreadFrom { id } } }`,
    ),
  );
  expect(seen).toEqual({
    client: { nextSession: null, sessions: { nodes: [{ notes: { nodes: [{ text: 'Shared' }] } }] } },
    engagements: { nodes: [{ id: to }] },
    mySessions: { nodes: [] },
    mySessionNotes: { nodes: [] },
    sessionHome: null,
    coachHome: { todaysSessions: [], unmarkedSessions: [], signaturesDue: [], unreadFrom: [] },
  });
});

test('nothing is written to the sessions that the new coach was let see', async () => {
  const [session] = await addSessions(world, old, 1);
  await world.database.owner(
    `update sessions set starts_at = starts_at - interval '3 days', ends_at = ends_at - interval '3 days'`,
  );
  await told(pick(await signed(await proposed()), 'SESSIONS', 'SHARED_NOTES'));
  for (const text of [
    `markSessionHeld(id: "session_${session}") { id }`,
    `addPrivateNote(sessionId: "session_${session}", text: "Mine") { id }`,
    `addAgendaItem(sessionId: "session_${session}", text: "Mine") { id }`,
    `addRecording(sessionId: "session_${session}", url: "https://example.com/1") { id }`,
    `sendMessage(engagementId: "${old}", input: { key: "7b0d3f6e-3f0f-4a53-9c53-0f6a1b1a1a11", text: "Hello" }) { id }`,
    `signEngagement(id: "${old}") { id }`,
    `resumeEngagement(id: "${old}") { id }`,
  ])
    expect(codeOf(await act(world.nextCoach, text))).toBe('NOT_FOUND');
});

test('nothing ends for a new coach who has left since they signed', async () => {
  const to = await proposed();
  await told(sign(world, world.nextCoach, to));
  const be = (status: string) =>
    world.database.owner('update members set status = $2 where id = $1', [world.nextCoach.memberId, status]);
  const statuses = () => world.database.owner('select status from engagements order by id');
  await be('DISABLED');
  expect(codeOf(await sign(world, world.client, to))).toBe('CONFLICT');
  expect(await statuses()).toEqual([{ status: 'ACTIVE' }, { status: 'PROPOSED' }]);
  await be('ACTIVE');
  await told(sign(world, world.client, to));
  expect(await statuses()).toEqual([{ status: 'ENDED_EARLY' }, { status: 'ACTIVE' }]);
});

test('who is no coach any more signs nothing as one', async () => {
  const id = await propose(world, {}, world.adminCoach, world.otherClient);
  const setRoles = (...roles: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [world.adminCoach.memberId, roles]);
  await setRoles('ADMIN', 'CLIENT');
  const was = { ...world.adminCoach, roles: ['ADMIN', 'CLIENT'] as Role[] };
  expect(codeOf(await sign(world, was, id))).toBe('CONFLICT');
  await setRoles('ADMIN', 'COACH');
  await told(sign(world, world.adminCoach, id));
});
