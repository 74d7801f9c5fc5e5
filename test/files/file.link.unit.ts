import { linkedFile, linkToFile } from '../../src/files/file.link.js';
import { Links } from '../../src/db/links.js';

const links = new Links(Buffer.alloc(32, 7), 'https://waymark.test');
const now = Date.parse('2026-11-23T08:00:00Z');
const KIND = 'document-version';
const file = {
  orgId: '01890000-0000-7000-8000-00000000000a',
  fileId: '01890000-0000-7000-8000-00000000000b',
  readerId: '01890000-0000-7000-8000-00000000000c',
};

/** The parts of an address as the route finds them. */
function partsOf(url: string) {
  const { pathname, searchParams } = new URL(url);
  return { id: pathname.split('/')[2], link: searchParams.get('link') };
}

test('a link opens its file for ten minutes', () => {
  const parts = partsOf(linkToFile(links, KIND, file, now));
  expect(linkedFile(links, KIND, parts, now)).toEqual(file);
  expect(linkedFile(links, KIND, parts, now + 599_999)).toEqual(file);
  expect(linkedFile(links, KIND, parts, now + 600_000)).toBeNull();
});

test('a link opens no other file, and nothing in another system', () => {
  const { id, link } = partsOf(linkToFile(links, KIND, file, now));
  const other = new Links(Buffer.alloc(32, 8), 'https://waymark.test');
  expect(linkedFile(links, KIND, { id: `document-version_${file.orgId}`, link }, now)).toBeNull();
  expect(linkedFile(other, KIND, { id, link }, now)).toBeNull();
});

test('what was signed for another purpose, and what is no text, is no link', () => {
  const { id } = partsOf(linkToFile(links, KIND, file, now));
  const report = links.sign('report', [file.orgId, file.fileId, file.readerId], now + 1000);
  for (const link of [report, undefined, ['a'], '', 'a.b']) {
    expect(linkedFile(links, KIND, { id, link }, now)).toBeNull();
  }
  expect(linkedFile(links, KIND, { id, link: links.sign(KIND, [], now + 1000) }, now)).toBeNull();
});
