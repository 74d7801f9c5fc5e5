import type { MemberActor } from '../../src/db/actor.js';
import { UnsubscribeRoute } from '../../src/notifications/unsubscribe.route.js';
import { startApp, type TestApp } from '../setup/app.js';
import { aMember, anOrganization } from '../setup/people.js';

let waymark: TestApp;
let client: MemberActor;
let path: string;

beforeAll(async () => {
  waymark = await startApp();
  client = await aMember(waymark.database, await anOrganization(waymark.database, 'north'), 'Clio', [
    'CLIENT',
  ]);
  const { orgId, memberId } = client;
  const url = waymark.app.get(UnsubscribeRoute, { strict: false }).url({ orgId, memberId, topic: 'REVIEWS' });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/unsubscribe\?token=/);
  path = url.slice('http://127.0.0.1:3000'.length);
});

afterAll(() => waymark.close());
afterEach(() => waymark.database.owner('delete from reminder_opt_outs'));

const optOuts = () => waymark.database.owner('select org_id, member_id, topic from reminder_opt_outs');
const request = (method: 'GET' | 'HEAD' | 'POST', url: string, contentType?: string, payload?: string) =>
  waymark.app.inject({ method, url, payload, headers: contentType ? { 'content-type': contentType } : {} });

test.each([
  ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'a form in parts',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
  ],
  ['JSON that is none', 'application/json', '{'],
  ['nothing', undefined, undefined],
])('a POST of %s declines at once, and again changes nothing', async (_body, contentType, payload) => {
  for (let times = 0; times < 2; times += 1) {
    const answer = await request('POST', path, contentType, payload);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('Stopped');
  }
  expect(await optOuts()).toEqual([{ org_id: client.orgId, member_id: client.memberId, topic: 'REVIEWS' }]);
});

test('declining many times at once is one', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => request('POST', path)));
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(10).fill(200));
  expect(await optOuts()).toHaveLength(1);
});

test('a GET shows a page that offers to, and changes nothing', async () => {
  const answer = await request('GET', path);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('<form method="post">');
  expect(answer.body).toContain('remind you of reviews');
  expect(answer.body).not.toContain('Clio');
  expect((await request('HEAD', path)).statusCode).toBe(200);
  expect(await optOuts()).toEqual([]);
});

test('any other link is told so, and changes nothing', async () => {
  const forged = `${path.slice(0, -4)}AAAA`;
  for (const url of [
    forged,
    '/unsubscribe',
    '/unsubscribe?token=',
    `${path}&token=x`,
    '/unsubscribe?token=%00',
  ]) {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await request(method, url);
      expect([answer.statusCode, answer.body.includes('This link does not work')]).toEqual([404, true]);
    }
  }
  expect(await optOuts()).toEqual([]);
});

test('a body that is no such form for its size alone is refused', async () => {
  const answer = await request('POST', path, 'application/x-www-form-urlencoded', 'x'.repeat(20_000));
  expect(answer.statusCode).toBe(413);
  expect(await optOuts()).toEqual([]);
});
