import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { Days } from './coach-hours.compose.js';
import type { CoachHoursFacts } from './coach-hours.facts.js';
import { epoch, list, object } from './facts.sql.js';

@Injectable()
export class CoachHoursRepository {
  constructor(private readonly db: Db) {}

  /** The actor's own hours. A session counts on the day on which it began where the coach is. */
  async read({ since, until }: Days): Promise<CoachHoursFacts> {
    const [row] = await this.db.query<{ facts: CoachHoursFacts }>(FACTS, [since, until]);
    return row!.facts;
  }
}

const MEMBER = 'from members m where m.org_id = app.org_id() and m.id = app.member_id()';
const midnight = (day: string) => `(select (${day})::timestamp at time zone m.time_zone ${MEMBER})`;
const TIME = `${midnight('$1::date')}, ${midnight('$2::date + 1')}`;

const FACTS = `select ${object({
  coach: object({ name: 'm.name', zone: 'm.time_zone', locale: 'm.locale' }, MEMBER),
  organization: object(
    { name: 'coalesce(g.brand_name, g.name)' },
    'from organizations g where g.id = app.org_id()',
  ),
  named: list(
    {
      engagementId: 'h.engagement_id',
      clientId: 'h.client_id',
      name: 'h.name',
      email: 'h.email',
      startsOn: 'h.starts_on',
      endedOn: 'h.ended_on',
      paid: 'h.paid',
      minutes: 'h.minutes',
    },
    `from app.coach_hours(${TIME}) h order by h.engagement_id`,
  ),
  unnamed: object(
    { clients: 'h.clients', paidMinutes: 'h.paid_minutes', proBonoMinutes: 'h.pro_bono_minutes' },
    `from app.unnamed_coach_hours(${TIME}) h`,
  ),
  groups: list(
    {
      name: 'h.name',
      firstAt: epoch('h.first_at'),
      lastAt: epoch('h.last_at'),
      people: 'h.people',
      minutes: 'h.minutes',
    },
    `from app.coach_group_hours(${TIME}) h order by h.name, h.first_at`,
  ),
})} as facts`;
