// Guarantees: who asks is found out in one place, before any handler, on HTTP and on WebSocket.
import { createSecretKey } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { Strategy } from 'passport';
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt';
import { ENV, type Env } from '../config/env.js';
import { NOBODY, type Actor } from '../db/actor.js';
import { runStrategy } from './run-strategy.js';
import { actorOf, ALGORITHM, AUDIENCE, ISSUER, type AccessClaims } from './tokens.js';

/** What a strategy looks at: a request, or the connection parameters of a socket in the form of one. */
interface Asking {
  headers: Record<string, unknown>;
}

@Injectable()
export class Authentication {
  private readonly strategy: Strategy;

  constructor(@Inject(ENV) env: Env) {
    this.strategy = new JwtStrategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        // As a key object: from bytes jsonwebtoken makes one at each request, after trying whether they are a public key,
        // which took a quarter of the API's time. The typings do not know it.
        secretOrKey: createSecretKey(env.tokenSecret) as never,
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
      },
      (claims: AccessClaims, done: (error: unknown, actor?: Actor | false) => void) =>
        done(null, actorOf(claims) ?? false),
    );
  }

  /** Every request gets its actor before its handler runs. */
  hookInto(fastify: FastifyInstance): void {
    fastify.decorateRequest('actor');
    fastify.addHook('onRequest', async (request) => {
      request.actor = await this.actorOf(request);
    });
  }

  /**
   * Runs the passport strategy. A missing, forged or expired token is nobody: whatever is not public then answers
   * UNAUTHENTICATED, the same for each of these.
   */
  async actorOf(asking: Asking): Promise<Actor> {
    const actor = await runStrategy<Actor>(this.strategy, asking).catch(() => null);
    return actor ?? NOBODY;
  }
}
