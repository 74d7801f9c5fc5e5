import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { HandOversService } from '../engagements/hand-overs.service.js';
import type { ConsentSubject } from './consent.entity.js';
import { ConsentsRepository } from './consents.repository.js';

type Reference = Promise<{ id: string }>;

/** What clients let their coaches see. The policies read the rows, so each change holds from the next statement on. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly consents: ConsentsRepository,
    handOvers: HandOversService,
  ) {
    handOvers.whenConsentsTravel({
      give: (from, to) => consents.repeat(from, to),
      takeBack: (ids) => consents.withdrawAll(ids),
    });
  }

  /**
   * @throws AppError NOT_FOUND, CONFLICT unless both have signed and it is not over, INVALID_INPUT for an end in the past.
   * Being named in a log of hours is about work that was done, and can be allowed once it is over.
   */
  async give(engagementId: string, subject: ConsentSubject, until: string | null): Reference {
    if (until !== null && Date.parse(until) <= Date.now()) {
      throw invalidInput('The end lies before now.', 'until');
    }
    const engagement = await this.consents.lockEngagement(engagementId);
    if (!engagement) throw notFound('Engagement', 'engagementId');
    const isOpen = engagement.status === 'ACTIVE' || engagement.status === 'PAUSED';
    if (!isOpen && !(subject === 'COACH_HOURS' && engagement.isSigned)) {
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
