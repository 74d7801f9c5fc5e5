import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import { healthNeeds, shownProgressSql } from '../goals/goal.needs.js';
import { isWaitingSql, quietSinceSql } from '../home/attention.sql.js';
import { HELD_DAYS } from './caseload.compose.js';
import type { CaseloadFacts } from './caseload.facts.js';
import { epoch, list, object } from './facts.sql.js';

@Injectable()
export class CaseloadRepository {
  constructor(private readonly db: Db) {}

  /** The actor's own caseload. One statement, so that the whole report shows one moment. */
  async read(asOf: Date): Promise<CaseloadFacts> {
    const [row] = await this.db.query<{ facts: CaseloadFacts }>(FACTS, [asOf, HELD_DAYS]);
    return row!.facts;
  }
}

const ownPairs = `from engagements e
  where e.org_id = app.org_id() and e.coach_id = app.member_id() and e.status in ('ACTIVE', 'PAUSED')`;
const sessionsOfPair = `from sessions s
  where s.org_id = app.org_id() and s.coach_id = e.coach_id and s.client_id = e.client_id`;

const FACTS = `select ${object({
  coach: object(
    { name: 'm.name', zone: 'm.time_zone', locale: 'm.locale' },
    'from members m where m.org_id = app.org_id() and m.id = app.member_id()',
  ),
  organization: object(
    { name: 'coalesce(g.brand_name, g.name)', color: 'g.brand_color' },
    'from organizations g where g.id = app.org_id()',
  ),
  clients: list(
    {
      id: 'c.id',
      name: 'm.name',
      jobTitle: 'c.job_title',
      since: 'e.starts_on',
      quietSince: epoch(quietSinceSql('e', '$1::timestamptz')),
      lastSessionAt: `(select ${epoch('max(s.starts_at)')} ${sessionsOfPair} and s.status = 'HELD' and s.starts_at <= $1)`,
      nextSessionAt: `(select ${epoch('min(s.starts_at)')} ${sessionsOfPair} and s.status = 'BOOKED' and s.starts_at > $1)`,
      overdueReviews: `(select count(*)::int from reviews r
          where r.org_id = app.org_id() and r.client_id = c.id and ${isWaitingSql('r')} and r.due_at < $1)`,
      goals: list(
        { ...healthNeeds('g'), title: 'g.title', progress: `(${shownProgressSql('g')})` },
        // A goal is not activated without a date.
        `from goals g where g.org_id = app.org_id() and g.client_id = c.id and g.status = 'ACTIVE'
             and g.target_on is not null order by g.target_on, g.id`,
      ),
    },
    `from (select e.* ${ownPairs}) e
       join clients c on c.org_id = app.org_id() and c.id = e.client_id
       join members m on m.org_id = app.org_id() and m.id = e.client_id`,
  ),
  held: list(
    { startsAt: epoch('s.starts_at'), endsAt: epoch('s.ends_at') },
    `from (select e.* ${ownPairs}) e, lateral (select s.* ${sessionsOfPair}) s
       where s.status = 'HELD' and s.starts_at <= $1 and s.starts_at > $1::timestamptz - make_interval(days => $2)`,
  ),
})} as facts`;
