import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { ActionStatus } from './action.states.js';
import type { OpportunityKind, OpportunityStatus } from './opportunity.entity.js';
import type { ChangeOpportunityInput, PostOpportunityInput } from './opportunities.input.graphql.js';

constraintMeans('opportunities_dates', () =>
  invalidInput('The last day lies before the first.', 'input.endsOn'),
);
constraintMeans(
  'opportunities_seats',
  () => new AppError('CONFLICT', 'More have taken it up than there would be seats.', 'input.seats'),
);
constraintMeans('opportunities_archived', () => new AppError('CONFLICT', 'Close it before you put it away.'));
constraintMeans('opportunity_skills_skill_fk', () => notFound('Skill', 'input.skillIds'));
constraintMeans(
  'opportunity_applications_standing_key',
  () => new AppError('CONFLICT', 'You have taken it up already.'),
);

/** An opportunity as far as who takes it up needs it. */
export interface Offer {
  kind: OpportunityKind;
  title: string;
  startsOn: string | null;
  effortMinutes: number | null;
  isMine: boolean;
  status: OpportunityStatus;
  isOver: boolean;
  isFull: boolean;
}

type Change = Omit<ChangeOpportunityInput, 'skillIds'>;

const columns: Record<keyof Change, string> = {
  title: 'title',
  description: 'description',
  place: 'place',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  effortMinutes: 'effort_minutes',
  seats: 'seats',
  tags: 'tags',
};

/** Only who posted it changes it: every statement says so itself, beside row-level security. */
@Injectable()
export class OpportunitiesRepository {
  constructor(private readonly db: Db) {}

  async post({ skillIds, ...input }: PostOpportunityInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `with posted as (
         insert into opportunities (kind, title, description, place, starts_on, ends_on, effort_minutes, seats, tags)
         values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::text[], '{}')) returning id),
       skills as (
         insert into opportunity_skills (opportunity_id, skill_id)
         select posted.id, given.id from posted, unnest($10::uuid[]) as given (id))
       select id from posted`,
      [
        input.kind,
        input.title,
        input.description,
        input.place,
        input.startsOn,
        input.endsOn,
        input.effortMinutes,
        input.seats,
        input.tags,
        skillIds ?? [],
      ],
    );
    return row!.id;
  }

  /** @returns the version of the actor's own, locked until the transaction ends; undefined where it is none of theirs */
  async lockOwn(id: string): Promise<{ version: number; status: OpportunityStatus } | undefined> {
    const [row] = await this.db.query<{ version: number; status: OpportunityStatus }>(
      `select version, status from opportunities
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  async change(id: string, { skillIds, ...change }: ChangeOpportunityInput): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given.map(([name], at) => `, ${columns[name as keyof Change]} = $${at + 2}`).join('');
    await this.db.query(
      `update opportunities set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id()`,
      [id, ...given.map(([name, value]) => (name === 'tags' ? (value ?? []) : value))],
    );
    if (skillIds !== undefined) await this.replaceSkills(id, skillIds ?? []);
  }

  private async replaceSkills(id: string, skillIds: string[]): Promise<void> {
    await this.db.query(
      `with gone as (
         delete from opportunity_skills
         where org_id = app.org_id() and opportunity_id = $1 and poster_id = app.member_id()
           and skill_id <> all ($2::uuid[]))
       insert into opportunity_skills (opportunity_id, skill_id) select $1, given.id from unnest($2::uuid[]) as given (id)
       on conflict on constraint opportunity_skills_key do nothing`,
      [id, skillIds],
    );
  }

  /** @param at null opens it again */
  async setClosed(id: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update opportunities set status = case when $2::timestamptz is null then 'OPEN' else 'CLOSED' end,
         closed_at = $2, archived_at = case when $2::timestamptz is not null then archived_at end, version = version + 1
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id()`,
      [id, at],
    );
  }

  /** @param at null takes it out again @returns whether it is one of the actor's */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update opportunities set archived_at = case when $2::timestamptz is not null then coalesce(archived_at, $2) end,
         version = version + case when (archived_at is null) = ($2::timestamptz is null) then 0 else 1 end
       where org_id = app.org_id() and id = $1 and poster_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** @param at when it is asked; days end in the organization's zone */
  async findOffer(id: string, at: Date): Promise<(Offer & { today: string }) | undefined> {
    const [row] = await this.db.query<{ offer: Offer & { today: string } }>(
      `select json_build_object('kind', o.kind, 'title', o.title, 'startsOn', o.starts_on,
         'effortMinutes', o.effort_minutes, 'isMine', o.poster_id = app.member_id(), 'status', o.status,
         'today', t.today, 'isOver', coalesce(o.last_on < t.today, false),
         'isFull', coalesce(o.seats_taken >= o.seats, false)) as offer
       from opportunities o join organizations g on g.id = o.org_id
       cross join lateral (select ($2::timestamptz at time zone g.time_zone)::date as today) t
       where o.org_id = app.org_id() and o.id = $1`,
      [id, at],
    );
    return row?.offer;
  }

  /** Takes a seat for an action of the actor's. @returns the application; null where there was none to take */
  async takeSeat(id: string, actionId: string, today: string): Promise<string | null> {
    const [row] = await this.db.query<{ id: string | null }>(`select app.take_up($1, $2, $3) as id`, [
      id,
      actionId,
      today,
    ]);
    return row!.id;
  }

  /** @returns whether the application stood */
  async giveSeatBack(applicationId: string): Promise<boolean> {
    const [row] = await this.db.query<{ stood: boolean }>('select app.step_back($1) as stood', [
      applicationId,
    ]);
    return row!.stood;
  }

  /** Locks the action of an application of the actor's own. @returns undefined where it is none of theirs */
  async lockActionOf(applicationId: string): Promise<{ id: string; status: ActionStatus } | undefined> {
    const [row] = await this.db.query<{ id: string; status: ActionStatus }>(
      `select a.id, a.status from opportunity_applications p
       join actions a on a.org_id = p.org_id and a.client_id = p.client_id and a.id = p.action_id
       where p.org_id = app.org_id() and p.id = $1 and p.client_id = app.member_id()
       for no key update of a`,
      [applicationId],
    );
    return row;
  }
}
