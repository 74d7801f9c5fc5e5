import { Injectable } from '@nestjs/common';
import { AppError, notFound } from '../app-error.js';
import { EnrolmentsRepository, type LockedEnrolment } from './enrolments.repository.js';
import { obstacleToEnrol, statusBySteps, type EnrolmentObstacle } from './programme.states.js';

type Reference = Promise<{ id: string }>;

/** A client's seats in programmes, and the steps that they have done there. */
@Injectable()
export class EnrolmentsService {
  constructor(private readonly enrolments: EnrolmentsRepository) {}

  /** @throws AppError NOT_FOUND, CONFLICT with the reason, LIMIT_REACHED where every seat is taken */
  async enrol(programmeId: string): Reference {
    const now = new Date();
    const obstacle = await this.obstacle(programmeId, now);
    if (obstacle.kind) throw refusal(obstacle.kind);
    const id = await this.enrolments.takeSeat(programmeId, obstacle.today);
    if (id) return { id };
    // Who waited for a seat hears what has become of it meanwhile.
    throw refusal((await this.obstacle(programmeId, now)).kind ?? 'FULL');
  }

  private async obstacle(programmeId: string, now: Date) {
    const offer = await this.enrolments.findOffer(programmeId, now);
    if (!offer) throw notFound('Programme', 'programmeId');
    return { kind: obstacleToEnrol(offer, offer.today), today: offer.today };
  }

  /** Gives the seat back; what was left stays so. @throws AppError NOT_FOUND, CONFLICT once it is completed */
  async leave(id: string): Reference {
    const enrolment = await this.enrolments.lock(id);
    if (!enrolment) {
      if (await this.enrolments.exists(id)) return { id };
      throw notFound('Enrolment');
    }
    if (enrolment.status === 'COMPLETED')
      throw new AppError('CONFLICT', 'What is completed is not left any more.');
    await this.enrolments.step(id, 'LEFT', new Date());
    return { id };
  }

  /**
   * Marks a step as done, and with the last one the whole; what is done stays as it is.
   * @throws AppError NOT_FOUND, CONFLICT for who is not in the programme
   */
  async completeStep(stepId: string): Reference {
    const enrolment = await this.lockedByStep(stepId);
    const marks = await this.enrolments.countMarks(enrolment.id, stepId);
    if (marks % 2 === 1) return enrolment;
    await this.enrolments.mark(enrolment.id, stepId, marks + 1, null);
    return this.settle(enrolment);
  }

  /**
   * Takes a wrong mark back; it stays on record. What was completed by it goes on.
   * @throws AppError NOT_FOUND, CONFLICT unless the step is done
   */
  async correctStep(stepId: string, reason: string): Reference {
    const enrolment = await this.lockedByStep(stepId);
    const marks = await this.enrolments.countMarks(enrolment.id, stepId);
    if (marks % 2 === 0) throw new AppError('CONFLICT', 'The step is not marked as done.');
    await this.enrolments.mark(enrolment.id, stepId, marks + 1, reason);
    return this.settle(enrolment);
  }

  private async settle({ id, status }: LockedEnrolment): Reference {
    const { done, all } = await this.enrolments.countSteps(id);
    const now = statusBySteps(status, done, all);
    if (now !== status) await this.enrolments.step(id, now, new Date());
    return { id };
  }

  private async lockedByStep(stepId: string): Promise<LockedEnrolment> {
    const enrolment = await this.enrolments.lockByStep(stepId);
    if (enrolment) return enrolment;
    if (!(await this.enrolments.stepExists(stepId))) throw notFound('ProgrammeStep', 'stepId');
    throw new AppError('CONFLICT', 'You are not in this programme.');
  }
}

const refusals: Record<EnrolmentObstacle, string> = {
  IN_IT: 'You are in this programme already.',
  CLOSED: 'The programme takes nobody in any more.',
  OVER: 'The last day to enrol has passed.',
  FULL: 'Every seat is taken.',
};

function refusal(obstacle: EnrolmentObstacle): AppError {
  return new AppError(obstacle === 'FULL' ? 'LIMIT_REACHED' : 'CONFLICT', refusals[obstacle]);
}
