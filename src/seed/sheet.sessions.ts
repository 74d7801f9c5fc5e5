import { instant, type Sheet } from './sheet.js';
import type { SessionFacts } from './sheet.facts.js';

/** @returns the id */
export function addSession(sheet: Sheet, facts: SessionFacts): string {
  const { cancelled } = facts;
  const id = sheet.id(facts.createdAt);
  sheet.add('sessions', {
    id,
    engagement_id: facts.engagementId,
    coach_id: facts.coachId,
    client_id: facts.clientId,
    starts_at: instant(facts.startsAt),
    ends_at: instant(facts.startsAt + facts.minutes * 60_000),
    place: facts.place ?? null,
    video_url: facts.videoUrl ?? null,
    status: facts.status,
    cancelled_at: cancelled ? instant(cancelled.at) : null,
    cancelled_by: cancelled?.by ?? null,
    cancel_reason: cancelled?.reason ?? null,
    late_cancel: cancelled?.late ?? false,
    waived_at: null,
    // Null: the one that is in force.
    agreement_id: null,
    series_id: null,
    occurrence_on: null,
    created_at: instant(facts.createdAt),
    version: facts.status === 'BOOKED' ? 1 : 2,
  });
  if (facts.agenda) addAgendaItem(sheet, facts, id, facts.agenda);
  return id;
}

/** What the client wants to talk about; of a session that did not take place it would have gone on to the next. */
function addAgendaItem(sheet: Sheet, facts: SessionFacts, sessionId: string, text: string): void {
  const { status, createdAt, startsAt, minutes } = facts;
  if (status !== 'BOOKED' && status !== 'HELD') return;
  const id = sheet.id(createdAt);
  sheet.add('agenda_items', {
    id,
    session_id: sessionId,
    engagement_id: facts.engagementId,
    coach_id: facts.coachId,
    client_id: facts.clientId,
    author_id: facts.clientId,
    text: sheet.seal(text, { table: 'agenda_items', column: 'text', rowId: id }),
    position: 1,
    done_at: status === 'HELD' ? instant(startsAt + minutes * 60_000) : null,
    carried: 0,
    carried_from: null,
    created_at: instant(createdAt),
  });
}

/** What both sides read of a session, sealed. */
export function addSessionNote(
  sheet: Sheet,
  { engagementId, coachId, clientId }: Pick<SessionFacts, 'engagementId' | 'coachId' | 'clientId'>,
  note: { sessionId: string; text: string; at: number },
): void {
  const id = sheet.id(note.at);
  sheet.add('session_notes', {
    id,
    session_id: note.sessionId,
    engagement_id: engagementId,
    coach_id: coachId,
    client_id: clientId,
    author_id: coachId,
    text: sheet.seal(note.text, { table: 'session_notes', column: 'text', rowId: id }),
    created_at: instant(note.at),
  });
}
