import { createHash } from 'node:crypto';
import type { System } from './system.js';
import { adder, type Organization } from './world.js';

/** Feeds of some, and of each session that is ahead what its two sides were told. */
export async function addCalendars(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  for (const person of ['coach', 'client', 'otherClient', 'coachClient', 'admin'] as const) {
    const { memberId } = people[person];
    const hash = createHash('sha256').update(`feed of ${memberId}`).digest();
    await add('calendar_feeds', { org_id: id, id: memberId, token_hash: hash });
  }
  const { rows } = await system.sql.query<{ id: string; coach_id: string; client_id: string }>(
    `select id, coach_id, client_id from sessions where org_id = $1 and status = 'BOOKED' and starts_at > now()`,
    [id],
  );
  for (const session of rows) {
    for (const recipient of [session.coach_id, session.client_id]) {
      await add('calendar_mails', {
        org_id: id,
        subject_kind: 'SESSION',
        subject_id: session.id,
        sequence: 0,
        recipient_id: recipient,
        method: 'REQUEST',
        state: 'SENT',
        wake_at: null,
        handed_at: new Date(),
        sent_at: new Date(),
      });
    }
  }
}
