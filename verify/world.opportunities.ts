// What the world's people offer and take up, whom its clients know, and what they show of themselves: opportunities that
// are open, closed and put away, applications that stand and that were taken back before, documents with links and files.
import { canary, mark } from './canary.js';
import type { Person, Who } from './cast.js';
import type { System } from './system.js';
import { say } from './world.coaching.js';
import { adder, type Organization } from './world.js';

const POSTERS = ['admin', 'coach', 'mentor', 'coachClient'] as const;
/** Who takes up what whom offers. */
const TAKEN: [Person, Person][] = [
  ['client', 'mentor'],
  ['client', 'admin'],
  ['otherClient', 'mentor'],
  ['otherClient', 'coach'],
  ['formerClient', 'admin'],
  ['newClient', 'coachClient'],
  ['coachClient', 'coach'],
  ['traveller', 'mentor'],
];
const CLIENTS = ['client', 'otherClient', 'formerClient', 'newClient', 'coachClient'] as const;
const SHA256 = 'a'.repeat(64);

export async function addOpportunities(system: System, organization: Organization): Promise<void> {
  const { people } = organization;
  const offered = new Map<Person, string>();
  for (const person of POSTERS) offered.set(person, await addOffers(system, people[person]));
  for (const [taker, poster] of TAKEN) await takeUp(system, people[taker], offered.get(poster)!);
  for (const person of CLIENTS) {
    await addContacts(system, people[person]);
    await addDocuments(system, people[person]);
  }
}

/** @returns the one that is taken up; another open one stays free */
async function addOffers(system: System, poster: Who): Promise<string> {
  const add = adder(system);
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from skills where org_id = $1 order by id limit 1',
    [poster.orgId],
  );
  const offer = (row: Record<string, unknown>) =>
    add('opportunities', {
      org_id: poster.orgId,
      poster_id: poster.memberId,
      kind: 'PROJECT',
      title: canary('Opportunity'),
      description: canary('Description'),
      place: canary('Place'),
      tags: [mark()],
      seats: 5,
      ...row,
    });
  const closed = { status: 'CLOSED', closed_at: new Date() };
  const open = await offer({});
  await add('opportunity_skills', {
    org_id: poster.orgId,
    poster_id: poster.memberId,
    opportunity_id: open,
    skill_id: rows[0]!.id,
  });
  await offer({ kind: 'EVENT' });
  // Few in all: each is tried with each goal.
  if (!poster.roles.includes('COACH')) return open;
  await offer(closed);
  await offer({ ...closed, archived_at: new Date() });
  return open;
}

/** Through the API, which counts the seats; and was taken back once before. */
async function takeUp(system: System, taker: Who, opportunity: string): Promise<void> {
  const take = 'mutation ($id: ID!) { takeUpOpportunity(id: $id) { id } }';
  const id = `opportunity_${opportunity}`;
  await say(system, taker, take, { id });
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from opportunity_applications where client_id = $1 and opportunity_id = $2',
    [taker.memberId, opportunity],
  );
  await say(
    system,
    taker,
    'mutation ($id: ID!, $reason: String!) { withdrawApplication(id: $id, reason: $reason) { id } }',
    { id: `opportunity-application_${rows[0]!.id}`, reason: canary('Reason') },
  );
  await say(system, taker, take, { id });
}

async function addContacts(system: System, client: Who): Promise<void> {
  for (let at = 0; at < 2; at += 1) {
    const input = {
      name: canary('Contact'),
      field: canary('Field'),
      nextStep: canary('Step'),
      tie: 3,
      lastContactOn: '2026-10-05',
    };
    await say(system, client, 'mutation ($input: AddContactInput!) { addContact(input: $input) { id } }', {
      input,
    });
  }
  await system.sql.query(
    `update contacts set archived_at = now() where id = (select id from contacts where client_id = $1 order by id desc limit 1)`,
    [client.memberId],
  );
}

/** A document that is a link, one that is a file, and one that was put away. */
async function addDocuments(system: System, client: Who): Promise<void> {
  const add = adder(system);
  const own = { org_id: client.orgId, client_id: client.memberId };
  const document = (kind: string, row: Record<string, unknown> = {}) =>
    add('documents', {
      ...own,
      kind,
      title: canary('Document'),
      tags: [mark()],
      changed_at: new Date(),
      ...row,
    });
  const { rows } = await system.sql.query<{ id: string }>(
    'select id from goals where client_id = $1 order by id limit 1',
    [client.memberId],
  );
  const link = await document('PROFILE');
  for (const number of [1, 2]) {
    await add('document_versions', {
      ...own,
      document_id: link,
      number,
      url: `https://people.example.test/${mark()}`,
    });
  }
  await add('document_goals', { ...own, document_id: link, goal_id: rows[0]!.id });
  const file = { ...own, number: 1, format: 'PDF', sha256: SHA256, bytes: 1000 };
  await add('document_versions', { ...file, document_id: await document('RESUME') });
  await document('PORTFOLIO', { archived_at: new Date() });
  await add('document_loose_files', { ...own, since: new Date() });
}
