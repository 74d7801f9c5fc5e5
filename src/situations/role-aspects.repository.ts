import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { Db } from '../db/db.js';
import type { RoleAspectKind } from './role-aspect.entity.js';

constraintMeans(
  'role_aspects_name_key',
  () => new AppError('CONFLICT', 'You have an aspect of that name already, perhaps archived.', 'input.name'),
);

@Injectable()
export class RoleAspectsRepository {
  constructor(private readonly db: Db) {}

  /** Rates one of the aspects that every role has; an archived rating of it stands again. @returns its id */
  async rate(kind: RoleAspectKind, rating: number, note: string | null): Promise<string> {
    const [row] = await this.db.query<{ id: string }>(
      `insert into role_aspects as a (client_id, kind, rating, note) values (app.member_id(), $1, $2, $3)
       on conflict (org_id, client_id, kind) where kind <> 'OWN' do update
       set rating = excluded.rating, note = excluded.note, archived_at = null, version = a.version + 1
       returning id`,
      [kind, rating, note],
    );
    return row!.id;
  }

  /** Whether the actor's rating of the aspect stands. */
  async stands(kind: RoleAspectKind): Promise<boolean> {
    const rows = await this.db.query(
      `select from role_aspects
       where org_id = app.org_id() and client_id = app.member_id() and kind = $1 and archived_at is null`,
      [kind],
    );
    return rows.length === 1;
  }

  /** Whether the aspect is the actor's and of their own naming; undefined where the actor has none. */
  async isOwn(id: string): Promise<boolean | undefined> {
    const [row] = await this.db.query<{ isOwn: boolean }>(
      `select kind = 'OWN' as "isOwn" from role_aspects
       where org_id = app.org_id() and client_id = app.member_id() and id = $1`,
      [id],
    );
    return row?.isOwn;
  }
}
