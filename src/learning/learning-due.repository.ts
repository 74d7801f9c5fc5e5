import { Injectable } from '@nestjs/common';
import { NOBODY } from '../db/actor.js';
import { Db } from '../db/db.js';

/** What a sweep of this module works out. */
export type DueKind = 'CREDENTIALS' | 'RISKS';

const finders: Record<DueKind, string> = {
  CREDENTIALS: 'select org_id, id from app.due_credential_clients($1, $2)',
  RISKS: 'select org_id, id from app.due_risk_clients($1, $2)',
};

@Injectable()
export class LearningDueRepository {
  constructor(private readonly db: Db) {}

  /** The clients for whom something is due, in all organizations, outside any unit of work. */
  async findClients(kind: DueKind, now: Date, batch: number): Promise<{ orgId: string; clientId: string }[]> {
    const { rows } = await this.db.readRows(NOBODY, { text: finders[kind], values: [now, batch] });
    return (rows as { org_id: string; id: string }[]).map((row) => ({ orgId: row.org_id, clientId: row.id }));
  }
}
