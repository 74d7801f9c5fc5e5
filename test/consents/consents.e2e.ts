import {
  agree,
  consentsOf,
  end,
  rowsSeen,
  sightOf,
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
const give = async (subject: string, engagement = world.engagement, until?: string) =>
  (await told(mine().give(engagement, subject, until))).giveConsent as { id: string; stands: boolean };
const withdraw = (id: string) => told(mine().withdraw(id));
/** What a coach sees, by the API and by plain SQL, which must agree. */
async function seen(coach = world.coach): Promise<string[]> {
  const [api, sql] = [await sightOf(world, coach), await rowsSeen(world, coach)];
  expect(sql).toEqual(api);
  return api;
}

test('a coach whom nothing was let see sees nothing of any subject, and the client all of it', async () => {
  expect(await seen()).toEqual([]);
  expect(await sightOf(world, world.client)).toEqual([...SUBJECTS]);
});

test.each(SUBJECTS)(
  '%s opens its own subject from the next read on, and no other; taken back, nothing',
  async (subject) => {
    // Often enough that a prepared statement has its plan.
    for (let times = 0; times < 7; times += 1) expect(await sightOf(world, world.coach)).toEqual([]);
    const { id, stands } = await give(subject);
    expect(stands).toBe(true);
    expect(await seen()).toEqual([subject]);
    expect(await seen(world.otherCoach)).toEqual([]);
    for (let times = 0; times < 7; times += 1) expect(await sightOf(world, world.coach)).toEqual([subject]);
    expect((await withdraw(id)).withdrawConsent.stands).toBe(false);
    const sights = await Promise.all(Array.from({ length: 12 }, () => sightOf(world, world.coach)));
    expect(sights).toEqual(Array(12).fill([]));
    expect(await seen()).toEqual([]);
  },
);

test('all eight together open all, and each goes by itself', async () => {
  const ids = new Map<string, string>();
  for (const subject of SUBJECTS) ids.set(subject, (await give(subject)).id);
  expect(await seen()).toEqual([...SUBJECTS]);
  const left: string[] = [...SUBJECTS];
  while (left.length > 0) {
    await withdraw(ids.get(left.pop()!)!);
    expect(await seen()).toEqual(left);
  }
});

test('private constraints and answers are shown under no consent', async () => {
  for (const subject of SUBJECTS) await give(subject);
  const { data } = await world.send(
    world.coach,
    `{ client(id: "client_${world.client.memberId}") { checkIns { nodes { answers { given { answer } } } }
       situation { constraints { nodes { text private } } } } }`,
  );
  expect(data.client).toEqual({
    checkIns: { nodes: [{ answers: null }] },
    situation: { constraints: { nodes: [{ text: 'Fridays off', private: false }] } },
  });
});

test('it ends at the first instant of its until', async () => {
  await give('SKILLS', world.engagement, '2099-01-01T00:00:00Z');
  await give('VALUES');
  expect(await seen()).toEqual(['SKILLS', 'VALUES']);
  const runOut = (until: string) =>
    world.database.owner(
      `update consents set given_at = now() - interval '2 days', until = ${until} where subject = 'SKILLS'`,
    );
  await runOut(`now() + interval '1 hour'`);
  expect(await seen()).toEqual(['SKILLS', 'VALUES']);
  await runOut('now()');
  expect(await seen()).toEqual(['VALUES']);
  expect((await mine().list()).data.consents.nodes).toMatchObject([
    { subject: 'VALUES', stands: true },
    { subject: 'SKILLS', stands: false },
  ]);
});

test('what ran out stays on record as it was when it is given again, beside the new one', async () => {
  const first = await give('SKILLS');
  await world.database.owner(
    `update consents set given_at = now() - interval '2 days', until = now() - interval '1 day'`,
  );
  const second = await give('SKILLS');
  expect(second.id).not.toBe(first.id);
  expect(await seen()).toEqual(['SKILLS']);
  const rows = await world.database.owner(
    `select withdrawn_at is not distinct from until as "endedThen", until is null as "endless" from consents order by id`,
  );
  expect(rows).toEqual([
    { endedThen: true, endless: false },
    { endedThen: true, endless: true },
  ]);
});

test('giving what stands moves its end, in either direction', async () => {
  const { id } = await give('TASKS', world.engagement, '2099-01-01T00:00:00Z');
  expect(await give('TASKS')).toMatchObject({ id, until: null });
  expect(await give('TASKS', world.engagement, '2098-01-01T00:00:00Z')).toMatchObject({
    id,
    until: '2098-01-01T00:00:00.000Z',
  });
  expect(
    (await mine().give(world.engagement, 'TASKS', '2020-01-01T00:00:00Z')).errors![0]!.extensions.code,
  ).toBe('INVALID_INPUT');
  expect(await seen()).toEqual(['TASKS']);
});

test('it holds while the engagement rests, and what is given to one coach is nothing to another', async () => {
  await give('DOCUMENTS');
  await give('VALUES', world.otherEngagement);
  const step = (name: string) =>
    told(world.send(world.coach, `mutation { ${name}(id: "${world.engagement}") { status } }`));
  await step('pauseEngagement');
  expect([await seen(), await seen(world.otherCoach)]).toEqual([['DOCUMENTS'], ['VALUES']]);
  await step('resumeEngagement');
  expect([await seen(), await seen(world.otherCoach)]).toEqual([['DOCUMENTS'], ['VALUES']]);
});

test('a coach without the role sees nothing, and all of it again with it', async () => {
  await give('CHECK_INS');
  const roles = (list: string[]) =>
    world.database.owner('update members set roles = $2 where id = $1', [world.coach.memberId, list]);
  await roles(['MENTOR']);
  const mentor = { ...world.coach, roles: ['MENTOR'] as const };
  expect(await rowsSeen(world, mentor)).toEqual([]);
  await roles(['COACH']);
  expect(await seen()).toEqual(['CHECK_INS']);
});

test('the coach reads the consents given to them, and no others; nobody else reads any', async () => {
  const { id } = await give('SKILLS');
  await give('VALUES', world.otherEngagement);
  const listed = async (as: World['coach']) =>
    (await consentsOf(world, as).list()).data.consents.nodes.map(
      ({ subject }: { subject: string }) => subject,
    );
  expect(await listed(world.coach)).toEqual(['SKILLS']);
  expect(await listed(world.otherCoach)).toEqual(['VALUES']);
  expect(await listed(world.client)).toEqual(['VALUES', 'SKILLS']);
  expect(await listed(world.foreigner)).toEqual([]);
  expect(await listed(world.otherClient)).toEqual([]);
  const filtered = await mine().list(`, engagementId: "${world.engagement}"`);
  expect(filtered.data.consents.nodes).toMatchObject([{ id }]);
});

describe('when the engagement is over', () => {
  test('nothing is seen any more, and a later one of the same two begins without', async () => {
    for (const subject of SUBJECTS) await give(subject);
    const old = world.engagement;
    expect(await seen()).toEqual([...SUBJECTS]);
    await end(world, old);
    expect(await rowsSeen(world, world.coach)).toEqual([]);
    expect(await sightOf(world, world.coach)).toEqual([]);
    expect((await mine().give(old, 'SKILLS')).errors![0]!.extensions.code).toBe('CONFLICT');
    expect(
      (await mine().list()).data.consents.nodes.map(({ stands }: { stands: boolean }) => stands),
    ).toEqual(Array(8).fill(false));
    world.engagement = await agree(world, world.coach);
    expect(world.engagement).not.toBe(old);
    expect(await seen()).toEqual([]);
    await give('VALUES');
    expect(await seen()).toEqual(['VALUES']);
    // The old ones can still be taken back, and make no difference.
    const { data } = await mine().list(`, engagementId: "${old}"`);
    for (const { id } of data.consents.nodes) expect((await withdraw(id)).withdrawConsent.stands).toBe(false);
    expect(await seen()).toEqual(['VALUES']);
  });

  test('a proposed one gives nothing before both have signed', async () => {
    await end(world, world.engagement);
    const proposed = await told(
      world.send(
        world.admin,
        'mutation ($input: ProposeEngagementInput!) { proposeEngagement(input: $input) { id } }',
        {
          input: {
            clientId: `client_${world.client.memberId}`,
            coachId: `coach_${world.coach.memberId}`,
            startsOn: '2026-01-05',
          },
        },
      ),
    );
    const id = proposed.proposeEngagement.id as string;
    expect((await mine().give(id, 'SKILLS')).errors![0]!.extensions.code).toBe('CONFLICT');
    // A row that was there all the same would open nothing.
    await world.database.owner(
      `insert into consents (org_id, client_id, coach_id, engagement_id, subject)
       select org_id, client_id, coach_id, id, 'SKILLS' from engagements where id = $1`,
      [id.slice('engagement_'.length)],
    );
    expect(await seen()).toEqual([]);
    await told(world.send(world.coach, `mutation { signEngagement(id: "${id}") { id } }`));
    expect(await seen()).toEqual([]);
    await world.database.owner('delete from consents');
    await told(world.send(world.client, `mutation { signEngagement(id: "${id}") { id } }`));
    expect(await seen()).toEqual([]);
    world.engagement = id;
  });
});
