// The demo organization in a test's database, and its people as actors.
import pg from 'pg';
import { hashPassword } from '../../src/auth/passwords.js';
import type { MemberActor, Role } from '../../src/db/actor.js';
import { Keys } from '../../src/db/keys.js';
import { DEMO_PASSWORD, seedDemo, type SignIn } from '../../src/seed/demo.js';
import type { TestApp } from '../setup/app.js';

export async function seedInto(app: TestApp): Promise<SignIn[]> {
  const client = new pg.Client(app.database.ownerUrl);
  await client.connect();
  try {
    return await seedDemo(client, app.app.get(Keys), Date.now(), await hashPassword(DEMO_PASSWORD));
  } finally {
    await client.end();
  }
}

export async function actorOf(app: TestApp, name: string): Promise<MemberActor> {
  const [row] = await app.database.owner<{ org_id: string; id: string; roles: Role[]; sign_in: string }>(
    `with m as (select * from members where name = $1)
     insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
     select user_id, org_id, id, sha256(id::text::bytea), now() + interval '1 day' from m
     returning org_id, member_id as id, id as sign_in, (select roles from m) as roles`,
    [name],
  );
  const { org_id, id, roles, sign_in } = row!;
  return { kind: 'member', orgId: org_id, memberId: id, roles, signInId: sign_in };
}
