import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { PDF } from '../files/file.samples.js';
import { startWorld, type World } from './opportunities.world.js';

export type DocumentsWorld = World & {
  /** Where the files are kept. */
  folder: string;
};

export async function startDocuments(): Promise<DocumentsWorld> {
  const folder = join(tmpdir(), `waymark-documents-${randomUUID()}`);
  const world = await startWorld({ STORAGE_URL: `file:${folder}` });
  const close = async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...world, folder, close };
}

const FIELDS = `id kind title tags stale staleReasons changedAt archivedAt version goals { title }
  current { id number url format sha256 bytes downloadUrl }`;

/** What a person can do with documents, through the API. */
export function documentsOf(world: World, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => world.send(as, text, variables);
  const ofId = (name: string) => (id: string) =>
    act(`mutation ($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`, { id });
  return {
    add: (input: object = {}) =>
      act(`mutation ($input: AddDocumentInput!) { addDocument(input: $input) { ${FIELDS} } }`, {
        input: { kind: 'RESUME', title: 'My resume', ...input },
      }),
    change: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $version: Int!, $input: ChangeDocumentInput!) {
           changeDocument(id: $id, version: $version, input: $input) { ${FIELDS} } }`,
        { id, version, input },
      ),
    addLink: (id: string, url: string) =>
      act(`mutation ($id: ID!, $url: String!) { addDocumentLink(id: $id, url: $url) { ${FIELDS} } }`, {
        id,
        url,
      }),
    archive: ofId('archiveDocument'),
    unarchive: ofId('unarchiveDocument'),
    delete: (id: string) => act('mutation ($id: ID!) { deleteDocument(id: $id) }', { id }),
    read: (id: string, fields = FIELDS) =>
      act(`query ($id: ID!) { document(id: $id) { ${fields} } }`, { id }),
    list: (filter = '') => act(`{ myDocuments(first: 50${filter}) { totalCount nodes { title } } }`),
    ofClient: (client: MemberActor, filter = '') =>
      act(
        `{ client(id: "client_${client.memberId}") { documents(first: 50${filter}) { totalCount nodes { id title stale } } } }`,
      ),
    node: (id: string) => act('query ($id: ID!) { node(id: $id) { id } }', { id }),
    /** @returns the id of a new one without content */
    added: async (input: object = {}): Promise<string> =>
      (
        await act('mutation ($input: AddDocumentInput!) { addDocument(input: $input) { id } }', {
          input: { kind: 'RESUME', title: 'My resume', ...input },
        })
      ).data.addDocument.id,
    upload: (id: string, bytes: Buffer, headers: Record<string, string> = {}) =>
      upload(world, as, id, bytes, headers),
  };
}

/** Sends a file as a front-end would. */
export async function upload(
  world: World,
  as: MemberActor | null,
  id: string,
  bytes: Buffer,
  more: Record<string, string> = {},
) {
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream', ...more };
  if (as) headers.authorization = `Bearer ${await world.app.get(Tokens).access(as)}`;
  const { statusCode, body } = await world.app.inject({
    method: 'POST',
    url: `/documents/${id}/file`,
    headers,
    payload: bytes,
  });
  const answer = JSON.parse(body) as {
    id?: string;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: statusCode, id: answer.id, code: answer.errors?.[0]?.extensions.code ?? 'OK', body };
}

/** A document with one file. */
export async function aFile(world: World, as: MemberActor, bytes: Buffer = PDF) {
  const theirs = documentsOf(world, as);
  const document = await theirs.added();
  const { id } = await theirs.upload(document, bytes);
  return { document, version: id! };
}

/** Follows a download link, without a sign-in. */
export async function follow({ app }: World, url: string, method: 'GET' | 'HEAD' = 'GET') {
  const { statusCode, headers, rawPayload, body } = await app.inject({
    method,
    url: url.replace('http://127.0.0.1:3000', ''),
  });
  return { status: statusCode, headers, bytes: rawPayload, body };
}

/** The names of the stored files of all organizations. */
export async function stored({ folder, client, foreigner }: DocumentsWorld): Promise<string[]> {
  const lists = [client, foreigner].map(({ orgId }) =>
    readdir(join(folder, orgId, 'documents')).catch(() => []),
  );
  return (await Promise.all(lists)).flat();
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
