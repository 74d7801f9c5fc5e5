import { Injectable } from '@nestjs/common';
import { invalidInput, notFound } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { LearningStatus } from './learning-item.states.js';
import type { ChangeLearningInput, PlanLearningInput } from './learning-items.graphql.js';

constraintMeans('learning_items_gap_fk', () => notFound('Gap', 'input.gapId'));
constraintMeans('learning_items_dates', () =>
  invalidInput('The last day lies before the first.', 'input.endsOn'),
);
constraintMeans('learning_items_cost', () =>
  invalidInput('A cost has a currency, and a currency a cost.', 'input.currency'),
);

/** An item of the actor's, locked until the transaction ends. */
export interface LockedItem {
  status: LearningStatus;
  /** 'YYYY-MM-DD'. */
  doneOn: string | null;
  version: number;
  /** The client's IANA zone. */
  zone: string;
}

const columns: Record<keyof ChangeLearningInput, string> = {
  kind: 'kind',
  title: 'title',
  provider: 'provider',
  startsOn: 'starts_on',
  endsOn: 'ends_on',
  hours: 'hours',
  cost: 'cost',
  currency: 'currency',
  gapId: 'gap_id',
  tags: 'tags',
};

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class LearningItemsRepository {
  constructor(private readonly db: Db) {}

  async insert(input: PlanLearningInput): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into learning_items (client_id, kind, title, provider, starts_on, ends_on, hours, cost, currency, gap_id, tags)
       values (app.member_id(), $1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10::text[], '{}')) returning id`,
      [
        input.kind,
        input.title,
        input.provider,
        input.startsOn,
        input.endsOn,
        input.hours,
        input.cost,
        input.currency,
        input.gapId,
        input.tags,
      ],
    );
    return row!.id;
  }

  /** @returns undefined where the actor has no such item */
  async lock(id: string): Promise<LockedItem | undefined> {
    const [row] = await this.db.query<LockedItem>(
      `select i.status, i.done_on::text as "doneOn", i.version, m.time_zone as zone
       from learning_items i join members m on m.org_id = i.org_id and m.id = i.client_id
       where i.org_id = app.org_id() and i.id = $1 and i.client_id = app.member_id() for no key update of i`,
      [id],
    );
    return row;
  }

  /** What is undefined stays. */
  async change(id: string, change: ChangeLearningInput): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given
      .map(([name], at) => `, ${columns[name as keyof ChangeLearningInput]} = $${at + 2}`)
      .join('');
    await this.db.query(
      `update learning_items set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, ...given.map(([name, value]) => (name === 'tags' ? (value ?? []) : value))],
    );
  }

  /** @param doneOn set exactly where it is DONE then */
  async step(id: string, to: LearningStatus, doneOn: string | null): Promise<void> {
    await this.db.query(
      `update learning_items set status = $2, done_on = $3, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, to, doneOn],
    );
  }

  /** Puts a done mark right and keeps what it was. @param isOn null: it is under way again */
  async correct(id: string, wasOn: string, isOn: string | null, reason: string): Promise<void> {
    await this.db.query(
      `with corrected as (
         update learning_items set status = case when $3::date is null then 'DOING' else 'DONE' end, done_on = $3,
           version = version + 1
         where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id, client_id)
       insert into learning_item_corrections (client_id, item_id, was_on, is_on, reason)
       select client_id, id, $2, $3, $4 from corrected`,
      [id, wasOn, isOn, reason],
    );
  }

  /** @param at null takes it out again @returns whether the actor has such an item */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update learning_items set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }
}
