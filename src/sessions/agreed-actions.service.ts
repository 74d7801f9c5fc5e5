import { Injectable } from '@nestjs/common';
import { ActionsService } from '../actions/actions.service.js';
import type { CreateActionInput } from '../actions/actions.input.graphql.js';
import { AppError, notFound } from '../app-error.js';
import { AgreedActionsRepository } from './agreed-actions.repository.js';

type Reference = Promise<{ id: string }>;

/** What the two sides of a session agree on that the client does next. */
@Injectable()
export class AgreedActionsService {
  constructor(
    private readonly agreed: AgreedActionsRepository,
    private readonly actions: ActionsService,
  ) {}

  /**
   * Writes an action down for the client of a session that runs or was held.
   * @throws AppError NOT_FOUND, also for a goal, gap or assignee out of the actor's reach; CONFLICT, INVALID_INPUT
   */
  async agree(sessionId: string, input: CreateActionInput): Reference {
    const session = await this.agreed.keep(sessionId);
    if (!session) throw notFound('Session', 'sessionId');
    const { clientId, startsAt, status } = session;
    if (status !== 'HELD' && !(status === 'BOOKED' && startsAt <= new Date()))
      throw new AppError('CONFLICT', 'Actions are agreed on in a session that runs or was held.');
    const { id } = await this.actions.create(clientId, input);
    await this.agreed.link(id, sessionId);
    return { id };
  }
}
