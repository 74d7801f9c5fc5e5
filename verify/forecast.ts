// npm run verify:forecast: how often the 80 % interval of a goal's forecast holds the true day, for each way of making
// progress and at 6, 8 and 12 updates. Exit code 0 when steady series are held 75 to 85 % of the time and the API gives
// LOW confidence where others are not.
//   --series <n>  series of each generator and number of updates (5000)
//   --seed <n>    another world (1)
import { parseArgs } from 'node:util';
import { coverages, problemsOf, tableOf } from './forecast.coverage.js';
import { GENERATORS } from './forecast.series.js';

const { values } = parseArgs({
  options: { series: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});

for (const { name, describes } of GENERATORS) console.log(`${name}: ${describes}`);
const rows = coverages(Number(values.series), Number(values.seed));
console.log(`\n${tableOf(rows)}`);
const problems = problemsOf(rows);
if (problems.length > 0) console.log(`\n${problems.join('\n')}`);
process.exitCode = problems.length === 0 ? 0 : 1;
