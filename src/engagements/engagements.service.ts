import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import type { EngagementStatus } from './engagement.entity.js';
import { sourcesOf } from './engagement.states.js';
import type { ProposeEngagementInput } from './engagements.graphql.js';
import { EngagementsRepository } from './engagements.repository.js';

type Reference = Promise<{ id: string }>;

@Injectable()
export class EngagementsService {
  constructor(private readonly engagements: EngagementsRepository) {}

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
  end(id: string, ending: 'COMPLETED' | 'ENDED_EARLY', today: string): Reference {
    return this.step(id, ending, today);
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
