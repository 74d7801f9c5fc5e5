// Guarantees: who may not hand in a file is refused before a byte of it is read.
//
// A file comes as the plain body of a POST with the access token in the header. In a mutation it would be text, a third
// larger, in a body whose limit protects every other operation; in a form it would need a parser that reads names and
// types which do not count here; by a signed address the right to write would stand in logs.
import type { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { invalidInput, notFound, unauthenticated } from '../app-error.js';
import type { MemberActor } from '../db/actor.js';
import { splitId } from '../graphql/ids.js';
import { MAX_FILE } from './sealed-files.js';

/** One address that takes files. */
export interface FileRoute {
  /** As `documents`: of the address `/documents/<id>/<last>`. */
  first: string;
  last: string;
  /** What the file is handed to: the kind of its id, and the GraphQL type that is missing where there is none. */
  to: { kind: string; type: string };
  /** The kind of the stored file's id. */
  kind: string;
  /** @throws AppError for who may not */
  check(actor: MemberActor): void;
  /** @returns the id of the stored file */
  store(actor: MemberActor, id: string, bytes: Buffer): Promise<string>;
}

/** Opens the address; in the worker, which has no HTTP side, nothing happens. */
export function takeFiles({ httpAdapter }: HttpAdapterHost, route: FileRoute): void {
  const { first, last, to, kind, check, store } = route;
  const uploaderOf = ({ actor }: FastifyRequest): MemberActor => {
    if (actor?.kind !== 'member') throw unauthenticated();
    check(actor);
    return actor;
  };
  const take = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const given = splitId((request.params as { id: string }).id);
    if (given?.kind !== to.kind) throw notFound(to.type);
    if (!Buffer.isBuffer(request.body)) throw invalidInput('The file is empty.');
    const id = await store(uploaderOf(request), given.uuid, request.body);
    return reply.code(201).send({ id: `${kind}_${id}` });
  };
  void httpAdapter?.getInstance<FastifyInstance>().register(async (routes: FastifyInstance) => {
    routes.removeAllContentTypeParsers();
    routes.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MAX_FILE }, (_request, body, done) =>
      done(null, body),
    );
    routes.addHook('onRequest', async (request) => void uploaderOf(request));
    routes.post(`/${first}/:id/${last}`, { bodyLimit: MAX_FILE }, take);
  });
}
