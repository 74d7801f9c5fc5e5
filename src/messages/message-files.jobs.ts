import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { MessageFilesService } from './message-files.service.js';

@Injectable()
export class MessageFilesJobs {
  constructor(private readonly files: MessageFilesService) {}

  @Sweep({ name: 'loose-message-files', everySeconds: 60 })
  async deleteLoose(): Promise<void> {
    await this.files.deleteLoose(new Date());
  }
}
