import type { MemberActor, Role } from '../src/db/actor.js';
import { anAllocation, anEngagement } from '../test/sessions/people.js';
import type { TestApp } from '../test/setup/app.js';
import { aMember, anOrganization } from '../test/setup/people.js';

export interface Engaged {
  id: string;
  coach: MemberActor;
  client: MemberActor;
  /** Null: without limit. */
  allocation: { unit: 'SESSIONS' | 'MINUTES'; amount: number } | null;
}

export interface SessionsWorld {
  people: (MemberActor & { userId: string; email: string })[];
  /** One of each pair that works together; what ended gives its place to another. */
  engagements: Engaged[];
}

/**
 * Two organizations; a coach who works for both, a coach who is also coached, clients with two coaches; allocations of
 * sessions, of minutes, too small ones, and none.
 */
export async function makeWorld({ database }: TestApp): Promise<SessionsWorld> {
  const north = await anOrganization(database, 'north');
  const south = await anOrganization(database, 'south');
  const person = (org: string, name: string, ...roles: Role[]) => aMember(database, org, name, roles);
  const mara = await person(north, 'Mara', 'COACH');
  const emeka = await person(north, 'Emeka', 'COACH', 'CLIENT');
  const away = await person(south, 'Clara', 'COACH');
  const both = await alsoIn(database, north, away);
  const clients: MemberActor[] = [];
  for (const name of ['Lena', 'Tomas', 'Carla', 'Samir', 'Noor'])
    clients.push(await person(north, name, 'CLIENT'));
  const [lena, tomas, carla, samir, noor] = clients as [
    MemberActor,
    MemberActor,
    MemberActor,
    MemberActor,
    MemberActor,
  ];
  const ines = await person(south, 'Ines', 'CLIENT');
  const hugo = await person(south, 'Hugo', 'CLIENT');
  const pairs = [
    [mara, lena, 'SESSIONS', 2000],
    [mara, tomas, 'MINUTES', 60_000],
    [mara, emeka, null, 0],
    [emeka, lena, null, 0],
    [emeka, carla, 'SESSIONS', 12],
    [emeka, samir, 'MINUTES', 900],
    [both, noor, 'SESSIONS', 2000],
    [both, carla, null, 0],
    [away, ines, 'MINUTES', 60_000],
    [away, hugo, null, 0],
  ] as const;
  const engagements: Engaged[] = [];
  for (const [coach, client, unit, amount] of pairs)
    engagements.push(await engage(database, { coach, client, allocation: unit && { unit, amount } }));
  const known = [mara, emeka, away, both, ...clients, ines, hugo];
  const rows = await database.owner<{ id: string; user_id: string; email: string }>(
    'select id, user_id, email from members where id = any ($1)',
    [known.map(({ memberId }) => memberId)],
  );
  const people = known.map((member) => {
    const row = rows.find(({ id }) => id === member.memberId)!;
    return { ...member, userId: row.user_id, email: row.email };
  });
  // The clock of this process will run months ahead of the database's.
  await database.owner(`update sign_ins set expires_at = now() + interval '20 years'`);
  // By the database's clock an engagement that ends on that one's day would end in the future, which it refuses.
  await database.owner('alter table engagements disable trigger engagements_hold');
  return { people, engagements };
}

/** Lets two work together, from now on. */
export async function engage(
  database: TestApp['database'],
  { coach, client, allocation }: Omit<Engaged, 'id'>,
): Promise<Engaged> {
  const id = await anEngagement(database, coach, client);
  if (allocation) await anAllocation(database, id, allocation.unit, allocation.amount);
  return { id, coach, client, allocation };
}

/** The same person as a coach in another organization. */
async function alsoIn(
  database: TestApp['database'],
  orgId: string,
  { memberId }: MemberActor,
): Promise<MemberActor> {
  const [row] = await database.owner<{ member: string; sign_in: string }>(
    `with m as (insert into members (org_id, user_id, name, email, roles, time_zone)
       select $1, user_id, name, email, roles, time_zone from members where id = $2 returning id, user_id)
     insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
     select m.user_id, $1, m.id, sha256(m.id::text::bytea), now() + interval '1 day' from m
     returning member_id as member, id as sign_in`,
    [orgId, memberId],
  );
  return { kind: 'member', orgId, memberId: row!.member, roles: ['COACH'], signInId: row!.sign_in };
}
