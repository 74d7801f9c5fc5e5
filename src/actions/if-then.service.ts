import { Injectable } from '@nestjs/common';
import { AppError, invalidInput, notFound } from '../app-error.js';
import { DataKeys } from '../db/data-keys.js';
import { RemindersService } from '../notifications/reminders.service.js';
import { CHOSEN_CUES, CUE_LATE, nextTime } from './if-then.cues.js';
import type { IfThenCue } from './if-then.entity.js';
import type { IfThenPlanInput } from './if-then.graphql.js';
import { IfThenRepository, type Met, type SealedPlan } from './if-then.repository.js';

type Reference = Promise<{ id: string }>;

/** More would be a diary, and each event asks them all. */
export const PLANS_MAX = 50;

/** A prompt never changes in a way that a reminder would have to know. */
const ONLY_VERSION = 1;

/** A client's if-then plans, and the cues that meet them. */
@Injectable()
export class IfThenService {
  constructor(
    private readonly plans: IfThenRepository,
    private readonly reminders: RemindersService,
    private readonly dataKeys: DataKeys,
  ) {}

  /** @throws AppError INVALID_INPUT where the cue lacks its data or has another's, LIMIT_REACHED */
  async create(input: IfThenPlanInput): Reference {
    const now = new Date();
    const { zone } = await this.withRoom();
    const id = await this.plans.reserve();
    await this.plans.insert(id, await this.seal(id, input, zone, now), now);
    return { id };
  }

  /**
   * Replaces what was seen at `version`; what happened before is not the new cue's.
   * @throws AppError NOT_FOUND, VERSION_CONFLICT, CONFLICT for an archived one, INVALID_INPUT
   */
  async change(id: string, version: number, input: IfThenPlanInput): Reference {
    const plan = await this.plans.lock(id);
    if (!plan) throw notFound('IfThenPlan');
    if (plan.version !== version)
      throw new AppError('VERSION_CONFLICT', 'The plan was changed meanwhile; look again.', 'version');
    if (plan.isArchived) throw new AppError('CONFLICT', 'The plan is archived.');
    const now = new Date();
    await this.plans.change(id, await this.seal(id, input, plan.zone, now), now);
    return { id };
  }

  /** It rings no more; once more changes nothing. @throws AppError NOT_FOUND */
  async archive(id: string): Reference {
    const plan = await this.plans.lock(id);
    if (!plan) throw notFound('IfThenPlan');
    if (!plan.isArchived) await this.plans.archive(id, new Date());
    return { id };
  }

  /** It rings again. @throws AppError NOT_FOUND, LIMIT_REACHED */
  async unarchive(id: string): Reference {
    const { zone, isFull } = await this.locked();
    const plan = await this.plans.lock(id);
    if (!plan) throw notFound('IfThenPlan');
    if (!plan.isArchived) return { id };
    if (isFull) throw tooMany();
    const now = new Date();
    await this.plans.unarchive(id, nextOf(plan.cueTime, plan.cueWeekdays, zone, now), now);
    return { id };
  }

  /** @throws AppError NOT_FOUND */
  async markSeen(promptId: string): Reference {
    if (!(await this.plans.markSeen(promptId, new Date()))) throw notFound('IfThenPrompt');
    return { id: promptId };
  }

  /**
   * Meets the client's cues of a kind, in the client's own unit of work: each plan is prompted once for an event, however
   * often and from wherever it is told.
   * @param eventId of what happened
   */
  async fire(clientId: string, cue: 'ACTION_DONE' | 'SETBACK_LOGGED', eventId: string): Promise<void> {
    const at = new Date();
    const met = await this.plans.meet(cue, `${EVENT[cue]} ${eventId}`, at, new Date(at.getTime() + CUE_LATE));
    await this.remind(clientId, met);
  }

  /** Lets the mails follow; the words of the plan are in none of them. */
  async remind(clientId: string, met: Met[]): Promise<void> {
    for (const { id, cue, at, expiresAt } of met) {
      await this.reminders.plan({
        purpose: 'CUE',
        subjectId: id,
        subjectVersion: ONLY_VERSION,
        recipientId: clientId,
        dueAt: at,
        expiresAt,
        chosenTime: (CHOSEN_CUES as readonly IfThenCue[]).includes(cue),
      });
    }
  }

  private async withRoom(): Promise<{ zone: string }> {
    const { zone, isFull } = await this.locked();
    if (isFull) throw tooMany();
    return { zone };
  }

  private async locked(): Promise<{ zone: string; isFull: boolean }> {
    const client = await this.plans.lockClient();
    if (!client) throw new AppError('CONFLICT', 'You have no client profile yet.');
    return { zone: client.zone, isFull: client.live >= PLANS_MAX };
  }

  private async seal(rowId: string, input: IfThenPlanInput, zone: string, now: Date): Promise<SealedPlan> {
    needsOwnData(input);
    const seal = await this.dataKeys.sealer();
    const { cue, time = null, minutes = null, place = null } = input;
    const weekdays = [...new Set(input.weekdays ?? [])].sort();
    return {
      cue,
      cueTime: time,
      cueWeekdays: weekdays,
      cueMinutes: minutes,
      place: place === null ? null : seal(place, { table: 'if_then_plans', column: 'place', rowId }),
      response: seal(input.response, { table: 'if_then_plans', column: 'response', rowId }),
      nextAt: nextOf(time, weekdays, zone, now),
    };
  }
}

const EVENT = { ACTION_DONE: 'action', SETBACK_LOGGED: 'setback' } as const;

/** What each cue needs beside its name. */
const DATA: Record<IfThenCue, 'time' | 'minutes' | 'place' | null> = {
  TIME: 'time',
  BEFORE_SESSION: 'minutes',
  AFTER_SESSION: 'minutes',
  ACTION_DONE: null,
  SETBACK_LOGGED: null,
  PLACE: 'place',
};

function needsOwnData(input: IfThenPlanInput): void {
  const needed = DATA[input.cue];
  for (const name of ['time', 'minutes', 'place'] as const) {
    const isGiven = input[name] !== null && input[name] !== undefined;
    if (isGiven === (needed === name)) continue;
    throw invalidInput(`A cue ${input.cue} ${isGiven ? 'has no' : 'needs a'} ${name}.`, `input.${name}`);
  }
  if (input.weekdays?.length && input.cue !== 'TIME')
    throw invalidInput(`A cue ${input.cue} has no weekdays.`, 'input.weekdays');
}

function nextOf(time: string | null, weekdays: number[], zone: string, now: Date): Date | null {
  return time === null ? null : new Date(nextTime({ time, weekdays, zone }, now.getTime()));
}

function tooMany(): AppError {
  return new AppError('LIMIT_REACHED', `At most ${PLANS_MAX} if-then plans can be live; archive one first.`);
}
