import { Injectable } from '@nestjs/common';
import type { RecordRoleInput } from './role-snapshots.graphql.js';
import { SituationRowsRepository } from './situation-rows.repository.js';

@Injectable()
export class RoleSnapshotsService {
  constructor(private readonly rows: SituationRowsRepository) {}

  /** Writes down the present role; what was written before stays as history. */
  async record({ title, since = null, satisfaction }: RecordRoleInput): Promise<{ id: string }> {
    return { id: await this.rows.insert('role_snapshots', { title, since, satisfaction }) };
  }
}
