import type { MemberActor, SystemActor } from '../../src/db/actor.js';
import { Db } from '../../src/db/db.js';
import { rm } from 'node:fs/promises';
import { aReadyReport, startWorld, type World } from './world.js';

let world: World;
let id: string;

beforeAll(async () => {
  world = await startWorld();
  id = await aReadyReport(world);
});
afterAll(async () => {
  await world.close();
  await rm(world.folder, { recursive: true });
});

const TABLES = ['reports', 'report_snapshots', 'report_files'];
const as = <Row>(actor: MemberActor | SystemActor, text: string, values: unknown[] = []) =>
  world.app.get(Db).run(actor, () => world.app.get(Db).query<Row>(text, values));
const countsOf = async (actor: MemberActor | SystemActor) =>
  Promise.all(TABLES.map(async (table) => (await as(actor, `select from ${table}`)).length));

test('the database shows a report, its snapshot and its files to its recipient and to nobody else', async () => {
  expect(await countsOf(world.coach)).toEqual([1, 1, 3]);
  for (const actor of [world.otherCoach, world.admin, world.client, world.foreignCoach]) {
    expect(await countsOf(actor)).toEqual([0, 0, 0]);
  }
  expect(await countsOf({ kind: 'system', orgId: world.coach.orgId })).toEqual([0, 0, 0]);
});

test('a snapshot, a file and who a report is for are never changed', async () => {
  for (const text of [
    `update report_snapshots set sealed = 'x'`,
    `delete from report_snapshots`,
    `update report_files set sha256 = repeat('0', 64)`,
    `delete from report_files`,
    `delete from reports`,
    `update reports set recipient_id = app.member_id()`,
    `update reports set requested_at = now()`,
  ]) {
    await expect(as(world.coach, text)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('nobody asks for a report in the name of somebody else', async () => {
  await expect(
    as(world.otherCoach, `insert into reports (kind, recipient_id) values ('CASELOAD', $1)`, [
      world.coach.memberId,
    ]),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(as(world.client, `insert into reports (kind) values ('CASELOAD')`)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a snapshot of clients whom the coach may not see cannot be kept', async () => {
  const keep = (clients: string[]) =>
    as(
      world.otherCoach,
      `with r as (insert into reports (kind) values ('CASELOAD') returning id)
       insert into report_snapshots (id, kind, client_ids, sealed, taken_at) select id, 'CASELOAD', $1::uuid[], 's1.s', now() from r returning id`,
      [clients],
    );
  await expect(keep([world.admin.memberId])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await keep([world.client.memberId])).toHaveLength(1);
});

test('only the system learns whom a report is for, and ends it, in its own organization', async () => {
  const recipient = 'select member_id, roles from app.report_recipient($1)';
  const system = (orgId: string): SystemActor => ({ kind: 'system', orgId });
  expect(await as(system(world.coach.orgId), recipient, [id])).toEqual([
    { member_id: world.coach.memberId, roles: ['COACH'] },
  ]);
  expect(await as(system(world.foreignCoach.orgId), recipient, [id])).toEqual([]);
  expect(await as(world.coach, recipient, [id])).toEqual([]);
  const [open] = await as<{ id: string }>(
    world.coach,
    `insert into reports (kind) values ('CASELOAD') returning id`,
  );
  const fail = `select app.fail_report($1, 'GIVEN_UP') as failed`;
  for (const actor of [world.coach, world.otherCoach, system(world.foreignCoach.orgId)]) {
    expect(await as(actor, fail, [open!.id])).toEqual([{ failed: false }]);
  }
  expect(await as(system(world.coach.orgId), fail, [open!.id])).toEqual([{ failed: true }]);
  expect(await as(system(world.coach.orgId), fail, [id])).toEqual([{ failed: false }]);
});
