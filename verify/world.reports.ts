// Reports of two coaches: one that is ready, with its snapshot and files, and one that still waits.
import { DataKeys } from '../src/db/data-keys.js';
import { Db } from '../src/db/db.js';
import { canary } from './canary.js';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

const SHA256 = 'a'.repeat(64);

export async function addReports(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  const [db, keys] = [system.app.get(Db), system.app.get(DataKeys)];
  for (const [coach, client] of [
    [people.coach, people.client],
    [people.otherCoach, people.otherClient],
    [people.coachClient, people.newClient],
  ] as const) {
    const own = { org_id: id, recipient_id: coach.memberId };
    const ready = { status: 'READY', progress: 100, ready_at: new Date() };
    const report = await add('reports', { ...own, kind: 'CASELOAD', ...ready });
    const sealed = await db.run({ kind: 'system', orgId: id }, async () => {
      const seal = await keys.sealer();
      return seal(canary('Snapshot'), { table: 'report_snapshots', column: 'sealed', rowId: report });
    });
    await add('report_snapshots', {
      ...own,
      id: report,
      client_ids: [client.memberId],
      sealed,
      taken_at: new Date(),
    });
    for (const format of ['PDF', 'CSV', 'JSON']) {
      await add('report_files', { org_id: id, report_id: report, format, sha256: SHA256, bytes: 1000 });
    }
    await add('reports', { ...own, kind: 'CASELOAD' });
  }
}
