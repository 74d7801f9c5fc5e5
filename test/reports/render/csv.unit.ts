import { csv } from '../../../src/reports/render/csv.js';

/** Behind the byte order mark. */
function records(rows: Parameters<typeof csv>[0]): string {
  const [mark, ...text] = csv(rows);
  expect(mark).toBe('\uFEFF');
  return text.join('');
}

describe('csv', () => {
  it('quotes what RFC 4180 asks to be quoted, and ends every record with CRLF', () => {
    expect(records([['plain', 'a,b', 'say "so"', 'two\nlines', 12, -1.5, null]])).toBe(
      'plain,"a,b","say ""so""","two\nlines",12,-1.5,\r\n',
    );
  });

  it('begins with the bytes by which spreadsheets know UTF-8', () => {
    expect(Buffer.from(csv([['Zoë']])).toString('hex')).toBe('efbbbf5a6fc3ab0d0a');
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\ttab', '＝1', '＋1', '－1', '＠sum'])(
    'keeps %j from running as a formula',
    (text) => {
      expect(records([[text]])).toBe(`'${text}\r\n`);
    },
  );

  it('keeps a leading line break from hiding a formula', () => {
    expect(records([['\r=1'], ['\n=1']])).toBe('"\'\r=1"\r\n"\'\n=1"\r\n');
  });
});
