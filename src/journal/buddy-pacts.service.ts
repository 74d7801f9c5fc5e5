import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import {
  CODE_DAYS,
  PACT_GOALS_MAX,
  type PactGoalInput,
  type ProposeBuddyPactInput,
} from './buddy-pacts.graphql.js';
import { BuddyPactsRepository } from './buddy-pacts.repository.js';
import { JournalLive } from './journal.live.js';
import { forRow } from './journal.texts.js';
import { hashOf, newCode } from './pact.code.js';
import { objectionToDates, pactSpan } from './pact.dates.js';

type Reference = Promise<{ id: string }>;

/** Pacts of one person that are not over: more would be a group. */
export const PACTS_MAX = 5;
const DAY = 86_400_000;

/**
 * Pacts of two clients. They find each other by a code that one hands to the other: whoever could invite by name or
 * address would learn from the answer who is a member.
 */
@Injectable()
export class BuddyPactsService {
  constructor(
    private readonly pacts: BuddyPactsRepository,
    private readonly dataKeys: DataKeys,
    private readonly live: JournalLive,
  ) {}

  /** @throws AppError INVALID_INPUT for dates that make no pact, LIMIT_REACHED */
  async propose({
    cadenceWeeks,
    startsOn,
    endsOn,
  }: ProposeBuddyPactInput): Promise<{ code: string; pactId: string }> {
    const now = new Date();
    const zone = await this.withRoom(now);
    const { startsAt, endsAt } = pactSpan(startsOn, endsOn, zone);
    const objection = objectionToDates(startsOn, endsOn, endsAt, now.getTime());
    if (objection) throw invalidInput(objection, 'input.endsOn');
    const code = newCode();
    const pactId = await this.pacts.insert({
      cadenceWeeks,
      startsOn,
      endsOn,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      codeHash: hashOf(code),
      codeExpiresAt: new Date(now.getTime() + CODE_DAYS * DAY),
    });
    return { code, pactId };
  }

  /** @throws AppError NOT_FOUND for a code that opens nothing, CONFLICT where the two have a pact, LIMIT_REACHED */
  async open(code: string): Reference {
    const now = new Date();
    await this.withRoom(now);
    const id = await this.pacts.open(hashOf(code), now);
    if (!id) throw notFound('BuddyPact', 'code');
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it waits for one's own yes */
  async accept(id: string): Reference {
    if (await this.pacts.accept(id, new Date())) return { id };
    if (!(await this.pacts.lock(id))) throw notFound('BuddyPact');
    throw new AppError('CONFLICT', 'The pact does not wait for your yes.');
  }

  /** Whatever hangs on it ends with it, at once; ending it twice changes nothing. @throws AppError NOT_FOUND */
  async end(id: string): Reference {
    const pact = await this.pacts.lock(id);
    if (!pact) throw notFound('BuddyPact');
    if (!pact.isOpen) return { id };
    // While both sides still see what is theirs.
    await this.live.tieEnds({ pactId: id });
    await this.pacts.end(id, new Date());
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless both have agreed and it lasts, LIMIT_REACHED */
  async addGoal(pactId: string, { goalId, commitment }: PactGoalInput): Reference {
    await this.lockAccepted(pactId);
    if ((await this.pacts.countGoals(pactId)) >= PACT_GOALS_MAX) {
      throw new AppError('LIMIT_REACHED', `At most ${PACT_GOALS_MAX} goals of yours fit into a pact.`);
    }
    const id = await this.pacts.reserve();
    const isOwn = await this.pacts.addGoal(id, pactId, goalId, await this.seal(id, commitment));
    if (!isOwn) throw notFound('Goal', 'input.goalId');
    return { id };
  }

  /** @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT once the pact is over */
  async changeGoal(id: string, version: number, commitment: string): Reference {
    const goal = await this.ownGoal(id);
    await this.lockAccepted(goal.pactId);
    if (await this.pacts.changeGoal(id, version, await this.seal(id, commitment))) return { id };
    if (!(await this.pacts.findGoal(id))) throw notFound('PactGoal');
    throw new AppError('VERSION_CONFLICT', 'The commitment was changed meanwhile; look again.', 'version');
  }

  /** @returns the pact @throws AppError NOT_FOUND, CONFLICT once the pact is over */
  async removeGoal(id: string): Reference {
    const goal = await this.ownGoal(id);
    await this.lockAccepted(goal.pactId);
    await this.pacts.removeGoal(id);
    return { id: goal.pactId };
  }

  private async ownGoal(id: string): Promise<{ pactId: string }> {
    const goal = await this.pacts.findGoal(id);
    if (!goal) throw notFound('PactGoal');
    return goal;
  }

  private async lockAccepted(pactId: string): Promise<void> {
    const pact = await this.pacts.lock(pactId);
    if (!pact) throw notFound('BuddyPact', 'pactId');
    if (!pact.isAccepted) throw new AppError('CONFLICT', 'The pact is not agreed upon, or over.');
  }

  private async withRoom(now: Date): Promise<string> {
    const { zone, open } = await this.pacts.lockAndCount(now);
    if (open >= PACTS_MAX) {
      throw new AppError('LIMIT_REACHED', `You have ${PACTS_MAX} pacts or proposals; end one first.`);
    }
    return zone;
  }

  private async seal(rowId: string, commitment: string): Promise<string> {
    return forRow(await this.dataKeys.sealer(), 'pact_goals', rowId)('commitment', commitment);
  }
}
