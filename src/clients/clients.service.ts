import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { ClientProfileInput } from './clients.graphql.js';
import { ClientsRepository } from './clients.repository.js';

@Injectable()
export class ClientsService {
  constructor(private readonly clients: ClientsRepository) {}

  /**
   * Changes what was seen at `version`; the client's own, or anyone's for an admin (row-level security says so).
   * @throws AppError NOT_FOUND, VERSION_CONFLICT
   */
  async changeProfile(id: string, version: number, change: ClientProfileInput): Promise<{ id: string }> {
    if (await this.clients.change(id, version, change)) return { id };
    if (!(await this.clients.exists(id))) throw notFound('Client');
    throw new AppError('VERSION_CONFLICT', 'The profile was changed meanwhile; look again.', 'version');
  }
}
