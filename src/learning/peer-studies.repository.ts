import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';

constraintMeans(
  'peer_studies_experiment',
  () => new AppError('CONFLICT', 'The experiment has become an action.', 'input.experiment'),
);

/** What a study says, all of it sealed; its columns have the same names. */
export interface SealedStudy {
  who: string;
  did: string;
  source: string | null;
  principle: string | null;
  experiment: string | null;
}

const names = ['who', 'did', 'source', 'principle', 'experiment'] as const;

/** Every statement names the client itself, beside row-level security. */
@Injectable()
export class PeerStudiesRepository {
  constructor(private readonly db: Db) {}

  /** @returns the id of a study to be, which its texts are sealed for */
  async reserve(): Promise<string> {
    const [row] = await this.db.query<{ id: string }>('select uuidv7() as id');
    return row!.id;
  }

  async insert(id: string, study: Partial<SealedStudy>): Promise<void> {
    await this.db.query(
      `insert into peer_studies (id, client_id, ${names.join(', ')})
       values ($1, app.member_id(), ${names.map((_, at) => `$${at + 2}`).join(', ')})`,
      [id, ...names.map((name) => study[name] ?? null)],
    );
  }

  /** @returns undefined where the actor has no such study */
  async findVersion(id: string): Promise<number | undefined> {
    const [row] = await this.db.query<{ version: number }>(
      'select version from peer_studies where org_id = app.org_id() and id = $1 and client_id = app.member_id()',
      [id],
    );
    return row?.version;
  }

  /** What is undefined stays. @returns whether it was still at this version */
  async change(id: string, version: number, change: Partial<SealedStudy>): Promise<boolean> {
    const given = names.filter((name) => change[name] !== undefined);
    const sets = given.map((name, at) => `, ${name} = $${at + 3}`).join('');
    const rows = await this.db.query(
      `update peer_studies set version = version + 1${sets}
       where org_id = app.org_id() and id = $1 and version = $2 and client_id = app.member_id() returning id`,
      [id, version, ...given.map((name) => change[name])],
    );
    return rows.length === 1;
  }

  /** @returns the actor's study, locked until the transaction ends; undefined where there is none */
  async lock(id: string): Promise<{ hasExperiment: boolean; hasAction: boolean } | undefined> {
    const [row] = await this.db.query<{ hasExperiment: boolean; hasAction: boolean }>(
      `select experiment is not null as "hasExperiment", action_id is not null as "hasAction" from peer_studies
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() for no key update`,
      [id],
    );
    return row;
  }

  async setAction(id: string, actionId: string): Promise<void> {
    await this.db.query(
      `update peer_studies set action_id = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id()`,
      [id, actionId],
    );
  }

  /** @param at null takes it out again @returns whether the actor has such a study */
  async setArchived(id: string, at: Date | null): Promise<boolean> {
    const rows = await this.db.query(
      `update peer_studies set archived_at = $2, version = version + 1
       where org_id = app.org_id() and id = $1 and client_id = app.member_id() returning id`,
      [id, at],
    );
    return rows.length === 1;
  }
}
