import { Injectable } from '@nestjs/common';
import type { FirstWeekStepName } from './first-week.entity.js';
import { FirstWeekRepository } from './first-week.repository.js';

type Reference = Promise<{ id: string }>;

/** What a client lets be of their first week; each answer is their week. */
@Injectable()
export class FirstWeekService {
  constructor(private readonly firstWeeks: FirstWeekRepository) {}

  async skip(step: FirstWeekStepName): Reference {
    return { id: await this.firstWeeks.skip(step) };
  }

  /** Leaving twice is no error. */
  async leave(): Reference {
    return { id: await this.firstWeeks.leave(new Date()) };
  }

  async comeBack(): Reference {
    return { id: await this.firstWeeks.leave(null) };
  }
}
