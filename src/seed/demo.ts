// Guarantees: the demo organization is there whole or not at all, however often this runs.
import type { Client } from 'pg';
import type { Keys } from '../db/keys.js';
import { addAvailability } from './demo.availability.js';
import { DemoClient, type ToldClient } from './demo.client.js';
import { CLIENTS_OF_CLARA } from './demo.clients.clara.js';
import { CLIENTS_OF_EMEKA } from './demo.clients.emeka.js';
import { CLIENTS_OF_MARA } from './demo.clients.mara.js';
import { addGroup } from './demo.groups.js';
import { COACHING, FINISHED, NEWCOMERS, REQUEST } from './demo.coaching.story.js';
import { DemoCoaching } from './demo.coaching.js';
import { DemoOffers } from './demo.offers.js';
import { addAskedFor, engagementOf } from './demo.requests.js';
import { readStock, type Stock } from './demo.stock.js';
import { UNSTUCK_CARLA } from './demo.unstuck.carla.js';
import { UNSTUCK_LENA } from './demo.unstuck.lena.js';
import { UNSTUCK_TOMAS } from './demo.unstuck.tomas.js';
import { addUnstuck } from './demo.unstuck.js';
import { addWins } from './demo.wins.js';
import type { ClientStory } from './demo.story.js';
import { insertRows, TABLES } from './loader.js';
import { Random } from './random.js';
import { DAY, Sheet } from './sheet.js';
import type { ProfileOfCoach } from './sheet.facts.js';

/** Everybody's password in the demo, which never runs in production. */
export const DEMO_PASSWORD = 'one-step-at-a-time';

const SEED = 20_260_701;
const DOMAIN = 'harbour-and-pine.example';
const ZONE = 'Europe/Berlin';
const BEGAN = -240 * DAY;

const UNSTUCK = [UNSTUCK_LENA, UNSTUCK_CARLA, UNSTUCK_TOMAS];

const COACHES: readonly ({ name: string } & ProfileOfCoach)[] = [
  {
    name: 'Mara Vogel',
    biography:
      'Twelve years in product teams, the last five as a coach. I ask what you would do if nobody graded it.',
    specialties: ['First leadership role', 'Visibility'],
    languages: ['de', 'en'],
    credentials: ['Certified coach since 2019'],
    capacity: 8,
  },
  {
    name: 'Emeka Osei',
    biography: 'I coach people who keep things running. We look at one working day, and then at the next.',
    specialties: ['Workload', 'Career change'],
    languages: ['en', 'fr'],
    credentials: ['Certified coach since 2016', 'Supervisor'],
    capacity: 6,
  },
  {
    name: 'Clara Nilsson',
    biography: 'I work with people between two jobs, or between two ideas of themselves.',
    specialties: ['Career change', 'Return to work'],
    languages: ['sv', 'en', 'pt'],
    credentials: [],
    capacity: 6,
  },
];

export interface SignIn {
  role: string;
  email: string;
  password: string;
  note: string;
}

const addressOf = (name: string) =>
  `${name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.')}@${DOMAIN}`;

const signIns: readonly [role: string, name: string, note: string][] = [
  ['admin', 'Petra Lindqvist', 'invites people, sees nobody’s content'],
  ['coach', 'Mara Vogel', 'five clients, a session today, a request'],
  ['coach', 'Clara Nilsson', 'a signature is due, a session is not marked'],
  ['client', 'Lena Hoffmann', 'a whole week, five months of progress, a buddy'],
  ['client', 'Carla Rossi', 'Lena’s buddy; lets her coach see her work and no more'],
  ['client', 'Samir Kaya', 'in his first week'],
  ['client', 'Victor Costa', 'a review falls due as the demo is made'],
  ['mentor', 'Hana Sato', ''],
];

/**
 * Loads the demo organization as the owner, told from the instant `now`.
 * @returns the sign-ins to show
 */
