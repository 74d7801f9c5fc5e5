import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { M1_READ, M1_WRITE, Q1_SQL, Q2_SQL, WORKS } from '../../bench/works.js';
import { enter, type MemberActor, type Role } from '../../src/db/actor.js';
import { Keys } from '../../src/db/keys.js';
import { Links } from '../../src/db/links.js';
import { PipelinedClient } from '../../src/db/pipelined-client.js';
import type { Statement } from '../../src/db/statement.js';
import { seedBulk } from '../../src/seed/bulk.js';
import { startApp, type TestApp } from '../setup/app.js';

const quiet = { add: () => undefined, end: () => undefined };

/** The benchmark is worth something only while both sides do the same. */
describe('the SQL of the floor', () => {
  let app: TestApp;
  let floor: PipelinedClient;

  beforeAll(async () => {
    app = await startApp();
    const owner = new pg.Client(app.database.ownerUrl);
    await owner.connect();
    const keys = new Keys(randomBytes(32), new Links(randomBytes(32), 'http://127.0.0.1'));
    await seedBulk(owner, keys, { orgs: 2, clients: 22, seed: 3, now: Date.now() }, 'hash', quiet as never);
    await owner.end();
    floor = new PipelinedClient(app.database.appUrl);
    await floor.connect();
  });
  afterAll(async () => {
    await floor.end();
    await app.close();
  });

  async function someone(role: Role): Promise<MemberActor> {
    const [row] = await app.database.owner<{ org_id: string; id: string; roles: Role[]; sign_in: string }>(
      `with m as (select * from members where $1 = any (roles) order by id limit 1)
       insert into sign_ins (user_id, org_id, member_id, refresh_hash, expires_at)
       select user_id, org_id, id, sha256(id::text::bytea), now() + interval '1 day' from m
       returning org_id, member_id as id, id as sign_in, (select roles from m) as roles`,
      [role],
    );
    const { org_id, id, roles, sign_in } = row!;
    return { kind: 'member', orgId: org_id, memberId: id, roles, signInId: sign_in };
  }

  async function read(actor: MemberActor, ...statements: Statement[]): Promise<string> {
    const results = await floor.run([enter(actor), ...statements]);
    return (results[1]!.rows[0] as { row_to_json: string }).row_to_json;
  }

  it('reads the same bytes for one’s own goals', async () => {
    const actor = await someone('CLIENT');
    const text = await read(actor, { text: Q1_SQL, values: [] });
    expect(JSON.parse(text).me.client.goals.nodes).toHaveLength(5);
    expect((await app.send(actor, WORKS.Q1.query)).text).toBe(`{"data":${text}}\n`);
  });

  it('reads the same bytes for a coach’s home', async () => {
    const actor = await someone('COACH');
    const text = await read(actor, { text: Q2_SQL, values: [new Date()] });
    const [client] = JSON.parse(text).me.coach.clients.nodes;
    expect(client.nextSession.status).toBe('BOOKED');
    expect((await app.send(actor, WORKS.Q2.query)).text).toBe(`{"data":${text}}\n`);
  });

  it('logs progress and reads the same bytes', async () => {
    const actor = await someone('CLIENT');
    const [goal] = await app.database.owner<{ id: string }>(
      `select id from goals where client_id = $1 and status = 'ACTIVE' order by id limit 1`,
      [actor.memberId],
    );
    const input = { value: 12.5, note: 'On the way.', at: new Date(Date.now() - 1000).toISOString() };
    const write = { text: M1_WRITE, values: [goal!.id, input.value, input.note, new Date(input.at)] };
    await floor.run([{ text: 'begin', values: [] }, enter(actor), write]);
    const [answer] = await floor.run([
      { text: M1_READ, values: [goal!.id] },
      { text: 'commit', values: [] },
    ]);
    const text = (answer!.rows[0] as { row_to_json: string }).row_to_json;
    expect(JSON.parse(text).latestProgress).toEqual({ value: 12.5, at: input.at, note: 'On the way.' });
    const variables = { goalId: `goal_${goal!.id}`, input };
    expect((await app.send(actor, WORKS.M1.query, variables)).text).toBe(
      `{"data":{"logProgress":${text}}}\n`,
    );
  });
});
