import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ConsentSubject } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';

type Reference = Promise<{ id: string }>;

/** What clients let their coaches see. The policies read the rows, so each change holds from the next statement on. */
@Injectable()
export class ConsentsService {
  constructor(private readonly consents: ConsentsRepository) {}

  /** @throws AppError NOT_FOUND, CONFLICT unless both have signed and it is not over, INVALID_INPUT for an end in the past */
  async give(engagementId: string, subject: ConsentSubject, until: string | null): Reference {
    if (until !== null && Date.parse(until) <= Date.now()) {
      throw invalidInput('The end lies before now.', 'until');
    }
    const status = await this.consents.lockEngagement(engagementId);
    if (!status) throw notFound('Engagement', 'engagementId');
    if (status !== 'ACTIVE' && status !== 'PAUSED') {
      throw new AppError('CONFLICT', 'Consent is given within an engagement that both have signed.');
    }
    return { id: await this.consents.give(engagementId, subject, until) };
  }

  /** @throws AppError NOT_FOUND */
  async withdraw(id: string): Reference {
    if (await this.consents.withdraw(id)) return { id };
    throw notFound('Consent');
  }
}
