import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { GoalChangeValue } from './goal-revision.entity.js';
import type { GoalContent } from './goal.changes.js';
import type { GoalStatus } from './goal.states.js';
import type { GoalMilestoneInput } from './goals.input.graphql.js';

constraintMeans('goals_parent_fk', () => notFound('Goal', 'input.parentId'));
constraintMeans(
  'goals_archived',
  () => new AppError('CONFLICT', 'An active goal stays in the list: pause or complete it first.'),
);
constraintMeans('goals_gap_fk', () => notFound('Gap', 'input.gapId'));
constraintMeans('goals_value_fk', () => notFound('ClientValue', 'input.valueId'));
constraintMeans(
  'goals_scale_locked',
  () =>
    new AppError(
      'CONFLICT',
      'You and your coach have agreed on this scale: replace the goal by another instead.',
    ),
);
constraintMeans('goals_client_fk', () => new AppError('CONFLICT', 'You have no client profile yet.'));

/** A goal of the actor's, locked until the transaction ends, with what its rules ask for. */
export interface LockedGoal extends GoalContent {
  id: string;
  status: GoalStatus;
  /** Epoch milliseconds. */
  activatedAt: number | null;
  version: number;
  /** Whether an update was logged or a milestone done. */
  hasProgress: boolean;
  milestoneDates: (string | null)[];
  successorId: string | null;
  /** The client's IANA zone. */
  zone: string;
}

/** What a change leaves behind beside the content. */
export interface ChangeRecord {
  changes: GoalChangeValue[];
  reason: string | null;
  at: Date;
}

/** What an activation does to the number of active goals without active goals under them. */
export interface Room {
  active: number;
  cap: number;
  /** One more, or none where the goal takes the place of the one that it serves. */
  adds: number;
}

export interface Step {
  from: Pick<LockedGoal, 'status' | 'successorId'>;
  to: GoalStatus;
  reason?: string | null;
  at: Date;
  /** The goal that takes its place. */
  successor?: string | null;
}

const columns: Record<keyof GoalContent, string> = {
  horizon: 'text',
  kind: 'text',
  title: 'text',
  behaviour: 'text',
  measure: 'text',
  unit: 'text',
  baseline: 'numeric',
  target: 'numeric',
  levels: 'text[]',
  importance: 'smallint',
  difficulty: 'smallint',
  targetOn: 'date',
  confidence: 'smallint',
  support: 'text',
  gapId: 'uuid',
  valueId: 'uuid',
  parentId: 'uuid',
  weight: 'numeric',
};
const names = Object.keys(columns) as (keyof GoalContent)[];
const columnOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const columnList = names.map(columnOf).join(', ');
const valuesOf = (content: GoalContent) => names.map((name) => content[name]);
/** Placeholders of the content's values, the first of which is `$<from>`. */
const placeholders = (from: number) => names.map((name, at) => `$${at + from}::${columns[name]}`).join(', ');

/** Only the client writes goals: every statement says so itself, beside row-level security. */
@Injectable()
export class GoalsRepository {
  constructor(private readonly db: Db) {}

