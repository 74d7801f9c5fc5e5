import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Keys } from '../../src/db/keys.js';
import { linkToFile } from '../../src/files/file.link.js';
import { PDF } from '../files/file.samples.js';
import { aFile, documentsOf, follow, startDocuments, type DocumentsWorld } from './documents.world.js';
import { consent, engage } from './opportunities.world.js';

let world: DocumentsWorld;
beforeAll(async () => {
  world = await startDocuments();
});
afterAll(() => world.close());

const bare = (id: string) => id.split('_')[1]!;
const urlOf = async (document: string, as = world.client) =>
  (await documentsOf(world, as).read(document)).data.document?.current.downloadUrl as string;

describe('a link', () => {
  const REFUSAL = { status: 404, code: 'NOT_FOUND' };
  const refused = async (url: string) => {
    const { status, body } = await follow(world, url);
    return { status, code: JSON.parse(body).errors[0].extensions.code as string };
  };

  test('that was altered, expired, or is for somebody who may not see the file, opens nothing', async () => {
    const { document, version } = await aFile(world, world.client);
    const { version: other } = await aFile(world, world.client);
    const url = await urlOf(document);
    const { links } = world.app.get(Keys);
    const file = { orgId: world.client.orgId, fileId: bare(version), readerId: world.client.memberId };
    const now = Date.now();
    for (const wrong of [
      url.slice(0, -1),
      url.replace(version, other),
      url.replace(/\?link=.*/, ''),
      linkToFile(links, 'document-version', file, now - 11 * 60_000),
      linkToFile(links, 'document-version', { ...file, orgId: world.foreigner.orgId }, now),
      ...[world.coach, world.otherClient, world.admin, world.mentor, world.foreigner].map(({ memberId }) =>
        linkToFile(links, 'document-version', { ...file, readerId: memberId }, now),
      ),
    ]) {
      expect(await refused(wrong)).toEqual(REFUSAL);
    }
    expect((await follow(world, linkToFile(links, 'document-version', file, now))).status).toBe(200);
  });

  test('of the coach opens while the consent stands, and not a moment longer', async () => {
    const { database, coach, client } = world;
    const { document } = await aFile(world, client);
    expect((await documentsOf(world, coach).read(document)).data.document).toBeNull();
    await consent(database, world.engagement, 'DOCUMENTS');
    const url = await urlOf(document, coach);
    expect((await follow(world, url)).bytes.equals(PDF)).toBe(true);
    for (const [away, back] of [
      ['update consents set withdrawn_at = now()', 'update consents set withdrawn_at = null'],
      [
        `update consents set given_at = now() - interval '1 hour', until = now() - interval '1 second'`,
        'update consents set until = null',
      ],
      [`update engagements set status = 'COMPLETED'`, `update engagements set status = 'ACTIVE'`],
      [
        `update members set roles = '{MENTOR}' where id = '${coach.memberId}'`,
        `update members set roles = '{COACH}' where id = '${coach.memberId}'`,
      ],
      [
        `update members set status = 'DISABLED' where id = '${coach.memberId}'`,
        `update members set status = 'ACTIVE' where id = '${coach.memberId}'`,
      ],
      [`update organizations set status = 'SUSPENDED'`, `update organizations set status = 'ACTIVE'`],
    ] as const) {
      await database.owner(away);
      expect([away, await refused(url)]).toEqual([away, REFUSAL]);
      await database.owner(back);
      expect((await follow(world, url)).status).toBe(200);
    }
    await engage(database, world.otherCoach, client);
    expect((await documentsOf(world, world.otherCoach).read(document)).data.document).toBeNull();
    await database.owner('delete from consents');
  });
});

test('nothing of a file can be read at rest, and one that was moved to another’s place does not open', async () => {
  const text = Buffer.from('Canary of the resume, long enough to be found.');
  const [one, two] = [await aFile(world, world.client, text), await aFile(world, world.client)];
  const place = ({ version }: { version: string }) =>
    join(world.folder, world.client.orgId, 'documents', bare(version));
  expect((await readFile(place(one))).includes('Canary')).toBe(false);
  const url = await urlOf(two.document);
  await rename(place(one), place(two));
  const { status, body } = await follow(world, url);
  expect([status, body.includes('Canary')]).toEqual([500, false]);
  expect((await follow(world, await urlOf(one.document))).status).toBe(404);
});
