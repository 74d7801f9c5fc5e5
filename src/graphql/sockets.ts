// Guarantees: a WebSocket serves subscriptions and nothing else, to signed-in people from known origins, within the same
// limits as HTTP. graphql-ws knows none of Apollo's options, so each is asked for here.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { invalidInput } from '../app-error.js';
import type { Authentication } from '../auth/authentication.js';
import type { Env } from '../config/env.js';
import type { Actor } from '../db/actor.js';
import type { OperationContext } from './context.js';
import { errorAnswer } from './errors.js';
import { limitsRule, limitVariables, MAX_BODY, MAX_PROBLEMS, MAX_TOKENS } from './limits.js';
import { coerceVariables } from './read/operation.js';
import { admit, fragmentsOf } from './read/read.plugin.js';

const PATH = '/graphql';
/** Open sockets of one process, and subscriptions of one socket. */
const MAX_SOCKETS = 5_000;
const MAX_SUBSCRIPTIONS = 20;
/** How long a socket may take to say who it is, in ms. */
const INIT_MS = 3_000;

interface Parts {
  env: Env;
  authentication: Authentication;
  schema: GraphQLSchema;
  log: Logger;
}

/** @returns what closes all sockets, telling their clients to come back elsewhere */
export function serveSockets(
  server: Server,
  { env, authentication, schema, log }: Parts,
): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY, perMessageDeflate: false });
  const rules = [limitsRule, ...specifiedRules, ...(env.production ? [NoSchemaIntrospectionCustomRule] : [])];

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(request, env.allowedOrigins, sockets.clients.size);
    if (refusal) return socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    return sockets.handleUpgrade(request, socket, head, (open) => sockets.emit('connection', open, request));
  };
  server.on('upgrade', upgrade);

  const asked = new WeakMap<object, Actor>();
  const disposable = useServer<{ authorization?: unknown }>(
    {
      connectionInitWaitTimeout: INIT_MS,
      onConnect: async ({ connectionParams, extra }) => {
        const authorization = connectionParams?.authorization;
        const headers = typeof authorization === 'string' ? { authorization } : {};
        const actor = await authentication.actorOf({ headers });
        asked.set(extra.socket, actor);
        return actor.kind === 'member';
      },
      onSubscribe: (
        { extra, subscriptions },
        _id,
        { query, operationName, variables },
      ): ExecutionArgs | GraphQLError[] => {
        const context: OperationContext = {
          actor: asked.get(extra.socket)!,
          traceId: crypto.randomUUID(),
          ip: extra.request.socket.remoteAddress ?? '',
        };
        try {
          if (Object.keys(subscriptions).length > MAX_SUBSCRIPTIONS) {
            throw invalidInput(`At most ${MAX_SUBSCRIPTIONS} subscriptions are accepted on one connection.`);
          }
          const document = parse(query, { maxTokens: MAX_TOKENS });
          const operation = getOperationAST(document, operationName);
          if (operation?.operation !== 'subscription')
            throw invalidInput('A WebSocket serves subscriptions only.');
          const problems = validate(schema, document, rules, { maxErrors: MAX_PROBLEMS });
          if (problems.length > 0)
            return problems.map((problem) => shown(withoutHints(problem, env.production), context, log));
          limitVariables(variables);
          coerceVariables(schema, operation, variables ?? {});
          admit(schema, operation, fragmentsOf(document), context);
          return { schema, document, operationName, variableValues: variables, contextValue: context };
        } catch (error) {
          return [shown(error, context, log)];
        }
      },
      onNext: ({ extra }, _id, _payload, { contextValue }, result) => {
        if (!result.errors) return result;
        const errors = result.errors.map((error) => shown(error, contextValue as OperationContext, log));
        // Who is signed out elsewhere is signed out here.
        if (errors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) {
          setImmediate(() => extra.socket.close(CloseCode.Forbidden, 'Sign in again.'));
        }
        return { ...result, errors };
      },
    },
    sockets as never,
  );

  return async () => {
    server.off('upgrade', upgrade);
    await disposable.dispose();
  };
}

/** The status line that refuses an upgrade; a browser always says where a page came from, other clients need not. */
function refuse(request: IncomingMessage, origins: string[], open: number): string | undefined {
  if (request.url?.split('?')[0] !== PATH) return '404 Not Found';
  const { origin } = request.headers;
  if (origin !== undefined && !origins.includes(origin)) return '403 Forbidden';
  if (open >= MAX_SOCKETS) return '503 Service Unavailable';
  return undefined;
}

function shown(error: unknown, { traceId }: Pick<OperationContext, 'traceId'>, log: Logger): GraphQLError {
  const { message, extensions } = errorAnswer(error, traceId, log);
  return new GraphQLError(message, { extensions });
}

/** In production an error does not teach the schema, here as on HTTP. */
function withoutHints(problem: GraphQLError, production: boolean): GraphQLError {
  return production ? new GraphQLError(problem.message.replace(/ Did you mean .*$/, ''), problem) : problem;
}
