import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { IfThenRinging } from './if-then.ringing.js';

@Injectable()
export class IfThenJobs {
  constructor(private readonly ringing: IfThenRinging) {}

  @Sweep({ name: 'due-cues', everySeconds: 15 })
  async ringDue(): Promise<void> {
    await this.ringing.ringDue(new Date());
  }
}
