import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { AllocationInput, GrantInput } from './allocations.graphql.js';
import { GrantsRepository } from './grants.repository.js';

type Reference = Promise<{ id: string }>;

/** What an admin grants for an engagement. */
@Injectable()
export class GrantsService {
  constructor(private readonly grants: GrantsRepository) {}

  /** With an engagement that was just proposed. */
  async begin(engagementId: string, { unit, amount, expiresOn }: AllocationInput): Promise<void> {
    await this.grants.grant(engagementId, unit, amount, null);
    if (expiresOn) await this.grants.setExpiry(engagementId, expiresOn);
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is over, INVALID_INPUT for a first grant without a unit or another unit */
  async grant(engagementId: string, { unit, amount, reason }: GrantInput): Reference {
    const status = await this.grants.lockEngagement(engagementId);
    if (!status) throw notFound('Engagement', 'engagementId');
    if (status === 'COMPLETED' || status === 'ENDED_EARLY')
      throw new AppError('CONFLICT', 'The engagement is over.');
    const known = await this.grants.findUnit(engagementId);
    const counted = known ?? unit;
    if (!counted) throw invalidInput('Say what the allocation counts.', 'input.unit');
    if (unit && unit !== counted) throw invalidInput(`This allocation counts ${counted}.`, 'input.unit');
    await this.grants.grant(engagementId, counted, amount, reason);
    return { id: engagementId };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once both have signed, or when it was taken back already */
  async reverse(entryId: string, reason: string): Reference {
    const engagementId = await this.grants.findGranted(entryId);
    const status = engagementId && (await this.grants.lockEngagement(engagementId));
    if (!engagementId || !status) throw notFound('AllocationEntry', 'entryId');
    if (status !== 'PROPOSED')
      throw new AppError('CONFLICT', 'A grant is taken back only while its engagement is proposed.');
    if (!(await this.grants.reverse(entryId, reason)))
      throw new AppError('CONFLICT', 'The grant was taken back already.');
    return { id: engagementId };
  }

  /** @throws AppError NOT_FOUND where nothing was granted */
  async setExpiry(engagementId: string, on: string | null): Reference {
    if (await this.grants.setExpiry(engagementId, on)) return { id: engagementId };
    throw notFound('Allocation', 'engagementId');
  }
}
