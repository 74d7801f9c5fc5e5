import type { MemberActor } from '../../src/db/actor.js';
import type { TestApp } from '../setup/app.js';

const ITEM =
  'id text done carried version author { name } session { id } carriedFrom { id } doneAt createdAt';

/** The operations of an agenda, sent to one app. */
export const agendaOf = (waymark: TestApp) => {
  const send = (as: MemberActor | null, query: string, variables: Record<string, unknown>) =>
    waymark.send(as, query, variables);
  return {
    add: (as: MemberActor | null, session: string, text: string) =>
      send(
        as,
        `mutation ($id: ID!, $text: String!) { addAgendaItem(sessionId: $id, text: $text) { ${ITEM} } }`,
        {
          id: `session_${session}`,
          text,
        },
      ),
    change: (as: MemberActor | null, id: string, version: number, text: string) =>
      send(
        as,
        `mutation ($id: ID!, $version: Int!, $text: String!) { changeAgendaItem(id: $id, version: $version, text: $text) { ${ITEM} } }`,
        { id, version, text },
      ),
    tick: (as: MemberActor | null, id: string, name = 'tickAgendaItem') =>
      send(as, `mutation ($id: ID!) { ${name}(id: $id) { ${ITEM} } }`, { id }),
    remove: (as: MemberActor | null, id: string) =>
      send(as, 'mutation ($id: ID!) { removeAgendaItem(id: $id) }', { id }),
    reorder: (as: MemberActor | null, session: string, itemIds: string[]) =>
      send(
        as,
        'mutation ($id: ID!, $itemIds: [ID!]!) { reorderAgenda(sessionId: $id, itemIds: $itemIds) { agenda(first: 50) { nodes { text } } } }',
        { id: `session_${session}`, itemIds },
      ),
    /** The texts on the agenda of a session, as one of its sides reads them. */
    of: async (as: MemberActor, session: string): Promise<string[]> => {
      const { data } = await waymark.send(
        as,
        '{ session(id: "session_' + session + '") { agenda(first: 100) { nodes { text } } } }',
      );
      return data.session.agenda.nodes.map(({ text }: { text: string }) => text);
    },
    /** What waits for the next session of an engagement. */
    waiting: async (as: MemberActor, engagement: string): Promise<{ text: string; carried: number }[]> => {
      const { data } = await waymark.send(
        as,
        '{ engagement(id: "engagement_' +
          engagement +
          '") { waitingAgenda(first: 100) { nodes { text carried } } } }',
      );
      return data.engagement.waitingAgenda.nodes;
    },
  };
};
