import { linkedVersion, linkToVersion } from '../../src/actions/document.link.js';
import { Links } from '../../src/db/links.js';

const links = new Links(Buffer.alloc(32, 7), 'https://waymark.test');
const now = Date.parse('2026-11-23T08:00:00Z');
const file = {
  orgId: '01890000-0000-7000-8000-00000000000a',
  versionId: '01890000-0000-7000-8000-00000000000b',
  readerId: '01890000-0000-7000-8000-00000000000c',
};

/** The parts of an address as the route finds them. */
function partsOf(url: string) {
  const { pathname, searchParams } = new URL(url);
  return { id: pathname.split('/')[2], link: searchParams.get('link') };
}

test('a link opens its file for ten minutes', () => {
  const parts = partsOf(linkToVersion(links, file, now));
  expect(linkedVersion(links, parts, now)).toEqual(file);
  expect(linkedVersion(links, parts, now + 599_999)).toEqual(file);
  expect(linkedVersion(links, parts, now + 600_000)).toBeNull();
});

test('a link opens no other file, and nothing in another system', () => {
  const { id, link } = partsOf(linkToVersion(links, file, now));
  const other = new Links(Buffer.alloc(32, 8), 'https://waymark.test');
  expect(linkedVersion(links, { id: `document-version_${file.orgId}`, link }, now)).toBeNull();
  expect(linkedVersion(other, { id, link }, now)).toBeNull();
});

test('what was signed for another purpose, and what is no text, is no link', () => {
  const { id } = partsOf(linkToVersion(links, file, now));
  const report = links.sign('report', [file.orgId, file.versionId, file.readerId], now + 1000);
  for (const link of [report, undefined, ['a'], '', 'a.b']) {
    expect(linkedVersion(links, { id, link }, now)).toBeNull();
  }
  expect(linkedVersion(links, { id, link: links.sign('document', [], now + 1000) }, now)).toBeNull();
});
