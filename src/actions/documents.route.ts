// Guarantees: what is no access token of a client's is refused before a byte of the file is read.
//
// A file comes as the plain body of a POST with the access token in the header. In a mutation it would be text, a third
// larger, in a body whose limit protects every other operation; in a form it would need a parser that reads names and
// types which do not count here; by a signed address the right to write would stand in logs.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, invalidInput, notFound, unauthenticated } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { splitId } from '../graphql/ids.js';
import { DocumentsUpload, MAX_FILE } from './documents.upload.js';

@Injectable()
export class DocumentsRoute implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly uploads: DocumentsUpload,
  ) {}

  onModuleInit(): void {
    // The worker has no HTTP side.
    const fastify = this.http.httpAdapter?.getInstance<FastifyInstance>();
    void fastify?.register(async (routes: FastifyInstance) => {
      routes.removeAllContentTypeParsers();
      routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_FILE }, (_request, body, done) =>
        done(null, body),
      );
      routes.addHook('onRequest', async (request) => void uploaderOf(request));
      routes.post('/documents/:id/file', { bodyLimit: MAX_FILE }, (request, reply) =>
        this.store(request, reply),
      );
    });
  }

  private async store(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { id } = request.params as { id: string };
    const document = splitId(id);
    if (document?.kind !== 'document') throw notFound('CareerDocument');
    if (!Buffer.isBuffer(request.body)) throw invalidInput('The file is empty.');
    const versionId = await this.uploads.store(uploaderOf(request), document.uuid, request.body);
    return reply.code(201).send({ id: `document-version_${versionId}` });
  }
}

/** @throws AppError UNAUTHENTICATED, FORBIDDEN */
function uploaderOf({ actor }: FastifyRequest): MemberActor {
  if (actor?.kind !== 'member') throw unauthenticated();
  if (!actor.roles.includes('CLIENT')) throw new AppError('FORBIDDEN', 'Only a client keeps documents.');
  return actor;
}
