// Coaching in the demo organization: what two people agreed, what is left for them, what they say and write.
import { DEFAULT_CLAUSES } from '../engagements/agreement.clauses.js';
import { isRuptureRisk } from '../sessions/alliance.rupture.js';
import { PULSE_EVERY } from '../sessions/alliance.graphql.js';
import { DemoClock } from './demo.clock.js';
import type { CoachingStory, FinishedStory } from './demo.coaching.story.js';
import { addAllocation } from './demo.ledger.js';
import type { Row } from './loader.js';
import { DAY, HOUR, instant, type Sheet } from './sheet.js';
import { addAction } from './sheet.actions.js';
import { addSession, addSessionNote } from './sheet.sessions.js';

const WEEK = 7 * DAY;
const MINUTE = 60_000;

const startOf = (session: Row) => Date.parse(session.starts_at as string);
const endOf = (session: Row) => Date.parse(session.ends_at as string);

/** All that belongs to one engagement, from its story. */
export class DemoCoaching {
  private readonly pair: { engagement_id: string; coach_id: string; client_id: string };
  private readonly began: number;

  constructor(
    private readonly sheet: Sheet,
    private readonly engagement: Row,
    private readonly clock: DemoClock,
    private readonly adminId: string,
  ) {
    const { id, coach_id, client_id } = engagement as Record<string, string>;
    this.pair = { engagement_id: id!, coach_id: coach_id!, client_id: client_id! };
    this.began = Date.parse(engagement.created_at as string);
  }

  add(story: CoachingStory): void {
    this.extraSessions(story);
    this.series(story);
    this.agreements(story);
    this.contents(story);
    this.allocation(story);
    this.pulses(story);
    this.messages(story);
  }

  /** An engagement that is over: its sessions are told here alone. */
  addFinished(story: FinishedStory): void {
    for (const day of story.heldOn) {
      const startsAt = this.began - (this.began % DAY) + day * DAY + 14 * HOUR;
      const id = this.session(startsAt, startsAt - 5 * DAY);
      if (day === story.heldOn.at(-1)) {
        addSessionNote(this.sheet, this.sides(), { sessionId: id, text: story.note, at: startsAt + HOUR });
      }
    }
    this.contents(story);
    this.allocation(story);
    this.pulses(story);
  }

  private sides() {
    const { engagement_id: engagementId, coach_id: coachId, client_id: clientId } = this.pair;
    return { engagementId, coachId, clientId };
  }

  /** A session of an hour, held when its time is over; @returns its id */
  private session(startsAt: number, createdAt: number): string {
    return addSession(this.sheet, {
      ...this.sides(),
      startsAt,
      minutes: 50,
      createdAt,
      status: startsAt < this.clock.now ? 'HELD' : 'BOOKED',
      videoUrl: 'https://meet.example/harbour-and-pine',
    });
  }

  /** The sessions of the engagement, the earliest first. */
  private sessions(status?: string): Row[] {
    return this.sheet.tables.sessions
      .filter((row) => row.engagement_id === this.pair.engagement_id && (!status || row.status === status))
      .sort((one, other) => startOf(one) - startOf(other));
  }

  private extraSessions({ extraSessions = 0 }: CoachingStory): void {
    for (const session of this.sessions('HELD').slice(0, extraSessions)) {
      const startsAt = startOf(session) + WEEK;
      this.session(startsAt, startsAt - WEEK);
    }
  }

  private series({ series }: CoachingStory): void {
    if (!series) return;
    const { first, rrule, weeks, count, localTime } = series;
    const created = this.clock.evening([first[0] + 1, first[1]]);
    const id = this.sheet.id(created);
    const { zone } = this.clock;
    this.sheet.add('session_series', {
      ...this.pair,
      id,
      rrule,
      starts_on: this.clock.of(first),
      local_time: localTime,
      zone,
      minutes: 50,
      buffer_minutes: 0,
      video_url: 'https://meet.example/harbour-and-pine',
      created_at: instant(created),
    });
    for (let index = 0; index < count; index += 1) {
      const day = this.clock.of([first[0] - index * weeks, first[1]]);
      const sessionId = this.session(this.clock.clock(day, localTime), created);
      const row = this.sheet.tables.sessions.find((session) => session.id === sessionId)!;
      Object.assign(row, { series_id: id, occurrence_on: day });
    }
  }

