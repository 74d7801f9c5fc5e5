import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Logger, PinoLogger } from 'nestjs-pino';
import { AppError } from './app-error.js';
import { Authentication } from './auth/authentication.js';
import { ENV, type Env } from './config/env.js';
import { toAppError } from './db/db-error.js';
import { errorAnswer } from './graphql/errors.js';
import { MAX_BODY } from './graphql/limits.js';
import { serveSockets } from './graphql/sockets.js';
import { Health } from './health.js';

/** The HTTP side of the product, not listening yet: GraphQL, health, downloads, and GraphiQL outside production. */
export async function createApi(module: Type): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY,
    forceCloseConnections: 'idle',
    // An address that cannot be decoded never reaches Nest.
    frameworkErrors: (_error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      const answer = errorAnswer(refusal(400), request.id, request.log);
      void reply.code(400).send({ errors: [answer] });
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  const env = app.get<Env>(ENV);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  app.get(Authentication).hookInto(fastify);
  const pino = await app.resolve<PinoLogger>(PinoLogger);
  app.useGlobalFilters(new AnswerErrors(pino));
  let closeSockets = () => Promise.resolve();
  fastify.addHook('preClose', () => closeSockets());
  const health = app.get(Health);
  // Keep-alive connections would be reset when a leaving process closes; told so, clients open the next one elsewhere.
  fastify.addHook('onSend', async (_request, reply) => {
    if (health.draining) reply.header('connection', 'close');
  });
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    fastify.get(path, async (_request, reply) => {
      const { status, type, body } = (await health.answer(path))!;
      return reply.code(status).type(type).send(body);
    });
  }
  if (!env.production) {
    const page = renderGraphiQL({ endpoint: '/graphql', title: 'Waymark' });
    fastify.get('/graphiql', (_request, reply) => reply.type('text/html').send(page));
  }
  await app.init();
  closeSockets = serveSockets(app.getHttpServer(), {
    env,
    authentication: app.get(Authentication),
    schema: app.get(GraphQLSchemaHost).schema,
    log: pino.logger,
  });
  await fastify.ready();
  return app;
}

/**
 * What fails outside GraphQL (a body too large, JSON that is none, a path that is none) answers in the same shape. Nest
 * offers the failures of resolvers here too; those belong to Apollo, which hands them to `errorAnswer` itself.
 */
@Catch()
class AnswerErrors implements ExceptionFilter {
  constructor(private readonly log: PinoLogger) {}

  catch(error: Error & { statusCode?: number }, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const shown = toAppError(error);
    const status =
      shown instanceof AppError
        ? (STATUS[shown.code] ?? 400)
        : error instanceof HttpException
          ? error.getStatus()
          : (error.statusCode ?? 500);
    const told = shown instanceof AppError || status >= 500 ? shown : refusal(status);
    const answer = errorAnswer(told, reply.request.id, this.log.logger);
    if (status === 503) void reply.header('retry-after', '1');
    return reply.code(status).send({ errors: [answer] });
  }
}

/** Of what is asked for by address; GraphQL answers 200 and says the rest in the body. */
const STATUS: Partial<Record<AppError['code'], number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  VERSION_CONFLICT: 409,
  LIMIT_REACHED: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

function refusal(status: number): AppError {
  if (status === 404) return new AppError('NOT_FOUND', 'There is nothing at this address.');
  if (status === 413) return new AppError('QUERY_TOO_COMPLEX', 'The request is too large.');
  return new AppError('INVALID_INPUT', 'The request cannot be read.');
}
