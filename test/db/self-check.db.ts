import { selfCheck } from '../../src/db/self-check.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(() => database.drop());

test('the app role on a migrated database may serve', async () => {
  await expect(selfCheck(database.appUrl, false)).resolves.toBeUndefined();
});

test('a role that bypasses row-level security is refused, but for the switch of tests', async () => {
  await expect(selfCheck(database.superUrl, false)).rejects.toThrow('bypasses row-level security');
  await expect(selfCheck(database.superUrl, true)).resolves.toBeUndefined();
});

test('the owner is refused', async () => {
  await expect(selfCheck(database.ownerUrl, false)).rejects.toThrow('owns tables');
});

test('a database without the newest migration is refused', async () => {
  await database.owner('delete from migrations where id = (select max(id) from migrations)');
  await expect(selfCheck(database.appUrl, false)).rejects.toThrow('A migration is pending');
});
