import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { AgreementsRepository } from './agreements.repository.js';
import { EngagementsRepository } from './engagements.repository.js';
import type { HandOverSubject } from './hand-over.entity.js';
import { HandOversRepository } from './hand-overs.repository.js';

type Reference = Promise<{ id: string }>;

/** How consents come along: the module that owns them says it, since it stands behind this one. */
export interface ConsentsTravel {
  /** Gives in the new engagement what stood in the old one. @returns the ids of the new consents */
  give(fromEngagementId: string, engagementId: string): Promise<string[]>;
  /** Takes back those of them that still stand. */
  takeBack(consentIds: string[]): Promise<void>;
}

/**
 * A client goes on with another coach. The client signs last, and with that signature the old engagement ends: nobody is
 * left without a coach because the next one has not answered, and nobody ends what the client still wants.
 */
@Injectable()
export class HandOversService {
  private consents: ConsentsTravel | undefined;

  constructor(
    private readonly handOvers: HandOversRepository,
    private readonly engagements: EngagementsRepository,
    private readonly agreements: AgreementsRepository,
  ) {}

  whenConsentsTravel(consents: ConsentsTravel): void {
    this.consents = consents;
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless the engagement is open */
  async request(engagementId: string): Reference {
    const engagement = await this.agreements.lockEngagement(engagementId);
    if (!engagement?.isClient) throw notFound('Engagement', 'engagementId');
    if (engagement.status !== 'ACTIVE' && engagement.status !== 'PAUSED')
      throw new AppError('CONFLICT', 'Only an engagement that both have signed is handed over.');
    return { id: await this.handOvers.request(engagementId) };
  }

  /** @throws AppError NOT_FOUND */
  async takeBack(id: string): Reference {
    if (await this.handOvers.takeBack(id)) return { id };
    throw notFound('HandOverRequest');
  }

  /**
   * Proposes an engagement that follows another: as an admin, or as its client.
   * @param today the day in UTC, `YYYY-MM-DD`
   * @throws AppError NOT_FOUND, CONFLICT for one never signed or handed over already, LIMIT_REACHED when the coach is full
   */
  async propose(fromId: string, coachId: string, today: string): Reference {
    const from = await this.agreements.lockEngagement(fromId);
    if (!from || !(from.isClient || this.engagements.isAdmin)) throw notFound('Engagement', 'engagementId');
    if (!(await this.agreements.findInForce(fromId)))
      throw new AppError('CONFLICT', 'Only an engagement that both have signed is handed over.');
    if (await this.handOvers.isHandedOver(fromId))
      throw new AppError('CONFLICT', 'The engagement is handed over already.');
    await this.engagements.takePlace(coachId, 'coachId');
    return { id: await this.handOvers.propose(fromId, coachId, today) };
  }

  /**
   * Says what of the old engagement the new coach may see from now on, and that is all of it.
   * @param id of the new engagement
   * @throws AppError NOT_FOUND, INVALID_INPUT for one named twice
   */
  async pick(id: string, subjects: HandOverSubject[]): Reference {
    if (new Set(subjects).size < subjects.length) throw invalidInput('Name each once.', 'subjects');
    await this.engagements.lock(id);
    const handOver = await this.handOvers.find(id);
    if (!handOver) throw notFound('HandOver', 'engagementId');
    const picked = await this.handOvers.findPicked(id);
    for (const { subject, consentIds } of picked) {
      if (subjects.includes(subject)) continue;
      await this.handOvers.revoke(id, subject);
      await this.consents?.takeBack(consentIds);
    }
    const before = picked.map(({ subject }) => subject);
    const added = subjects.filter((subject) => !before.includes(subject));
    for (const subject of added) await this.handOvers.pick(id, subject);
    if (added.includes('CONSENTS') && (handOver.status === 'ACTIVE' || handOver.status === 'PAUSED'))
      await this.takeConsents(id, handOver.fromEngagementId);
    return { id };
  }

  /**
   * Before an engagement is signed, and with it locked.
   * @returns the engagement that it follows; undefined where it follows none, or its client is not who signs
   * @throws AppError CONFLICT before its coach has signed, and once that coach has left
   */
  async findFormer(id: string): Promise<string | undefined> {
    const handOver = await this.handOvers.find(id);
    if (handOver?.status !== 'PROPOSED') return undefined;
    if (!handOver.coachSigned)
      throw new AppError(
        'CONFLICT',
        'The new coach signs first: with your signature the old engagement ends.',
      );
    if (!(await this.handOvers.isCoachHere(id)))
      throw new AppError('CONFLICT', 'The new coach is not here any more: ask for another one.');
    return handOver.fromEngagementId;
  }

  /** Once the new engagement is signed by both and the old one is over. */
  async complete(id: string, fromEngagementId: string): Promise<void> {
    await this.handOvers.complete(id);
    await this.handOvers.meetRequest(fromEngagementId);
    const picked = await this.handOvers.findPicked(id);
    if (picked.some(({ subject }) => subject === 'CONSENTS')) await this.takeConsents(id, fromEngagementId);
  }

  private async takeConsents(id: string, fromEngagementId: string): Promise<void> {
    if (!this.consents) return;
    await this.handOvers.rememberConsents(id, await this.consents.give(fromEngagementId, id));
  }
}
