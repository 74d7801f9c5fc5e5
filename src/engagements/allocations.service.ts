import { Injectable } from '@nestjs/common';
import type { AllocationUnit } from './allocation.entity.js';
import { AllocationsRepository, nothingLeft, type HeldSession } from './allocations.repository.js';

/**
 * What sessions do to the allocation of their engagement, in the unit of work that does it to the session; an engagement
 * without an allocation has no limit and no entries. Each can be said again and changes nothing then. The balance is
 * kept by the database: it refuses what would take it below zero, however many ask at once.
 */
@Injectable()
export class AllocationsService {
  constructor(private readonly allocations: AllocationsRepository) {}

  /** Keeps what a booked session will use up. @throws AppError LIMIT_REACHED when too little is left, or its time is over */
  async hold(session: HeldSession): Promise<void> {
    await this.allocations.lock(session.engagementId);
    const allocation = await this.allocations.find(session.engagementId, new Date());
    if (!allocation || (await this.allocations.heldFor(session.id)) > 0) return;
    // What is left then expires; the sweep may not have been here yet.
    if (allocation.over) throw nothingLeft();
    await this.allocations.hold(session, amountOf(allocation, session));
  }

  /**
   * Keeps what a session will use up that got another length: of an allocation of sessions the same as before.
   * @throws AppError LIMIT_REACHED for a longer one, as `hold`
   */
  async holdAnew(session: HeldSession): Promise<void> {
    await this.allocations.lock(session.engagementId);
    const allocation = await this.allocations.find(session.engagementId, new Date());
    if (!allocation) return;
    const held = await this.allocations.heldFor(session.id);
    const amount = amountOf(allocation, session);
    if (amount === held) return;
    if (allocation.over && amount > held) throw nothingLeft();
    await this.allocations.settle(session.id, 'RELEASE');
    await this.allocations.hold(session, amount);
  }

  /** Gives back what is held for the session. */
  async release(sessionId: string): Promise<void> {
    await this.settle(sessionId, 'RELEASE');
  }

  /** Uses up what is held for the session. */
  async consume(sessionId: string): Promise<void> {
    await this.settle(sessionId, 'CONSUME');
  }

  /**
   * Takes back what the session used up: it is left again, and nothing is held any more. For its coach.
   * @param reason why, for both sides; at most 200 letters
   */
  async restore(sessionId: string, reason: string | null): Promise<void> {
    if (await this.allocations.lockOf(sessionId)) await this.allocations.restore(sessionId, reason);
  }

  private async settle(sessionId: string, kind: 'CONSUME' | 'RELEASE'): Promise<void> {
    if (await this.allocations.lockOf(sessionId)) await this.allocations.settle(sessionId, kind);
  }
}

function amountOf({ unit }: { unit: AllocationUnit }, { minutes }: HeldSession): number {
  return unit === 'SESSIONS' ? 1 : minutes;
}
