import { readableBrandColor } from '../../src/mail/brand-color.js';

describe('the colour of an organization', () => {
  it('stays as it is when white on it can be read', () => {
    expect(readableBrandColor('#1f6f78')).toBe('#1f6f78');
    expect(readableBrandColor('#000000')).toBe('#000000');
  });

  it('is darkened until white on it can be read', () => {
    expect(readableBrandColor('#ffffff')).toBe('#717171');
  });

  it.each(['', 'red', '#fff', '#12345g', '#1f6f78"'])('is slate for %j, which is not a colour', (color) => {
    expect(readableBrandColor(color)).toBe('#334155');
  });
});
