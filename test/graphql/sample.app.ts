import { Keys } from '../../src/db/keys.js';
import type { MemberActor } from '../../src/db/actor.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';
import { fillOrganization, makeTables } from './sample.data.js';
import { SampleModule } from './sample.module.js';

/** The product with the sample schema, two organizations full of hostile rows, and people in different roles. */
export interface SampleApp extends TestApp {
  people: Record<'coach' | 'client' | 'newcomer' | 'stranger', MemberActor>;
}

export async function startSampleApp(environment: Record<string, string> = {}): Promise<SampleApp> {
  const waymark = await startApp(environment, SampleModule);
  const { database, app } = waymark;
  await makeTables(database);
  const [north, south] = [await anOrganization(database, 'north'), await anOrganization(database, 'south')];
  const coach = await aMember(database, north, 'Ada', ['ADMIN', 'COACH']);
  const client = await aMember(database, north, 'Carl', ['CLIENT']);
  const newcomer = await aMember(database, north, 'Nia', ['CLIENT']);
  const stranger = await aMember(database, south, 'Sam', ['ADMIN', 'COACH']);
  await fillOrganization(database, app.get(Keys), north, [coach.memberId, client.memberId]);
  await fillOrganization(database, app.get(Keys), south, [stranger.memberId], 9);
  return { ...waymark, people: { coach, client, newcomer, stranger } };
}
