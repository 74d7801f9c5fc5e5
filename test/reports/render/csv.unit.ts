import { csv } from '../../../src/reports/render/csv.js';

describe('csv', () => {
  it('quotes what RFC 4180 asks to be quoted, and ends every record with CRLF', () => {
    expect(csv([['plain', 'a,b', 'say "so"', 'two\nlines', 12, -1.5, null]])).toBe(
      'plain,"a,b","say ""so""","two\nlines",12,-1.5,\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@sum', '\ttab'])('keeps %j from running as a formula', (text) => {
    expect(csv([[text]])).toBe(`'${text}\r\n`);
  });

  it('keeps a leading carriage return from hiding a formula', () => {
    expect(csv([['\r=1']])).toBe('"\'\r=1"\r\n');
  });
});
