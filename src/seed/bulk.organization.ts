// One organization of a seed: people in every role, and half a year of their work.
import type { Keys } from '../db/keys.js';
import { occurrencesBetween } from '../reviews/review.cadence.js';
import type { Random } from './random.js';
import { date, DAY, HOUR, Sheet } from './sheet.js';
import { addGoal } from './sheet.goals.js';
import { addPlan, addReview } from './sheet.reviews.js';
import { addSession } from './sheet.sessions.js';
import type { GoalFacts, GoalHandle, Update } from './sheet.facts.js';
import * as words from './words.js';

/** How many clients a coach has at most, and how many a mentor would serve. */
const CLIENTS_OF_COACH = 20;
const CLIENTS_OF_MENTOR = 50;

/** Progress updates of a client's goals; together 90, so that 200 organizations around 2,000 clients hold a million. */
export const UPDATES = { long: 26, first: 24, second: 14, achieved: 26 } as const;

const HISTORY = 182 * DAY;
const REVIEW_WEEKS = 4;
const SESSIONS_HELD = 6;

/** A seeded person, with the ids of what is theirs, as the API writes them. */
export interface SeededPerson {
  id: string;
  name: string;
  email: string;
  password: string;
  roles: string[];
  engagements?: string[];
  goals?: string[];
  sessions?: string[];
  reviewPlans?: string[];
  reviews?: string[];
}

export interface SeededOrganization {
  id: string;
  slug: string;
  name: string;
  people: SeededPerson[];
}

export interface BulkFacts {
  seed: number;
  index: number;
  clients: number;
  today: number;
  password: string;
  passwordHash: string;
}

/** A coach's calendar: each of twenty clients has an hour of the week. */
const slotOf = (place: number) => (place % 5) * DAY + (8 + Math.floor(place / 5)) * HOUR;

export class BulkOrganization {
  readonly sheet: Sheet;
  readonly seeded: SeededOrganization;
  private readonly start: number;
  private readonly monday: number;

  constructor(
    private readonly random: Random,
    private readonly facts: BulkFacts,
    keys: Keys,
  ) {
    const { seed, index, today } = facts;
    this.start = today - HISTORY;
    this.monday = today - ((new Date(today).getUTCDay() + 6) % 7) * DAY;
    const slug = `seed-${seed}-${index + 1}`;
    const name = `${random.pick(words.COMPANIES)} ${random.pick(words.TRADES)} ${index + 1}`;
    const at = this.start - 60 * DAY;
    this.sheet = new Sheet(random, today, keys, { name, slug, zone: 'Europe/Berlin', at });
    this.seeded = { id: `organization_${this.sheet.orgId}`, slug, name, people: [] };
    this.fill();
  }

  private fill(): void {
    const { clients } = this.facts;
    this.person(['ADMIN']);
    const coaches = Array.from({ length: Math.ceil(clients / CLIENTS_OF_COACH) }, () => this.coach());
    for (let mentor = 0; mentor < Math.ceil(clients / CLIENTS_OF_MENTOR); mentor += 1)
      this.person(['MENTOR']);
    for (let client = 0; client < clients; client += 1) {
      const coach = coaches[client % coaches.length]!;
      const earlier = coaches[(client + 1) % coaches.length]!;
      this.client(coach, earlier, Math.floor(client / coaches.length));
    }
  }

  private person(roles: ('ADMIN' | 'COACH' | 'MENTOR' | 'CLIENT')[], zone = 'Europe/Berlin') {
    const { password, passwordHash } = this.facts;
    const { people, slug } = this.seeded;
    const [given, family] = [this.random.pick(words.GIVEN_NAMES), this.random.pick(words.FAMILY_NAMES)];
    const name = `${given} ${family}`;
    const email = `${given}.${family}.${people.length + 1}@${slug}.example`.toLowerCase();
    const at = this.start - this.random.between(10, 50) * DAY + this.random.between(0, 86_399_999);
    const id = this.sheet.person({ name, email, roles, zone, at, passwordHash });
    const seeded: SeededPerson = { id: `member_${id}`, name, email, password, roles };
    people.push(seeded);
    return { id, at, seeded, engagements: [] as string[] };
  }

  private coach() {
    const coach = this.person(['COACH']);
    this.sheet.coach(coach.id, coach.at, {
      biography: 'I listen first. Then we look for the smallest step that would show you something.',
      specialties: [this.random.pick(words.SPECIALTIES)],
      languages: ['en', 'de'],
      credentials: [],
      capacity: CLIENTS_OF_COACH + 5,
    });
    coach.seeded.engagements = coach.engagements;
    return coach;
  }

  private client(coach: BulkCoach, earlier: BulkCoach, place: number): void {
    const { location, zone } = this.random.pick(words.PLACES);
    const client = this.person(['CLIENT'], zone);
    this.sheet.client(client.id, client.at, { ...this.random.pick(words.JOBS), location });
    const engagementId = this.engage(coach, client, { from: this.start - 3 * DAY, status: 'ACTIVE' });
    if (earlier !== coach && this.random.chance(0.05)) {
      const [from, until] = [this.start - 40 * DAY, this.start - 5 * DAY];
      this.engage(earlier, client, { from, until, status: 'COMPLETED' });
    }
    const goals = this.goals(client.id);

    Object.assign(client.seeded, {
      engagements: client.engagements,
      goals: goals.map(({ id }) => `goal_${id}`),
      sessions: this.sessions(engagementId, coach.id, client.id, place),
      ...this.reviews(client.id, zone, goals),
    });
  }