  /** The first is there with the engagement. A session is judged by the one that was in force when it was booked. */
  private agreements({ agreements = [] }: CoachingStory): void {
    if (agreements.length === 0) return;
    const last = agreements.findLastIndex(({ how }) => how !== 'WAITS_FOR_COACH');
    const signed = this.began + 5 * HOUR;
    const versions = [
      { at: this.began, from: signed, clauses: DEFAULT_CLAUSES, how: 'SIGNED' },
      ...agreements.map(({ day, how }, index) => {
        const changes = agreements.slice(0, index + 1).map((version) => version.changes);
        const clauses = Object.assign({}, DEFAULT_CLAUSES, ...changes) as typeof DEFAULT_CLAUSES;
        return { at: this.clock.at(day), from: this.clock.at(day, 15), clauses, how };
      }),
    ].map((version) => ({ ...version, id: this.sheet.id(version.at) }));
    versions.forEach(({ id, at, from, clauses, how }, index) => {
      const waits = how === 'WAITS_FOR_COACH';
      const signedAt = how === 'NARROWED' ? null : instant(at + HOUR);
      this.sheet.add('agreements', {
        ...this.pair,
        id,
        number: index + 1,
        names_in_attendance: clauses.namesInAttendance,
        recording: clauses.recording,
        retention_months: clauses.retentionMonths,
        late_cancel_hours: clauses.lateCancelHours,
        status: waits ? 'PROPOSED' : index === last + 1 ? 'IN_FORCE' : 'SUPERSEDED',
        narrowed: how === 'NARROWED',
        proposed_by: how === 'NARROWED' ? this.pair.client_id : this.adminId,
        proposed_at: instant(at),
        coach_signed_at: how === 'SIGNED' ? instant(from) : null,
        client_signed_at: signedAt,
        org_signed_at: how === 'NARROWED' ? null : instant(at),
        org_signed_by: how === 'NARROWED' ? null : this.adminId,
        in_force_from: waits ? null : instant(how === 'NARROWED' ? at : from),
      });
    });
    const inForce = versions.filter(({ how }) => how !== 'WAITS_FOR_COACH');
    for (const session of this.sessions()) {
      const booked = Date.parse(session.created_at as string);
      session.agreement_id = (inForce.findLast(({ from }) => from <= booked) ?? inForce[0]!).id;
    }
  }

  /** What its sessions hold beside their agenda and notes. */
  private contents(story: CoachingStory): void {
    const { waived, agenda = [], privateNote, agreedActions = [], recording, ratings = [] } = story;
    const held = this.sessions('HELD');
    const last = held.at(-1);
    ratings.forEach((rating, index) => {
      const session = held[index];
      if (!session || rating === 0) return;
      const rated_at = instant(Math.min(endOf(session) + 3 * HOUR, this.clock.now));
      this.sheet.add('session_ratings', { ...this.pair, id: session.id, rating, rated_at });
    });
    if (waived) {
      const missed = this.sessions('NO_SHOW').at(-1)!;
      missed.waived_at = instant(Math.min(endOf(missed) + DAY, this.clock.now));
    }
    if (!last) return;
    const after = Math.min(endOf(last) + 10 * MINUTE, this.clock.now);
    if (privateNote) {
      const id = this.sheet.id(after);
      this.sheet.add('private_notes', {
        ...this.pair,
        id,
        session_id: last.id,
        author_id: this.pair.coach_id,
        text: this.sheet.sealRow('private_notes', id)('text', privateNote),
        created_at: instant(after),
      });
    }
    if (recording) {
      const id = last.id as string;
      const url = this.sheet.sealRow('session_recordings', id)('url', recording);
      const { agreement_id } = last;
      this.sheet.add('session_recordings', { ...this.pair, id, agreement_id, url, added_at: instant(after) });
    }
    for (const [title, due] of agreedActions) {
      const { client_id: clientId } = this.pair;
      const dueOn = this.clock.of(due);
      const action = { clientId, kind: 'CUSTOM', title, createdAt: after, dueOn, status: 'TODO' } as const;
      const id = addAction(this.sheet, action);
      this.sheet.add('session_actions', { ...this.pair, id, session_id: last.id, agreed_at: instant(after) });
    }
    agenda.forEach(([author, text, { carried = false } = {}], index) => {
      this.agendaItem(author, text, index + 2, carried ? last : undefined);
    });
  }

