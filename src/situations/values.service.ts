import { Injectable } from '@nestjs/common';
import { AppError } from '../app-error.js';
import { constraintMeans } from '../db/db-error.js';
import { SituationRowsService } from './situation-rows.service.js';
import type { AddValueInput, ChangeValueInput } from './values.graphql.js';

type Reference = Promise<{ id: string }>;

constraintMeans(
  'client_values_name_key',
  () => new AppError('CONFLICT', 'You have a value of that name already, perhaps archived.', 'input.name'),
);

/** What matters to a client in their work, and how far it is lived. */
@Injectable()
export class ValuesService {
  constructor(private readonly rows: SituationRowsService) {}

  /** @throws AppError CONFLICT for a name that there is already, LIMIT_REACHED */
  add({ name, weight, rating }: AddValueInput): Reference {
    return this.rows.add('client_values', { name, weight, rating });
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT, INVALID_INPUT */
  change(id: string, version: number, { name, weight, rating }: ChangeValueInput): Reference {
    return this.rows.change('client_values', id, version, { name, weight, rating }, []);
  }
}
