import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { DataKeys } from '../db/data-keys.js';
import { Db } from '../db/db.js';
import { EngagementsService } from '../engagements/engagements.service.js';
import { answersPlace, readAnswers, writeAnswers } from './check-in.answers.js';
import type { CheckInStatus } from './check-in.entity.js';
import { labelsOf } from './check-in.labels.js';
import {
  askedAt,
  begunAs,
  DISCARDABLE_HOURS,
  ON_DEMAND_EVERY_DAYS,
  onDemandFrom,
} from './check-in.schedule.js';
import { scoresOf } from './check-in.scoring.js';
import type { CheckInAnswerInput } from './check-ins.graphql.js';
import { CheckInsRepository, type OwnCheckIn } from './check-ins.repository.js';

type Reference = Promise<{ id: string }>;

const HOUR = 3_600_000;

/**
 * Check-ins are their client's to take. Each step first locks the client's own schedule, so that a client's steps, the
 * sweep and the end of an engagement follow one another.
 */
@Injectable()
export class CheckInsService {
  constructor(
    private readonly db: Db,
    private readonly checkIns: CheckInsRepository,
    private readonly dataKeys: DataKeys,
    engagements: EngagementsService,
  ) {
    engagements.afterEnd((engagementId) => this.checkIns.openExit(engagementId));
  }

  /**
   * Begins the check-in that waits for the client, or one on demand; one that is under way is answered with as it is.
   * @throws AppError LIMIT_REACHED within 14 days of the last on demand
   */
  async start(now: Date): Reference {
    const { memberId } = this.client;
    await this.checkIns.lockOwn();
    const open = await this.checkIns.findOpen(memberId);
    if (open?.status === 'STARTED') return { id: open.id };
    const id = open?.id ?? (await this.openUnasked(memberId, now));
    await this.checkIns.start(id, now);
    await this.checkIns.lookAgain(memberId, null);
    return { id };
  }

  /**
   * Saves some answers of a check-in under way; null takes one back.
   * @throws AppError NOT_FOUND, CONFLICT unless it is under way, INVALID_INPUT for an item that it does not have
   */
  async answer(id: string, given: readonly CheckInAnswerInput[]): Reference {
    const checkIn = await this.lock(id, 'STARTED');
    const items = await this.checkIns.findItems(checkIn.instrumentId);
    const positions = new Set(items.map(({ position }) => position));
    const answers = await this.answersOf(id);
    for (const [at, { position, answer }] of given.entries()) {
      if (!positions.has(position)) {
        throw invalidInput('The instrument has no item at this position.', `answers.${at}.position`);
      }
      if (answer === null || answer === undefined) answers.delete(position);
      else answers.set(position, answer);
    }
    const seal = await this.dataKeys.sealer();
    await this.checkIns.saveAnswers(id, seal(writeAnswers(answers), { ...answersPlace, rowId: id }));
    await this.checkIns.touch(id);
    return { id };
  }

  /**
   * Hands a check-in in; its scores and labels are worked out now, once.
   * @throws AppError NOT_FOUND, CONFLICT unless it is under way, INVALID_INPUT without a single answer
   */
  async submit(id: string, now: Date): Reference {
    const checkIn = await this.lock(id, 'STARTED');
    const answers = await this.answersOf(id);
    if (answers.size === 0) throw invalidInput('Answer at least one item first.', 'id');
    const scores = scoresOf(await this.checkIns.findItems(checkIn.instrumentId), answers);
    await this.checkIns.submit(id, now);
    await this.checkIns.saveScores(id, scores, labelsOf(scores.dimensions));
    await this.planNext();
    return { id };
  }

  /**
   * Takes a submitted check-in back, as if it had not been: out of scores, labels, trends and caps.
   * @throws AppError NOT_FOUND, CONFLICT unless it was submitted within the last 24 hours
   */
  async discard(id: string, now: Date): Reference {
    const { submittedAt } = await this.lock(id, 'SUBMITTED');
    if (now.getTime() - submittedAt!.getTime() > DISCARDABLE_HOURS * HOUR) {
      throw new AppError('CONFLICT', `A check-in can be discarded within ${DISCARDABLE_HOURS} hours.`);
    }
    await this.checkIns.discard(id, now);
    await this.planNext();
    return { id };
  }

  private async openUnasked(clientId: string, now: Date): Promise<string> {
    const history = await this.checkIns.findHistory(clientId);
    const trigger = begunAs(history, now.getTime());
    const from = onDemandFrom(history);
    if (trigger === 'ON_DEMAND' && from !== null && from > now.getTime()) {
      throw new AppError(
        'LIMIT_REACHED',
        `One check-in on demand in ${ON_DEMAND_EVERY_DAYS} days; the next is possible from ${new Date(from).toISOString()}.`,
      );
    }
    return this.checkIns.open(clientId, trigger, now);
  }

  private async planNext(): Promise<void> {
    const { memberId } = this.client;
    if (await this.checkIns.findOpen(memberId)) return;
    const at = askedAt(await this.checkIns.findHistory(memberId));
    await this.checkIns.lookAgain(memberId, Number.isFinite(at) ? new Date(at) : new Date());
  }

  private async lock(id: string, status: CheckInStatus): Promise<OwnCheckIn> {
    await this.checkIns.lockOwn();
    const checkIn = await this.checkIns.find(id);
    if (!checkIn) throw notFound('CheckIn');
    if (checkIn.status !== status) throw new AppError('CONFLICT', refusals[checkIn.status]);
    return checkIn;
  }

  private async answersOf(id: string): Promise<Map<number, number>> {
    const sealed = await this.checkIns.findAnswers(id);
    return sealed === undefined
      ? new Map()
      : readAnswers(await this.dataKeys.open(sealed, { ...answersPlace, rowId: id }));
  }

  private get client(): MemberActor {
    return this.db.actor as MemberActor;
  }
}

/** Why a step is not possible, by where the check-in stands. */
const refusals: Record<CheckInStatus, string> = {
  DUE: 'This check-in has not been started.',
  STARTED: 'This check-in is under way and not submitted.',
  SUBMITTED: 'This check-in is submitted.',
  DISCARDED: 'This check-in is discarded.',
};
