import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { GoalMeasure } from './goal.progress.js';
import { MILESTONES_MAX } from './goal.needs.js';
import type { GoalStatus } from './goal.states.js';

constraintMeans(
  'goal_progress_corrects_key',
  () => new AppError('CONFLICT', 'This update was corrected already; correct the correction.'),
);

/** What decides whether a goal takes an update. */
export interface RefusingGoal {
  status: GoalStatus;
  measure: GoalMeasure;
  isLocked: boolean;
}

export interface LockedMilestone {
  isDone: boolean;
  status: GoalStatus;
  goalId: string;
}

/** Updates and milestones of the actor's own goals: only the client writes them. */
@Injectable()
export class GoalsProgressRepository {
  constructor(private readonly db: Db) {}

  /**
   * Appends an update to an active goal and keeps it as the latest when it is, in one statement: the goal's row lock
   * puts parallel updates in line, and each compares itself with what the one before left.
   * @returns whether there was an active goal that takes this value
   */
  async append(goalId: string, value: number, note: string | null, at: Date): Promise<boolean> {
    // In the order of the list of updates; a new measure begins with the first update since then.
    const isLatest = `case when g.last_progress_id is null then $4::timestamptz >= coalesce(g.measured_since, '-infinity')
      else ($4::timestamptz, fresh.id) > (g.last_progress_at, g.last_progress_id) end`;
    const rows = await this.db.query(
      `with fresh as (select uuidv7() as id),
       goal as (
         update goals g set
           last_progress_id = case when ${isLatest} then fresh.id else g.last_progress_id end,
           last_value = case when ${isLatest} then $2::numeric(15,6) else g.last_value end,
           last_progress_at = greatest(g.last_progress_at, $4::timestamptz)
         from fresh
         where g.org_id = app.org_id() and g.id = $1 and g.client_id = app.member_id() and g.status = 'ACTIVE'
           and g.measure <> 'MILESTONES' and (g.measure <> 'BINARY' or $2::numeric in (0, 1))
           and (g.measure <> 'GAS' or (g.scale_locked_at is not null and $2::numeric in (-2, -1, 0, 1, 2)))
         returning g.client_id, fresh.id)
       insert into goal_progress (id, client_id, goal_id, value, note, at)
       select goal.id, goal.client_id, $1, $2::numeric, $3::text, $4::timestamptz from goal returning id`,
      [goalId, value, note, at],
    );
    return rows.length === 1;
  }

