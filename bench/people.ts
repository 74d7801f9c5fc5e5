// Whose requests are sent: people of many organizations, signed in.
import type { Env } from '../src/config/env.js';
import type { MemberActor, Role } from '../src/db/actor.js';
import { Tokens } from '../src/auth/tokens.js';
import type { BenchDatabase } from './database.js';

export interface Person {
  token: string;
  /** The goals of a client that take progress. */
  goals: string[];
}

/** Half of them belong to the biggest organization, the others to the rest. */
const CLIENTS = 400;
const COACHES = 120;

export interface People {
  clients: Person[];
  coaches: Person[];
}

interface Found {
  org_id: string;
  id: string;
  roles: Role[];
  goals: string[];
  sign_in: string;
}

/** Signs people in, beside the product: how signing in works is not what is measured. */
export async function signIn({ owner, environment, seeded }: BenchDatabase): Promise<People> {
  const tokens = new Tokens({ tokenSecret: Buffer.from(environment.TOKEN_SECRET!, 'base64') } as Env);
  const biggest = seeded.organizations[0]!.id.slice('organization_'.length);

  /** In the order of a hash, so that organizations mix. A coach has as many clients as one may have. */
  const find = async (role: Role, inBiggest: boolean, count: number): Promise<Person[]> => {
    const { rows } = await owner.query<Found>(
      `with found as (
         select m.* from members m
         where $1 = any (m.roles) and (m.org_id = $2) = $3
           and ($1 <> 'COACH' or (select count(*) from engagements e
             where e.org_id = m.org_id and e.coach_id = m.id and e.status = 'ACTIVE') = 20)
         order by md5(m.id::text) limit $4),
       signed_in as (
         insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
         select user_id, org_id, id, sha256(id::text::bytea), now() + interval '1 hour' from found
         returning id, member_id)
       select f.org_id, f.id, f.roles, s.id as sign_in,
              array(select 'goal_' || g.id from goals g
                    where g.org_id = f.org_id and g.client_id = f.id and g.status = 'ACTIVE') as goals
       from found f join signed_in s on s.member_id = f.id order by md5(f.id::text)`,
      [role, biggest, inBiggest, count],
    );
    return Promise.all(
      rows.map(async ({ org_id, id, roles, goals, sign_in }) => {
        const actor: MemberActor = { kind: 'member', orgId: org_id, memberId: id, roles, signInId: sign_in };
        return { token: await tokens.access(actor), goals };
      }),
    );
  };

  await owner.query('delete from sign_ins');
  const people = {
    clients: [...(await find('CLIENT', true, CLIENTS / 2)), ...(await find('CLIENT', false, CLIENTS / 2))],
    coaches: [...(await find('COACH', true, COACHES / 2)), ...(await find('COACH', false, COACHES / 2))],
  };
  await owner.query('analyze sign_ins');
  return people;
}
