import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { ActionKind } from './action.entity.js';
import { isOpen } from './action.states.js';
import { MINUTES_MAX } from './actions.input.graphql.js';
import { ActionsService } from './actions.service.js';
import type {
  ChangeOpportunityInput,
  PostOpportunityInput,
  TakeUpInput,
} from './opportunities.input.graphql.js';
import { OpportunitiesRepository, type Offer } from './opportunities.repository.js';
import type { OpportunityKind } from './opportunity.entity.js';

type Reference = Promise<{ id: string }>;

/** What a client's step is called that comes of an opportunity. */
const STEPS: Record<OpportunityKind, ActionKind> = {
  PROJECT: 'VOLUNTEER_PROJECT',
  ROLE: 'LATERAL_MOVE',
  EVENT: 'WORKSHOP',
};

/** What is offered within the organization, and who takes it up. */
@Injectable()
export class OpportunitiesService {
  constructor(
    private readonly opportunities: OpportunitiesRepository,
    private readonly actions: ActionsService,
  ) {}

  /** @throws AppError NOT_FOUND for a skill that is not there, INVALID_INPUT */
  async post(input: PostOpportunityInput): Reference {
    return { id: await this.opportunities.post(input) };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT for fewer seats than are taken, INVALID_INPUT */
  async change(id: string, version: number, input: ChangeOpportunityInput): Reference {
    if (input.title === null) throw invalidInput('An opportunity has a title.', 'input.title');
    const seen = await this.locked(id);
    if (seen.version !== version) {
      throw new AppError('VERSION_CONFLICT', 'The opportunity was changed meanwhile; look again.', 'version');
    }
    await this.opportunities.change(id, input);
    return { id };
  }

  /** Closing a closed one again changes nothing. @throws AppError NOT_FOUND */
  async close(id: string): Reference {
    const { status } = await this.locked(id);
    if (status === 'OPEN') await this.opportunities.setClosed(id, new Date());
    return { id };
  }

  /** One that was put away comes out with it. @throws AppError NOT_FOUND */
  async reopen(id: string): Reference {
    const { status } = await this.locked(id);
    if (status === 'CLOSED') await this.opportunities.setClosed(id, null);
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT while it is open */
  async archive(id: string): Reference {
    if (!(await this.opportunities.setArchived(id, new Date()))) throw notFound('Opportunity');
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async unarchive(id: string): Reference {
    if (!(await this.opportunities.setArchived(id, null))) throw notFound('Opportunity');
    return { id };
  }

  /**
   * Takes a seat and makes a step of it.
   * @returns the application
   * @throws AppError NOT_FOUND, LIMIT_REACHED when every seat is taken, CONFLICT when it is closed, over, one's own, or
   * taken up already
   */
  async takeUp(id: string, { goalId, dueOn }: TakeUpInput): Reference {
    const now = new Date();
    const offer = await this.opportunities.findOffer(id, now);
    if (!offer) throw notFound('Opportunity');
    const refused = refusalOf(offer);
    if (refused) throw refused;
    const action = await this.actions.create(null, {
      kind: STEPS[offer.kind],
      title: offer.title,
      goalId,
      dueOn: dueOn ?? offer.startsOn,
      effortMinutes: withinStep(offer.effortMinutes),
    });
    const application = await this.opportunities.takeSeat(id, action.id, offer.today);
    if (application) return { id: application };
    // Others were faster, or it was closed, since it was looked at.
    const after = await this.opportunities.findOffer(id, now);
    throw (after && refusalOf(after)) ?? new AppError('CONFLICT', 'Somebody else was faster; try again.');
  }

  /**
   * Gives the seat back and drops the step, unless it is over. Stepping back again changes nothing.
   * @throws AppError NOT_FOUND
   */
  async stepBack(applicationId: string, reason: string): Reference {
    const action = await this.opportunities.lockActionOf(applicationId);
    if (!action) throw notFound('OpportunityApplication');
    const stood = await this.opportunities.giveSeatBack(applicationId);
    if (stood && isOpen(action.status)) await this.actions.drop(action.id, reason);
    return { id: applicationId };
  }

  private async locked(id: string) {
    const seen = await this.opportunities.lockOwn(id);
    if (!seen) throw notFound('Opportunity');
    return seen;
  }
}

function refusalOf({ isMine, status, isOver, isFull }: Offer): AppError | undefined {
  if (isMine) return new AppError('CONFLICT', 'You posted it yourself.');
  if (status === 'CLOSED') return new AppError('CONFLICT', 'It is closed.');
  if (isOver) return new AppError('CONFLICT', 'It is over.');
  return isFull ? new AppError('LIMIT_REACHED', 'Every seat is taken.') : undefined;
}

/** What takes longer than a step may take says so with the opportunity alone. */
function withinStep(minutes: number | null): number | null {
  return minutes !== null && minutes <= MINUTES_MAX ? minutes : null;
}
