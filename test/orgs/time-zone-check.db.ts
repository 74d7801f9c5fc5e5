import { timeZoneCheck } from '../../src/orgs/orgs.graphql.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
beforeAll(async () => (database = await createDatabase()));
afterAll(() => database.drop());

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const SHORT = LETTERS.flatMap((a) => LETTERS.flatMap((b) => LETTERS.map((c) => a + b + c)));

test('every zone that may be chosen is one to the database too', async () => {
  const chosen = [...Intl.supportedValuesOf('timeZone'), ...SHORT, 'Europe/Kyiv', 'US/Pacific'].filter(
    (zone) => timeZoneCheck.safeParse(zone).success,
  );
  const known = await database.owner<{ name: string }>(
    'select name from pg_timezone_names where name = any ($1)',
    [chosen],
  );
  const names = new Set(known.map(({ name }) => name));
  expect(chosen.filter((zone) => !names.has(zone))).toEqual([]);
  expect(chosen.filter((zone) => zone.length === 3).sort()).toEqual([
    'CET',
    'EET',
    'EST',
    'GMT',
    'HST',
    'MET',
    'MST',
    'PRC',
    'ROC',
    'ROK',
    'UCT',
    'UTC',
    'WET',
  ]);
});

test('a short name that Java had is none, however it is written', () => {
  for (const zone of ['AET', 'NET', 'IST', 'Ist', 'PST', '+05:30', 'europe/berlin'])
    expect([zone, timeZoneCheck.safeParse(zone).success]).toEqual([zone, false]);
});