  private engage(
    coach: BulkCoach,
    client: BulkCoach,
    facts: { from: number; until?: number; status: 'ACTIVE' | 'COMPLETED' },
  ): string {
    const id = this.sheet.engagement({ ...facts, coachId: coach.id, clientId: client.id });
    for (const side of [coach, client]) side.engagements.push(`engagement_${id}`);
    return id;
  }

  private goals(clientId: string): GoalHandle[] {
    const { today } = this.facts;
    const activated = this.start + this.random.between(0, 5) * DAY;
    const until = today - this.random.between(0, 9) * DAY - this.random.between(1, 23) * HOUR;
    const long = this.goal(
      clientId,
      this.random.pick(words.LONG_IDEAS),
      'LONG',
      activated,
      until,
      UPDATES.long,
    );
    const parent = long;
    const [first, second, achieved, later] = this.ideas();
    return [
      long,
      this.goal(clientId, first!, 'SHORT', activated + 20 * DAY, until - HOUR, UPDATES.first, { parent }),
      this.goal(clientId, second!, 'SHORT', today - 60 * DAY, until - 2 * HOUR, UPDATES.second, { parent }),
      this.goal(clientId, achieved!, 'SHORT', activated, today - 50 * DAY, UPDATES.achieved, {
        steps: [
          { status: 'ACTIVE', at: activated },
          { status: 'ACHIEVED', at: today - 50 * DAY },
        ],
      }),
      this.goal(clientId, later!, 'SHORT', today - 10 * DAY, today, 0, { steps: [] }),
    ];
  }

  private ideas() {
    const from = this.random.between(0, words.SHORT_IDEAS.length - 1);
    return [0, 1, 2, 3].map((step) => words.SHORT_IDEAS[(from + step) % words.SHORT_IDEAS.length]);
  }

  private goal(
    clientId: string,
    idea: words.GoalIdea,
    horizon: 'LONG' | 'SHORT',
    activatedAt: number,
    until: number,
    updates: number,
    more: Partial<GoalFacts> = {},
  ): GoalHandle {
    return addGoal(this.sheet, {
      ...idea,
      clientId,
      horizon,
      createdAt: activatedAt - DAY,
      targetAt: activatedAt + (horizon === 'LONG' ? 400 : 170) * DAY,
      confidence: this.random.between(5, 9),
      support: 'My lead knows about it.',
      steps: [{ status: 'ACTIVE', at: activatedAt }],
      updates: this.updates(idea, activatedAt, until, updates, horizon === 'LONG' ? 0.5 : 0.9),
      ...more,
    });
  }

  /** A way from the baseline towards the target that is not quite straight. */
  private updates(
    { baseline, target }: words.GoalIdea,
    from: number,
    until: number,
    count: number,
    reach: number,
  ): Update[] {
    const speed = reach * (0.6 + this.random.fraction() * 0.6);
    return Array.from({ length: count }, (_, index) => {
      const share = ((index + 1) / count) * speed + (this.random.fraction() - 0.5) * 0.06;
      const value = Math.round((baseline + (target - baseline) * share) * 10) / 10;
      const at = Math.round(from + ((until - from) * (index + 1)) / count);
      return { at, value, note: this.random.chance(0.2) ? this.random.pick(words.NOTES) : undefined };
    });
  }

  /** Every third week in the client's hour: some behind, two ahead. */
  private sessions(engagementId: string, coachId: string, clientId: string, place: number): string[] {
    const ids: string[] = [];
    for (let count = -SESSIONS_HELD; count < 2; count += 1) {
      const startsAt = this.monday + count * 21 * DAY + 7 * DAY + slotOf(place);
      const past = startsAt < this.facts.today;
      const kept = this.random.chance(0.93) ? 'HELD' : 'NO_SHOW';
      const id = addSession(this.sheet, {
        engagementId,
        coachId,
        clientId,
        startsAt,
        minutes: 50,
        createdAt: this.facts.today + (count * 21 - 23) * DAY,
        status: past ? kept : 'BOOKED',
        videoUrl: 'https://meet.example/room',
        agenda: this.random.pick(words.AGENDAS),
      });
      ids.push(`session_${id}`);
    }
    return ids;
  }

  private reviews(clientId: string, zone: string, goals: GoalHandle[]) {
    const { today } = this.facts;
    const startsOn = date(today - (REVIEW_WEEKS * 7 + this.random.between(0, 6)) * DAY);
    const localTime = '09:00';
    const due = occurrencesBetween({ rrule: 'FREQ=WEEKLY', startsOn }, zone, localTime, 0, today);
    const planId = addPlan(this.sheet, {
      clientId,
      zone,
      startsOn,
      localTime,
      createdAt: Date.parse(startsOn),
      lastOn: due.at(-1)?.on ?? null,
      after: today,
    });
    const reviews = due.map((occurrence, index) => {
      const last = index === due.length - 1;
      const answers = {
        wentWell: this.random.pick(words.WENT_WELL),
        blockers: this.random.pick(words.BLOCKERS),
        nextCommitment: this.random.pick(words.COMMITMENTS),
      };
      const review = { clientId, planId, due: occurrence };
      return this.random.chance(0.75)
        ? addReview(
            this.sheet,
            { ...review, status: 'ANSWERED' },
            { at: Math.min(today, occurrence.at + 5 * HOUR), answers, goals },
          )
        : addReview(this.sheet, { ...review, status: last ? 'DUE' : 'MISSED' });
    });
    return {
      reviewPlans: [`review-plan_${planId}`],
      reviews: reviews.map((id) => `review_${id}`),
    };
  }
}

type BulkCoach = ReturnType<BulkOrganization['person']>;
