import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { changed, isSame, without, type Permission } from './agreement.clauses.js';
import type { AgreementClausesInput } from './agreements.graphql.js';
import { AgreementsRepository, type SeenAgreement } from './agreements.repository.js';

type Reference = Promise<{ id: string }>;

/**
 * Changes of an agreement. All of them run under the lock of the engagement, so that of two at once the second sees what
 * the first has made of it.
 */
@Injectable()
export class AgreementsService {
  constructor(private readonly agreements: AgreementsRepository) {}

  /**
   * Proposes a change, signed by whoever proposes it.
   * @throws AppError NOT_FOUND, CONFLICT unless the engagement is open and no other change waits, INVALID_INPUT for no change
   */
  async propose(engagementId: string, input: AgreementClausesInput): Reference {
    const engagement = await this.agreements.lockEngagement(engagementId);
    if (!engagement) throw notFound('Engagement', 'engagementId');
    if (engagement.status === 'PROPOSED')
      throw new AppError('CONFLICT', 'The first agreement is signed or declined with its engagement.');
    const inForce = await this.agreements.findInForce(engagementId);
    if (!inForce || (engagement.status !== 'ACTIVE' && engagement.status !== 'PAUSED'))
      throw new AppError('CONFLICT', 'The engagement is over.');
    const clauses = changed(inForce, input);
    if (isSame(clauses, inForce)) throw invalidInput('This is what is agreed already.', 'input');
    return { id: await this.agreements.propose(engagementId, clauses) };
  }

  /**
   * Signs for all that the caller is; with the last of the three signatures it holds in place of the one before.
   * @throws AppError NOT_FOUND, CONFLICT once it was withdrawn or superseded
   */
  async sign(id: string): Reference {
    const agreement = await this.lock(id);
    if (agreement.status === 'IN_FORCE') return { id };
    if (agreement.status !== 'PROPOSED')
      throw new AppError('CONFLICT', 'This version was withdrawn or has been replaced.');
    if (agreement.number === 1)
      throw new AppError('CONFLICT', 'The first agreement is signed with its engagement.');
    if (await this.agreements.sign(id)) await this.agreements.bringIntoForce(agreement);
    return { id };
  }

  /** Declines a change, or takes it back. Twice is no error. @throws AppError NOT_FOUND, CONFLICT once it was signed by all */
  async withdraw(id: string): Reference {
    const agreement = await this.lock(id);
    if (agreement.status === 'WITHDRAWN') return { id };
    if (agreement.status !== 'PROPOSED')
      throw new AppError('CONFLICT', 'All have signed; a change needs a new version.');
    if (agreement.number === 1)
      throw new AppError('CONFLICT', 'The first agreement is declined by ending its engagement.');
    await this.agreements.withdrawProposed(agreement.engagementId);
    return { id };
  }

  /**
   * Takes a permission back, as its client alone. What was proposed on top of it, or would give it, is withdrawn: it would
   * bring what the client has just refused, by a signature given before.
   * @throws AppError NOT_FOUND, CONFLICT while nothing is in force
   */
  async withdrawPermission(engagementId: string, permission: Permission): Reference {
    const engagement = await this.agreements.lockEngagement(engagementId);
    if (!engagement?.isClient) throw notFound('Engagement', 'engagementId');
    const inForce = await this.agreements.findInForce(engagementId);
    if (!inForce) throw new AppError('CONFLICT', 'No agreement of this engagement is in force.');
    const clauses = without(permission, inForce);
    const holds = !isSame(clauses, inForce);
    const waits = await this.agreements.findProposed(engagementId);
    if (waits && (holds || !isSame(without(permission, waits), waits)))
      await this.agreements.withdrawProposed(engagementId);
    if (!holds) return { id: inForce.id };
    return { id: await this.agreements.narrow(engagementId, clauses) };
  }

  /** As it is once nobody else changes it any more. */
  private async lock(id: string): Promise<SeenAgreement> {
    const seen = await this.agreements.find(id);
    if (!seen) throw notFound('Agreement');
    await this.agreements.lockEngagement(seen.engagementId);
    return (await this.agreements.find(id))!;
  }
}
