// npm run verify:sessions: thousands of random bookings, moves, cancellations, marks, corrections and edits of series, several
// at once, by people of two organizations whose engagements rest, end and begin anew, over months of a virtual clock. Exit
// code 0 when at no time somebody sat in two sessions, every ledger was its entries and every hold had its end, nothing
// outlived its engagement, and calendars that got nothing but the mails, or the feed, showed what the rows say.
//   --steps <n>  operations (10000)
//   --seed <n>   another world (1)
import { parseArgs } from 'node:util';
import startServers from '../test/setup/global-setup.js';
import stopServers from '../test/setup/global-teardown.js';
import { runSessions } from './sessions.run.js';

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});

await startServers();
try {
  const { answers, checks, problems, sessions, mails } = await runSessions({
    steps: Number(values.steps),
    seed: Number(values.seed),
    progress: (done, all) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${done}/${all}`);
    },
  });
  console.log(`${sessions} sessions, ${mails} mails, ${checks} checks of the whole\n`);
  for (const [name, codes] of answers) {
    const counts = [...codes].sort().map(([code, count]) => `${code} ${count}`);
    console.log(`${name.padEnd(20)} ${counts.join(', ')}`);
  }
  if (problems.length > 0) console.log(`\nSeed ${values.seed}:\n${problems.join('\n')}`);
  else console.log('\n0 problems');
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await stopServers();
}
