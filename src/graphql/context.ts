import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { NOBODY, type Actor } from '../db/actor.js';

/** What accompanies one operation. */
export interface OperationContext {
  actor: Actor;
  /** Stands in every error of the operation, and beside it in the log. */
  traceId: string;
  /** The address that the request came from, for limits and the record of sign-ins. */
  ip: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, as the token says; set by the authentication hook before any handler. */
    actor?: Actor;
  }
}

export function contextOf(request: FastifyRequest): OperationContext {
  return { actor: request.actor ?? NOBODY, traceId: randomUUID(), ip: request.ip };
}
