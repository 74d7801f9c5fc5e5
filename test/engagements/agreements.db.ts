import type { MemberActor } from '../../src/db/actor.js';
import {
  agree,
  bare,
  clear,
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

const rows = () => world.database.owner('select * from agreements order by id');
/** By plain SQL, as the app role: what its policies let through is refused all the same. */
async function refused(who: MemberActor, text: string, ...values: unknown[]): Promise<void> {
  const before = await rows();
  await expect(sqlAs(world, who, text, values)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await rows()).toEqual(before);
}

/** The numbers of the versions that a function of the database names to somebody. */
const named = async (who: MemberActor, name: string) =>
  (
    await sqlAs<{ numbers: number[] | null }>(
      world,
      who,
      `select array_agg(a.number order by a.number) as numbers from agreements a where a.id = any (app.${name}())`,
    )
  )[0]!.numbers ?? [];
/** A version that all have signed. */
async function change(engagement: string, input: string): Promise<void> {
  const { proposeAgreement } = await told(
    world.send(
      world.coach,
      `mutation { proposeAgreement(engagementId: "${engagement}", input: { ${input} }) { id } }`,
    ),
  );
  for (const who of [world.client, world.admin])
    await told(world.send(who, `mutation { signAgreement(id: "${proposeAgreement.id}") { id } }`));
}
const withdrawPermission = (engagement: string, permission: string) =>
  told(
    world.send(
      world.client,
      `mutation { withdrawPermission(engagementId: "${engagement}", permission: ${permission}) { id } }`,
    ),
  );

test('names are shown under versions that allow it, while the one in force allows it too; to admins alone', async () => {
  const id = await agree(world);
  expect(await named(world.admin, 'named_agreements')).toEqual([]);
  await change(id, 'namesInAttendance: true');
  await change(id, 'lateCancelHours: 2');
  // What was booked under the first version was booked without it, and stays so.
  expect(await named(world.admin, 'named_agreements')).toEqual([2, 3]);
  for (const who of [world.coach, world.client, world.foreigner])
    expect(await named(who, 'named_agreements')).toEqual([]);
  await withdrawPermission(id, 'NAMES_IN_ATTENDANCE');
  expect(await named(world.admin, 'named_agreements')).toEqual([]);
  await change(id, 'namesInAttendance: true');
  expect(await named(world.admin, 'named_agreements')).toEqual([2, 3, 5]);
});

test('recordings are open likewise, to the two sides alone', async () => {
  const id = await agree(world, { clauses: { recording: true } });
  for (const side of [world.coach, world.client])
    expect(await named(side, 'recorded_agreements')).toEqual([1]);
  for (const who of [world.admin, world.nextCoach, world.otherClient, world.foreigner])
    expect(await named(who, 'recorded_agreements')).toEqual([]);
  await withdrawPermission(id, 'RECORDING');
  for (const side of [world.coach, world.client])
    expect(await named(side, 'recorded_agreements')).toEqual([]);
});

test('a coach keeps the notes of an engagement for the months that were agreed, and not a moment longer', async () => {
  const kept = async (who: MemberActor) =>
    (await sqlAs<{ ids: string[] }>(world, who, 'select app.kept_engagements() as ids'))[0]!.ids;
  const id = await agree(world, { clauses: { retentionMonths: 3 } });
  expect(await kept(world.coach)).toEqual([bare(id)]);
  for (const who of [world.client, world.admin, world.nextCoach]) expect(await kept(who)).toEqual([]);
  await told(end(world, world.client, id));
  expect(await kept(world.coach)).toEqual([bare(id)]);
  const endedAgo = (days: string) =>
    world.database.owner(
      `update engagements set starts_on = '2020-01-01', ends_on = ((now() at time zone 'UTC') - interval '3 months' ${days})::date`,
    );
  await endedAgo(`+ interval '2 days'`);
  expect(await kept(world.coach)).toEqual([bare(id)]);
  await endedAgo(`- interval '2 days'`);
  expect(await kept(world.coach)).toEqual([]);
});

test('a note that was shared is gone for the coach when retention is over, and stays with the client', async () => {
  const id = await agree(world, { clauses: { retentionMonths: 1 } });
  const [session] = await world.database.owner<{ id: string }>(
    `insert into sessions (org_id, engagement_id, coach_id, client_id, starts_at, ends_at, place)
     select org_id, id, coach_id, client_id, now() + interval '1 day', now() + interval '25 hours', 'Room 1'
     from engagements returning id`,
  );
  await told(
    world.send(
      world.coach,
      `mutation { addSessionNote(sessionId: "session_${session!.id}", text: "Well") { id } }`,
    ),
  );
  await told(end(world, world.client, id));
  const notes = async (who: MemberActor) =>
    (await told(world.send(who, '{ mySessionNotes(first: 5) { nodes { text } } }'))).mySessionNotes.nodes;
  expect(await notes(world.coach)).toEqual([{ text: 'Well' }]);
  await world.database.owner(`update engagements set starts_on = '2020-01-01', ends_on = '2020-02-01'`);
  expect(await notes(world.coach)).toEqual([]);
  expect(await notes(world.client)).toEqual([{ text: 'Well' }]);
});

test('nobody signs for somebody else, and nobody changes what is to be signed', async () => {
  const id = await propose(world);
  for (const who of [world.coach, world.client]) await refused(who, 'update agreements set recording = true');
  await told(sign(world, world.coach, id));
  await refused(world.admin, 'update agreements set recording = true');
  await refused(world.coach, 'update agreements set client_signed_at = now()');
  await refused(world.admin, 'update agreements set client_signed_at = now()');
  await refused(
    world.coach,
    'update agreements set org_signed_at = now(), org_signed_by = $1',
    world.admin.memberId,
  );
  await told(sign(world, world.client, id));
  await refused(world.admin, 'update agreements set recording = true');
  await refused(world.coach, `update agreements set status = 'PROPOSED', in_force_from = null`);
});

test('a narrowed version is the client’s alone, takes away only, and takes from what is in force', async () => {
  const id = await agree(world, { clauses: { recording: true } });
  const narrow = (names: boolean, recording: boolean, months: number) =>
    `with old as (update agreements set status = 'SUPERSEDED' where engagement_id = $1 and status = 'IN_FORCE' returning 1)
     insert into agreements (engagement_id, coach_id, client_id, number, names_in_attendance, recording, retention_months,
       client_signed_at, narrowed, status, in_force_from)
     select e.id, e.coach_id, e.client_id, 9, ${names}, ${recording}, ${months}, ${'$2'}::timestamptz, true, 'PROPOSED', null
     from engagements e where e.id = $1`;
  const now = new Date();
  await refused(world.coach, narrow(false, false, 24), bare(id), null);
  await refused(world.client, narrow(true, false, 24), bare(id), now);
  await refused(world.client, narrow(false, false, 12), bare(id), now);
  await withdrawPermission(id, 'RECORDING');
  // The first version still had it: that is not what is in force.
  await refused(world.client, narrow(false, true, 24), bare(id), now);
});

test('agreements are read by the two sides and admins, and by nobody else', async () => {
  await agree(world);
  const count = async (who: MemberActor) => (await sqlAs(world, who, 'select id from agreements')).length;
  for (const who of [world.coach, world.client, world.admin, world.adminCoach])
    expect(await count(who)).toBe(1);
  for (const who of [world.nextCoach, world.otherClient, world.mentor, world.foreigner])
    expect(await count(who)).toBe(0);
});
