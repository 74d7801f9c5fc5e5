import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { PULSE_EVERY, type AlliancePulseInput } from './alliance.graphql.js';
import { AllianceRepository, type LockedPulse } from './alliance.repository.js';
import { isRuptureRisk } from './alliance.rupture.js';
import { SessionChanges } from './session.changes.js';

type Reference = Promise<{ id: string }>;

/** How two work together, as the client finds it. */
@Injectable()
export class AllianceService {
  constructor(
    private readonly pulses: AllianceRepository,
    changes: SessionChanges,
  ) {
    changes.onMark((sessionId) => this.askIfDue(sessionId));
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is due */
  async answer(id: string, input: AlliancePulseInput): Reference {
    const { engagementId } = await this.due(id);
    const earlier = await this.pulses.answersOf(engagementId);
    await this.pulses.answer(id, input, isRuptureRisk([...earlier, input]), new Date());
    return { id };
  }

  /** @throws AppError NOT_FOUND, CONFLICT unless it is due */
  async skip(id: string): Reference {
    await this.due(id);
    await this.pulses.skip(id, new Date());
    return { id };
  }

  /** Runs in a unit of work of the coach's that holds the lock of the engagement. */
  private async askIfDue(sessionId: string): Promise<void> {
    const { engagementId, held } = await this.pulses.countHeld(sessionId);
    // Not only at the fourth itself: where marks are corrected, the count can come back to it or pass it by.
    const due = held - (held % PULSE_EVERY);
    if (due > 0) await this.pulses.ask(engagementId, due, new Date());
  }

  private async due(id: string): Promise<LockedPulse> {
    const pulse = await this.pulses.lock(id);
    if (!pulse) throw notFound('AlliancePulse');
    if (pulse.status !== 'DUE') throw new AppError('CONFLICT', `The pulse is ${pulse.status}, not due.`);
    return pulse;
  }
}
