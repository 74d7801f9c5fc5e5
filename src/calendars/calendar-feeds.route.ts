// Guarantees: a GET changes nothing, and whatever opens nothing gets one answer.
import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorKind } from '../error-kind.js';
import { CalendarFeedsService, FEED_PATH } from './calendar-feeds.service.js';

const HEADERS = {
  // Kept by the reader alone, and asked for anew each time: what is revoked is seen no more.
  'cache-control': 'private, no-cache',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

@Injectable()
export class CalendarFeedsRoute implements OnModuleInit {
  private readonly log = new Logger('CalendarFeedsRoute');

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly feeds: CalendarFeedsService,
  ) {}

  onModuleInit(): void {
    // The worker has no HTTP side.
    const fastify = this.http.httpAdapter?.getInstance<FastifyInstance>();
    fastify?.get(FEED_PATH, (request, reply) => this.show(request, reply));
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { token } = request.query as { token?: unknown };
    void reply.headers(HEADERS);
    try {
      const calendar = typeof token === 'string' ? await this.feeds.read(token, Date.now()) : null;
      if (calendar === null)
        return reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here.');
      const etag = `"${createHash('sha256').update(calendar).digest('base64url')}"`;
      void reply.header('etag', etag);
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('text/calendar; charset=utf-8').send(calendar);
    } catch (error) {
      this.log.error({ msg: 'a calendar feed failed', error: errorKind(error) });
      return reply.code(503).header('retry-after', '60').send();
    }
  }
}
