import type { MemberActor } from '../../src/db/actor.js';
import type { Answer, TestApp } from '../setup/app.js';
import type { TestDatabase } from '../setup/database.js';
import { aMember, anOrganization } from '../setup/people.js';
import { aSession, anEngagement } from './people.js';

/** Everybody by whom what a session holds is asked for; `coach` and `client` are its two sides. */
export interface Cast {
  coach: MemberActor;
  client: MemberActor;
  foreign: MemberActor;
  admin: MemberActor;
  otherCoach: MemberActor;
  otherClient: MemberActor;
  mentor: MemberActor;
  engagement: string;
}

export async function aCast(database: TestDatabase): Promise<Cast> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const coach = await aMember(database, north, 'Cora', ['COACH']);
  const client = await aMember(database, north, 'Clio', ['CLIENT']);
  const otherCoach = await aMember(database, north, 'Otto', ['COACH']);
  const otherClient = await aMember(database, north, 'Odo', ['CLIENT']);
  // Both work together with one of the two, though in no session of theirs.
  await anEngagement(database, otherCoach, client);
  await anEngagement(database, coach, otherClient);
  return {
    coach,
    client,
    foreign: await aMember(database, south, 'Finn', ['COACH', 'CLIENT', 'ADMIN']),
    admin: await aMember(database, north, 'Ada', ['ADMIN']),
    otherCoach,
    otherClient,
    mentor: await aMember(database, north, 'Mo', ['MENTOR']),
    engagement: await anEngagement(database, coach, client),
  };
}

/** Whom nothing of a session is for, by what they are told where both sides may call the operation. */
export const strangersOf = (cast: Cast): [string, MemberActor | null, string][] => [
  ['anonymous', null, 'UNAUTHENTICATED'],
  ['foreign', cast.foreign, 'NOT_FOUND'],
  ['admin', cast.admin, 'FORBIDDEN'],
  ['mentor', cast.mentor, 'FORBIDDEN'],
  ['another coach of the client', cast.otherCoach, 'NOT_FOUND'],
  ['another client of the coach', cast.otherClient, 'NOT_FOUND'],
];

let place = 0;
/** A session that was held, long ago and each at another time. @returns its bare id */
export async function aHeldSession(database: TestDatabase, engagement: string): Promise<string> {
  place += 1;
  const id = await aSession(database, engagement, -place * 120 - 100_000);
  await database.owner(`update sessions set status = 'HELD' where id = $1`, [id]);
  return id;
}

export const code = ({ errors }: Answer) => errors?.[0]?.extensions.code ?? 'OK';
export const counts = (answers: Answer[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(answers.map(code), (each) => each)).map(([each, all]) => [
      each,
      all!.length,
    ]),
  );
export const bare = (id: string) => id.slice(id.indexOf('_') + 1);

export const end = (database: TestDatabase, engagement: string, on = 'current_date') =>
  database.owner(`update engagements set status = 'COMPLETED', ends_on = ${on} where id = $1`, [engagement]);
export const reopen = (database: TestDatabase, engagement: string) =>
  database.owner(`update engagements set status = 'ACTIVE', ends_on = null where id = $1`, [engagement]);

export const markHeld = (waymark: TestApp, as: MemberActor, session: string) =>
  waymark.send(as, 'mutation ($id: ID!) { markSessionHeld(id: $id) { id } }', { id: `session_${session}` });
