import { Injectable } from '@nestjs/common';
import { Db } from '../db/db.js';
import type { CheckInEntity, CheckInStatus, CheckInTrigger } from './check-in.entity.js';
import type { FoundLabel } from './check-in.labels.js';
import type { CheckInHistory } from './check-in.schedule.js';
import type { ScaleItem, Scores } from './check-in.scoring.js';

/** A check-in that waits for its client. */
export interface OpenCheckIn {
  id: string;
  status: Extract<CheckInStatus, 'DUE' | 'STARTED'>;
  announced: boolean;
  version: number;
}

/** A check-in of the actor's as far as its next step needs it. */
export type OwnCheckIn = Pick<CheckInEntity, 'id' | 'status' | 'instrumentId' | 'submittedAt'>;

@Injectable()
export class CheckInsRepository {
  constructor(private readonly db: Db) {}

  /** Keeps everything else that would begin, end or open a check-in of the actor's waiting until the commit. */
  async lockOwn(): Promise<void> {
    await this.db.query(
      `select from check_in_schedules where org_id = app.org_id() and id = app.member_id() for update`,
    );
  }

  async findHistory(clientId: string): Promise<CheckInHistory> {
    const [row] = await this.db.query<Record<keyof CheckInHistory, Date | null>>(
      `select max(submitted_at) filter (where status = 'SUBMITTED') as "lastSubmittedAt",
              max(discarded_at) as "lastDiscardedAt",
              max(started_at) filter (where trigger = 'ON_DEMAND' and status <> 'DISCARDED') as "lastOnDemandAt"
       from check_ins where org_id = app.org_id() and client_id = $1`,
      [clientId],
    );
    const { lastSubmittedAt, lastDiscardedAt, lastOnDemandAt } = row!;
    return {
      lastSubmittedAt: lastSubmittedAt?.getTime() ?? null,
      lastDiscardedAt: lastDiscardedAt?.getTime() ?? null,
      lastOnDemandAt: lastOnDemandAt?.getTime() ?? null,
    };
  }

  async findOpen(clientId: string): Promise<OpenCheckIn | undefined> {
    const [open] = await this.db.query<OpenCheckIn>(
      `select id, status, announced_at is not null as announced, version from check_ins
       where org_id = app.org_id() and client_id = $1 and status in ('DUE', 'STARTED')`,
      [clientId],
    );
    return open;
  }

  /** @returns the new check-in, answered by the organization's present instrument */
  async open(clientId: string, trigger: CheckInTrigger, at: Date): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into check_ins (client_id, instrument_id, trigger, status, opened_at)
       select $1, i.id, $2, 'DUE', $3 from instruments i where i.org_id = app.org_id() and i.current returning id`,
      [clientId, trigger, at],
    );
    return row!.id;
  }

  /** Begins one of the actor's that was asked for, by the instrument that the organization uses now. */
  async start(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update check_ins c set status = 'STARTED', started_at = $2, instrument_id = i.id, version = c.version + 1
       from instruments i
       where c.org_id = app.org_id() and c.id = $1 and c.client_id = app.member_id() and c.status = 'DUE'
         and i.org_id = c.org_id and i.current`,
      [id, at],
    );
  }

  /** @returns undefined when the actor has no such check-in */
  async find(id: string): Promise<OwnCheckIn | undefined> {
    const [row] = await this.db.query<OwnCheckIn>(
      `select id, status, instrument_id as "instrumentId", submitted_at as "submittedAt" from check_ins
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row;
  }

  async findItems(instrumentId: string): Promise<ScaleItem[]> {
    return this.db.query(
      `select position, dimension, reversed from instrument_items
       where org_id = app.org_id() and instrument_id = $1`,
      [instrumentId],
    );
  }

  /** @returns the sealed answers; undefined before the first */
  async findAnswers(id: string): Promise<string | undefined> {
    const [row] = await this.db.query<{ answers: string }>(
      `select answers from check_in_answers
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
    return row?.answers;
  }

  async saveAnswers(id: string, sealed: string): Promise<void> {
    await this.db.query(
      `insert into check_in_answers (id, client_id, answers) values ($1, app.member_id(), $2)
       on conflict (org_id, id) do update set answers = excluded.answers`,
      [id, sealed],
    );
  }

  /** One step of a check-in of the actor's that was answered. */
  async touch(id: string): Promise<void> {
    await this.db.query(
      `update check_ins set version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id],
    );
  }

  async submit(id: string, at: Date): Promise<void> {
    await this.db.query(
      `update check_ins set status = 'SUBMITTED', submitted_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = 'STARTED'`,
      [id, at],
    );
  }

  async saveScores(id: string, scores: Scores, labels: FoundLabel[]): Promise<void> {
    const { BOREDOM, UNCHALLENGED, UNDERVALUED, POSTPONING, FRUSTRATION, MOTIVATION_LOSS, BLOCKED_ABOVE } =
      scores.dimensions;
    await this.db.query(
      `insert into check_in_scores (id, client_id, instrument_id, instrument_code, submitted_at, boredom,
         unchallenged, undervalued, postponing, frustration, motivation_loss, blocked_above, index_score, band,
         answered, items, coverage, straight_lining, incomplete)
       select c.id, c.client_id, i.id, i.code, c.submitted_at, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
       from check_ins c join instruments i on i.org_id = c.org_id and i.id = c.instrument_id
       where c.org_id = app.org_id() and c.id = $1 and c.client_id = app.member_id()`,
      [
        id,
        BOREDOM,
        UNCHALLENGED,
        UNDERVALUED,
        POSTPONING,
        FRUSTRATION,
        MOTIVATION_LOSS,
        BLOCKED_ABOVE,
        scores.index,
        scores.band,
        scores.answered,
        scores.items,
        scores.coverage,
        scores.straightLining,
        scores.incomplete,
      ],
    );
    if (labels.length === 0) return;
    await this.db.query(
      `insert into check_in_labels (check_in_id, client_id, instrument_id, label, dimensions, next_step)
       select s.id, s.client_id, s.instrument_id, l.label, l.dimensions, l."nextStep"
       from check_in_scores s, json_to_recordset($2) as l (label text, dimensions text[], "nextStep" text)
       where s.org_id = app.org_id() and s.id = $1 and s.client_id = app.member_id()`,
      [id, JSON.stringify(labels)],
    );
  }

  /** Takes a submitted check-in of the actor's out of everything; its row and its sealed answers stay the client's. */
  async discard(id: string, at: Date): Promise<void> {
    for (const [table, column] of [
      ['check_in_labels', 'check_in_id'],
      ['check_in_scores', 'id'],
    ]) {
      await this.db.query(
        `delete from ${table} where org_id = app.org_id() and ${column} = $1 and client_id = app.member_id()`,
        [id],
      );
    }
    await this.db.query(
      `update check_ins set status = 'DISCARDED', discarded_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() and status = 'SUBMITTED'`,
      [id, at],
    );
  }

  /** When the sweep looks at a client again; null while a check-in waits for them. */
  async lookAgain(clientId: string, at: Date | null): Promise<void> {
    await this.db.query(
      `update check_in_schedules set next_at = $2 where org_id = app.org_id() and id = $1`,
      [clientId, at],
    );
  }

  /** Opens the exit check-in of an engagement that has just ended, whoever of its two has ended it. */
  async openExit(engagementId: string): Promise<void> {
    await this.db.query('select app.open_exit_check_in($1)', [engagementId]);
  }
}
