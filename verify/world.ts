// Two organizations of the same shape: the same people, and for each of them every kind of object in every state in
// which some operation could succeed. Each row of the one has its twin in the other.
import { createHash } from 'node:crypto';
import { hashPassword } from '../src/auth/passwords.js';
import type { Role } from '../src/db/actor.js';
import { canary, mark } from './canary.js';
import { CAST, PEOPLE, type Person, type Who } from './cast.js';
import { addAvailability } from './world.availability.js';
import { addCalendars } from './world.calendars.js';
import { addCatalogues } from './world.catalogues.js';
import { addCheckIns } from './world.checkins.js';
import { addActions } from './world.actions.js';
import { addCoaching } from './world.coaching.js';
import { addEngagements } from './world.engagements.js';
import { addGroups } from './world.groups.js';
import { addGoals } from './world.goals.js';
import { addLearning } from './world.learning.js';
import { addJournal } from './world.journal.js';
import { addMessages } from './world.messages.js';
import { addOpportunities } from './world.opportunities.js';
import { addReports } from './world.reports.js';
import { addSituations } from './world.situations.js';
import { addWeeks } from './world.week.js';
import type { System } from './system.js';

export const PASSWORD = 'a long enough password';

/** Texts that open something, by what they open. */
interface Secrets {
  invitation: string;
  reset: string;
}

export interface Organization {
  id: string;
  slug: string;
  people: Record<Person, Who & { email: string }>;
  secrets: Secrets;
}

export interface World {
  home: Organization;
  other: Organization;
}

export type Add = (table: string, row: Record<string, unknown>) => Promise<string>;

/** Inserts a row as the superuser. @returns its id */
export const adder =
  ({ sql }: System): Add =>
  async (table, row) => {
    const names = Object.keys(row);
    const { rows } = await sql.query<{ id: string }>(
      `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
      Object.values(row),
    );
    return rows[0]!.id;
  };

/** The secret of a member's refresh token: 32 bytes. */
export const refreshSecret = (memberId: string) => Buffer.from(memberId.replaceAll('-', ''), 'latin1');

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Builds the world in the database of the system; what is sealed is written through the API. */
export async function makeWorld(system: System): Promise<World> {
  const passwordHash = await hashPassword(PASSWORD);
  const users = new Map<Person, string>();
  const make = async (slug: string): Promise<Organization> => {
    const add = adder(system);
    const id = await add('organizations', {
      name: canary('Organization'),
      slug: `${slug}-${mark()}`,
      time_zone: 'Europe/Berlin',
      brand_name: canary('Brand'),
      active_goal_cap: 12,
    });
    const people = {} as Organization['people'];
    for (const person of PEOPLE) {
      people[person] = await addPerson(add, id, person, passwordHash, users);
    }
    const secrets = await addTokens(add, id, people);
    const organization = { id, slug, people, secrets };
    await addCoaching(system, organization);
    await addAvailability(system, organization);
    await addCatalogues(system, organization);
    await addSituations(system, organization);
    await addActions(system, organization);
    await addOpportunities(system, organization);
    await addLearning(system, organization);
    await addCheckIns(system, organization);
    await addGoals(system, organization);
    await addJournal(system, organization);
    await addMessages(system, organization);
    await addGroups(system, organization);
    await addReports(system, organization);
    await addWeeks(system, organization);
    await addEngagements(system, organization);
    await addCalendars(system, organization);
    return organization;
  };
  return { home: await make('home'), other: await make('other') };
}

async function addPerson(
  add: Add,
  orgId: string,
  person: Person,
  passwordHash: string,
  users: Map<Person, string>,
): Promise<Who & { email: string }> {
  const roles: readonly Role[] = CAST[person];
  const email = `${mark()}@example.test`;
  const travels = person === 'traveller' ? users.get(person) : undefined;
  const userId = travels ?? (await add('users', { email, password_hash: passwordHash }));
  users.set(person, userId);
  const memberId = await add('members', {
    org_id: orgId,
    user_id: userId,
    name: canary('Name'),
    email,
    roles: person === 'formerCoach' ? ['COACH'] : roles,
    time_zone: 'Europe/Berlin',
    status: person === 'disabled' ? 'DISABLED' : 'ACTIVE',
  });
  const signInId = await add('sign_ins', {
    user_id: userId,
    org_id: orgId,
    member_id: memberId,
    refresh_hash: sha256(refreshSecret(memberId)),
    expires_at: inDays(30),
    ended_at: person === 'disabled' ? new Date() : null,
  });
  return { orgId, memberId, userId, signInId, roles, email };
}

/** Invitations in each state and a password reset, whose tokens are known. */
async function addTokens(add: Add, orgId: string, people: Organization['people']): Promise<Secrets> {
  const secrets = { invitation: mark(), reset: mark() };
  const invitation = (status: string, days: number, token?: string) =>
    add('invitations', {
      org_id: orgId,
      email: `${mark()}@example.test`,
      name: canary('Invited'),
      roles: ['CLIENT'],
      status,
      token_hash: token ? sha256(token) : null,
      invited_by: people.admin.memberId,
      expires_at: inDays(days),
    });
  const pending = await invitation('PENDING', 5, secrets.invitation);
  await add('outbox', { org_id: orgId, job: 'send-invitation', subject_id: pending });
  await invitation('EXPIRED', -5);
  await invitation('REVOKED', 5);
  await add('password_resets', {
    email: people.mentor.email,
    token_hash: sha256(secrets.reset),
    expires_at: inDays(0.04),
  });
  return secrets;
}
