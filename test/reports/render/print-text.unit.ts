import { printText } from '../../../src/reports/render/print-text.js';

describe('printText', () => {
  it('makes one line of visible characters', () => {
    expect(printText('  two\n\nlines\tand\u0000 a\u2028third ', 80)).toBe('two lines and a third');
  });

  it('drops marks that would reorder the text beside it', () => {
    expect(printText('a\u202Eb\u2066c\u2069', 80)).toBe('abc');
  });

  it('cuts between visible characters, never inside one', () => {
    expect(printText('👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', 3)).toBe('👩‍👩‍👧👩‍👩‍👧…');
    expect(printText('e\u0301e\u0301e\u0301', 3)).toBe('e\u0301e\u0301e\u0301');
  });

  it('lets an over-long word break', () => {
    expect(printText('x'.repeat(70), 80)).toBe(
      `${'x'.repeat(32)}\u200B${'x'.repeat(32)}\u200B${'x'.repeat(6)}`,
    );
  });
});
