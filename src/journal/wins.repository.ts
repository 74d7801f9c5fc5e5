import { Injectable } from '@nestjs/common';
import type { Role } from '../db/actor.js';
import { Db } from '../db/db.js';
import type { PossibleWin, StandingWin, WinFacts } from './win.derivation.js';
import type { WinAudience } from './win.entity.js';

/** What was done by the client themselves. */
const OWN_DONE = `a.org_id = app.org_id() and a.client_id = app.member_id() and a.assignee_id = a.client_id and a.status = 'DONE'`;
const MS = (instant: string) => `(extract(epoch from ${instant}) * 1000)::float8`;

@Injectable()
export class WinsRepository {
  constructor(private readonly db: Db) {}

  /** As the system. @returns the client's roles of this moment; undefined where they are no client any more */
  async findRoles(clientId: string): Promise<Role[] | undefined> {
    const [row] = await this.db.query<{ roles: Role[] | null }>(`select app.win_owner($1) as roles`, [
      clientId,
    ]);
    return row!.roles ?? undefined;
  }

  /** Lets one derivation of the actor's wins at a time go on. */
  async lockClient(): Promise<void> {
    await this.db.query(
      `select from clients where org_id = app.org_id() and id = app.member_id() for no key update`,
    );
  }

  /**
   * Takes back the wins whose event was put right and did not happen, or not on that day: for active weeks, also where
   * fewer of the eight were than it says.
   */
  async withdrawUndone(at: Date): Promise<void> {
    await this.db.query(
      `update wins w set withdrawn_at = $1
       where w.org_id = app.org_id() and w.client_id = app.member_id() and w.withdrawn_at is null
         and not case
           when w.action_id is not null then exists (
             select from actions a where ${OWN_DONE} and a.id = w.action_id and a.done_on = w.won_on)
           when w.milestone_id is not null then exists (
             select from goal_milestones m where m.org_id = app.org_id() and m.id = w.milestone_id and m.done_at is not null)
           else exists (
             select from actions a where ${OWN_DONE} and a.done_on between w.week_on and w.week_on + 6)
             and (select count(distinct date_trunc('week', a.done_on::timestamp)) from actions a
               where ${OWN_DONE} and a.done_on between w.week_on - 49 and w.week_on + 6) >= w.active_weeks end`,
      [at],
    );
  }

  /** What the actor did from a day on, and the days of the 16 weeks before on which they did something. */
  async facts(since: string): Promise<WinFacts> {
    const [row] = await this.db.query<{ facts: WinFacts }>(
      `select json_build_object(
         'actions', array(select json_build_object('id', a.id, 'goalId', a.goal_id, 'at', ${MS('a.done_at')}, 'on', a.done_on,
             'setbackId', (
               select s.id from setbacks s
               where s.org_id = a.org_id and s.client_id = a.client_id and s.goal_id = a.goal_id and s.happened_at < a.done_at
                 and not exists (
                   select from actions b where b.org_id = a.org_id and b.client_id = a.client_id and b.goal_id = a.goal_id
                     and b.assignee_id = b.client_id and b.status = 'DONE' and b.done_at > s.happened_at
                     and (b.done_at, b.id) < (a.done_at, a.id))
               order by s.happened_at desc, s.id desc limit 1))
           from actions a where ${OWN_DONE} and a.done_on >= $1::date),
         'milestones', array(select json_build_object('id', m.id, 'goalId', m.goal_id, 'at', ${MS('m.done_at')},
             'on', (m.done_at at time zone c.time_zone)::date)
           from goal_milestones m join goals g on g.org_id = m.org_id and g.id = m.goal_id
           join members c on c.org_id = m.org_id and c.id = m.client_id
           where g.org_id = app.org_id() and g.client_id = app.member_id() and m.client_id = app.member_id()
             and (m.done_at at time zone c.time_zone)::date >= $1::date),
         'activeDays', array(select json_build_object('on', a.done_on, 'at', ${MS('min(a.done_at)')})
           from actions a where ${OWN_DONE} and a.done_on >= $1::date - 112 group by a.done_on)) as facts`,
      [since],
    );
    return row!.facts;
  }

  async standing(): Promise<StandingWin[]> {
    return this.db.query<StandingWin>(
      `select won_on::text as "on", action_id as "actionId", milestone_id as "milestoneId", setback_id as "setbackId",
         week_on::text as "weekOn"
       from wins where org_id = app.org_id() and client_id = app.member_id() and withdrawn_at is null`,
    );
  }

  /** What is there already stays: the unique keys say so, whoever derives it at once. */
  async add(win: PossibleWin): Promise<void> {
    await this.db.query(
      `insert into wins (client_id, kind, won_on, at, goal_id, action_id, milestone_id, setback_id, week_on, active_weeks)
       values (app.member_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [
        win.kind,
        win.on,
        new Date(win.at),
        win.goalId,
        win.actionId,
        win.milestoneId,
        win.setbackId,
        win.weekOn,
        win.activeWeeks,
      ],
    );
  }

  /** @returns the id of the row: the client's own */
  async showTo(audience: WinAudience[], at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into win_audiences (id, shown_to, changed_at) values (app.member_id(), $1, $2)
       on conflict (org_id, id) do update set shown_to = excluded.shown_to, changed_at = excluded.changed_at returning id`,
      [audience, at],
    );
    return row!.id;
  }

  /** Once from each person, whoever asks how often. @returns whether there is such a win of somebody else that the actor sees */
  async giveKudos(winId: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from wins where org_id = app.org_id() and id = $1 and client_id <> app.member_id()
         and withdrawn_at is null and client_id = any (app.win_client_ids())`,
      [winId],
    );
    if (rows.length === 0) return false;
    await this.db.query(
      `insert into kudos (client_id, win_id) select client_id, id from wins where org_id = app.org_id() and id = $1
       on conflict do nothing`,
      [winId],
    );
    return true;
  }
}
