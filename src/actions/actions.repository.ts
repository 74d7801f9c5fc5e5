import { Injectable } from '@nestjs/common';
import { notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { ActionKind } from './action.entity.js';
import type { ActionStatus } from './action.states.js';
import type { ActionPartInput } from './actions.input.graphql.js';

constraintMeans('actions_goal_fk', () => notFound('Goal', 'input.goalId'));
constraintMeans('actions_gap_fk', () => notFound('Gap', 'input.gapId'));

/** What an action says; its day is rescheduled instead. */
export interface ActionContent {
  kind: ActionKind;
  title: string;
  goalId: string | null;
  gapId: string | null;
  effortMinutes: number | null;
  assigneeId: string;
  stretch: number;
  tags: string[];
}

/** An action that nobody else changes before the unit of work ends. */
export interface LockedAction extends ActionContent {
  id: string;
  clientId: string;
  status: ActionStatus;
  /** 'YYYY-MM-DD'. */
  dueOn: string | null;
  doneOn: string | null;
  version: number;
  /** The client's IANA zone. */
  zone: string;
}

/** Where an action comes to stand. */
export interface Standing {
  status: ActionStatus;
  reason: string | null;
  doneAt: Date | null;
  doneOn: string | null;
}

/** What shows that an action was done, in words and as an address. */
export interface Evidence {
  text: string | null;
  url: string | null;
}

/** What an action is put down with, as far as the actor may see each. */
export interface Surroundings {
  isAssignable: boolean;
  hasGoal: boolean;
  hasGap: boolean;
}

const CONTENT = 'kind, title, goal_id, gap_id, effort_minutes, assignee_id, stretch, tags';
const contentOf = (content: ActionContent) => [
  content.kind,
  content.title,
  content.goalId,
  content.gapId,
  content.effortMinutes,
  content.assigneeId,
  content.stretch,
  content.tags,
];
const placeholders = (from: number) =>
  ['text', 'text', 'uuid', 'uuid', 'integer', 'uuid', 'smallint', 'text[]']
    .map((type, at) => `$${from + at}::${type}`)
    .join(', ');

/** The client writes all their actions, a coach those that they took on: every statement says so itself. */
const MINE = `org_id = app.org_id() and (client_id = app.member_id() or assignee_id = app.member_id())`;

@Injectable()
export class ActionsRepository {
  constructor(private readonly db: Db) {}

  /** @returns what of these there is for a client of the actor's; undefined when the actor sees no such client's actions */
  async survey(
    clientId: string,
    { assigneeId, goalId, gapId }: Pick<ActionContent, 'assigneeId' | 'goalId' | 'gapId'>,
  ): Promise<Surroundings | undefined> {
    const [row] = await this.db.query<Surroundings>(
      `select $2::uuid = c.id or exists (
                select from engagements e where e.org_id = c.org_id and e.client_id = c.id and e.coach_id = $2::uuid
                  and e.status in ('ACTIVE', 'PAUSED')) as "isAssignable",
              $3::uuid is null or exists (
                select from goals g where g.org_id = c.org_id and g.client_id = c.id and g.id = $3::uuid) as "hasGoal",
              $4::uuid is null or exists (
                select from gaps g where g.org_id = c.org_id and g.client_id = c.id and g.id = $4::uuid) as "hasGap"
       from clients c
       where c.org_id = app.org_id() and c.id = $1 and c.id = any (app.client_ids('actions'))`,
      [clientId, assigneeId, goalId, gapId],
    );
    return row;
  }

  async insert(clientId: string, content: ActionContent, dueOn: string | null): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into actions (client_id, due_on, ${CONTENT}) values ($1, $2, ${placeholders(3)}) returning id`,
      [clientId, dueOn, ...contentOf(content)],
    );
    return row!.id;
  }

  /** @returns undefined when there is none that the actor may write */
  async lock(id: string): Promise<LockedAction | undefined> {
    const [row] = await this.db.query<LockedAction>(
      `select a.id, a.client_id as "clientId", a.kind, a.title, a.goal_id as "goalId", a.gap_id as "gapId",
              a.effort_minutes as "effortMinutes", a.assignee_id as "assigneeId", a.stretch, a.tags, a.status,
              a.due_on::text as "dueOn", a.done_on::text as "doneOn", a.version,
              (select m.time_zone from members m where m.org_id = a.org_id and m.id = a.client_id) as zone
       from actions a
       where a.org_id = app.org_id() and a.id = $1
         and (a.client_id = app.member_id() or a.assignee_id = app.member_id())
       for no key update of a`,
      [id],
    );
    return row;
  }

  /** Whether the actor sees such an action. */
  async isVisible(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from actions where org_id = app.org_id() and id = $1 and client_id = any (app.client_ids('actions'))`,
      [id],
    );
    return rows.length === 1;
  }

  async change(id: string, content: ActionContent): Promise<void> {
    await this.db.query(
      `update actions set (${CONTENT}) = row(${placeholders(2)}), version = version + 1 where ${MINE} and id = $1`,
      [id, ...contentOf(content)],
    );
  }

  /** Brings a locked action to where it stands then; what is open again is no longer archived. */
  async step(
    id: string,
    { status, reason, doneAt, doneOn }: Standing,
    evidence: Evidence = { text: null, url: null },
  ): Promise<void> {
    await this.db.query(
      `update actions set status = $2, reason = $3, done_at = $4, done_on = $5,
         evidence = coalesce($6, evidence), evidence_url = coalesce($7, evidence_url),
         archived_at = case when $2 in ('TODO', 'DOING') then null else archived_at end, version = version + 1
       where ${MINE} and id = $1`,
      [id, status, reason, doneAt, doneOn, evidence.text, evidence.url],
    );
  }

  /** Adds to a locked action what shows that it was done. */
  async addEvidence(id: string, { text, url }: Evidence): Promise<void> {
    await this.db.query(
      `update actions set evidence = coalesce($2, evidence), evidence_url = coalesce($3, evidence_url),
         version = version + 1
       where ${MINE} and id = $1`,
      [id, text, url],
    );
  }

  /** Puts a locked action to a first day. */
  async setDue(id: string, dueOn: string): Promise<void> {
    await this.db.query(`update actions set due_on = $2, version = version + 1 where ${MINE} and id = $1`, [
      id,
      dueOn,
    ]);
  }

  /** Puts a locked action to another day, with the row that tells of it. */
  async reschedule(id: string, dueOn: string, at: Date): Promise<void> {
    await this.db.query(
      `with was as (select due_on from actions where org_id = app.org_id() and id = $1),
       moved as (
         update actions set due_on = $2, reschedules = reschedules + 1, version = version + 1 where ${MINE} and id = $1
         returning id, client_id)
       insert into action_reschedules (client_id, action_id, from_on, to_on, at)
       select moved.client_id, moved.id, was.due_on, $2::date, $3 from moved, was`,
      [id, dueOn, at],
    );
  }

  /** Puts smaller actions in the place of a locked one; those of a coach who has left are the client's to do. */
  async split(id: string, parts: ActionPartInput[], reason: string): Promise<void> {
    await this.db.query(
      `with whole as (
         update actions set status = 'DROPPED', reason = $5, version = version + 1 where ${MINE} and id = $1
         returning id, client_id, kind, goal_id, gap_id, assignee_id, stretch, tags, due_on)
       insert into actions (client_id, kind, goal_id, gap_id, assignee_id, stretch, tags, split_from_id, title, due_on,
                            effort_minutes)
       select whole.client_id, whole.kind, whole.goal_id, whole.gap_id,
              case when exists (select from engagements e where e.org_id = app.org_id()
                     and e.client_id = whole.client_id and e.coach_id = whole.assignee_id
                     and e.status in ('ACTIVE', 'PAUSED')) then whole.assignee_id else whole.client_id end,
              whole.stretch, whole.tags, whole.id, part.title, coalesce(part.due_on, whole.due_on), part.minutes
       from whole, unnest($2::text[], $3::date[], $4::integer[]) with ordinality
                     as part (title, due_on, minutes, position)
       order by part.position`,
      [
        id,
        parts.map(({ title }) => title),
        parts.map(({ dueOn }) => dueOn ?? null),
        parts.map(({ effortMinutes }) => effortMinutes ?? null),
        reason,
      ],
    );
  }

  async recordCorrection(id: string, wasOn: string, isOn: string | null, reason: string): Promise<void> {
    await this.db.query(
      `insert into action_corrections (client_id, action_id, was_on, is_on, reason)
       select client_id, id, $2::date, $3::date, $4 from actions where ${MINE} and id = $1`,
      [id, wasOn, isOn, reason],
    );
  }

  /** @returns whether it is the actor's own and over */
  async archive(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update actions set archived_at = case when $2::timestamptz is null then null else coalesce(archived_at, $2) end,
         version = version + case when (archived_at is null) = ($2::timestamptz is null) then 0 else 1 end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         and status in ('DONE', 'SKIPPED', 'DROPPED') returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** @returns undefined when the actor has no such action */
  async findOwn(id: string): Promise<{ status: ActionStatus; stretch: number } | undefined> {
    const [row] = await this.db.query<{ status: ActionStatus; stretch: number }>(
      `select status, stretch from actions
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for share`,
      [id],
    );
    return row;
  }

  /** @param sealed the answer, for the place of its row */
  async reflect(id: string, sealed: string, at: Date): Promise<void> {
    await this.db.query(
      `insert into action_reflections (id, client_id, answer, answered_at) values ($1, app.member_id(), $2, $3)
       on conflict (org_id, id) do update set answer = excluded.answer, answered_at = excluded.answered_at`,
      [id, sealed, at],
    );
  }
}
