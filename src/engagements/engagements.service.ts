import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { EngagementStatus } from './engagement.entity.js';
import { sourcesOf } from './engagement.states.js';
import type { ProposeEngagementInput } from './engagements.graphql.js';
import { EngagementsRepository } from './engagements.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class EngagementsService {
  private readonly endings: ((id: string) => Promise<void>)[] = [];
  private readonly aftermaths: ((id: string) => Promise<void>)[] = [];

  constructor(private readonly engagements: EngagementsRepository) {}

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
    const free = await this.engagements.lockCapacity(input.coachId);
    if (free === undefined) throw notFound('Coach', 'input.coachId');
    if (free <= 0)
      throw new AppError('LIMIT_REACHED', 'This coach takes no more clients now.', 'input.coachId');
    return { id: await this.engagements.propose(input) };
  }

  /** @throws AppError NOT_FOUND, CONFLICT once it is over */
  async sign(id: string): Reference {
    if (await this.engagements.sign(id)) return { id };
    throw await this.refusal(id);
  }

  pause(id: string): Reference {
    return this.step(id, 'PAUSED', null);
  }

  resume(id: string): Reference {
    return this.step(id, 'ACTIVE', null, ['PAUSED']);
  }

  /** @param today the day in UTC, `YYYY-MM-DD`: the last day of the engagement */
  async end(id: string, ending: 'COMPLETED' | 'ENDED_EARLY', today: string): Reference {
    await this.engagements.lock(id);
    for (const each of this.endings) await each(id);
    const ended = await this.step(id, ending, today);
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
