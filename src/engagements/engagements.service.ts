import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { changed, DEFAULT_CLAUSES } from './agreement.clauses.js';
import { AgreementsRepository } from './agreements.repository.js';
import type { EngagementStatus } from './engagement.entity.js';
import { sourcesOf } from './engagement.states.js';
import type { ProposeEngagementInput } from './engagements.graphql.js';
import { EngagementsRepository } from './engagements.repository.js';
import { GrantsService } from './grants.service.js';
import { HandOversService } from './hand-overs.service.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class EngagementsService {
  private readonly endings: ((id: string) => Promise<void>)[] = [];
  private readonly aftermaths: ((id: string) => Promise<void>)[] = [];

  constructor(
    private readonly engagements: EngagementsRepository,
    private readonly agreements: AgreementsRepository,
    private readonly grants: GrantsService,
    private readonly handOvers: HandOversService,
  ) {}

  /**
   * What hangs on an engagement ends with it, in the same unit of work: modules that stand behind this one say here what
   * they have to do. It runs with the engagement locked, while both sides still see what is theirs.
   */
  beforeEnd(ending: (id: string) => Promise<void>): void {
    this.endings.push(ending);
  }

  /** What begins because an engagement has ended, in the same unit of work. */
  afterEnd(aftermath: (id: string) => Promise<void>): void {
    this.aftermaths.push(aftermath);
  }

  /** @throws AppError NOT_FOUND, LIMIT_REACHED when the coach is full, CONFLICT when the pair has an open one */
  async propose(input: ProposeEngagementInput): Reference {
    await this.engagements.takePlace(input.coachId, 'input.coachId');
    const id = await this.engagements.propose(input);
    if (input.clauses) await this.agreements.setFirst(id, changed(DEFAULT_CLAUSES, input.clauses));
    if (input.allocation) await this.grants.begin(id, input.allocation);
    return { id };
  }

  /**
   * With the second signature it is active; what it follows ends with the client's, which is the last then.
   * @param today the day in UTC, `YYYY-MM-DD`
   * @throws AppError NOT_FOUND, CONFLICT once it is over
   */
  async sign(id: string, today: string): Reference {
    await this.engagements.lock(id);
    const former = await this.handOvers.findFormer(id);
    const status = await this.engagements.sign(id);
    if (!status) throw await this.refusal(id);
    if (former) {
      const stands = await this.engagements.lock(former);
      if (stands === 'ACTIVE' || stands === 'PAUSED') await this.end(former, 'ENDED_EARLY', today);
      await this.handOvers.complete(id, former);
    }
    return { id };
  }

  pause(id: string): Reference {
    return this.step(id, 'PAUSED', null);
  }

  resume(id: string): Reference {
    return this.step(id, 'ACTIVE', null, ['PAUSED']);
  }

  /**
   * Ends it with all that hangs on it.
   * @param today the day in UTC, `YYYY-MM-DD`: its last day
   * @throws AppError NOT_FOUND, CONFLICT once it is over, or for an admin once both have signed
   */
  async end(id: string, ending: 'COMPLETED' | 'ENDED_EARLY', today: string): Reference {
    await this.engagements.lock(id);
    for (const each of this.endings) await each(id);
    const ended = await this.step(id, ending, today);
    await this.agreements.withdrawProposed(id);
    for (const each of this.aftermaths) await each(id);
    return ended;
  }

  /** A proposal becomes active by signatures only; hence `from` where the table of steps allows more. */
  private async step(
    id: string,
    to: EngagementStatus,
    endsOn: string | null,
    from = sourcesOf(to),
  ): Reference {
    if (await this.engagements.step(id, from, to, endsOn)) return { id };
    throw await this.refusal(id);
  }

  private async refusal(id: string): Promise<AppError> {
    if (!(await this.engagements.exists(id))) return notFound('Engagement');
    return new AppError('CONFLICT', 'The engagement is not in a state that allows this.');
  }
}
