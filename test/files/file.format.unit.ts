import fc from 'fast-check';
import { fileFormats, formatOf, SERVED_AS } from '../../src/files/file.format.js';
import { ACCEPTED, REFUSED, zipOf } from './file.samples.js';

test.each(Object.entries(ACCEPTED))('%s is known by its bytes', (format, bytes) => {
  expect(formatOf(bytes)).toBe(format);
});

test.each(Object.entries(REFUSED))('%s is refused', (_what, bytes) => {
  expect(formatOf(bytes)).toBeNull();
});

test('a ZIP whose directory lies about its size or place is refused, and nothing is read beyond the file', () => {
  const word = zipOf({ '[Content_Types].xml': 'x', 'word/document.xml': 'x' });
  fc.assert(
    fc.property(fc.nat(word.length - 1), fc.nat(255), (at, byte) => {
      const altered = Buffer.from(word);
      altered[at] = byte;
      expect([null, 'DOCX', 'TEXT']).toContain(formatOf(altered));
    }),
    { numRuns: 2_000 },
  );
});

test('whatever bytes come, the answer is a format or a refusal', () => {
  const heads = ['', '504b0304', '255044462d', 'ffd8ff', '89504e47'].map((hex) => Buffer.from(hex, 'hex'));
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 300 }), (head, rest) => {
      const format = formatOf(Buffer.concat([head, rest]));
      expect(format === null || fileFormats.includes(format)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('no format is served as something that a browser would run', () => {
  for (const { type, extension } of Object.values(SERVED_AS)) {
    expect(type).not.toMatch(/html|svg|xml;|javascript/);
    expect(extension).toMatch(/^[a-z]{3,4}$/);
  }
});
