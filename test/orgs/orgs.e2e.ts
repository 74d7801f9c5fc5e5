import { aPerson, codes, openDoors, type Doors } from '../auth/support/doors.js';
import { anOrganization } from '../setup/people.js';

let doors: Doors;
let ada: string;
let version = 1;

beforeAll(async () => {
  doors = await openDoors();
  const north = await anOrganization(doors.database, 'north');
  await aPerson(doors.database, north, 'ada@example.test', ['ADMIN']);
  ada = (await doors.signIn('ada@example.test')).accessToken;
});

afterAll(() => doors.close());

const FIELDS =
  'name slug timeZone locale weekend minGroupSize activeGoalCap quietFrom quietUntil brandName brandColor version';

async function update(input: Record<string, unknown>, seen = version) {
  const answer = await doors.ask(
    ada,
    `mutation ($v: Int!, $input: UpdateOrganizationInput!) { updateOrganization(version: $v, input: $input) { ${FIELDS} } }`,
    { v: seen, input },
  );
  if (answer.data) version = answer.data.updateOrganization.version as number;
  return answer;
}

test('an admin changes the settings; what is left out or null stays', async () => {
  const input = {
    name: 'North & Co',
    timeZone: 'Asia/Jerusalem',
    locale: 'he',
    weekend: [6, 5, 6],
    minGroupSize: 8,
    activeGoalCap: 5,
    quietFrom: '19:30',
    quietUntil: '07:15',
    brandName: 'Compass',
    brandColor: '#AA3300',
  };
  const changed = { ...input, slug: 'north', weekend: [5, 6], brandColor: '#aa3300' };
  expect((await update(input)).data.updateOrganization).toEqual({ ...changed, version: 2 });
  expect((await update({ name: null, weekend: [], brandName: '' })).data.updateOrganization).toEqual({
    ...changed,
    weekend: [],
    brandName: null,
    version: 3,
  });
});

test('the smallest group can only grow, also for changes at the same moment', async () => {
  expect((await update({ minGroupSize: 7 })).errors).toMatchObject([
    { extensions: { code: 'INVALID_INPUT', field: 'input.minGroupSize' } },
  ]);
  const seen = version;
  const answers = await Promise.all([9, 12, 10, 15].map((minGroupSize) => update({ minGroupSize }, seen)));
  expect(answers.flatMap(codes)).toEqual(Array(3).fill('VERSION_CONFLICT'));
});

test('a version that nobody has seen yet is a conflict', async () => {
  expect(codes(await update({ name: 'Elsewhere' }, version + 1))).toEqual(['VERSION_CONFLICT']);
});

test.each([
  [{ minGroupSize: 4 }, 'input.minGroupSize'],
  [{ activeGoalCap: 0 }, 'input.activeGoalCap'],
  [{ weekend: [8] }, 'input.weekend.0'],
  [{ brandColor: 'red' }, 'input.brandColor'],
  [{ timeZone: 'Berlin' }, 'input.timeZone'],
  [{ name: '' }, 'input.name'],
])('%j is refused', async (input, field) => {
  expect((await update(input)).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
});
