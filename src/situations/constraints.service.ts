import { Injectable } from '@nestjs/common';
import { DataKeys } from '../db/data-keys.js';
import type { AddConstraintInput, ChangeConstraintInput } from './constraints.graphql.js';
import { SituationRowsRepository } from './situation-rows.repository.js';
import { SituationRowsService } from './situation-rows.service.js';

type Reference = Promise<{ id: string }>;

/** What limits a client; what they write of it is sealed, private or not. */
@Injectable()
export class ConstraintsService {
  constructor(
    private readonly stored: SituationRowsRepository,
    private readonly rows: SituationRowsService,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError LIMIT_REACHED */
  async add({ text, ...plain }: AddConstraintInput): Reference {
    const id = await this.stored.reserve();
    return this.rows.add('client_constraints', { id, ...plain, text: await this.seal(id, text) });
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT while it is archived, INVALID_INPUT */
  async change(id: string, version: number, { text, ...plain }: ChangeConstraintInput): Reference {
    // Whether it is private travels to its gap: not while gaps are being found.
    if (plain.private !== undefined) await this.rows.lockClient();
    const sealed = text ? await this.seal(id, text) : text;
    return this.rows.change('client_constraints', id, version, { ...plain, text: sealed }, []);
  }

  private async seal(rowId: string, text: string): Promise<string> {
    const seal = await this.dataKeys.sealer();
    return seal(text, { table: 'client_constraints', column: 'text', rowId });
  }
}
