// Guarantees: a POST declines at once, without sign-in, as often as it comes (RFC 8058); a GET changes nothing.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ENV, type Env } from '../config/env.js';
import { errorKind } from '../error-kind.js';
import { RemindersService } from './reminders.service.js';
import { unsubscribePage } from './unsubscribe.page.js';
import { declinerOf, unsubscribeToken, type Decliner } from './unsubscribe.token.js';

const PATH = '/unsubscribe';
/** The form of RFC 8058 has some two hundred bytes, in parts. */
const BODY_LIMIT = 16_384;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

@Injectable()
export class UnsubscribeRoute implements OnModuleInit {
  private readonly log = new Logger('UnsubscribeRoute');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly http: HttpAdapterHost,
    private readonly reminders: RemindersService,
  ) {}

  /** The address that stands in a mail. The token is no part of the path, since paths are logged. */
  url(decliner: Decliner): string {
    return `${this.env.publicUrl}${PATH}?token=${unsubscribeToken(this.env.tokenSecret, decliner)}`;
  }

  onModuleInit(): void {
    // The worker has no HTTP side.
    const fastify = this.http.httpAdapter?.getInstance<FastifyInstance>();
    void fastify?.register(async (routes: FastifyInstance) => {
      // Mail providers post a form of either kind; what it holds is of no interest.
      routes.removeAllContentTypeParsers();
      routes.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
        (_request, _body, done) => done(null),
      );
      routes.get(PATH, (request, reply) => this.ask(request, reply));
      routes.post(PATH, (request, reply) => this.decline(request, reply));
    });
  }

  private ask(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const decliner = this.deciding(request);
    return decliner ? page(reply, 200, 'ask', decliner) : page(reply, 404, 'unknown', null);
  }

  private async decline(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const decliner = this.deciding(request);
    if (!decliner) return page(reply, 404, 'unknown', null);
    try {
      await this.reminders.decline(decliner);
    } catch (error) {
      this.log.error({ msg: 'an unsubscription failed', error: errorKind(error) });
      return page(reply, 503, 'unavailable', decliner);
    }
    return page(reply, 200, 'done', decliner);
  }

  private deciding(request: FastifyRequest): Decliner | null {
    const { token } = request.query as { token?: unknown };
    return typeof token === 'string' ? declinerOf(this.env.tokenSecret, token) : null;
  }
}

function page(
  reply: FastifyReply,
  status: number,
  name: Parameters<typeof unsubscribePage>[0],
  decliner: Decliner | null,
): FastifyReply {
  return reply
    .code(status)
    .headers(HEADERS)
    .send(unsubscribePage(name, decliner?.topic ?? null));
}
