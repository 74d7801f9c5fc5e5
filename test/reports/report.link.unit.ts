import { randomBytes } from 'node:crypto';
import { Links } from '../../src/db/links.js';
import { linkedFile, linkTo, type LinkedFile } from '../../src/reports/report.link.js';

const secret = randomBytes(32);
const links = new Links(secret, 'https://waymark.example');
const now = Date.parse('2026-11-23T08:00:00Z');
const minutes = 60_000;
const file: LinkedFile = {
  orgId: '01890000-0000-7000-8000-000000000001',
  reportId: '01890000-0000-7000-8000-000000000002',
  recipientId: '01890000-0000-7000-8000-000000000003',
  format: 'PDF',
};

/** The parts of an address, as a server meets them. */
function asked(url: string) {
  const { pathname, searchParams } = new URL(url);
  return { id: pathname.split('/')[2], format: searchParams.get('format'), link: searchParams.get('link') };
}
const made = asked(linkTo(links, file, now));

test('a link names the report and the format, and opens that file for that person', () => {
  expect(linkTo(links, file, now)).toMatch(
    /^https:\/\/waymark\.example\/reports\/report_01890000-0000-7000-8000-000000000002\/file\?format=pdf&link=[\w.-]+$/,
  );
  expect(linkedFile(links, made, now)).toEqual(file);
});

test('a link is good for ten minutes', () => {
  expect(linkedFile(links, made, now + 10 * minutes - 1)).toEqual(file);
  expect(linkedFile(links, made, now + 10 * minutes)).toBeNull();
});

test('a link opens nothing else', () => {
  const other = asked(linkTo(links, { ...file, reportId: file.orgId }, now));
  for (const change of [
    { id: other.id },
    { format: 'csv' },
    { format: 'PDF' },
    { format: ['pdf', 'csv'] },
    { link: other.link },
    { link: [made.link, other.link] },
    { link: undefined },
    { link: '' },
    { link: 'x.y' },
  ]) {
    expect(linkedFile(links, { ...made, ...change }, now)).toBeNull();
  }
});

test('every letter of a link counts', () => {
  const link = made.link!;
  for (let at = 0; at < link.length; at += 1) {
    const changed = `${link.slice(0, at)}${link[at] === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`;
    expect(linkedFile(links, { ...made, link: changed }, now)).toBeNull();
  }
  for (const changed of [`${link}A`, `${link}.`, ` ${link}`, link.slice(0, -1)]) {
    expect(linkedFile(links, { ...made, link: changed }, now)).toBeNull();
  }
});

test('a link made with another secret, or for another purpose, opens nothing', () => {
  const others = new Links(randomBytes(32), 'https://waymark.example');
  expect(linkedFile(others, made, now)).toBeNull();
  const parts = [file.orgId, file.reportId, file.recipientId, file.format];
  expect(linkedFile(links, { ...made, link: links.sign('report', parts, now + 1) }, now)).toEqual(file);
  expect(linkedFile(links, { ...made, link: links.sign('review', parts, now + 1) }, now)).toBeNull();
});
