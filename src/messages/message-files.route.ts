import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '../app-error.js';
import { takeFiles } from '../files/file.route.js';
import { MessageFilesService } from './message-files.service.js';
import { MESSAGE_FILE } from './message.places.js';

/** A file is handed in for the messages of an engagement. */
@Injectable()
export class MessageFilesRoute implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly files: MessageFilesService,
  ) {}

  onModuleInit(): void {
    takeFiles(this.http, {
      first: 'engagements',
      last: 'files',
      to: { kind: 'engagement', type: 'Engagement' },
      kind: MESSAGE_FILE,
      check: ({ roles }) => {
        if (!roles.includes('CLIENT') && !roles.includes('COACH'))
          throw new AppError('FORBIDDEN', 'Files are sent between a coach and a client.');
      },
      store: (actor, id, bytes) => this.files.store(actor, id, bytes),
    });
  }
}