  /** For the next session; the item of its client's story is the first on it. */
  private agendaItem(author: 'COACH' | 'CLIENT', text: string, position: number, from?: Row): void {
    const next = this.sessions('BOOKED').find((session) => startOf(session) > this.clock.now)!;
    const written = from ? startOf(from) - DAY : this.clock.now - HOUR;
    const id = this.sheet.id(written);
    this.sheet.add('agenda_items', {
      ...this.pair,
      id,
      session_id: next.id,
      author_id: author === 'COACH' ? this.pair.coach_id : this.pair.client_id,
      text: this.sheet.sealRow('agenda_items', id)('text', text),
      position,
      done_at: null,
      carried: from ? 1 : 0,
      carried_from: from?.id ?? null,
      created_at: instant(written),
    });
  }

  private allocation({ allocation, waived }: CoachingStory): void {
    if (!allocation) return;
    const { unit, granted, expires } = allocation;
    const expiresOn = expires === undefined ? null : this.clock.on(expires);
    const grant = { unit, granted, expiresOn, grantedAt: this.began + 6 * HOUR, adminId: this.adminId };
    addAllocation(this.sheet, this.pair, this.sessions(), { ...grant, waivedReason: waived }, this.clock.now);
  }

  private pulses({ pulses }: CoachingStory): void {
    const held = this.sessions('HELD');
    for (let count = PULSE_EVERY; pulses && count <= held.length; count += PULSE_EVERY) {
      const index = count / PULSE_EVERY - 1;
      const answers = pulses[index];
      const asked = Math.min(endOf(held[count - 1]!), this.clock.now - HOUR);
      const settled = Math.min(asked + 6 * HOUR, this.clock.now);
      this.sheet.add('alliance_pulses', {
        ...this.pair,
        id: this.sheet.id(asked),
        held_count: count,
        status: answers ? 'ANSWERED' : 'DUE',
        goals: answers?.goals ?? null,
        way: answers?.way ?? null,
        bond: answers?.bond ?? null,
        rupture_risk: answers ? isRuptureRisk(pulses.slice(0, index + 1)) : null,
        asked_at: instant(asked),
        settled_at: answers ? instant(settled) : null,
      });
    }
  }

  private messages({ messages }: CoachingStory): void {
    if (!messages) return;
    const { coach_id, client_id } = this.pair;
    const sent = messages.said.map(([hoursAgo, by, text]) => {
      const at = this.clock.now - hoursAgo * HOUR;
      const id = this.sheet.id(at);
      const author_id = by === 'COACH' ? coach_id : client_id;
      this.sheet.add('messages', {
        ...this.pair,
        id,
        author_id,
        key: this.sheet.id(at),
        text: this.sheet.sealRow('messages', id)('text', text),
        created_at: instant(at),
      });
      return { id, author_id, at };
    });
    for (const reader_id of [coach_id, client_id]) {
      const seen = sent.slice(0, sent.length - messages.unread);
      const last = seen.findLast(({ author_id }) => author_id !== reader_id);
      if (!last) continue;
      const at = Math.min(last.at + 2 * HOUR, this.clock.now);
      const row = { id: this.sheet.id(at), reader_id, message_id: last.id, read_at: instant(at) };
      this.sheet.add('message_reads', { ...this.pair, ...row });
    }
  }
}