  /** @returns what decides whether a goal of the actor's takes an update; undefined where there is none */
  async findForRefusal(goalId: string): Promise<RefusingGoal | undefined> {
    const [row] = await this.db.query<RefusingGoal>(
      `select status, measure, scale_locked_at is not null as "isLocked" from goals where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [goalId],
    );
    return row;
  }

  /**
   * Appends the update that replaces a wrong one, at the same instant.
   * @param note undefined keeps the note
   * @returns the goal, undefined where there is no such update of the actor's that could hold this value
   */
  async correct(
    id: string,
    value: number,
    note: string | null | undefined,
    reason: string,
  ): Promise<string | undefined> {
    const [row] = await this.db.query<{ id: string }>(
      `with correction as (
         insert into goal_progress (client_id, goal_id, value, note, at, corrects_id, correction_reason, corrected_by)
         select p.client_id, p.goal_id, $2::numeric, case when $3::boolean then p.note else $4::text end, p.at, p.id, $5::text, app.member_id()
         from goal_progress p join goals g on g.org_id = p.org_id and g.id = p.goal_id
         where p.org_id = app.org_id() and p.id = $1 and p.client_id = app.member_id()
           and (g.measure <> 'BINARY' or p.value not in (0, 1) or $2::numeric in (0, 1))
           and (g.measure <> 'GAS' or p.value not in (-2, -1, 0, 1, 2) or $2::numeric in (-2, -1, 0, 1, 2))
         returning id, goal_id, value),
       goal as (
         update goals g set last_progress_id = correction.id, last_value = correction.value
         from correction
         where g.org_id = app.org_id() and g.id = correction.goal_id and g.client_id = app.member_id()
           and g.last_progress_id = $1)
       select goal_id as id from correction`,
      [id, value, note === undefined, note ?? null, reason],
    );
    return row?.id;
  }

  /** @returns how the goal of an update of the actor's is measured; undefined where there is none */
  async findMeasureOf(id: string): Promise<GoalMeasure | undefined> {
    const [row] = await this.db.query<{ measure: GoalMeasure }>(
      `select g.measure from goal_progress p join goals g on g.org_id = p.org_id and g.id = p.goal_id
       where p.org_id = app.org_id() and p.id = $1 and p.client_id = app.member_id()`,
      [id],
    );
    return row?.measure;
  }

  /**
   * Appends a milestone to a locked goal, with the revision that tells of it.
   * @returns whether there was room
   */
  async addMilestone(goalId: string, title: string, dueOn: string | null, at: Date): Promise<boolean> {
    const rows = await this.db.query(
      `with goal as (
         update goals g set version = version + 1
         where g.org_id = app.org_id() and g.id = $1 and g.client_id = app.member_id()
           and (select count(*) from goal_milestones m where m.org_id = g.org_id and m.goal_id = g.id) < $6
         returning id, client_id, version),
       revision as (
         insert into goal_revisions (client_id, goal_id, version, changes, at)
         select client_id, id, version, $5::jsonb, $4::timestamptz from goal)
       insert into goal_milestones (client_id, goal_id, position, title, due_on)
       select client_id, id, 1 + (select coalesce(max(m.position), 0) from goal_milestones m
                                  where m.org_id = app.org_id() and m.goal_id = $1), $2, $3::date from goal
       returning id`,
      [
        goalId,
        title,
        dueOn,
        at,
        JSON.stringify([{ field: 'MILESTONE', before: null, after: title }]),
        MILESTONES_MAX,
      ],
    );
    return rows.length === 1;
  }

  /** @returns the milestone of the actor's, its goal's row locked; undefined where there is none */
  async lockMilestone(id: string): Promise<LockedMilestone | undefined> {
    // The goal before the milestone: removing one moves others, and two who wait for each other's rows would deadlock.
    await this.db.query(
      `select from goals g where g.org_id = app.org_id() and g.client_id = app.member_id()
         and g.id = (select m.goal_id from goal_milestones m where m.org_id = app.org_id() and m.id = $1)
       for no key update`,
      [id],
    );
    const [row] = await this.db.query<LockedMilestone>(
      `select m.done_at is not null as "isDone", g.status, g.id as "goalId"
       from goal_milestones m join goals g on g.org_id = m.org_id and g.id = m.goal_id
       where m.org_id = app.org_id() and m.id = $1 and m.client_id = app.member_id()`,
      [id],
    );
    return row;
  }

  async completeMilestone(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update goal_milestones set done_at = $2
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and done_at is null`,
      [id, at],
    );
  }

  /** Takes the done mark of a locked milestone back, with the revision that tells of it. */
  async reopenMilestone(id: string, reason: string, at: Date): Promise<void> {
    await this.db.query(
      `with step as (
         select m.goal_id, m.title, to_char(m.done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as done
         from goal_milestones m
         where m.org_id = app.org_id() and m.id = $1 and m.client_id = app.member_id() and m.done_at is not null),
       goal as (
         update goals g set version = version + 1 from step
         where g.org_id = app.org_id() and g.id = step.goal_id and g.client_id = app.member_id()
         returning g.id, g.client_id, g.version),
       revision as (
         insert into goal_revisions (client_id, goal_id, version, changes, reason, at)
         select goal.client_id, goal.id, goal.version, jsonb_build_array(jsonb_build_object(
           'field', 'MILESTONE_DONE', 'milestone', step.title, 'before', step.done, 'after', null)), $2::text, $3::timestamptz
         from goal, step)
       update goal_milestones m set done_at = null from step
       where m.org_id = app.org_id() and m.id = $1 and m.client_id = app.member_id()`,
      [id, reason, at],
    );
  }

  /** Removes a locked milestone that is open, with the revision that tells of it; those behind it move up. */
  async removeMilestone(id: string, reason: string | null, at: Date): Promise<void> {
    await this.db.query(
      `with step as (
         delete from goal_milestones m
         where m.org_id = app.org_id() and m.id = $1 and m.client_id = app.member_id() and m.done_at is null
         returning m.goal_id, m.title, m.position),
       goal as (
         update goals g set version = version + 1 from step
         where g.org_id = app.org_id() and g.id = step.goal_id and g.client_id = app.member_id()
         returning g.id, g.client_id, g.version),
       revision as (
         insert into goal_revisions (client_id, goal_id, version, changes, reason, at)
         select goal.client_id, goal.id, goal.version, jsonb_build_array(jsonb_build_object(
           'field', 'MILESTONE', 'before', step.title, 'after', null)), $2::text, $3::timestamptz
         from goal, step)
       update goal_milestones m set position = m.position - 1 from step
       where m.org_id = app.org_id() and m.goal_id = step.goal_id and m.client_id = app.member_id()
         and m.position > step.position`,
      [id, reason, at],
    );
  }
}
