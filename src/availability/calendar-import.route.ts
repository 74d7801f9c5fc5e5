// Guarantees: what is no access token of a coach's is refused before a byte of the file is read.
//
// A file comes as the plain body of a POST with the access token in the header: in a mutation it would be a text eight
// times as long as anything else may be. It is uploaded and never fetched: a server that fetches an address that somebody
// gives it can be sent anywhere, and such an address is itself a secret that opens the whole calendar.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError, invalidInput, unauthenticated } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { CalendarImport, MAX_ICS } from './calendar-import.js';

const NAME = /^\P{Cc}{1,80}$/u;

@Injectable()
export class CalendarImportRoute implements OnModuleInit {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly imports: CalendarImport,
  ) {}

  onModuleInit(): void {
    // The worker has no HTTP side.
    const fastify = this.http.httpAdapter?.getInstance<FastifyInstance>();
    void fastify?.register(async (routes: FastifyInstance) => {
      routes.removeAllContentTypeParsers();
      routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_ICS }, (_request, body, done) =>
        done(null, body),
      );
      routes.addHook('onRequest', async (request) => void coachOf(request));
      routes.post('/imported-calendars', { bodyLimit: MAX_ICS }, (request, reply) =>
        this.store(request, reply),
      );
    });
  }

  private async store(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { name } = request.query as { name?: unknown };
    const called = typeof name === 'string' ? name.trim() : '';
    if (!NAME.test(called) || !called.isWellFormed())
      throw invalidInput('Give the calendar a name of 1 to 80 letters: ?name=…', 'name');
    if (!Buffer.isBuffer(request.body)) throw invalidInput('The file is empty.');
    const calendarId = await this.imports.store(coachOf(request), called, request.body, Date.now());
    return reply.code(201).send({ id: `imported-calendar_${calendarId}` });
  }
}

/** @throws AppError UNAUTHENTICATED, FORBIDDEN */
function coachOf({ actor }: FastifyRequest): MemberActor {
  if (actor?.kind !== 'member') throw unauthenticated();
  if (!actor.roles.includes('COACH')) throw new AppError('FORBIDDEN', 'Only a coach imports calendars.');
  return actor;
}
