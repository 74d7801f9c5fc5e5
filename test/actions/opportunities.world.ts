import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type Answer, type TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';

/** An organization with somebody in each part, and a stranger who is everything elsewhere. */
export interface Cast {
  client: MemberActor;
  /** Another client: the buddy, as far as these tables go. */
  otherClient: MemberActor;
  coach: MemberActor;
  otherCoach: MemberActor;
  mentor: MemberActor;
  admin: MemberActor;
  adminWhoCoaches: MemberActor;
  foreigner: MemberActor;
  /** Of the client and the coach. */
  engagement: string;
}

export type World = TestApp & Cast;

export async function startWorld(environment: Record<string, string> = {}): Promise<World> {
  const waymark = await startApp(environment);
  return { ...waymark, ...(await aCast(waymark.database)) };
}

export async function aCast(database: TestDatabase): Promise<Cast> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const client = await aMember(database, north, 'Clio', ['CLIENT']);
  const coach = await aMember(database, north, 'Cora', ['COACH']);
  return {
    client,
    coach,
    otherClient: await aMember(database, north, 'Odo', ['CLIENT']),
    otherCoach: await aMember(database, north, 'Otto', ['COACH']),
    mentor: await aMember(database, north, 'Mel', ['MENTOR']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    adminWhoCoaches: await aMember(database, north, 'Alma', ['ADMIN', 'COACH']),
    foreigner: await aMember(database, south, 'Finn', ['CLIENT', 'COACH', 'MENTOR', 'ADMIN']),
    engagement: await engage(database, coach, client),
  };
}

/** An engagement that both have signed. @returns its bare id */
export async function engage(
  database: TestDatabase,
  coach: MemberActor,
  client: MemberActor,
): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, status, coach_signed_at, client_signed_at)
     values ($1, $2, $3, '2026-01-05', 'ACTIVE', now(), now()) returning id`,
    [coach.orgId, coach.memberId, client.memberId],
  );
  return row!.id;
}

/** Lets the coach of an engagement see a subject. */
export async function consent(database: TestDatabase, engagement: string, subject: string): Promise<void> {
  await database.owner(
    `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
     select org_id, client_id, coach_id, id, $2 from engagements where id = $1`,
    [engagement, subject],
  );
}

/** The words of the one error, or OK. */
export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';

export function tally(answers: Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[code(answer)] = (counts[code(answer)] ?? 0) + 1;
  return counts;
}

/** The day so many days from now, in Berlin, where the people of tests live. */
export const inDays = (days: number) =>
  new Date(Date.now() + days * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Europe/Berlin' });

const FIELDS = `id kind title description postedBy mine place startsOn endsOn lastOn effortMinutes seats seatsTaken
  status available skills { name } tags closedAt archivedAt version myApplication { id }`;

/** What a person can do with opportunities, through the API. */
export function opportunitiesOf(world: TestApp, as: MemberActor | null) {
  const act = (text: string, variables: Record<string, unknown> = {}) => world.send(as, text, variables);
  const ofId = (name: string) => (id: string) =>
    act(`mutation ($id: ID!) { ${name}(id: $id) { ${FIELDS} } }`, { id });
  return {
    post: (input: object = {}) =>
      act(`mutation ($input: PostOpportunityInput!) { postOpportunity(input: $input) { ${FIELDS} } }`, {
        input: { kind: 'PROJECT', title: 'Plan the fair', ...input },
      }),
    change: (id: string, version: number, input: object) =>
      act(
        `mutation ($id: ID!, $version: Int!, $input: ChangeOpportunityInput!) {
           changeOpportunity(id: $id, version: $version, input: $input) { ${FIELDS} } }`,
        { id, version, input },
      ),
    close: ofId('closeOpportunity'),
    reopen: ofId('reopenOpportunity'),
    archive: ofId('archiveOpportunity'),
    unarchive: ofId('unarchiveOpportunity'),
    takeUp: (id: string, input?: object) =>
      act(
        `mutation ($id: ID!, $input: TakeUpInput) { takeUpOpportunity(id: $id, input: $input) {
           id applicantName appliedAt withdrawnAt opportunity { id seatsTaken }
           action { id kind title status dueOn effortMinutes reason goal { title } } } }`,
        { id, input },
      ),
    stepBack: (id: string, reason = 'No time after all') =>
      act(
        `mutation ($id: ID!, $reason: String!) { withdrawApplication(id: $id, reason: $reason) {
           id withdrawnAt opportunity { seatsTaken } action { status reason } } }`,
        { id, reason },
      ),
    read: (id: string, fields = FIELDS) =>
      act(`query ($id: ID!) { opportunity(id: $id) { ${fields} } }`, { id }),
    /** @returns the id of a new one */
    posted: async (input: object = {}): Promise<string> =>
      (
        await act('mutation ($input: PostOpportunityInput!) { postOpportunity(input: $input) { id } }', {
          input: { kind: 'PROJECT', title: 'Plan the fair', ...input },
        })
      ).data.postOpportunity.id,
    list: (filter = '') => act(`{ opportunities(first: 100${filter}) { nodes { title } } }`),
    mine: (filter = '') => act(`{ myOpportunities(first: 100${filter}) { nodes { title } } }`),
    applications: () =>
      act(`{ myApplications { totalCount nodes { withdrawnAt opportunity { title } action { status } } } }`),
  };
}

/** Takes an opportunity up. @returns the id of the application */
export async function takenUp(world: TestApp, as: MemberActor, id: string): Promise<string> {
  return (await opportunitiesOf(world, as).takeUp(id)).data.takeUpOpportunity.id;
}
