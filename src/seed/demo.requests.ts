// Who asks for a coach in the demo organization, who may choose one, and what one of the coaches begins notes with.
import type { ToldClient } from './demo.client.js';
import { NOTE_TEMPLATE, OFFERS, REQUEST } from './demo.coaching.story.js';
import type { Row } from './loader.js';
import { instant, type Sheet } from './sheet.js';

/** The engagement of a client with a coach, as it is in the sheet. */
export function engagementOf(sheet: Sheet, clientId: string, coachId: string): Row {
  return sheet.tables.engagements.find((row) => row.client_id === clientId && row.coach_id === coachId)!;
}

/** @param told the client who asks */
export function addAskedFor(
  sheet: Sheet,
  ids: ReadonlyMap<string, string>,
  adminId: string,
  told: ToldClient,
): void {
  const { clock } = told;
  const [coachId, asked] = [ids.get(REQUEST.coach)!, clock.at(REQUEST.day, 7)];
  const id = sheet.engagement({ coachId, clientId: told.id, from: asked, status: 'PROPOSED' });
  engagementOf(sheet, told.id, coachId).client_signed_at = instant(asked);
  sheet.add('coach_requests', {
    id,
    coach_id: coachId,
    client_id: told.id,
    message: sheet.sealRow('coach_requests', id)('message', REQUEST.message),
    asked_at: instant(asked),
  });
  const offered = clock.at(OFFERS.day);
  for (const name of OFFERS.coaches) {
    sheet.add('coach_offers', {
      id: sheet.id(offered),
      client_id: ids.get(OFFERS.name)!,
      coach_id: ids.get(name)!,
      offered_by: adminId,
      offered_at: instant(offered),
    });
  }
  const { coach, title, body } = NOTE_TEMPLATE;
  const made = clock.at(-60);
  const row = { id: sheet.id(made), owner_id: ids.get(coach)!, title, body, created_at: instant(made) };
  sheet.add('note_templates', row);
}
