import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { CoachProfileInput } from './coaches.graphql.js';
import { CoachesRepository } from './coaches.repository.js';

@Injectable()
export class CoachesService {
  constructor(private readonly coaches: CoachesRepository) {}

  /**
   * Changes what was seen at `version`; the coach's own, or anyone's for an admin.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT
   */
  async changeProfile(id: string, version: number, change: CoachProfileInput): Promise<{ id: string }> {
    const own = await this.coaches.versionOfOwn(id);
    if (own === undefined) throw notFound('Coach');
    if (await this.coaches.change(id, version, change)) return { id };
    throw new AppError('VERSION_CONFLICT', 'The profile was changed meanwhile; look again.', 'version');
  }
}
