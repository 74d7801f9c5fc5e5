import type { Answer } from '../setup/app.js';
import {
  agree,
  consentsOf,
  end,
  rowsSeen,
  sightOf,
  sqlAs,
  startWorld,
  SUBJECTS,
  told,
  type World,
} from './consents.world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.close());
afterEach(() => world.database.owner('delete from consents'));

const mine = () => consentsOf(world, world.client);
const codes = (answers: Answer[]) =>
  [...new Set(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'OK'))].sort();
const standing = () =>
  world.database.owner<{ id: string }>('select id from consents where withdrawn_at is null');

test('a consent given 100 times at once is one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => mine().give(world.engagement, 'SKILLS')),
  );
  expect(codes(answers)).toEqual(['OK']);
  expect(new Set(answers.map(({ data }) => data.giveConsent.id)).size).toBe(1);
  expect(await world.database.owner('select from consents')).toHaveLength(1);
});

test('eight subjects given to two coaches at once are sixteen, each for its own coach', async () => {
  const answers = await Promise.all(
    [world.engagement, world.otherEngagement].flatMap((id) =>
      SUBJECTS.map((subject) => mine().give(id, subject)),
    ),
  );
  expect(codes(answers)).toEqual(['OK']);
  expect(await standing()).toHaveLength(16);
  for (const coach of [world.coach, world.otherCoach])
    expect(await sightOf(world, coach)).toEqual([...SUBJECTS]);
});

test('given and taken back at once, the coach sees just what the rows say, and a last taking back ends it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { data } = await mine().give(world.engagement, 'TASKS');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        at % 2 ? mine().give(world.engagement, 'TASKS') : mine().withdraw(data.giveConsent.id),
      ),
    );
    expect(codes(answers)).toEqual(['OK']);
    const left = await standing();
    expect(left.length).toBeLessThanOrEqual(1);
    expect(await sightOf(world, world.coach)).toEqual(left.length === 1 ? ['TASKS'] : []);
    for (const { id } of left) await told(mine().withdraw(`consent_${id}`));
    expect(await rowsSeen(world, world.coach)).toEqual([]);
  }
});

test('no read that begins after a taking back was answered shows anything, while others are under way', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { data } = await mine().give(world.engagement, 'VALUES');
    const before = Array.from({ length: 8 }, () => sightOf(world, world.coach));
    const withdrawal = told(mine().withdraw(data.giveConsent.id));
    const after = withdrawal.then(() =>
      Promise.all(Array.from({ length: 8 }, () => sightOf(world, world.coach))),
    );
    for (const sight of await Promise.all(before)) expect([[], ['VALUES']]).toContainEqual(sight);
    expect(await after).toEqual(Array(8).fill([]));
  }
});

test('given while the engagement ends, it opens nothing afterwards, and nothing in the next one', async () => {
  const gives = SUBJECTS.flatMap((subject) => [
    mine().give(world.engagement, subject),
    mine().give(world.engagement, subject),
  ]);
  await Promise.all([end(world, world.engagement), ...gives]);
  expect(codes(await Promise.all(gives)).every((code) => ['OK', 'CONFLICT'].includes(code))).toBe(true);
  expect(await rowsSeen(world, world.coach)).toEqual([]);
  world.engagement = await agree(world, world.coach);
  expect(await sightOf(world, world.coach)).toEqual([]);
  expect(await rowsSeen(world, world.coach)).toEqual([]);
});

describe('by plain SQL', () => {
  const refused = { code: 'NOT_FOUND' };
  const bare = () => world.engagement.slice('engagement_'.length);
  const GIVE = `insert into consents (client_id, coach_id, engagement_id, subject)
    select client_id, coach_id, id, 'SKILLS' from engagements where id = $1`;

  test('only the client gives and takes back', async () => {
    for (const actor of [world.coach, world.otherCoach, world.admin, world.otherClient]) {
      await expect(
        sqlAs(
          world,
          actor,
          `insert into consents (client_id, coach_id, engagement_id, subject) values ($1, $2, $3, 'SKILLS')`,
          [world.client.memberId, world.coach.memberId, bare()],
        ),
      ).rejects.toMatchObject(refused);
    }
    await told(mine().give(world.engagement, 'SKILLS'));
    for (const actor of [world.coach, world.otherCoach, world.admin, world.otherClient, world.foreigner]) {
      for (const set of ['withdrawn_at = now()', `until = '2099-01-01'`]) {
        expect(await sqlAs(world, actor, `update consents set ${set} returning id`)).toEqual([]);
      }
    }
    expect(await sightOf(world, world.coach)).toEqual(['SKILLS']);
  });

  test('what was taken back is not brought to life, and nobody rewrites or removes the record', async () => {
    const { giveConsent } = await told(mine().give(world.engagement, 'SKILLS'));
    await told(mine().withdraw(giveConsent.id));
    for (const set of ['withdrawn_at = null', `until = '2099-01-01'`]) {
      expect(await sqlAs(world, world.client, `update consents set ${set} returning id`)).toEqual([]);
    }
    for (const text of [
      `update consents set subject = 'VALUES'`,
      'update consents set coach_id = client_id',
      `update consents set given_at = '2000-01-01'`,
      'delete from consents',
    ]) {
      await expect(sqlAs(world, world.client, text)).rejects.toMatchObject(refused);
    }
    expect(await rowsSeen(world, world.coach)).toEqual([]);
  });

  test('a consent names a real engagement of its two: no other coach can be slipped in', async () => {
    for (const [coach, engagement] of [
      [world.otherCoach.memberId, bare()],
      [world.coach.memberId, world.otherEngagement.slice('engagement_'.length)],
      [world.coach.memberId, '01890000-0000-7000-8000-000000000000'],
    ]) {
      await expect(
        sqlAs(
          world,
          world.client,
          `insert into consents (client_id, coach_id, engagement_id, subject) values (app.member_id(), $1, $2, 'SKILLS')`,
          [coach, engagement],
        ),
      ).rejects.toMatchObject({ constraint: 'consents_engagement_fk' });
    }
    await sqlAs(world, world.client, GIVE, [bare()]);
    expect(await rowsSeen(world, world.coach)).toEqual(['SKILLS']);
    await expect(sqlAs(world, world.client, GIVE, [bare()])).rejects.toMatchObject({
      constraint: 'consents_standing_key',
    });
  });

  test('a coach who sees, changes nothing of it', async () => {
    for (const subject of SUBJECTS) await told(mine().give(world.engagement, subject));
    for (const [table, column] of [
      ['role_aspects', 'rating'],
      ['tasks', 'hours'],
      ['skill_claims', 'level'],
      ['target_roles', 'title'],
      ['client_values', 'rating'],
      ['client_constraints', 'hard'],
      ['documents', 'title'],
      ['weekly_pulses', 'felt'],
    ]) {
      const touched = await sqlAs(
        world,
        world.coach,
        `update ${table} set ${column} = ${column} returning id`,
      );
      expect([table, touched]).toEqual([table, []]);
    }
  });

  test('a class of data that nobody has named is refused rather than left open', async () => {
    await expect(sqlAs(world, world.coach, `select app.client_ids('diaries')`)).rejects.toThrow(
      'No data class',
    );
  });
});
