import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { RiskStatus } from './risk.states.js';

constraintMeans(
  'risks_archived',
  () => new AppError('CONFLICT', 'A risk that you have taken is put away once it is decided.'),
);

/** What a risk says, its texts sealed. */
export interface SealedRisk {
  hypothesis: string;
  upside: string | null;
  worstCase: string | null;
  reversible: boolean | null;
  maximumLoss: string | null;
  stopRule: string | null;
  successCriterion: string | null;
  stopOn: string | null;
}

/** A risk of the actor's, locked until the transaction ends. */
export interface LockedRisk {
  status: RiskStatus;
  hasStopRule: boolean;
  hasSuccessCriterion: boolean;
  /** 'YYYY-MM-DD' in the client's zone. */
  stopOn: string | null;
  /** Sealed. */
  decision: string | null;
  outcome: string | null;
  version: number;
  /** The client's IANA zone. */
  zone: string;
}

/** A risk of the actor's whose stop date has come. */
export interface DueRisk {
  id: string;
  stopOn: string;
  zone: string;
}

export const riskColumns: Record<keyof SealedRisk, string> = {
  hypothesis: 'hypothesis',
  upside: 'upside',
  worstCase: 'worst_case',
  reversible: 'reversible',
  maximumLoss: 'maximum_loss',
  stopRule: 'stop_rule',
  successCriterion: 'success_criterion',
  stopOn: 'stop_on',
};

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class RisksRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a row to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async insert(id: string, risk: SealedRisk): Promise<void> {
    const names = Object.keys(riskColumns) as (keyof SealedRisk)[];
    await this.db.query(
      `insert into risks (id, client_id, ${names.map((name) => riskColumns[name]).join(', ')})
       values ($1, app.member_id(), ${names.map((_, at) => `$${at + 2}`).join(', ')})`,
      [id, ...names.map((name) => risk[name])],
    );
  }

  /** @returns undefined where the actor has no such risk */
  async lock(id: string): Promise<LockedRisk | undefined> {
    const [row] = await this.db.query<LockedRisk>(
      `select r.status, r.stop_rule is not null as "hasStopRule", r.success_criterion is not null as "hasSuccessCriterion",
         r.stop_on::text as "stopOn", r.decision, r.outcome, r.version, m.time_zone as zone
       from risks r join members m on m.org_id = r.org_id and m.id = r.client_id
       where r.org_id = app.org_id() and r.id = $1 and r.client_id = app.member_id() for no key update of r`,
      [id],
    );
    return row;
  }

  /** What is undefined stays. */
  async change(id: string, change: Partial<SealedRisk>): Promise<void> {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const sets = given
      .map(([name], at) => `, ${riskColumns[name as keyof SealedRisk]} = $${at + 2}`)
      .join('');
    await this.db.query(
      `update risks set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, ...given.map(([, value]) => value)],
    );
  }

  async start(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update risks set status = 'RUNNING', started_at = $2, archived_at = null, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, at],
    );
  }

  async openReview(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update risks set status = 'REVIEW', review_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, at],
    );
  }

  /** Texts sealed. */
  async decide(id: string, decision: string, outcome: string, at: Date): Promise<void> {
    await this.db.query(
      `update risks set status = 'DECIDED', decision = $2, outcome = $3, decided_at = $4,
         review_at = coalesce(review_at, $4), version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, decision, outcome, at],
    );
  }

  /** Puts decision and outcome right. @param was the wrong ones and why, sealed for the correction's own row */
  async correct(
    id: string,
    is: { decision: string; outcome: string },
    correctionId: string,
    was: { decision: string; outcome: string; reason: string },
  ): Promise<void> {
    await this.db.query(
      `with corrected as (
         update risks set decision = $2, outcome = $3, version = version + 1
         where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id, client_id)
       insert into risk_corrections (id, client_id, risk_id, was_decision, was_outcome, reason)
       select $4, client_id, id, $5, $6, $7 from corrected`,
      [id, is.decision, is.outcome, correctionId, was.decision, was.outcome, was.reason],
    );
  }

  /** @param at null takes it out again @returns whether the actor has such a risk */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update risks set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }

  /** Those of the actor's whose stop date has come; locked, so that each review is opened once. */
  async lockDue(now: Date): Promise<DueRisk[]> {
    return this.db.query<DueRisk>(
      `select r.id, r.stop_on::text as "stopOn", m.time_zone as zone
       from risks r join members m on m.org_id = r.org_id and m.id = r.client_id
       where r.org_id = app.org_id() and r.client_id = app.member_id() and r.status = 'RUNNING'
         and r.stop_on <= ($1::timestamptz at time zone m.time_zone)::date
       order by r.id for no key update of r`,
      [now],
    );
  }

  /** Whether a risk of the actor's waits to be decided. */
  async isToBeDecided(id: string): Promise<boolean> {
    const rows = await this.db.query(
      `select from risks where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = 'REVIEW'`,
      [id],
    );
    return rows.length === 1;
  }
}
