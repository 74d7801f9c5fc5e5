// What the sessions of the world's pairs hold.
import { canary } from './canary.js';
import type { Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

interface Pair {
  engagement: string;
  coach: Who;
  client: Who;
}

/** Both sides write to the sessions that are held, begun and ahead, in an engagement that is still open. */
export async function addSessionContent(
  system: System,
  { id: org_id }: Organization,
  { engagement, coach, client }: Pair,
): Promise<void> {
  const add = adder(system);
  const own = { org_id, engagement_id: engagement, coach_id: coach.memberId, client_id: client.memberId };
  await system.sql.query('update agreements set recording = true where engagement_id = $1', [engagement]);
  const session = async (status: string, ahead: boolean) => {
    const { rows } = await system.sql.query<{ id: string }>(
      'select id from sessions where engagement_id = $1 and status = $2 and (starts_at > now()) = $3 order by starts_at desc',
      [engagement, status, ahead],
    );
    return `session_${rows[0]!.id}`;
  };
  const [held, begun, booked] = [
    await session('HELD', false),
    await session('BOOKED', false),
    await session('BOOKED', true),
  ];
  const act = (who: Who, query: string, variables: object) => say(system, who, query, variables);
  const write = 'mutation ($id: ID!, $text: String!)';
  await act(coach, `${write} { addPrivateNote(sessionId: $id, text: $text) { id } }`, {
    id: held,
    text: canary('Private'),
  });
  // One on each agenda, so that naming it names all.
  for (const [who, id] of [
    [coach, begun],
    [client, begun],
    [client, booked],
  ] as const)
    await act(who, `${write} { addAgendaItem(sessionId: $id, text: $text) { id } }`, {
      id,
      text: canary('Item'),
    });
  // As if the session that has begun had been cancelled after all, and nothing else were booked.
  await system.sql.query(
    `update agenda_items set session_id = null, carried = 1, carried_from = session_id
     where engagement_id = $1 and author_id = $2 and session_id = $3`,
    [engagement, coach.memberId, begun.slice('session_'.length)],
  );
  await act(
    client,
    'mutation ($id: ID!, $input: CreateActionInput!) { agreeAction(sessionId: $id, input: $input) { id } }',
    { id: held, input: { kind: 'CUSTOM', title: canary('Agreed') } },
  );
  await act(client, 'mutation ($id: ID!) { rateSession(sessionId: $id, rating: 4) { id } }', { id: held });
  await act(coach, 'mutation ($id: ID!, $url: String!) { addRecording(sessionId: $id, url: $url) { id } }', {
    id: held,
    url: `https://meet.example.test/${canary('Recording').replaceAll(/\W/g, '-')}`,
  });
  await add('alliance_pulses', {
    ...own,
    held_count: 4,
    status: 'ANSWERED',
    goals: 8,
    way: 7,
    bond: 9,
    rupture_risk: false,
    settled_at: new Date(),
  });
  await add('alliance_pulses', { ...own, held_count: 8 });
}

/** Two templates of each coach, one of them put away. */
export async function addNoteTemplates(system: System, { id, people }: Organization): Promise<void> {
  const add = adder(system);
  for (const coach of ['coach', 'otherCoach', 'adminCoach', 'coachClient'] as const) {
    const row = { org_id: id, owner_id: people[coach].memberId };
    await add('note_templates', { ...row, title: canary('Template'), body: canary('Body') });
    await add('note_templates', {
      ...row,
      title: canary('Template'),
      body: canary('Body'),
      archived_at: new Date(),
    });
  }
}
