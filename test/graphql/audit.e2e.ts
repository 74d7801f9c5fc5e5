import type { AddressInfo } from 'node:net';
import { auditServer } from 'graphql-http';
import { startApp, type TestApp } from '../setup/app.js';

let waymark: TestApp;
let url: string;

beforeAll(async () => {
  waymark = await startApp();
  await waymark.app.listen(0, '127.0.0.1');
  url = `http://127.0.0.1:${(waymark.app.getHttpServer().address() as AddressInfo).port}/graphql`;
});
afterAll(() => waymark.close());

test('GraphQL over HTTP is spoken as its specification says: all that it demands, and most of what it advises', async () => {
  const results = await auditServer({ url });
  const failed = results
    .filter(({ status }) => status !== 'ok')
    .map(({ name, status }) => `${status}: ${name}`);
  expect(results).toHaveLength(61);
  expect(failed.filter((result) => result.startsWith('error'))).toEqual([]);
  expect(results.length - failed.length).toBeGreaterThanOrEqual(55);
});
