// A client of the demo organization: the rows that tell the story.
import { Temporal } from 'temporal-polyfill';
import { occurrencesBetween } from '../reviews/review.cadence.js';
import { localDateOf } from '../availability/wall-clock.js';
import type { SessionStatus } from '../sessions/session.states.js';
import { DemoClock } from './demo.clock.js';
import type { ClientStory, Day, GoalStory } from './demo.story.js';
import type { Random } from './random.js';
import { DAY, HOUR, type Sheet } from './sheet.js';
import type { GoalHandle, Update } from './sheet.facts.js';
import { addGoal, agree, supersede } from './sheet.goals.js';
import { addPlan, addReminder, addReview } from './sheet.reviews.js';
import { addSession, addSessionNote } from './sheet.sessions.js';

const WEEK = 7 * DAY;
const MINUTE = 60_000;
/** How far a way may stray from the straight line, as a share of the whole. */
const WOBBLE = 0.03;

const SESSION_STATUS: Record<string, SessionStatus> = {
  H: 'HELD',
  N: 'NO_SHOW',
  C: 'CANCELLED',
  U: 'BOOKED',
};

interface Telling {
  /** The instant that the story is told from, ms since the epoch. */
  now: number;
  /** Among the clients; decides on the hour of their sessions. */
  place: number;
  id: string;
  coachIds: readonly string[];
}

export interface ToldClient {
  id: string;
  story: ClientStory;
  clock: DemoClock;
  /** In the order of the story. */
  goals: GoalHandle[];
  /** Who coaches them now. */
  coach?: { id: string; engagementId: string };
}

export class DemoClient {
  private readonly today: number;
  private readonly clock: DemoClock;

  constructor(
    private readonly sheet: Sheet,
    private readonly random: Random,
    private readonly telling: Telling,
    private readonly story: ClientStory,
  ) {
    this.today = telling.now - (telling.now % DAY);
    this.clock = new DemoClock(telling.now, story.zone);
  }

  /** @returns what more can be told of them */
  add(): ToldClient {
    const { coach, engagement, earlier, begun = 0 } = this.story;
    const { id: clientId, coachIds } = this.telling;
    if (earlier !== undefined) {
      const [from, until] = [this.at(begun - 90), this.at(begun - 5)];
      this.sheet.engagement({ coachId: coachIds[earlier]!, clientId, from, until, status: 'COMPLETED' });
    }
    const goals = this.goals();
    const told = { id: clientId, story: this.story, clock: this.clock, goals };
    if (coach === undefined || !engagement) return told;
    const coachId = coachIds[coach]!;
    const from = this.at(begun);
    const engagementId = this.sheet.engagement({ coachId, clientId, from, status: engagement });
    this.story.goals.forEach(({ scale, begun: written }, index) => {
      const at = this.at(written + 1);
      if (scale) agree(this.sheet, goals[index]!, { engagementId, coachId, clientId, at });
    });
    this.sessions(engagementId, coachId);
    if (this.story.reviews) this.reviews(this.story.reviews, goals);
    return { ...told, coach: { id: coachId, engagementId } };
  }

  private at(day: Day): number {
    return this.clock.at(day);
  }

  private goals(): GoalHandle[] {
    let parent: GoalHandle | undefined;
    let before: GoalHandle | undefined;
    return this.story.goals.map((goal) => {
      const handle = this.goal(goal, goal.serves ? parent : undefined);
      if (!goal.serves) parent = handle;
      if (goal.replaces) supersede(this.sheet, before!, handle);
      before = handle;
      return handle;
    });
  }

  private goal(goal: GoalStory, parent: GoalHandle | undefined): GoalHandle {
    const { begun, due, draft, outcome = [], milestones = [] } = goal;
    const activated = begun + 1;
    const steps = [{ status: 'ACTIVE' as const, day: activated, reason: undefined }, ...outcome];
    return addGoal(this.sheet, {
      ...goal,
      clientId: this.telling.id,
      parent,
      createdAt: this.at(begun),
      targetAt: due === undefined ? undefined : this.at(due),
      steps: draft ? [] : steps.map(({ status, day, reason }) => ({ status, at: this.at(day), reason })),
      updates: this.updates(goal, activated),
      milestones: milestones.map(([title, dueDay, done]) => ({
        title,
        dueAt: this.at(dueDay),
        doneAt: done === undefined ? undefined : this.at(done),
      })),
    });
  }

