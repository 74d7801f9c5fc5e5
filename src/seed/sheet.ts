// What is to be loaded, row by row, with what the application would have kept beside it: the latest progress of a goal,
// the revision of each step, sealed answers.
import type { Keys } from '../db/keys.js';
import type { GoalStatus } from '../goals/goal.states.js';
import type { ReviewStatus } from '../reviews/review.entity.js';
import { nextOccurrence, type Occurrence } from '../reviews/review.cadence.js';
import { TABLES, type Row, type Table } from './loader.js';
import type { Random } from './random.js';
import type {
  Answers,
  EngagementFacts,
  GoalFacts,
  GoalHandle,
  PersonFacts,
  PlanFacts,
  ProfileOfClient,
  ProfileOfCoach,
  SessionFacts,
} from './sheet.facts.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Ids are made as if this were today: on any day the same seed gives the same ids, in the order of their rows' instants. */
const ID_TODAY = Date.UTC(2026, 6, 1);

/** ms since the epoch to what PostgreSQL reads. */
export const instant = (at: number) => new Date(at).toISOString();
export const date = (at: number) => instant(at).slice(0, 10);

/** The rows of one organization. */
export class Sheet {
  readonly tables = Object.fromEntries(TABLES.map((table) => [table, [] as Row[]])) as Record<Table, Row[]>;
  readonly orgId: string;
  private dataKey: { id: string; wrapped: Buffer } | undefined;

  /** @param today midnight of the day that everything is told from, ms since the epoch */
  constructor(
    private readonly random: Random,
    private readonly today: number,
    private readonly keys: Keys,
    organization: { name: string; slug: string; zone: string; at: number },
  ) {
    const { name, slug, zone, at } = organization;
    this.orgId = this.id(at);
    this.tables.organizations.push({ id: this.orgId, name, slug, time_zone: zone, created_at: instant(at) });
  }

  get rowCount(): number {
    return TABLES.reduce((sum, table) => sum + this.tables[table].length, 0);
  }

  private id(at: number): string {
    return this.random.id(at - this.today + ID_TODAY);
  }

  private add(table: Table, row: Row): void {
    this.tables[table].push({ org_id: this.orgId, ...row });
  }

  person({ name, email, roles, zone, at, passwordHash, disabled = false }: PersonFacts): string {
    const [userId, id] = [this.id(at), this.id(at)];
    const created_at = instant(at);
    this.tables.users.push({ id: userId, email, password_hash: passwordHash, created_at });
    const status = disabled ? 'DISABLED' : 'ACTIVE';
    this.add('members', { id, user_id: userId, name, email, roles, status, time_zone: zone, created_at });
    return id;
  }

  client(id: string, profile: ProfileOfClient): void {
    const { jobTitle, careerStage, department, location } = profile;
    this.add('clients', { id, job_title: jobTitle, department, location, career_stage: careerStage });
  }

  coach(id: string, profile: ProfileOfCoach): void {
    this.add('coaches', { id, ...profile });
  }

  engagement({ coachId, clientId, from, until, status, paid = true }: EngagementFacts): string {
    const id = this.id(from);
    const signed = status !== 'PROPOSED';
    this.add('engagements', {
      id,
      coach_id: coachId,
      client_id: clientId,
      starts_on: date(from),
      ends_on: until === undefined ? null : date(until),
      paid,
      status,
      coach_signed_at: signed ? instant(from + 2 * HOUR) : null,
      client_signed_at: signed ? instant(from + 5 * HOUR) : null,
      created_at: instant(from),
      version: signed ? 3 : 1,
    });
    return id;
  }

  goal(facts: GoalFacts): GoalHandle {
    const { clientId, steps, updates = [], milestones = [] } = facts;
    const id = this.id(facts.createdAt);
    const logged = updates.map((update) => ({ ...update, id: this.id(update.at) }));
    const last = logged.at(-1);
    const closing = steps.find(({ status }) => !['DRAFT', 'ACTIVE', 'PAUSED'].includes(status));
    this.add('goals', {
      id,
      client_id: clientId,
      parent_id: facts.parent?.id ?? null,
      horizon: facts.horizon,
      kind: facts.kind,
      title: facts.title,
      behaviour: facts.behaviour ?? null,
      measure: facts.measure,
      unit: facts.unit ?? null,
      baseline: facts.baseline ?? null,
      target: facts.target ?? null,
      target_on: facts.targetAt === undefined ? null : date(facts.targetAt),
      confidence: facts.confidence ?? null,
      support: facts.support ?? null,
      answers: facts.answers ?? null,
      status: steps.at(-1)?.status ?? 'DRAFT',
      activated_at: steps[0] ? instant(steps[0].at) : null,
      closed_at: closing ? instant(closing.at) : null,
      last_progress_id: last?.id ?? null,
      last_progress_at: last ? instant(last.at) : null,
      last_value: last?.value ?? null,
      created_at: instant(facts.createdAt),
      version: 1 + steps.length,
    });
    milestones.forEach(({ title, dueAt, doneAt }, index) =>
      this.add('goal_milestones', {
        id: this.id(facts.createdAt),
        client_id: clientId,
        goal_id: id,
        position: index + 1,
        title,
        due_on: dueAt === undefined ? null : date(dueAt),
        done_at: doneAt === undefined ? null : instant(doneAt),
      }),
    );
    for (const { id: updateId, at, value, note } of logged) {
      this.add('goal_progress', {
        id: updateId,
        client_id: clientId,
        goal_id: id,
        value,
        note: note ?? null,
        at: instant(at),
        created_at: instant(at),
      });
    }
    let before: GoalStatus = 'DRAFT';
    steps.forEach(({ status, at, reason }, index) => {
      this.add('goal_revisions', {
        id: this.id(at),
        client_id: clientId,
        goal_id: id,
        version: index + 2,
        author_id: clientId,
        reason: reason ?? null,
        changes: [{ field: 'STATUS', before, after: status }],
        at: instant(at),
      });
      before = status;
    });
    return { id, at: (when) => updates.findLast((update) => update.at <= when) };
  }

