import { median, perRequest, report, type Round } from '../../bench/report.js';
import { WORKS } from '../../bench/works.js';

const round = (waymark: number, floor: number): Round => ({
  waymark: { server: waymark / 4, database: (waymark * 3) / 4 },
  floor: { server: floor / 4, database: (floor * 3) / 4 },
});

describe('what the benchmark reports', () => {
  let printed: string[];

  beforeEach(() => {
    printed = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => printed.push(String(line)) > 0);
  });
  afterEach(() => jest.restoreAllMocks());

  it('is the median share of the floor over the rounds, and whether it suffices', () => {
    // 80, 50 and 75 per cent; Q1 wants 70.
    expect(report('Q1', WORKS.Q1, [round(10, 8), round(10, 5), round(8, 6)])).toBe(true);
    expect(printed.at(-1)).toContain('75.0 % of the floor (50 to 80), at least 70 wanted: kept');
    expect(report('Q1', WORKS.Q1, [round(10, 6.9)])).toBe(false);
    expect(printed.at(-1)).toContain('69.0 % of the floor (69 to 69), at least 70 wanted: MISSED');
  });

  it('counts CPU time a request', () => {
    expect(perRequest({ server: 300, database: 900 }, 300)).toEqual({ server: 1, database: 3 });
    expect(median([3, 1, 2])).toBe(2);
  });
});