  private updates({ told = [], way, baseline = 0, target = 0 }: GoalStory, activated: Day): Update[] {
    if (!way) return told.map(([day, value, note]) => ({ at: this.at(day), value, note }));
    return Array.from({ length: way.count }, (_, index) => {
      const part = (index + 1) / way.count;
      const stray = index + 1 === way.count ? 0 : (this.random.fraction() - 0.5) * 2 * WOBBLE;
      const value = baseline + (target - baseline) * (part * way.share + stray);
      const at = this.at(activated + (way.until - activated) * part);
      return { at: Math.round(at), value: Math.round(value * 10) / 10 };
    });
  }

  /** Every second week at the client's own hour of the coach's week; two are booked ahead. */
  private sessions(engagementId: string, coachId: string): void {
    const { sessions: past = '', agenda = '', note, today } = this.story;
    const { id: clientId, place, now } = this.telling;
    if (!past) return;
    const pair = { engagementId, coachId, clientId, minutes: 50, agenda };
    const whereabouts = { videoUrl: 'https://meet.example/harbour-and-pine' };
    const monday = this.today - ((new Date(this.today).getUTCDay() + 6) % 7) * DAY;
    // One client a working day; before ten, so that today's extra session finds both sides free.
    const slot = monday + (place % 5) * DAY + 8 * HOUR + Math.floor(place / 5) * 15 * MINUTE;
    const resting = this.story.engagement === 'PAUSED' ? 4 * WEEK : 0;
    const latest = (slot < now ? slot : slot - WEEK) - resting;
    [...past].forEach((letter, index) => {
      const startsAt = latest - (past.length - 1 - index) * 2 * WEEK;
      const cancelled =
        letter === 'C'
          ? { at: startsAt - 3 * HOUR, by: clientId, reason: 'On call, sorry.', late: true }
          : undefined;
      const createdAt = startsAt - 3 * WEEK;
      const status = SESSION_STATUS[letter]!;
      const sessionId = addSession(this.sheet, {
        ...pair,
        ...whereabouts,
        startsAt,
        createdAt,
        status,
        cancelled,
      });
      if (note && letter === 'H' && index === past.lastIndexOf('H')) {
        addSessionNote(this.sheet, pair, { sessionId, text: note, at: startsAt + HOUR });
      }
    });
    if (resting) return;
    for (const weeks of [2, 4]) {
      const createdAt = now - DAY;
      const startsAt = latest + weeks * WEEK;
      addSession(this.sheet, { ...pair, ...whereabouts, startsAt, createdAt, status: 'BOOKED' });
    }
    if (today) {
      const soon = now + 2 * HOUR;
      const startsAt = Math.max(soon - (soon % HOUR), this.today + 10 * HOUR);
      addSession(this.sheet, {
        ...pair,
        place: 'Room Pine, second floor',
        startsAt,
        createdAt: now - DAY,
        status: 'BOOKED',
      });
    }
  }

  private reviews(past: string, goals: GoalHandle[]): void {
    const { zone, reviewedAgo = 1, said = [] } = this.story;
    const { now, id: clientId } = this.telling;
    const dueNow = reviewedAgo === 7;
    // The worker opens what has just fallen due, and writes to the client.
    const due = now - 2 * MINUTE;
    const localTime = dueNow ? clockOf(due, zone) : '09:00';
    const startsOn = Temporal.PlainDate.from(localDateOf(due, zone))
      .subtract({ days: reviewedAgo + (past.length - 1) * 7 })
      .toString();
    const before = now - 12 * HOUR;
    const occurrences = occurrencesBetween({ rrule: 'FREQ=WEEKLY', startsOn }, zone, localTime, 0, before);
    const planId = addPlan(this.sheet, {
      clientId,
      zone,
      startsOn,
      localTime,
      createdAt: (occurrences[0]?.at ?? now) - DAY,
      lastOn: occurrences.at(-1)?.on ?? null,
      after: before,
    });
    occurrences.forEach((occurrence, index) => {
      const review = { clientId, planId, due: occurrence };
      const answeredAt = occurrence.at + 5 * HOUR + index * 7 * MINUTE;
      const answers = said[index % said.length]!;
      const id =
        past[index] === 'A'
          ? addReview(this.sheet, { ...review, status: 'ANSWERED' }, { at: answeredAt, answers, goals })
          : addReview(this.sheet, { ...review, status: past[index] === 'D' ? 'DUE' : 'MISSED' });
      addReminder(this.sheet, {
        clientId,
        purpose: 'REVIEW_DUE',
        subjectId: id,
        dueAt: occurrence.at,
        expiresAt: occurrence.at + 2 * DAY,
        chosenTime: true,
        sentAt: occurrence.at + 20_000,
      });
    });
  }
}

/** What a clock in the zone shows, `HH:MM`. */
function clockOf(at: number, zone: string): string {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime();
  return time.toString({ smallestUnit: 'minute' });
}
