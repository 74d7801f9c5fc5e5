import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { MAX_OPEN_REQUESTS } from './coach-offers.graphql.js';
import { CoachOffersRepository } from './coach-offers.repository.js';
import { EngagementsRepository } from './engagements.repository.js';

type Reference = Promise<{ id: string }>;

/** How a client comes to a coach: offered by an admin, or asked by themself. */
@Injectable()
export class CoachOffersService {
  constructor(
    private readonly db: Db,
    private readonly offers: CoachOffersRepository,
    private readonly engagements: EngagementsRepository,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError NOT_FOUND, LIMIT_REACHED when one of them is full, INVALID_INPUT for one named twice or the client */
  async offer(clientId: string, coachIds: string[]): Reference {
    if (new Set(coachIds).size < coachIds.length) throw invalidInput('A coach is offered once.', 'coachIds');
    if (coachIds.includes(clientId)) throw invalidInput('Nobody coaches themselves.', 'coachIds');
    if (!(await this.offers.lockClient(clientId))) throw notFound('Client', 'clientId');
    if ((await this.offers.countKnown(coachIds)) < coachIds.length) throw notFound('Coach', 'coachIds');
    if ((await this.offers.withPlace(coachIds)).length < coachIds.length)
      throw new AppError('LIMIT_REACHED', 'One of these coaches takes no more clients now.', 'coachIds');
    await this.offers.offer(clientId, coachIds);
    return { id: clientId };
  }

  /**
   * @param today the day in UTC, `YYYY-MM-DD`
   * @throws AppError NOT_FOUND, INVALID_INPUT for oneself, LIMIT_REACHED when the coach is full or too many have not answered,
   *   CONFLICT when the two have an open engagement
   */
  async ask(coachId: string, message: string | null, today: string): Reference {
    if (coachId === this.memberId) throw invalidInput('Nobody coaches themselves.', 'coachId');
    await this.offers.lockClient(this.memberId);
    if ((await this.offers.countAsked()) >= MAX_OPEN_REQUESTS)
      throw new AppError(
        'LIMIT_REACHED',
        `Wait for an answer: ${MAX_OPEN_REQUESTS} coaches are asked already.`,
      );
    await this.engagements.takePlace(coachId, 'coachId');
    const id = await this.offers.reserve();
    await this.offers.ask(id, coachId, today, message && (await this.seal(id, message)));
    return { id };
  }

  private get memberId(): string {
    const { actor } = this.db;
    if (actor.kind !== 'member') throw new Error('A coach is asked by a client.');
    return actor.memberId;
  }

  private async seal(rowId: string, text: string): Promise<string> {
    const seal = await this.dataKeys.sealer();
    return seal(text, { table: 'coach_requests', column: 'message', rowId });
  }
}