  async insert(content: GoalContent, milestones: GoalMilestoneInput[]): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `with goal as (
         insert into goals (client_id, ${columnList}) values (app.member_id(), ${placeholders(3)})
         returning id, client_id),
       steps as (
         insert into goal_milestones (client_id, goal_id, position, title, due_on)
         select goal.client_id, goal.id, given.position, given.title, given.due_on
         from goal, unnest($1::text[], $2::date[]) with ordinality as given (title, due_on, position))
       select id from goal`,
      [
        milestones.map(({ title }) => title),
        milestones.map(({ dueOn }) => dueOn ?? null),
        ...valuesOf(content),
      ],
    );
    return row!.id;
  }

  /** Lets one change at a time count and connect the actor's goals; taken before any goal's own lock. */
  async lockClient(): Promise<void> {
    await this.db.query(
      `select from clients where org_id = app.org_id() and id = app.member_id() for no key update`,
    );
  }

  /** @returns the actor's goal, undefined where there is none */
  async lock(id: string): Promise<LockedGoal | undefined> {
    return (await this.locked<object>(id, ''))?.goal;
  }

  /**
   * Locks a goal and reads what its activation would do to the cap; the client is locked, so that no other activation
   * comes between.
   * @returns undefined where there is no such goal of the actor's
   */
  async lockForActivation(id: string): Promise<{ goal: LockedGoal; room: Room } | undefined> {
    const child = (of: string) =>
      `exists (select from goals c where c.org_id = ${of}.org_id and c.client_id = ${of}.client_id
               and c.parent_id = ${of}.id and c.status = 'ACTIVE')`;
    return this.locked<{ room: Room }>(
      id,
      `, json_build_object(
           'active', (select count(*) from goals a where a.org_id = g.org_id and a.client_id = g.client_id
                      and a.status = 'ACTIVE' and not ${child('a')}),
           'cap', (select o.active_goal_cap from organizations o where o.id = g.org_id),
           'adds', case when ${child('g')} then 0 else 1 end
             - (select count(*) from goals p where p.org_id = g.org_id and p.client_id = g.client_id
                and p.id = g.parent_id and p.status = 'ACTIVE' and not ${child('p')})) as room`,
    );
  }

  private async locked<More>(id: string, more: string): Promise<({ goal: LockedGoal } & More) | undefined> {
    const milestones = 'from goal_milestones m where m.org_id = g.org_id and m.goal_id = g.id';
    const [row] = await this.db.query<{ goal: LockedGoal } & More>(
      `select json_build_object(
         ${names.map((name) => `'${name}', g.${columnOf(name)}`).join(', ')},
         'id', g.id, 'successorId', g.successor_id, 'status', g.status, 'version', g.version,
         'activatedAt', extract(epoch from g.activated_at) * 1000,
         'hasProgress', g.last_progress_at is not null or exists (select ${milestones} and m.done_at is not null),
         'milestoneDates', array(select m.due_on ${milestones} order by m.position),
         'zone', (select m.time_zone from members m where m.org_id = g.org_id and m.id = g.client_id)) as goal ${more}
       from goals g where g.org_id = app.org_id() and g.id = $1 and g.client_id = app.member_id()
       for no key update of g`,
      [id],
    );
    return row;
  }

  /** Writes the whole content of a locked goal and the revision that tells of it. */
  async change(
    id: string,
    content: GoalContent,
    segment: { opens: boolean; endsValue: boolean },
    record: ChangeRecord,
  ): Promise<void> {
    await this.db.query(
      `with goal as (
         update goals set (${columnList}) = row(${placeholders(7)}),
           segment_started_at = case when $2 then $6::timestamptz else segment_started_at end,
           measured_since = case when $2 and $3 then $6::timestamptz else measured_since end,
           last_progress_id = case when $3 then null else last_progress_id end,
           last_value = case when $3 then null else last_value end,
           version = version + 1
         where org_id = app.org_id() and id = $1 and client_id = app.member_id()
         returning id, client_id, version)
       insert into goal_revisions (client_id, goal_id, version, changes, reason, at)
       select client_id, id, version, $4::jsonb, $5::text, $6::timestamptz from goal`,
      [
        id,
        segment.opens,
        segment.endsValue,
        JSON.stringify(record.changes),
        record.reason,
        record.at,
        ...valuesOf(content),
      ],
    );
  }

  /**
   * Brings a locked goal to a status, with the revision that tells of it. What becomes active is back in the list; a
   * closed goal that is found to have ended otherwise keeps the day on which it ended.
   */
  async step(id: string, { from, to, reason = null, at, successor = null }: Step): Promise<void> {
    const changes: GoalChangeValue[] = [{ field: 'STATUS', before: from.status, after: to }];
    const [before, after] = [from.successorId, successor].map((goal) => goal && `goal_${goal}`);
    if (before !== after) changes.push({ field: 'SUCCESSOR', before: before ?? null, after: after ?? null });
    await this.db.query(
      `with goal as (
         update goals set status = $3, successor_id = $7::uuid,
           activated_at = case when $3 = 'ACTIVE' then coalesce(activated_at, $5::timestamptz) else activated_at end,
           archived_at = case when $3 <> 'ACTIVE' then archived_at end,
           closed_at = case when $3 not in ('ACTIVE', 'PAUSED') then coalesce(closed_at, $5::timestamptz) end,
           version = version + 1
         where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = $2
         returning id, client_id, version)
       insert into goal_revisions (client_id, goal_id, version, changes, reason, at)
       select client_id, id, version, $6::jsonb, $4::text, $5::timestamptz from goal`,
      [id, from.status, to, reason, at, JSON.stringify(changes), successor],
    );
  }

  /** @returns whether there is such a goal of the actor's; one that is active stays in sight */
  async archive(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update goals set archived_at = case when $2::timestamptz is not null then coalesce(archived_at, $2::timestamptz) end
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** @returns whether there is such a goal of the actor's */
  async tag(id: string, tags: string[]): Promise<boolean> {
    const rows = await this.db.query(
      `update goals set tags = $2::text[]
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, tags],
    );
    return rows.length === 1;
  }

  /** How many active goals of the actor's have no active goal under them, and how many may. */
  async countForCap(): Promise<{ active: number; cap: number }> {
    const [row] = await this.db.query<{ active: number; cap: number }>(
      `select count(g.id)::int as active, o.active_goal_cap as cap
       from organizations o
       left join goals g on g.org_id = o.id and g.client_id = app.member_id() and g.status = 'ACTIVE'
         and not exists (select from goals c where c.org_id = g.org_id and c.client_id = g.client_id
                         and c.parent_id = g.id and c.status = 'ACTIVE')
       where o.id = app.org_id() group by o.active_goal_cap`,
    );
    return row!;
  }

  /** How many goals are directly under one. */
  async countChildren(parentId: string): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(
      `select count(*)::int from goals
       where org_id = app.org_id() and client_id = app.member_id() and parent_id = $1`,
      [parentId],
    );
    return row!.count;
  }

  /** Whether `id` stands somewhere above `from`, or is it. */
  async isAtOrAbove(id: string, from: string): Promise<boolean> {
    const rows = await this.db.query(
      `with recursive line as (
         select id, parent_id from goals where org_id = app.org_id() and client_id = app.member_id() and id = $2
         union
         select g.id, g.parent_id from goals g join line on g.id = line.parent_id
         where g.org_id = app.org_id() and g.client_id = app.member_id())
       select from line where id = $1`,
      [id, from],
    );
    return rows.length > 0;
  }
}
