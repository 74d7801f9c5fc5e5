// Reports of each kind that are ready, with snapshot and files, and such that still wait; of a log of hours also one whose
// client took back being named.
import { DataKeys } from '../src/db/data-keys.js';
import { Db } from '../src/db/db.js';
import { canary } from './canary.js';
import type { Person } from './cast.js';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

const SHA256 = 'a'.repeat(64);
const HALF_YEAR = { since: '2026-01-01', until: '2026-06-30' };

export async function addReports(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  const [db, keys] = [system.app.get(Db), system.app.get(DataKeys)];
  const report = async (
    kind: string,
    of: Person,
    about: object,
    formats: string[],
    clients: string[],
    engagements: string[] = [],
  ) => {
    const own = { org_id: id, recipient_id: people[of].memberId, kind };
    const ready = { status: 'READY', progress: 100, ready_at: new Date() };
    const made = await add('reports', { ...own, ...about, ...ready });
    const sealed = await db.run({ kind: 'system', orgId: id }, async () => {
      const seal = await keys.sealer();
      return seal(canary('Snapshot'), { table: 'report_snapshots', column: 'sealed', rowId: made });
    });
    await add('report_snapshots', {
      ...own,
      id: made,
      client_ids: clients,
      engagement_ids: engagements,
      sealed,
      taken_at: new Date(),
    });
    for (const format of formats) {
      await add('report_files', { org_id: id, report_id: made, format, sha256: SHA256, bytes: 1000 });
    }
    await add('reports', { ...own, ...about });
  };
  const engagementOf = async (coach: Person, client: Person) => {
    const { rows } = await system.sql.query<{ id: string }>(
      `select id from engagements where org_id = $1 and coach_id = $2 and client_id = $3 and status <> 'PROPOSED' order by id limit 1`,
      [id, people[coach].memberId, people[client].memberId],
    );
    return rows[0]!.id;
  };

  for (const [coach, client] of [
    ['coach', 'client'],
    ['otherCoach', 'otherClient'],
    ['coachClient', 'newClient'],
  ] as const) {
    await report('CASELOAD', coach, {}, ['PDF', 'CSV', 'JSON'], [people[client].memberId]);
  }
  // Of an engagement that is over, of one that goes on, and one whose client took it back.
  for (const [coach, client, withdrawn] of [
    ['coach', 'formerClient', null],
    ['coachClient', 'newClient', null],
    ['otherCoach', 'otherClient', new Date()],
  ] as const) {
    const engagement = await engagementOf(coach, client);
    const pair = { client_id: people[client].memberId, coach_id: people[coach].memberId };
    await add('consents', {
      org_id: id,
      ...pair,
      engagement_id: engagement,
      subject: 'COACH_HOURS',
      withdrawn_at: withdrawn,
    });
    await report('COACH_HOURS', coach, HALF_YEAR, ['CSV', 'JSON'], [pair.client_id], [engagement]);
  }
  const over = { engagement_id: await engagementOf('coach', 'formerClient') };
  await report('CLOSING', 'formerClient', over, ['PDF', 'JSON'], [people.formerClient.memberId]);
}
