import { Injectable } from '@nestjs/common';
import { AppError, invalidInput } from '../app-error.js';
import type { UpdateOrganizationInput } from './orgs.graphql.js';
import { OrgsRepository } from './orgs.repository.js';

@Injectable()
export class OrgsService {
  constructor(private readonly repository: OrgsRepository) {}

  /**
   * Changes the actor's organization. The group size is compared at the version that is then replaced, so the rule
   * about it holds for changes at the same moment too.
   * @returns its id
   * @throws AppError VERSION_CONFLICT, INVALID_INPUT for a group size below the present one
   */
  async update(version: number, input: UpdateOrganizationInput): Promise<string> {
    const own = await this.repository.own();
    if (own.version !== version) throw changed();
    if (input.minGroupSize && input.minGroupSize < own.minGroupSize) {
      throw invalidInput(
        `input.minGroupSize: is ${own.minGroupSize} and can only be raised.`,
        'input.minGroupSize',
      );
    }
    if (!(await this.repository.update(version, input))) throw changed();
    return own.id;
  }
}

function changed(): AppError {
  return new AppError(
    'VERSION_CONFLICT',
    'The organization has changed since you read it; read it again.',
    'version',
  );
}
