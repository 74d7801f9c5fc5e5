// The consent to be named in a log of hours: alone among them it is about work that was done.
import {
  agree,
  consentsOf,
  end,
  rowsSeen,
  sightOf,
  sqlAs,
  startWorld,
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
const give = async (engagement = world.engagement, until?: string) =>
  (await told(mine().give(engagement, 'COACH_HOURS', until))).giveConsent as { id: string; stands: boolean };
const bare = (id: string) => id.slice('engagement_'.length);
/** The engagements that a coach may name. */
const named = async (coach = world.coach) => {
  const [row] = await sqlAs<{ ids: string[] }>(world, coach, 'select app.logged_engagements() as ids');
  return row!.ids;
};
const nothingElse = async () => {
  expect(await sightOf(world, world.coach)).toEqual([]);
  expect(await rowsSeen(world, world.coach)).toEqual([]);
};

test('it lets the coach of that engagement name it, nobody else, and opens no row of anything', async () => {
  expect(await named()).toEqual([]);
  const { id } = await give();
  expect(await named()).toEqual([bare(world.engagement)]);
  expect(await named(world.otherCoach)).toEqual([]);
  expect(await named(world.client)).toEqual([]);
  await nothingElse();
  await told(mine().withdraw(id));
  expect(await named()).toEqual([]);
});

test('it ends at the first instant of its until', async () => {
  await give(world.engagement, '2099-01-01T00:00:00Z');
  const runOut = (until: string) =>
    world.database.owner(`update consents set given_at = now() - interval '2 days', until = ${until}`);
  await runOut(`now() + interval '1 hour'`);
  expect(await named()).toEqual([bare(world.engagement)]);
  await runOut('now()');
  expect(await named()).toEqual([]);
});

test('beyond the end of the engagement it stands until it is taken back, alone of all, and still opens nothing', async () => {
  const { id } = await give();
  await told(mine().give(world.engagement, 'SKILLS'));
  const over = world.engagement;
  await end(world, over);
  expect((await mine().list()).data.consents.nodes).toMatchObject([
    { subject: 'SKILLS', stands: false },
    { subject: 'COACH_HOURS', stands: true },
  ]);
  expect(await named()).toEqual([bare(over)]);
  await nothingElse();
  const profile = await world.send(world.coach, `{ client(id: "client_${world.client.memberId}") { id } }`);
  expect(profile.data.client).toBeNull();
  // The consent itself is no longer the coach's to read.
  expect((await consentsOf(world, world.coach).list()).data.consents.nodes).toEqual([]);
  expect((await told(mine().withdraw(id))).withdrawConsent.stands).toBe(false);
  expect(await named()).toEqual([]);

  // It can be given once it is over, which no other can.
  expect((await give(over)).stands).toBe(true);
  expect(await named()).toEqual([bare(over)]);
  expect((await mine().give(over, 'SKILLS')).errors![0]!.extensions.code).toBe('CONFLICT');
  await nothingElse();

  // A later engagement of the same two begins without it.
  world.engagement = await agree(world, world.coach);
  expect(await named()).toEqual([bare(over)]);
});

test('in an engagement that was never signed there is nothing to name', async () => {
  const [row] = await world.database.owner<{ id: string }>(
    `insert into engagements (org_id, coach_id, client_id, starts_on, ends_on, status)
     values ($1, $2, $3, '2026-01-05', '2026-01-06', 'ENDED_EARLY') returning id`,
    [world.client.orgId, world.otherCoach.memberId, world.client.memberId],
  );
  const answer = await mine().give(`engagement_${row!.id}`, 'COACH_HOURS');
  expect(answer.errors![0]!.extensions.code).toBe('CONFLICT');
});

test('a coach without the role names nobody, and all again with it', async () => {
  await give();
  const roles = (list: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [world.coach.memberId, list]);
  await roles(['MENTOR']);
  expect(await named({ ...world.coach, roles: ['MENTOR'] })).toEqual([]);
  await roles(['COACH']);
  expect(await named()).toEqual([bare(world.engagement)]);
});
