import type { System } from './system.js';
import { adder, type Organization } from './world.js';

/** One client has left the path of the first week, another skipped a step; the others have said nothing. */
export async function addWeeks(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  await add('first_weeks', { org_id: id, id: people.client.memberId, left_at: new Date() });
  await add('first_weeks', { org_id: id, id: people.otherClient.memberId, skipped: ['LEARN'] });
}
