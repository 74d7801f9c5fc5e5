import { Injectable } from '@nestjs/common';
import type { FirstWeekStepName } from './first-week.entity.js';
import { FirstWeekRepository } from './first-week.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client lets be of their first week; each answer is their week. */
@Injectable()
export class FirstWeekService {
  constructor(private readonly firstWeeks: FirstWeekRepository) {}

  /** @throws AppError CONFLICT for somebody without a client profile */
  async skip(step: FirstWeekStepName): Reference {
    return { id: await this.firstWeeks.skip(step) };
  }

  /** Leaving twice is no error. @throws AppError CONFLICT as `skip` */
  async leave(): Reference {
    return { id: await this.firstWeeks.leave(new Date()) };
  }

  /** @throws AppError CONFLICT as `skip` */
  async comeBack(): Reference {
    return { id: await this.firstWeeks.leave(null) };
  }
}
