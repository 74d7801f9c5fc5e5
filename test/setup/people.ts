import type { MemberActor, Role } from '../../src/db/actor.js';
import type { TestDatabase } from './database.js';

/** An organization in the database of a test. */
export async function anOrganization(database: TestDatabase, slug: string): Promise<string> {
  const [row] = await database.owner<{ id: string }>(
    `insert into organizations (name, slug, time_zone) values (initcap($1), $1, 'Europe/Berlin') returning id`,
    [slug],
  );
  return row!.id;
}

/** A member who is signed in. */
export async function aMember(
  database: TestDatabase,
  orgId: string,
  name: string,
  roles: Role[],
): Promise<MemberActor> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${orgId.slice(-6)}@example.test`;
  const [row] = await database.owner<{ member: string; sign_in: string }>(
    `with u as (insert into users (email) values ($2) returning id),
          m as (insert into members (org_id, user_id, name, email, roles, time_zone)
                select $1, u.id, $3, $2, $4, 'Europe/Berlin' from u returning id, user_id)
     insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
     select m.user_id, $1, m.id, sha256(m.id::text::bytea), now() + interval '1 day' from m
     returning member_id as member, id as sign_in`,
    [orgId, email, name, roles],
  );
  return { kind: 'member', orgId, memberId: row!.member, roles, signInId: row!.sign_in };
}
