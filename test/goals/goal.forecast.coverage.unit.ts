import { coverages, problemsOf, type Coverage } from '../../verify/forecast.coverage.js';

// `npm run verify:forecast` in small: seeded, so that it never varies.
let rows: Coverage[];
beforeAll(() => {
  rows = coverages(600, 1);
});

test('on steady series the interval holds the true day in 75 to 85 %, elsewhere the API says LOW', () => {
  expect(rows.map(({ generator, updates }) => `${generator} ${updates}`)).toEqual(
    ['steady', 'bursts', 'random walk', 'plateaus'].flatMap((name) => [6, 8, 12].map((n) => `${name} ${n}`)),
  );
  expect(problemsOf(rows)).toEqual([]);
});

test('what is told NORMAL of a steady series holds as well, and the more updates the more is told so', () => {
  const steady = rows.filter(({ generator }) => generator === 'steady');
  for (const { coveredOfNormal } of steady) {
    expect(coveredOfNormal).toBeGreaterThan(0.72);
    expect(coveredOfNormal).toBeLessThan(0.88);
  }
  const [six, eight, twelve] = steady.map(({ low }) => low);
  expect(six).toBeGreaterThan(eight!);
  expect(eight).toBeGreaterThan(twelve!);
});

test('a steady interval that is off, and another that is off without saying so, are problems', () => {
  const row = { updates: 8, series: 100, withoutInterval: 0, coveredOfNormal: 0.5 };
  expect(
    problemsOf([
      { ...row, generator: 'steady', covered: 0.7, low: 1 },
      { ...row, generator: 'bursts', covered: 0.3, low: 0.5 },
      { ...row, generator: 'plateaus', covered: 0.3, low: 0.9 },
      { ...row, generator: 'random walk', covered: 0.8, low: 0 },
    ]),
  ).toEqual([
    'steady, 8 updates: 70.0 % is not 75 to 85 %',
    'bursts, 8 updates: 30.0 %, and only 50.0 % are told LOW',
  ]);
});
