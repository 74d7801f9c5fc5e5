import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AppError } from '../app-error.js';
import { takeFiles } from '../files/file.route.js';
import { VERSION } from './document.places.js';
import { DocumentsUpload } from './documents.upload.js';

/** A file becomes a version of its document. */
@Injectable()
export class DocumentsRoute implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly uploads: DocumentsUpload,
  ) {}

  onModuleInit(): void {
    takeFiles(this.http, {
      first: 'documents',
      last: 'file',
      to: { kind: 'document', type: 'CareerDocument' },
      kind: VERSION,
      check: ({ roles }) => {
        if (!roles.includes('CLIENT')) throw new AppError('FORBIDDEN', 'Only a client keeps documents.');
      },
      store: (actor, id, bytes) => this.uploads.store(actor, id, bytes),
    });
  }
}
