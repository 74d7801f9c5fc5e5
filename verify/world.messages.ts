// What the sides of each engagement that was ever signed wrote to each other, with a file, one that was not sent yet, and
// how far they have read.
import { randomUUID } from 'node:crypto';
import { Tokens } from '../src/auth/tokens.js';
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import type { Organization } from './world.js';

interface Pair {
  engagement: string;
  status: string;
  sides: Who[];
}

export async function addMessages(system: System, organization: Organization): Promise<void> {
  for (const pair of await pairsOf(system, organization)) {
    // What is over gets what was written before.
    await setStatus(system, pair.engagement, 'ACTIVE');
    for (const author of pair.sides) await addOf(system, author, pair.engagement);
    await setStatus(system, pair.engagement, pair.status);
  }
}

async function pairsOf(system: System, { id, people }: Organization): Promise<Pair[]> {
  const { rows } = await system.sql.query<Record<'id' | 'coach_id' | 'client_id' | 'status', string>>(
    `select id, coach_id, client_id, status from engagements where org_id = $1 and status <> 'PROPOSED' order by id`,
    [id],
  );
  const everybody = Object.entries(people);
  return rows.map((row) => ({
    engagement: `engagement_${row.id}`,
    status: row.status,
    // Whose role was taken away writes no more.
    sides: everybody
      .filter(
        ([name, { memberId }]) => name !== 'formerCoach' && [row.coach_id, row.client_id].includes(memberId),
      )
      .map(([, who]) => who),
  }));
}

const setStatus = (system: System, engagement: string, status: string) =>
  system.sql.query('update engagements set status = $2 where id = $1', [engagement.split('_')[1], status]);

async function addOf(system: System, author: Who, engagementId: string): Promise<void> {
  const send = (input: object) =>
    say(
      system,
      author,
      'mutation ($id: ID!, $input: SendMessageInput!) { sendMessage(engagementId: $id, input: $input) { id } }',
      { id: engagementId, input: { key: randomUUID(), text: canary('Message'), ...input } },
    );
  await handIn(system, author, engagementId);
  const file = await handIn(system, author, engagementId);
  await send({ files: [{ id: file, name: canary('File') }] });
  await send({});
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from messages where engagement_id = $1 order by id limit 1',
    [engagementId.split('_')[1]],
  );
  await say(system, author, 'mutation ($id: ID!) { markMessagesRead(id: $id) { id } }', {
    id: `message_${rows[0]!.id}`,
  });
}

async function handIn({ app }: System, author: Who, engagementId: string): Promise<string> {
  const token = await app.get(Tokens).access({ kind: 'member', ...author });
  const { body } = await app.inject({
    method: 'POST',
    url: `/engagements/${engagementId}/files`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/plain' },
    payload: canary('Page'),
  });
  const { id } = JSON.parse(body) as { id?: string };
  if (!id) throw new Error(`The world cannot be built: ${body}`);
  return id;
}
