import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { PinoLogger } from 'nestjs-pino';
import type { Logger } from 'pino';
import { openToMembers } from '../auth/authorize.js';
import { ENV, type Env } from '../config/env.js';
import { Db } from '../db/db.js';
import { Keys } from '../db/keys.js';
import { wrapSchema } from './actions.js';
import { contextOf, type OperationContext } from './context.js';
import { ErrorCodeEnum, errorAnswer } from './errors.js';
import { limitsRule, MAX_PROBLEMS, MAX_TOKENS } from './limits.js';
import { Live } from './live.js';
import { NodeResolver } from './node.resolver.js';
import { ReadPlugin, stringifyAnswer } from './read/read.plugin.js';
import { Reader } from './read/reader.js';

/** GraphQL over HTTP: Apollo at the edge, the compiler behind it. WebSockets are `sockets.ts`. */
@Global()
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({
      driver: ApolloDriver,
      inject: [ENV, Db, Keys, PinoLogger],
      useFactory: (env: Env, db: Db, keys: Keys, pino: PinoLogger) => {
        const log = pino.logger as Logger;
        let reader: Reader;
        return {
          path: '/graphql',
          autoSchemaFile: true,
          sortSchema: true,
          // No field has its type, every error has its value.
          buildSchemaOptions: { orphanedTypes: [ErrorCodeEnum] },
          transformSchema: (schema) => {
            reader = new Reader(schema, db, keys, !env.testWithoutScoping);
            if (env.testWithoutScoping) openToMembers(schema);
            return wrapSchema(schema, db, () => reader);
          },
          context: contextOf as (request: FastifyRequest) => OperationContext,
          plugins: [new ReadPlugin(() => reader, log) as never, ApolloServerPluginCacheControlDisabled()],
          validationRules: [limitsRule],
          validationOptions: { maxErrors: MAX_PROBLEMS },
          persistedQueries: false,
          parseOptions: { maxTokens: MAX_TOKENS },
          introspection: !env.production,
          graphiql: false,
          stringifyResult: stringifyAnswer as never,
          formatError: (formatted, error) => {
            const traceId = (formatted.extensions?.traceId as string | undefined) ?? crypto.randomUUID();
            return errorAnswer(error, traceId, log);
          },
          hideSchemaDetailsFromClientErrors: env.production,
          includeStacktraceInErrorResponses: false,
          preserveHttpStatusForExecutionErrors: false,
          stopOnTerminationSignals: false,
          fieldResolverEnhancers: [],
        };
      },
    }),
  ],
  providers: [Live, NodeResolver],
  exports: [GraphQLModule, Live],
})
export class GraphqlModule {}
