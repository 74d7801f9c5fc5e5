import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import { shownProgressSql } from '../goals/goal.needs.js';
import type { ClosingFacts } from './closing.facts.js';
import { epoch, list, object } from './facts.sql.js';

/** A check-in may come so many days before the beginning, as the intake does, or after the end, as the exit does. */
const ABOUT_DAYS = 30;

/** More of a kind than anybody reads; how many there were is told all the same. */
export const LISTED = 100;

@Injectable()
export class ClosingRepository {
  constructor(private readonly db: Db) {}

  /** @returns undefined unless it is an engagement of the actor's, as its client, that is over */
  async read(engagementId: string, asOf: Date): Promise<ClosingFacts | undefined> {
    const values = [engagementId, ABOUT_DAYS, LISTED, asOf];
    const [row] = await this.db.query<{ facts: ClosingFacts }>(FACTS, values);
    return row?.facts;
  }
}

/** Beyond row-level security: the client's own. */
const own = (row: string) => `${row}.org_id = app.org_id() and ${row}.client_id = app.member_id()`;

const counted = (items: Record<string, string>, from: string, latestFirst: string) =>
  object({
    count: `(select count(*)::int ${from})`,
    items: list(items, `${from} order by ${latestFirst} limit $3`),
  });

const winColumns = {
  kind: 'w.kind',
  on: 'w.won_on',
  title: `coalesce((select a.title from actions a where ${own('a')} and a.id = w.action_id),
    (select s.title from goal_milestones s where ${own('s')} and s.id = w.milestone_id))`,
  goal: `(select g.title from goals g where ${own('g')} and g.id = w.goal_id)`,
  activeWeeks: 'w.active_weeks',
};
const milestonesOf = `from goal_milestones s where ${own('s')} and s.goal_id = g.id`;
const sessionsWith = (status: string) =>
  `from sessions s where ${own('s')} and s.engagement_id = p.id and s.status = '${status}'`;

const FACTS = `with ended as (
  select e.id, e.coach_id, e.status, e.starts_on, m.time_zone,
    coalesce(e.ends_on, greatest(e.starts_on, ($4::timestamptz at time zone m.time_zone)::date)) as ends_on
  from engagements e join members m on m.org_id = e.org_id and m.id = e.client_id
  where ${own('e')} and e.id = $1 and e.status in ('COMPLETED', 'ENDED_EARLY')),
period as (
  select e.*, e.starts_on::timestamp at time zone e.time_zone as began_at,
    (e.ends_on + 1)::timestamp at time zone e.time_zone as over_at
  from ended e)
select ${object(
  {
    client: object(
      { id: 'm.id', name: 'm.name', zone: 'm.time_zone', locale: 'm.locale' },
      'from members m where m.org_id = app.org_id() and m.id = app.member_id()',
    ),
    organization: object(
      { name: 'coalesce(g.brand_name, g.name)', color: 'g.brand_color' },
      'from organizations g where g.id = app.org_id()',
    ),
    engagement: object({
      coachName: 'app.coach_name(p.coach_id)',
      startsOn: 'p.starts_on',
      endsOn: 'p.ends_on',
      ending: 'p.status',
    }),
    sessions: object({
      held: `(select count(*)::int ${sessionsWith('HELD')})`,
      missed: `(select count(*)::int ${sessionsWith('NO_SHOW')})`,
      minutes: `(select coalesce(sum(extract(epoch from s.ends_at - s.starts_at) / 60), 0)::int ${sessionsWith('HELD')})`,
    }),
    checkIns: list(
      {
        at: epoch('c.submitted_at'),
        instrument: 'c.instrument_code',
        index: 'c.index_score',
        band: 'c.band',
      },
      `from check_in_scores c where ${own('c')} and not c.flagged and c.index_score is not null
         and c.submitted_at >= p.began_at - make_interval(days => $2)
         and c.submitted_at < p.over_at + make_interval(days => $2)
       order by c.submitted_at, c.id`,
    ),
    goals: list(
      {
        title: 'g.title',
        measure: 'g.measure',
        unit: 'g.unit',
        baseline: 'g.baseline',
        target: 'g.target',
        lastValue: 'g.last_value',
        milestones: `(select count(*)::int ${milestonesOf})`,
        milestonesDone: `(select count(s.done_at)::int ${milestonesOf})`,
        progress: `(${shownProgressSql('g')})`,
        status: 'g.status',
        targetDate: 'g.target_on',
        closedAt: epoch('g.closed_at'),
      },
      `from goals g where ${own('g')} and g.activated_at < p.over_at
         and (g.closed_at is null or g.closed_at >= p.began_at) order by g.activated_at, g.id`,
    ),
    wins: counted(
      winColumns,
      `from wins w where ${own('w')} and w.withdrawn_at is null and w.won_on between p.starts_on and p.ends_on`,
      'w.won_on desc, w.id desc',
    ),
    actions: counted(
      { title: 'a.title', doneOn: 'a.done_on' },
      `from actions a where ${own('a')} and a.assignee_id = a.client_id and a.status = 'DONE'
         and a.done_on between p.starts_on and p.ends_on`,
      'a.done_on desc, a.id desc',
    ),
    learning: counted(
      { kind: 'l.kind', title: 'l.title', provider: 'l.provider', doneOn: 'l.done_on' },
      `from learning_items l where ${own('l')} and l.status = 'DONE' and l.done_on between p.starts_on and p.ends_on`,
      'l.done_on desc, l.id desc',
    ),
    thanks: counted(
      { from: 'app.kudos_giver_name(k.id)', at: epoch('k.given_at'), win: object(winColumns) },
      `from kudos k join wins w on w.org_id = k.org_id and w.id = k.win_id
       where ${own('k')} and w.withdrawn_at is null and k.given_at >= p.began_at and k.given_at < p.over_at`,
      'k.given_at desc, k.id desc',
    ),
  },
  'from period p',
)} as facts
where exists (select from period)`;