  session(facts: SessionFacts): string {
    const { cancelled } = facts;
    const id = this.id(facts.createdAt);
    this.add('sessions', {
      id,
      engagement_id: facts.engagementId,
      coach_id: facts.coachId,
      client_id: facts.clientId,
      starts_at: instant(facts.startsAt),
      ends_at: instant(facts.startsAt + facts.minutes * 60_000),
      place: facts.place ?? null,
      video_url: facts.videoUrl ?? null,
      agenda: facts.agenda ?? '',
      status: facts.status,
      cancelled_at: cancelled ? instant(cancelled.at) : null,
      cancelled_by: cancelled?.by ?? null,
      cancel_reason: cancelled?.reason ?? null,
      late_cancel: cancelled?.late ?? false,
      created_at: instant(facts.createdAt),
      version: facts.status === 'BOOKED' ? 1 : 2,
    });
    return id;
  }

  /** A weekly plan of the client's own, in the zone of the client. */
  plan(facts: PlanFacts): string {
    const { startsOn, localTime, zone } = facts;
    const id = this.id(facts.createdAt);
    const rrule = 'FREQ=WEEKLY';
    const next = nextOccurrence({ rrule, startsOn }, zone, localTime, facts.after)!;
    this.add('review_plans', {
      id,
      client_id: facts.clientId,
      kind: 'SELF',
      rrule,
      starts_on: startsOn,
      local_time: localTime,
      time_chosen: true,
      period_days: 7,
      status: 'ACTIVE',
      next_on: next.on,
      next_time: localTime,
      next_at: instant(next.at),
      last_on: facts.lastOn,
      created_at: instant(facts.createdAt),
    });
    return id;
  }

  /** @param answered when, what, and the goals that were active then; absent for a review without an answer */
  review(
    {
      clientId,
      planId,
      due,
      status,
    }: { clientId: string; planId: string; due: Occurrence; status: ReviewStatus },
    answered?: { at: number; answers: Answers; goals: GoalHandle[] },
  ): string {
    const id = this.id(due.at);
    this.add('reviews', {
      id,
      client_id: clientId,
      plan_id: planId,
      kind: 'SELF',
      due_on: due.on,
      due_at: instant(due.at),
      status,
      answered_at: answered ? instant(answered.at) : null,
      created_at: instant(due.at),
      version: status === 'DUE' ? 1 : 2,
    });
    if (answered) {
      const { wentWell, blockers, nextCommitment } = answered.answers;
      this.add('review_answers', {
        id,
        client_id: clientId,
        went_well: this.seal(wentWell, 'went_well', id),
        blockers: blockers && this.seal(blockers, 'blockers', id),
        next_commitment: this.seal(nextCommitment, 'next_commitment', id),
      });
      for (const goal of answered.goals) {
        const latest = goal.at(answered.at);
        this.add('review_goals', {
          id: this.id(answered.at),
          review_id: id,
          client_id: clientId,
          goal_id: goal.id,
          last_value: latest?.value ?? null,
          last_progress_at: latest ? instant(latest.at) : null,
        });
      }
    }
    return id;
  }

  /** The mail that told the client of a review. */
  reminded(clientId: string, reviewId: string, dueAt: number): void {
    this.add('reminders', {
      id: this.id(dueAt),
      purpose: 'REVIEW_DUE',
      subject_id: reviewId,
      subject_version: 1,
      recipient_id: clientId,
      due_at: instant(dueAt),
      expires_at: instant(dueAt + 2 * DAY),
      chosen_time: true,
      state: 'SENT',
      attempts: 1,
      sent_at: instant(dueAt + 20_000),
      created_at: instant(dueAt),
    });
  }

  private seal(text: string, column: string, rowId: string): string {
    this.dataKey ??= this.newDataKey();
    return this.keys.seal(text, this.dataKey, { orgId: this.orgId, table: 'review_answers', column, rowId });
  }

  private newDataKey() {
    const id = this.id(this.today);
    const wrapped = this.keys.newDataKey(this.orgId, id);
    this.add('data_keys', { id, wrapped: `\\x${wrapped.toString('hex')}` });
    return { id, wrapped };
  }
}