export async function seedDemo(
  client: Client,
  keys: Keys,
  now: number,
  passwordHash: string,
): Promise<SignIn[]> {
  const random = new Random('waymark demo', SEED);
  const sheet = demoSheet(random, keys, now);
  const { rowCount } = await client.query('select from organizations where id = $1', [sheet.orgId]);
  if (rowCount === 0) {
    await client.query('begin');
    try {
      await insertRows(client, 'organizations', sheet.tables.organizations);
      tell(sheet, random, await readStock(client, sheet.orgId), now, passwordHash);
      for (const table of TABLES)
        if (table !== 'organizations') await insertRows(client, table, sheet.tables[table]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  }
  return signIns.map(([role, name, note]) => ({
    role,
    email: addressOf(name),
    password: DEMO_PASSWORD,
    note,
  }));
}

function demoSheet(random: Random, keys: Keys, now: number): Sheet {
  const today = now - (now % DAY);
  return new Sheet(random, today, keys, {
    name: 'Harbour & Pine',
    slug: 'harbour-and-pine',
    zone: ZONE,
    at: today + BEGAN,
  });
}

/** Fills the sheet of an organization whose stock is there. */
function tell(sheet: Sheet, random: Random, stock: Stock, now: number, passwordHash: string): void {
  const today = now - (now % DAY);
  const ids = new Map<string, string>();
  const person = (
    name: string,
    role: 'ADMIN' | 'COACH' | 'MENTOR' | 'CLIENT',
    zone = ZONE,
    began = BEGAN,
  ) => {
    const at = today + began;
    const id = sheet.person({ name, email: addressOf(name), roles: [role], zone, at, passwordHash });
    ids.set(name, id);
    return id;
  };

  person('Petra Lindqvist', 'ADMIN');
  const coachIds = COACHES.map(({ name, ...profile }) => {
    const id = person(name, 'COACH');
    sheet.coach(id, today + BEGAN, profile);
    return id;
  });
  person('Hana Sato', 'MENTOR', 'Asia/Tokyo');
  person('Daniel Okafor', 'MENTOR', 'Africa/Lagos');
  const clients = new Map<string, ToldClient>();
  const client = (story: ClientStory, place: number) => {
    const began = (story.joined ?? (story.begun ?? -20) - 5) * DAY;
    const id = person(story.name, 'CLIENT', story.zone, began);
    sheet.client(id, today + began, story);
    clients.set(story.name, new DemoClient(sheet, random, { now, place, id, coachIds }, story).add());
  };
  const stories = [...CLIENTS_OF_MARA, ...CLIENTS_OF_EMEKA, ...CLIENTS_OF_CLARA];
  stories.forEach(client);
  for (const story of UNSTUCK) addUnstuck(sheet, stock, clients.get(story.name)!, story);
  new DemoOffers(sheet, stock, { ids, clients }, now, ZONE).add();
  addGroup(sheet, ids, now, ZONE);
  NEWCOMERS.forEach((story, index) => client(story, stories.length + index));
  addCoaching(sheet, ids, clients);
  // Last, from all that was told; and because how many there are depends on the weekday, while ids do not.
  for (const { name, kudosOf = [] } of UNSTUCK) {
    addWins(
      sheet,
      clients.get(name)!,
      kudosOf.map((giver) => ids.get(giver)!),
    );
  }
  addAvailability(sheet, ids, today + BEGAN, today);
}

/** What happens between the coaches and their clients beside the sessions themselves. */
function addCoaching(
  sheet: Sheet,
  ids: ReadonlyMap<string, string>,
  clients: ReadonlyMap<string, ToldClient>,
): void {
  const adminId = ids.get('Petra Lindqvist')!;
  const of = (name: string, coachId: string) => {
    const { id, clock } = clients.get(name)!;
    return new DemoCoaching(sheet, engagementOf(sheet, id, coachId), clock, adminId);
  };
  for (const story of COACHING) of(story.name, clients.get(story.name)!.coach!.id).add(story);
  of(FINISHED.name, ids.get(FINISHED.coach)!).addFinished(FINISHED);
  addAskedFor(sheet, ids, adminId, clients.get(REQUEST.name)!);
}
