import { Tokens } from '../../src/auth/tokens.js';
import { Db } from '../../src/db/db.js';
import { startApp, type TestApp } from './app.js';
import { aMember, anOrganization } from './people.js';
import { atMostOneStatement } from './statements.js';

let waymark: TestApp;

beforeAll(async () => {
  waymark = await startApp();
});
afterAll(() => waymark.close());

test('a query that took two statements would not pass unseen', async () => {
  const actor = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Ada', [
    'ADMIN',
  ]);
  const db = waymark.app.get(Db);
  const read = () => db.read(actor, { text: 'select 1', values: [] });
  await expect(atMostOneStatement('{ me { name } }', read)).resolves.toBe(1);
  await expect(
    atMostOneStatement('{ me { name } }', async () => {
      await read();
      await read();
    }),
  ).rejects.toThrow('2 round trips');
});

test('statements behind the HTTP server are counted too', async () => {
  const actor = await aMember(waymark.database, await anOrganization(waymark.database, 'south'), 'Ada', [
    'ADMIN',
  ]);
  const token = await waymark.app.get(Tokens).access(actor);
  const post = () =>
    waymark.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${token}` },
      payload: { query: '{ me { name } }' },
    });
  const twice = async () => [await post(), await post()];
  await expect(atMostOneStatement('{ me { name } }', twice)).rejects.toThrow('2 round trips');
});
