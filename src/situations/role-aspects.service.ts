import { Injectable } from '@nestjs/common';
import { invalidInput } from '../app-error.js';
import type { RoleAspectKind } from './role-aspect.entity.js';
import type {
  AddRoleAspectInput,
  ChangeRoleAspectInput,
  RateRoleAspectInput,
} from './role-aspects.graphql.js';
import { RoleAspectsRepository } from './role-aspects.repository.js';
import { SituationRowsService } from './situation-rows.service.js';

type Reference = Promise<{ id: string }>;

/** How the aspects of a client's role feel: those that every role has, and their own. */
@Injectable()
export class RoleAspectsService {
  constructor(
    private readonly aspects: RoleAspectsRepository,
    private readonly rows: SituationRowsService,
  ) {}

  /**
   * Replaces rating and note of the aspect, or begins with them.
   * @throws AppError LIMIT_REACHED where it does not stand yet
   */
  async rate(kind: RoleAspectKind, { rating, note = null }: RateRoleAspectInput): Reference {
    await this.rows.lockClient();
    if (!(await this.aspects.stands(kind))) await this.rows.needsRoom('role_aspects');
    return { id: await this.aspects.rate(kind, rating, note) };
  }

  /** @throws AppError CONFLICT for a name that there is already, LIMIT_REACHED */
  add({ name, rating, note = null }: AddRoleAspectInput): Reference {
    return this.rows.add('role_aspects', { kind: 'OWN', name, rating, note });
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT, INVALID_INPUT for a name of what has none */
  async change(id: string, version: number, { name, rating, note }: ChangeRoleAspectInput): Reference {
    if (name !== undefined && (await this.aspects.isOwn(id)) === false) {
      throw invalidInput('Only an aspect of your own has a name.', 'input.name');
    }
    return this.rows.change('role_aspects', id, version, { name, rating, note }, ['note']);
  }
}
