import { Injectable } from '@nestjs/common';
import { Sweep } from '../jobs/sweep.js';
import { DocumentsUpload } from './documents.upload.js';

@Injectable()
export class DocumentsJobs {
  constructor(private readonly uploads: DocumentsUpload) {}

  @Sweep({ name: 'loose-document-files', everySeconds: 60 })
  async deleteLoose(): Promise<void> {
    await this.uploads.deleteLoose(new Date());
  }
}
