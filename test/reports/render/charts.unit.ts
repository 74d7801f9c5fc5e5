import { columnChart, distributionBar, progressBar } from '../../../src/reports/render/charts.js';

describe('charts', () => {
  it('draw progress to scale', () => {
    expect(progressBar(50, '#123456')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 8"><rect width="160" height="8" rx="4" fill="#e9ebee"/><rect width="80" height="8" rx="4" fill="#123456"/></svg>',
    );
  });

  it('draw no bar for no progress and a whole one for more than all', () => {
    expect(progressBar(0, '#123456')).not.toContain('#123456');
    expect(progressBar(140, '#123456')).toContain('<rect width="160" height="8" rx="4" fill="#123456"/>');
  });

  it('divide a distribution by its counts', () => {
    const widths = distributionBar([
      { count: 1, color: '#aa0000' },
      { count: 3, color: '#00aa00' },
    ]);
    expect(widths).toContain('<rect x="0" width="88" height="18" fill="#aa0000"/>');
    expect(widths).toContain('<rect x="90" width="270" height="18" fill="#00aa00"/>');
  });

  it('draw one column for each week, flat where nothing was held', () => {
    const chart = columnChart([2, 0, 4], '#123456');
    expect(chart.match(/<path /g)).toHaveLength(2);
    expect(chart.match(/height="2" fill="#e9ebee"/g)).toHaveLength(1);
  });

  it('stay finite when there is nothing to draw', () => {
    expect(columnChart([], '#123456') + distributionBar([]) + columnChart([0], '#123456')).not.toMatch(
      /NaN|Infinity/,
    );
  });
});
