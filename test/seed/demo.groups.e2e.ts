import { startApp, type TestApp } from '../setup/app.js';
import { actorOf, seedInto } from './demo.people.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
  await seedInto(app);
});
afterAll(() => app.close());

const GROUP = `{ myGroups { nodes { name leaderName memberCount members { nodes { name } }
  meetings { nodes { title status myAnswer wasPresent presentCount yesCount notes { nodes { text } } } } } } }`;

test('the demo has a group whose members read what it met for, and meet again', async () => {
  const { data } = await app.send(await actorOf(app, 'Lena Hoffmann'), GROUP);
  const note = expect.stringMatching(/^Two questions stayed open/);
  expect(data.myGroups.nodes).toEqual([
    {
      name: 'Power, water, heat',
      leaderName: 'Hana Sato',
      memberCount: 5,
      members: {
        nodes: ['Hana Sato', 'Mara Vogel', 'Lena Hoffmann', 'Tomas Novak', 'Carla Rossi'].map((name) => ({
          name,
        })),
      },
      meetings: {
        nodes: [
          {
            title: 'A week in a waterworks',
            status: 'HELD',
            myAnswer: null,
            wasPresent: true,
            presentCount: null,
            yesCount: null,
            notes: { nodes: [{ text: note }] },
          },
          {
            title: 'From the laboratory to the control room',
            status: 'BOOKED',
            myAnswer: 'YES',
            wasPresent: null,
            presentCount: null,
            yesCount: null,
            notes: { nodes: [] },
          },
        ],
      },
    },
  ]);
});

test('its leader sees who was there and who means to come, and its members are to be reminded', async () => {
  const { data } = await app.send(await actorOf(app, 'Hana Sato'), GROUP);
  expect(
    data.myGroups.nodes[0].meetings.nodes.map(({ presentCount, yesCount }: Record<string, number>) => [
      presentCount,
      yesCount,
    ]),
  ).toEqual([
    [2, 0],
    [0, 1],
  ]);
  const reminders = await app.database.owner(
    `select count(*)::int from reminders where purpose = 'GROUP_MEETING' and state = 'PENDING'`,
  );
  expect(reminders).toEqual([{ count: 5 }]);
});
