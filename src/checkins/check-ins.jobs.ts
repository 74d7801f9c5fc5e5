import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { CheckInsOpening } from './check-ins.opening.js';

@Injectable()
export class CheckInsJobs {
  constructor(private readonly opening: CheckInsOpening) {}

  @Sweep({ name: 'due-check-ins', everySeconds: 30 })
  async openDue(): Promise<void> {
    await this.opening.openDue(new Date());
  }
}
