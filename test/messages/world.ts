import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokens } from '../../src/auth/tokens.js';
import type { MemberActor } from '../../src/db/actor.js';
import { engage, startWorld, type World } from '../actions/opportunities.world.js';
import { PDF } from '../files/file.samples.js';

export { code, tally } from '../actions/opportunities.world.js';

export type MessagesWorld = World & {
  /** Where the files are kept. */
  folder: string;
  /** Of the client and the coach, as the API names it. */
  pair: string;
  /** Of the other client and the other coach. */
  otherPair: string;
};

export async function startMessages(): Promise<MessagesWorld> {
  const folder = join(tmpdir(), `waymark-messages-${randomUUID()}`);
  const world = await startWorld({ STORAGE_URL: `file:${folder}` });
  const close = async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  };
  const other = await engage(world.database, world.otherCoach, world.otherClient);
  return {
    ...world,
    folder,
    close,
    pair: `engagement_${world.engagement}`,
    otherPair: `engagement_${other}`,
  };
}

export const bare = (id: string) => id.split('_')[1]!;

const FIELDS = `id text mine read sentAt withdrawnAt engagement { id } author { name }
  files { id name format sha256 bytes downloadUrl }`;

/** What a person can do with messages, through the API. */
export function messagesOf(world: MessagesWorld, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => world.send(as, text, variables);
  const send = (input: object = {}, engagementId = world.pair) =>
    act(
      `mutation ($engagementId: ID!, $input: SendMessageInput!) {
         sendMessage(engagementId: $engagementId, input: $input) { ${FIELDS} } }`,
      { engagementId, input: { key: randomUUID(), text: 'Good morning', ...input } },
    );
  return {
    act,
    send,
    /** @returns the id of a new one */
    sent: async (input: object = {}, engagementId = world.pair): Promise<string> =>
      (await send(input, engagementId)).data.sendMessage.id,
    withdraw: (id: string) => act(`mutation ($id: ID!) { withdrawMessage(id: $id) { ${FIELDS} } }`, { id }),
    markRead: (id: string) =>
      act('mutation ($id: ID!) { markMessagesRead(id: $id) { id unreadMessages } }', { id }),
    list: (engagementId = world.pair, fields = FIELDS) =>
      act(
        `query ($id: ID!) { engagement(id: $id) { unreadMessages messages(first: 50) { totalCount nodes { ${fields} } } } }`,
        { id: engagementId },
      ),
    unread: () => act('{ myUnreadMessages(first: 50) { totalCount nodes { text } } }'),
    node: (id: string) => act('query ($id: ID!) { node(id: $id) { id } }', { id }),
    handIn: (bytes: Buffer = PDF, engagementId = world.pair) => handIn(world, as, engagementId, bytes),
  };
}

/** Hands a file in as a front-end would. */
async function handIn(world: MessagesWorld, as: MemberActor | null, engagementId: string, bytes: Buffer) {
  const headers: Record<string, string> = { 'content-type': 'application/octet-stream' };
  if (as) headers.authorization = `Bearer ${await world.app.get(Tokens).access(as)}`;
  const url = `/engagements/${engagementId}/files`;
  const { statusCode, body } = await world.app.inject({ method: 'POST', url, headers, payload: bytes });
  const answer = JSON.parse(body) as { id?: string; errors?: { extensions: { code: string } }[] };
  return { status: statusCode, id: answer.id ?? '', code: answer.errors?.[0]?.extensions.code ?? 'OK', body };
}

/** Follows a download link, without a sign-in. */
export async function follow({ app }: MessagesWorld, url: string) {
  const { statusCode, headers, rawPayload } = await app.inject({
    method: 'GET',
    url: url.replace('http://127.0.0.1:3000', ''),
  });
  return { status: statusCode, headers, bytes: rawPayload };
}

/** The names of the stored files of the organization. */
export const stored = ({ folder, client }: MessagesWorld): Promise<string[]> =>
  readdir(join(folder, client.orgId, 'messages')).catch(() => []);

/** Ends or opens the engagement of the client and the coach behind everybody's back. */
export const setStatus = ({ database, engagement }: MessagesWorld, status: string) =>
  database.owner(
    `update engagements set status = $2, ends_on = case when $2 in ('COMPLETED', 'ENDED_EARLY') then current_date end where id = $1`,
    [engagement, status],
  );
